"""Read delivery files: check, pseudonymise, keep in the vault, account for every line.

Small files of one kind go together and large ones in pieces, a bounded number of bytes at a time: memory grows neither
with the number of files nor with their size.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, fields, replace
from functools import cache, partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TypeVar

from pipelines.account import Account, by_name, span
from pipelines.assembly import Assembly
from pipelines.cleaning import Cleaned
from pipelines.delivery import EXCEL, Text, open_pieces
from pipelines.judgement import Way
from pipelines.keys import REGIO, key_id
from pipelines.refusal import RefusedError
from pipelines.sources import PARTIES, PUBLISHED, Source, batches, pipeline
from schemas.codes import KINDS
from warehouse.leveringen import Levering
from warehouse.vault import Vault, packed

if TYPE_CHECKING:
    from pipelines.profile import Profile, Profiles

Made = TypeVar("Made")
PIECE = 4_000_000  # bytes of a large file that are judged together; measured: larger is no faster and takes more memory
LARGEST = 2_000_000_000  # bytes of a file: 8 bytes for each of its lines are held to find doubled ones


@dataclass(frozen=True)
class Reader:
    """Reads for one build.

    vault: its folder. secret: that of the settings. voorbeeld: whether these are voorbeelddata. threads: 0 for all
    processors. profiles: source profiles. vergeten: hashes of pupils who were erased. piece: see PIECE.
    """

    vault: Path
    secret: bytes
    voorbeeld: bool
    threads: int = 0
    profiles: "Profiles | None" = None
    vergeten: frozenset[int] = frozenset()
    piece: int = PIECE
    known: dict[str, dict[str, int]] = field(default_factory=dict, compare=False, repr=False)  # pseudonyms by domain

    def __reduce__(self) -> tuple[Callable[..., "Reader"], tuple[object, ...]]:
        """For another process, which keeps the pseudonyms that it meets as long as it is there."""
        return _elsewhere, tuple(getattr(self, one.name) for one in fields(self) if one.name != "known")

    def profile(self, file: Source) -> "Profile | None":
        """The source profile of a file. Raises RefusedError when two fit it as well."""
        return self.profiles.match(file.path) if self.profiles else None


def _elsewhere(*facts: Any) -> Reader:
    """The same reader in another process."""
    reader = Reader(*facts)
    return replace(reader, known=_pseudonyms(reader.secret))


@cache
def _pseudonyms(secret: bytes) -> dict[str, dict[str, int]]:
    """Those that this process met, by domain. They follow from the secret."""
    return {}


@dataclass(frozen=True)
class Result:
    """What came of one job: the account of the files of a batch, or a piece of a large file (or why there is none)."""

    number: int
    leveringen: Sequence[Levering] = ()
    file: Source | None = None
    text: Text | None = None
    cleaned: Cleaned | None = None
    refusal: RefusedError | None = None


Job = Callable[[], Result]


@dataclass(frozen=True)
class Gelezen:
    """What was read of a small file: its account, and its rows and refused lines as they are kept (empty: not)."""

    levering: Levering
    rows: bytes = b""
    rejected: bytes = b""


class By(Protocol):
    """Who does a task: this process or another; what comes of it follows from the task alone."""

    def __call__(self, do: Callable[..., Made], *task: Any) -> Made: ...


def here(do: Callable[..., Made], *task: Any) -> Made:
    """This process does it."""
    return do(*task)


def read(files: Sequence[Source], context: Reader, by: By = here) -> Iterator[list[Levering]]:
    """Each file read, kept in the vault and accounted for; the lists follow the order of the files.

    by: who reads what is read together; only this process writes in the vault.
    """
    for kind in {file.kind for file in files} - {""}:  # here once: importing in threads is not safe
        pipeline(kind)
    workers = context.threads or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        results = _in_order(pool, _jobs(files, context, by), 2 * workers + 1)
        for _, pieces in groupby(results, key=lambda result: result.number):
            yield _accounts(context, pieces)


def _accounts(context: Reader, results: Iterator[Result]) -> list[Levering]:
    first = next(results)
    return [_assembled(first.file, context, first, results)] if first.file else list(first.leveringen)


def _in_order(pool: ThreadPoolExecutor, jobs: Iterator[Job], ahead: int) -> Iterator[Result]:
    """The results of jobs in their order, of which no more than `ahead` are begun before they are asked for."""
    waiting: deque[Future[Result]] = deque()
    for job in jobs:
        waiting.append(pool.submit(job))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _jobs(files: Sequence[Source], context: Reader, by: By) -> Iterator[Job]:
    for number, batch in enumerate(batches(files)):
        file = batch[0]
        large = len(batch) == 1 and file.path.stat().st_size > context.piece and file.path.suffix.lower() not in EXCEL
        if large and file.kind and pipeline(file.kind).in_pieces:
            yield from _pieces(number, file, context, by)
        else:
            yield _batch(number, batch, context, by)


def _pieces(number: int, file: Source, context: Reader, by: By) -> Iterator[Job]:
    try:
        with file.path.open("rb") as opened:
            for text in _texts(file, context, opened, context.piece):
                yield partial(by, _piece, number, file, text, context)
    except RefusedError as refusal:
        found = Result(number, file=file, refusal=refusal)
        yield lambda: found


def _piece(number: int, file: Source, text: Text, context: Reader) -> Result:
    try:
        (cleaned,) = pipeline(file.kind).run([text], _way(context, text, whole=False))
    except RefusedError as refusal:
        return Result(number, file=file, refusal=refusal)
    return Result(number, file=file, text=replace(text, body=b""), cleaned=cleaned)


def _batch(number: int, batch: Sequence[Source], context: Reader, by: By) -> Job:
    def job() -> Result:
        gelezen = by(_together, batch, context)
        for file, one in zip(batch, gelezen, strict=True):
            if one.rows:
                Vault(context.vault).store(file.kind, file.sha256, file.reader, one.rows, one.rejected)
        return Result(number, leveringen=[one.levering for one in gelezen])

    return job


def _together(files: Sequence[Source], context: Reader) -> list[Gelezen]:
    """Small files of one kind; those of the same form and party go through as one."""
    done: dict[Source, Gelezen] = {}
    forms: dict[object, list[tuple[Source, Text]]] = {}
    for file in files:
        try:
            with file.path.open("rb") as opened:
                text = next(_texts(file, context, opened))
            party = text.leverancier if text.leverancier in PARTIES else None
            form = (text.columns, text.delimiter, text.profile, _domain(text), party)
            forms.setdefault(form, []).append((file, text))
        except RefusedError as refusal:
            done[file] = Gelezen(_refused(file, context, refusal))
    for together in forms.values():
        done.update(_form(together, context))
    return [done[file] for file in files]


def _form(form: Sequence[tuple[Source, Text]], context: Reader) -> Iterator[tuple[Source, Gelezen]]:
    texts = [text for _, text in form]
    own = pipeline(form[0][0].kind)
    try:
        parts = own.run(texts, _way(context, texts[0]))
    except RefusedError as refusal:  # the profile does not fit its kind
        yield from ((file, Gelezen(_refused(file, context, refusal, text))) for file, text in form)
        return
    for (file, text), part in zip(form, parts, strict=True):
        account = Account(own)
        account.add(part)
        try:
            account.refuse()
        except RefusedError as refusal:
            yield file, Gelezen(_refused(file, context, refusal, text))
        else:
            rejected = packed(part.rejected) if part.rejected.height else b""
            yield file, Gelezen(_accepted(file, context, account, text), packed(part.frame), rejected)


def _assembled(file: Source, context: Reader, first: Result, others: Iterator[Result]) -> Levering:
    """A large file, from its pieces."""
    vault = Vault(context.vault)
    place = (file.kind, file.sha256, file.reader)
    assembly = Assembly(pipeline(file.kind), vault.path(*place), vault.quarantine_path(*place))

    def pieces() -> Iterator[Cleaned]:
        for result in chain([first], others):
            if result.refusal:
                assembly.refusals.append(result.refusal)
            elif result.cleaned and not assembly.refusals:
                yield result.cleaned

    try:
        assembly.write(pieces())
    except RefusedError as refusal:
        assembly.discard()
        return _refused(file, context, refusal, first.text)
    return _accepted(file, context, assembly.account, first.text)


def _texts(file: Source, context: Reader, opened: BinaryIO, size: int = 0) -> Iterator[Text]:
    """The text of a file in pieces, with what its name and its profile say of it."""
    if not file.kind:
        raise RefusedError("onbekende_soort", soorten=", ".join(KINDS))
    if file.path.stat().st_size > LARGEST:
        raise RefusedError("te_groot", grens=LARGEST // 1_000_000)
    profile = context.profile(file)
    own = pipeline(file.kind)
    required = profile.wanted if profile else own.required
    optional = profile.known if profile else own.optional
    leverancier = (profile.leverancier if profile else None) or file.leverancier
    for text in open_pieces(opened, file.path, required, profile, optional, size):
        yield replace(text, leverancier=leverancier, schooljaar=file.schooljaar)


def _domain(text: Text) -> str:
    """The key domain of the pupils' keys. Raises RefusedError when the profile does not say whose they are."""
    return text.profile.sleuteldomein if text.profile else REGIO


def _way(context: Reader, text: Text, *, whole: bool = True) -> Way:
    domain = _domain(text)
    return Way(context.secret, domain, context.vergeten, whole, context.known.setdefault(domain, {}))


def _accepted(file: Source, context: Reader, account: Account, text: Text | None) -> Levering:
    account.check()
    first, last = span(account.days)
    keyed = account.own.key is not None
    return replace(
        _about(file, context, text),
        regels=account.lines,
        geladen=account.loaded,
        leeg=account.blank,
        rijen=account.rows,
        data_van=first,
        data_tot=last,
        delen=tuple(sorted(account.delen)),
        quarantaine=by_name(account.rejected),
        weggelaten=by_name(account.left_out),
        feiten=text.feiten if text else {},
        codes=account.codes(),
        sleuteldomein=_domain(text) if keyed and text else None,
        sleutel_id=key_id(context.secret) if keyed else None,
    )


def _refused(file: Source, context: Reader, refusal: RefusedError, text: Text | None = None) -> Levering:
    return replace(_about(file, context, text), geweigerd=refusal.code, feiten=refusal.feiten)


def _about(file: Source, context: Reader, text: Text | None) -> Levering:
    return Levering(
        sha256=file.sha256,
        kind=file.kind,
        naam=file.bewaard,
        voorbeelddata=context.voorbeeld and file.kind not in PUBLISHED,
        leverancier=text.leverancier if text else file.leverancier,
        profiel=text.profile.naam if text and text.profile else None,
    )
