"""Statements -> positions: which issue a side calls common ground, which a grievance, in its own words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from detente.lexicon import Cues, Lexicon, load, rows
from detente.linking.wording import sentence
from detente.records import Article, Span, Statement, side
from detente.sources import OFFICIALS

Calls = Literal["common", "grievance"]

_NEAR = {"after": 90, "before": 60, "any": 45}  # characters between the cue and the issue, by where it stands
_NOT = re.compile(r"\b(?:no|not|n't|never|neither|nor|without|hardly|if|whether|unless|would be)\b[^,;:.]{0,25}$", re.I)
_BREAK = re.compile(r"[;?!]|\b(?:but|although|while|whereas|however)\b", re.I)


@dataclass(frozen=True, slots=True)
class Position:
    """A side calls an issue common ground or a grievance: by which statement, where its sentence (``start``, ``end``)
    and in it the cue stand in the article, and the Goldstein score of such words."""

    issue: str
    side: str
    calls: Calls
    statement: str
    article: str
    start: int
    end: int
    cue: Span
    score: float


class Cue(NamedTuple):
    """A line of the table of cues."""

    calls: Calls
    place: str
    score: float


def positions(statements: Iterable[Statement], articles: Mapping[str, Article]) -> tuple[Position, ...]:
    """Return what officials of each side call common ground or a grievance, in the order of the statements,
    once a sentence.

    The cue stands in the statement or its cue phrase, the issue in the same sentence near it. What the speaker of one
    side reports of another's words is no position of that other side.
    """
    told = {row.id: row for row in statements}
    found: dict[tuple[str, str, Calls, str, int], Position] = {}
    for row in told.values():
        who = side(row.speaker)
        official = row.speaker is not None and row.speaker.sector in OFFICIALS
        teller = told.get(row.parent or "")
        relayed = teller is not None and side(teller.speaker) != who
        if who is None or not official or relayed or row.attitude != "speech" or row.act in ("ask", "decline"):
            continue
        if row.topics:
            for one in _of(row, who, articles[row.article]):
                found.setdefault((one.issue, who, one.calls, row.article, one.start), one)
    return tuple(found.values())


def _of(row: Statement, who: str, article: Article) -> Iterator[Position]:
    spans = [span for span in (row.cue_span, *row.spans) if span is not None]
    low, high = min(start for start, _ in spans), max(end for _, end in spans)
    lexicon = load()
    for hit in _cues().find(article.text[low:high]):
        cue = low + hit.start, low + hit.end
        if any(start <= cue[0] < end for start, end in spans):
            whole = sentence(article.text, *cue)
            for issue in _near(article.text, cue, whole, hit.value, lexicon):
                yield Position(issue, who, hit.value.calls, row.id, article.id, *whole, cue, hit.value.score)


def _near(text: str, at: Span, whole: Span, cue: Cue, lexicon: Lexicon) -> tuple[str, ...]:
    """The issues that stand where the cue wants them, in its own sentence, with nothing between that turns it round."""
    first, last = whole
    if _NOT.search(text[first : at[0]]) or text[first:last].rstrip().endswith("?"):
        return ()
    after = _BREAK.split(text[at[1] : min(last, at[1] + _NEAR[cue.place])])[0]
    before = _BREAK.split(text[max(first, at[0] - _NEAR[cue.place]) : at[0]])[-1]
    own = text[slice(*at)]
    return lexicon.issues({"after": own + after, "before": before + own, "any": before + own + after}[cue.place])


@cache
def _cues() -> Cues[Cue]:
    score = load().goldstein
    return Cues(
        (row["cue"], Cue(row["calls"], row["issue"], score(row["cameo"]) or 0.0))  # type: ignore[arg-type]
        for row in rows("positions")
    )
