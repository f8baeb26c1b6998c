"""From a folder of deliveries to an account of every line: what is read, what is refused, what may not be mixed."""

import pytest
from pydantic import SecretStr

from pipelines.keys import DEMONSTRATION_SECRET
from pipelines.refusal import BuildError
from pipelines.sources import MARKER
from tests.pipelines.workplace import HEADERS, SECRET, Workplace, status

pytestmark = pytest.mark.usefixtures("tallied")
REDENEN = [f"99AA00;Z{i};ziek;ziekte" for i in range(40)]


def refusal(place: Workplace, secret: SecretStr | None = None) -> BuildError:
    with pytest.raises(BuildError) as caught:
        place.build(key_secret=secret)
    return caught.value


def test_every_line_of_every_file_is_accounted_for(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", *REDENEN, "", REDENEN[0], "99AA00;D;dokter;griep")
    place.deliver("rooster_99AA00_2018-2019.csv", "99AA00;3;2018-09-03;2", "99AA00;3;2018-09-03")
    outcome = place.build()
    facts = [(one.naam, one.regels, one.geladen, dict(one.quarantaine), one.leeg) for one in outcome.leveringen]
    assert facts == [
        ("redenen_99AA00.csv", 43, 40, {"dubbel": 1, "onbekende_code": 1}, 1),
        ("rooster_99AA00_2018-2019.csv", 2, 1, {"velden": 1}, 0),
    ]


def test_the_same_folder_again_is_nothing_new(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", *REDENEN)
    first = place.build()
    files = sorted(place.store.rglob("*.parquet"))
    again = place.build()
    assert (first.read, first.published, again.read, again.published) == (1, True, 0, False)
    assert again.release == first.release
    assert (sorted(place.store.rglob("*.parquet")), len(place.releases())) == (files, 1)


def test_files_in_folders_of_the_folder_are_read_and_office_locks_are_not(place: Workplace) -> None:
    (place.deliveries / "99AA00").mkdir()
    place.deliver("redenen_99AA00.csv", *REDENEN).rename(place.deliveries / "99AA00" / "redenen_1.CSV")
    (place.deliveries / "~$redenen_1.xlsx").write_bytes(b"lock")
    (place.deliveries / "leesmij.pdf").write_bytes(b"pdf")
    assert [one.naam for one in place.build().leveringen] == ["redenen_1.CSV"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("verslag_2024.csv", "a;b\n1;2\n", "onbekende_soort"),
        ("verzuimoverzicht.csv", HEADERS["verzuim"], "onbekende_soort"),
        ("verzuim_99AA00.csv", "school;leerling;datum;eenheid\n99AA00;K1;2018-09-03;1\n", "kolom_ontbreekt"),
        ("verzuim_99AA00.csv", HEADERS["verzuim"] + ";BSN\n99AA00;K1;2018-09-03;1;Z;111222333\n", "verboden_kolom"),
        ("verzuim_99AA00.csv", "", "leeg_bestand"),
        ("verzuim_99AA00.xlsx", "geen werkmap", "geen_excel"),
    ],
)
def test_a_refused_file_is_told_and_the_others_are_published(
    place: Workplace, name: str, content: str, code: str
) -> None:
    place.deliver("redenen_99AA00.csv", *REDENEN)
    (place.deliveries / name).write_text(content)
    outcome = place.build()
    (refused,) = [one for one in outcome.leveringen if one.geweigerd]
    assert (refused.naam, refused.geweigerd, refused.geladen) == (name, code, 0)
    assert "111222333" not in repr(refused)
    assert place.counted() == [("redenen", "99AA00", 40)]


def test_a_file_that_was_refused_and_is_mended_counts(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", *REDENEN)
    (place.deliveries / "rooster_99AA00.csv").write_text("school;datum\n")
    place.build()
    place.deliver("rooster_99AA00.csv", "99AA00;3;2018-09-03;2")
    place.build()
    assert ("rooster", "99AA00/2018-2019", 1) in place.counted()


def test_nothing_to_read_is_said_and_nothing_is_published(place: Workplace) -> None:
    assert refusal(place).code == "lege_map"
    assert refusal(Workplace(place.deliveries / "weg", place.store)).code == "geen_map"
    (place.deliveries / "redenen_1.csv").write_text("school;reden\n")
    assert refusal(place).code == "niets_geladen"
    assert place.releases() == []


def test_real_deliveries_do_not_enter_a_store_of_voorbeelddata(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", *REDENEN)
    place.build()
    place.real()
    place.deliver("redenen_99AB00.csv", "99AB00;Z;ziek;ziekte")
    assert refusal(place, SECRET).code == "gemengd"
    assert place.counted() == [("redenen", "99AA00", 40)]


def test_voorbeelddata_does_not_enter_a_store_of_real_deliveries(place: Workplace) -> None:
    place.real()
    place.deliver("redenen_99AA00.csv", *REDENEN)
    assert not place.build(key_secret=SECRET).release.voorbeelddata
    (place.deliveries / MARKER).touch()
    assert refusal(place).code == "gemengd"


def test_published_figures_are_never_called_voorbeelddata(place: Workplace) -> None:
    place.deliver("kengetallen_1.csv", "a;b;c;2018;1;leerlingen;agenda")
    place.deliver("redenen_99AA00.csv", *REDENEN)
    outcome = place.build()
    assert [(one.kind, one.voorbeelddata) for one in outcome.leveringen] == [("kengetallen", False), ("redenen", True)]
    assert outcome.release.voorbeelddata


def test_a_store_of_published_figures_alone_takes_either_sort_of_data(place: Workplace) -> None:
    place.deliver("kengetallen_1.csv", "a;b;c;2018;1;leerlingen;agenda")
    place.build()
    place.real()
    place.deliver("redenen_99AA00.csv", *REDENEN)
    assert place.build(key_secret=SECRET).published


@pytest.mark.parametrize("secret", [None, SecretStr("kort"), SecretStr(DEMONSTRATION_SECRET.decode())])
def test_real_deliveries_need_a_secret_of_their_own(place: Workplace, secret: SecretStr | None) -> None:
    place.real()
    place.deliver("redenen_99AA00.csv", *REDENEN)
    assert refusal(place, secret).code == "zwakke_sleutel"
    assert not place.store.exists()


def test_another_secret_than_that_of_the_store_is_refused_by_its_id(place: Workplace) -> None:
    place.real()
    place.deliver("redenen_99AA00.csv", *REDENEN)
    place.build(key_secret=SECRET)
    other = SecretStr("fedcba9876543210fedcba9876543210")
    error = refusal(place, other)
    assert error.code == "andere_sleutel"
    assert SECRET.get_secret_value() not in str(error)
    assert place.counted() == [("redenen", "99AA00", 40)]


def test_a_day_of_absence_after_today_is_kept_apart(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", *(f"99AA00;L{i};2018-09-03;1;Z" for i in range(40)), "99AA00;L1;2918-09-04;1;Z")
    outcome = place.build()
    assert outcome.release.data_tot == "2018-09-03"
    assert [levering.quarantaine for levering in outcome.leveringen] == [{"bereik": 1}]


def test_a_delivery_that_was_corrected_no_longer_says_how_far_the_data_goes(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", "99AA00;L1;2018-09-03;1;Z", "99AA00;L1;2018-09-09;1;Z")
    place.build()
    place.deliver("verzuim_99AA00.csv", "99AA00;L1;2018-09-03;1;Z", "99AA00;L1;2018-09-04;1;Z")
    assert place.build().release.data_tot == "2018-09-04"


def test_a_long_number_in_the_name_of_a_file_is_masked_and_a_day_is_not(place: Workplace) -> None:
    place.deliver("redenen_123456782_20180903.csv", *REDENEN)
    assert list(status(place.build())) == ["redenen_*********_20180903.csv"]
    assert not [text for text in place.contents() if "123456782" in text]
