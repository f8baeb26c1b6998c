"""Run a command as at a terminal, on a machine without settings of its own."""

from pathlib import Path

from typer.testing import CliRunner, Result

from pipelines.__main__ import app

KEY = "KANARIE-1"  # of the pupil in every delivery that a command is tried on
PLAIN = {"INBEELD_KEY_SECRET": "", "INBEELD_LANGUAGE": "en", "COLUMNS": "400"}  # no line is cut


def run(*arguments: str | Path, **settings: str) -> Result:
    """What came of a command; it never ends in a traceback and never says a key. settings: of the environment."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={**PLAIN, **settings})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert KEY not in result.output
    return result
