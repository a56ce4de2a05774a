"""The rules that sides announce -> lines of the brief: how often condition and reaction were reported, with a case."""

from collections.abc import Sequence
from dataclasses import replace

from detente.book.view import row_of
from detente.brief import lines
from detente.brief.lines import Line
from detente.brief.scope import Scope, inside, named
from detente.brief.weights import of_case
from detente.brief.words import one_line, part
from detente.records import Case
from detente.verdicts import RuleKept

_GROUPS = (  # in the order in which one of them is worth an example
    ("both", "condition and reaction reported"),
    ("condition_only", "condition alone"),
    ("reaction_only", "reaction alone"),
    ("neither", "neither yet"),
)


def rule_lines(of: Scope, most: int) -> tuple[Sequence[Line], int]:
    """Return for each side how it kept to its announced rules, and how many sides more there are."""
    kept = [rule for rule in of.view.rules_kept if not of.pair or rule.side in of.pair]
    told = [line for rule in kept if (line := _line(of, rule)) is not None]
    return told[:most], max(0, len(told) - most)


def _line(of: Scope, rule: RuleKept) -> Line | None:
    groups = [(words, _cases(of, getattr(rule, name))) for name, words in _GROUPS]
    announced = sum(len(cases) for _, cases in groups)
    example = next((max(cases, key=lambda one: _weight(of, one)) for _, cases in groups if cases), None)
    if example is None:
        return None
    told = ", ".join(f"{words} {len(cases)}" for words, cases in groups if cases)
    text = f"{named(rule.side)} announced {announced} {'rule' if announced == 1 else 'rules'} (if …, then …): {told}"
    shown = one_line(f"for one: if {part(example.condition)} — {part(example.outcome)}", 180)
    return Line(
        example.id, str(example.first_said or ""), text, "", (replace(lines.said(of, example), words=""),), (shown,)
    )


def _weight(of: Scope, case: Case) -> float:
    return of_case(of, case, of.view.verdict_on[case.id])


def _cases(of: Scope, ids: Sequence[str]) -> list[Case]:
    rows = (row_of(of.view, id_) for id_ in ids)
    return [case for case in rows if isinstance(case, Case) and inside(of, case)]
