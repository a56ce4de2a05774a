"""Triples: from the bare text of a sentence to source country, target country and PLOVER root.

    python benchmarks/triples.py [FILE] [--all] [--misses]      default: ../shared/data/events/plv_train.tsv

The file has the form that `events.py` reads; of the default file the fifth is scored that the encoder was not trained
on. The gold triple of a sentence is its gold root and the countries of the marked source and target, as
`resolve_actor` tells them; sentences in which it tells none of one of the two are left out. Each sentence is read as an
article of its own; what is found are its deeds between two known countries, each country of a side in its own triple.
Other deeds of a sentence, which the file doesn't mark, count as wrong. Intervals are 95 % bootstrap intervals.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from itertools import product

from events import ROOTS, ROUNDS, SEED, Case, asked, digest, run

from detente.actors import resolve_actor
from detente.lexicon import load
from detente.reading import read as read_article
from detente.records import Article, Event, make_id

Triple = tuple[str, str, str]


def report(cases: list[Case], options: argparse.Namespace) -> None:
    """Print precision, recall and F1 of the triples that are found."""
    told = [(case, gold) for case in cases if (gold := triple(case)) is not None]
    found = [triples(case.sentence) for case, _ in told]
    rows = [(len(f), g in f) for (_, g), f in zip(told, found, strict=True)]
    print(f"{len(told)} of {len(cases)} sentences of {options.file.name}, sha256 {digest(options.file)}, seed {SEED}")
    draw = random.Random(SEED)
    drawn = [figures(draw.choices(rows, k=len(rows))) for _ in range(ROUNDS)]
    for name, value, spread in zip(("precision", "recall", "F1"), figures(rows), zip(*drawn, strict=True), strict=True):
        low, high = sorted(spread)[int(0.025 * ROUNDS)], sorted(spread)[int(0.975 * ROUNDS)]
        print(f"{name:10} {100 * value:5.1f} ({100 * low:.1f}–{100 * high:.1f})")
    for (case, gold), mine in zip(told, found, strict=True):
        if options.misses and mine != {gold}:
            print(f"{gold} found {sorted(mine)}: {case.sentence}")


def triple(case: Case) -> Triple | None:
    """Return the gold triple of a sentence, None where a side has no known country."""
    sides = [
        resolve_actor(case.sentence[slice(*span)], None, case.sentence) for span in (case.source, case.target) if span
    ]
    countries = [actor.country for actor in sides if actor is not None and actor.country is not None]
    return (countries[0], countries[1], case.root) if len(countries) == 2 else None


def triples(sentence: str) -> set[Triple]:
    """Return the triples of the deeds that a sentence tells."""
    told = (make_id("articles", sentence), "", None, None, None, None, "unknown", "en", "en", "none", "news", "")
    found = read_article(Article(*told, sentence), load()).events  # type: ignore[arg-type]
    return {each for event in found if event.deed and event.stance != "alleged" for each in between(event)}


def between(event: Event) -> set[Triple]:
    """Return a triple for each pair of countries on the two sides of an event."""
    sides = ([actor.country for actor in side if actor.country] for side in (event.source, event.target))
    return {(source, target, ROOTS.get(event.type, event.type)) for source, target in product(*sides)}


def figures(rows: Sequence[tuple[int, bool]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of sentences, each as (triples found, whether the gold one is among them)."""
    right, found = sum(hit for _, hit in rows), sum(many for many, _ in rows)
    precision, recall = right / max(1, found), right / max(1, len(rows))
    return precision, recall, 2 * right / max(1, found + len(rows))


if __name__ == "__main__":
    sys.exit(run(asked(__doc__), report))
