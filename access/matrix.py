"""The matrix of matrix.toml: which role may see, take along or change what."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).with_name("matrix.toml")

Action = Literal["zien", "exporteren", "wijzigen"]
ACTIONS: tuple[Action, ...] = ("zien", "exporteren", "wijzigen")
LIMITS = ("school", "gemeente", "thema")  # what a scope can consist of; the names of parameters of questions
ANYTHING, NOTHING = "alles", "geen"


class MatrixError(Exception):
    """The matrix contradicts itself. Says where."""


@dataclass(frozen=True)
class Role:
    """One role: what its scope consists of, and per action the pages."""

    bereik: str
    pages: Mapping[Action, frozenset[str]]


@dataclass(frozen=True)
class Matrix:
    """questions: per page. within: question -> the parameter that must be inside the scope. rows: question -> the
    column of which only the values inside the scope are shown.
    """

    questions: Mapping[str, frozenset[str]]
    within: Mapping[str, str]
    rows: Mapping[str, str]
    roles: Mapping[str, Role]


@cache
def matrix(path: Path = FILE) -> Matrix:
    """The matrix as it stands in the file. Raises MatrixError where it contradicts itself."""
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    questions = {page: frozenset(asked) for page, asked in text["paginas"].items()}
    roles = {
        name: Role(role["bereik"], {action: frozenset(role[action]) for action in ACTIONS})
        for name, role in text["rollen"].items()
    }
    made = Matrix(questions, text["binnen"], text["rijen"], roles)
    _check(made)
    return made


def _check(made: Matrix) -> None:
    asked = frozenset[str]().union(*made.questions.values())
    for question, limit in (*made.within.items(), *made.rows.items()):
        if question not in asked or limit not in LIMITS:
            raise MatrixError(f"{question} is asked by no page, or {limit} is none of {', '.join(LIMITS)}")
    for name, role in made.roles.items():
        if role.bereik not in (*LIMITS, ANYTHING, NOTHING):
            raise MatrixError(f"the scope of {name} is none of {', '.join((*LIMITS, ANYTHING, NOTHING))}")
        for action, pages in role.pages.items():
            if unknown := pages - made.questions.keys():
                raise MatrixError(f"{name} may {action} on {', '.join(sorted(unknown))}, which is no page")
            if more := pages - role.pages["zien"]:
                raise MatrixError(f"{name} may {action} but not see {', '.join(sorted(more))}")
