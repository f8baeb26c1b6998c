"""The command line: `python -m pipelines COMMAND`."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import typer

from pipelines.commands.build import build
from pipelines.commands.export import export
from pipelines.commands.openbaar import openbaar
from pipelines.commands.profile import profile
from pipelines.commands.quarantine import quarantine
from pipelines.commands.removal import forget, retention
from pipelines.commands.rollback import rollback
from pipelines.commands.sample import sample
from pipelines.commands.status import status
from pipelines.commands.terminal import safely

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with local variables could show a pupil's value
    help="From delivery files to a published release of In Beeld.",
)
for command in (sample, profile, build, status, rollback, quarantine, retention, forget, export):
    app.command()(safely(command))
app.command("open")(safely(openbaar))


class WithoutPandas(MetaPathFinder):
    """Pandera takes Pandas in wherever it is installed (Streamlit brings it along); that is a second at each start."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ModuleNotFoundError("No module named 'pandas'", name="pandas")
        return None


if __name__ == "__main__":
    sys.meta_path.insert(0, WithoutPandas())
    app()
