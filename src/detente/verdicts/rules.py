"""Conditional cases as the rules that sides announce ("if aggression, then measures") -> how each side kept to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from detente.facts import LATE
from detente.records import Case, Verdict, side

_RULES = ("threat", "promise", "offer")
_REPORTED = ("met", "disputed")
_DONE = ("done", "partial")
_NEITHER = (False, False)


@dataclass(frozen=True, slots=True)
class RuleKept:
    """Of one side's conditional threats, promises and offers, by the ids of their cases: those of which condition and
    reaction were both reported, the condition alone, the reaction alone (done, in part or in full), neither."""

    side: str
    both: tuple[str, ...]
    condition_only: tuple[str, ...]
    reaction_only: tuple[str, ...]
    neither: tuple[str, ...]

    @property
    def announced(self) -> int:
        """How many rules the side announced."""
        return sum(map(len, (self.both, self.condition_only, self.reaction_only, self.neither)))


def rules_kept(cases: Iterable[Case], verdicts: Iterable[Verdict]) -> tuple[RuleKept, ...]:
    """Return for each side how often the condition and the reaction of its announced rules were reported.

    A rule is a case with a condition in which a side commits itself; what was told together with its outcome is none.
    Sides that announced most come first; within a group the cases announced first.
    """
    verdict_on = {verdict.case: verdict for verdict in verdicts}
    found: dict[str, dict[tuple[bool, bool], list[str]]] = {}
    for case in sorted(cases, key=lambda case: (case.first_said or LATE, case.id)):
        verdict, maker = verdict_on.get(case.id), side(case.maker)
        if case.kind not in _RULES or case.condition is None or maker is None or verdict is None:
            continue
        if verdict.word != "told_with_outcome":
            told = verdict.condition in _REPORTED, verdict.outcome in _DONE
            found.setdefault(maker, {}).setdefault(told, []).append(case.id)
    kept = (
        RuleKept(who, *(tuple(groups.get(told, ())) for told in ((True, True), (True, False), (False, True), _NEITHER)))
        for who, groups in found.items()
    )
    return tuple(sorted(kept, key=lambda rule: (-rule.announced, rule.side)))
