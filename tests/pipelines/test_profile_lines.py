"""Source profiles: lines that are left out."""

from pathlib import Path

from tests.pipelines.profiled import (
    REDENEN,
    export,
    left_out,
    profile,
    rows,
)


def test_lines_are_left_out_by_value_pattern_emptiness_and_what_they_are_not(tmp_path: Path) -> None:
    toml = (
        REDENEN
        + """[[weglaten]]
kolom = "Code"
waarden = ["oud", "weg"]
reden = "vervallen"
[[weglaten]]
kolom = "Code"
patroon = "^test"
reden = "proef"
[[weglaten]]
kolom = "Betekenis"
leeg = true
[[weglaten]]
kolom = "Soort"
behalve = ["ziekte", "te_laat"]
reden = "anders"
"""
    )
    mapped = export(
        profile(tmp_path, toml),
        "Code;Betekenis;Soort",
        "OUD;a;ziekte",
        "Test1;a;ziekte",
        "Z;;ziekte",
        "A;a;x",
        "A;a;",
        "L;a;Te_laat",
    )
    assert left_out(mapped) == [(2, "vervallen"), (3, "proef"), (4, "profiel"), (5, "anders"), (6, "anders")]
    assert rows(mapped, "reden") == [(7, "L")]
