"""`sample`: write synthetic deliveries."""

from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from pipelines.commands.terminal import REFUSED, progress, say
from pipelines.commands.words import helped, language, word


def sample(
    out: Annotated[Path, typer.Option(help=helped("sample_out"))],
    size: Annotated[str, typer.Option(help=helped("sample_size"))] = "region",
    seed: Annotated[int, typer.Option(help=helped("sample_seed"))] = 1,
) -> None:
    """Write synthetic deliveries: a region that behaves like a real one, marked voorbeelddata."""
    import synthetic

    if size not in synthetic.SIZES:
        raise typer.BadParameter(word("size_of", language(), sizes=", ".join(synthetic.SIZES)))
    start = monotonic()
    try:
        with progress("voorbeelddata", language()) as watch:
            synthetic.write(out, size=size, seed=seed, progress=watch)
    except FileExistsError as error:
        say(word("not_written", language()), str(error))
        raise typer.Exit(REFUSED) from None
    told: dict[str, str | int] = {"size": size, "seed": seed, "file": str(out), "seconds": f"{monotonic() - start:.1f}"}
    say(word("wrote", language()), word("sample_written", language(), **told))
