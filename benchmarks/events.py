"""Events: the PLOVER root given both spans, on sentences with a gold root (accuracy, macro F1 over root, quad, binary);
then, where no file is asked for, deeds in news as `deeds.py` scores them.

The gold file marks source and target as ``<s>..</s>`` and ``<t>..</t>`` and has CONCEDE and RETREAT as one root, YIELD.
Of the default file only the fifth is scored that the encoder was not trained on (`training/build.py`: by the hash of
the sentence); it is looked at while developing. A file that is asked for is scored whole. Intervals are 95 % bootstrap
intervals over sentences.

    python benchmarks/events.py [FILE] [--all] [--misses]      default: ../shared/data/events/plv_train.tsv
"""

import argparse
import csv
import hashlib
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import deeds

from detente.events import classify_event
from detente.records import Span

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "events" / "plv_train.tsv"
HELD = 51  # of 256, as in training/build.py
SEED, ROUNDS = 20261122, 1000
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


def held(case: Case) -> bool:
    """True for a sentence that the encoder was not trained on."""
    return hashlib.sha256(case.sentence.encode()).digest()[0] < HELD


def root_of(case: Case) -> str:
    """Return the root that is found for a case, "none" where there is none."""
    found = classify_event(case.sentence, source=case.source, target=case.target)
    return "none" if found is None else ROOTS.get(found[0], found[0])


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


def interval(gold: Sequence[str], found: Sequence[str], score: Callable[..., float]) -> str:
    """Return a score in per cent with its 95 % bootstrap interval over sentences."""
    draw = random.Random(SEED)
    pairs = list(zip(gold, found, strict=True))
    scores = sorted(score(*zip(*draw.choices(pairs, k=len(pairs)), strict=True)) for _ in range(ROUNDS))
    low, high = scores[int(0.025 * ROUNDS)], scores[int(0.975 * ROUNDS)]
    return f"{100 * score(gold, found):5.1f} ({100 * low:.1f}–{100 * high:.1f})"


def accuracy(gold: Sequence[str], found: Sequence[str]) -> float:
    """Return the share of cases that are right."""
    return sum(a == b for a, b in zip(gold, found, strict=True)) / len(gold)


def main() -> int:
    """Print the figures; 1 where a gold file that was asked for is not there."""
    options = asked(__doc__)
    status = run(options, roots)
    if options.file == DEFAULT:
        print()
        deeds.main([])
    return status


def asked(about: str | None) -> argparse.Namespace:
    """Return what the command line asks for: a gold file, all of it, what is wrong."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--all", action="store_true", help="of the default file the training part too")
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    return parser.parse_args()


def run(options: argparse.Namespace, report: Callable[[list[Case], argparse.Namespace], None]) -> int:
    """Report on the cases of the gold file that is asked for; return 1 where one that was named is not there."""
    if not options.file.is_file():
        print(f"skipped: {options.file} is not here (its sentences may not be redistributed)")
        return 0 if options.file == DEFAULT else 1
    report([case for case in read(options.file) if options.all or options.file != DEFAULT or held(case)], options)
    return 0


def roots(cases: list[Case], options: argparse.Namespace) -> None:
    """Print how often the root is right, given both spans."""
    gold = [case.root for case in cases]
    found = [root_of(case) for case in cases]
    quads = [QUAD[root] for root in gold], [QUAD.get(root, "none") for root in found]
    print(f"{len(cases)} sentences of {options.file.name}, sha256 {digest(options.file)}, seed {SEED}")
    print(f"accuracy   {interval(gold, found, accuracy)}")
    print(f"F1 root    {interval(gold, found, macro_f1)}")
    print(f"F1 quad    {interval(*quads, macro_f1)}")
    print(f"F1 binary  {interval(*(list(map(binary, side)) for side in quads), macro_f1)}")
    for case, root in zip(cases, found, strict=True):
        if options.misses and root != case.root:
            target = case.sentence[slice(*case.target)] if case.target else "-"
            print(f"{case.root} found {root}: [{case.sentence[slice(*case.source)]}] [{target}] {case.sentence}")


def digest(file: Path) -> str:
    """Return the beginning of a file's SHA-256."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
