"""One case and what bears on it -> the verdict: states on each axis first, then the word that the kind has for them."""

from dataclasses import dataclass, field

from detente.facts import as_fact
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
from detente.verdicts.aims import aim, aimed
from detente.verdicts.deeds import as_planned
from detente.verdicts.matching import (
    Match,
    agreed,
    contrary,
    escalations,
    in_like_words,
    in_one_breath,
    matches,
    near_miss,
    own_word,
    reactions,
)
from detente.verdicts.record import Record, coverage, heard_after, window_days
from detente.verdicts.repeating import foretells_words, repetitions
from detente.verdicts.telling import asked, deed, silence, window

ENOUGH_AFTER = 10
"""Articles about the sides that must have been read after a window closed before silence counts."""
SURE = 0.5
"""Score of the surest of a case's propositions from which it is put to the test: below, half of them are none."""
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
        found.because.append("The first report tells it together with what was done already: no test.")
    else:
        met = _condition(case, record, found)
        _outcome(case, record, found, met)
        _response(case, record, found)
    word = found.word or _word(case, found, _silence_counts(case, record))
    if not found.because:
        found.because.append(silence(case, record))
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
    if members and max(member.score for member in members) < SURE:
        found.word = "pending"
        found.because.append("Not put to the test: the machine isn't sure that it is one.")
        return False
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
    met = matches(part, case, record) or escalations(part, case, record)
    if not met and (part.pattern is None or not part.pattern.types):
        found.condition = "unknown"
        return []
    if part.pattern is not None and part.pattern.negated:
        found.condition = "unmet" if met else "unknown"
        return []
    found.condition = "unmet" if not met else "disputed" if met[0].deed.disputed else "met"
    for match in met[:3]:
        found.evidence.append(Evidence(*match.deed.row, "condition"))
    if not met and (said := own_word(part, case, record)) is not None:
        found.condition = "met"
        found.evidence.append(Evidence("events", said.id, "condition"))
        when = record.shelf[said.article].published
        found.because.append(f"The condition is met by the maker's side's own word, reported on {when} [{said.id}].")
    if met:
        found.because.append(f"The condition is met: {_told(met[0], record)}.")
    return met


def _outcome(case: Case, record: Record, found: Finding, met: list[Match]) -> None:
    if foretells_words(case):
        again = repetitions(case, record)
        for link, day in again[:3]:
            found.evidence.append(Evidence("links", link.id, "outcome"))
            found.because.append(f"Said again on {day}: {link.why}.")
        found.outcome = "done" if again else "none_found"
        return
    done = matches(case.outcome, case, record, met) or reactions(case, met, record) or in_like_words(case, record)
    opposed = contrary(case, record)
    if opposed and (not done or opposed[0].done < _best(done).done):
        found.outcome = "contrary"
        found.evidence.append(Evidence(*opposed[0].deed.row, "contrary"))
        found.because.append(f"Against it: {_told(opposed[0], record)}; {window(case)}.")
        return
    if not done:
        return
    negated = case.outcome.pattern is not None and case.outcome.pattern.negated
    best = _best(done)
    found.condition = "unknown" if found.condition == "unmet" else found.condition
    found.outcome = "contrary" if negated else "partial" if best.partial else "done"
    if best.deed.disputed:
        found.word = "disputed"
    for match in [best, *(m for m in done if m is not best)][:3]:
        found.evidence.append(Evidence(*match.deed.row, "contrary" if negated else "outcome"))
    against = "Against it" if negated else "In part" if best.partial else "Done"
    found.because.append(f"{against}: {_told(best, record)}; {window(case)}.")


def _told(match: Match, record: Record) -> str:
    """The fact in words with its id, what it shares with the words of the case, and the pattern that it fits."""
    own, article = match.deed.event, record.shelf[match.deed.event.article]
    as_told = match.fact if match.fact.type == "CONSULT" else as_fact(own, article)
    told = f"{deed(as_told, record)} [{match.deed.row[1]}]"
    told += f", by the word of {match.deed.claim} alone" if match.deed.claim else ""
    return f"{told}{', ' if match.why else ''}{match.why}, as asked for: {asked(match.pattern)}"


def _best(done: list[Match]) -> Match:
    return min(done, key=lambda match: (match.deed.disputed, match.partial, match.undated))


def _response(case: Case, record: Record, found: Finding) -> None:
    known = [link for member in case.members for link in record.answers.get(member, ())]
    taken_back = [link for link in known if link.why.startswith("withdrawn")]
    if taken_back and found.outcome == "none_found":
        found.word = "dropped" if case.kind == "demand" else "withdrawn"
        found.evidence.append(Evidence(taken_back[0].right.table, taken_back[0].right.id, "response"))
        found.because.append(f"Taken back: {taken_back[0].why} [{taken_back[0].right.id}].")
        return
    for link in sorted(known, key=lambda link: (-link.score, link.id))[:1]:
        accepted = link.why.startswith("accepted")
        found.response = "accepted" if accepted else "countered" if link.why.startswith("countered") else "rejected"
        found.evidence.append(Evidence(link.right.table, link.right.id, "response"))
        found.because.append(f"Answer: {link.why} [{link.right.id}].")
    if found.response == "none" and case.kind in ("offer", "demand") and found.outcome == "none_found":
        _agreed_meeting(case, record, found)


def _agreed_meeting(case: Case, record: Record, found: Finding) -> None:
    """A meeting that was offered and is scheduled later: accepted, not yet held."""
    wanted = aim(case.outcome, case)
    if wanted is None or "CONSULT" not in wanted.pattern.types:
        return
    for fact in (fact for fact in record.facts if fact.type == "CONSULT"):
        later = [
            stage
            for stage in fact.stages
            if stage.stage in ("accepted", "scheduled")
            and stage.reported_on is not None
            and case.first_said is not None
            and stage.reported_on > case.first_said
        ]
        if later and agreed(wanted, as_planned(fact, record.events, record.shelf), record, case):
            found.response = "accepted"
            found.evidence.append(Evidence("facts", fact.id, "response"))
            told = f"{later[0].stage} by the report of {later[0].reported_on}"
            found.because.append(f"Not yet held, but {told}: {deed(fact, record)} [{fact.id}].")
            return


# --- the word ---------------------------------------------------------------------------------------------

_DONE = {"threat": "carried_out", "promise": "kept", "offer": "taken_up", "demand": "met", "forecast": "came_true"}
_PART = {"threat": "partly", "promise": "partly", "demand": "partly"}
_AGAINST = {"threat": "not_carried_out", "promise": "broken", "demand": "refused", "forecast": "did_not"}
_SILENT = {**_AGAINST, "offer": "expired"}
_KEPT = {"promise": "kept", "demand": "met", "forecast": "came_true"}


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
    if found.response == "accepted" and case.kind == "offer" and not _to_meet(case):
        return "taken_up"
    if found.window == "closed" and silence_counts:
        return _silent_word(case, found)
    return "pending"


def _to_meet(case: Case) -> bool:
    """True for an offer to meet, which is taken up by the meeting alone."""
    return case.outcome.pattern is not None and "CONSULT" in case.outcome.pattern.types


def _silent_word(case: Case, found: Finding) -> str:
    if case.outcome.pattern is None:
        return "pending"
    if case.outcome.pattern.negated:
        return _KEPT.get(case.kind, "pending")
    if found.condition in ("unknown", "disputed"):
        return "pending"
    if found.condition == "unmet":
        return "not_triggered" if case.kind in ("threat", "promise") else "pending"
    return _SILENT.get(case.kind, "pending")


def _silence_counts(case: Case, record: Record) -> bool:
    """True where enough was read after the window and nothing of the kind was done in it. What "may" be is not refuted
    by silence; nor is a meeting, but one that was offered, nor what was announced for the next days: mostly done."""
    members = [record.propositions[m] for m in case.members if m in record.propositions]
    if case.kind == "forecast" and any(member.strength in ("may", "would") for member in members):
        return False
    pattern = case.outcome.pattern
    if pattern is not None and "CONSULT" in pattern.types and not pattern.negated and case.kind != "offer":
        return False
    if near_miss(case, record):
        return False
    _, closes = window_days(case)
    if closes is None or case.first_said is None or (closes - case.first_said).days < LEAST_AHEAD:
        return False
    sides = aimed(case.outcome, case)
    if not case.outcome.pattern or (sides and not (sides.source and sides.target) and not sides.negated):
        return False
    about = {who for who in (sides.source, sides.target) if who is not None} if sides is not None else set()
    return heard_after(case, about, record) >= ENOUGH_AFTER
