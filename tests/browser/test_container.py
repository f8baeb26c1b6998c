"""The container without a container: what its file copies, sets and starts, in a folder that stands for its root."""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bootstrap import dashboard, steps
from tests.browser.conftest import DESK, FIRST_PORT, Visitor
from tests.browser.signing_in import cookie
from tests.real import as_real
from warehouse.monitor.store import path_in
from warehouse.release import releases_folder

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
LINES = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
DOCUMENT = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
SECONDS = 60


def instructions(name: str) -> list[str]:
    return [line.split(None, 1)[1] for line in LINES if line.split(None, 1)[:1] == [name]]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in instructions("ENV") for pair in shlex.split(line))


def command(text: str) -> list[str]:
    """A command of the file as a list of words."""
    found: list[str] = ast.literal_eval(text[text.index("[") :])
    return found


def run_by_hand() -> list[str]:
    """What docs/deployment.md tells to give to podman run."""
    found = re.search(r"podman run (.*?)```", DOCUMENT, re.DOTALL)
    assert found
    return shlex.split(found[1].replace("\\\n", " "))


def volumes() -> dict[str, bool]:
    """Place in the container to whether it may be written."""
    words = run_by_hand()
    told = [words[place + 1].split(":") for place, word in enumerate(words) if word == "--volume"]
    return {parts[1]: parts[2:] != ["ro"] for parts in told}


def copied(root: Path) -> Path:
    """The program as it stands in the container."""
    (home,) = instructions("WORKDIR")
    app = root / home.lstrip("/")
    app.mkdir(parents=True)
    assert not instructions("ADD")
    for line in instructions("COPY"):
        *sources, target = line.split()
        for source in sources:
            place = ROOT / source
            assert place.exists(), f"the container copies {source}, which is not there"
            if place.is_dir():
                shutil.copytree(place, app / target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(place, app / target)
    return app


@dataclass(frozen=True)
class Container:
    """A folder that stands for the root of a container."""

    root: Path
    app: Path
    port: int

    def environment(self) -> dict[str, str]:
        """Only what the file sets and what every process has."""
        own = {name: f"{self.root}{value}" if value.startswith("/") else value for name, value in environment().items()}
        return {"PATH": os.environ["PATH"], "HOME": str(self.root / "nowhere"), "PYTHONUTF8": "1"} | own

    def command(self, text: str) -> list[str]:
        """A command of the file, for this Python, this port and this machine alone."""
        python, *words = command(text)
        assert python == "python"
        changed = [
            word.replace(str(dashboard.PORT), str(self.port)).replace("0.0.0.0", dashboard.HOST)  # noqa: S104
            for word in words
        ]
        assert changed != words
        return [sys.executable, *changed]

    def files(self) -> set[str]:
        """All files of the program and of the release."""
        folders = (self.app, self.root / "store")
        return {str(path) for folder in folders for path in folder.rglob("*") if path.is_file()}

    @contextmanager
    def running(self) -> Iterator["subprocess.Popen[str]"]:
        (start,) = instructions("CMD")
        process = subprocess.Popen(
            self.command(start), cwd=self.app, env=self.environment(), text=True, stderr=subprocess.PIPE
        )
        try:
            yield process
        finally:
            steps.stop(process)
            assert process.stderr
            process.stderr.close()

    def is_healthy(self) -> bool:
        (check,) = instructions("HEALTHCHECK")
        asked = self.command(check.split("CMD", 1)[1])
        return subprocess.run(asked, env=self.environment(), capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def container(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Container:
    """With real figures, the monitor, and the samples of both secrets."""
    root = tmp_path_factory.mktemp("container")
    made = Container(root, copied(root), dashboard.free_port(FIRST_PORT + 400))
    real = as_real(small_store, tmp_path_factory.mktemp("outside"))
    for place in volumes():
        (root / place.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(releases_folder(real), releases_folder(root / "store"))
    for folder in ("monitor", "audit", "run/secrets"):
        (root / folder).mkdir(exist_ok=True)
    shutil.copy(path_in(small_store), path_in(root / "monitor"))
    return made


def test_what_is_told_to_mount_is_what_the_container_looks_for() -> None:
    told, told_env = volumes(), environment()
    looked_for = {told_env[name] for name in ("INBEELD_MONITOR", "INBEELD_AUDIT", "INBEELD_ROLES")}
    looked_for |= {told_env["STREAMLIT_SECRETS_FILES"], f"{told_env['INBEELD_STORE']}/{releases_folder(Path()).name}"}
    assert set(told) == looked_for
    assert {place for place, may_write in told.items() if may_write} == {"/monitor", "/audit"}
    words = run_by_hand()
    assert {"--read-only", "no-new-privileges", "--cap-drop"} <= set(words)
    assert words[-1] == "in-beeld"
    assert f"podman build -f deploy/Containerfile -t {words[-1]} ." in DOCUMENT
    (port,) = instructions("EXPOSE")
    assert f"127.0.0.1:{port}:{port}" in words


def test_what_it_installs_and_runs_as_is_said_once_and_is_right() -> None:
    python = re.fullmatch(r"python:(3\.\d+)-slim", instructions("FROM")[0])
    assert python
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert tuple(map(int, python[1].split("."))) >= tuple(map(int, needed.removeprefix(">=").split(".")))
    add_user, install = instructions("RUN")
    assert instructions("USER")[0] == add_user.split()[-1]
    number = re.search(r"--uid (\d+)", add_user)
    assert number
    assert f"number {number[1]}" in DOCUMENT
    assert install.endswith("-r requirements.txt")
    named = [line for line in LINES if line.startswith(("COPY requirements.txt", "RUN python", "USER", "CMD"))]
    assert [line.split()[0] for line in named] == ["COPY", "RUN", "USER", "CMD"], "in this order"


def test_without_its_secrets_the_container_does_not_start(container: Container) -> None:
    with container.running() as process:
        _, said = process.communicate(timeout=SECONDS)
        assert process.returncode not in (0, None)
    assert "In Beeld does not start" in said
    assert not container.is_healthy()


def test_the_container_shows_figures_and_writes_only_where_it_may(container: Container) -> None:
    for name in ("roles.toml", "secrets.toml"):
        shutil.copy(DEPLOY / name, container.root / "run" / "secrets" / name)
    secret = tomllib.loads((DEPLOY / "secrets.toml").read_text(encoding="utf-8"))["auth"]["cookie_secret"]
    before = container.files()
    with container.running() as process:
        dashboard._wait_until_it_answers(process, container.port)
        assert container.is_healthy()
        context = DESK.two()[0]
        context.clear_cookies()
        page = (context.pages or [context.new_page()])[0]
        visitor = Visitor(page, f"http://{dashboard.HOST}:{container.port}")
        login = cookie(visitor, secret, groups=["inbeeld-taskforce"])
        context.add_cookies([login])
        visitor.goto("lagen")
        expect(page.get_by_text("Ingelogd als Noor (Analist)")).to_be_visible()
        assert page.locator(".js-plotly-plot").count() > 0
        expect(visitor.goto("monitor").locator(".stoplicht")).to_be_visible()
        page.goto("about:blank")
    assert container.files() == before
    log = "".join(path.read_text(encoding="utf-8") for path in (container.root / "audit").glob("*.jsonl"))
    assert [json.loads(line)["pagina"] for line in log.splitlines()] == ["lagen", "monitor"]
    allowed = {"app", "store", "monitor", "audit", "run"}
    assert {path.name for path in container.root.iterdir()} <= allowed
