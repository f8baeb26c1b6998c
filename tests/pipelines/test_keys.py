"""Keys of pupils: replaced by a keyed hash that always says the same and cannot be turned back."""

import hashlib
import hmac

import polars as pl
import pytest

from pipelines.keys import DEMONSTRATION_SECRET, check_secret, pseudonymise
from pipelines.leerlingen import PIPELINE
from tests.pipelines.delivered import SECRET, delivered

KEYS = pl.Series(["L-1", "L-2", None, "L-1"])


def test_the_same_key_is_the_same_hash_everywhere() -> None:
    one, two, none, again = pseudonymise(KEYS, SECRET)
    assert one == again != two
    assert none is None
    assert pseudonymise(pl.Series(["L-1"]), SECRET).to_list() == [one]


def test_the_hash_is_the_first_64_bits_of_hmac_sha_256() -> None:
    digest = hmac.new(SECRET, b"L-1", hashlib.sha256).digest()
    assert pseudonymise(KEYS, SECRET)[0] == int.from_bytes(digest[:8], "big", signed=True)


def test_another_secret_gives_other_hashes() -> None:
    assert set(pseudonymise(KEYS, SECRET).drop_nulls()).isdisjoint(pseudonymise(KEYS, SECRET[::-1]).drop_nulls())


@pytest.mark.parametrize("keys", [[], [None, None]])
def test_no_keys_are_no_hashes(keys: list[None]) -> None:
    hashes = pseudonymise(pl.Series(keys, dtype=pl.String), SECRET)
    assert hashes.dtype == pl.Int64
    assert hashes.to_list() == keys


def test_spaces_around_a_key_are_no_part_of_it() -> None:
    header = "schooljaar;school;leerling;gemeente;leerjaar;van;tot"
    lines = (
        f"2018-2019;99AA00;{key};Woerden;3;{van};" for key, van in ((" L-1", "2018-08-27"), ("L-1 ", "2019-01-07"))
    )
    assert delivered(PIPELINE, header, *lines).frame["leerling"].n_unique() == 1


@pytest.mark.parametrize("secret", [None, b"", SECRET[:31], b"a" * 64, b"abcabc" * 10, DEMONSTRATION_SECRET])
def test_a_weak_or_public_secret_is_no_secret(secret: bytes | None) -> None:
    with pytest.raises(ValueError, match="INBEELD_KEY_SECRET") as caught:
        check_secret(secret)
    assert not secret or secret.decode() not in str(caught.value)


def test_a_random_secret_of_32_bytes_is_accepted() -> None:
    assert check_secret(SECRET) == SECRET
