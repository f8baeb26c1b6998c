"""How long the script of each page runs on the release in use: cold (first time in a process) and warm.

Milliseconds, the median of the warm runs. The aim is 150 ms warm on the region (two cores).
"""

import os
import statistics
from time import perf_counter

from streamlit.testing.v1 import AppTest

from bootstrap import PROJECT, release

WARM_RUNS = 7


def main() -> None:
    source = release.choose(None, None)
    if not release.has_release(source.store):
        raise SystemExit("There is no release yet; make one with: python manage.py build")
    os.environ["INBEELD_STORE"] = str(source.store)
    print(f"{'page':<44} {'cold ms':>8} {'warm ms':>8}")
    for page in sorted((PROJECT / "pages").rglob("*.py")):
        app = AppTest.from_file(str(page), default_timeout=60)
        cold = run(app)
        warm = statistics.median(run(app) for _ in range(WARM_RUNS))
        faults = f"  {len(app.exception)} exception(s)" if app.exception else ""
        print(f"{page.relative_to(PROJECT).as_posix():<44} {cold:8.0f} {warm:8.0f}{faults}")


def run(app: AppTest) -> float:
    """One run of the script, in milliseconds."""
    started = perf_counter()
    app.run()
    return (perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
