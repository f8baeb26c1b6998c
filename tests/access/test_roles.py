"""From claims to a role and a scope: what is not in the role table has no access."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from access.principal import NotAllowed
from access.roles import NOBODY, Grant, RoleTable, RoleTableError, identify, read

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TABLE = """
claim = "groups"
[[rol]]
waarde = "woerden"
rol = "rea"
bereik = ["GM0632"]
[[rol]]
waarde = "montfoort"
rol = "rea"
bereik = ["GM0335"]
[[rol]]
waarde = "regio"
rol = "rea"
[[rol]]
waarde = "scholen"
rol = "school"
bereik_claim = "schools"
[[rol]]
waarde = "analist"
rol = "analist"
"""


@pytest.fixture
def table(tmp_path: Path) -> RoleTable:
    return read(written(tmp_path, TABLE))


def written(folder: Path, text: str) -> Path:
    path = folder / "roles.toml"
    path.write_text(text, encoding="utf-8")
    return path


def claims(*groups: str, **more: Any) -> dict[str, Any]:
    told = {"iss": "https://idp", "sub": "u1", "name": "Noor", "groups": list(groups)}
    return {**told, "iat": NOW.timestamp() - 60, "exp": NOW.timestamp() + 60, **more}


def refusal(told: dict[str, Any], table: RoleTable) -> str:
    with pytest.raises(NotAllowed) as caught:
        identify(told, table, NOW)
    return caught.value.code


def test_a_group_gives_role_and_scope(table: RoleTable) -> None:
    who = identify(claims("woerden"), table, NOW)
    assert (who.rol, who.naam) == ("rea", "Noor")
    assert who.bereik == {"GM0632"}
    assert who.verloopt == NOW + timedelta(seconds=60)
    assert not who.demonstratie


def test_rows_of_the_same_role_add_up_and_one_without_scope_gives_all(table: RoleTable) -> None:
    assert identify(claims("woerden", "montfoort"), table, NOW).bereik == {"GM0632", "GM0335"}
    assert identify(claims("woerden", "regio"), table, NOW).bereik == frozenset()


def test_of_several_roles_the_first_of_the_table_counts(table: RoleTable) -> None:
    assert identify(claims("analist", "scholen", schools=["99AA00"]), table, NOW).rol == "school"


def test_a_school_takes_its_scope_from_a_claim_and_only_what_is_a_school(table: RoleTable) -> None:
    assert identify(claims("scholen", schools=["99AA00", "x", 5]), table, NOW).bereik == {"99AA00"}
    assert identify(claims("scholen", schools="99AA00"), table, NOW).bereik == {"99AA00"}


@pytest.mark.parametrize("schools", [None, [], "", ["alle"], "99AA00 99BB00", {"99AA00": 1}])
def test_a_school_without_a_school_is_refused(schools: object, table: RoleTable) -> None:
    assert refusal(claims("scholen", schools=schools), table) == "onbekende_school"


@pytest.mark.parametrize("groups", [(), ("onbekend",), ("WOERDEN",), ("woerden ",)])
def test_who_is_not_in_the_table_has_no_role(groups: tuple[str, ...], table: RoleTable) -> None:
    assert refusal(claims(*groups), table) == "onbekende_rol"


def test_without_a_table_nobody_has_a_role() -> None:
    assert refusal(claims("woerden"), NOBODY) == "onbekende_rol"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"exp": NOW.timestamp()}, "verlopen"),
        ({"exp": NOW.timestamp() - 1}, "verlopen"),
        ({"exp": None}, "ongeldig"),
        ({"exp": "9999999999"}, "ongeldig"),
        ({"exp": True}, "ongeldig"),
        ({"exp": 1e300}, "ongeldig"),
        ({"iat": None}, "ongeldig"),
        ({"iat": NOW.timestamp() + 3600}, "ongeldig"),
        ({"sub": ""}, "ongeldig"),
        ({"sub": None}, "ongeldig"),
        ({"groups": {"woerden": True}}, "onbekende_rol"),
        ({"groups": None}, "onbekende_rol"),
    ],
)
def test_claims_that_are_past_their_time_or_not_whole_are_refused(
    changed: dict[str, Any], code: str, table: RoleTable
) -> None:
    assert refusal(claims("woerden", **changed), table) == code


def test_a_claim_can_stand_inside_another() -> None:
    table = RoleTable("realm_access.roles", (Grant("analist", "analist"),))
    assert identify({**claims(), "realm_access": {"roles": ["analist"]}}, table, NOW).rol == "analist"
    assert refusal({**claims(), "realm_access": ["analist"]}, table) == "onbekende_rol"


def test_the_id_is_opaque_and_of_one_provider(table: RoleTable) -> None:
    one = identify(claims("woerden", sub="n.jansen@school.nl"), table, NOW).id
    other = identify(claims("woerden", sub="n.jansen@school.nl", iss="https://other"), table, NOW).id
    assert one != other
    assert one.isalnum()
    assert "jansen" not in one


@pytest.mark.parametrize(
    "row",
    [
        'waarde = "x"',
        'waarde = "x"\nrol = "directeur"',
        'waarde = "x"\nrol = "demonstratie"',
        'waarde = "x"\nrol = "school"',
        'waarde = "x"\nrol = "school"\nbereik = ["99AA00"]\nbereik_claim = "schools"',
        'waarde = "x"\nrol = "rea"\nbereik = ["Woerden"]',
        'waarde = "x"\nrol = "redacteur"\nbereik = ["drie"]',
        'waarde = "x"\nrol = "analist"\nbereik = ["GM0632"]',
        'waarde = "x"\nrol = "rea"\nscope = "alles"',
    ],
)
def test_a_row_that_cannot_be_right_is_refused(row: str, tmp_path: Path) -> None:
    with pytest.raises(RoleTableError, match="row 1"):
        read(written(tmp_path, f'claim = "groups"\n[[rol]]\n{row}\n'))


@pytest.mark.parametrize("text", ["", "claim =", 'claim = "groups"', 'claim = 1\n[[rol]]\nwaarde="x"\nrol="rea"'])
def test_a_file_that_is_no_role_table_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(RoleTableError):
        read(written(tmp_path, text))
    with pytest.raises(RoleTableError):
        read(tmp_path / "nowhere.toml")
