"""What the commands show while they work, and how they start other programs."""

import io
import sys
from pathlib import Path

import pytest

from bootstrap import PROJECT, steps
from bootstrap.lock import locked
from bootstrap.steps import Clock, Steps, run_openly, run_quietly

HOLD = "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from bootstrap.lock import locked\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_steps_are_numbered_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    two = Steps(2)
    two.begin("Libraries")
    two.begin("Release")
    assert capsys.readouterr().out == "1/2 Libraries\n2/2 Release\n"


def test_seconds_tick_on_one_line_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    clock = Clock("installing", started=0.0)
    monkeypatch.setattr("time.monotonic", lambda: 12.0)
    clock.tick("3 of 60 fetched")
    clock.tick("unpacking")
    clock.clear()
    shown = terminal.getvalue()
    assert "\r    installing: 12 s, 3 of 60 fetched" in shown
    assert "\n" not in shown
    assert shown.rsplit("\r", 2)[1].strip() == ""  # nothing stays behind of a longer line


def test_elsewhere_a_plain_line_comes_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock("checking", started=0.0)
    for second in range(1, 22):
        monkeypatch.setattr("time.monotonic", lambda now=second: float(now))
        clock.tick("")
    assert capsys.readouterr().out == "    checking: 10 s\n    checking: 20 s\n"


def test_a_program_with_its_own_progress_is_spoken_for_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(steps, "LINE_EVERY_SECONDS", 0.0)
    assert run_openly([sys.executable, "-c", "pass"], "building the release") == 0
    assert "    building the release: 0 s\n" in capsys.readouterr().out
    assert run_openly([sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert capsys.readouterr().out == ""


def test_output_of_a_quiet_program_comes_back_in_order_with_its_exit_code() -> None:
    program = "import sys; print('één', flush=True); print('two', file=sys.stderr, flush=True); sys.exit(3)"
    finished = run_quietly([sys.executable, "-c", program], "trying")
    assert (finished.code, finished.lines) == (3, ("één", "two"))


def test_programs_run_in_the_project_free_of_the_paths_of_another_python(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    program = "import os, sys; sys.exit(40 + os.path.exists('manage.py') + ('PYTHONPATH' in os.environ))"
    assert run_openly([sys.executable, "-c", program]) == 41


def test_programs_keep_what_they_compiled_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert run_openly([sys.executable, "-c", "import sys; sys.exit(40 + sys.dont_write_bytecode)"]) == 40


def test_a_held_lock_is_waited_for_and_let_go_of_when_its_holder_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"
    holder = "with locked(Path(sys.argv[2]), ''): print('held', flush=True); sys.stdin.read()"
    process = steps._popen([sys.executable, "-c", HOLD + holder, str(PROJECT), str(path)], {}, stdin=-1, stdout=-1)
    with process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == "held\n"
        waited: list[float] = []

        def let_go(seconds: float) -> None:
            waited.append(seconds)
            process.kill()
            process.wait()

        monkeypatch.setattr("bootstrap.lock.time.sleep", let_go)
        with locked(path, "another command is setting up .venv"):
            assert waited == [steps.TICK_SECONDS]
