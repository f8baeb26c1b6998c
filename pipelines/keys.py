"""Replace keys by a keyed hash, so that no store ever holds the key itself.

Every key domain has a secret of its own, made from the one in the settings: the same key in two domains gives two
hashes, so what was not agreed to be linked cannot be linked. Polars is imported only where keys are replaced: a build
with nothing new needs only to know its secret again.
"""

import hmac
import struct
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

MINIMUM_BYTES = 32
BLOCK = 64  # bytes that SHA-256 takes at a time
# Public, so worthless: accepted for voorbeelddata only.
DEMONSTRATION_SECRET = b"in-beeld-voorbeelddata-demonstratiesleutel"
REGIO = "regio"  # the key that all parties agreed on: the same value is the same child everywhere
LONGEST_KEY = 64
REMEMBERED = 250_000  # pseudonyms, some 40 MB
# A key that cannot be one: too long, with a character that is not seen, or without a letter or digit.
INVALID_KEY = r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\x{FFFD}]|^[^\p{L}\p{N}]*$"
REDEN = "reden"  # reason codes of schools: a name could stand in one


def check_secret(secret: bytes | None) -> bytes:
    """The secret for real deliveries. Raises ValueError when it is missing, short or the public one."""
    if secret is None or len(secret) < MINIMUM_BYTES or secret == DEMONSTRATION_SECRET or len(set(secret)) < 8:
        raise ValueError(
            f"real deliveries need a secret of at least {MINIMUM_BYTES} random bytes in INBEELD_KEY_SECRET. "
            'Make one with: python -c "import secrets; print(secrets.token_hex(32))" and keep it safe: '
            "without it earlier deliveries can no longer be linked."
        )
    return secret


def key_id(secret: bytes) -> str:
    """By which a secret is recognised without being told: 8 hexadecimal digits."""
    return hmac.digest(secret, b"sleutel-id", "sha256").hex()[:8]


def secret_of(secret: bytes, domain: str) -> bytes:
    """The secret of one key domain."""
    return hmac.digest(secret, f"domein:{domain}".encode(), "sha256")


def pseudonym(key: str, secret: bytes) -> int:
    """The first 64 bits of HMAC-SHA-256 of one key, as a signed number; `secret` is that of the key's domain."""
    return _pseudonyms([key], secret)[0]


def _pseudonyms(keys: Sequence[str], secret: bytes) -> list[int]:
    """HMAC written out (RFC 2104): what depends on the secret alone is done once, which is 2.7 times as quick."""
    block = (sha256(secret).digest() if len(secret) > BLOCK else secret).ljust(BLOCK, b"\0")
    inner, outer = sha256(bytes(byte ^ 0x36 for byte in block)), sha256(bytes(byte ^ 0x5C for byte in block))
    digests = []
    for key in keys:
        first, second = inner.copy(), outer.copy()
        first.update(key.encode())
        second.update(first.digest())
        digests.append(second.digest()[:8])
    return list(struct.unpack(f">{len(digests)}q", b"".join(digests)))


def pseudonymise(keys: "pl.Series", secret: bytes, known: dict[str, int] | None = None) -> "pl.Series":
    """The pseudonym of each key, as Int64: small, quick to join, and not to be turned back.

    Two of 2.4 million pupils share a value with a chance of about 1 in 6 million. `known` remembers up to REMEMBERED
    pseudonyms of this secret for the next piece or file, in which mostly the same pupils stand.
    """
    import polars as pl

    unique = keys.drop_nulls().unique().to_list()
    known = {} if known is None else known
    found = {key: known[key] for key in unique if key in known}
    new = [key for key in unique if key not in found]
    found |= zip(new, _pseudonyms(new, secret), strict=True)
    if len(known) + len(new) <= REMEMBERED:
        known |= found
    old = pl.Series(list(found), dtype=pl.String)
    hashes = pl.Series(list(found.values()), dtype=pl.Int64)
    return keys.replace_strict(old, hashes, default=None, return_dtype=pl.Int64)


def is_invalid(key: "pl.Expr") -> "pl.Expr":
    """Whether a text cannot be a key."""
    return (key.str.len_chars() > LONGEST_KEY) | key.str.contains(INVALID_KEY)
