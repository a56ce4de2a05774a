"""Deeds: who is told to have done what to whom, in sentences of world news that name two political actors.

    python benchmarks/deeds.py [--set dev|test] [--misses] [--data ../shared/data/news]

The gold (benchmarks/gold/events.jsonl) is stand-off and was coded twice, blind; both codings are scored and their
means printed, and one coding against the other beside them. A deed found is right if a deed of that coder has its root
and, for "sides too", each of its sides has a country of the side found (a side that the coder leaves open may be
anyone's, and of what is mutual the sides may be changed). What a coder calls optional may be found or not. The whole
report is read, up to 12,000 characters. Economic sanctions, which the coders call SANCTION, are COERCE, as in PLOVER's
table of 2021.
`test` is looked at for figures only. Intervals are 95 % bootstrap intervals over sentences.
"""

import argparse
import datetime as dt
import hashlib
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from detente.lexicon import load
from detente.reading import read
from detente.records import Actor, Article, Event, make_id

GOLD = Path(__file__).parent / "gold" / "events.jsonl"
DATA = Path("../shared/data/news")
LENGTH = 12_000
SEED, ROUNDS = 20261122, 1000
ECONOMIC = re.compile(
    r"sanction|embargo|tariff|dut(y|ies)|penalt|blacklist|restriction|squeez|trade war|divest", re.IGNORECASE
)


class Deed(NamedTuple):
    """A deed: root, the countries of its sides (no country: not told), whether mutual, whether it may be left out."""

    root: str
    source: frozenset[str]
    target: frozenset[str]
    mutual: bool
    optional: bool
    words: str


class Counts(NamedTuple):
    """Of one sentence: deeds found, right by root, right with sides; deeds coded, found by root, found with sides."""

    found: int
    rooted: int
    right: int
    coded: int
    reached: int
    met: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each set asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("dev", "test"), action="append", dest="sets")
    parser.add_argument("--misses", action="store_true", help="print what is wrong or missing (dev only)")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args(arguments)
    if not asked.data.is_dir():
        print(f"skipped: {asked.data} is not here (its texts may not be redistributed)")
        return
    print(f"deeds, gold {hashlib.sha256(GOLD.read_bytes()).hexdigest()[:12]}, seed {SEED}")
    for name in asked.sets or ("dev", "test"):
        report(name, coded(name), Texts(asked.data), asked.misses and name == "dev")


Rows = Sequence[dict[str, Any]]
Place = tuple[str, int, int, int]


def coded(name: str) -> list[dict[str, Any]]:
    """Return the rows of a set of the gold."""
    return [row for row in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()) if row["set"] == name]


def counts(rows: Rows, texts: "Texts") -> list[list[Counts]]:
    """Return for each coder the counts of each sentence."""
    found, deeds = both(rows, texts)
    return [[compare(found[at], deeds[at, coder]) for at in sorted(found)] for coder in ("one", "two")]


def both(rows: Rows, texts: "Texts") -> tuple[dict[Place, list["Deed"]], dict[tuple[Place, str], list["Deed"]]]:
    """Return the deeds found by sentence, and those coded by sentence and coder."""
    places = sorted({place(row) for row in rows})
    told = {
        (place(row), row["coder"]): [deed(event, texts.of(row)) for event in row["events"] if event["deed"]]
        for row in rows
    }
    return dict(zip(places, texts.deeds(places), strict=True)), told


def report(name: str, rows: Rows, texts: "Texts", misses: bool) -> None:
    """Print precision and recall of a set, and how far the coders agree by the same measure."""
    found, told = both(rows, texts)
    ours = [[compare(found[at], told[at, coder]) for at in found] for coder in ("one", "two")]
    theirs = [[compare(told[at, b], told[at, a]) for at in found] for a, b in (("one", "two"), ("two", "one"))]
    print(f"\n{name}: {len(found)} sentences, {sum(map(len, found.values()))} deeds found")
    print(f"{'':22}{'precision':>22}{'recall':>22}")
    for who, counted in (("", ours), ("other coder, ", theirs)):
        for kind, right, met in (("root", "rooted", "reached"), ("sides too", "right", "met")):
            cells = [interval(counted, top, under) for top, under in ((right, "found"), (met, "coded"))]
            columns = (f"{mid:8.1f} ({low:.1f}–{high:.1f})".rjust(22) for mid, low, high in cells)
            print(f"{who + kind:22}{''.join(columns)}")
    if misses:
        for at in found:
            wrong(at, texts, found[at], told[at, "one"], told[at, "two"])


class Texts:
    """The reports that the gold points into."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.lexicon = load()
        self.rows: dict[str, list[str]] = {}

    def of(self, row: dict[str, Any]) -> str:
        """Return the text of a row's report."""
        return str(self.report(row["file"], row["row"])["text"])

    def report(self, file: str, row: int) -> dict[str, Any]:
        """Return a report as its file has it."""
        if file not in self.rows:
            self.rows[file] = (self.data / file).read_text(encoding="utf-8").splitlines()
        told: dict[str, Any] = json.loads(self.rows[file][row])
        return told

    def deeds(self, places: Sequence[tuple[str, int, int, int]]) -> list[list[Deed]]:
        """Return the deeds found in each sentence, every report read once."""
        events: dict[tuple[str, int], tuple[Event, ...]] = {}
        for file, row, _, end in places:
            if (file, row) not in events:
                told = self.report(file, row)
                day = dt.date.fromisoformat(told["date"][:10]) if told.get("date") else None
                text = told["text"][: max(LENGTH, end)]
                basis = "stated" if day else "unknown"
                about = (make_id("articles", f"{file}:{row}"), told.get("outlet") or "", None, None, None, day, basis)
                events[file, row] = read(Article(*about, "en", None, "none", "news", "", text), self.lexicon).events  # type: ignore[arg-type]
        return [
            [
                of_event(e)
                for e in events[file, row]
                if e.deed and e.stance != "alleged" and start <= (e.start + e.end) / 2 < end
            ]
            for file, row, start, end in places
        ]


def place(row: dict[str, Any]) -> tuple[str, int, int, int]:
    """Return where a sentence stands."""
    return row["file"], row["row"], row["start"], row["end"]


def deed(event: dict[str, Any], text: str) -> Deed:
    """Return a coded deed."""
    start, end = event["trigger"]
    words = text[start:end]
    economic = event["root"] == "SANCTION" and ECONOMIC.search(text[max(0, start - 15) : end + 25])
    sides = (frozenset(code[:3] for code in event[side] if code[:3] != "---") for side in ("source", "target"))
    return Deed("COERCE" if economic else event["root"], *sides, event["symmetric"], event["optional"], words)


def of_event(event: Event) -> Deed:
    """Return an event that was found, as the coders tell it."""
    return Deed(event.type, countries(event.source), countries(event.target), event.symmetric, False, event.rule)


def countries(side: Sequence[Actor]) -> frozenset[str]:
    """Return the countries of a side."""
    return frozenset(actor.country for actor in side if actor.country)


def compare(found: Sequence[Deed], coded: Sequence[Deed]) -> Counts:
    """Count one sentence: pairs of one root, and those of them that have the same sides, each deed paired once."""
    firm = [d for d in coded if not d.optional]
    asked = [d for d in found if not d.optional]
    return Counts(
        len(asked),
        paired(asked, coded, same_root),
        paired(asked, coded, same),
        len(firm),
        paired(firm, found, same_root),
        paired(firm, found, lambda a, b: same(b, a)),
    )


def paired(left: Sequence[Deed], right: Sequence[Deed], like: Any) -> int:
    """Return how many of ``left`` find a partner of their own on the right."""
    free = list(right)
    count = 0
    for one in left:
        partner = next((other for other in free if like(one, other) and same(one, other)), None) or next(
            (other for other in free if like(one, other)), None
        )
        if partner is not None:
            free.remove(partner)
            count += 1
    return count


def same_root(one: Deed, other: Deed) -> bool:
    """True where two deeds have one root."""
    return one.root == other.root


def same(found: Deed, coded: Deed) -> bool:
    """True where root and sides agree; a side that was not coded may be anyone's."""

    def sides(source: frozenset[str], target: frozenset[str]) -> bool:
        return all(not wanted or wanted & told for wanted, told in ((coded.source, source), (coded.target, target)))

    straight = sides(found.source, found.target)
    return found.root == coded.root and (
        straight or ((coded.mutual or found.mutual) and sides(found.target, found.source))
    )


def interval(counts: Sequence[Sequence[Counts]], top: str, under: str) -> tuple[float, float, float]:
    """Return a share in per cent, the mean over both coders, with its 95 % bootstrap interval over sentences."""
    pairs = [
        (getattr(a, top) + getattr(b, top), getattr(a, under) + getattr(b, under)) for a, b in zip(*counts, strict=True)
    ]
    share = 100 * sum(a for a, _ in pairs) / max(1, sum(b for _, b in pairs))
    draw = random.Random(SEED)
    shares = []
    for _ in range(ROUNDS):
        some = draw.choices(pairs, k=len(pairs))
        shares.append(100 * sum(a for a, _ in some) / max(1, sum(b for _, b in some)))
    shares.sort()
    return share, shares[int(0.025 * ROUNDS)], shares[int(0.975 * ROUNDS)]


def wrong(
    at: tuple[str, int, int, int], texts: Texts, found: Sequence[Deed], one: Sequence[Deed], two: Sequence[Deed]
) -> None:
    """Print what neither coder has, and what both have and was not found."""
    either = (*one, *two)
    false = [d for d in found if not any(same(d, c) for c in either)]
    missed = [c for c in one if not c.optional and any(same(d, c) for d in two) and not any(same(d, c) for d in found)]
    if false or missed:
        print(f"\n{at[0]}:{at[1]} {' '.join(texts.report(at[0], at[1])['text'][at[2] : at[3]].split())}")
        for sign, deeds in (("+", false), ("-", missed)):
            for d in deeds:
                source, target = ("/".join(sorted(side)) or "?" for side in (d.source, d.target))
                print(f"  {sign} {d.root} {source} > {target}  {d.words}")


if __name__ == "__main__":
    main()
