"""Fit how likely what is told is a deed, on coded passages that the encoder did not learn from.

    python training/weighing.py [--data ../shared/data/news] [--check]

writes `src/detente/data/likelihood.tsv`; ``--check`` only prints how many are coded of those as likely, each fold by
the weights of the others, drawn by report. Logistic regression by Newton's method, with a ridge of `RIDGE` on
standardised features.
"""

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from windows import coded, report

from detente.actors import resolve
from detente.clauses import find_clauses
from detente.dates import find_timexes
from detente.encoder import see
from detente.events.arguments import Scene
from detente.events.coding import Coding, enough, settled
from detente.events.drafts import Draft
from detente.events.sighting import pointers, sighted
from detente.events.weighing import features, is_told
from detente.lexicon import Lexicon, load
from detente.mentions import find_mentions
from detente.sentences import Document, parse
from detente.statements import find_statements

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "detente" / "data" / "likelihood.tsv"
NAMES = ("told", "seen", "act", "root", "against", "deed")
RIDGE, STEPS, FOLDS = 4.0, 25, 5
BEFORE, AFTER = 2000, 300  # characters read around a passage
HEAD = """\
# source: logistic regression fitted by training/weighing.py on coded passages held out of the encoder's lessons
# feature: what detente.events.weighing.features tells of an act; the empty one is the constant
# licence: MIT
feature	weight
"""
Numbers = np.ndarray[Any, np.dtype[Any]]


class Told(NamedTuple):
    """What may be a deed: its features (6), whether one of its root is coded in its sentence that no likelier one
    takes, its report's fold."""

    features: tuple[float, ...]
    coded: bool
    fold: int


def main() -> None:
    """Fit and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE.parent / ".." / "shared" / "data" / "news")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    told = list(held(asked.data))
    x, y = np.array([each.features for each in told]), np.array([each.coded for each in told], float)
    if asked.check:
        check(x, y, np.array([each.fold for each in told]))
        return
    weights = fitted(x, y)
    lines = (f"{name}\t{weight:.4f}\n" for name, weight in zip((*NAMES, ""), weights, strict=True))
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(y)} that may be deeds, {100 * y.mean():.1f} % coded as one")


def check(x: Numbers, y: Numbers, folds: Numbers) -> None:
    """Print how many are coded of what is kept at several probabilities, each fold by the weights of the others."""
    found = np.zeros(len(y))
    for fold in range(FOLDS):
        found[folds == fold] = likely(x[folds == fold], fitted(x[folds != fold], y[folds != fold]))
    for least in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        kept = found >= least
        right = y[kept].sum()
        print(
            f"{least:.2f}: {100 * right / kept.sum():.1f} % of {kept.sum()} coded, {100 * right / y.sum():.1f} % of all"
        )


def held(texts: Path) -> Iterator[Told]:
    """Yield what may be a deed in the passages that are held out of the encoder's lessons."""
    lexicon = load()
    for row, text in coded(HERE / "acts.jsonl", texts, held=True):
        first = text.rfind("\n", 0, max(0, row["start"] - BEFORE)) + 1
        yield from _passage(row, first, text[first : row["end"] + AFTER], lexicon)


def _passage(row: dict[str, Any], first: int, text: str, lexicon: Lexicon) -> Iterator[Told]:
    document = parse(report(f"{row['file']}:{row['row']}:{first}", text))
    fold = int(hashlib.sha256(f"{row['file']}:{row['row']}".encode()).hexdigest(), 16) % FOLDS
    left = Counter(
        (_sentence(document, sum(event["trigger"]) // 2 - first), _root(event["root"]))
        for event in row["events"]
        if event["real"] == "deed"
    )
    inside = (row["start"] - first, row["end"] - first)
    drafts = [(at, each) for at, each in _drafts(document, lexicon).items() if _within(document, at, inside)]
    drafts = [(at, each) for at, each in drafts if each.act.score]
    for head, draft in sorted(drafts, key=lambda each: (not is_told(each[1].status), -each[1].act.score)):
        values = dict(features(draft.hit, draft.act, draft.status))
        key = (document.tokens[head].sentence, _root(draft.type))
        left[key] -= 1
        yield Told(tuple(values.get(name, 0.0) for name in NAMES), left[key] >= 0, fold)


def _within(document: Document, at: int, span: tuple[int, int]) -> bool:
    return span[0] <= document.tokens[at].start < span[1]


def _root(root: str) -> str:
    return "COERCE" if root == "SANCTION" else root  # coders part economic sanctions from other ones by other rules


def _drafts(document: Document, lexicon: Lexicon) -> dict[int, Draft]:
    """Return what may be acts, of which enough is known to tell them."""
    timexes, mentions, seen = find_timexes(document, lexicon), find_mentions(document, lexicon), see(document)
    said, addressees = find_statements(document, seen.attributions, mentions, timexes, lexicon)
    cast = resolve(document, mentions, said, addressees, lexicon)
    clauses = find_clauses(document, cast.statements, lexicon)
    scene = Scene(document, cast)
    by_id = {statement.id: statement for statement in cast.statements}
    coding = Coding(scene, sighted(scene, seen.acts), pointers(scene, mentions), clauses, by_id, timexes, lexicon)
    drafts = settled(coding)
    acts = frozenset(draft.above for draft in drafts.values() if draft.above is not None)
    return {head: draft for head, draft in drafts.items() if enough(coding, draft, acts) is not None}


def _sentence(document: Document, at: int) -> int:
    return next((each.index for each in document.sentences if each.start <= at < each.end), -1)


def fitted(x: Numbers, y: Numbers) -> Numbers:
    """Return the weights of features (n, k) and, last, the constant, for labels (n,)."""
    middle, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    known = np.column_stack([(x - middle) / scale, np.ones(len(x))])
    ridge = np.diag([RIDGE] * x.shape[1] + [0.0])
    weights = np.zeros(known.shape[1])
    for _ in range(STEPS):
        found = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (found - y) + ridge @ weights
        bend = (known.T * (found * (1 - found))) @ known + ridge
        weights -= np.linalg.solve(bend, slope)
    raw = weights[:-1] / scale
    return np.append(raw, weights[-1] - raw @ middle)


def likely(x: Numbers, weights: Numbers) -> Numbers:
    """Return the probabilities (n,) of features (n, k)."""
    return 1 / (1 + np.exp(-(x @ weights[:-1] + weights[-1])))


if __name__ == "__main__":
    main()
