"""A condition or an outcome -> the deeds that are what it names: by type, sides, people, form, issue, day and words."""

import datetime as dt
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from detente.lexicon import load, rows
from detente.linking.traces import form
from detente.linking.wording import contains, phrases, sentence
from detente.records import Case, Day, Event, Fact, Part, Pattern, side, sides_of
from detente.verdicts.aims import KIN, Aim, aim, aimed, opposites, says
from detente.verdicts.deeds import Deed, one_told, words
from detente.verdicts.meetings import could_be, encounter
from detente.verdicts.record import Record, window_days
from detente.verdicts.telling import shared

_MONTH = dt.timedelta(days=31)
_NEAR = dt.timedelta(days=60)  # after the word, in which the day of a report is day enough
_FIRM = 0.64  # score of an event from which the day of its report is its day
_FORTNIGHT = dt.timedelta(days=14)  # in which talks lie that are foretold without a day
_SLACK = dt.timedelta(days=3)  # by which a deed of an uncertain day may miss a stated window
_ZONE = dt.timedelta(days=1)  # one day told in two time zones
_SOON = dt.timedelta(days=7)  # before its report in which a deed without a day is taken to lie
_SEASON = dt.timedelta(days=100)  # in which any deed of the kind is what general words mean
_AGE = dt.timedelta(days=200)  # after which talks are not taken for those that were last spoken of
_LEAST = 1.5  # weight of telling words below which talks are not recognised by them
_LITTLE = 2.0  # weight of telling words below which all of them must be shared
_SHARE, _SHARE_VAGUE = 0.5, 0.7  # of the telling words of an outcome that the report of the deed must share
_PLAIN = 0.6  # score of the event from which a deed is what general words mean
_OLD = re.compile(r"\b(?:existing|already|previous|previously|earlier)\b")
_AND = re.compile(r"\W*\b(?:and|as|while|so)\b[^.!?;]*")
_LONG = dt.timedelta(days=400)  # without a stated window: for forecasts, and for what is told in like words
_RARE, _SHARE_RARE = 2.0, 0.55  # weight and share of rare words from which what is told is what was announced
_SHARE_HINT = 0.35  # share of them from which it may be
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HELP = frozenset(("AID", "SUPPORT", "COOPERATE"))  # of which there is always some
_ACCORD = _HELP | {"AGREE"}  # between whom is what tells one from another
_BREATH = 250  # characters after a threat within which a deed is told in one breath with it


@dataclass(frozen=True, slots=True)
class Match:
    """A deed that fits ``pattern``: whether in part only, and why it fits, in words."""

    deed: Deed
    pattern: Pattern
    partial: bool
    why: str

    @property
    def fact(self) -> Fact:
        """The fact that was done."""
        return self.deed.fact

    @property
    def undated(self) -> bool:
        """True where no day of the deed itself is known."""
        return self.deed.event.when is None and self.fact.when is None

    @property
    def done(self) -> Day:
        """The last day on which it can have been done."""
        return self.deed.done


def matches(part: Part, case: Case, record: Record, met: Sequence[Match] = ()) -> list[Match]:
    """Return the deeds done after the case was first said, within its window, that fit ``part``, the earliest first.

    What isn't general may be done on the very day, by what another report tells. A general outcome that hangs on a
    condition ("if ..., we will respond") is fit only by what follows a fact that met it (``met``), or says so.
    """
    wanted = aim(part, case)
    if wanted is None or case.first_said is None or _undone(wanted) or _not_every(wanted):
        return []
    own = part is case.outcome
    hangs = own and case.condition is not None and wanted.general and "CONSULT" not in wanted.pattern.types
    found = []
    for deed in _deeds(wanted, case, record):
        same_day = deed.reported == case.first_said and not (own and wanted.general) and _elsewhere(deed, case, record)
        if not (deed.reported > case.first_said or same_day) or not _sides_fit(wanted.pattern, deed):
            continue
        if not _within(deed, case) or (own and wanted.general and deed.done > case.first_said + _SEASON):
            continue
        if own and deed.fact.type in _ACCORD and not _between(wanted.pattern, deed):
            continue
        if (both := fits(wanted, deed, record, case)) is not None and (not hangs or _follows(deed, case, met)):
            found.append(Match(deed, wanted.pattern, _short_of(part, deed.fact), shared(both)))
    return sorted(found, key=_order)


def contrary(case: Case, record: Record) -> list[Match]:
    """Return the deeds by which the one whose act the outcome is did the opposite to the same side."""
    wanted = aim(case.outcome, case)
    if wanted is None or case.first_said is None or wanted.pattern.negated:
        return []
    pattern = wanted.pattern
    against = {opposite for kind in pattern.types for opposite in opposites(kind)}
    if not all(map(opposites, pattern.types)) or not (pattern.source and pattern.target):
        return []
    if not says("ease", case.outcome.text):
        return []
    asked = replace(pattern, types=tuple(sorted(against)))
    found = [
        Match(deed, asked, partial=False, why="the opposite")
        for deed in _deeds(Aim(case.outcome, asked, {}, signed=True), case, record)
        if case.first_said < deed.reported <= case.first_said + _LONG
        and not deed.fact.symmetric
        and _within(deed, case)
        and _between(asked, deed)
    ]
    return sorted(found, key=_order)


def in_like_words(case: Case, record: Record) -> list[Match]:
    """Return what is later told as done in nearly the words of the outcome, by the one whose act that is, whatever kind
    of act the machine takes either for: rare words count."""
    pattern = case.outcome.pattern
    who = side(case.addressee) if case.kind == "demand" else side(case.maker) if case.kind != "forecast" else None
    who = who or (pattern.source if pattern is not None else None)
    named = aimed(case.outcome, case)
    other = named.target if named is not None else None
    if who is None or case.first_said is None or (pattern is not None and pattern.negated):
        return []
    wanted = Pattern(pattern.types if pattern is not None else (), who, None, None)
    said, found = words(case.outcome.text), []
    for telling, _ in record.tellings.sharing(said, who, _RARE, _SHARE_RARE):
        if telling.published <= case.first_said or (telling.event.type == "CONSULT") != _meets(pattern):
            continue
        if not _same_figures(said, telling.words) or telling.published > case.first_said + _LONG:
            continue
        deed = one_told(telling.event, record.fact_of.get(telling.event.id), record.statements, record.shelf)
        if _within(deed, case) and (other is None or not deed.target or other in deed.target):
            both = phrases(case.outcome.text, telling.words)
            found.append(Match(deed, wanted, _short_of(case.outcome, deed.fact), shared(both)))
    return sorted(found, key=_order)


def _meets(pattern: Pattern | None) -> bool:
    return pattern is not None and "CONSULT" in pattern.types


def escalations(part: Part, case: Case, record: Record) -> list[Match]:
    """Return the attacks and troop movements of the other side, against one that the first report tells of, after words
    that only say "if it escalates"."""
    who = side(case.addressee)
    if case.first_said is None or who is None or not says("escalation", part.text):
        return []
    if part.pattern is not None and (part.pattern.negated or part.pattern.source not in (None, who, side(case.maker))):
        return []
    first = next((record.propositions[m] for m in case.members if m in record.propositions), None)
    told_of = record.sides.get(first.article, set()) - {who} if first is not None else set()
    asked = Pattern(("ASSAULT", "MOBILIZE"), who, None, None)
    found = [
        Match(deed, asked, partial=False, why="an escalation")
        for deed in _deeds(Aim(part, asked, {}, signed=True), case, record)
        if deed.reported > case.first_said and _within(deed, case) and deed.target & told_of
    ]
    return sorted(found, key=_order)


def reactions(case: Case, met: Sequence[Match], record: Record) -> list[Match]:
    """Return the deeds of the maker's side against the other, told as an answer within a month of the condition.

    Only for a case that announces an answer ("will respond") and whose condition a fact has met.
    """
    wanted = aim(case.outcome, case)
    if wanted is None or not (wanted.pattern.source and wanted.pattern.target):
        return []
    if not says("reaction", case.outcome.text) or _not_every(wanted):
        return []
    found = []
    for deed in _deeds(wanted, case, record):
        near = any(match.done <= deed.done <= match.done + _MONTH and match.fact.id != deed.fact.id for match in met)
        if not near or deed.fact.symmetric or wanted.pattern.source not in deed.source:
            continue
        if (not deed.target or wanted.pattern.target in deed.target) and says("reaction", deed.told):
            found.append(Match(deed, wanted.pattern, partial=False, why="told as an answer"))
    return sorted(found, key=_order)


def _order(match: Match) -> tuple[Day, Day, str, str]:
    return match.done, match.deed.reported, match.fact.id, match.deed.event.id


def _undone(wanted: Aim) -> bool:
    """True where the words name the end of a meeting, which no meeting is."""
    return "CONSULT" in wanted.pattern.types and not wanted.pattern.negated and says("undone", wanted.part.text)


def _not_every(wanted: Aim) -> bool:
    """True where the words only rule out that all is done ("not answer every proposal"): no one deed tests that."""
    return wanted.pattern.negated and says("universal", wanted.part.text)


def _follows(deed: Deed, case: Case, met: Sequence[Match]) -> bool:
    """True where a deed comes after the condition was met, or its report names the condition."""
    if any(m.done - _ZONE <= deed.done <= m.done + _MONTH and m.fact.id != deed.fact.id for m in met):
        return True
    wanted = aim(case.condition, case) if case.condition is not None else None
    if wanted is None:
        return False
    both = sum(w for word, w in wanted.telling.items() if word in deed.words)
    return both >= max(_LITTLE, _SHARE_VAGUE * wanted.weight)


def near_miss(case: Case, record: Record) -> bool:
    """True where a deed of the kind and sides that the outcome names lies in the window, whatever its wording, or a
    deed is told later in some of its words, whoever did it."""
    wanted = aim(case.outcome, case)
    if wanted is None or _spoken_of(case, record):
        return True
    return any(_sides_fit(wanted.pattern, deed) and _within(deed, case) for deed in _deeds(wanted, case, record))


def _spoken_of(case: Case, record: Record) -> bool:
    later = record.tellings.sharing(words(case.outcome.text), None, _RARE, _SHARE_HINT)
    return any(case.first_said is None or telling.published > case.first_said for telling, _ in later)


def _deeds(wanted: Aim, case: Case, record: Record) -> Iterator[Deed]:
    """The deeds of a pattern's types and source: facts, and what the maker's own side says of another's deeds."""
    maker = side(case.maker)
    for kind in sorted(wanted.kinds):
        for deed in record.deeds.get((kind, wanted.pattern.source), ()):
            if deed.claim is None or (deed.claim == maker and maker not in deed.source):
                yield deed


def _elsewhere(deed: Deed, case: Case, record: Record) -> bool:
    homes = {record.propositions[m].article for m in case.members if m in record.propositions}
    return not homes & set(deed.fact.articles)


def _within(deed: Deed, case: Case) -> bool:
    """True where the deed lies after the case was said and within the window, as far as the days are known."""
    assert case.first_said is not None
    when = deed.event.when if deed.fact.type != "CONSULT" and deed.event.when is not None else deed.fact.when
    begun = when.start if when is not None else None
    if deed.done < case.first_said or (begun is not None and begun < case.first_said - _ZONE):
        return False
    if begun is None and deed.since < case.first_said:
        return False
    opens, closes = window_days(case)
    oldest = _LONG if case.kind == "forecast" else 2 * _LONG
    if closes is None and deed.done > max(opens or case.first_said, case.last_said or case.first_said) + oldest:
        return False
    if deed.fact.type == "CONSULT" and closes is None:
        last = max(opens or case.first_said, case.last_said or case.first_said)
        soon = case.kind == "forecast" and form(case.outcome.text) != "person"
        if deed.done > (case.first_said + _FORTNIGHT if soon else last + _AGE):
            return False
    start, slack = begun or deed.reported - _SOON, _SLACK if begun is None else _ZONE
    if (closes is not None and start > closes + slack) or (opens is not None and deed.done < opens - slack):
        return False
    return begun is not None or all(year >= case.first_said.year for year in deed.years)


def fits(wanted: Aim, deed: Deed, record: Record, case: Case) -> tuple[str, ...] | None:
    """Return the words that the deed's report shares with ``wanted`` where it is what that names, else None."""
    meeting = deed.fact.type == "CONSULT"
    if meeting and not could_be(wanted.part, deed, record, case):
        return None
    if wanted.signed and _of_own_kind(deed):
        return None
    both = tuple(word for word in wanted.telling if word in deed.words)
    if wanted.general and (not meeting or says("dialogue", wanted.part.text)):
        plain = deed.event.score >= _PLAIN and _between(wanted.pattern, deed) and _on_issue(wanted, deed)
        return () if plain and not wanted.pattern.negated and not _HELP & set(wanted.pattern.types) else None
    if (_recognised(wanted, deed, both, case) and _on_issue(wanted, deed)) or (
        meeting and encounter(wanted, deed, case)
    ):
        return phrases(wanted.part.text, both)
    return None


def agreed(wanted: Aim, planned: Deed, record: Record, case: Case) -> bool:
    """True where a meeting that is planned is the one that the case names."""
    return _sides_fit(wanted.pattern, planned) and fits(wanted, planned, record, case) is not None


def _sides_fit(pattern: Pattern, deed: Deed) -> bool:
    return (pattern.source is None or pattern.source in deed.source) and (
        pattern.target is None or not deed.target or pattern.target in deed.target
    )


def _between(pattern: Pattern, deed: Deed) -> bool:
    """True where a deed is told of both sides that the pattern names."""
    return pattern.source in deed.source and pattern.target in deed.target


def _of_own_kind(deed: Deed) -> bool:
    """True for an arrest, a cyber operation and the like, which the bare name of their type doesn't mean."""
    modes = next((row["own_modes"] for row in rows("recurrence") if row["type"] == deed.event.type), "")
    return deed.event.mode is not None and deed.event.mode in modes.split()


def _on_issue(wanted: Aim, deed: Deed) -> bool:
    issue = wanted.pattern.issue
    if not issue or form(issue) is not None:
        return True
    named = (actor.name for actor in (*deed.fact.source, *deed.fact.target))
    return issue in _issues(f"{deed.text} {' '.join(named)}")


@lru_cache(maxsize=65536)
def _issues(text: str) -> tuple[str, ...]:
    return tuple(load().issues(text))


def _recognised(wanted: Aim, deed: Deed, both: Sequence[str], case: Case) -> bool:
    """True where the report of a deed shares enough of the words that tell what is to be done.

    More is asked where the pattern is wide, or where neither the deed nor its target has a day or a name.
    """
    pattern, when = wanted.pattern, deed.fact.when
    narrow = len(pattern.types) <= 2 and bool(pattern.source) and bool(pattern.target or pattern.issue)
    narrow = narrow and (not pattern.target or pattern.target in deed.target)
    nobody = not (pattern.source and pattern.target)
    near = case.first_said is not None and deed.reported - case.first_said <= _NEAR and deed.event.score >= _FIRM
    undated = (when is None or when.start is None) and not near
    if deed.fact.type == "CONSULT" and (wanted.weight < _LEAST or (undated and nobody)):
        return False
    if not _same_figures(wanted.telling, both):
        return False
    told = sum(wanted.telling[word] for word in both)
    if deed.fact.type != "CONSULT" and wanted.weight < _LITTLE:
        return wanted.signed and told >= wanted.weight and narrow and not nobody
    least, share = (1.5 if narrow and not nobody else 2.0), (_SHARE_VAGUE if undated or nobody else _SHARE)
    return told >= max(least, share * wanted.weight)


def _same_figures(wanted: Iterable[str], told: Container[str]) -> bool:
    """False where the words name figures of three digits or more, years apart, and what is told names none of them."""
    figures = [word for word in wanted if word.isdigit() and len(word) > 2 and not _YEAR.fullmatch(word)]
    return not figures or any(figure in told for figure in figures)


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
    wanted = aim(case.outcome, case)
    if first is None or wanted is None or wanted.pattern.negated or not wanted.pattern.source:
        return None
    if case.kind == "forecast":
        return None
    text = record.shelf[first.article].text
    for event in record.events_in.get(first.article, ()):
        if not event.deed or event.stance in ("alleged", "denied") or event.start < first.end:
            continue
        if event.start > first.end + _BREATH or "\n" in text[first.end : event.end]:
            continue
        if any(contains(text[first.end : event.end].lower(), row["cue"]) for row in rows("additions")):
            continue  # told as one more, not as what was promised
        kind = {event.type, KIN.get(event.type)} & set(wanted.pattern.types)
        targets = sides_of(event.target)
        target = wanted.pattern.target is None or not targets or wanted.pattern.target in targets
        if _OLD.search(text[first.end : event.end]):
            continue
        _, end = sentence(text, event.start, event.end)
        said, one = words(text[first.end : end]), _AND.match(text[first.end : event.end])
        both = sum(w for word, w in wanted.telling.items() if word in said)
        joined = one is not None and one.end() > event.start - first.end
        alike = joined or both >= max(_LEAST, _SHARE_VAGUE * wanted.weight)
        if kind and wanted.pattern.source in sides_of(event.source) and target and alike:
            return event
    return None


def own_word(part: Part, case: Case, record: Record) -> Event | None:
    """Return the first event by which the maker's side itself later says that its condition is met, or None."""
    pattern, maker = aimed(part, case), side(case.maker)
    if pattern is None or maker is None or case.first_said is None or not (pattern.source or pattern.target):
        return None
    named = words(part.text)
    found = []
    for event in record.claims.get(maker, ()):
        statement, published = record.statements[str(event.asserted_by)], record.shelf[event.article].published
        if published is None or published <= case.first_said:
            continue
        if not event.deed or event.stance in ("alleged", "denied") or event.type not in pattern.types:
            continue
        first = event.when.start if event.when is not None else None
        source = pattern.source is None or pattern.source in sides_of(event.source)
        target = pattern.target is None or pattern.target in sides_of(event.target)
        if not (source and target and first is not None and first >= case.first_said):
            continue
        said = words(record.shelf[event.article].text[statement.start : statement.end])
        if sum(weight for word, weight in named.items() if word in said) >= 1.0:
            found.append((published, event.id))
    return record.events[min(found)[1]] if found else None
