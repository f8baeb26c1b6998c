"""When the synthetic region is written and a release built, and when nothing needs to be done."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bootstrap import release
from bootstrap.release import MONITOR, Source, choose, has_release, publish, write_example, write_monitor
from bootstrap.steps import Finished, Problem
from warehouse.monitor.store import FILE


class Pipelines:
    """Stands in for `python -m pipelines`: writes a delivery, publishes a release, or refuses."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.exit_code = 0

    def run(self, command: Sequence[str], doing: str) -> int:
        verb, options = command[3], dict(zip(command[4::2], command[5::2], strict=True))
        self.started.append(verb)
        if self.exit_code == 0 and verb == "example":
            (Path(options["--store"]) / MONITOR).touch()
        if self.exit_code == 0 and verb == "sample":
            folder = Path(options["--out"])
            folder.mkdir(parents=True)
            (folder / "scholen.csv").write_text("school\n")
        if self.exit_code == 0 and verb == "build":
            releases = Path(options["--store"]) / "releases"
            releases.mkdir(parents=True, exist_ok=True)
            name = f"release-{len(self.started)}.duckdb"
            (releases / name).touch()
            (releases / "CURRENT").write_text(json.dumps({"file": name}))
        return self.exit_code


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two programs, with settings that configure nothing."""
    for name in ("synthetic", "pipelines"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "program.py").write_text("a = 1\n")
    monkeypatch.setattr(release, "PROJECT", tmp_path)
    monkeypatch.setattr(release, "VAR", tmp_path / "var")
    monkeypatch.setattr(release, "EXAMPLE", tmp_path / "var" / "voorbeeld")
    monkeypatch.setattr(release, "MADE_OF", tmp_path / "var" / "made-of.json")
    configure(monkeypatch, None, None, str(tmp_path / "var" / "store"))
    return tmp_path


@pytest.fixture
def pipelines(monkeypatch: pytest.MonkeyPatch) -> Pipelines:
    pipelines = Pipelines()
    monkeypatch.setattr(release, "run_openly", pipelines.run)
    return pipelines


def configure(monkeypatch: pytest.MonkeyPatch, *answer: str | None) -> None:
    monkeypatch.setattr(release, "run_quietly", lambda command, doing: Finished(0, (json.dumps(answer),), 0.1))


def carry_out(source: Source) -> None:
    write_example(source)
    publish(source)


def delivered(project: Path) -> Source:
    deliveries = project / "aangeleverd"
    deliveries.mkdir()
    (deliveries / "verzuim.csv").write_text("a;b\n1;2\n")
    return choose(deliveries, None)


def test_without_deliveries_the_synthetic_region_is_shown_from_a_store_of_its_own(project: Path) -> None:
    example = project / "var" / "voorbeeld"
    assert choose(None, None) == Source(example / "deliveries", example / "store", is_example=True)


def test_configured_deliveries_go_into_the_configured_store(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "rbl").mkdir()
    configure(monkeypatch, "rbl", None, str(project / "var" / "store"))
    assert choose(None, None) == Source(project / "rbl", project / "var" / "store", is_example=False)


def test_the_command_line_goes_before_the_settings(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "mine").mkdir()
    configure(monkeypatch, "rbl", "elsewhere", "elsewhere")
    assert choose(project / "mine", project / "s") == Source(project / "mine", project / "s", is_example=False)


def test_a_folder_of_deliveries_that_is_not_there_is_a_problem(project: Path) -> None:
    with pytest.raises(Problem, match=r"The folder of deliveries .* is not there"):
        choose(project / "nowhere", None)


def test_settings_that_cannot_be_read_are_told_without_the_value(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "Traceback (most recent call last):",
        "language",
        "  String should match pattern [type=string_pattern_mismatch, input_value='geheim', input_type=str]",
    )
    monkeypatch.setattr(release, "run_quietly", lambda command, doing: Finished(1, said, 0.1))
    with pytest.raises(Problem, match="String should match pattern") as problem:
        choose(None, None)
    assert "geheim" not in str(problem.value)
    assert "Traceback" not in str(problem.value)


def test_a_second_start_writes_and_builds_nothing(project: Path, pipelines: Pipelines) -> None:
    carry_out(choose(None, None))
    assert pipelines.started == ["sample", "build"]
    carry_out(choose(None, None))
    assert pipelines.started == ["sample", "build"]


def test_a_changed_generator_writes_the_region_again(project: Path, pipelines: Pipelines) -> None:
    carry_out(choose(None, None))
    (project / "synthetic" / "program.py").write_text("a = 2\n")
    carry_out(choose(None, None))
    assert pipelines.started == ["sample", "build", "sample", "build"]


def test_a_changed_program_builds_again_from_the_same_deliveries(project: Path, pipelines: Pipelines) -> None:
    carry_out(choose(None, None))
    (project / "pipelines" / "program.py").write_text("a = 2\n")
    carry_out(choose(None, None))
    assert pipelines.started == ["sample", "build", "build"]


def test_an_interrupted_generator_starts_anew(project: Path, pipelines: Pipelines) -> None:
    pipelines.exit_code = 1
    half = project / "var" / "voorbeeld" / "deliveries" / "half.csv"
    half.parent.mkdir(parents=True)
    half.touch()
    with pytest.raises(Problem, match="could not be written"):
        write_example(choose(None, None))
    pipelines.exit_code = 0
    write_example(choose(None, None))
    assert not half.exists()


@pytest.mark.parametrize("content", ["a;b\n3;4\n", "a;b\n1;2\n3;4\n"], ids=["same size", "longer"])
def test_a_changed_delivery_is_noticed(project: Path, pipelines: Pipelines, content: str) -> None:
    source = delivered(project)
    carry_out(source)
    (source.deliveries / "verzuim.csv").write_text(content)
    carry_out(source)
    assert pipelines.started == ["build", "build"]


def test_an_added_and_a_removed_delivery_are_noticed(project: Path, pipelines: Pipelines) -> None:
    source = delivered(project)
    carry_out(source)
    (source.deliveries / "scholen.csv").touch()
    carry_out(source)
    (source.deliveries / "scholen.csv").unlink()
    carry_out(source)
    assert pipelines.started == ["build", "build", "build"]


def test_a_changed_setting_is_noticed(project: Path, pipelines: Pipelines, monkeypatch: pytest.MonkeyPatch) -> None:
    source = delivered(project)
    carry_out(source)
    monkeypatch.setenv("INBEELD_KEEP_RELEASES", "5")
    carry_out(source)
    (project / ".env").write_text("INBEELD_KEEP_RELEASES=4\n")
    carry_out(source)
    assert pipelines.started == ["build", "build", "build"]


def test_deliveries_of_a_party_never_touch_the_synthetic_region(project: Path, pipelines: Pipelines) -> None:
    carry_out(choose(None, None))
    carry_out(delivered(project))
    carry_out(choose(None, None))
    assert pipelines.started == ["sample", "build", "build"]


def test_the_synthetic_region_gets_its_monitor_once_and_a_party_never(project: Path, pipelines: Pipelines) -> None:
    source = choose(None, None)
    carry_out(source)
    write_monitor(source)
    (source.store / MONITOR).write_text("what people recorded")
    write_monitor(source)
    own = delivered(project)
    carry_out(own)
    write_monitor(own)
    assert pipelines.started == ["sample", "build", "example", "build"]
    assert (source.store / MONITOR).read_text() == "what people recorded"
    assert not (own.store / MONITOR).exists()


def test_a_monitor_that_could_not_be_written_is_a_problem(project: Path, pipelines: Pipelines) -> None:
    source = choose(None, None)
    carry_out(source)
    pipelines.exit_code = 1
    with pytest.raises(Problem, match="monitor of the synthetic region could not be written"):
        write_monitor(Source(source.deliveries, source.store, is_example=True))


def test_the_file_of_the_monitor_has_the_same_name_everywhere() -> None:
    assert MONITOR == FILE


def test_a_refused_build_leaves_the_release_before_it_and_is_tried_again(
    project: Path, pipelines: Pipelines, capsys: pytest.CaptureFixture[str]
) -> None:
    source = delivered(project)
    carry_out(source)
    (source.deliveries / "verzuim.csv").write_text("damaged\n")
    pipelines.exit_code = 1
    carry_out(source)
    assert "The release before it stays" in capsys.readouterr().out
    carry_out(source)
    assert pipelines.started == ["build", "build", "build"]


def test_a_refused_first_build_is_a_problem(project: Path, pipelines: Pipelines) -> None:
    pipelines.exit_code = 1
    with pytest.raises(Problem, match="nothing to show"):
        carry_out(delivered(project))


def test_a_release_that_was_removed_is_built_again(project: Path, pipelines: Pipelines) -> None:
    source = delivered(project)
    carry_out(source)
    assert has_release(source.store)
    for file in (source.store / "releases").glob("*.duckdb"):
        file.unlink()
    assert not has_release(source.store)
    carry_out(source)
    assert pipelines.started == ["build", "build"]
