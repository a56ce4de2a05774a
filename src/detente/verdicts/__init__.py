"""Cases + facts + coverage, as of a day -> `Verdict`s with evidence."""

from collections.abc import Iterable

from detente.records import Article, Case, Day, Event, Fact, Judgement, Link, Proposition, Statement, Verdict
from detente.verdicts.deciding import decide
from detente.verdicts.judgements import judged
from detente.verdicts.record import record
from detente.verdicts.rules import RuleKept, rules_kept

__all__ = ["RuleKept", "rules_kept", "verdicts"]


def verdicts(
    cases: Iterable[Case],
    facts: Iterable[Fact],
    events: Iterable[Event],
    statements: Iterable[Statement],
    propositions: Iterable[Proposition],
    links: Iterable[Link],
    articles: Iterable[Article],
    as_of: Day | None = None,
    judgements: Iterable[Judgement] = (),
) -> tuple[Verdict, ...]:
    """Return what became of each case by what was published up to ``as_of`` (None: by all), by id.

    ``cases`` and ``facts`` are the views of the same day. A person's decision on a verdict or case stands above the
    machine's.
    """
    all_known = record(facts, events, statements, propositions, links, articles, as_of)
    decided = judged(judgements)
    return tuple(decided(case, decide(case, all_known)) for case in sorted(cases, key=lambda case: case.id))
