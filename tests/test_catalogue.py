"""Every text on screen has an English one, with the same blanks to fill in, and the catalogue holds no others."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "messages.po"
FORMS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2}  # how many texts each call takes
SOURCES = [ROOT / "app.py", *sorted((ROOT / "ui").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
BLANK = re.compile(r"\{(\w*)[^}]*\}")


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call that translates, and where it stands; from the syntax, for Babel's extractor passes over f-strings."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORMS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def used() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a text stands and its forms: one, or a singular and a plural."""
    for place, call in calls():
        assert isinstance(call.func, ast.Name)
        forms = [argument.value for argument in call.args[: FORMS[call.func.id]] if isinstance(argument, ast.Constant)]
        if forms:
            yield place, tuple(str(form) for form in forms)


USED = list(used())


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def test_texts_are_found() -> None:
    assert len(USED) > 100


def test_every_text_has_an_english_one(catalogue: Catalog) -> None:
    missing = [f"{place}: {forms[0]}" for place, forms in USED if not _translated(catalogue, forms)]
    assert missing == []


def _translated(catalogue: Catalog, forms: tuple[str, ...]) -> bool:
    message = catalogue.get(forms[0])
    if message is None or message.fuzzy:
        return False
    if len(forms) == 1:
        return bool(message.string) and isinstance(message.string, str)
    return message.id == forms and isinstance(message.string, list | tuple) and all(message.string)


def test_the_catalogue_holds_no_text_that_is_not_used(catalogue: Catalog) -> None:
    own = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.id}
    assert own - {forms[0] for _, forms in USED} == set()


def test_a_text_has_the_same_blanks_in_both_languages(catalogue: Catalog) -> None:
    different = [
        message.id
        for message in catalogue
        if message.id and any(_blanks(message.id) ^ one for one in _english(message))
    ]
    assert different == []


def _english(message: Message) -> Iterator[set[str]]:
    forms = [message.string] if isinstance(message.string, str) else message.string or []
    yield from (_blanks(form) for form in forms)


def _blanks(text: str | Sequence[str]) -> set[str]:
    """The names to fill in. "One figure" may do without the number, in either language."""
    return set(BLANK.findall(text if isinstance(text, str) else text[-1])) - {"aantal"}


def test_a_text_is_whole_and_no_number_or_name_is_pasted_into_it() -> None:
    """What is put together before it is translated cannot be found in the catalogue."""
    assert [
        place for place, call in calls() if any(isinstance(one, ast.JoinedStr | ast.BinOp) for one in call.args)
    ] == []


def test_the_catalogue_says_what_it_is(catalogue: Catalog) -> None:
    assert str(catalogue.locale) == "en"
    assert catalogue.charset == "utf-8"
