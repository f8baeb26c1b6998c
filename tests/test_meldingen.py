"""What a deliverer is told: both languages, the same facts, short and without blame."""

import re

import pytest

from schemas.meldingen import SOORTEN, Melding, meldingen, tekst


@pytest.mark.parametrize("melding", meldingen().values(), ids=meldingen())
def test_both_languages_name_the_same_facts(melding: Melding) -> None:
    for part in (melding.kort, melding.wat, melding.doe):
        assert part.nl
        assert part.en
        assert re.findall(r"\{(\w+)\}", part.nl) == re.findall(r"\{(\w+)\}", part.en)


@pytest.mark.parametrize("melding", meldingen().values(), ids=meldingen())
def test_a_text_says_what_is_wrong_and_what_to_do(melding: Melding) -> None:
    facts: dict[str, str | int] = dict.fromkeys(melding.feiten, "7")
    for taal in ("nl", "en"):
        whole = tekst(melding.code, taal, **facts)
        assert whole.count(". ") + whole.count("; ") >= 1
        assert whole.endswith(".")
        assert "{" not in whole


def test_a_code_stands_in_one_group_only() -> None:
    assert {melding.soort for melding in meldingen().values()} == set(SOORTEN)


def test_what_is_said_of_a_line_needs_no_facts() -> None:
    assert not [m.code for m in meldingen().values() if m.soort in {"regel", "weggelaten"} and m.feiten]


def test_a_text_without_its_facts_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        tekst("te_groot", "nl")
