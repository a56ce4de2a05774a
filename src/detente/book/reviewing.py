"""What a person should look at: what the machine left open or decided on little, what hangs most on it first.

The order is that of stake times doubt. The stake of a verdict is the intensity of the act that is named (PLOVER, as a
share of 10) times how firm the words are, that of a fact the intensity of the deed (Goldstein); it grows with the
logarithm of how often the case was told, or of how many verdicts rest on the fact. The doubt is set by hand: the
greatest of the reasons below that apply.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.book.judging import answers_to
from detente.book.query import concerns
from detente.book.view import View, row_of
from detente.lexicon import load
from detente.records import Case, Event, Fact, Judgement, Proposition, Verdict

SURE = 0.7  # score from which one report's finding isn't weak
_LEAST = 0.1  # stake of what has no intensity
_UNKNOWN = 0.3  # stake of a case whose words name no act
_ALONE = 0.5  # reach of a fact on which no verdict rests
_FIRM = {"will": 1.0, "all_options": 1.0, "would": 0.8, "may": 0.6}

Reason = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A verdict or fact to be looked at: ``stake`` says how much hangs on it, ``doubt`` how unsure the machine is (0 to
    1), ``why`` the same in words."""

    id: str
    stake: float
    doubt: float
    why: str

    @property
    def rank(self) -> float:
        """What the order goes by, the greatest first."""
        return self.stake * self.doubt


def doubts(view: View, both: frozenset[str] | None = None) -> tuple[Doubt, ...]:
    """Return what nobody has judged yet and is open or doubtful, most consequential first; of equals by id."""
    judged = {judgement.target.id for judgement in view.judgements if _decides(judgement)}
    cases = {case.id: case for case in view.cases if both is None or concerns(case, both)}
    found = [_of_verdict(view, cases[v.case], v) for v in view.verdicts if v.case in cases and v.decided_by != "person"]
    rests = Counter(proof.id for verdict in view.verdicts for proof in verdict.evidence)
    differ: dict[str, set[str]] = {}
    for one in view.differences:
        differ.setdefault(one.about.id, set()).add(one.kind)
    for fact in view.facts:
        if judged.isdisjoint(answers_to(fact, "facts")) and (both is None or concerns(fact, both)):
            found.append(_of_fact(view, fact, rests[fact.id], differ.get(fact.id, set())))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (-round(one.rank, 6), one.id)))


def _decides(judgement: Judgement) -> bool:
    return judgement.target.table == "facts" and judgement.decision in ("confirm", "correct")


def _doubt(row_id: str, stake: float, reasons: Iterable[Reason]) -> Doubt | None:
    told = sorted(reasons, reverse=True)
    if not told:
        return None
    return Doubt(row_id, round(stake, 4), told[0][0], "; ".join(why for _, why in told if why) or "open")


def _reach(times: int) -> float:
    """How much more counts what is told, or rested on, so many times: it doubles from one to two, trebles to four."""
    return 1 + math.log2(max(times, 1))


# --- verdicts ---------------------------------------------------------------------------------------------


def _of_verdict(view: View, case: Case, verdict: Verdict) -> Doubt | None:
    members = [row for one in case.members if (row := view.rows["propositions"].get(one)) is not None]
    if verdict.word == "undecidable" or not any(member.testable for member in members):
        return None
    stake = _intensity(case.outcome.pattern.types if case.outcome.pattern else ()) * _firmness(members)
    return _doubt(verdict.id, stake * _reach(len(case.members)), _about_verdict(view, case, verdict))


def _intensity(types: Iterable[str]) -> float:
    scores = [abs(load().plover_score(type) or 0.0) / 10 for type in types]
    return max(*scores, _LEAST) if scores else _UNKNOWN


def _firmness(members: Iterable[Proposition]) -> float:
    return max((_FIRM[member.strength] for member in members), default=1.0)


def _about_verdict(view: View, case: Case, verdict: Verdict) -> Iterator[Reason]:
    if verdict.word == "disputed":
        yield 1.0, "the reports dispute it"
    elif verdict.word == "told_with_outcome":
        yield 0.3, "told together with its outcome, by one report's wording"
    elif verdict.word == "pending":
        yield from _about_pending(case, verdict)
    else:
        yield from _about_decided(view, verdict)
    if verdict.outcome == "partial":
        yield 0.7, "only a part of it was found"


def _about_pending(case: Case, verdict: Verdict) -> Iterator[Reason]:
    yield 0.2, ""
    if verdict.window == "closed":
        yield 0.8, "its window has closed, and nothing was found that decides it"
    if verdict.condition in ("met", "disputed"):
        yield 0.7, f"its condition is {verdict.condition}, and nothing was found of the outcome"
    if verdict.response != "none":
        yield 0.5, f"it was {verdict.response}, and that doesn't decide it"
    if case.outcome.pattern is None or not case.outcome.pattern.types:
        yield 0.5, "its words name no act that the machine could look for"


def _about_decided(view: View, verdict: Verdict) -> Iterator[Reason]:
    proofs = [proof for proof in verdict.evidence if proof.role != "condition"]
    facts = [fact for proof in proofs if isinstance(fact := row_of(view, proof.id), Fact)]
    if facts:
        yield max(_support(view, fact) for fact in facts[:1])
    elif proofs:
        yield 0.8, "decided by what was said alone"
    else:
        yield 0.9, f"decided by silence: {verdict.coverage.articles_after} reports read since"


def _support(view: View, fact: Fact) -> Reason:
    """How little the fact has that decided: of several the machine names the one that fits best first."""
    if fact.disputed_by:
        return 0.9, f"decided by what {', '.join(fact.disputed_by)} denies"
    score = _score(view, fact)
    if len(fact.articles) == 1:
        weak = score < SURE
        return (
            (1.0, f"decided by one report's unsure finding ({score:.2f})") if weak else (0.8, "decided by one report")
        )
    return (0.6, "decided by one outlet") if len(fact.outlets) == 1 else (0.4, "decided by the machine alone")


def _score(view: View, fact: Fact) -> float:
    return max((event.score for event in _events(view, fact)), default=0.0)


def _events(view: View, fact: Fact) -> list[Event]:
    return [row for one in fact.members if (row := view.rows["events"].get(one)) is not None]


# --- facts ------------------------------------------------------------------------------------------------


def _of_fact(view: View, fact: Fact, rests: int, differ: set[str]) -> Doubt | None:
    events = _events(view, fact)
    if any(event.rule.endswith(": by hand") for event in events):
        return None
    intensity = max((abs(event.goldstein or 0.0) / 10 for event in events), default=0.0)
    reach = _reach(rests) if rests else _ALONE
    return _doubt(fact.id, max(intensity, _LEAST) * reach, _about_fact(view, fact, differ))


def _about_fact(view: View, fact: Fact, differ: set[str]) -> Iterator[Reason]:
    if fact.disputed_by:
        yield 0.9, f"disputed by {', '.join(fact.disputed_by)}"
    if len(fact.articles) == 1:
        score = _score(view, fact)
        unsure = f", and the finding is unsure ({score:.2f})" if score < SURE else ""
        yield (0.8 if unsure else 0.3), f"one report tells it{unsure}"
    for kind in sorted(differ - {"one_sided", "wording"}):
        yield 0.5, f"the reports differ on it ({kind})"
