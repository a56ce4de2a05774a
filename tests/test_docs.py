"""The data dictionary and the tutorial name every field and every verb, and nothing that isn't there."""

import dataclasses
import re
from pathlib import Path

import pytest

from detente import records
from detente.book.export import TABLES

DOCS = Path(__file__).parents[1] / "docs"
VALUES = [
    "Actor",
    "DateRange",
    "Place",
    "Magnitude",
    "Part",
    "Pattern",
    "StageReport",
    "Side",
    "Target",
    "Evidence",
    "Tally",
    "Coverage",
]
WRITTEN = TABLES | {name: getattr(records, name) for name in VALUES}


def dictionary() -> dict[str, list[str]]:
    sections = re.split(r"^### ", (DOCS / "data-dictionary.md").read_text(encoding="utf-8"), flags=re.M)[1:]
    return {part.split()[0]: re.findall(r"^\| `(\w+)` \|", part, flags=re.M) for part in sections}


@pytest.mark.parametrize("name", WRITTEN)
def test_every_exported_field_stands_in_the_dictionary_in_order(name):
    assert dictionary()[name] == [field.name for field in dataclasses.fields(WRITTEN[name])]


def test_the_dictionary_describes_nothing_else():
    assert set(dictionary()) == set(WRITTEN)


def test_every_verb_of_the_command_line_stands_in_the_tutorial():
    from detente.cli import app

    tutorial = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    verbs = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert len(verbs) >= 12
    assert [verb for verb in verbs if f"detente {verb}" not in tutorial] == []
