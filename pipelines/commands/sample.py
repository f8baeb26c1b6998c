"""`sample`: write synthetic deliveries."""

from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from pipelines.commands.terminal import REFUSED, progress, say


def sample(
    out: Annotated[Path, typer.Option(help="Folder to write the deliveries to; made when it is not there.")],
    size: Annotated[str, typer.Option(help="small, region or national.")] = "region",
    seed: Annotated[int, typer.Option(help="Same seed, same files.")] = 1,
) -> None:
    """Write synthetic deliveries: a region that behaves like a real one, marked voorbeelddata."""
    import synthetic

    if size not in synthetic.SIZES:
        raise typer.BadParameter(f"size must be one of {', '.join(synthetic.SIZES)}")
    start = monotonic()
    try:
        with progress("voorbeelddata") as watch:
            synthetic.write(out, size=size, seed=seed, progress=watch)
    except FileExistsError as error:
        say("Not written:", str(error))
        raise typer.Exit(REFUSED) from None
    say("Wrote", f"voorbeelddata ({size}, seed {seed}) to {out} in {monotonic() - start:.1f} s.")
