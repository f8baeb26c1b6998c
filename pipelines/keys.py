"""Replace pupil keys by a keyed hash, so that no store ever holds the key itself."""

import hmac

import polars as pl

MINIMUM_BYTES = 32
# Public, so worthless: accepted for voorbeelddata only.
DEMONSTRATION_SECRET = b"in-beeld-voorbeelddata-demonstratiesleutel"


def check_secret(secret: bytes | None) -> bytes:
    """The secret for real deliveries. Raises ValueError when it is missing, short or the public one."""
    if secret is None or len(secret) < MINIMUM_BYTES or secret == DEMONSTRATION_SECRET or len(set(secret)) < 8:
        raise ValueError(
            f"real deliveries need a secret of at least {MINIMUM_BYTES} random bytes in INBEELD_KEY_SECRET. "
            'Make one with: python -c "import secrets; print(secrets.token_hex(32))" and keep it safe: '
            "without it earlier deliveries can no longer be linked."
        )
    return secret


def pseudonymise(keys: pl.Series, secret: bytes) -> pl.Series:
    """The first 64 bits of HMAC-SHA-256 of each key, as Int64: small, quick to join, and not to be turned back.

    Two of 2.4 million pupils share a value with a chance of about 1 in 6 million.
    """
    unique = keys.drop_nulls().unique()
    hashes = [
        int.from_bytes(hmac.digest(secret, key.encode(), "sha256")[:8], "big", signed=True) for key in unique.to_list()
    ]
    return keys.replace_strict(unique, pl.Series(hashes, dtype=pl.Int64), default=None, return_dtype=pl.Int64)
