"""Fit how likely a candidate is a proposition, and of which kind, on coded parts that the encoder did not learn from.

    python training/foreseeing.py [--data ../shared/data/news] [--keep FILE] [--with FILE] [--check]

writes `src/detente/data/foreseen.tsv`; ``--check`` only prints how many candidates are coded of those as likely, each
fold by the weights of the others, drawn by report. ``--keep`` leaves the candidates in a file instead, ``--with`` adds
those of such a file to all lessons: parts that an earlier encoder had not learnt from are still of use. Multinomial
logistic regression by Newton's method, with a ridge of `RIDGE` on features of unit deviation. What a second coder might
leave out is in no fold.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from windows import coded

from detente.articles import read_articles
from detente.encoder import KINDS, softmax
from detente.lexicon import load
from detente.propositions import candidates
from detente.propositions.likelihood import NONE, features
from detente.propositions.sight import shared
from detente.reading import look
from detente.records import Article, Span

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "detente" / "data" / "foreseen.tsv"
ALL = (NONE, *KINDS)
RIDGE, STEPS, FOLDS = 67.0, 12, 5
ALWAYS = -1  # the fold of what is in all lessons
LIKE = 0.4  # of the characters of both, from which a candidate's are those of a coded outcome
MANY = 25  # candidates from which a feature counts
HEAD = f"""\
# source: multinomial logistic regression fitted by training/foreseeing.py on parts held out of the encoder's lessons
# feature: what detente.propositions.likelihood.features tells of a candidate; the empty one is the constant
# licence: MIT
feature	{chr(9).join(ALL)}
"""
Numbers = np.ndarray[Any, np.dtype[Any]]


class Told(NamedTuple):
    """A candidate: its features, the number of its kind in `ALL`, its report's fold."""

    features: dict[str, float]
    kind: int
    fold: int


def main() -> None:
    """Fit and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE.parent / ".." / "shared" / "data" / "news")
    parser.add_argument("--coded", type=Path, default=HERE / "propositions.jsonl")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--with", type=Path, dest="more")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    told = list(held(asked.coded, asked.data))
    if asked.keep is not None:
        asked.keep.write_text("".join(json.dumps(each) + "\n" for each in told), encoding="utf-8")
        return
    if asked.more is not None:
        lines_of = asked.more.read_text(encoding="utf-8").splitlines()
        told += [Told(found, kind, ALWAYS) for found, kind, _ in map(json.loads, lines_of)]
    often = Counter(name for each in told for name in each.features)
    names = sorted(name for name, count in often.items() if count >= MANY)
    x = np.array([[*(each.features.get(name, 0.0) for name in names), 1.0] for each in told])
    y = np.array([each.kind for each in told])
    if asked.check:
        check(x, y, np.array([each.fold for each in told]))
        return
    weights = fitted(x, y)
    lines = (
        "\t".join((name, *(f"{each:.4f}" for each in row))) + "\n"
        for name, row in zip((*names, ""), weights, strict=True)
    )
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(y)} candidates, {(y > 0).sum()} coded as propositions, {len(names)} features")


def check(x: Numbers, y: Numbers, folds: Numbers) -> None:
    """Print how many are coded, with kind, of what is kept at several probabilities."""
    found = np.zeros((len(y), len(ALL)))
    for fold in range(FOLDS):
        found[folds == fold] = likely(x[folds == fold], fitted(x[folds != fold], y[folds != fold]))
    found, y = found[folds != ALWAYS], y[folds != ALWAYS]
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        kept = 1 - found[:, 0] >= least
        right = ((1 + found[:, 1:].argmax(axis=1) == y) & kept).sum()
        precision, recall = 100 * right / kept.sum(), 100 * right / (y > 0).sum()
        print(f"{least:.2f}: {precision:.1f} % of {kept.sum()} coded so, {recall:.1f} % of all")


def held(file: Path, texts: Path) -> Iterator[Told]:
    """Yield the candidates in the parts that are held out of the encoder's lessons, but for what may be left out."""
    lexicon, articles = load(), dict[str, list[Article]]()
    for row, text in coded(file, texts, held=True):
        if row["file"] not in articles:
            articles[row["file"]] = [each for each in read_articles(texts / row["file"]) if isinstance(each, Article)]
        part = text[row["start"] : row["end"]]
        scene = look(replace(articles[row["file"]][row["row"]], text=part), lexicon)
        found = candidates(scene)
        fold = int(hashlib.sha256(f"{row['file']}:{row['row']}".encode()).hexdigest(), 16) % FOLDS
        for each, kind in zip(found, kinds([one.span for one in found], row), strict=True):
            if kind is not None:
                yield Told(dict(features(scene, each)), kind, fold)


def kinds(spans: Sequence[Span], row: dict[str, Any]) -> list[int | None]:
    """Return the number in `ALL` of what is coded for each span: 0 for nothing, None for what may be left out and for
    what another span is nearer to."""
    told = row["propositions"]
    pairs = [(like(span, each, row["start"]), i, j) for i, span in enumerate(spans) for j, each in enumerate(told)]
    found: list[int | None] = [0] * len(spans)
    taken: set[int] = set()
    left = set(range(len(spans)))
    for likeness, i, j in sorted(pairs, reverse=True):
        if likeness >= LIKE and i in left:
            left.remove(i)
            found[i] = None if j in taken or told[j]["optional"] else ALL.index(told[j]["kind"])
            taken.add(j)
    return found


def like(span: Span, told: dict[str, Any], first: int) -> float:
    """Return the share of the characters of a span and a coded outcome that both have."""
    both = sum(shared(span, (start - first, end - first)) for start, end in told["outcome"])
    size = span[1] - span[0] + sum(end - start for start, end in told["outcome"])
    return 2 * both / size


def fitted(x: Numbers, y: Numbers) -> Numbers:
    """Return the weights (k, 6) of features (n, k), the last of them the constant, for kinds (n,)."""
    scale = x.std(axis=0)
    scale[scale == 0] = 1.0
    known, many, width = x / scale, len(ALL), x.shape[1]
    wanted = np.eye(many)[y]
    ridge = np.array([*[RIDGE] * (width - 1), 1e-3])
    weights = np.zeros((width, many))
    for _ in range(STEPS):
        found = likely(known, weights)
        slope = known.T @ (found - wanted) + ridge[:, None] * weights
        bend = np.zeros((many, width, many, width))
        for a in range(many):
            for b in range(many):
                each = found[:, a] * ((a == b) - found[:, b])
                bend[a, :, b] = (known.T * each) @ known + (np.diag(ridge) if a == b else 0)
        step = np.linalg.solve(bend.reshape(many * width, many * width), slope.T.reshape(-1))
        weights -= step.reshape(many, width).T
    return weights / scale[:, None]


def likely(x: Numbers, weights: Numbers) -> Numbers:
    """Return the probabilities (n, 6) of features (n, k)."""
    return softmax(x @ weights)


if __name__ == "__main__":
    main()
