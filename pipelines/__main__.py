"""The command line: `python -m pipelines COMMAND`."""

import typer

from pipelines.commands.build import build
from pipelines.commands.export import export
from pipelines.commands.profile import profile
from pipelines.commands.quarantine import quarantine
from pipelines.commands.removal import forget, retention
from pipelines.commands.rollback import rollback
from pipelines.commands.sample import sample
from pipelines.commands.status import status

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with local variables could show a pupil's value
    help="From delivery files to a published release of In Beeld.",
)
for command in (sample, profile, build, status, rollback, quarantine, retention, forget, export):
    app.command()(command)


if __name__ == "__main__":
    app()
