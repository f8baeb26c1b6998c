"""Read a batch of delivery files of one kind: check, pseudonymise, keep in the vault, account for every line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.delivery import Text
from pipelines.keys import REGIO, key_id
from pipelines.pipeline import Cleaned, Pipeline
from pipelines.refusal import RefusedError
from pipelines.sources import PUBLISHED, Source, pipeline
from schemas.codes import KINDS
from warehouse.leveringen import Code, Levering
from warehouse.vault import Vault

SHARED = 5  # pupils who have a reason code in a file, from which its text may be kept: a name could stand in it


@dataclass(frozen=True)
class Reader:
    """Reads for one build: into which vault, as which reader, with which secret."""

    vault: Path
    name: str
    secret: bytes
    voorbeeld: bool

    def read(self, files: Sequence[Source]) -> list[Levering]:
        """The account of each file, in the order given; files with the same columns go through together."""
        done: dict[Source, Levering] = {}
        forms: dict[tuple[tuple[str, ...], str], list[tuple[Source, Text]]] = {}
        for file in files:
            try:
                text = _open(file)
            except RefusedError as refusal:
                done[file] = self._refused(file, refusal)
            else:
                forms.setdefault((text.columns, text.delimiter), []).append((file, text))
        for form in forms.values():
            own = pipeline(form[0][0].kind)
            for (file, _), cleaned in zip(form, own.run([text for _, text in form], self.secret), strict=True):
                done[file] = self._keep(file, own, cleaned)
        return [done[file] for file in files]

    def _keep(self, file: Source, own: Pipeline, cleaned: Cleaned) -> Levering:
        Vault(self.vault).store(file.kind, file.sha256, file.reader, cleaned.frame, cleaned.rejected)
        first, last = own.days(cleaned.frame)
        return Levering(
            sha256=file.sha256,
            kind=file.kind,
            naam=file.naam,
            regels=cleaned.lines,
            geladen=cleaned.loaded,
            leeg=cleaned.blank,
            rijen=cleaned.frame.height,
            data_van=first.isoformat() if first else None,
            data_tot=last.isoformat() if last else None,
            voorbeelddata=self._marked(file),
            delen=tuple(cleaned.frame["deel"].unique().sort()),
            quarantaine=_by_reason(cleaned.rejected),
            weggelaten=_by_reason(cleaned.weggelaten),
            codes=_codes(cleaned.redenen),
            sleuteldomein=REGIO if own.key else None,
            sleutel_id=key_id(self.secret) if own.key else None,
        )

    def _refused(self, file: Source, refusal: RefusedError) -> Levering:
        return Levering(
            sha256=file.sha256,
            kind=file.kind,
            naam=file.naam,
            geweigerd=refusal.code,
            feiten=refusal.feiten,
            voorbeelddata=self._marked(file),
        )

    def _marked(self, file: Source) -> bool:
        return self.voorbeeld and file.kind not in PUBLISHED


def _by_reason(lines: pl.DataFrame) -> dict[str, int]:
    return dict(lines["reden"].value_counts().sort("reden").iter_rows())


def _codes(redenen: pl.DataFrame) -> tuple[Code, ...]:
    """The reason codes of a file; the text only where so many pupils have it that it tells nothing of one."""
    counted = redenen.group_by("school", "reden").agg(
        tekst=pl.when(pl.col("leerling").n_unique() >= SHARED).then(pl.col("tekst").min()),
        regels=pl.col("regels").sum(),
        leerlingen=pl.col("leerling").n_unique().cast(pl.Int64),
    )
    return tuple(Code(*row) for row in counted.sort("school", "reden").iter_rows())


def _open(file: Source) -> Text:
    if not file.kind:
        raise RefusedError("onbekende_soort", soorten=", ".join(KINDS))
    return pipeline(file.kind).open(file.path.read_bytes(), file.path)
