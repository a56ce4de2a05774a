"""What is entered by hand beside what is read: does the pattern drawn from the words alone equal the report's?

    python benchmarks/by_hand.py [--reports N] [--most N] [--store FILE] [--data ../shared/data/news]

Reports of both governments are drawn at random and read. Up to so many of the propositions found in them, drawn at
random among those with a pattern and a maker, are entered anew as a person would: kind, the words of outcome and
condition, and the names of maker and addressee (their country where the name doesn't tell it), without the sentence
around them. Counted is how often the outcome's (and the condition's) pattern drawn from these has the same types, and
the same types, sides and sign, as the one that the reading of the whole report drew. It shows how far the words alone
carry, not whether either pattern is right.
Then the ledger is exported, loaded into an empty one and exported again: rows, refusals, whether the files are equal.
Intervals are 95 % bootstrap intervals over propositions.
"""

import argparse
import datetime as dt
import hashlib
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from detente.actors import resolve_actor
from detente.articles import read_articles
from detente.book import Book, open_book
from detente.book.adding import Entry, entered
from detente.lexicon import load
from detente.records import Actor, Article, Part, Proposition

DATA = Path(__file__).parents[2] / "shared" / "data" / "news"
FILES = ("kremlin_us.jsonl", "whitehouse_russia.jsonl")
SEED, ROUNDS = 20261122, 1000


def main() -> None:
    """Print the shares and what the round trip gave."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=30)
    parser.add_argument("--most", type=int, default=150)
    parser.add_argument("--store", type=Path, help="a ledger that is read already")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    if asked.store is None and not asked.data.is_dir():
        print(f"skipped: {asked.data} is not here")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        open_book(asked.store or filled(asked.data, asked.reports, Path(folder))) as book,
    ):
        print(f"{len(book.articles())} reports, fingerprint {fingerprint(book.articles())}, seed {SEED}")
        words_alone(book, asked.most)
        round_trip(book, Path(folder))


def filled(data: Path, count: int, folder: Path) -> Path:
    """Return a ledger of reports drawn at random."""
    found = [one for name in FILES for one in read_articles(data / name) if isinstance(one, Article)]
    drawn = {one.id for one in random.Random(SEED).sample(found, count)}
    lines = [line for name in FILES for line in (data / name).read_text(encoding="utf-8").splitlines()]
    chosen = [line for line, one in zip(lines, found, strict=True) if one.id in drawn]
    (folder / "reports.jsonl").write_text("\n".join(chosen), encoding="utf-8")
    with open_book(folder / "l.detente") as book:
        book.read([folder / "reports.jsonl"])
    return folder / "l.detente"


def fingerprint(articles: Sequence[Article]) -> str:
    """Return a hash of the reports' texts."""
    return hashlib.blake2b("".join(sorted(one.version for one in articles)).encode(), digest_size=8).hexdigest()


def words_alone(book: Book, most: int) -> None:
    """Print how often the words alone draw the pattern of the report."""
    rows = [row for row in book.propositions() if row.maker is not None and _drawn(row.outcome)]
    chosen = sorted(random.Random(SEED).sample(rows, min(most, len(rows))), key=lambda row: row.id)
    halves: dict[str, list[tuple[bool, bool]]] = {"outcome": [], "condition": []}
    refused = 0
    for row in chosen:
        try:
            anew = again(row, book)
        except ValueError:
            refused += 1
            continue
        halves["outcome"].append(alike(row.outcome, anew.outcome))
        if row.condition is not None and _drawn(row.condition):
            halves["condition"].append(alike(row.condition, anew.condition))
    print(f"{len(chosen)} of {len(rows)} propositions entered anew, {refused} refused (nobody known by the name alone)")
    for name, pairs in halves.items():
        for what, column in (("same types", 0), ("same types, sides and sign", 1)):
            print(f"{name}: {what} {interval([pair[column] for pair in pairs])} of {len(pairs)}")


def again(row: Proposition, book: Book) -> Proposition:
    """Enter a proposition by its words and names alone."""
    day = book.row(row.article).published
    entry = Entry(
        kind=row.kind,
        words=row.outcome.text,
        maker=called(row.maker, day),
        addressee=called(row.addressee, day),
        condition=row.condition.text if row.condition else None,
        said=day,
    )
    return entered(entry, "benchmark", {}, ()).propositions[0]


def called(actor: Actor | None, on: dt.date | None) -> str | None:
    """Return how a person would name somebody: by name where that tells the country, else by the country."""
    if actor is None:
        return None
    meant = resolve_actor(actor.name, on)
    state = load().entity(f"state:{actor.country}")
    return actor.name if state is None or (meant and meant.country == actor.country) else state.name


def _drawn(part: Part) -> bool:
    return part.pattern is not None and bool(part.pattern.types)


def alike(one: Part, other: Part | None) -> tuple[bool, bool]:
    """Return whether two parts ask for the same types, and for the same types, sides and sign."""
    a, b = one.pattern, other.pattern if other else None
    if a is None or b is None:
        return False, False
    types = set(a.types) == set(b.types)
    return types, types and (a.source, a.target, a.negated) == (b.source, b.target, b.negated)


def interval(hits: Sequence[bool]) -> str:
    """Return a share in per cent with its bootstrap interval."""
    if not hits:
        return "none"
    rng = random.Random(SEED)
    means = sorted(sum(rng.choices(hits, k=len(hits))) / len(hits) for _ in range(ROUNDS))
    low, high = means[int(ROUNDS * 0.025)], means[int(ROUNDS * 0.975)]
    return f"{100 * sum(hits) / len(hits):.1f} % ({100 * low:.1f}-{100 * high:.1f})"


def round_trip(book: Book, folder: Path) -> None:
    """Print what export, load and export again give."""
    book.export(folder / "one")
    with open_book(folder / "other.detente") as other:
        found = other.load(folder / "one")
        other.export(folder / "two")
    equal = sum(path.read_bytes() == (folder / "two" / path.name).read_bytes() for path in (folder / "one").iterdir())
    print(
        f"round trip: {sum(found.taken.values())} rows loaded, {len(found.failures)} refused, {equal} of 11 files equal"
    )


if __name__ == "__main__":
    main()
