"""What of an event is compared with other events: kind, sides, people, days, counts, place, form, stage and words."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache, cached_property

from detente.lexicon import load, rows
from detente.linking.lengths import length
from detente.linking.wording import concepts, contains, sentence
from detente.records import Actor, Article, DateRange, Event, Stage, side, sides_of

FAR = dt.date.max.toordinal()
DURATIONS = frozenset({"minute", "hour", "day", "week", "month", "year"})
"""Units of magnitudes that outlets round, each in its own way."""
_HEDGE = re.compile(r"\b(?:whether|if|unless|not(?! rul\w+ out| exclud)|never|n't(?! rul\w+ out| exclud))\b")
_NOT_YET = re.compile(
    r"^[^.;:]{0,80}?\b(?:that|which)\b[^.,;:]{0,40}?\b(?:had|has|have|was|were)\b[^.,;:]{0,20}?"
    r"\b(?:proposed|suggested|offered)\b"
)
_PLANS = re.compile(
    r"\b(?:planning|plans|preparing|preparations?|prospects?|momentum)\b[^.,;:]{0,40}?\b(?:for|of|towards?)\b[^.,;:]{0,20}$"
)
_HELD = re.compile(r"\b(?:took place|held|ended|began|lasted)\b")
_OFTEN = re.compile(
    r"\b(?:twice|(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|multiple|numerous|a dozen) times"
    r"|regular(?:ly)?|constant(?:ly)?|(?:near-)?daily|frequent(?:ly)?|repeatedly|on (?:several|many|numerous) occasions"
    r"|(?:a|latest in a) series of|in (?:contact|touch))\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:.\n–—]")
_BEFORE, _AFTER = 25, 20  # characters around an event in which is told how often
_FAMILIES = {"COERCE": "SANCTION", "AID": "SUPPORT"}


@dataclass(frozen=True)
class Trace:
    """One event as linking sees it. Days are ordinals; ``first`` and ``last`` are None where the event has no day of
    its own; ``published`` is ``FAR`` where the report has none; ``origin`` is the first report of the same text;
    ``own_form`` is the form that its own words tell, ``form`` that of its sentence, which may tell of others; ``often``
    where contacts are told that recur, ``lead`` where a report opens with a meeting of no told day: one of these days.
    """

    event: Event
    article: Article
    published: int
    first: int | None
    last: int | None
    source: frozenset[str]
    target: frozenset[str]
    people: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, float], ...]
    durations: tuple[tuple[str, float], ...]
    place: tuple[str, str | None] | None
    form: str | None
    own_form: str | None
    stage: Stage | None
    origin: str
    often: bool = False
    lead: bool = False

    @cached_property
    def family(self) -> str:
        """The PLOVER type, with those that outlets use for one another under one name."""
        return _FAMILIES.get(self.event.type, self.event.type)

    @cached_property
    def sides(self) -> frozenset[str]:
        """All countries (or organisations) that take part."""
        return self.source | self.target

    @cached_property
    def signature(self) -> tuple[object, ...]:
        """All that decides whether two events clash: equal signatures clash with the same others."""
        e = self.event
        return (
            *(e.type, e.mode, self.source, self.target, e.symmetric, self.people, self.first, self.last, self.counts),
            *(
                self.place,
                self.form,
                self.own_form,
                self.stage,
                self.published if self.first is None or self.stage else None,
            ),
            *(self.denied, self.often, self.lead),
        )

    @cached_property
    def words(self) -> dict[str, float]:
        """The content words of the event's own span where that is long, else of its sentence."""
        start, end = self.event.start, self.event.end
        if end - start <= 60:
            start, end = sentence(self.article.text, start, end)
        return concepts(self.article.text[start:end])

    @property
    def denied(self) -> bool:
        """True where the report says that it did not happen."""
        return self.event.negated or self.event.stance == "denied"

    @cached_property
    def wording(self) -> tuple[str, int]:
        """The sentence that tells it and where in it, white space apart: the same in each copy of a text."""
        text = self.article.text
        start, end = sentence(text, self.event.start, self.event.end)
        return " ".join(text[start:end].split()), len(" ".join(text[start : self.event.start].split()))

    @property
    def dated(self) -> bool:
        """True where the event has both a first and a last day of its own."""
        return self.first is not None and self.last is not None

    @property
    def exact(self) -> bool:
        """True where the event's own day is known to two days."""
        return self.first is not None and self.last is not None and self.last - self.first <= 1


def trace(event: Event, article: Article, origin: str | None = None) -> Trace | None:
    """Return the trace of ``event``, or None for one that is never told again as the same: a threatened or hypothetical
    one, and a planned one that is no meeting. ``origin`` is the first report of the article's text, if not itself."""
    event = as_told(event, article)
    meeting = event.type == "CONSULT"
    if event.modality != "actual" and not (meeting and event.modality in ("planned", "proposed")):
        return None
    start, end = sentence(article.text, event.start, event.end)
    text = article.text[start:end]
    first, last = days(event.when)
    if first is None and last is None and event.modality == "actual":
        last = _left_office(event, article)
    if _ahead(event, article, first):
        first = last = None
    if event.modality == "actual" and first is not None and last is not None and article.published is not None:
        last = max(first, min(last, article.published.toordinal() + 1))  # what is told as done is over
    return Trace(
        event=event,
        article=article,
        published=article.published.toordinal() if article.published else FAR,
        first=first,
        last=last,
        source=_sides(event.source, meeting),
        target=_sides(event.target, meeting),
        people=_people((*event.source, *event.target)) if meeting else (),
        counts=tuple(sorted((m.unit, m.count) for m in event.magnitudes if m.unit not in DURATIONS)),
        durations=tuple(sorted((m.unit, m.count) for m in event.magnitudes if m.unit in DURATIONS))
        or ((told[:2],) if meeting and event.deed and (told := length(article.text, event.start, event.end)) else ()),
        place=(event.place.name, event.place.country) if event.place else None,
        form=form(article.text[event.start : event.end], text) if meeting else None,
        own_form=form(article.text[event.start : event.end]) if meeting else None,
        stage=_stage(event, text) if meeting else None,
        origin=origin or article.id,
        often=meeting and event.modality == "actual" and _often(event, article, start),
        lead=meeting and first is None and last is None and not article.text[:start].strip(),
    )


def _ahead(event: Event, article: Article, first: int | None) -> bool:
    """True where what is told as done is given a day after its report, which can't be its own."""
    if event.modality != "actual" or first is None or article.published is None:
        return False
    return first > article.published.toordinal() + 1 and (event.when is None or event.when.likely is None)


def _sides(actors: tuple[Actor, ...], meeting: bool) -> frozenset[str]:
    """The sides of actors; at a meeting somebody named whose country is unknown is a side of his own."""
    named = (a.name.lower() for a in actors if meeting and side(a) is None and a.named in ("person", "office", "body"))
    return sides_of(actors) | frozenset(named)


def _often(event: Event, article: Article, start: int) -> bool:
    """True where contacts that recur are told: "has spoken seven times with", "more than two dozen calls"."""
    before = _STOP.split(article.text[max(start, event.start - _BEFORE) : event.start])[-1]
    told = before + _STOP.split(article.text[event.start : event.end + _AFTER])[0]
    counted = event.rule.startswith("events.noun") and any(
        m.count > 1 and m.unit == event.rule.partition(":")[2] for m in event.magnitudes
    )
    return counted or _OFTEN.search(told) is not None


def as_told(event: Event, article: Article) -> Event:
    """Return ``event`` as a step of its meeting: "the meeting that Washington had proposed" is a proposal still, and so
    is one of named people of two sides that may take place in days ahead that are told; "plans for the summit" plan."""
    if event.type != "CONSULT" or event.modality not in ("actual", "hypothetical"):
        return event
    start, end = sentence(article.text, event.start, event.end)
    text, (first, last) = article.text[start:end].lower(), days(event.when)
    noun = event.rule.startswith("events.noun")
    if (
        noun
        and event.modality == "actual"
        and (_changed(text) or (not event.negated and _ahead(event, article, first)))
    ):
        return replace(event, modality="planned", negated=False)
    if event.negated:
        return event
    if event.modality == "actual":
        after = article.text[event.start : end]
        if event.when is not None or not noun or _HELD.search(text):
            return event
        if _PLANS.search(article.text[start : event.start]):
            return replace(event, modality="planned")
        return replace(event, modality="proposed") if _NOT_YET.search(after) else event
    if article.published is None or first is None or last is None or last <= article.published.toordinal():
        return event
    sides = {who for who, _ in _people((*event.source, *event.target))}
    maybe = noun and len(sides) == 2 and not _HEDGE.search(text)
    return replace(event, modality="proposed") if maybe else event


def days(when: DateRange | None) -> tuple[int | None, int | None]:
    """Return the first and last day of a range as ordinals, the likely ones where those written cannot be."""
    if when is None:
        return None, None
    if when.likely is not None:
        return when.likely[0].toordinal(), when.likely[1].toordinal()
    return when.start.toordinal() if when.start else None, when.end.toordinal() if when.end else None


def _left_office(event: Event, article: Article) -> int | None:
    """Return the last day on which those who acted held an office, where all their terms ended before the report."""
    actors = (*event.source, *event.target) if event.type == "CONSULT" else event.source
    terms = [found for a in actors if a.id is not None and (found := load().tenures(a.id))]
    ends = [max(term.end or dt.date.max for term in found) for found in terms]
    past = [end for end in ends if article.published is not None and end < article.published]
    return min(past).toordinal() if past else None


def _people(actors: tuple[Actor, ...]) -> tuple[tuple[str, str], ...]:
    named = {(side(a) or "", a.id) for a in actors if a.id is not None and a.id.startswith("person:")}
    return tuple(sorted(named))


@cache
def _cues(column: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["cue"], row[column]) for row in rows("stages") if row.get(column))


def form(*texts: str) -> str | None:
    """Return how a meeting is held by the first text that tells: "phone", "person", "meeting" (either), or None."""
    for text in texts:
        forms = {held for cue, held in _cues("form") if contains(text.lower(), cue)}
        if "phone" in forms:
            return "phone"
        if forms:
            return "person" if "person" in forms else "meeting"
    return None


def _told_stage(lowered: str) -> str | None:
    """The stage that a sentence names."""
    for cue, stage in _cues("stage"):
        if contains(lowered, cue) and not _HEDGE.search(lowered, 0, lowered.find(cue)):
            return stage
    return None


def _changed(lowered: str) -> bool:
    """True where a sentence tells that a meeting was moved or cancelled, and not that one was held."""
    return _told_stage(lowered) in ("moved", "cancelled") and not _HELD.search(lowered)


def _stage(event: Event, text: str) -> Stage | None:
    if event.modality == "actual" and not event.negated:
        return "held"
    if (told := _told_stage(text.lower())) is not None:
        return told  # type: ignore[return-value]
    if event.negated:
        return None
    return "scheduled" if event.modality == "planned" else "proposed"
