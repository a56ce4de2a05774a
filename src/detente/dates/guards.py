"""What looks like a date and is none: ages, counts, rates, names."""

from collections.abc import Callable
from dataclasses import dataclass

from detente.dates.grammar import Match
from detente.dates.tense import cues
from detente.dates.words import Piece
from detente.sentences import Document, Token


@dataclass(frozen=True, slots=True)
class Site:
    """A match in its sentence, with the words around it."""

    document: Document
    each: list[Piece]
    match: Match

    def word(self, at: int) -> str:
        """Return the lower-cased piece ``at`` pieces after the match (0 the next; -1 the one before it), "" beyond."""
        place = self.match.last + at if at >= 0 else self.match.first + at
        return self.each[place].lower if 0 <= place < len(self.each) else ""

    @property
    def first(self) -> Piece:
        return self.each[self.match.first]

    @property
    def last(self) -> Piece:
        return self.each[self.match.last - 1]

    @property
    def token(self) -> Token:
        """The token of the last word."""
        tokens, at = self.document.tokens, self.last.token
        while at + 1 < len(tokens) and tokens[at + 1].start < self.last.end:
            at += 1
        return tokens[at]

    @property
    def head(self) -> Token:
        """The token above the last word's."""
        return self.document.tokens[self.token.head]

    @property
    def follower(self) -> Token | None:
        """The token after the match, None at the end of the sentence."""
        at = self.match.last
        return self.document.tokens[self.each[at].token] if at < len(self.each) else None

    @property
    def titled(self) -> bool:
        """Whether every word is capitalised inside a sentence: a name ("ABC's This Week")."""
        text, pieces = self.document.article.text, self.each[self.match.first : self.match.last]
        return self.match.first > 0 and len(pieces) > 1 and all(text[piece.start].isupper() for piece in pieces)


def refused(document: Document, each: list[Piece], match: Match) -> bool:
    """Return whether the words around say that this is no time: an age, a count, a rate, somebody's name."""
    guards = (GUARDS.get(match.rule), GUARDS.get(match.meaning))
    site = Site(document, each, match)
    return _plural(site) or any(guard(site) for guard in guards if guard is not None)


def _plural(site: Site) -> bool:
    """Return whether "a" stands before several ("in a years-long war")."""
    slot = site.match.slots.get("n", ())
    return bool(slot) and _article(site) and any("UNITS" in piece.values for piece in site.match.slots.get("unit", ()))


def _article(site: Site) -> bool:
    slot = site.match.slots.get("n", ())
    return bool(slot) and all("A" in piece.values or "AN" in piece.values for piece in slot)


def _no_year(site: Site) -> bool:
    """Return whether a numeral counts something or belongs to a longer word."""
    token, head, after = site.token, site.head, site.word(0)
    part = token.text != site.last.lower and not token.text.endswith((".", "-")) and not set(token.text) & set("-/'")
    words = (site.word(-1), site.document.tokens[token.i - 1].lower if token.i else "")
    if part or after in cues("no-year-after") or not cues("no-year-before").isdisjoint(words):
        return True
    counted = token.dep == "nummod" and head.i == token.i + 1 and head.tag in ("NNS", "NNPS")
    return counted and head.lower not in cues("yearly") and (int(site.last.lower) % 100 == 0 or words[0] != "the")


def _no_month(site: Site) -> bool:
    """Return whether "May" or "March" is no month: alone it needs a word before it that leads a date, or a noun after
    it that can happen ("the March summit", not "the May government")."""
    piece, token, before, after = site.first, site.token, site.word(-1), site.word(0)
    if "ABBR" in piece.values or piece.lower not in cues("namelike"):
        return "ABBR" in piece.values
    if before == "the" and token.dep in ("compound", "nmod", "amod"):
        return site.head.i != token.i + 1 or site.head.pos != "NOUN" or after in cues("governing")
    edge = before == "of" and site.match.first > 1 and "EDGE" in site.each[site.match.first - 2].values
    return not edge and (before not in cues("lead") or after in ("'s", "’s"))


def _no_season(site: Site) -> bool:
    """Return whether a fall is one of prices, or a spring that of a city ("Prague Spring")."""
    if site.match.rule != "season":
        return False
    fallen = site.last.lower == "fall" and site.word(0) in ("in", "of", "from")
    return fallen or (site.token.pos == "PROPN" and site.token.dep != "pobj")


def _no_duration(site: Site) -> bool:
    return site.token.pos == "PROPN" or any(guard(site) for guard in (_age, _moment, _quarters, _rate, _bare))


def _age(site: Site) -> bool:
    after = site.word(0)
    return "old" in (after, site.word(1) if after == "-" else "") or (after, site.word(1)) == ("of", "age")


def _moment(site: Site) -> bool:
    """Return whether "a day", "one day" names no length: "wait a minute", "one day it will end"."""
    unit, after = site.match.get("unit", "UNIT", "UNITS"), site.word(0)
    if unit == "D" and after in ("before", "after"):
        return False
    one = unit == "D" and site.match.slots.get("n", (site.last,))[0].lower == "one"
    return (_article(site) and unit in ("S", "TM", "D", "Q", "WE")) or (one and site.token.dep == "npadvmod")


def _quarters(site: Site) -> bool:
    """Return whether quarters are parts of something else than a year."""
    counted = "n" in site.match.slots and site.match.rule != "units"
    return site.match.get("unit", "UNIT", "UNITS") == "Q" and (site.word(0) == "of" or not counted)


def _rate(site: Site) -> bool:
    """Return whether the length says how often ("two flights a week") or counts something else ("as many months")."""
    rate = _article(site) and site.token.dep == "npadvmod" and site.head.pos in ("NOUN", "NUM", "SYM", "PROPN")
    return rate or site.word(-1) in cues("no-length") or (site.word(-1), site.first.lower) == ("as", "many")


def _bare(site: Site) -> bool:
    """Return whether a bare plural is no length: "hundreds of years", "those days", "the early hours"."""
    before = (site.word(-2), site.word(-1))
    heap = before[1] == "of" and before[0] in cues("heap")
    season = site.match.first > 0 and "SEASON" in site.each[site.match.first - 1].values
    early = before[1] == "early" and site.match.get("unit", "UNITS") == "H"
    return site.match.rule == "units" and (heap or season or early or before[1] in cues("pointing"))


def _aged(site: Site) -> bool:
    """Return whether a decade is one of somebody's life: "in his early 40s", "the over-60s"."""
    before = (site.word(-2), site.word(-1))
    return (before[1] == "-" and before[0] != "mid") or not cues("possessive").isdisjoint(before)


def _no_unit(site: Site) -> bool:
    """Return whether a unit is no date: "last minute", "the last week of the war", "ABC's This Week"."""
    closing = site.match.rule == "relative-unit" and site.first.lower == "the" and site.word(0) == "of"
    fine = site.match.get("unit", "UNIT", "UNITS") in ("S", "TM")
    return closing or fine or site.word(0) == "old" or site.titled


def _any_unit(site: Site) -> bool:
    """Return whether "the year", "the day" is not that of the report: "the day" is, "earlier in the day" only."""
    if site.match.get("unit", "WHOLEUNIT") == "D":
        return site.word(-1) != "in" or site.word(-2) not in cues("part-of-day")
    return site.word(-1) not in cues("whole") or site.word(0) in cues("particular")


def _no_clock(site: Site) -> bool:
    led = site.word(-1) in cues("hour-lead") or "zone" in site.match.slots
    return not led or (site.word(0) in ("-", "to") and site.word(1).isdigit())


def _named(site: Site) -> bool:
    """Return whether a weekday or feast is part of a name ("the Tuesday Group", "the Good Friday Agreement")."""
    return (
        site.word(-1) not in cues("possessive")
        and site.token.dep == "compound"
        and site.head.i == site.token.i + 1
        and site.head.pos == "PROPN"
    )


def _paper(site: Site) -> bool:
    """Return whether "daily" is a newspaper, or in the name of one."""
    follower = site.follower
    noun = site.token.pos in ("NOUN", "PROPN") and site.token.dep not in ("npadvmod", "advmod")
    return noun or (follower is not None and follower.pos == "PROPN")


def _clausal(site: Site) -> bool:
    """Return whether a day is told by a clause ("on the same day the accord was signed")."""
    return any(site.document.tokens[i].dep in ("relcl", "acl") for i in site.document.children[site.token.i])


GUARDS: dict[str, Callable[[Site], bool]] = {
    "year": _no_year,
    "month": _no_month,
    "season": _no_season,
    "day-word": lambda site: site.word(-1) == "usa",
    "reference-noun": lambda site: site.token.dep == "compound",
    "the-unit": _any_unit,
    "soon": lambda site: "as" in (site.word(-1), site.word(0)) or site.word(0) in ("after", "before", "enough"),
    "duration": _no_duration,
    "relative": _no_unit,
    "narrative": _no_unit,
    "decade": _aged,
    "weekday": _named,
    "holiday": _named,
    "the-same-unit": _clausal,
    "clock-24": _no_clock,
    "nth-part": lambda site: site.word(0) == "of" and site.last.lower == "half",
    "set-word": _paper,
}
