"""In which encoding a file is written, by the evidence of all its lines; and its lines as UTF-8.

A physical line ends with LF, CR LF or a lone CR, wherever it stands; the last one may lack its end. A line that is not
in the encoding of the others gets the mark U+FFFD, so that it is kept apart and no other with it.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple

import numpy as np

from pipelines.refusal import RefusedError

LONGEST = 65_536  # bytes in a line; the longest real line seen is below 1,000, so something is missing above this
DAMAGED = "\ufffd".encode()
BLOCK = 1 << 20
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1a")
# What files begin with that are no text: ZIP (XLSX), PDF, old Excel, PNG, GIF, JPEG, gzip, UTF-32.
_NO_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class Encoding(NamedTuple):
    """name: as Python calls it. mark: bytes of the mark at the start of the file."""

    name: str
    mark: int = 0


def recognise(file: BinaryIO, given: str | None = None) -> Encoding:
    """The encoding of an open file: by its mark, by the zeros of UTF-16, else UTF-8 or Windows-1252.

    UTF-8 when at least as many lines beyond ASCII are valid UTF-8 as are not: one damaged byte does not turn a whole
    file into another encoding. `given`: what a profile says. Raises RefusedError when the file is no text.
    """
    file.seek(0)
    head = file.read(BLOCK)
    if marked := _marked(head):
        return marked
    wide = _wide(head)
    if wide is None and _is_no_text(head):
        raise RefusedError("codering")
    if given:
        return Encoding(_known(given))
    return Encoding(wide or _by_evidence(file))


def lines(file: BinaryIO, encoding: Encoding, size: int = 0) -> Iterator[bytes]:
    """The file as UTF-8 in pieces of whole lines, each line ended by LF; pieces of about `size` bytes (0: one piece).

    Raises RefusedError when a line is longer than LONGEST.
    """
    number = 1
    blocks = _decoded(file, encoding, size)
    for raw in _whole_lines(blocks if size else iter([b"".join(blocks)])):
        piece = _plain(raw, encoding)
        _refuse_long(piece, number)
        number += count(piece, "\n")
        yield piece


def count(body: bytes, mark: str) -> int:
    """How often an ASCII character stands in a text; four times as quick as `bytes.count` where it stands often."""
    return int(np.count_nonzero(np.frombuffer(body, dtype=np.uint8) == ord(mark)))


def _marked(head: bytes) -> Encoding | None:
    if head.startswith((*_NO_TEXT, *_UTF_32)):
        raise RefusedError("codering")
    if head.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8", 3)
    if head.startswith(codecs.BOM_UTF16_LE):
        return Encoding("utf-16-le", 2)
    if head.startswith(codecs.BOM_UTF16_BE):
        return Encoding("utf-16-be", 2)
    return None


def _known(given: str) -> str:
    """The name of an encoding as used here; what is not UTF-8 or UTF-16 is read by Python under its own name."""
    try:
        name = codecs.lookup(given).name
    except LookupError:
        raise RefusedError("codering") from None
    return {"utf-8-sig": "utf-8", "utf_8_sig": "utf-8", "utf-16": "utf-16-le"}.get(name, name)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: plain letters have a zero in every second byte."""
    head = head[:4096]
    half = len(head) // 2
    first, second = head[0::2].count(0), head[1::2].count(0)
    if half and second > 0.4 * half and first < 0.1 * half:
        return "utf-16-le"
    if half and first > 0.4 * half and second < 0.1 * half:
        return "utf-16-be"
    return None


def _is_no_text(head: bytes) -> bool:
    """Whether the first line, or a tenth of what follows, is control characters."""
    first = re.split(rb"[\r\n]", head.lstrip(b"\r\n"), maxsplit=1)[0]
    odd = len(head) - len(head.translate(None, _CONTROL))
    return any(code in first for code in _CONTROL) or (odd > 64 and odd > len(head) // 10)


def _by_evidence(file: BinaryIO) -> str:
    if all(block.isascii() for block in _blocks(file, 0, 16 * BLOCK)):
        return "utf-8"
    good = bad = 0
    for piece in _whole_lines(_blocks(file, 0, 16 * BLOCK)):
        if piece.isascii():
            continue
        foreign = [line for line in _ended(piece).split(b"\n") if not line.isascii()]
        valid = len(foreign) if _is_utf8(piece) else sum(map(_is_utf8, foreign))
        good, bad = good + valid, bad + len(foreign) - valid
    return "utf-8" if good >= bad else "cp1252"


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _blocks(file: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    file.seek(start)
    while block := file.read(size or -1):
        yield block


def _decoded(file: BinaryIO, encoding: Encoding, size: int) -> Iterator[bytes]:
    """Blocks as bytes in which LF is a line end; UTF-16 becomes UTF-8 here, the others line by line later."""
    blocks = _blocks(file, encoding.mark, size)
    if not encoding.name.startswith("utf-16"):
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(encoding.name)(errors="replace")
    for block in chain(blocks, (b"",)):
        if text := decoder.decode(block, final=not block):
            yield text.encode(errors="replace")


def _whole_lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces that end where a line ends; the last one ends where the file does."""
    left: list[bytes] = []
    block = next(blocks, b"")
    while following := next(blocks, b""):
        # A CR at the end may be half of a CR LF: it waits for the next block.
        end = _last_end(block)
        if end:
            yield b"".join([*left, memoryview(block)[:end]])
            left = [block[end:]]
        else:
            left.append(block)
            if sum(map(len, left)) > 16 * max(LONGEST, len(block)):  # no line end in sight
                break
        block = following
    if rest := b"".join([*left, block]):
        yield rest


def _last_end(block: bytes) -> int:
    """Where the last line that surely ends in a block does; 0: none."""
    if b"\r" not in block:
        return block.rfind(b"\n") + 1
    return max(block.rfind(b"\n"), block.rfind(b"\r", 0, -1)) + 1


def _ended(piece: bytes) -> bytes:
    """The same lines, each ended by LF."""
    if b"\r" in piece:
        piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return piece if piece.endswith(b"\n") else piece + b"\n"


def _plain(piece: bytes, encoding: Encoding) -> bytes:
    piece = _ended(piece)
    if piece.isascii() or (encoding.name.startswith("utf-") and _is_utf8(piece)):
        return piece
    utf8 = encoding.name.startswith("utf-")
    return b"\n".join(
        line if line.isascii() else _marked_unless_utf8(line) if utf8 else _from(line, encoding.name)
        for line in piece.split(b"\n")
    )


def _marked_unless_utf8(line: bytes) -> bytes:
    return line if _is_utf8(line) else DAMAGED


def _from(line: bytes, name: str) -> bytes:
    """A line of a file in an older encoding; one that is valid UTF-8 would read as other text than was meant."""
    return DAMAGED if _is_utf8(line) else line.decode(name, errors="replace").encode()


def _refuse_long(piece: bytes, number: int) -> None:
    start, first = 0, number
    while start < len(piece):
        end = piece.rfind(b"\n", start, start + LONGEST + 1)
        if end < 0:
            first += piece.count(b"\n", 0, start)
            raise RefusedError("regel_te_lang", regel=first, grens=LONGEST)
        start = end + 1
