"""Differences between the White House's and the Kremlin's reports of one winter, against a reader's judgement.

    python benchmarks/differences.py [--set dev|test] [--misses] [--data ../shared/data/news]

All reports of both published from 1 December 2021 to 28 February 2022 make one ledger. The gold
(benchmarks/gold/differences.jsonl) is stand-off: kind, the words of the report that differs, and what a reader of both
reports says of it: "right" (a careful analyst would list it), "wrong", "doubtful". A difference listed is looked up by
its kind and by those words, so that another wording of ours changes nothing; what nobody has judged is counted apart
and is in no figure. Precision counts doubtful ones as not right; "firm" leaves them out. Rows with ``read`` are those
that reading both reports of a call shows, whether listed or not: recall is over them. There are three such calls: 7
December is dev (and the days around 21 February outside of calls), those of 30 December and 12 February are test.
Intervals are 95 % bootstrap intervals over rows.
"""

import argparse
import datetime as dt
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from detente.articles import Defaults, read_articles
from detente.lexicon import load
from detente.linking import link
from detente.linking.wording import sentence
from detente.reading import read
from detente.records import Article, Difference, Findings, Side

GOLD = Path(__file__).parent / "gold" / "differences.jsonl"
DATA = Path("../shared/data/news")
FILES = ("kremlin_us.jsonl", "whitehouse_russia.jsonl")
FROM, TO = dt.date(2021, 12, 1), dt.date(2022, 2, 28)
SEED, ROUNDS = 20261122, 1000

Row = Mapping[str, Any]
Documents = Mapping[tuple[str, int], Findings]


class Judged(NamedTuple):
    """The differences listed with the row that judges each (None: nobody has), and the rows that are listed."""

    listed: tuple[tuple[Difference, Row | None], ...]
    found: tuple[bool, ...]
    gold: tuple[Row, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print precision and recall of each set, and what nobody has judged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("dev", "test"), action="append", dest="sets")
    parser.add_argument("--misses", action="store_true", help="print what is wrong, missed (dev only) and unjudged")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args(arguments)
    if not asked.data.is_dir():
        print(f"skipped: {asked.data} is not here")
        return
    documents = winter(asked.data)
    result = judged(documents)
    digest = hashlib.sha256(GOLD.read_bytes() + b"".join((asked.data / file).read_bytes() for file in FILES))
    print(f"differences, {len(documents)} reports, data {digest.hexdigest()[:12]}, seed {SEED}")
    print("listed:", ", ".join(f"{count} {kind}" for kind, count in Counter(d.kind for d, _ in result.listed).items()))
    for name in asked.sets or ("dev", "test"):
        report(name, result)
    unjudged = [one for one, row in result.listed if row is None]
    print(f"\nnot judged: {len(unjudged)} (in no figure)")
    if asked.misses:
        show("unjudged", unjudged, documents)
        show("wrong", [one for one, row in result.listed if row and row["set"] == "dev" and bad(row)], documents)
        for row, found in zip(result.gold, result.found, strict=True):
            if row["set"] == "dev" and row["read"] and not found:
                text = documents[row["file"], row["row"]].article.text[slice(*row["span"])]
                print(f"    missed {row['kind']} {row['file']}:{row['row']} {text!r}")


def winter(data: Path, only: frozenset[tuple[str, int]] | None = None) -> dict[tuple[str, int], Findings]:
    """Read the reports of the winter, all or ``only`` some: findings by file and row."""
    found = {}
    for file in FILES:
        for number, article in enumerate(read_articles(data / file, Defaults())):
            assert isinstance(article, Article), article
            asked = only is None or (file, number) in only
            if asked and article.published is not None and FROM <= article.published <= TO:
                found[file, number] = read(article, load())
    return found


def judged(documents: Documents) -> Judged:
    """Look up each difference of the ledger in the gold, and each row of the gold among the differences."""
    gold = tuple(json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines())
    place = {found.article.id: at for at, found in documents.items()}
    listed = []
    met: set[int] = set()
    for one in link(documents.values()).differences:
        rows = [number for number, row in enumerate(gold) if any(says(row, one, side, place) for side in one.sides)]
        met.update(rows)
        listed.append((one, gold[rows[0]] if rows else None))
    return Judged(tuple(listed), tuple(number in met for number in range(len(gold))), gold)


def says(row: Row, one: Difference, side: Side, place: Mapping[str, tuple[str, int]]) -> bool:
    """Return whether a side of a difference holds the words that a row of the gold is about."""
    if one.kind != row["kind"] or side.span is None or place[side.article] != (row["file"], row["row"]):
        return False
    shared = min(side.span[1], row["span"][1]) - max(side.span[0], row["span"][0])
    return shared * 2 >= min(side.span[1] - side.span[0], row["span"][1] - row["span"][0])


def bad(row: Row) -> bool:
    """Return whether a difference that is listed should not be."""
    return bool(row["judged"] != "right")


def report(name: str, result: Judged) -> None:
    """Print the figures of one set."""
    rows = [row for _, row in result.listed if row is not None and row["set"] == name]
    counts = Counter(row["judged"] for row in rows)
    print(
        f"\n{name}: {len(rows)} judged: "
        + ", ".join(f"{counts[word]} {word}" for word in ("right", "wrong", "doubtful"))
    )
    print(f"{'precision':12}{cell([row['judged'] == 'right' for row in rows])}")
    print(f"{'firm':12}{cell([row['judged'] == 'right' for row in rows if row['judged'] != 'doubtful'])}")
    pairs = zip(result.gold, result.found, strict=True)
    asked = [found for row, found in pairs if row["set"] == name and row["read"]]
    print(f"{'recall':12}{cell(asked)}  of {len(asked)} that reading shows")


def cell(values: Sequence[bool]) -> str:
    """Return the percentage that is true, with its interval."""
    chance = random.Random(SEED)
    drawn = sorted(share(chance.choices(values, k=len(values))) for _ in range(ROUNDS)) if values else [0.0] * ROUNDS
    return f"{share(values):6.1f} ({drawn[int(0.025 * ROUNDS)]:.1f}-{drawn[int(0.975 * ROUNDS)]:.1f})"


def share(values: Sequence[bool]) -> float:
    """Return the percentage that is true."""
    return 100 * sum(values) / max(1, len(values))


def show(name: str, differences: Iterable[Difference], documents: Documents) -> None:
    """Print differences with both sentences."""
    texts = {found.article.id: (at, found.article.text) for at, found in documents.items()}
    for one in differences:
        print(f"    {name} {one.kind} {one.why}")
        for side in one.sides:
            (file, row), text = texts[side.article]
            words = " ".join(text[slice(*sentence(text, *side.span))].split())[:300] if side.span else ""
            print(f"        {file}:{row} {side.value[:60]}: {words}")


if __name__ == "__main__":
    main()
