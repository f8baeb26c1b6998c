"""The only place where HTML is made: every text goes through `element`, which escapes it."""

from html import escape
from typing import Self


class Html(str):
    """A piece of HTML that was made here; anything else is text and gets escaped."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, text)


def element(tag: str, *content: str, **attributes: str | int | None) -> Html:
    """`<tag …>content</tag>`. Text is escaped, Html is not; `class_` is `class`, `aria_label` is `aria-label`."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = "".join(part if isinstance(part, Html) else escape(part, quote=False) for part in content)
    return Html(f"<{tag}{written}>{inside}</{tag}>")
