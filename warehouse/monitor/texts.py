"""What people type: which texts fit in the store, in a workbook and on a page."""

import unicodedata

from warehouse.monitor.errors import Refused

LONGEST = 4000  # characters; a cell of a workbook holds 32,767


def clean(text: str) -> str:
    """Without spaces around it, and with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def check_text(text: str, *, needed: bool = False, longest: int = LONGEST) -> None:
    """Raises Refused when a text is too long, holds characters that are no text, or is missing while needed."""
    if needed and not text:
        raise Refused("tekst_ontbreekt")
    if len(text) > longest:
        raise Refused("tekst_te_lang", tekens=longest)
    if text != clean(text) or any(_is_no_text(sign) for sign in text):
        raise Refused("tekst_tekens")


def _is_no_text(sign: str) -> bool:
    """Control characters, halves of characters, and the two that no XML, and so no workbook, may hold."""
    return sign != "\n" and (unicodedata.category(sign) in {"Cc", "Cs"} or sign in "\ufffe\uffff")
