"""What a person enters by hand -> findings of his own: on a report's words, or on a note that says it."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from detente.book.checking import plover_types
from detente.book.stated import actor_of, actors_of, days_of, magnitude_of, place_named, quoted
from detente.book.wording import compose, noted, place_of
from detente.lexicon import load
from detente.propositions import Outcome, given_condition, given_outcome
from detente.reading import look, model
from detente.records import (
    Actor,
    Article,
    DateRange,
    Day,
    Event,
    Findings,
    Force,
    Part,
    Pattern,
    Place,
    Proposition,
    PropositionKind,
    Reading,
    Span,
    Statement,
    Strength,
    Tally,
    make_id,
)
from detente.store import FINDINGS

KINDS = (*get_args(PropositionKind), "fact")
RULE = "by hand"
_FORCE: dict[str, Force] = {"demand": "ask", "forecast": "foretell"}

_FIRST = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I|[Mm]y)\b")

Home = tuple[Article, Span]  # what an entry stands on


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is stated of a threat, promise, offer, demand, forecast or fact; None where its words are to tell.

    ``words`` are those of the outcome or of the fact. ``said`` is the day of the proposition; ``window`` and ``when``
    are days as a report may name them. ``quote`` are words of a report, ``article`` its id; ``note`` is a remark.
    """

    kind: str
    words: str
    maker: str | None = None
    addressee: str | None = None
    condition: str | None = None
    said: Day | None = None
    window: str | None = None
    strength: Strength | None = None
    types: Sequence[str] = ()
    source: str | None = None
    target: str | None = None
    when: str | None = None
    place: str | None = None
    magnitude: str | None = None
    quote: str | None = None
    article: str | None = None
    note: str = ""


def entered(entry: Entry, by: str, articles: Mapping[str, Article], statements: Sequence[Statement]) -> Findings:
    """Return the findings of an entry: a Proposition with the Statement that makes it, or an Event.

    Raises:
        ValueError: something isn't what it should be; the message names it.
    """
    if entry.kind not in KINDS:
        raise ValueError(f"{entry.kind!r} is none of {', '.join(KINDS)}")
    if not entry.words.strip():
        raise ValueError("what is it? There are no words")
    if unknown := set(entry.types) - plover_types().keys():
        raise ValueError(f"{min(unknown)!r} is no type of PLOVER: {', '.join(sorted(plover_types()))}")
    home = quoted(entry.quote, entry.article, articles) if entry.quote or entry.article else None
    if entry.kind == "fact":
        return _fact(entry, by, home)
    return _proposition(entry, by, home, statements)


def reading_of(found: Findings, by: str) -> Reading:
    """Return the reading by which somebody entered something, with the versions that drew its patterns."""
    counts = tuple(Tally(table, len(getattr(found, table))) for table in FINDINGS)
    return Reading(found.article.id, by, load().version, model(), counts, dt.datetime.now(dt.UTC), True)


# --- a proposition ----------------------------------------------------------------------------------------


def _proposition(entry: Entry, by: str, home: Home | None, statements: Sequence[Statement]) -> Findings:
    day = home[0].published if home else entry.said
    if home is None and day is None:
        raise ValueError("on which day was it said? A note needs the day (or quote a report)")
    maker, addressee = actor_of("maker", entry.maker, day), actor_of("addressee", entry.addressee, day)
    if maker is None and entry.kind != "forecast":
        raise ValueError(f"whose {entry.kind} is it? It needs a maker")
    (article, span), outcome, condition = _halves(entry, by, home, day, maker, addressee)
    standing = _statement(article, span, statements) if home else None
    said = standing or _said(article, span, by, maker, addressee, day)
    window = days_of(entry.window, day) if entry.window else outcome.window
    words = (outcome.part.text, condition.text if condition else None)
    row = Proposition(
        id=make_id("propositions", article.id, by, entry.kind, maker.id if maker else None, span, *words),
        article=article.id,
        start=span[0],
        end=span[1],
        rule=f"{by}: {RULE}",
        score=1.0,
        statement=said.id,
        kind=entry.kind,  # type: ignore[arg-type]
        force=_FORCE.get(entry.kind, "commit"),
        valence="harm" if entry.kind == "threat" else outcome.valence,
        maker=maker,
        addressee=addressee,
        condition=condition,
        outcome=outcome.part,
        window=window,
        window_basis="stated" if window else "none",
        strength=entry.strength or outcome.strength,
        testable=outcome.why_not is None,
        why_not=outcome.why_not,
    )
    return Findings(article, () if standing else (said,), (), (row,))


def _halves(
    entry: Entry, by: str, home: Home | None, day: Day | None, maker: Actor | None, addressee: Actor | None
) -> tuple[Home, Outcome, Part | None]:
    """What an entry stands on, and its outcome and condition with the patterns that its words draw."""
    kind: PropositionKind = entry.kind  # type: ignore[assignment]
    told = compose(kind, entry.words, entry.condition, entry.maker, entry.addressee)
    note = noted("\n".join(filter(None, (told.text, entry.note))), by, day)
    scene = look(note, load())
    doer = {"demand": addressee, "forecast": maker if _FIRST.search(entry.words) else None}.get(kind, maker)
    outcome = given_outcome(scene, told.outcome, doer, maker if kind == "demand" else addressee)
    outcome = _asked_for(outcome, entry, maker, addressee)
    condition = given_condition(scene, told.condition, maker, addressee) if told.condition else None
    if home is None:
        return (note, (0, len(told.text))), outcome, condition
    outcome = outcome._replace(part=_moved(outcome.part, entry.words, home))
    return home, outcome, _moved(condition, entry.condition or "", home) if condition else None


def _asked_for(outcome: Outcome, entry: Entry, maker: Actor | None, addressee: Actor | None) -> Outcome:
    """The outcome, looked for by the types of PLOVER that a person names."""
    if not entry.types:
        return outcome
    drawn, doer = outcome.part.pattern, outcome.part.actor or maker
    other = addressee if doer != addressee else maker
    source = drawn.source if drawn else (doer.country if doer else None)
    target = drawn.target if drawn else (other.country if other else None)
    issue, negated = (drawn.issue, drawn.negated) if drawn else (None, False)
    pattern = Pattern(tuple(entry.types), source, target, issue, negated)
    return outcome._replace(part=replace(outcome.part, pattern=pattern), why_not=None)


def _moved(part: Part, words: str, home: Home) -> Part:
    """A part of a note, placed where its words stand in a report; nobody's span is any longer that of the note."""
    article, (start, end) = home
    actor = replace(part.actor, span=None) if part.actor else None
    for text in (words, part.text):
        if found := place_of(text, article.text[start:end]):
            span = found[0] + start, found[1] + start
            return Part(article.text[slice(*span)], span, actor, part.pattern)
    return Part(" ".join(words.split()), None, actor, part.pattern)


def _statement(article: Article, span: Span, statements: Sequence[Statement]) -> Statement | None:
    """The narrowest statement of a report whose content holds a place."""
    holding = [
        (content[1] - content[0], one.id, one)
        for one in statements
        if one.article == article.id and one.attitude == "speech"
        for content in one.spans
        if content[0] <= span[0] < span[1] <= content[1]
    ]
    return min(holding)[2] if holding else None


def _said(
    article: Article, span: Span, by: str, maker: Actor | None, addressee: Actor | None, day: Day | None
) -> Statement:
    """That somebody said what is entered, on a day that is known; not in which words."""
    return Statement(
        id=make_id("statements", article.id, by, span),
        article=article.id,
        start=span[0],
        end=span[1],
        rule=f"{by}: {RULE}",
        score=1.0,
        speaker=maker,
        source_span=None,
        cue_span=None,
        spans=(span,),
        kind="indirect",
        wording="paraphrase",
        act="assert",
        parent=None,
        addressee=addressee,
        said_on=DateRange(day, day, "day", day.isoformat(), day.isoformat(), None) if day else None,
        venue=None,
        topics=load().issues(article.text[span[0] : span[1]]),
    )


# --- a fact -----------------------------------------------------------------------------------------------


def _fact(entry: Entry, by: str, home: Home | None) -> Findings:
    when = days_of(entry.when, home[0].published if home else entry.said) if entry.when else None
    day = home[0].published if home else entry.said or _last(when)
    words = " ".join(entry.words.split()).rstrip(".!;, ") + "."
    text = "\n".join(filter(None, (words, entry.note)))
    drawn = _deed(noted(text, by, day), len(words), entry.types)
    when = when or (drawn.when if drawn else None)
    day = day or (None if home else _last(when))
    if home is None and day is None:
        raise ValueError("when was it? A note needs the day (or quote a report)")
    source = actors_of("source", entry.source, day) or (drawn.source if drawn else ())
    target = actors_of("target", entry.target, day) or (drawn.target if drawn else ())
    if not source and not target:
        raise ValueError("who did it, and to whom? Neither source nor target is known")
    article, span = home or (noted(text, by, day), (0, len(words)))
    place = place_named(entry.place) if entry.place else drawn.place if drawn else None
    if home:
        source, target = (tuple(replace(actor, span=None) for actor in side) for side in (source, target))
        place = replace(place, span=None) if place else None
    return Findings(article, (), (_event(entry, by, (article, span), drawn, source, target, when, place),), ())


def _last(when: DateRange | None) -> Day | None:
    return (when.end or when.start) if when else None


def _event(
    entry: Entry,
    by: str,
    home: Home,
    drawn: Event | None,
    source: tuple[Actor, ...],
    target: tuple[Actor, ...],
    when: DateRange | None,
    place: Place | None,
) -> Event:
    (article, span), codes = home, sorted(actor.code or "" for actor in (*source, *target))
    named = entry.types[0] if entry.types else None
    kept = drawn if drawn and named in (None, drawn.type) else None
    type = kept.type if kept else str(named)
    mode, contexts = (kept.mode, kept.contexts) if kept else (None, ())
    coded = load().cameo(type, mode, contexts)
    magnitudes = (magnitude_of(entry.magnitude),) if entry.magnitude else drawn.magnitudes if drawn else ()
    return Event(
        id=make_id("events", article.id, by, span, " ".join(entry.words.split()), type, *codes),
        article=article.id,
        start=span[0],
        end=span[1],
        rule=f"{by}: {RULE}",
        score=1.0,
        type=type,
        mode=mode,
        contexts=contexts,
        source=source,
        target=target,
        symmetric=kept.symmetric if kept else type == "CONSULT" and bool(target),
        initiator=None,
        when=when,
        place=place,
        magnitudes=magnitudes,
        modality="actual",
        negated=drawn.negated if drawn else False,
        stance="asserted",
        asserted_by=None,
        within=None,
        cameo=coded[0] if coded else None,
        goldstein=coded[1] if coded else None,
    )


def _deed(note: Article, end: int, types: Sequence[str]) -> Event | None:
    """The act that the words of a fact tell first of all; None where a type is stated and they tell none.

    Raises:
        ValueError: they tell of no act, and no type is stated.
    """
    told = [event for event in look(note, load()).events if event.start < end and event.within is None]
    if not told and not types:
        raise ValueError("its words tell of no act that is known here: say which type of PLOVER it is")
    return max(told, key=lambda event: (event.type in types, event.deed, event.score, -event.start), default=None)
