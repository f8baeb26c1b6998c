"""`quarantine`: the lines of a delivery that are kept apart, for the deliverer; line numbers and reasons, no values."""

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import Store, say, settings_of, stop, writable
from pipelines.commands.words import helped, number, word
from pipelines.refusal import BuildError
from schemas.meldingen import meldingen

HEAD = {"nl": ("regel", "reden", "kolom", "wat", "doe"), "en": ("line", "reason", "column", "what", "do")}


def quarantine(
    file: Annotated[str, typer.Option(help=helped("quarantine_file"))],
    store: Store = None,
    out: Annotated[Path | None, typer.Option(help=helped("out_or_screen"), callback=writable)] = None,
) -> None:
    """List every line of a delivery that is kept apart: its number, the reason and what to do; never a value."""
    from pipelines.apart import kept_apart

    settings = settings_of(store)
    taal = settings.language
    try:
        lines = kept_apart(settings.store, file)
    except BuildError as error:
        stop("not_listed", error, settings)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEAD[taal])
    for regel, reden, kolom in lines:
        melding = meldingen()[reden]
        writer.writerow((regel, reden, kolom or "", melding.wat.in_(taal), melding.doe.in_(taal)))
    if out:
        out.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())  # spreadsheets need the mark
        say(word("wrote", taal), word("lines_to", taal, regels=number(len(lines), taal), file=str(out)))
    else:
        typer.echo(text.getvalue(), nl=False)
