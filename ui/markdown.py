"""Texts from outside in a sentence: Markdown would make links, pictures and figures of speech of them."""

import re

SIGNS = "\\`*_{}[]()<>#+-.!|~:$&"
# What begins something inside a line. A text without any of these is the same text in Markdown.
ACTIVE = re.compile(r"[\\`*_\[\]<>~$|:&]")


def plain(text: str) -> str:
    """A name or a source as it was delivered, on one line: it shows as it was written and does nothing."""
    line = " ".join(text.split())
    return escaped(line) if ACTIVE.search(line) else line


def escaped(text: str) -> str:
    """The text with each sign that means something in Markdown made to mean nothing."""
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in text)
