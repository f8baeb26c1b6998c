"""Earlier releases and earlier moments: what is kept, what is in use, and that both are told."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from pipelines.__main__ import app
from pipelines.build import Outcome, Wish
from pipelines.rollback import put_back
from settings import Settings
from tests.pipelines.workplace import Workplace
from warehouse.release import current, later, releases

pytestmark = pytest.mark.usefixtures("counting")


def deliver(place: Workplace, lines: int) -> Outcome:
    """The same part once more, a line longer."""
    place.deliver("redenen_99AA00.csv", *(f"99AA00;R{i};;ziekte" for i in range(lines)))
    return place.build()


def moment() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def status(place: Workplace) -> str:
    return CliRunner().invoke(app, ["status", "--store", str(place.store)], env={"INBEELD_LANGUAGE": "en"}).output


def test_looking_back_pushes_no_release_out_and_the_next_build_puts_the_latest_in_use_again(place: Workplace) -> None:
    usual = [deliver(place, lines).release for lines in (6, 7, 8)]
    then = moment()
    for _ in range(4):
        looked = place.build(Wish(as_of=moment())).release
    assert [one for one in releases(place.store) if one.as_of is None] == usual
    assert [one for one in releases(place.store) if one.as_of] == [looked] == [current(place.store)]
    outcome = place.build()
    assert (outcome.release, outcome.published, current(place.store)) == (usual[-1], True, usual[-1])
    assert not place.build().published
    assert place.build(Wish(as_of=then)).release.run > looked.run


def test_a_release_of_an_earlier_moment_that_is_put_back_stays_until_something_new_counts(place: Workplace) -> None:
    last = deliver(place, 6).release
    looked = place.build(Wish(as_of=moment())).release
    assert place.build().release == last
    put_back(Settings(store=place.store), looked.run)
    outcome = place.build()
    assert (outcome.release, outcome.teruggezet) == (looked, True)
    (place.deliveries / "verzuim_99AA00.csv").write_text("refused\n")
    assert place.build().teruggezet  # it was refused, so it changes no figure
    assert deliver(place, 7).published


def test_status_says_what_is_in_use(place: Workplace) -> None:
    first, second = deliver(place, 6).release, deliver(place, 7).release
    assert "the latest state" in status(place)
    assert later(second) is None
    put_back(Settings(store=place.store), first.run)
    assert f"an earlier release, put back; the last one is {second.run}" in " ".join(status(place).split())
    assert later(first) == second
    looked = place.build(Wish(as_of=(then := moment()))).release
    assert looked.as_of
    assert f"what was known on {then}" in " ".join(status(place).split())


@pytest.mark.parametrize(
    "form", ["20241001", "01-10-2024", "2024-10-1", "2024-W40-1", "2024-10-01T25:00", "", "2999-01-01"]
)
def test_a_moment_in_another_form_or_of_later_is_wrong_usage_and_says_what_is_expected(
    place: Workplace, form: str
) -> None:
    deliver(place, 6)
    folders = ["--deliveries", str(place.deliveries), "--store", str(place.store)]
    result = CliRunner().invoke(app, ["build", *folders, "--as-of", form], env={"COLUMNS": "400"})
    assert result.exit_code == 2
    assert "--as-of" in result.output


@pytest.mark.parametrize("form", ["{day}T{time}", "{day} {time}+00:00", "{day}T{time}Z"])
def test_a_moment_may_be_given_to_the_second_and_with_its_offset(place: Workplace, form: str) -> None:
    deliver(place, 6)
    now = dt.datetime.now(dt.UTC)
    folders = ["--deliveries", str(place.deliveries), "--store", str(place.store)]
    given = form.format(day=now.date(), time=f"{now:%H:%M:%S.%f}")
    assert CliRunner().invoke(app, ["build", *folders, "--as-of", given]).exit_code == 0
    assert current(place.store).as_of == now.isoformat(timespec="microseconds")


def test_a_refused_file_that_was_renamed_or_mended_is_no_longer_counted(place: Workplace) -> None:
    deliver(place, 6)
    path = place.deliveries / "onbekend.csv"
    path.write_text("school;reden;omschrijving;categorie\n99AB00;Z;;ziekte\n")
    assert place.build().release.account["refused"] == 1
    path.rename(place.deliveries / "redenen_99AB00.csv")
    account = place.build().release.account
    assert {name: account[name] for name in ("files", "lines", "loaded", "refused")} == {
        "files": 2,
        "lines": 7,
        "loaded": 7,
        "refused": 0,
    }
    assert "***.csv" not in status(place)


def test_a_replaced_delivery_is_counted_as_long_as_it_lies_in_the_folder(place: Workplace) -> None:
    deliver(place, 6)
    place.deliver("redenen_99AA00_2.csv", *(f"99AA00;R{i};;ziekte" for i in range(7)))
    assert place.build().release.account["lines"] == 13
    place.remove("redenen_99AA00.csv")
    deliver(place, 8)
    place.remove("redenen_99AA00_2.csv")
    place.deliver("redenen_99AA00.csv", *(f"99AA00;R{i};;ziekte" for i in range(9)))
    assert place.build().release.account["lines"] == 9


def test_two_deliveries_of_one_name_are_told_apart_by_their_content(place: Workplace) -> None:
    for folder, school in (("a", "99AA00"), ("b", "99AB00")):
        (place.deliveries / folder).mkdir()
        lines = [f"{school};R{i};;{'ziekte' if i else 'griep'}" for i in range(9)]
        (place.deliveries / folder / "redenen_1.csv").write_text(
            "\n".join(["school;reden;omschrijving;categorie", *lines, ""])
        )
    place.deliver("redenen_99AC00.csv", *(f"99AC00;R{i};;ziekte" for i in range(99)))
    held = [one for one in place.build().leveringen if one.naam == "redenen_1.csv"]
    store = ["--store", str(place.store)]
    listed = CliRunner().invoke(app, ["quarantine", "--file", "redenen_1.csv", *store])
    assert listed.exit_code == 1
    assert all(one.sha256[:8] in listed.output for one in held)
    accept = ["build", "--deliveries", str(place.deliveries), *store, "--reason", "seen", "--accept"]
    assert CliRunner().invoke(app, [*accept, "redenen_1.csv"]).exit_code == 1
    assert CliRunner().invoke(app, [*accept, held[0].sha256[:8]]).exit_code == 0
    one = CliRunner().invoke(app, ["quarantine", "--file", held[0].sha256[:8], *store])
    assert (one.exit_code, "onbekende_code" in one.output) == (0, True)
