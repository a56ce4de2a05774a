"""Propositions in parts of reports that neither the rules were fitted to nor the encoder learnt from.

    python benchmarks/held_out.py [--misses] [--data ../shared/data/news]

The rows of training/propositions.jsonl that are `held`, coded once by docs/codebook.md; found with kind as in
propositions.py. The weights by which rules and encoder are joined (`foreseen.tsv`) were fitted on them among others,
so they flatter: `training/foreseeing.py --check` draws folds. 95 % bootstrap intervals over parts.
"""

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from propositions import (
    CODERS,
    DATA,
    KINDS,
    SEED,
    Counts,
    Gold,
    Row,
    agreement,
    as_articles,
    counts,
    finding,
    found_in,
    interval,
    lines,
)
from scoring import words

from detente.records import Article

CODED = Path(__file__).parent.parent / "training" / "propositions.jsonl"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print what is wrong or missed")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args(arguments)
    if not asked.data.is_dir():
        print(f"skipped: the reports are not here ({asked.data})")
        return
    counted = scored(asked.data)
    digest = hashlib.sha256(CODED.read_bytes()).hexdigest()[:12]
    print(f"{len(counted)} held-out parts of {CODED.name}, {digest}, seed {SEED}")
    print(f"{'finding with kind':22}{'precision':>20}{'recall':>20}{'F1':>20}")
    for kind in (None, *KINDS):
        cells = [interval(counted, lambda some, i=i, kind=kind: finding(some, kind)[i]) for i in range(3)]
        print(f"{kind or 'all':22}{''.join(cell.rjust(20) for cell in cells)}")
    print(f"{'outcome, words':22}{interval(counted, lambda some: agreement(some, 'outcome, words')):>20}")
    if asked.misses:
        told = Counter(line for report in counted for line in report[0].told)
        print("\n".join(told))


def scored(data: Path) -> list[tuple[Counts, ...]]:
    """Return the counts of each part, its one coding taken for both."""
    held = {f"{row['file']}:{row['row']}:{row['start']}": row for row in lines(CODED) if row.get("held")}
    articles = parts(held, data)
    gold = [row for place, told in held.items() for row in coded(place, told, articles[place])]
    return counts(found_in(articles), dict.fromkeys(CODERS, gold))


def parts(held: dict[str, Gold], data: Path) -> dict[str, Article]:
    """Return each part as an article of its own."""
    texts = {file: list(lines(data / file)) for file in sorted({row["file"] for row in held.values()})}
    told = {}
    for place, row in held.items():
        report = texts[row["file"]][row["row"]]
        told[place] = report | {"text": report["text"][row["start"] : row["end"]]}
    return as_articles(told)


def coded(place: str, row: Gold, article: Article) -> Iterator[Row]:
    """Yield what was coded in a part, as far as finding and outcome ask for it."""
    first, none = row["start"], frozenset[str]()
    for told in row["propositions"]:
        text = " ".join(article.text[start - first : end - first] for start, end in told["outcome"])
        fields = (none, none, "none", told["strength"], told["testable"], (), told["optional"], repr(text))
        yield Row(place, told["outcome"][0][0] - first, words(text), Counter(), told["kind"], *fields)


if __name__ == "__main__":
    main()
