"""Where a relation stands: what was done lately and before, how hard, the last talks, what is open, what was read."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from detente.brief.scope import (
    LATELY,
    Scope,
    countries,
    fact_day,
    first,
    is_new,
    members,
    named,
    nearness,
    propositions,
)
from detente.brief.weights import fold_key, of_fact, of_group
from detente.brief.words import act, one_line, sides
from detente.issues.contrasts import manner
from detente.linking.reports import origins
from detente.records import Case, Fact
from detente.sources import speaking, telling

_PLAIN = 1.5  # weight from which a deed is sure and near enough to be named first
_SHIFT = 0.5  # points of Goldstein's scale from which the tone is another
_UNDECIDED = ("pending", "undecidable")
_SURE = 0.7  # score from which one report is enough to name the last talks
_KINDS = 4  # kinds of deeds named in a sentence


def read(of: Scope) -> str:
    """Return what was read: how much, from when to when, of which outlets, and what kinds of source tell it."""
    articles = list(of.view.articles.values())
    copies = sum(1 for id_ in origins(of.view.links) if id_ in of.view.articles)
    days = sorted(a.published for a in articles if a.published)
    outlets = Counter((one_line(a.outlet, 30), telling(a)) for a in articles)
    listed = [f"{name} {count}" + (f" ({kind})" if kind else "") for (name, kind), count in outlets.most_common(6)]
    listed += [f"{len(outlets) - 6} more outlets"] if len(outlets) > 6 else []
    said = Counter(speaking(s) for s in of.view.statements if s.attitude == "speech")
    spoken = ", ".join(f"{count} by {_plural(kind, count)}" for kind, count in said.most_common() if kind)
    parts = [
        f"{len(articles)} reports" + (f", {days[0]} to {days[-1]}" if days else "") + f": {', '.join(listed)}",
        f"{copies} of them copies of another" if copies else "",
        f"{len(articles) - len(days)} without a date" if len(days) < len(articles) else "",
        f"{sum(said.values())} statements" + (f", {spoken}" if spoken else ""),
    ]
    return "; ".join(filter(None, parts))


def _plural(kind: str, count: int) -> str:
    return kind if count == 1 else f"{kind}s" if kind != "government" else "governments as such"


def standing(of: Scope, facts: Sequence[Fact], cases: Sequence[Case]) -> tuple[str, ...]:
    """Return the sentences that lead the brief."""
    found = (_tone(of, facts), _deeds(of, facts), _talks(of, facts), _cases(of, cases), _silence(of))
    return tuple(filter(None, found))


def _deeds(of: Scope, facts: Sequence[Fact]) -> str:
    """How many deeds and talks lately, and which."""
    done = [fact for fact in facts if is_new(of, fact_day(fact))]
    deeds = [f for f in done if _manner(of, f) == "material"]
    talks = sum(_manner(of, f) == "meeting" for f in done)
    kinds = Counter(act(f.type, of.shown_by[f.id].mode).lower() for f in deeds)
    told = ", ".join(f"{kind} ×{count}" if count > 1 else kind for kind, count in kinds.most_common(_KINDS))
    harsh = _hardest(of, deeds)
    worst = f"; above all: {_named(of, harsh)}" if harsh is not None else ""
    return (
        f"Since {of.since}: {_count(len(deeds), 'deed')}"
        + (f" ({told})" if told else "")
        + f", {_count(talks, 'meeting or call', 'meetings and calls')}{worst}"
    )


def _hardest(of: Scope, deeds: Sequence[Fact]) -> Fact | None:
    """The harm that weighs most, with what is told of the like; None where it is hardly sure."""
    groups: dict[tuple[object, ...], list[tuple[float, Fact]]] = {}
    for fact in deeds:
        if (of.shown_by[fact.id].goldstein or 0) < 0:
            groups.setdefault(fold_key(of, fact), []).append((of_fact(of, fact), fact))
    weighed = [(of_group([weight for weight, _ in group]), group) for group in groups.values()]
    weight, most = max(weighed, key=lambda pair: pair[0], default=(0.0, []))
    return max(most, key=lambda pair: pair[0])[1] if weight >= _PLAIN else None


def _tone(of: Scope, facts: Sequence[Fact]) -> str:
    """How hard what the sides do to each other is, lately and in as many days before."""
    if of.since is None or of.today is None or len(of.pair) < 2:
        return ""
    span = of.today - of.since
    told = []
    means: list[float | None] = []
    for low, high in ((of.since, of.today), (of.since - span - dt.timedelta(1), of.since - dt.timedelta(1))):
        scores = [
            score
            for fact in facts
            if (day := fact_day(fact)) is not None
            and low <= day <= high
            and _manner(of, fact) != "meeting"
            and nearness(of, countries(*fact.source), countries(*fact.target)) == 1
            and (score := of.shown_by[fact.id].goldstein)
        ]
        means.append(fmean(scores) if scores else None)
        told.append(f"{fmean(scores):+.1f} over {_count(len(scores), 'act')}" if scores else "none told")
    now, then = means
    turn = "The tone:"
    if now is not None and then is not None:
        turn = "Harsher:" if now < then - _SHIFT else "Milder:" if now > then + _SHIFT else "About as before:"
    turn += " acts of one side towards the other, mean Goldstein score (-10 to +10)"
    return f"{turn} {told[0]} since {of.since}; {told[1]} in the {span.days} days before"


def _talks(of: Scope, facts: Sequence[Fact]) -> str:
    """The last talks between the sides that were held, and the next that are told of."""
    between = [
        f for f in facts if f.type == "CONSULT" and f.symmetric and set(of.pair) <= set(countries(*f.source, *f.target))
    ]
    between = [f for f in between if len(of.pair) == 2 and first(f.when) is not None]
    held = [f for f in between if of.today and first(f.when) <= of.today and _held(of, f)]  # type: ignore[operator]
    ahead = [f for f in between if of.today and first(f.when) > of.today]  # type: ignore[operator]
    told = []
    if held:
        last = max(held, key=lambda f: (first(f.when), of_fact(of, f)))
        told.append(f"Last talks: {_named(of, last)}")
    if ahead:
        told.append(f"Next told of: {_named(of, min(ahead, key=lambda f: (first(f.when), -of_fact(of, f))))}")
    return "; ".join(told)


def _held(of: Scope, fact: Fact) -> bool:
    """True where talks are surely told as held: by two reports, or by one without doubt."""
    told = [event for event in members(of, fact) if event.deed]
    return bool(told) and (len(fact.articles) > 1 or max(event.score for event in told) >= _SURE)


def _named(of: Scope, fact: Fact) -> str:
    return f"{act(fact.type, of.shown_by[fact.id].mode).lower()} {sides(fact)}, {fact_day(fact)} [{fact.id}]"


def _cases(of: Scope, cases: Sequence[Case]) -> str:
    """How many cases are open, of which kinds, how many are new, decided, or name nothing to be seen."""
    words = {case.id: of.view.verdict_on[case.id].word for case in cases}
    undecided = [case for case in cases if words[case.id] in _UNDECIDED]
    waiting = [case for case in undecided if any(one.testable for one in propositions(of, case))]
    kinds = Counter(case.kind for case in waiting)
    told = ", ".join(_count(count, kind) for kind, count in kinds.most_common())
    new = sum(is_new(of, case.first_said) for case in waiting)
    decided = Counter(words[case.id].replace("_", " ") for case in cases if words[case.id] not in _UNDECIDED)
    ends = ", ".join(f"{count} {word}" for word, count in decided.most_common())
    rest = len(undecided) - len(waiting)
    return (
        f"{_count(len(waiting), 'case')} open" + (f" ({told}; {new} of them new)" if waiting else "")
        + f", {sum(decided.values())} decided" + (f" ({ends})" if ends else "")
        + (f", {rest} that name nothing to be seen" if rest else "")
    )  # fmt: skip


def _silence(of: Scope) -> str:
    """Which side's outlets were not read lately: of what they would tell nothing is known."""
    last = {
        side: max(
            (a.published for a in of.view.articles.values() if a.outlet_country == side and a.published), default=None
        )
        for side in of.pair
    }
    told = [
        f"no outlet of {named(side)} was read" + (f" since {day}" if day else "")
        for side, day in last.items()
        if day is None or (of.today is not None and (of.today - day).days > LATELY // 2)
    ]
    return f"Mind the gap: {'; '.join(told)}" if told else ""


def _manner(of: Scope, fact: Fact) -> str:
    return manner(fact.type, of.shown_by[fact.id].mode)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
