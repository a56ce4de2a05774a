"""Actors: country, sector and both right on phrases that annotators of event data cut out of sentences.

    python benchmarks/actors.py [--set dev|test|own] [--misses] [--data ../shared/data/events]

The gold (benchmarks/gold/actors.jsonl) is stand-off: file, line (the first is 0) and side; the phrase is what the line
marks there, the context its sentence. It was drawn at random and coded from the sentence before the program was run on
it; where careful coders could differ, it lists what they could say, the likeliest first ("" is nobody told), and
`likeliest` counts that alone. `test` is looked at for figures only. `own` is tests/data/actors.tsv, phrases written for
this project; an empty sector there isn't asked for. Intervals are 95 % bootstrap intervals over phrases.
"""

import argparse
import csv
import datetime as dt
import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from detente.actors import resolve_actor

GOLD = Path(__file__).parent / "gold" / "actors.jsonl"
OWN = Path(__file__).parents[1] / "tests" / "data" / "actors.tsv"
DATA = Path("../shared/data/events")
SEED, ROUNDS = 20261122, 1000


class Asked(NamedTuple):
    """A phrase, and what may be said of it; ``""`` for no country or sector, no sectors at all where any will do."""

    source: str
    text: str
    context: str
    on: dt.date | None
    countries: tuple[str, ...]
    sectors: tuple[str, ...]


class Told(NamedTuple):
    """Whether what was said of a phrase is right, and whether it is the likeliest."""

    country: bool
    sector: bool
    both: bool
    likeliest: bool


def main() -> None:
    """Print a table for each set asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("dev", "test", "own"), action="append", dest="sets")
    parser.add_argument("--misses", action="store_true", help="print what is wrong (dev and own only)")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    print(f"actors, gold {hashlib.sha256(GOLD.read_bytes()).hexdigest()[:12]}, seed {SEED}")
    for name in asked.sets or ("dev", "test", "own"):
        if name != "own" and not asked.data.is_dir():
            print(f"{name}: skipped, the sentences are not here ({asked.data})")
            continue
        report(name, tuple(own() if name == "own" else marked(asked.data, name)), asked.misses and name != "test")


def report(name: str, phrases: Sequence[Asked], misses: bool) -> None:
    """Print the figures of a set, of each of its files where there are several, and what is wrong."""
    told = [score(phrase, misses) for phrase in phrases]
    sources = sorted({phrase.source for phrase in phrases})
    print(f"\n{name:18}phrases  " + "".join(f"{field:<19}" for field in Told._fields))
    for source in ("", *sources) if len(sources) > 1 else ("",):
        rows = [one for one, phrase in zip(told, phrases, strict=True) if source in ("", phrase.source)]
        print(f"{source or 'all':18}{len(rows):7}  " + "".join(f"{figure(c):<19}" for c in zip(*rows, strict=True)))


def score(phrase: Asked, misses: bool) -> Told:
    """Resolve a phrase and say what is right of it."""
    actor = resolve_actor(phrase.text, phrase.on, phrase.context)
    country, sector = (actor.country if actor else None) or "", (actor.sector if actor else None) or ""
    right = country in phrase.countries, not phrase.sectors or sector in phrase.sectors
    first = country == phrase.countries[0] and (not phrase.sectors or sector == phrase.sectors[0])
    if misses and not all(right):
        wanted = ",".join(phrase.countries), ",".join(phrase.sectors)
        print(f"  {phrase.text!r}: {country or '-'} {sector or '-'} for {wanted} | {phrase.context[:150]}")
    return Told(*right, all(right), first)


def figure(column: Sequence[bool]) -> str:
    """Return a share in per cent with its interval."""
    chance = random.Random(SEED)
    shares = sorted(sum(chance.choices(column, k=len(column))) / len(column) for _ in range(ROUNDS))
    low, high = shares[ROUNDS // 40], shares[-ROUNDS // 40]
    return f"{100 * sum(column) / len(column):.1f} ({100 * low:.1f}-{100 * high:.1f})"


def marked(data: Path, name: str) -> Iterator[Asked]:
    """Yield the phrases of a set of the gold, read from the marked sentences."""
    lines: dict[str, list[str]] = {}
    for row in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        if row["set"] != name:
            continue
        if row["file"] not in lines:
            lines[row["file"]] = (data / row["file"]).read_text(encoding="utf-8").split("\n")
        cells = lines[row["file"]][row["row"]].split("\t")
        text, sentence = cut(next(cell for cell in cells if "<s>" in cell or "<t>" in cell), row["side"])
        yield Asked(row["file"], text, sentence, None, tuple(row["country"]), tuple(row["sector"]))


def cut(sentence: str, side: str) -> tuple[str, str]:
    """Return the first phrase marked as a side, and the sentence without its marks."""
    found = re.search(rf"<({side[0]})>(.*?)</\1>", sentence)
    if found is None:
        raise ValueError(f"no {side} is marked: {sentence[:60]}")
    plain = [re.sub(r"</?[st]>", "", text) for text in (found[2], sentence)]
    return plain[0].strip(), plain[1]


def own() -> Iterator[Asked]:
    """Yield the phrases written for this project; those of several countries are right by any."""
    lines = [line for line in OWN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        on = dt.date.fromisoformat(row["on"]) if row["on"] else None
        sectors = (row["sector"],) if row["sector"] else ()
        yield Asked(OWN.name, row["text"], row["context"], on, tuple(row["country"].split("+")), sectors)


if __name__ == "__main__":
    main()
