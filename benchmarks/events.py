"""Events: the PLOVER root given both spans, on sentences with a gold root (accuracy, macro F1 over root, quad, binary).

The gold file marks source and target as ``<s>..</s>`` and ``<t>..</t>`` and has CONCEDE and RETREAT as one root, YIELD.
It follows the PLOVER table of 2021, in which economic sanctions are COERCE (CAMEO 163); ``--table`` counts ours so.
Triggers were extended by looking at these sentences: these are figures of development, not of a test.

    python benchmarks/events.py [FILE] [--table]      default: ../shared/data/events/plv_train.tsv
"""

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from detente.events import classify_event
from detente.records import Span

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "events" / "plv_train.tsv"
MARK = re.compile(r"<(/?)([st])>")
ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT"),
    "material cooperation": ("COOPERATE", "AID", "YIELD"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD = {root: quad for quad, roots in QUADS.items() for root in roots}


class Case(NamedTuple):
    """A sentence without its marks, both spans, and the gold root."""

    sentence: str
    source: Span
    target: Span | None
    root: str


def read(path: Path) -> Iterator[Case]:
    """Yield the cases of a gold file; those that mark no source are left out."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            sentence, spans = unmark(row["marked_sentence"])
            if "s" in spans:
                yield Case(sentence, spans["s"], spans.get("t"), row["gold_root"])


def unmark(marked: str) -> tuple[str, dict[str, Span]]:
    """Return the sentence without its marks and the first span of each kind."""
    text, last = "", 0
    open_at: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            spans.setdefault(mark[2], (open_at[mark[2]], len(text)))
        else:
            open_at[mark[2]] = len(text)
    return text + marked[last:], spans


def root_of(case: Case, table: bool) -> str:
    """Return the root that is found for a case, "none" where there is no trigger."""
    found = classify_event(case.sentence, source=case.source, target=case.target)
    if found is None:
        return "none"
    if table and found[0] == "SANCTION" and re.search(r"sanction|embargo|tariff", case.sentence):
        return "COERCE"
    return ROOTS.get(found[0], found[0])


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Return the unweighted mean of F1 over the classes of ``gold``."""
    scores = []
    for each in sorted(set(gold)):
        both = sum(a == b == each for a, b in zip(gold, found, strict=True))
        scores.append(2 * both / (gold.count(each) + found.count(each)))
    return sum(scores) / len(scores)


def binary(quad: str) -> str:
    """Return cooperation or conflict of a quad class."""
    return quad.rpartition(" ")[2]


def main() -> int:
    """Print the figures; 1 where a gold file that was asked for is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--table", action="store_true", help="economic sanctions count as COERCE")
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"skipped: {options.file} is not here (its sentences may not be redistributed)")
        return 0 if options.file == DEFAULT else 1
    cases = list(read(options.file))
    gold = [case.root for case in cases]
    found = [root_of(case, options.table) for case in cases]
    quads = [QUAD[root] for root in gold], [QUAD.get(root, "none") for root in found]
    print(f"{len(cases)} sentences, {found.count('none')} without a trigger")
    print(f"accuracy    {sum(a == b for a, b in zip(gold, found, strict=True)) / len(gold):.3f}")
    print(f"F1 root     {macro_f1(gold, found):.3f}")
    print(f"F1 quad     {macro_f1(*quads):.3f}")
    print(f"F1 binary   {macro_f1([binary(q) for q in quads[0]], [binary(q) for q in quads[1]]):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
