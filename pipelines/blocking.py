"""Which pupils may not come back: their hashes, sealed with the secret, so that they stand in no file of the store."""

import hmac
import os
from collections.abc import Iterable

from pipelines.store import ERASED, now
from warehouse.ledger import Ledger


def block(ledger: Ledger, hashed: int, secret: bytes) -> None:
    """Keep a pupil out of what is delivered from now on. The hash is sealed: it stands in no file of the store."""
    if hashed in blocked(ledger.forgotten(), secret):
        return
    salt = os.urandom(8)
    seal = int.from_bytes(_pad(salt, secret), "big") ^ (hashed & 0xFFFF_FFFF_FFFF_FFFF)
    with ledger.transaction():
        ledger.forget(salt.hex() + seal.to_bytes(8, "big").hex(), now())
        ledger.set_fact(ERASED, now())  # from here on whoever builds next does what is left to do


def blocked(marks: Iterable[str], secret: bytes) -> frozenset[int]:
    """The hashes of the pupils who may not come back."""
    found = set()
    for mark in marks:
        salt, seal = bytes.fromhex(mark[:16]), bytes.fromhex(mark[16:])
        opened_seal = bytes(a ^ b for a, b in zip(seal, _pad(salt, secret), strict=True))
        found.add(int.from_bytes(opened_seal, "big", signed=True))
    return frozenset(found)


def _pad(salt: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, b"vergeten:" + salt, "sha256")[:8]
