"""A view of the ledger -> the brief's sections and lines, each with the words that it came from."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.book.query import concerns, day_of
from detente.book.view import View, row_of
from detente.brief.words import actor, actors, day, magnitudes, one_line, part, quoted, sentence, sides
from detente.lexicon import load
from detente.records import (
    Actor,
    Article,
    Case,
    Difference,
    Event,
    Fact,
    Proposition,
    Statement,
    Verdict,
)

MOST = 80  # lines a section; what is left out is counted and can be listed
SECTIONS = (  # each heading, and the verb that lists all of it
    ("Deeds", "facts"),
    ("Meetings and calls", "facts --type CONSULT"),
    ("Tested", "cases"),
    ("Open", "cases --word pending"),
    ("Said, but not to be tested", "cases"),
    ("Alleged, denied or did not happen", "events"),
    ("Where the reports differ", "differences"),
    ("Statements", "statements"),
)
QUOTE = 260  # characters quoted on a line


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the row it stands for, its day, what it says, its state, the words behind it and their outlets."""

    id: str
    day: str
    text: str
    state: str
    quote: str
    outlets: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; ``more`` is how many were left out and ``verb`` lists them all."""

    title: str
    verb: str
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole page."""

    title: str
    as_of: dt.date | None
    read: str
    standing: tuple[str, ...]
    sections: tuple[Section, ...]
    versions: str


def summarize(view: View, between: tuple[str, str] | None = None) -> Brief:
    """Return the brief of a view, of all relations in it or of that between two countries."""
    both = frozenset(between) if between else None

    def fits(row: object) -> bool:
        return both is None or concerns(row, both)

    facts, cases = list(filter(fits, view.facts)), list(filter(fits, view.cases))
    differ = [row for row in view.differences if fits(row_of(view, row.about.id))]
    verdicts = {verdict.case: verdict for verdict in view.verdicts}
    lines: dict[str, list[Line]] = {title: [] for title, _ in SECTIONS}
    for fact in facts:
        lines["Meetings and calls" if fact.type == "CONSULT" else "Deeds"].append(_fact(view, fact))
    for case in cases:
        lines[_place(view, case, verdicts[case.id])].append(_case(view, case, verdicts[case.id]))
    lines["Alleged, denied or did not happen"] = [_claim(view, e) for e in filter(fits, view.events) if _claimed(e)]
    lines["Where the reports differ"] = [_difference(view, row) for row in differ]
    lines["Statements"] = [_statement(view, row) for row in filter(fits, view.statements) if row.attitude == "speech"]
    return Brief(
        _named(both) if both else _relation(facts, cases),
        view.as_of or max((a.published for a in view.articles.values() if a.published), default=None),
        _read(view),
        _standing(facts, lines),
        tuple(_section(title, verb, lines[title]) for title, verb in SECTIONS if lines[title]),
        _versions(view),
    )


def _place(view: View, case: Case, verdict: Verdict) -> str:
    """The section of a case: decided, to be watched, or naming nothing that could be seen to happen."""
    if verdict.word not in ("pending", "undecidable"):
        return "Tested"
    members = (view.rows["propositions"].get(id_) for id_ in case.members)
    return "Open" if any(one and one.testable for one in members) else "Said, but not to be tested"


def _section(title: str, verb: str, lines: Sequence[Line]) -> Section:
    ordered = sorted(lines, key=lambda line: line.day.removeprefix("by ").removeprefix("until ") or "9999")
    shown = ordered[-MOST:]
    return Section(title, verb, tuple(shown), len(ordered) - len(shown))


def _relation(facts: Iterable[Fact], cases: Iterable[Case]) -> str:
    """The pair of countries that most rows are about."""
    pairs: Counter[tuple[str, ...]] = Counter()
    for fact in facts:
        pairs[_countries(*fact.source, *fact.target)] += 1
    for case in cases:
        pairs[_countries(case.maker, case.addressee)] += 1
    two = [(count, pair) for pair, count in pairs.items() if len(pair) == 2]
    return _named(max(two)[1]) + " and others" if two else "All relations"


def _countries(*several: Actor | None) -> tuple[str, ...]:
    return tuple(sorted({who.country for who in several if who and who.country}))


def _named(countries: Iterable[str]) -> str:
    states = {code: load().entity(f"state:{code}") for code in sorted(countries)}
    return " – ".join(state.name if state else code for code, state in states.items())


def _read(view: View) -> str:
    outlets = Counter(f"{one_line(a.outlet, 30)}" for a in view.articles.values())
    days = sorted(a.published for a in view.articles.values() if a.published)
    period = f", {days[0]} to {days[-1]}" if days else ""
    undated = sum(a.published is None for a in view.articles.values())
    told = ", ".join(f"{name} {count}" for name, count in sorted(outlets.items(), key=lambda item: (-item[1], item[0])))
    return f"{len(view.articles)} reports{period}: {told}" + (f"; {undated} without a date" if undated else "")


def _standing(facts: Sequence[Fact], lines: Mapping[str, Sequence[Line]]) -> tuple[str, ...]:
    kinds = Counter(fact.type for fact in facts if fact.type != "CONSULT")
    told = ", ".join(f"{count} {kind.lower()}" for kind, count in kinds.most_common(5))
    deeds, meetings = len(lines["Deeds"]), len(lines["Meetings and calls"])
    words = Counter(line.text.partition(" ")[0].lower() for line in lines["Open"])
    waiting = ", ".join(f"{count} {_several(kind, count)}" for kind, count in words.most_common())
    return (
        f"{deeds} deeds" + (f" ({told})" if told else "") + f"; {meetings} meetings and calls",
        f"{len(lines['Tested'])} cases decided, {len(lines['Open'])} open" + (f": {waiting}" if waiting else ""),
    )


def _several(word: str, count: int) -> str:
    return word if count == 1 else word + "s"


def _versions(view: View) -> str:
    found = sorted({(r.reader, r.lexicon, r.model) for r in view.readings if r.current and r.article in view.articles})
    return "; ".join(f"reader {reader}, lexicon {lexicon}, model {model}" for reader, lexicon, model in found)


# --- lines ------------------------------------------------------------------------------------------------


def _fact(view: View, fact: Fact) -> Line:
    members = [view.rows["events"][id_] for id_ in fact.members if id_ in view.rows["events"]]
    first = members[0]
    mode = next((event.mode for event in members if event.mode), None)
    how = magnitudes(fact.magnitudes)
    where = f" in {one_line(fact.place.name, 40)}" if fact.place else ""
    words = fact.type.capitalize() + (f" ({mode.lower()})" if mode else "")
    stages = _stages(fact)
    state = stages[-1].partition(" ")[0] if stages else ""
    notes = (" → ".join(stages),) if len(stages) > 1 else ()
    text = f"{words}: {sides(fact)}{where}" + (f", {how}" if how else "")
    when = day(fact.when) or (f"by {fact.first_reported}" if fact.first_reported else "")
    return Line(
        fact.id, when, text, state, _quote(view, first), fact.outlets, notes + _told_by(view, members) + _disputed(fact)
    )


def _stages(fact: Fact) -> list[str]:
    """The stages in the order of their reports, each once with its day; that it was reported goes without saying."""
    told: dict[str, str] = {}
    for stage in fact.stages:
        if stage.stage != "reported":
            told.setdefault(stage.stage, f"{stage.stage} {day(stage.on)}".strip())
    return list(told.values())


def _told_by(view: View, members: Sequence[Event]) -> tuple[str, ...]:
    """Whose word an occurrence is where no outlet tells it in its own."""
    claims = [view.rows["statements"].get(event.asserted_by or "") for event in members]
    speakers = [claim.speaker for claim in claims if claim and claim.speaker]
    return (f"according to {actors(speakers)}",) if speakers and all(claims) else ()


def _disputed(fact: Fact) -> tuple[str, ...]:
    return (f"disputed by {', '.join(fact.disputed_by)}",) if fact.disputed_by else ()


def _case(view: View, case: Case, verdict: Verdict) -> Line:
    to = f" to {actor(case.addressee)}" if case.addressee else ""
    condition = f" — if: {part(case.condition)}" if case.condition else ""
    window = f" — {day(case.window)}" if day(case.window) else ""
    text = f"{case.kind.capitalize()} by {actor(case.maker)}{to}: {part(case.outcome)}{condition}{window}"
    first = next(view.rows["propositions"][id_] for id_ in case.members if id_ in view.rows["propositions"])
    times = f"said {len(case.members)} times, last {case.last_said}" if len(case.members) > 1 else ""
    notes = tuple(filter(None, (times, one_line(verdict.why))))
    state = verdict.word.replace("_", " ")
    return Line(case.id, str(case.first_said or ""), one_line(text), state, _quote(view, first), case.outlets, notes)


def _claimed(event: Event) -> bool:
    """Alleged, denied or negated: told, but no deed."""
    return (
        event.within is None and event.modality == "actual" and (event.negated or event.stance in ("alleged", "denied"))
    )


def _claim(view: View, event: Event) -> Line:
    state = "did not happen" if event.negated else event.stance
    article = view.articles[event.article]
    claims = view.rows["statements"].get(event.asserted_by or "")
    by = (f"according to {actor(claims.speaker)}",) if claims else ()
    when = day(event.when) or _reported(article)
    return Line(
        event.id, when, f"{event.type.capitalize()}: {sides(event)}", state, _quote(view, event), (article.outlet,), by
    )


def _statement(view: View, row: Statement) -> Line:
    article = view.articles[row.article]
    to = f" to {actor(row.addressee)}" if row.addressee else ""
    venue = f", {one_line(row.venue, 60)}" if row.venue else ""
    told_by = view.rows["statements"].get(row.parent or "")
    relayed = (f"as told by {actor(told_by.speaker)}",) if told_by else ()
    verb = {"assert": "said", "deny": "denied", "decline": "declined to comment", "agree": "agreed", "ask": "asked"}
    who = _with_role(row.speaker) if row.speaker else _source(article, row)
    text = f"{who} {verb.get(row.act, 'announced')}{to}{venue}"
    repeats = (f"restates {view.restated[row.id]}",) if row.id in view.restated else ()
    when = str(day_of(view, row) or "")
    words = quoted(article, row.spans, QUOTE)
    return Line(row.id, when, text, row.wording, words, (article.outlet,), relayed + repeats)


def _with_role(who: Actor) -> str:
    known = ", ".join(filter(None, (one_line(who.role, 50) if who.role else None, who.country)))
    return actor(who) + (f" ({known})" if known else "")


def _source(article: Article, row: Statement) -> str:
    """The source in the report's own words where nobody known is meant."""
    return one_line(article.text[slice(*row.source_span)], 60) if row.source_span else "Somebody"


def _difference(view: View, row: Difference) -> Line:
    told = [(side, view.articles[side.article]) for side in row.sides if side.article in view.articles]
    days = [article.published for _, article in told if article.published]
    quotes = (
        f"{one_line(side.outlet, 24)}: {one_line(sentence(article.text, *side.span), QUOTE)}"
        for side, article in told
        if side.span
    )
    outlets = tuple(dict.fromkeys(side.outlet for side in row.sides))
    note = (f"about {row.about.id}",)
    return Line(row.id, str(min(days)) if days else "", one_line(row.why), row.kind, "\n".join(quotes), outlets, note)


def _quote(view: View, row: Event | Proposition) -> str:
    return one_line(sentence(view.articles[row.article].text, row.start, row.end), QUOTE)


def _reported(article: Article) -> str:
    return f"by {article.published}" if article.published else ""
