"""The tables of the release in use for open publication, one CSV each."""

from pathlib import Path

import polars as pl

from disclosure.openbaar import aantallen, openbaar
from disclosure.tabellen import FAMILIES
from warehouse.release import Release, connect


def write(release: Release, folder: Path) -> list[Path]:
    """Write those that have counts, and say which. Raises warehouse.release.ReleaseError when the release is damaged.

    Semicolons, UTF-8 with mark; each row tells the release and whether it is voorbeelddata.
    """
    connection = connect(release)
    written = []
    for publicatie in (one for familie in FAMILIES for one in familie.publicaties):
        with connection.cursor() as cursor:
            made: pl.DataFrame = cursor.table(publicatie.mart).pl()
        if not aantallen(publicatie, made):
            continue
        told = openbaar(publicatie, made).with_columns(
            pl.lit(release.run).alias("_release"),
            pl.lit(release.data_tot).alias("_data_tot"),
            pl.lit("ja" if release.voorbeelddata else "nee").alias("_voorbeelddata"),
        )
        written.append(folder / f"{publicatie.mart}.csv")
        told.write_csv(written[-1], separator=";", include_bom=True, line_terminator="\r\n")
    return written
