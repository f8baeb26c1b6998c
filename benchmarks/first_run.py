"""How long `python manage.py run` takes: on a clean copy of the project, and a second time.

Per step the seconds to its end, and to the moment that page one stands in a browser. Libraries that pip has kept from
an earlier install are not fetched again; `pip cache purge` before it measures the network too.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from playwright.sync_api import sync_playwright

from bootstrap import PROJECT, browser

MADE = shutil.ignore_patterns(".git", ".venv", ".venv.lock", "var", ".env", "__pycache__", ".*_cache", ".hypothesis")
PORT = 8790
DONE = '[data-testid="stApp"][data-test-script-state="notRunning"] h1'
PATIENCE_MS = 120_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / "in-beeld"
        shutil.copytree(PROJECT, clean, ignore=MADE)
        for title in ("first run", "second run"):
            print(f"{title}, seconds:")
            measure(clean)


def measure(project: Path) -> None:
    """Starts the dashboard, opens page one and stops it again; prints the seconds of each."""
    command = [sys.executable, "manage.py", "run", "--no-browser", "--port", str(PORT)]
    started = monotonic()
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, encoding="utf-8") as run:
        assert run.stdout
        step, begun = "", started
        for line in run.stdout:
            if line[:1].isdigit() or "http://" in line:
                if step:
                    print(f"  {step:<40} {monotonic() - begun:6.1f}", flush=True)
                step, begun = line.strip(), monotonic()
            if "http://" in line:
                show_page(line.split("http://")[1].split()[0])
                print(f"  {'page one in a browser':<40} {monotonic() - begun:6.1f}")
                print(f"  {'together':<40} {monotonic() - started:6.1f}")
                run.terminate()


def show_page(address: str) -> None:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.LAUNCH_FLAGS))
        page = opened.new_page()
        page.goto(f"http://{address}")
        page.wait_for_selector(DONE, timeout=PATIENCE_MS)
        opened.close()


if __name__ == "__main__":
    main()
