"""One case and what bears on it -> the verdict: states on each axis first, then the word that the kind has for them."""

from dataclasses import dataclass, field, replace

from detente.records import (
    Case,
    ConditionState,
    Evidence,
    OutcomeState,
    ResponseState,
    Verdict,
    WindowState,
    worn_id,
)
from detente.verdicts.matching import Match, aimed, fits, in_one_breath, matches, own_word, reactions
from detente.verdicts.record import Record, coverage, heard_after, window_days, window_text
from detente.verdicts.repeating import foretells_words, repetitions

ENOUGH_AFTER = 10
"""Articles about the sides that must have been read after a window closed before silence counts."""
LEAST_AHEAD = 14
"""Days between the word and the end of its window from which silence counts."""


@dataclass(slots=True)
class Finding:
    """The states of one case while they are found, with evidence and the sentence that says why."""

    condition: ConditionState = "none"
    outcome: OutcomeState = "none_found"
    response: ResponseState = "none"
    window: WindowState = "none"
    evidence: list[Evidence] = field(default_factory=list)
    because: list[str] = field(default_factory=list)
    word: str | None = None


def decide(case: Case, record: Record) -> Verdict:
    """Return the machine's verdict on ``case`` by what is known in ``record``."""
    found = Finding(window=_window(case, record))
    read = coverage(case, record)
    if not _testable(case, record, found):
        pass
    elif (event := in_one_breath(case, record)) is not None:
        found.word = "told_with_outcome"
        found.outcome = "done"
        found.evidence.append(Evidence("events", event.id, "outcome"))
        found.because.append("the first report tells it together with what was done already: no test.")
    else:
        met = _condition(case, record, found)
        _outcome(case, record, found, met)
        _response(case, record, found)
    word = found.word or _word(case, found, _silence_counts(case, record))
    if not found.because:
        found.because.append(_silence(case, record))
    return Verdict(
        id=worn_id("verdicts", case.id),
        case=case.id,
        as_of=record.as_of,
        word=word,
        condition=found.condition,
        outcome=found.outcome,
        response=found.response,
        window=found.window,
        evidence=tuple(dict.fromkeys(found.evidence)),
        coverage=read,
        decided_by="machine",
        why=" ".join(dict.fromkeys(found.because)),
    )


def _testable(case: Case, record: Record, found: Finding) -> bool:
    members = [record.propositions[m] for m in case.members if m in record.propositions]
    if not members or any(member.testable for member in members):
        return True
    found.word = "undecidable" if case.kind == "forecast" else "pending"
    found.because.append(f"Not testable: {members[0].why_not or 'nothing is named that could be seen to happen'}.")
    return False


def _window(case: Case, record: Record) -> WindowState:
    opens, closes = window_days(case)
    if closes is None:
        return "none" if opens is None else "open"
    return "closed" if record.today is not None and record.today > closes else "open"


# --- the axes ---------------------------------------------------------------------------------------------


def _condition(case: Case, record: Record, found: Finding) -> list[Match]:
    """Set the condition's state and return the facts that meet it."""
    part = case.condition
    if part is None:
        return []
    if part.pattern is None or not part.pattern.types:
        found.condition = "unknown"
        return []
    met = matches(part, case, record)
    if part.pattern.negated:
        found.condition = "unmet" if met else "unknown"
        return []
    found.condition = "unmet" if not met else "disputed" if met[0].fact.disputed_by else "met"
    for match in met[:3]:
        found.evidence.append(Evidence("facts", match.fact.id, "condition"))
    if not met and (said := own_word(part, case, record)) is not None:
        found.condition = "met"
        found.evidence.append(Evidence("events", said.id, "condition"))
        found.because.append(f"Condition: the maker's side itself says that it is met ({said.type}).")
    if met:
        found.because.append(f"Condition: {met[0].why}, {when_text(met[0])}.")
    return met


def _outcome(case: Case, record: Record, found: Finding, met: list[Match]) -> None:
    if foretells_words(case):
        again = repetitions(case, record)
        for link, day in again[:3]:
            found.evidence.append(Evidence("links", link.id, "outcome"))
            found.because.append(f"Said again on {day}: {link.why}.")
        found.outcome = "done" if again else "none_found"
        return
    done = matches(case.outcome, case, record) or reactions(case, met, record)
    if not done:
        return
    negated = case.outcome.pattern is not None and case.outcome.pattern.negated
    best = _best(done)
    found.condition = "unknown" if found.condition == "unmet" else found.condition
    found.outcome = "contrary" if negated else "partial" if best.partial else "done"
    if best.fact.disputed_by:
        found.word = "disputed"
    for match in [best, *(m for m in done if m is not best)][:3]:
        found.evidence.append(Evidence("facts", match.fact.id, "contrary" if negated else "outcome"))
    found.because.append(f"{'Against it' if negated else 'Done'}: {best.why}, {when_text(best)}; {window_text(case)}.")


def _best(done: list[Match]) -> Match:
    return next((match for match in done if not match.partial), done[0])


def _response(case: Case, record: Record, found: Finding) -> None:
    known = [link for member in case.members for link in record.answers.get(member, ())]
    for link in sorted(known, key=lambda link: (-link.score, link.id))[:1]:
        accepted = link.why.startswith("accepted")
        found.response = "accepted" if accepted else "countered" if link.why.startswith("countered") else "rejected"
        found.evidence.append(Evidence(link.right.table, link.right.id, "response"))
        found.because.append(f"Answer: {link.why}.")
    if found.response == "none" and case.kind in ("offer", "demand") and found.outcome == "none_found":
        _agreed_meeting(case, record, found)


def _agreed_meeting(case: Case, record: Record, found: Finding) -> None:
    """A meeting that was offered and is scheduled later: accepted, not yet held."""
    pattern = aimed(case.outcome, case)
    if pattern is None or "CONSULT" not in pattern.types:
        return
    wanted = replace(case.outcome, pattern=pattern)
    for fact in (fact for fact in record.facts if fact.type == "CONSULT"):
        later = [
            stage
            for stage in fact.stages
            if stage.stage in ("accepted", "scheduled")
            and stage.reported_on is not None
            and case.first_said is not None
            and stage.reported_on > case.first_said
        ]
        if later and (why := fits(wanted, fact, record)) is not None:
            found.response = "accepted"
            found.evidence.append(Evidence("facts", fact.id, "response"))
            found.because.append(f"The meeting is {later[0].stage} by the report of {later[0].reported_on}: {why}.")
            return


def when_text(match: Match) -> str:
    """Return the day of a match in words."""
    when = match.fact.when
    if when is None or when.start is None or when.end is None:
        return f"reported {match.done}"
    return f"on {when.start}" if when.start == when.end else f"between {when.start} and {when.end}"


# --- the word ---------------------------------------------------------------------------------------------

_DONE = {"threat": "carried_out", "promise": "kept", "offer": "taken_up", "demand": "met", "forecast": "came_true"}
_PART = {"threat": "partly", "promise": "partly", "demand": "partly"}
_AGAINST = {"threat": "not_carried_out", "promise": "broken", "forecast": "did_not"}
_SILENT = {"threat": "not_carried_out", "promise": "broken", "offer": "expired", "forecast": "did_not"}


def _word(case: Case, found: Finding, silence_counts: bool) -> str:
    """Return the word of the case's kind for what was found; pending wherever that does not decide it."""
    if found.outcome == "done":
        foretold_if = case.kind == "forecast" and found.condition not in ("none", "met")
        return "pending" if foretold_if else _DONE[case.kind]
    if found.outcome == "partial":
        return _PART.get(case.kind, "pending")
    if found.outcome == "contrary":
        return _AGAINST.get(case.kind, "pending")
    if found.response == "rejected" and case.kind in ("offer", "demand"):
        return "rejected" if case.kind == "offer" else "refused"
    if found.response == "countered" and case.kind == "offer":
        return "countered"
    if found.window == "closed" and silence_counts:
        return _silent_word(case, found)
    return "pending"


def _silent_word(case: Case, found: Finding) -> str:
    if case.outcome.pattern is None:
        return "pending"
    if case.outcome.pattern.negated:
        return "kept" if case.kind == "promise" else "came_true" if case.kind == "forecast" else "pending"
    if found.condition in ("unknown", "disputed"):
        return "pending"
    if found.condition == "unmet":
        return "not_triggered" if case.kind in ("threat", "promise") else "pending"
    return _SILENT.get(case.kind, "pending")


def _silence_counts(case: Case, record: Record) -> bool:
    """True where enough was read after the window. What "may" be is not refuted by silence; nor is a meeting, for one
    that was held is often not worth a report, nor what was announced for the next days, for that is mostly done."""
    members = [record.propositions[m] for m in case.members if m in record.propositions]
    if case.kind == "forecast" and any(member.strength in ("may", "would") for member in members):
        return False
    pattern = case.outcome.pattern
    if pattern is not None and "CONSULT" in pattern.types and not pattern.negated:
        return False
    _, closes = window_days(case)
    if closes is None or case.first_said is None or (closes - case.first_said).days < LEAST_AHEAD:
        return False
    sides = aimed(case.outcome, case)
    about = {who for who in (sides.source, sides.target) if who is not None} if sides is not None else set()
    return heard_after(case, about, record) >= ENOUGH_AFTER


def _silence(case: Case, record: Record) -> str:
    read = coverage(case, record)
    if case.first_said is None:
        return "The day on which it was said is unknown, so nothing can be told to come after it."
    days = (record.today - case.first_said).days if record.today else 0
    return f"{days} days, {read.articles_after} articles read since, none found; {window_text(case)}."
