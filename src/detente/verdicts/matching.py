"""A condition or an outcome -> the facts that are what it names: by type, sides, people, form, issue, day and words."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from detente.lexicon import load, rows
from detente.linking.traces import form, side
from detente.linking.wording import concepts, contains, likeness, phrases
from detente.records import Actor, Case, Day, Event, Fact, Part, Pattern
from detente.verdicts.record import Deed, Record, countries, sentences, window_days
from detente.verdicts.telling import shared

_KIN = {"SANCTION": "COERCE", "COERCE": "SANCTION", "AID": "SUPPORT", "SUPPORT": "AID"}
_MONTH = dt.timedelta(days=31)
_AGE = dt.timedelta(days=200)  # after which a deed is not taken for what was last said of it
_FORTNIGHT = dt.timedelta(days=14)  # in which talks lie that are foretold without a day
_SEASON = dt.timedelta(days=120)  # in which a meeting that is offered is looked for
_SLACK = dt.timedelta(days=3)  # by which a deed of an uncertain day may miss a stated window
_ZONE = dt.timedelta(days=1)  # one day told in two time zones
_SOON = dt.timedelta(days=7)  # before its report in which a deed without a day is taken to lie
_TELLING = 0.5  # weight from which a word says what is done
_LEAST = 1.5  # weight of telling words below which an outcome says too little to be recognised
_SHORT = 3.0  # weight of other telling words up to which an outcome to meet is no more than that
_SHARE, _SHARE_VAGUE = 0.4, 0.7  # of the telling words of an outcome that the report of the deed must share
_BREATH = 250  # characters after a threat within which a deed is told in one breath with it


@dataclass(frozen=True, slots=True)
class Match:
    """A fact that fits ``pattern``: when it was done, whether in part only, and why it fits, in words."""

    fact: Fact
    pattern: Pattern
    done: Day
    partial: bool
    why: str


def matches(part: Part, case: Case, record: Record) -> list[Match]:
    """Return the facts done after the case was first said, within its window, that fit the pattern of ``part``.

    A condition may also be met on the very day, by what another report tells.
    """
    pattern = aimed(part, case)
    if pattern is None or case.first_said is None or _undone(pattern, part) or _not_every(pattern, part):
        return []
    wanted = replace(part, pattern=pattern)
    found = []
    for deed in _deeds(pattern, record):
        same_day = deed.reported == case.first_said and part is not case.outcome and _elsewhere(deed, case, record)
        if not (deed.reported > case.first_said or same_day) or not _within(deed, case):
            continue
        if (words := fits(wanted, deed.fact, record, case)) is not None:
            found.append(Match(deed.fact, pattern, deed.done, _short_of(part, deed.fact), shared(words)))
    return sorted(found, key=lambda match: (match.done, match.fact.id))


def _undone(pattern: Pattern, part: Part) -> bool:
    """True where the words name the end of a meeting, which no meeting is."""
    return "CONSULT" in pattern.types and not pattern.negated and says("undone", part.text)


def _not_every(pattern: Pattern, part: Part) -> bool:
    """True where the words only rule out that all is done ("not answer every proposal"): no one deed tests that."""
    return pattern.negated and says("universal", part.text)


def reactions(case: Case, met: Sequence[Match], record: Record) -> list[Match]:
    """Return the deeds of the maker's side against the other, told as an answer within a month of the condition.

    Only for a case that announces an answer ("will respond") and whose condition a fact has met.
    """
    pattern = aimed(case.outcome, case)
    if pattern is None or not (pattern.source and pattern.target) or not says("reaction", case.outcome.text):
        return []
    if _not_every(pattern, case.outcome):
        return []
    found = []
    for deed in _deeds(pattern, record):
        other = countries(deed.fact.target)
        near = any(match.done <= deed.done <= match.done + _MONTH and match.fact.id != deed.fact.id for match in met)
        if not near or deed.fact.symmetric or pattern.source not in countries(deed.fact.source):
            continue
        if (not other or pattern.target in other) and any(says("reaction", t) for t in sentences(deed.fact, record)):
            found.append(Match(deed.fact, pattern, deed.done, partial=False, why="told as an answer"))
    return sorted(found, key=lambda match: (match.done, match.fact.id))


def aimed(part: Part, case: Case) -> Pattern | None:
    """Return the pattern of ``part``; what a maker commits to is his side's act, whatever side is named first."""
    pattern = part.pattern
    if pattern is None or not pattern.types:
        return None
    maker, addressee = side(case.maker), side(case.addressee)
    if part is case.outcome and case.kind in ("threat", "promise", "offer") and maker is not None:
        target = pattern.source if pattern.target in (None, maker) and pattern.source != maker else pattern.target
        pattern = replace(pattern, source=maker, target=target if target not in (None, maker) else addressee)
    elif part is case.outcome and case.kind in ("threat", "promise", "offer"):
        return None
    return None if pattern.source == pattern.target else pattern


def near_miss(case: Case, record: Record) -> bool:
    """True where a deed of the kind and sides that the outcome names lies in the window, whatever its wording."""
    pattern = aimed(case.outcome, case)
    if pattern is None:
        return True
    for deed in _deeds(pattern, record):
        sources, targets = countries(deed.fact.source), countries(deed.fact.target)
        if deed.fact.symmetric:
            sources = targets = sources | targets
        fits_sides = (pattern.source is None or pattern.source in sources) and (
            pattern.target is None or not targets or pattern.target in targets
        )
        if fits_sides and _within(deed, case):
            return True
    return False


def _deeds(pattern: Pattern, record: Record) -> Iterator[Deed]:
    kinds = {*pattern.types, *(_KIN[kind] for kind in pattern.types if kind in _KIN)}
    for kind in sorted(kinds):
        yield from record.deeds.get(kind, ())


def _elsewhere(deed: Deed, case: Case, record: Record) -> bool:
    homes = {record.propositions[m].article for m in case.members if m in record.propositions}
    return not homes & set(deed.fact.articles)


def _within(deed: Deed, case: Case) -> bool:
    """True where the deed lies after the case was said and within the window, as far as the days are known."""
    assert case.first_said is not None
    when = deed.fact.when
    begun = when.start if when is not None else None
    if deed.done < case.first_said or (begun is not None and begun < case.first_said - _ZONE):
        return False
    opens, closes = window_days(case)
    if closes is None and deed.done > max(opens or case.first_said, case.last_said or case.first_said) + _AGE:
        return False
    soon = deed.fact.type == "CONSULT" and case.kind == "forecast" and form(case.outcome.text) != "person"
    if soon and closes is None and deed.done > case.first_said + _FORTNIGHT:
        return False
    start, slack = begun or deed.reported - _SOON, _SLACK if begun is None else _ZONE
    return not ((closes is not None and start > closes + slack) or (opens is not None and deed.done < opens - slack))


def fits(part: Part, fact: Fact, record: Record, case: Case | None = None) -> tuple[str, ...] | None:
    """Return the words that the fact's reports share with ``part`` where the fact is what ``part`` names, else None.

    With ``case``, a meeting in a stated window, or one of the people who are to meet, needs no words in common.
    """
    pattern = part.pattern
    if pattern is None or not {fact.type, _KIN.get(fact.type)} & set(pattern.types):
        return None
    sources, targets = countries(fact.source), countries(fact.target)
    if fact.symmetric:
        sources = targets = sources | targets
    if (pattern.source and pattern.source not in sources) or (pattern.target and pattern.target not in targets):
        return None
    told = sentences(fact, record)
    if (
        not _same_people(part.actor, fact)
        or (case is not None and not _of_the_pair(part, fact, case))
        or not _same_form(part, fact, told, record)
    ):
        return None
    if pattern.issue and form(pattern.issue) is None and pattern.issue not in load().issues(" ".join(told)):
        return None
    named = concepts(part.text)
    alike = likeness(named, concepts(" ".join(told)))
    if _recognised(part, fact, named, alike.words) or (fact.type == "CONSULT" and _encounter(part, fact, case)):
        return phrases(part.text, (word for word in alike.words if named[word] >= _TELLING))
    return None


def _recognised(part: Part, fact: Fact, named: Mapping[str, float], both: Iterable[str]) -> bool:
    """True where the reports of a fact share enough of the words that tell what is to be done.

    More is asked where the pattern is wide, or where neither the deed nor its target has a day or a name.
    """
    pattern = part.pattern
    assert pattern is not None
    plain = _meeting_words() if fact.type == "CONSULT" else frozenset()
    weights = {
        word: weight for word, weight in named.items() if weight >= _TELLING and word not in plain | _years(named)
    }
    telling, shared = sum(weights.values()), sum(weights.get(word, 0.0) for word in both)
    narrow = len(pattern.types) <= 2 and bool(pattern.source) and bool(pattern.target or pattern.issue)
    nobody = not (pattern.source and pattern.target)
    undated = fact.when is None or fact.when.start is None
    vague = undated or nobody
    if fact.type == "CONSULT" and undated:
        return False
    least, share = (1.0 if narrow and not nobody else 2.0), (_SHARE_VAGUE if vague else _SHARE)
    return telling >= _LEAST and shared >= max(least, share * telling)


def _encounter(part: Part, fact: Fact, case: Case | None) -> bool:
    """True where the outcome is no more than to meet and the fact, on days that are known, can only be that meeting:
    within the days stated, or soon after, of the maker himself with a person of the other side (within a known week
    where it is the very person)."""
    pattern, when = part.pattern, fact.when
    if case is None or pattern is None or when is None or when.start is None or when.end is None:
        return False
    if not says("encounter", part.text) or says("delegates", part.text):
        return False
    if sum(w for word, w in concepts(part.text).items() if w >= _TELLING and word not in _meeting_words()) > _SHORT:
        return False
    opens, closes = window_days(case)
    if opens is not None and closes is not None and closes - opens <= _SEASON:
        return opens - _ZONE <= when.start and when.end <= closes + _ZONE
    if case.first_said and when.start - case.first_said > _SEASON:
        return False
    people = {(side(actor), actor.id) for actor in (*fact.source, *fact.target) if actor.named == "person"}
    maker, other = ((side(actor), actor.id) in people if actor else False for actor in (case.maker, case.addressee))
    if when.end - when.start > (_SOON if maker and other else dt.timedelta()):
        return False
    return maker and len({who for who, _ in people}) > 1 and bool(pattern.source and pattern.target)


def _years(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) == 4 and word.isdigit())


@cache
def _meeting_words() -> frozenset[str]:
    """Headings of the words that name a meeting, which any report of a meeting has."""
    return frozenset(
        word for cue in (*_cues("talks"), *_cues("encounter"), *_cues("setting")) for word in concepts(cue)
    )


def _same_people(actor: Actor | None, fact: Fact) -> bool:
    """False where a person is named for the side of ``actor`` in the fact, but another one (meetings only)."""
    if fact.type != "CONSULT" or actor is None or actor.named != "person":
        return True
    people = [a.id for a in (*fact.source, *fact.target) if a.named == "person" and side(a) == side(actor)]
    return not people or actor.id in people


def _of_the_pair(part: Part, fact: Fact, case: Case) -> bool:
    """False for a meeting that names nobody where one person said that he would meet another."""
    pair = (case.maker, case.addressee)
    if fact.type != "CONSULT" or (part is not case.outcome and part.text != case.outcome.text):
        return True
    if case.kind not in ("promise", "offer", "threat") or not all(a is not None and a.named == "person" for a in pair):
        return True
    people = {actor.id for actor in (*fact.source, *fact.target) if actor.named == "person"}
    return not says("meet", part.text) or bool(people & {actor.id for actor in pair if actor is not None})


def _same_form(part: Part, fact: Fact, told: Sequence[str], record: Record) -> bool:
    """False for a call where a meeting in person is named, and the other way round."""
    if fact.type != "CONSULT":
        return True
    modes = {record.events[m].mode for m in fact.members if m in record.events}
    named, held = form(part.text), {form(text) for text in told}
    if says("visit", part.text) and "visit" not in modes and named in (None, "person") and not says("meet", part.text):
        return False
    if "phone" in modes:
        held.add("phone")
    if named == "person":
        return "phone" not in held and bool(held & {"person", "meeting"})
    if named == "meeting" and held == {"phone"}:
        return False
    return not (named == "phone" and held == {"person"})


def _short_of(part: Part, fact: Fact) -> bool:
    """True where the words name a figure of something and the fact's figure of it stays below."""
    for magnitude in fact.magnitudes:
        wanted = re.findall(rf"\b(\d[\d,]*)(?:\s+\S+){{0,3}}?\s+{re.escape(magnitude.unit)}", part.text)
        if wanted and magnitude.count < float(wanted[0].replace(",", "")):
            return True
    return False


def in_one_breath(case: Case, record: Record) -> Event | None:
    """Return the deed that the first report tells right after the threat or promise as already done, or None."""
    first = next((record.propositions[m] for m in case.members if m in record.propositions), None)
    pattern = aimed(case.outcome, case)
    if first is None or pattern is None or pattern.negated or pattern.source is None or case.kind == "forecast":
        return None
    text = record.shelf[first.article].text
    for event in record.events_in.get(first.article, ()):
        if not event.deed or event.stance in ("alleged", "denied") or event.end <= first.end:
            continue
        if event.start > first.end + _BREATH or "\n" in text[first.end : event.end]:
            continue
        if any(contains(text[first.end : event.end].lower(), row["cue"]) for row in rows("additions")):
            continue  # told as one more, not as what was promised
        kind = {event.type, _KIN.get(event.type)} & set(pattern.types)
        targets = countries(event.target)
        aim = pattern.target is None or not targets or pattern.target in targets
        if kind and pattern.source in countries(event.source) and aim:
            return event
    return None


def own_word(part: Part, case: Case, record: Record) -> Event | None:
    """Return the first event by which the maker's side itself later says that its condition is met, or None."""
    pattern, maker = aimed(part, case), side(case.maker)
    if pattern is None or maker is None or case.first_said is None or not (pattern.source or pattern.target):
        return None
    found = []
    for event in record.claims.get(maker, ()):
        statement, published = record.statements[str(event.asserted_by)], record.shelf[event.article].published
        if published is None or published <= case.first_said:
            continue
        if not event.deed or event.stance in ("alleged", "denied") or event.type not in pattern.types:
            continue
        first = event.when.start if event.when is not None else None
        source = pattern.source is None or pattern.source in countries(event.source)
        target = pattern.target is None or pattern.target in countries(event.target)
        text = record.shelf[event.article].text[statement.start : statement.end]
        near = likeness(concepts(part.text), concepts(text)).shared >= 1.0
        if source and target and near and first is not None and first >= case.first_said:
            found.append((published, event.id))
    return record.events[min(found)[1]] if found else None


@cache
def _cues(test: str) -> tuple[str, ...]:
    return tuple(row["cue"] for row in rows("outcomes") if row["test"] == test)


def says(test: str, text: str) -> bool:
    """True where ``text`` has a word of that kind (see data/outcomes.tsv)."""
    lowered = text.lower()
    return any(contains(lowered, cue) for cue in _cues(test))
