"""Rows of the ledger -> lines of the brief: what each says, its state, the words behind it with their source."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.book.query import day_of
from detente.book.view import row_of
from detente.brief.scope import Scope, fact_day, members, propositions
from detente.brief.words import (
    act,
    actor,
    actors,
    day,
    excerpt,
    magnitudes,
    noun,
    one_line,
    part,
    quoted,
    sentence,
    sides,
)
from detente.linking.wording import concepts, likeness
from detente.records import Actor, Case, Difference, Event, Evidence, Fact, Proposition, Statement, Verdict
from detente.sources import speaking, telling

QUOTE = 150  # characters quoted on a line
TEXT = 200  # characters of what a line says
_ENOUGH = 5  # words of a case that tell what it is without the sentence around them
_TOLD = {"assert": "said", "deny": "denied", "decline": "declined to comment", "agree": "agreed", "ask": "asked"}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words behind a line: what they are (a side, an outlet, "does"), the words ("" where the line itself holds them),
    outlet, kinds of source, their row."""

    label: str
    words: str
    outlet: str
    sources: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the row it stands for, its day, what it says, its state, the words behind it; ``more`` like it are
    folded away, and ``verb`` lists them."""

    id: str
    day: str
    text: str
    state: str
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...] = ()
    more: int = 0
    verb: str = ""


def quote(of: Scope, row: Event | Proposition, label: str = "", row_id: str | None = None) -> Quote:
    """Return the sentence of a finding with its outlet and the kinds of source."""
    article = of.view.articles[row.article]
    asserts = row.asserted_by if isinstance(row, Event) else row.statement
    speaker = of.view.rows["statements"].get(asserts or "")
    kinds = (telling(article), speaking(speaker) if speaker else None)
    words = excerpt(article.text, row.start, row.end, QUOTE)
    return Quote(label, words, one_line(article.outlet, 30), tuple(filter(None, kinds)), row_id or row.id)


def of_fact(of: Scope, fact: Fact, more: Sequence[Fact] = ()) -> Line:
    """Return the line of a fact, ``more`` like it folded away."""
    told = of.shown_by[fact.id]
    who, place = sides(fact), one_line(fact.place.name, 40) if fact.place else ""
    where = f" in {place}" if place and place not in who else ""
    how = magnitudes(fact.magnitudes)
    text = f"{act(fact.type, told.mode)}: {who}{where}" + (f", {how}" if how else "")
    when = day(fact.when) or (f"by {fact.first_reported}" if fact.first_reported else "")
    stages = _stages(fact)
    state = stages[-1].partition(" ")[0] if stages else ""
    notes = (
        *((" → ".join(stages),) if len(stages) > 1 else ()),
        *_told_by(of, members(of, fact)),
        *_others(of, fact, told),
        *((f"disputed by {', '.join(one_line(who, 60) for who in fact.disputed_by)}",) if fact.disputed_by else ()),
    )
    verb = f"facts --type {fact.type}" if more else ""
    return Line(fact.id, when, one_line(text, TEXT), state, (quote(of, told, row_id=fact.id),), notes, len(more), verb)


def _others(of: Scope, fact: Fact, told: Event) -> tuple[str, ...]:
    """The outlets that tell it beside the one quoted, each with its kind where that is known."""
    quoted_outlet = of.view.articles[told.article].outlet
    others: dict[str, str] = {}
    for id_ in fact.articles:
        article = of.view.articles[id_]
        if article.outlet != quoted_outlet:
            kind = telling(article)
            others.setdefault(article.outlet, one_line(article.outlet, 30) + (f" ({kind})" if kind else ""))
    return (f"also {', '.join(others.values())}",) if others else ()


def _stages(fact: Fact) -> list[str]:
    """The stages in the order of their reports, each once with its day; that it was reported goes without saying."""
    told: dict[str, str] = {}
    for stage in fact.stages:
        if stage.stage != "reported":
            told.setdefault(stage.stage, f"{stage.stage} {day(stage.on)}".strip())
    return list(told.values())


def _told_by(of: Scope, told: Sequence[Event]) -> tuple[str, ...]:
    """Whose word an occurrence is where no outlet tells it in its own."""
    claims = [of.view.rows["statements"].get(event.asserted_by or "") for event in told]
    speakers = [claim.speaker for claim in claims if claim and claim.speaker and claim.speaker.sector != "MED"]
    several = list({actor(who): who for who in speakers}.values())
    return (f"according to {actors(several[:2])}",) if speakers and all(claims) else ()


def of_case(of: Scope, case: Case, verdict: Verdict, more: Sequence[Case] = ()) -> Line:
    """Return the line of a case that is open: its words, and what would decide it; ``more`` like it folded away."""
    times = f"said {len(case.members)} times, last {case.last_said}" if len(case.members) > 1 else ""
    after = verdict.coverage.articles_after
    read = f"{after} report{'' if after == 1 else 's'} read since"
    notes = tuple(filter(None, (_decides(case), times, read)))
    verb = f"cases --word pending --kind {case.kind}" if more else ""
    return Line(case.id, str(case.first_said or ""), _case(case), "", (said(of, case),), notes, len(more), verb)


def of_tested(of: Scope, case: Case, verdict: Verdict, more: Sequence[Case] = ()) -> Line:
    """Return the line of a decided case: the words, and the row that decided it; ``more`` cases that it decided too."""
    against: tuple[str, ...] = ()
    proofs = sorted(verdict.evidence, key=lambda one: one.role == "condition")
    quotes, on = [said(of, case, f"said {case.first_said or ''}".strip())], ""
    for proof in proofs:
        row = row_of(of.view, proof.id)
        if row is None:
            continue
        told = _bearing(of, case, proof, row) if isinstance(row, Fact) else row
        if isinstance(told, Event | Proposition):
            on = str((fact_day(row) if isinstance(row, Fact) else of.view.articles[told.article].published) or "")
            quotes.append(quote(of, told, proof.role, row.id))
            against = row.disputed_by if isinstance(row, Fact) and verdict.word == "disputed" else ()
            break
    by = "decided by a person" if verdict.decided_by == "person" else ""
    disputed = f"disputed by {', '.join(one_line(who, 60) for who in against[:2])}" if against else ""
    notes = tuple(filter(None, (by, disputed, one_line(verdict.why, 160) if len(quotes) == 1 else "")))
    day_ = on or str(case.first_said or "")
    return Line(case.id, day_, _case(case), _state(verdict), tuple(quotes), notes, len(more), "cases" if more else "")


def said(of: Scope, case: Case, label: str = "") -> Quote:
    """Where a case was said, with its sentence where the line holds too few of its words."""
    found = quote(of, _clearest(of, case), label, case.id)
    words = len(case.outcome.text.split()) + (len(case.condition.text.split()) if case.condition else 0)
    return replace(found, words="") if words >= _ENOUGH else found


def _case(case: Case) -> str:
    to = f" to {actor(case.addressee)}" if case.addressee else ""
    condition = f" — if: {part(case.condition)}" if case.condition else ""
    window = f" — {day(case.window)}" if day(case.window) else ""
    return one_line(
        f"{case.kind.capitalize()} by {actor(case.maker)}{to}: {part(case.outcome)}{condition}{window}", TEXT
    )


def _state(verdict: Verdict) -> str:
    return verdict.word.replace("_", " ")


def _clearest(of: Scope, case: Case) -> Proposition:
    """The first of the surest tellings of a case."""
    return max(propositions(of, case), key=lambda one: (round(one.score, 1), -one.start))


def _decides(case: Case) -> str:
    """What would decide an open case, in words: the acts that its condition and its outcome name, and by when."""
    pattern, condition = case.outcome.pattern, case.condition.pattern if case.condition else None
    told = []
    if condition is not None and condition.types:
        told.append(f"trigger: {noun(condition)}")
    if pattern is not None and pattern.types:
        told.append(f"decides: {noun(pattern)}")
    if not told:
        return "decides: no act that could be matched is named"
    return " · ".join(told)


def _bearing(of: Scope, case: Case, proof: Evidence, fact: Fact) -> Event:
    """Return the event of a fact whose sentence, later than the case was said, shares most words with what it bears
    on."""
    half = case.condition if proof.role == "condition" and case.condition is not None else case.outcome
    wanted, first, best = concepts(half.text), of.shown_by[fact.id], 0.0
    found = first
    for told in members(of, fact):
        article = of.view.articles[told.article]
        late = case.first_said is None or (article.published is not None and article.published >= case.first_said)
        shared = likeness(wanted, concepts(sentence(article.text, told.start, told.end))).shared + (told is first) * 0.1
        if told.deed and late and shared > best:
            found, best = told, shared
    return found


def of_statement(of: Scope, row: Statement, repeats: int = 0) -> Line:
    """Return the line of a statement; ``repeats`` later ones restate it or tell it again."""
    article = of.view.articles[row.article]
    to = f" to {actor(row.addressee)}" if row.addressee else ""
    venue = f", {one_line(row.venue, 60)}" if row.venue else ""
    told_by = of.view.rows["statements"].get(row.parent or "")
    other = told_by is not None and actor(told_by.speaker) != actor(row.speaker)
    relayed = (f"as told by {actor(told_by.speaker)}",) if told_by and other else ()
    text = f"{_with_role(row.speaker)} {_TOLD.get(row.act, 'announced')}{to}{venue}"
    again = (f"said {repeats + 1} times",) if repeats else ()
    kinds = tuple(filter(None, (telling(article), speaking(row))))
    words = quoted(article, row.spans, QUOTE)
    quotes = (Quote("", words, one_line(article.outlet, 30), kinds, row.id),)
    return Line(row.id, str(day_of(of.view, row) or ""), one_line(text, TEXT), row.wording, quotes, relayed + again)


def _with_role(who: Actor | None) -> str:
    if who is None:
        return "Somebody"
    known = ", ".join(filter(None, (one_line(who.role, 50) if who.role else None, who.country)))
    return actor(who) + (f" ({known})" if known else "")


def of_difference(of: Scope, row: Difference) -> Line:
    """Return the line of a difference with each outlet's sentence."""
    told = [(side, of.view.articles[side.article]) for side in row.sides if side.article in of.view.articles]
    days = [article.published for _, article in told if article.published]
    quotes: list[Quote] = []
    for side, article in told:
        if side.span and len(quotes) < 2 and side.outlet not in {one.outlet for one in quotes}:
            words = excerpt(article.text, *side.span, QUOTE)
            kinds = tuple(filter(None, (telling(article),)))
            quotes.append(Quote(one_line(side.value, 40), words, one_line(article.outlet, 30), kinds, row.about.id))
    about = row_of(of.view, row.about.id)
    subject = ""
    if isinstance(about, Fact):
        subject = f"{act(about.type, of.shown_by[about.id].mode)}: {sides(about)} — "
    return Line(row.id, str(min(days)) if days else "", one_line(subject + row.why, TEXT), row.kind, tuple(quotes))
