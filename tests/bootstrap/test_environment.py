"""The virtual environment: made once, made again when the requirements changed, never left half made."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bootstrap import environment
from bootstrap.environment import ensure, fingerprint, is_ready, python_of
from bootstrap.explanations import explain
from bootstrap.steps import Finished, Problem


class Programs:
    """Stands in for venv and pip: records what was started, makes an interpreter, fails where told to."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.pip_says: Sequence[str] = ()
        self.pip_is_interrupted = False

    def run(self, command: Sequence[str], doing: str, detail: Callable[..., str] | None = None) -> Finished:
        if command[1:3] == ["-m", "venv"]:
            self.started.append("venv")
            interpreter = python_of(Path(command[3]))
            interpreter.parent.mkdir(parents=True)
            interpreter.touch()
            return Finished(0, (), 0.1)
        self.started.append("pip")
        if self.pip_is_interrupted:
            raise KeyboardInterrupt
        return Finished(int(bool(self.pip_says)), tuple(self.pip_says), 0.1)


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Programs:
    programs = Programs()
    monkeypatch.setattr(environment, "run_quietly", programs.run)
    return programs


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.txt"
    path.write_text("polars==2.1.0 \\\n    --hash=sha256:aa\n")
    return path


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    return tmp_path / ".venv"


def test_a_second_start_installs_nothing(programs: Programs, requirements: Path, venv: Path) -> None:
    ensure(requirements, venv)
    assert programs.started == ["venv", "pip"]
    ensure(requirements, venv)
    assert programs.started == ["venv", "pip"]


def test_changed_requirements_are_installed_into_the_same_environment(
    programs: Programs, requirements: Path, venv: Path
) -> None:
    ensure(requirements, venv)
    requirements.write_text("polars==2.2.0 \\\n    --hash=sha256:bb\n")
    assert not is_ready(requirements, venv)
    ensure(requirements, venv)
    assert programs.started == ["venv", "pip", "pip"]
    assert is_ready(requirements, venv)


def test_an_interrupted_install_is_done_again_from_nothing(programs: Programs, requirements: Path, venv: Path) -> None:
    programs.pip_is_interrupted = True
    with pytest.raises(KeyboardInterrupt):
        ensure(requirements, venv)
    half_unpacked = venv / "lib"
    half_unpacked.mkdir()
    programs.pip_is_interrupted = False
    ensure(requirements, venv)
    assert programs.started == ["venv", "pip", "venv", "pip"]
    assert not half_unpacked.exists()
    assert is_ready(requirements, venv)


def test_an_install_that_failed_while_unpacking_is_done_again_from_nothing(
    programs: Programs, requirements: Path, venv: Path
) -> None:
    programs.pip_says = ["Installing collected packages: polars", "ERROR: [Errno 28] No space left on device"]
    with pytest.raises(Problem, match="The disk is full"):
        ensure(requirements, venv)
    programs.pip_says = ()
    ensure(requirements, venv)
    assert programs.started == ["venv", "pip", "venv", "pip"]


def test_an_update_that_failed_before_unpacking_leaves_the_environment_whole(
    programs: Programs, requirements: Path, venv: Path
) -> None:
    ensure(requirements, venv)
    requirements.write_text("polars==2.2.0 \\\n    --hash=sha256:bb\n")
    programs.pip_says = ["WARNING: Retrying ... NewConnectionError: Temporary failure in name resolution"]
    with pytest.raises(Problem, match="Nothing can be fetched"):
        ensure(requirements, venv)
    programs.pip_says = ()
    ensure(requirements, venv)
    assert programs.started == ["venv", "pip", "pip", "pip"]


def test_an_environment_of_somebody_else_is_completed_not_removed(
    programs: Programs, requirements: Path, venv: Path
) -> None:
    python_of(venv).parent.mkdir(parents=True)
    python_of(venv).touch()
    ensure(requirements, venv)
    assert programs.started == ["pip"]


def test_an_environment_of_an_older_python_is_refused(programs: Programs, requirements: Path, venv: Path) -> None:
    venv.mkdir()
    (venv / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.9.2\n")
    with pytest.raises(Problem, match=r"was made with Python 3\.9; Python 3\.11 or newer is needed"):
        ensure(requirements, venv)
    assert programs.started == []


def test_a_full_disk_is_told_before_anything_is_begun(
    programs: Programs, requirements: Path, venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ROOM_BYTES", 10**18)
    with pytest.raises(Problem, match="too little room on the disk"):
        ensure(requirements, venv)
    assert not venv.exists()


def test_a_python_without_venv_is_told_how_to_get_it(
    programs: Programs, requirements: Path, venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("bootstrap.debian.can_install", lambda: False)
    with pytest.raises(Problem, match=r"its venv module is missing.*apt-get install python3\.\d+-venv"):
        ensure(requirements, venv)


def test_line_ends_of_a_checkout_do_not_count_as_a_change(tmp_path: Path) -> None:
    unix, windows, other = tmp_path / "unix", tmp_path / "windows", tmp_path / "other"
    unix.write_bytes(b"a==1\nb==2\n")
    windows.write_bytes(b"a==1\r\nb==2\r\n")
    other.write_bytes(b"a==1\nb==3\n")
    assert fingerprint(unix) == fingerprint(windows) != fingerprint(other)


def test_the_interpreter_is_where_the_platform_puts_it() -> None:
    assert python_of(Path(".venv"), "win32") == Path(".venv/Scripts/python.exe")
    assert python_of(Path(".venv"), "darwin") == python_of(Path(".venv"), "linux") == Path(".venv/bin/python")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        (
            "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
            "Nothing can be fetched",
        ),
        (
            "ProxyError('Cannot connect to proxy.')\nERROR: No matching distribution found for x",
            "Nothing can be fetched",
        ),
        ("ssl.SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "certificate"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "is not the file"),
        ("ERROR: No matching distribution found for duckdb==2.0.0", "ready-made for this machine"),
        ("PermissionError: [WinError 32] The process cannot access the file", "Stop a dashboard that still runs"),
    ],
)
def test_what_pip_prints_becomes_a_sentence(said: str, sentence: str) -> None:
    assert sentence in explain(said.splitlines(), "pip could not install the libraries.")


def test_what_is_not_understood_is_shown_as_it_was_said() -> None:
    assert explain(["something new"], "pip could not.") == "pip could not. It said:\n    something new"
