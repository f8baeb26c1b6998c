"""docs/profiles.md shows every key of a profile, and every profile in it can be used."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.mapping.definition import Definitie, part_of
from pipelines.mapping.parts import SOURCES
from pipelines.mapping.standard import standard
from pipelines.mapping.steps import check
from pipelines.profile import Profiles

DOCUMENT = (Path(__file__).parents[1] / "docs" / "profiles.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)


def every_key(part: Any = Definitie) -> Iterator[str]:
    for name, info in part.model_fields.items():
        yield name
        if inner := part_of(info.annotation):
            yield from every_key(inner)


@pytest.mark.parametrize("key", sorted({*every_key(), *SOURCES}))
def test_every_key_is_explained(key: str) -> None:
    assert re.search(rf"(`|\[|\{{ |^|, ){key}(`|\]| =|\.)", DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize("toml", EXAMPLES, ids=lambda toml: str(tomllib.loads(toml)["bestanden"][0]))
def test_every_example_makes_a_delivery(tmp_path: Path, toml: str) -> None:
    (tmp_path / "voorbeeld.toml").write_text(toml, encoding="utf-8")
    pattern = tomllib.loads(toml)["bestanden"][0]
    name = pattern.replace("{leverancier}", "99XX00").replace("{lijst}", "RBL").replace("*", "x")
    found = Profiles.load(tmp_path).match(Path(name))
    assert found
    check(found, standard(found.soort))
