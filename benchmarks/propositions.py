"""Propositions: threats, promises, offers, demands and forecasts of Kremlin and White House reports.

    python benchmarks/propositions.py [--set dev|test] [--misses] [--data ../shared/data/news]

The gold (benchmarks/gold/propositions.jsonl) is stand-off, coded twice and blind by docs/codebook.md; both codings are
scored and their means printed, and one coding against the other beside them. A row found pairs with the coded row whose
outcome has the most like words, one to one, the same kind and the nearer place first; it is right where the kind is
the same. What is like an optional row counts neither way. Of those right: the words of outcome and condition that are
shared (token F1 without the condition's marker, 0 where only one side has a condition), and how often the other fields
agree. A maker or addressee agrees where it is of the same state or organisation, a testable row's PLOVER type where it
is among those that would satisfy ours. Intervals are 95 % bootstrap intervals over reports. `test` is looked at for
figures only.
"""

import argparse
import hashlib
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from scoring import alike, f1, matched, words

from detente.actors import resolve_actor
from detente.articles import read_articles
from detente.lexicon import load, rows
from detente.reading import read
from detente.records import Actor, Article, Proposition

GOLD = Path(__file__).parent / "gold" / "propositions.jsonl"
DATA = Path("../shared/data/news")
CODERS = ("one", "two")
KINDS = ("threat", "promise", "offer", "demand", "forecast")
SEED, ROUNDS = 20261122, 1000

Gold = dict[str, Any]
Rows = Sequence["Row"]


class Row(NamedTuple):
    """A proposition in the form that the coders give it; ``sides`` are codes, ``types`` what would satisfy it."""

    report: str
    start: int
    outcome: Counter[str]
    condition: Counter[str]
    kind: str
    maker: frozenset[str]
    addressee: frozenset[str]
    window_basis: str
    strength: str
    testable: bool
    types: tuple[str, ...]
    optional: bool
    text: str


class Counts(NamedTuple):
    """Of one report and one coder: kinds of rows right, found wrongly, missed; and the pairs that are right."""

    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]
    pairs: tuple[tuple[Row, Row], ...]
    told: tuple[str, ...]


def _same(ours: frozenset[str], gold: frozenset[str]) -> bool:
    """True where two sides share a code, "G7 leaders" and "G7" included, or where both are open."""
    return ours == gold or any(a in b or b in a for a in ours for b in gold)


FIELDS: dict[str, Callable[[Row, Row], float | None]] = {
    "outcome, words": lambda ours, gold: f1(ours.outcome, gold.outcome),
    "condition, words": lambda ours, gold: (
        f1(ours.condition, gold.condition) if ours.condition or gold.condition else None
    ),
    "condition or none": lambda ours, gold: bool(ours.condition) == bool(gold.condition),
    "maker": lambda ours, gold: _same(ours.maker, gold.maker),
    "addressee": lambda ours, gold: _same(ours.addressee, gold.addressee),
    "window's basis": lambda ours, gold: ours.window_basis == gold.window_basis,
    "strength": lambda ours, gold: ours.strength == gold.strength,
    "testable": lambda ours, gold: ours.testable == gold.testable,
    "PLOVER type": lambda ours, gold: bool({*gold.types} & {*ours.types}) if gold.types else None,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each set asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("dev", "test"), action="append", dest="sets")
    parser.add_argument("--misses", action="store_true", help="print what is wrong or missed (dev only)")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args(arguments)
    if not asked.data.is_dir():
        print(f"skipped: the reports are not here ({asked.data})")
        return
    print(f"propositions, gold {hashlib.sha256(GOLD.read_bytes()).hexdigest()[:12]}, seed {SEED}")
    for name in asked.sets or ("dev", "test"):
        articles = reports(name, asked.data)
        gold = coded(name, articles)
        show(name, found_in(articles), gold, asked.misses and name == "dev")


# --- what was coded, what is found --------------------------------------------------------------------------


def reports(name: str, data: Path) -> dict[str, Article]:
    """Return the reports of a set, cut to the length that was coded, by file and row."""
    documents = [row for row in lines(GOLD) if row["table"] == "documents" and row["set"] == name]
    texts = {file: list(lines(data / file)) for file in sorted({row["file"] for row in documents})}
    told = {_place(row): texts[row["file"]][row["row"]] | {"text": _cut(texts, row)} for row in documents}
    return as_articles(told)


def as_articles(told: dict[str, Gold]) -> dict[str, Article]:
    """Return reports as articles, under the same names."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "reports.jsonl"
        path.write_text("".join(json.dumps(report) + "\n" for report in told.values()), encoding="utf-8")
        articles = list(read_articles(path))
    assert all(isinstance(article, Article) for article in articles), articles
    return {place: article for place, article in zip(told, articles, strict=True) if isinstance(article, Article)}


def _cut(texts: dict[str, list[Gold]], row: Gold) -> str:
    return str(texts[row["file"]][row["row"]]["text"][: row["length"]])


def lines(path: Path) -> Iterator[Gold]:
    """Yield the rows of a file."""
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def _place(row: Gold) -> str:
    return f"{row['file'].partition('_')[0]}:{row['row']}"


def coded(name: str, articles: dict[str, Article]) -> dict[str, list[Row]]:
    """Return each coder's rows of a set."""
    told: dict[str, list[Row]] = {coder: [] for coder in CODERS}
    for row in lines(GOLD):
        if row["table"] == "propositions" and row["set"] == name:
            told[row["coder"]].append(_of_coder(row, articles[_place(row)]))
    return told


def _of_coder(row: Gold, article: Article) -> Row:
    outcome = " ".join(article.text[start:end] for start, end in row["outcome"])
    condition = article.text[slice(*row["condition"])] if row["condition"] else ""
    kind = row["outcome_event"]["type"] if row["outcome_event"] else None
    return Row(
        _place(row),
        row["outcome"][0][0],
        words(outcome),
        _unmarked(condition),
        row["kind"],
        _codes(row["maker"], article),
        _codes(row["addressee"], article),
        row["window_basis"],
        row["strength"],
        row["testable"],
        (kind,) if kind and row["testable"] else (),
        row["optional"],
        f"{outcome!r}" + (f" IF {condition!r}" if condition else ""),
    )


def _codes(names: str | None, article: Article) -> frozenset[str]:
    """Return the states and organisations of a coded side ("EU+G7+USA", "Joe Biden")."""
    found = set()
    for name in (names or "").split("+"):
        actor = resolve_actor(name, article.published) if name and load().entity(f"state:{name}") is None else None
        found.add(name if actor is None else _side(actor))
    return frozenset(found - {""})


def _side(actor: Actor | None) -> str:
    if actor is None:
        return ""
    return actor.country if actor.country not in (None, "IGO") else actor.name


def _unmarked(condition: str) -> Counter[str]:
    """Return the words of a condition without the marker that opens it."""
    low = condition.lower()
    longest = sorted((row["marker"] for row in rows("conditionals")), key=len, reverse=True)
    marker = next((marker for marker in longest if low.startswith(f"{marker} ")), "")
    return words(condition[len(marker) :])


def found_in(articles: dict[str, Article]) -> dict[str, list[Row]]:
    """Return what is found in each report."""
    return {
        place: [of_proposition(place, each) for each in read(article, load()).propositions]
        for place, article in articles.items()
    }


def of_proposition(place: str, found: Proposition) -> Row:
    """Return a proposition that was found, as the coders tell it."""
    condition = found.condition.text if found.condition else ""
    sides = (frozenset({_side(actor)} - {""}) for actor in (found.maker, found.addressee))
    return Row(
        place,
        found.outcome.span[0] if found.outcome.span else found.start,
        words(found.outcome.text),
        _unmarked(condition),
        found.kind,
        *sides,
        found.window_basis,
        found.strength,
        found.testable,
        found.outcome.pattern.types if found.outcome.pattern else (),
        False,
        f"[{found.rule.partition('.')[2]}] {found.outcome.text!r}" + (f" IF {condition!r}" if condition else ""),
    )


# --- comparing ----------------------------------------------------------------------------------------------


def compare(found: Rows, gold: Rows) -> Counts:
    """Count one report against one coder."""
    rows = [{"row": row, "optional": row.optional} for row in gold]

    def likeness(ours: Row, wanted: Gold) -> float:
        theirs: Row = wanted["row"]
        shared = alike(ours.outcome, theirs.outcome)
        near = 0.1 / (1 + abs(ours.start - theirs.start) / 100)
        return shared + 0.3 * (ours.kind == theirs.kind) + near if shared >= 0.4 else 0.0

    pairs = [(ours, wanted["row"]) for ours, wanted in matched(found, rows, likeness)]
    taken, met = {id(ours): gold for ours, gold in pairs}, {id(gold) for ours, gold in pairs if ours.kind == gold.kind}
    right = [(ours, gold) for ours, gold in pairs if ours.kind == gold.kind and not gold.optional]
    free = [wanted for wanted in rows if wanted["optional"]]
    wrong = [
        ours
        for ours in found
        if not ours.optional
        and not (id(ours) in taken and (taken[id(ours)].optional or taken[id(ours)].kind == ours.kind))
        and not any(likeness(ours, wanted) for wanted in free)
    ]
    missed = [row for row in gold if not row.optional and id(row) not in met]
    return Counts(
        Counter(gold.kind for _, gold in right),
        Counter(row.kind for row in wrong),
        Counter(row.kind for row in missed),
        tuple(right),
        tuple(_lines_of(wrong, missed, taken)),
    )


def _lines_of(wrong: Rows, missed: Rows, taken: dict[int, Row]) -> Iterator[str]:
    for row in wrong:
        other = f"   ({taken[id(row)].kind} coded)" if id(row) in taken else ""
        yield f"  + {row.report} {row.start} {row.kind} {row.text}{other}"
    for row in missed:
        yield f"  - {row.report} {row.start} {row.kind} {row.text}"


def counts(found: dict[str, list[Row]], gold: dict[str, list[Row]]) -> list[tuple[Counts, ...]]:
    """Return for each report its counts by each coder."""
    return [
        tuple(compare(rows, [row for row in gold[coder] if row.report == place]) for coder in CODERS)
        for place, rows in found.items()
    ]


def finding(counted: Iterable[Sequence[Counts]], kind: str | None = None) -> tuple[float, float, float]:
    """Return precision, recall and F1 of finding with kind, in per cent, over both coders."""
    sums = [0, 0, 0]
    for each in (one for report in counted for one in report):
        for i, part in enumerate((each.right, each.wrong, each.missed)):
            sums[i] += part[kind] if kind else part.total()
    right, wrong, missed = sums
    shares = right / max(1, right + wrong), right / max(1, right + missed), 2 * right / max(1, sum(sums) + right)
    return 100 * shares[0], 100 * shares[1], 100 * shares[2]


def agreement(counted: Iterable[Sequence[Counts]], field: str) -> float:
    """Return how far a field agrees over the pairs that are right, in per cent."""
    pairs = (pair for report in counted for one in report for pair in one.pairs)
    values = [value for value in (FIELDS[field](*pair) for pair in pairs) if value is not None]
    return 100 * sum(values) / max(1, len(values))


def interval(counted: Rows | Any, measure: Callable[[Any], float]) -> str:
    """Return a measure with its 95 % bootstrap interval over reports."""
    draw = random.Random(SEED)
    drawn = sorted(measure(draw.choices(counted, k=len(counted))) for _ in range(ROUNDS))
    low, high = drawn[int(0.025 * ROUNDS)], drawn[int(0.975 * ROUNDS)]
    return f"{measure(counted):5.1f} ({low:.1f}-{high:.1f})"


def show(name: str, found: dict[str, list[Row]], gold: dict[str, list[Row]], misses: bool) -> None:
    """Print what was found of a set, and how far the coders agree by the same measure."""
    ours = counts(found, gold)
    other = [
        tuple(
            compare([r for r in gold[a] if r.report == place], [r for r in gold[b] if r.report == place])
            for a, b in (CODERS, CODERS[::-1])
        )
        for place in found
    ]
    print(f"\n{name}: {len(found)} reports, {sum(map(len, found.values()))} found")
    print(f"{'finding with kind':22}{'precision':>20}{'recall':>20}{'F1':>20}")
    for who, counted, kind in (
        ("all", ours, None),
        *((kind, ours, kind) for kind in KINDS),
        ("other coder", other, None),
    ):
        cells = [interval(counted, lambda some, i=i, kind=kind: finding(some, kind)[i]) for i in range(3)]
        print(f"{who:22}{''.join(cell.rjust(20) for cell in cells)}")
    print(f"{'of those right':22}{'agree':>20}{'coders':>20}")
    for field in FIELDS:
        cells = [interval(counted, lambda some, field=field: agreement(some, field)) for counted in (ours, other)]
        print(f"{field:22}{''.join(cell.rjust(20) for cell in cells)}")
    if misses:
        told = Counter(line for report in ours for one in report for line in one.told)
        for line, times in sorted(told.items(), key=lambda each: each[0].split()[1:3]):
            print(f"{times}{line}")


if __name__ == "__main__":
    main()
