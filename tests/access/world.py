"""A server on real figures, in which somebody is on a page: what comes of a question, a download and a change there."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest
import streamlit as st

from access.principal import NotAllowed
from disclosure.table import Context, ProtectedTable, plain
from queries.answer import answer
from queries.query import Parameter, Question, all_questions
from ui import data, editing, identity, monitor
from warehouse.monitor.events import Status, StatusGezet
from warehouse.release import Release, current

OWN, SECOND, OTHER = "99AA00", "99AB00", "99AC00"  # schools of the small region
CHOICES: dict[str, tuple[Parameter, ...]] = {
    "school": (OWN, SECOND, OTHER, "alle", None),
    "gemeente": ("alle", "GM0632", "GM0335", "GM0344", "' or 1=1 --"),
    "schooljaar": ("2022-2023",),
    "sector": ("alle",),
    "venster": ("schooljaar",),
    "preset": ("kearney_10_15",),
    "periode_soort": ("maand",),
    "grond": ("LPW5_A",),
    "definitie": ("BREED",),
    "groep": ("thuiszitters",),
    "categorie": ("ziekte",),
    "kwartaal": ("2022-K1",),
    "halfjaar": ("2021-2022/2",),
    "laag": ("alle",),
    "soort": ("lopend",),
    "peildatum": ("2022-09-27",),
    "agenda": ("2019-2022",),
    "bestand": ("",),  # the first that has lines, see `real`
}
QUESTIONS = all_questions()
OK = "ok"


class Told(dict[str, Any]):
    """What Streamlit knows of who looks, as `st.user`."""

    def to_dict(self) -> dict[str, Any]:
        return dict(self)


class World:
    """A server on real figures, in which somebody is on a page."""

    def __init__(self, store: Path, log: Path, patch: pytest.MonkeyPatch) -> None:
        self.release, self.log, self.patch = current(store), log, patch
        patch.setattr(data, "answer", answered_once)

    def enter(self, **claims: Any) -> None:
        """Somebody comes in with these claims; without any, nobody has logged in."""
        now = time.time()
        told = {"iss": "idp", "sub": "somebody", "iat": now - 1, "exp": now + 600} | claims if claims else {}
        told = {name: value for name, value in told.items() if value is not None}
        self.patch.setattr(st, "user", Told(told, is_logged_in=bool(claims)))

    def asks(self, page: str, question: str, choices: Mapping[str, Parameter]) -> tuple[str, ProtectedTable | None]:
        """Put a question on a page: how it ended, and the answer."""
        identity.enter(page)
        try:
            if question in monitor.QUESTIONS:
                monitor.agendas()  # one door for both
                return OK, None
            return OK, data.ask(QUESTIONS[question], **choices)
        except NotAllowed as refused:
            return refused.code, None

    def takes_along(self, page: str, table: ProtectedTable) -> str:
        """Download a table that came into somebody's hands: how it ended."""
        identity.enter(page)
        try:
            assert data.export(table)().startswith(b"\xef\xbb\xbf")
        except NotAllowed as refused:
            return refused.code
        return OK

    def changes(self, page: str, thema: str) -> str:
        """Offer to record a colour; nothing is recorded, the store is not there."""
        identity.enter(page)
        try:
            editing.record(StatusGezet("2019-2022", f"{thema}.1", "2022-K4", Status("groen")), [int(thema)], None)
        except NotAllowed as refused:
            return refused.code
        except Reached:
            return OK
        raise AssertionError("it was recorded")

    def answered(self, question: str, choices: Mapping[str, Parameter]) -> ProtectedTable:
        """The protected answer, without a door."""
        if question in monitor.QUESTIONS:
            context = Context(question, (), ("monitor",), "agendapunten", "r", "2022-01-01", "2022-01-01", False)
            return plain({"kwartaal": ["2022-K4"]}, context)
        return answered_once(self.release, QUESTIONS[question], choices)

    def lines(self) -> list[dict[str, Any]]:
        """What was written down."""
        text = "".join(path.read_text(encoding="utf-8") for path in sorted(self.log.glob("*.jsonl")))
        return [json.loads(line) for line in text.splitlines()]


ANSWERS: dict[tuple[Any, ...], ProtectedTable] = {}


def answered_once(
    release: Release, question: Question, choices: Mapping[str, Parameter], *, own: bool = False
) -> ProtectedTable:
    """Each answer is made once for all tests here: it depends on nothing but what is given."""
    key = (release, question, own, *sorted(choices.items()))
    if key not in ANSWERS:
        ANSWERS[key] = answer(release, question, choices, own=own)
    return ANSWERS[key]


class Reached(Exception):
    """Somebody came as far as the monitor."""


def reached(path: Path) -> NoReturn:
    raise Reached


def refuse(code: str, page: str) -> NoReturn:
    raise NotAllowed(code)
