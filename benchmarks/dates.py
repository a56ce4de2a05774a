"""Dates: relaxed, strict and value F1 on a file or folder of TimeML, as TempEval-3 counts them.

Relaxed: a found and a gold expression overlap; strict: they cover the same characters; value: they overlap and have the
same TIMEX3 value (type: the same TIMEX3 type). Intervals are 95 % bootstrap intervals over documents.

    python benchmarks/dates.py [FILE_OR_FOLDER]       default: ../shared/data/dates

A folder is searched for .tml files at any depth. What is no TimeML is named and left out, and the exit code is 1.
"""

import argparse
import datetime as dt
import hashlib
import random
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

from detente.dates import Timex, find_timexes
from detente.lexicon import load
from detente.records import Article
from detente.sentences import parse

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "dates"
SEED, ROUNDS = 7, 1000
SCORES = ("relaxed", "strict", "value", "type")


class Gold(NamedTuple):
    """A marked expression."""

    start: int
    end: int
    type: str
    value: str


class Report(NamedTuple):
    """A TimeML document: its text, the day it was made, its expressions."""

    name: str
    text: str
    published: dt.date | None
    gold: tuple[Gold, ...]


def read(path: Path) -> Report:
    """Return one TimeML document; an expression without text is none.

    Raises:
        xml.etree.ElementTree.ParseError, ValueError, OSError: the file is no TimeML or cannot be read.
    """
    root = ET.parse(path).getroot()
    body = root.find("TEXT")
    if body is None:
        raise ValueError("no TEXT in it")
    parts: list[str] = []
    gold: list[Gold] = []

    def walk(element: ET.Element) -> None:
        start = sum(map(len, parts))
        parts.append(element.text or "")
        for child in element:
            walk(child)
            parts.append(child.tail or "")
        if element.tag == "TIMEX3" and sum(map(len, parts)) > start:
            gold.append(Gold(start, sum(map(len, parts)), element.get("type", ""), element.get("value", "")))

    walk(body)
    made = root.find("DCT/TIMEX3")
    day = re.match(r"\d{4}-\d\d-\d\d", made.get("value", "") if made is not None else "")
    published = dt.date.fromisoformat(day.group()) if day else None
    return Report(path.name, "".join(parts), published, tuple(gold))


def found_in(report: Report) -> tuple[Timex, ...]:
    """Return what Détente finds in a report."""
    article = Article(
        "a_x", "", None, None, None, report.published, "stated", "en", None, "none", "news", "", report.text
    )
    return find_timexes(parse(article), load())


def type_of(timex: Timex) -> str:
    """Return the TIMEX3 type of what was found."""
    value = timex.range.timex or ""
    if timex.range.precision == "set":
        return "SET"
    if value.startswith("P") and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if "T" in value.partition("_")[0][4:] and not value.endswith("_REF") else "DATE"


def counts(gold: tuple[Gold, ...], found: tuple[Timex, ...]) -> tuple[int, ...]:
    """Return how many there are in gold, how many found, and how many agree by each of ``SCORES``."""
    free = list(gold)
    agree = dict.fromkeys(SCORES, 0)
    for timex in found:
        over = [each for each in free if each.start < timex.end and timex.start < each.end]
        if not over:
            continue
        best = max(over, key=lambda each: (each.start, each.end) == (timex.start, timex.end))
        free.remove(best)
        agree["relaxed"] += 1
        agree["strict"] += (best.start, best.end) == (timex.start, timex.end)
        agree["value"] += best.value == timex.range.timex
        agree["type"] += best.type == type_of(timex)
    return (len(gold), len(found), *agree.values())


def f1(total: list[int]) -> list[float]:
    """Return precision, recall and F1 in per cent for each of ``SCORES``, flat."""
    gold, found, *agree = total
    flat = []
    for number in agree:
        flat += [
            100 * number / found if found else 0.0,
            100 * number / gold if gold else 0.0,
            200 * number / (gold + found) if gold + found else 0.0,
        ]
    return flat


def added(each: list[tuple[int, ...]]) -> list[int]:
    """Return the column sums."""
    return [sum(column) for column in zip(*each, strict=True)]


def measured(files: list[Path]) -> tuple[list[tuple[int, ...]], str]:
    """Return the counts of each readable document, and a digest of all files; name those that are no TimeML."""
    digest = hashlib.sha256()
    rows = []
    for file in files:
        try:
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
            report = read(file)
        except (ET.ParseError, ValueError, OSError) as fault:
            print(f"{file}: left out: {fault}", file=sys.stderr)
            continue
        rows.append(counts(report.gold, found_in(report)))
    return rows, digest.hexdigest()[:16]


def main() -> int:
    """Print the scores of a file or folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT, help="a TimeML file, or a folder of them")
    path = parser.parse_args().path
    if not path.exists():
        print(f"{path}: not there. Name a TimeML file or folder (the development data lies beside the project).")
        return 1
    files = sorted(path.rglob("*.tml")) if path.is_dir() else [path]
    if not files:
        print(f"{path}: no .tml file in it")
        return 1
    rows, digest = measured(files)
    if not rows:
        return 1
    point = f1(added(rows))
    chance = random.Random(SEED)
    drawn = [f1(added(chance.choices(rows, k=len(rows)))) for _ in range(ROUNDS)]
    total = added(rows)
    print(f"{len(rows)} documents, {total[0]} gold expressions, {total[1]} found")
    print(f"seed {SEED}, {ROUNDS} bootstrap rounds over documents, data sha256 {digest}")
    print(f"{'':9}{'precision':>10}{'recall':>8}{'F1':>7}   95 %")
    for i, name in enumerate(SCORES):
        ordered = sorted(each[3 * i + 2] for each in drawn)
        low, high = ordered[int(0.025 * ROUNDS)], ordered[int(0.975 * ROUNDS)]
        precision, recall, score = point[3 * i : 3 * i + 3]
        print(f"{name:9}{precision:10.1f}{recall:8.1f}{score:7.1f}   {low:.1f}-{high:.1f}")
    return 0 if len(rows) == len(files) else 1


if __name__ == "__main__":
    sys.exit(main())
