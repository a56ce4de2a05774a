"""Contrasts and positions -> lines of the brief, each with the sentences that show it."""

import re
from collections.abc import Iterable, Sequence, Set

from detente.book.query import concerns
from detente.brief.lines import QUOTE, Line, Quote
from detente.brief.scope import Scope, named
from detente.brief.words import one_line, sentence
from detente.issues import Contrast, Position, Sample
from detente.lexicon import load, rows
from detente.sources import speaking, telling

_SURE = 0.65  # score from which one deed is enough
_SHARE = 0.3  # of the words that must be of the other sign where words and deeds don't part on the whole
_NAME = re.compile(r"\b[A-Z]\w+")
_CALLS = {"common": "common ground", "grievance": "a grievance"}


def contrast_lines(of: Scope, found: Iterable[Contrast], most: int) -> tuple[Sequence[Line], int]:
    """Return where words and deeds part most, one for each side and month: on the whole first, then in the strongest
    examples; and how many more there are."""
    kept: dict[tuple[object, ...], Contrast] = {}
    apart = [row for row in found if (row.part or _mixed(row)) and _firm(row)]
    for row in sorted(apart, key=lambda row: (not row.words[0].assures, not row.part)):
        kept.setdefault((row.side, row.towards, row.start), row)
    rows = list(kept.values())
    return [_contrast(of, row) for row in rows[:most]], max(0, len(rows) - most)


def _firm(row: Contrast) -> bool:
    """True where the deeds don't rest on one that is hardly sure."""
    return len(row.deeds) > 1 or row.deeds[0].sure >= _SURE


def _mixed(row: Contrast) -> bool:
    """True where a side gives its word that it does no harm, and does, or not a few of its words are of the opposite
    sign to its deeds."""
    opposite = [sample for sample in row.words if sample.score * row.done < 0]
    return bool(opposite) and (opposite[0].assures or 1 < len(opposite) >= _SHARE * len(row.words))


def _contrast(of: Scope, row: Contrast) -> Line:
    """The line of a contrast: both means, and the strongest words beside the strongest deed."""
    issue = f" on {issue_name(row.issue).lower()}" if row.issue else ""
    text = (
        f"{named(row.side)} on {named(row.towards)}{issue}: "
        f"says {row.said:+.1f} ({_several(row.words, 'verbal act')}), "
        f"does {row.done:+.1f} ({_several(row.deeds, 'deed')})"
    )
    quotes = (_quote(of, row.words[0], "says"), _quote(of, row.deeds[0], "does"))
    return Line(row.deeds[0].row.id, f"{row.start:%Y-%m}", text, "", quotes)


def _several(samples: Sequence[Sample], unit: str) -> str:
    return f"{len(samples)} {unit}{'' if len(samples) == 1 else 's'}"


def _quote(of: Scope, sample: Sample, label: str) -> Quote:
    article = of.view.articles[sample.article]
    words = one_line(sentence(article.text, sample.start, sample.end), QUOTE)
    kinds = tuple(filter(None, (telling(article),)))
    return Quote(f"{label}, {sample.on}", words, one_line(article.outlet, 30), kinds, sample.row.id)


def issue_lines(of: Scope, held: Sequence[Position], most: int) -> tuple[Sequence[Line], int]:
    """Return the issues that the sides speak of most, those on which they find common ground first, and how many more
    there are."""
    near = {one for one in held if _of_the_relation(of, one)}
    own = [one for one in held if not of.pair or one.side in of.pair]
    by_issue: dict[str, list[Position]] = {}
    for one in own:
        if one.calls == "grievance" or one in near:
            by_issue.setdefault(one.issue, []).append(one)
    order = sorted(by_issue.items(), key=lambda pair: (-_telling(pair[1], near), pair[0]))
    return [_issue(of, issue, told, near) for issue, told in order[:most]], max(0, len(order) - most)


def _telling(told: Sequence[Position], near: Set[Position]) -> float:
    """How much an issue tells of the relation: who calls it what, each way once, and how often."""
    ways = {(one.side, one.calls) for one in told if one in near}
    return len(ways) + any(calls == "common" for _, calls in ways) + min(len(told), 40) / 10


def _of_the_relation(of: Scope, one: Position) -> bool:
    row = of.view.rows["statements"].get(one.statement)
    return row is not None and (not of.pair or concerns(row, frozenset(of.pair))) and not _elsewhere(of, one)


def _elsewhere(of: Scope, one: Position) -> bool:
    """True where the sentence of common ground names a third country: it is shared with that one."""
    if one.calls != "common":
        return False
    text, demonym = of.view.articles[one.article].text[one.start : one.end], load().demonym
    places = (load().find(word) for word in _NAME.findall(text))
    named_ = {found[0].country for found in places if found and found[0].kind in ("state", "place")}
    named_ |= {demonym(word) for word in _NAME.findall(text)}
    return bool(named_ - {None, *of.pair})


def _issue(of: Scope, issue: str, told: Sequence[Position], near: Set[Position]) -> Line:
    parts = []
    for calls in ("common", "grievance"):
        counts = {who: sum(one.side == who and one.calls == calls for one in told) for who in of.pair}
        who = ", ".join(f"{named(side)} ({count})" for side, count in counts.items() if count)
        parts += [f"{_CALLS[calls]} for {who}"] if who else []
    chosen: dict[tuple[str, str], Position] = {}
    for one in sorted(told, key=lambda one: one not in near):
        chosen.setdefault((one.side, one.calls), one)
    quotes = tuple(_position(of, one) for one in sorted(chosen.values(), key=lambda one: one.calls)[:2])
    return Line(quotes[0].id, "", f"{issue_name(issue)}: {'; '.join(parts)}", "", quotes)


def _position(of: Scope, one: Position) -> Quote:
    article = of.view.articles[one.article]
    row = of.view.rows["statements"][one.statement]
    words = one_line(article.text[one.start : one.end], QUOTE)
    kinds = tuple(filter(None, (telling(article), speaking(row))))
    return Quote(named(one.side), words, one_line(article.outlet, 30), kinds, one.statement)


def issue_name(issue: str) -> str:
    """Return what an issue is called."""
    return next((row["name"] for row in rows("issues") if row["id"] == issue), issue)
