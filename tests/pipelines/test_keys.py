"""Keys of pupils: replaced by a keyed hash that always says the same and cannot be turned back."""

import hashlib
import hmac

import polars as pl
import pytest

from pipelines.keys import DEMONSTRATION_SECRET, check_secret, key_id, pseudonym, pseudonymise, secret_of
from pipelines.leerlingen import PIPELINE
from tests.pipelines.delivered import SECRET, delivered, hashed, rejected

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


@pytest.mark.parametrize("key", ["K" * 65, "-", "...", "K\u200b1", "K\x071", "\u202eK1"])
def test_a_key_that_cannot_be_one_is_refused(key: str) -> None:
    header = "schooljaar;school;leerling;gemeente;leerjaar;van;tot"
    cleaned = delivered(PIPELINE, header, f"2018-2019;99AA00;{key};Woerden;3;2018-08-27;")
    assert rejected(cleaned) == [(2, "ongeldige_sleutel", "leerling")]


@pytest.mark.parametrize("key", ["1", "K" * 64, "é-1", "00 12", "a/b"])
def test_a_key_may_be_written_in_many_ways(key: str) -> None:
    header = "schooljaar;school;leerling;gemeente;leerjaar;van;tot"
    cleaned = delivered(PIPELINE, header, f"2018-2019;99AA00;{key};Woerden;3;2018-08-27;")
    assert cleaned.frame["leerling"].to_list() == [hashed(key)]


def test_each_domain_has_hashes_of_its_own() -> None:
    domains = [pseudonym("L-1", secret_of(SECRET, name)) for name in ("regio", "RBL", "school-99AA00")]
    assert len({pseudonym("L-1", SECRET), *domains}) == 4
    assert secret_of(SECRET, "RBL") == hmac.new(SECRET, b"domein:RBL", hashlib.sha256).digest()


def test_a_secret_is_recognised_without_being_told() -> None:
    assert key_id(SECRET) == hmac.new(SECRET, b"sleutel-id", hashlib.sha256).hexdigest()[:8]
    assert key_id(SECRET) != key_id(SECRET[::-1])


@pytest.mark.parametrize("secret", [b"k", b"k" * 64, b"k" * 65])
def test_the_hash_is_that_of_hmac_for_a_secret_of_any_length(secret: bytes) -> None:
    digest = hmac.new(secret, b"L-1", hashlib.sha256).digest()
    assert pseudonym("L-1", secret) == int.from_bytes(digest[:8], "big", signed=True)


@pytest.mark.parametrize("secret", [None, b"", SECRET[:31], b"a" * 64, b"abcabc" * 10, DEMONSTRATION_SECRET])
def test_a_weak_or_public_secret_is_no_secret(secret: bytes | None) -> None:
    with pytest.raises(ValueError, match="INBEELD_KEY_SECRET") as caught:
        check_secret(secret)
    assert not secret or secret.decode() not in str(caught.value)


def test_a_random_secret_of_32_bytes_is_accepted() -> None:
    assert check_secret(SECRET) == SECRET


def test_what_was_hashed_before_is_remembered_for_the_next_piece() -> None:
    known: dict[str, int] = {}
    first = pseudonymise(KEYS, SECRET, known)
    assert known == {"L-1": first[0], "L-2": first[1]}
    again = pseudonymise(pl.Series(["L-3", None, "L-2"]), SECRET, known)
    assert again.to_list() == [pseudonym("L-3", SECRET), None, first[1]]
