"""Starting and stopping the dashboard, with a small web server in its place."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import PROJECT, dashboard
from bootstrap.steps import Problem

SERVER = """
import http.server, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/_stcore/health" else 404)
        self.end_headers()
    def log_message(self, *arguments):
        pass
try:
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Health).serve_forever()
except KeyboardInterrupt:
    pass
"""
# `manage.py run` with everything before and in the dashboard replaced by the server above.
RUN = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what is in the background ignore it
from pathlib import Path
from bootstrap import commands, dashboard, release, steps
source = release.Source(Path("deliveries"), Path("store"), is_example=False)
commands.ensure = lambda requirements: None
commands._release = lambda *arguments: source
def start(command, **environment):
    process = steps.start([sys.executable, "-c", sys.argv[1], command[command.index("--server.port") + 1]])
    print("child", process.pid, flush=True)
    return process
dashboard.start = start
sys.exit(commands.main(["run", "--port", sys.argv[2], "--no-browser"]))
"""


def any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((dashboard.HOST, 0))
        return int(probe.getsockname()[1])


def replace_dashboard(monkeypatch: pytest.MonkeyPatch, program: str) -> list[list[str]]:
    asked: list[list[str]] = []

    def start(command: list[str], **environment: str) -> subprocess.Popen[str]:
        asked.append([*command, *environment.values()])
        port = command[command.index("--server.port") + 1]
        return subprocess.Popen([sys.executable, "-c", program, port], text=True)

    monkeypatch.setattr(dashboard, "start", start)
    return asked


def test_a_port_in_use_gives_the_next_free_one() -> None:
    with socket.socket() as first:
        first.bind((dashboard.HOST, 0))
        first.listen()
        wanted = first.getsockname()[1]
        chosen = dashboard.free_port(wanted)
        assert wanted < chosen < wanted + dashboard.PORTS_TRIED


def test_a_free_port_is_taken_as_asked() -> None:
    wanted = any_free_port()
    assert dashboard.free_port(wanted) == wanted


def test_the_dashboard_serves_the_store_to_this_machine_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = replace_dashboard(monkeypatch, SERVER)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # a proxy must not be asked for this machine
    with dashboard.serving(any_free_port(), tmp_path) as process:
        assert process.poll() is None
    assert process.poll() is not None
    command = asked[0]
    assert command[command.index("--server.address") + 1] == "127.0.0.1"
    assert str(tmp_path) in command


def test_a_dashboard_that_stops_while_it_starts_is_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    replace_dashboard(monkeypatch, "raise SystemExit(3)")
    with pytest.raises(Problem, match="stopped while it started"), dashboard.serving(any_free_port(), tmp_path):
        pass


def test_a_dashboard_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    replace_dashboard(monkeypatch, "import threading; threading.Event().wait()")
    monkeypatch.setattr(dashboard, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(Problem, match="did not answer"), dashboard.serving(any_free_port(), tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one program there")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=lambda sent: sent.name)
def test_ctrl_c_stops_everything_without_a_traceback(sent: signal.Signals) -> None:
    port = any_free_port()
    with subprocess.Popen(
        [sys.executable, "-c", RUN, SERVER, str(port)],
        cwd=PROJECT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as run:
        assert run.stdout
        lines: list[str] = []
        for line in run.stdout:
            lines.append(line)
            if f"http://127.0.0.1:{port}" in line:
                run.send_signal(sent)
        assert run.wait() == 0
    assert lines[-1] == "Stopped.\n"
    assert not any("Traceback" in line for line in lines)
    child = next(int(line.split()[1]) for line in lines if line.startswith("child"))
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_no_browser_is_opened_where_there_is_no_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def open_screen(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", open_screen)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    dashboard.open_browser("http://127.0.0.1:8501")
    assert opened == []
    assert "Open that address" in capsys.readouterr().out
    monkeypatch.setenv("DISPLAY", ":0")
    dashboard.open_browser("http://127.0.0.1:8501")
    assert opened == ["http://127.0.0.1:8501"]
