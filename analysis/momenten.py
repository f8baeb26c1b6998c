"""What growth is judged by: sums over the pupils of each school, then and now, and sums of their squares."""

from collections.abc import Sequence

import polars as pl

PAREN = ("ingeroosterd_toen", "ingeroosterd_nu", "gemist_toen", "gemist_nu")
PRODUCTEN = tuple((x, y) for i, x in enumerate(PAREN) for y in PAREN[i:])


def momenten(verzuim: pl.DataFrame, omvang: pl.DataFrame) -> pl.DataFrame:
    """What the test needs of each school and categorie: sums, and sums of squares over pupils.

    `omvang`: one row per `school`, its `groep` (which schools are alike) and `leerling`, with `ingeroosterd_toen` and
    `ingeroosterd_nu` (0: not there then). `verzuim`: one row per `school`, `leerling` and `categorie` with
    `gemist_toen` and `gemist_nu`; may be sparse. leerling null: all pupils together, where only counts were delivered.
    Only schools with scheduled time in both periods. Out: one row per school and categorie, dense, with `n` pupils (0:
    not known apart), `verzuimers` (pupils of either period with that absence), the sum `s_x` of each of the four
    columns, and the sum `s_x_y` of each product. Pupil level goes in, school level comes out.
    """
    omvang = omvang.join(beide(omvang), on="school", how="semi")
    per_leerling = pl.col("leerling").is_not_null()
    basis = omvang.group_by("school", "groep").agg(
        pl.when(per_leerling.all()).then(pl.len()).otherwise(0).cast(pl.Int64).alias("n"), *_sommen(PAREN[:2])
    )
    geteld = (
        verzuim.join(omvang, on=["school", "leerling"], how="inner", nulls_equal=True)
        .group_by("school", "categorie")
        .agg(
            ((pl.col("gemist_toen") > 0).cast(pl.Int64) + (pl.col("gemist_nu") > 0).cast(pl.Int64))
            .filter(per_leerling)
            .sum()
            .alias("verzuimers"),
            *[som for som in _sommen(PAREN) if "gemist" in som.meta.output_name()],
        )
    )
    categorieen = verzuim.select(pl.col("categorie").unique())
    return (
        basis.join(categorieen, how="cross")
        .join(geteld, on=["school", "categorie"], how="left")
        .with_columns(pl.exclude("school", "groep", "categorie").fill_null(0))
        .sort("categorie", "school")
    )


def beide(omvang: pl.DataFrame) -> pl.DataFrame:
    """The schools with scheduled time in both periods; the others would be taken for growth or decline."""
    per_school = omvang.group_by("school").agg(pl.col("ingeroosterd_toen", "ingeroosterd_nu").sum())
    return per_school.filter((pl.col("ingeroosterd_toen") > 0) & (pl.col("ingeroosterd_nu") > 0)).select("school")


def _sommen(kolommen: Sequence[str]) -> list[pl.Expr]:
    """The sums of columns and of all their products, as decimals: squares of fine units grow past whole numbers."""
    waarde = {naam: pl.col(naam).cast(pl.Float64) for naam in kolommen}
    return [
        *(waarde[x].sum().alias(f"s_{x}") for x in kolommen),
        *((waarde[x] * waarde[y]).sum().alias(f"s_{x}_{y}") for x, y in PRODUCTEN if {x, y} <= set(kolommen)),
    ]
