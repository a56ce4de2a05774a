"""Linking: B-cubed F1 of events grouped into facts, on mentions of the White House's and the Kremlin's reports.

The gold tells which mentions of December 2021 to February 2022 are one occurrence, by hand and stand-off: file and row
in ../shared/data/news, offsets, PLOVER type, fact. It was made on the events that the machine found, so it measures the
grouping and not the finding, and its documents were looked at while linking was made: figures of development.
Beside ours: each mention alone; and mentions of one type, sides and day (its own, else its report's) together.

    python benchmarks/linking.py [--misses] [--scale N]      N: time the linking of N made-up events instead
    python benchmarks/linking.py --again N      time the merge of a ledger of N made-up articles, and after ten more
"""

import argparse
import datetime as dt
import hashlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from detente.articles import Defaults, read_articles
from detente.book.view import take_view
from detente.facts import components
from detente.lexicon import load
from detente.linking import link
from detente.reading import read
from detente.records import Actor, Article, DateRange, Event, Findings, Reading, make_id, side
from detente.store import open_store

NEWS = Path(__file__).resolve().parents[2] / "shared" / "data" / "news"
GOLD = Path(__file__).parent / "gold" / "linking.jsonl"
SEED, RESAMPLES = 20220224, 2000


class Mention(NamedTuple):
    """One mention: its document, the machine's event and group, and the gold's fact."""

    document: tuple[str, int]
    event: Event
    ours: str
    gold: str


class Score(NamedTuple):
    """B-cubed precision, recall and F1 (Bagga & Baldwin 1998)."""

    precision: float
    recall: float
    f1: float


def main() -> None:
    """Print the figures of both baselines and ours with a 95 % interval, or the time of linking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show facts that are split or mixed")
    parser.add_argument("--scale", type=int, metavar="N", help="link N made-up events and print the time")
    parser.add_argument("--again", type=int, metavar="N", help="merge N made-up articles, then ten more")
    chosen = parser.parse_args()
    if chosen.scale:
        return scale(chosen.scale)
    if chosen.again:
        return again(chosen.again)
    if not NEWS.is_dir():
        sys.exit(f"skipped: {NEWS.name} of ../shared/data is not here")
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    mentions = list(aligned(gold))
    print(
        f"{len(mentions)} of {len(gold)} mentions found, {len({m.gold for m in mentions})} facts; {fingerprint(gold)}"
    )
    ways: dict[str, Callable[[Mention], Hashable]] = {
        "each alone": lambda m: m.event.id,
        "same type, sides and day": coarse,
        "detente": lambda m: m.ours,
    }
    print(f"{'':28}{'P':>7}{'R':>7}{'F1':>7}   95 % of F1, documents resampled, seed {SEED}")
    for name, key in ways.items():
        figures = b_cubed(mentions, key)
        precision, recall, f1 = (100 * figure for figure in mean(figures))
        low, high = interval(mentions, figures)
        print(f"{name:28}{precision:7.1f}{recall:7.1f}{f1:7.1f}   {100 * low:.1f} to {100 * high:.1f}")
    if chosen.misses:
        misses(mentions)
    return None


# --- the gold and what was found ---------------------------------------------------------------------------


def documents(gold: Sequence[dict[str, str | int]]) -> dict[tuple[str, int], Findings]:
    """Read the documents of the gold: findings by file and row."""
    wanted = sorted({(str(row["file"]), int(row["row"])) for row in gold})
    found: dict[tuple[str, int], Findings] = {}
    for file in sorted({name for name, _ in wanted}):
        rows = [row for name, row in wanted if name == file]
        lines = (NEWS / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
        with tempfile.TemporaryDirectory() as folder:
            chosen = Path(folder) / f"{file}.jsonl"
            chosen.write_text("\n".join(lines[row] for row in rows), encoding="utf-8")
            for row, article in zip(rows, read_articles(chosen, Defaults()), strict=True):
                assert isinstance(article, Article), article
                found[file, row] = read(article, load())
    return found


def aligned(gold: Sequence[dict[str, str | int]]) -> Iterator[Mention]:
    """Yield each gold mention for which the machine has an event of its type that overlaps it, the closest."""
    read_all = documents(gold)
    groups = grouped(read_all.values())
    used: set[str] = set()
    for row in gold:
        place = str(row["file"]), int(row["row"])
        start, end = int(row["start"]), int(row["end"])
        near = [
            event
            for event in read_all[place].events
            if event.type == row["type"] and event.start < end and start < event.end and event.id not in used
        ]
        if near:
            best = min(near, key=lambda event: (abs(event.start - start) + abs(event.end - end), event.id))
            used.add(best.id)
            yield Mention(place, best, groups[best.id], str(row["fact"]))


def grouped(findings: Iterable[Findings]) -> dict[str, str]:
    """Return the id of the group of each event."""
    every = list(findings)
    events = {event.id: event for one in every for event in one.events}
    shelf = {one.article.id: one.article for one in every}
    groups = components(events, "events", link(every).links, shelf, None)
    return {event.id: group[0].id for group in groups for event in group}


def coarse(mention: Mention) -> Hashable:
    """Return the key of the second baseline."""
    event = mention.event
    sides = frozenset(side(actor) for actor in (*event.source, *event.target))
    day = event.when.start if event.when is not None and event.when.start is not None else mention.document
    return event.type, sides, day


def fingerprint(gold: Sequence[dict[str, str | int]]) -> str:
    """Return a hash of the gold and of the news files that it points into."""
    digest = hashlib.sha256(GOLD.read_bytes())
    for file in sorted({str(row["file"]) for row in gold}):
        digest.update((NEWS / f"{file}.jsonl").read_bytes())
    return f"data {digest.hexdigest()[:12]}"


# --- the figures -------------------------------------------------------------------------------------------


def b_cubed(mentions: Sequence[Mention], key: Callable[[Mention], Hashable]) -> list[tuple[float, float]]:
    """Return B-cubed precision and recall of each mention: of its group by ``key`` and of its fact in the gold."""
    ours: dict[Hashable, list[str]] = {}
    gold: dict[str, list[Hashable]] = {}
    for mention in mentions:
        ours.setdefault(key(mention), []).append(mention.gold)
        gold.setdefault(mention.gold, []).append(key(mention))
    both = ((ours[key(m)], gold[m.gold], m) for m in mentions)
    return [(one.count(m.gold) / len(one), other.count(key(m)) / len(other)) for one, other, m in both]


def mean(figures: Sequence[tuple[float, float]]) -> Score:
    """Return the means of precision and recall, and their F1."""
    precision, recall = (sum(column) / len(figures) for column in zip(*figures, strict=True))
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def interval(mentions: Sequence[Mention], figures: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the 95 % interval of F1 by resampling documents with all their mentions."""
    chance = random.Random(SEED)
    of: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for mention, figure in zip(mentions, figures, strict=True):
        of.setdefault(mention.document, []).append(figure)
    places = sorted(of)
    drawn = sorted(
        mean([figure for place in chance.choices(places, k=len(places)) for figure in of[place]]).f1
        for _ in range(RESAMPLES)
    )
    return drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES)]


def misses(mentions: Sequence[Mention]) -> None:
    """Print each gold fact that is split and each group of ours that mixes facts."""
    for name, one, other in (("split", "gold", "ours"), ("mixed", "ours", "gold")):
        groups: dict[str, list[Mention]] = {}
        for mention in mentions:
            groups.setdefault(getattr(mention, one), []).append(mention)
        for key, group in sorted(groups.items()):
            parts = {getattr(m, other) for m in group}
            if len(parts) > 1:
                print(f"\n{name} {key}")
                for m in sorted(group, key=lambda m: (getattr(m, other), m.document, m.event.start)):
                    print(f"    {getattr(m, other)}  {m.document[0]}:{m.document[1]} at {m.event.start} {m.event.type}")


# --- scale -------------------------------------------------------------------------------------------------


def scale(count: int) -> None:
    """Link ``count`` made-up events and print the time: sides, types and days as skewed as in the news."""
    made = list(pile(count))
    start = time.process_time()
    found = link(made)
    print(f"{count} events in {len(made)} reports linked in {time.process_time() - start:.1f} CPU seconds", end="; ")
    print(f"{len(found.links)} links, {len(found.differences)} differences; seed {SEED}")


def again(count: int) -> None:
    """Merge a ledger of ``count`` made-up articles and print the time; then after ten more of days drawn at random, and
    after ten more of the last days; beside it what reading all of them from the file takes alone."""
    made = list(pile(10 * (count + 20)))
    chance = random.Random(SEED)
    last, rest = made[-10:], chance.sample(made[:-10], count + 10)
    print(f"{count} articles of ten made-up events each; CPU seconds; seed {SEED}")
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "l.detente") as store:
        for name, part in (
            ("first merge", rest[10:]),
            ("ten more, any days", rest[:10]),
            ("ten more, last days", last),
        ):
            read_at = dt.datetime.now(dt.UTC)
            store.add((found, Reading(found.article.id, "made up", "1", "1", (), read_at, True)) for found in part)
            start = time.process_time()
            view = take_view(store)
            merged = time.process_time()
            take_view(store)
            load_again = time.process_time() - merged
            print(f"{name:22}{merged - start:7.2f}, of which loading{load_again:7.2f}; {len(view.links)} links")


def pile(count: int) -> Iterator[Findings]:
    """Yield reports of ten events each, four of five of which retell an occurrence of the days before."""
    chance = random.Random(SEED)
    countries = [f"{a}{b}{c}" for a in "ABCDE" for b in "KLMNO" for c in "VWXYZ"]
    weights = [1 / rank for rank in range(1, len(countries) + 1)]
    kinds = ("CONSULT", "ACCUSE", "REQUEST", "SUPPORT", "SANCTION", "ASSAULT", "MOBILIZE", "AID", "AGREE", "THREATEN")
    words = ["".join(chance.choices("bcdfghklmnprstvwaeiou", k=7)) for _ in range(4000)]
    first = dt.date(2010, 1, 1)
    recent: list[tuple[str, str, str, dt.date, list[str]]] = []
    reports = count // 10
    for number in range(reports):
        today = first + dt.timedelta(days=number * 3650 // reports)
        told = []
        for _ in range(10):
            if recent and chance.random() < 0.5:
                told.append(chance.choice(recent[-60:]))
            else:
                one, other = chance.choices(countries, weights, k=2)
                told.append(
                    (
                        chance.choices(kinds, (10, 8, 7, 6, 5, 4, 3, 3, 2, 2))[0],
                        one,
                        other,
                        today,
                        chance.sample(words, 9),
                    )
                )
                recent.append(told[-1])
        yield report(number, today, told, chance)


def report(
    number: int, today: dt.date, told: Sequence[tuple[str, str, str, dt.date, list[str]]], chance: random.Random
) -> Findings:
    """Return one made-up report that tells these occurrences."""
    key = make_id("articles", number)
    text, events = "", []
    for kind, one, other, day, words in told:
        start = len(text)
        text += " ".join(chance.sample(words, 7)).capitalize() + ".\n"
        when = DateRange(day, day, "day", None, str(day), None) if chance.random() < 0.5 else None
        events.append(
            Event(
                id=make_id("events", key, start), article=key, start=start, end=len(text) - 1, rule="made up",
                score=0.9, type=kind, mode=None, contexts=(), source=(state(one),), target=(state(other),),
                symmetric=kind == "CONSULT", initiator=None, when=when, place=None, magnitudes=(), modality="actual",
                negated=False, stance="asserted", asserted_by=None, within=None, cameo=None, goldstein=None,
            )
        )  # fmt: skip
    outlet = f"outlet {number % 40}"
    article = Article(key, outlet, told[0][1], None, None, today, "stated", "en", "en", "none", "news", key, text)
    return Findings(article, (), tuple(events), ())


def state(country: str) -> Actor:
    """Return a state as an actor."""
    return Actor(f"state:{country}", country, country, None, f"{country}GOV", country, "GOV", None, "place")


if __name__ == "__main__":
    main()
