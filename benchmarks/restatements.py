"""Restatements: is a statement new, or does it say again what its side said, and what does it add.

    python benchmarks/restatements.py [--set dev|test] [--misses] [--corpus] [--data ../shared/data/news]

The gold (benchmarks/gold/restatements.jsonl) is pairs of statements of one side, stand-off: the later restates the
earlier, adds to it, or is new. Each pair is decided as linking decides it for one speaker, from the texts coded. "adds"
and "restates" are both restatements; which of the two it is, is told by whether anything is shown as added. Doubtful
pairs count neither way. Beside ours: wording alone, at the likeness that linking asked for before it knew vectors.
`--corpus` reads all reports that the pairs stand in (minutes) and follows the links of the statements found there: of
the restatements coded, to how many does a link lead back from the later; of the new ones, to how many by mistake.
`test` is looked at for figures only. Intervals are 95 % bootstrap intervals over pairs.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from scoring import f1, words

from detente.articles import Defaults, read_articles
from detente.lexicon import load
from detente.linking import link
from detente.linking.utterances import RESTATES, closeness
from detente.linking.wording import changed, concepts, likeness
from detente.reading import read
from detente.records import Article, Findings, Span, Statement

GOLD = Path(__file__).parent / "gold" / "restatements.jsonl"
DATA = Path("../shared/data/news")
SEED, ROUNDS = 20261122, 1000

Row = Mapping[str, Any]


class Pair(NamedTuple):
    """One pair: the label that is right, the one given, and the words coded and shown as added and dropped."""

    gold: str
    given: str
    alone: bool
    shown: tuple[tuple[str, str], ...]
    texts: tuple[str, str]

    @property
    def wanted(self) -> bool:
        """True where the later is no new statement."""
        return self.gold != "new"

    @property
    def linked(self) -> bool:
        """True where it is linked as a restatement."""
        return self.given != "new"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each set asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("dev", "test"), action="append", dest="sets")
    parser.add_argument("--misses", action="store_true", help="print what is decided otherwise (dev only)")
    parser.add_argument("--corpus", action="store_true", help="read the reports and follow the links")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args(arguments)
    if not asked.data.is_dir():
        print(f"skipped: {asked.data} is not here (its texts may not be redistributed)")
        return
    print(f"restatements, {fingerprint(asked.data)}, seed {SEED}")
    for name in asked.sets or ("dev", "test"):
        report(name, pairs(name, asked.data), asked.misses and name == "dev")
        if asked.corpus:
            follow(coded(name), documents(coded(name), asked.data))


def coded(name: str) -> list[Row]:
    """Return the rows of a set that are not doubtful."""
    rows = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["set"] == name and not row["doubt"]]


def fingerprint(data: Path) -> str:
    """Return a hash of the gold and of the news files that it points into."""
    digest = hashlib.sha256(GOLD.read_bytes())
    for file in sorted({row[end]["file"] for name in ("dev", "test") for row in coded(name) for end in ENDS}):
        digest.update((data / file).read_bytes())
    return f"data {digest.hexdigest()[:12]}"


ENDS = ("left", "right")


@cache
def texts(path: Path) -> list[str]:
    """Return the text of each row of a file of news."""
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


# --- pairs -------------------------------------------------------------------------------------------------


def pairs(name: str, data: Path) -> list[Pair]:
    """Return each pair of a set as linking decides it."""
    return [decided(row, data) for row in coded(name)]


def decided(row: Row, data: Path) -> Pair:
    """Return one pair with the label given."""
    left, right = (texts(data / row[end]["file"])[row[end]["row"]] for end in ENDS)
    one, other = left[slice(*row["left"]["span"])], right[slice(*row["right"]["span"])]
    alike = likeness(concepts(one), concepts(other))
    close = closeness(one, other, alike)
    added, dropped = changed(one, other)
    given = "new" if close is None or close.score < RESTATES else "adds" if added else "restates"
    told = ((row["added"], right, added), (row["dropped"], left, dropped))
    shown = tuple((text[slice(*span)] if span else "", ours or "") for span, text, ours in told)
    return Pair(row["label"], given, alike.score >= 0.4 and alike.shared >= 2, shown, (one, other))


def report(name: str, found: Sequence[Pair], misses: bool) -> None:
    """Print accuracy, and precision, recall and F1 of "no new statement", of ours and of wording alone."""
    print(f"\n{name}: {len(found)} pairs, {sum(p.wanted for p in found)} of them no new statement")
    print(f"{'restates / adds / new':34}{cell(found, lambda some: share(p.gold == p.given for p in some))}")
    for who, told in (("", lambda p: p.linked), ("wording alone, ", lambda p: p.alone)):
        for kind, figure in MEASURES.items():
            print(f"{who + kind:34}{cell(found, lambda some, f=figure, t=told: f([(p.wanted, t(p)) for p in some]))}")
    for at, kind in enumerate(("added", "dropped")):
        both = [p.shown[at] for p in found if p.wanted and p.linked]
        right = share(bool(gold) == bool(ours) for gold, ours in both)
        like = [f1(words(gold), words(ours)) for gold, ours in both if gold and ours]
        print(f"{kind}: shown where coded and not where not, {right:.1f} of {len(both)} linked;", end=" ")
        print(f"word F1 where both tell it {100 * sum(like) / max(1, len(like)):.1f} ({len(like)})")
    for pair in found if misses else ():
        if pair.gold != pair.given:
            print(
                f"    {pair.given} for {pair.gold}",
                *(f"      {text!r}" for text in (*pair.texts, pair.shown)),
                sep="\n",
            )


def share(of: Iterable[bool]) -> float:
    """Return the percentage that is true."""
    values = list(of)
    return 100 * sum(values) / max(1, len(values))


Told = Sequence[tuple[bool, bool]]


def precision(told: Told) -> float:
    """Return the share of what is linked that is wanted."""
    return share(wanted for wanted, linked in told if linked)


def recall(told: Told) -> float:
    """Return the share of what is wanted that is linked."""
    return share(linked for wanted, linked in told if wanted)


def balance(told: Told) -> float:
    """Return F1."""
    both = sum(wanted and linked for wanted, linked in told)
    return 200 * both / max(1, sum(wanted + linked for wanted, linked in told))


MEASURES = {"precision": precision, "recall": recall, "F1": balance}


def cell(found: Sequence[Pair], figure: Callable[[Sequence[Pair]], float]) -> str:
    """Return a figure with its interval."""
    chance = random.Random(SEED)
    drawn = sorted(figure(chance.choices(found, k=len(found))) for _ in range(ROUNDS))
    return f"{figure(found):6.1f} ({drawn[int(0.025 * ROUNDS)]:.1f}-{drawn[int(0.975 * ROUNDS)]:.1f})"


# --- end to end --------------------------------------------------------------------------------------------


def documents(rows: Sequence[Row], data: Path) -> dict[tuple[str, int], Findings]:
    """Read the documents of the gold: findings by file and row."""
    wanted = {(row[end]["file"], row[end]["row"]) for row in rows for end in ENDS}
    found: dict[tuple[str, int], Findings] = {}
    for file in sorted({file for file, _ in wanted}):
        for number, article in enumerate(read_articles(data / file, Defaults())):
            if (file, number) in wanted:
                assert isinstance(article, Article), article
                found[file, number] = read(article, load())
    return found


def follow(rows: Sequence[Row], found: Mapping[tuple[str, int], Findings]) -> None:
    """Print to how many of the pairs links lead back from the later statement to the earlier."""
    back: dict[str, str] = {}
    for one in link(found.values()).links:
        if one.left.table == "statements" and one.kind in ("same", "restates"):
            back[one.right.id] = one.left.id
    for label, name in ((("restates", "adds"), "no new statement"), (("new",), "new")):
        asked = [row for row in rows if row["label"] in label]
        seen = [(row, ends) for row in asked if all(ends := [at(row[end], found) for end in ENDS])]
        led = sum(leads({s.id for s in right}, {s.id for s in left}, back) for _, (left, right) in seen)
        some = sum(any(s.id in back for s in right) for _, (_, right) in seen)
        print(f"in the reports, {name}: both found as statements {len(seen)} of {len(asked)};", end=" ")
        print(f"the later linked to any {some}, back to the earlier {led}")


def at(end: Row, found: Mapping[tuple[str, int], Findings]) -> list[Statement]:
    """Return the statements found that hold half of the words coded, or half of whose words are coded."""
    span = tuple(end["span"])
    return [s for s in found[end["file"], end["row"]].said if any(overlap(span, part) for part in s.spans)]


def overlap(one: Span, other: Span) -> bool:
    """Return whether two spans share half of the shorter."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared >= min(one[1] - one[0], other[1] - other[0])


def leads(later: set[str], earlier: set[str], back: Mapping[str, str]) -> bool:
    """Return whether links lead back from one of the later statements to one of the earlier."""
    for one in later:
        at: str | None = one
        while at is not None:
            if at in earlier:
                return True
            at = back.get(at)
    return False


if __name__ == "__main__":
    main()
