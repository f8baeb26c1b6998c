"""The command line: `python -m pipelines COMMAND`."""

import sys

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
from pipelines.commands.words import helped
from pipelines.imports import few_threads, leave_out
from pipelines.workers import MOST

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with local variables could show a pupil's value
    help=helped("app"),
)
for command in (sample, profile, build, status, rollback, quarantine, retention, forget, export, openbaar):
    app.command(help=helped(command.__name__))(safely(command))


def translate_help() -> None:
    """Give the parts of a help text their heads in the language of the settings; takes in what only help needs."""
    from typer import rich_utils

    rich_utils.OPTIONS_PANEL_TITLE = helped("panel_options")
    rich_utils.ARGUMENTS_PANEL_TITLE = helped("panel_arguments")
    rich_utils.COMMANDS_PANEL_TITLE = helped("panel_commands")


if __name__ == "__main__":
    leave_out()
    few_threads(MOST)
    if len(sys.argv) == 1 or "--help" in sys.argv:
        translate_help()
    app()
