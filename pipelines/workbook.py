"""Look into an XLSX workbook before a reader opens it: is it safe, which sheets has it, what do their cells hide.

A workbook is a zip of XML files. The reader of cells trusts what the zip says of itself; here each part is unpacked
once, counted, and compared with what the zip says it is.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pipelines.refusal import RefusedError
from pipelines.worksheet import Findings, search

MEGABYTE = 1 << 20
MAX_PARTS = 2_000  # a workbook of a hundred sheets with a picture each has some five hundred
MAX_UNPACKED = 600 * MEGABYTE  # a full sheet of a million rows and ten columns
MAX_RATIO = 200  # a sheet of one value repeated packs about 100 to 1
SMALL = 10 * MEGABYTE  # below this no ratio is a danger
MAX_INDEX = 4 * MEGABYTE  # of the parts that say what the other parts are
MAX_CELLS = 20_000_000  # the reader of cells makes room for every cell of the rectangle, filled or not
CHUNK = 4 * MEGABYTE

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")  # no part of a workbook may (ECMA-376, part 2)


@dataclass(frozen=True)
class Leaf:
    """A sheet as the workbook lists it: its name, its part, and whether the steward sees it."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True)
class Workbook:
    """A workbook that is safe to open. sheets: its worksheets in order; charts and the like are left out."""

    content: bytes
    sheets: tuple[Leaf, ...]
    calculated: bool  # False: a program wrote the formulas, and left the results to Excel
    parts: dict[str, ZipInfo]

    def findings(self, sheet: Leaf) -> Findings:
        """What a sheet hides. Raises RefusedError when its XML is none that can be numbered, or it is far too wide."""
        found = search(_unpacked(self.content, self.parts[sheet.part]), self.calculated)
        if found is None:
            raise RefusedError("geen_excel")
        if found.rectangle > MAX_CELLS:
            raise RefusedError("excel_bom")
        return found


def open_workbook(content: bytes) -> Workbook:
    """The workbook, proven to be what it says.

    Raises RefusedError: geen_excel (no workbook, protected, or another format under this name), excel_bom,
    excel_macro, excel_koppeling.
    """
    parts = _parts(content)
    kinds = _part(content, parts, "[Content_Types].xml").lower()
    if b"macro" in kinds or any("vbaproject" in name.lower() for name in parts):
        raise RefusedError("excel_macro")
    if any("externallinks/" in name.lower() for name in parts):
        raise RefusedError("excel_koppeling")
    main = next((target for kind, _, target in _links(content, parts, "") if kind == "officeDocument"), "")
    book = _xml(_part(content, parts, main))
    targets = {key: (kind, target) for kind, key, target in _links(content, parts, main)}
    if any(kind == "externalLink" for kind, _ in targets.values()):
        raise RefusedError("excel_koppeling")
    sheets = []
    for sheet in book.findall("{*}sheets/{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        kind, target = targets.get(key, ("", ""))
        if kind == "worksheet" and target in parts:
            sheets.append(Leaf(sheet.get("name", ""), target, sheet.get("state", "visible") == "visible"))
    calculation = book.find("{*}calcPr")
    later = calculation is not None and calculation.get("fullCalcOnLoad") in {"1", "true"}
    return Workbook(content, tuple(sheets), not later, parts)


def _parts(content: bytes) -> dict[str, ZipInfo]:
    """Every part by its name, each unpacked once to prove that it is as large as the zip says."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise RefusedError("geen_excel") from None
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > max(SMALL, MAX_RATIO * len(content)):
        raise RefusedError("excel_bom")
    parts = {info.filename: info for info in infos}
    protected = any(info.flag_bits & 1 or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for info in infos)
    if protected or len({name.lower() for name in parts}) < len(infos):
        raise RefusedError("geen_excel")
    for info in infos:
        declared = b""
        for piece in _unpacked(content, info):
            if _DECLARES.search(declared + piece):
                raise RefusedError("geen_excel")
            declared = piece[-16:]
    return parts


def _unpacked(content: bytes, info: ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, piece by piece. The zip's own word on sizes is not trusted: a reader would not either."""
    place = info.header_offset
    head = content[place : place + 30]
    if head[:4] != b"PK\x03\x04":
        raise RefusedError("geen_excel")
    start = place + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = memoryview(content)[start : start + info.compress_size]
    if info.compress_type == ZIP_STORED:
        if len(packed) != info.file_size:
            raise RefusedError("geen_excel")
        yield from (bytes(packed[at : at + CHUNK]) for at in range(0, len(packed), CHUNK))
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    source: bytes | memoryview = packed
    total = 0
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(source, CHUNK)
        except zlib.error:
            raise RefusedError("geen_excel") from None
        source = unpacker.unconsumed_tail
        total += len(piece)
        if total > info.file_size:
            raise RefusedError("excel_bom")
        if not piece and not unpacker.eof:
            raise RefusedError("geen_excel")
        yield piece
    if total != info.file_size:
        raise RefusedError("geen_excel")


def _part(content: bytes, parts: dict[str, ZipInfo], name: str) -> bytes:
    """One of the parts that say what the others are."""
    if name not in parts or parts[name].file_size > MAX_INDEX:
        raise RefusedError("geen_excel")
    return b"".join(_unpacked(content, parts[name]))


def _xml(text: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(text)  # noqa: S314 (no part that declares entities comes this far)
    except ElementTree.ParseError:
        raise RefusedError("geen_excel") from None


def _links(content: bytes, parts: dict[str, ZipInfo], owner: str) -> Iterator[tuple[str, str, str]]:
    """Kind, key and target of what a part refers to; the workbook as a whole is the owner without a name."""
    folder, _, name = owner.rpartition("/")
    own = f"{folder}/_rels/{name}.rels".lstrip("/")
    for link in _xml(_part(content, parts, own)).findall("{*}Relationship"):
        kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
        path = PurePosixPath(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
        yield kind, link.get("Id", ""), path.as_posix().lstrip("/")
