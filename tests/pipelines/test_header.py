"""The first line of a delivery: which columns there are, and which may not be."""

from typing import Any

import pytest

from pipelines.header import columns, forbidden, refuse_other_separator
from pipelines.refusal import RefusedError
from pipelines.sources import pipeline
from schemas.codes import KINDS

REQUIRED = ("school", "reden", "omschrijving")


def refused(header: str, optional: tuple[str, ...] | None = ()) -> tuple[str, dict[str, Any]]:
    with pytest.raises(RefusedError) as caught:
        columns(header, REQUIRED, optional)
    return caught.value.code, dict(caught.value.feiten)


def test_columns_are_named_without_case_spaces_and_quotation_marks() -> None:
    assert columns('"School" ;REDEN; omschrijving;', REQUIRED) == (("school", "reden", "omschrijving", ""), ";")


def test_the_separator_is_the_one_that_gives_the_columns() -> None:
    names, separator = columns('school,reden,omschrijving,"a;b;c;d"', REQUIRED, optional=None)
    assert (names[3], separator) == ("a;b;c;d", ",")


@pytest.mark.parametrize(
    "header", ["school|reden|omschrijving", "school;reden,omschrijving", "school:reden:omschrijving"]
)
def test_another_separator_or_two_at_once_are_refused(header: str) -> None:
    assert refused(header) == ("scheidingsteken", {})


def test_lines_with_another_separator_than_the_header_are_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        refuse_other_separator(REQUIRED, ";", ["1,2,3", "4,5,6", ""])
    assert caught.value.code == "scheidingsteken"
    refuse_other_separator(REQUIRED, ";", ["1,2,3", "4;5;6"])  # one line that fits: the others are kept apart


def test_a_column_too_many_is_told_by_its_number() -> None:
    code, facts = refused("school;klas;reden;omschrijving;geheim")
    assert (code, facts["nummers"]) == ("kolom_te_veel", "2, 5")
    assert "geheim" not in str(facts)


def test_a_column_that_is_optional_or_without_a_name_may_be_there() -> None:
    assert columns("school;reden;omschrijving;klas;;", REQUIRED, ("klas",))[0][3:] == ("klas", "", "")


def test_a_doubled_column_is_told_by_its_number() -> None:
    assert refused("school;reden;omschrijving;Reden") == ("dubbele_kolom", {"nummers": "4"})


def test_a_missing_column_is_told_by_its_name() -> None:
    assert refused("school;reden")[1] == {"kolommen": "omschrijving", "verwacht": "school;reden;omschrijving"}


@pytest.mark.parametrize("optional", [(), None])
def test_a_forbidden_column_is_told_by_its_number_and_what_it_is(optional: tuple[str, ...] | None) -> None:
    code, facts = refused("school;reden;omschrijving;naam kind jansen;bsn_leerling", optional)
    assert (code, facts) == ("verboden_kolom", {"nummers": "4, 5", "kolommen": "bsn, naam"})


@pytest.mark.parametrize(
    "name",
    [
        *("naam kind", "Naam leerling klas", "Roepnaam", "volledige naam", "student name", "initialen"),
        *("bsn_leerling", "BSNnummer", "leerling-bsn", "PGN", "ECK iD", "persoonsgebonden nummer"),
        *("geb.datum", "Geboorte datum", "gebdatum", "date of birth", "e-mail", "Tel.", "woonadres", "Postcode 4"),
        *("opmerking ouder", "Toelichting", "straat + huisnr", "Náám"),
    ],
)
def test_what_identifies_a_person_is_known_in_any_words(name: str) -> None:
    assert forbidden(name)


@pytest.mark.parametrize(
    "name",
    [
        *("schoolnaam", "Naam vestiging", "GEMEENTENAAM", "groepsnaam", "afdelingsnaam", "naam van de school"),
        *("klas", "leerlingnummer", "stamnr", "aantal", "telling", "mentor", "hotel", "gebied", "Te laat (minuten)"),
    ],
)
def test_what_identifies_no_person_is_left_in_peace(name: str) -> None:
    assert forbidden(name) is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_column_of_ours_is_forbidden(kind: str) -> None:
    own = {*pipeline(kind).required, *pipeline(kind).optional}
    assert {name for name in own if forbidden(name)} <= {"naam"}  # of a school
