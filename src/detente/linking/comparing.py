"""A pair of events -> points for and against their being one occurrence, each with its reason."""

import math
from functools import cache
from typing import NamedTuple

from detente.lexicon import rows
from detente.linking.traces import FAR, Trace
from detente.linking.wording import concepts, contains, likeness, phrases, sentence

ENOUGH = 3.5
"""Points from which a pair is taken for one occurrence (hand-set; a pair at this value scores one half)."""


_SHORTLY = 10
"""Days within which what was planned without a day or a form is looked for."""


_FORTNIGHT = 14
"""Days between two reports of a meeting without a day from which they tell of two meetings."""
_NEWS = 3
"""Days between two reports that open with a meeting of no told day from which they tell of two meetings."""
_OVERDUE = 45
"""Days after the last day planned from which a meeting is another."""


class Comparison(NamedTuple):
    """``score`` 0 to 1 (one half and more: the same) and the reasons, strongest first."""

    score: float
    why: str


def clash(a: Trace, b: Trace) -> str | None:
    """Return why two traces cannot be one occurrence whatever else they share, or None."""
    if a.family != b.family:
        return "other kind"
    if _mode(a) != _mode(b) and ((_mode(a) and _mode(b)) or {_mode(a), _mode(b)} & _own_modes(a.event.type)):
        return "other mode"
    if a.article.id == b.article.id and _two_verbs(a, b):
        return "told as two in one report"
    return _sides_clash(a, b) or _time_clash(a, b) or _count_clash(a, b) or _form_clash(a, b)


def compare(a: Trace, b: Trace) -> float:
    """Return how likely two traces without a clash are one occurrence, 0 to 1: one half and more is the same."""
    return round(1 / (1 + math.exp(ENOUGH - sum(value for value, _ in _points(a, b)))), 4)


def explain(a: Trace, b: Trace) -> str:
    """Return what speaks for and against two traces being one occurrence, strongest first."""
    told = [(value, why) for value, why in _points(a, b) if value and why]
    against = [why for value, why in sorted(told) if value < 0]
    reasons = [why for value, why in sorted(told, key=lambda item: (-item[0], item[1])) if value > 0]
    start, end = sentence(a.article.text, a.event.start, a.event.end)
    both = phrases(a.article.text[start:end], likeness(a.words, b.words).words)
    if both:
        reasons.append(f"in common: {', '.join(f'“{phrase}”' for phrase in both)}")
    return "; ".join(reasons) + (f" (against it: {'; '.join(against)})" if against else "")


def _points(a: Trace, b: Trace) -> list[tuple[float, str]]:
    points = [*_kind(a, b), *_sides(a, b), *_time(a, b), *_counts(a, b), *_place(a, b), *_wording(a, b)]
    if a.article.id == b.article.id:
        points.append((-1.5, "told as one more") if _one_more(a, b) else (0.5, "told twice in one report"))
    return points


# --- what cannot be ---------------------------------------------------------------------------------------


def _sides_clash(a: Trace, b: Trace) -> str | None:
    if a.event.symmetric or b.event.symmetric:
        if not (a.sides and b.sides and (a.sides <= b.sides or b.sides <= a.sides)):
            return "other sides"
        return _people_clash(a, b)
    for left, right in ((a.source, b.source), (a.target, b.target)):
        if left and right and not left & right:
            return "other sides"
    return None if (a.source & b.source) or (a.target & b.target) else "no side in common"


def _people_clash(a: Trace, b: Trace) -> str | None:
    left, right = dict(_by_side(a.people)), dict(_by_side(b.people))
    for country, people in left.items():
        if country in right and not people & right[country]:
            return "other people"
    return None


@cache
def _by_side(people: tuple[tuple[str, str], ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((side, frozenset(p for s, p in people if s == side)) for side in sorted({s for s, _ in people}))


def _gap(a: Trace, b: Trace) -> int:
    """Days between two dated traces, 0 where they overlap."""
    assert a.first is not None and a.last is not None and b.first is not None and b.last is not None
    return max(a.first, b.first) - min(a.last, b.last) if a.last < b.first or b.last < a.first else 0


def _time_clash(a: Trace, b: Trace) -> str | None:
    ahead = a.event.modality != "actual", b.event.modality != "actual"
    if any(ahead):
        return _ahead_clash(a, b) if ahead[0] else _ahead_clash(b, a)
    if a.dated and b.dated:
        gap = _gap(a, b)
        return None if gap <= 1 or (gap <= 5 and _told_apart(a, b)) else "other day"
    if a.family == "CONSULT" and (why := _news_clash(a, b)) is not None:
        return why
    if a.family == "CONSULT" and a.article.id != b.article.id and not (_any_day(a) or _any_day(b)):
        return None if abs(a.published - b.published) <= _FORTNIGHT else "no day told, reported far apart"
    for one, other in ((a, b), (b, a)):
        latest = other.last if other.last is not None else other.published
        if one.first is not None and other.first is None and one.first > latest + 1:
            return "over before it happened"
    return None


def _news_clash(a: Trace, b: Trace) -> str | None:
    """Two meetings that were held: does one report open with its own, or tell of many?"""
    if a.often != b.often and not (a.exact and b.exact):
        return "one of many, or many"
    if a.lead and b.lead and abs(a.published - b.published) > _NEWS:
        return "each report's own news"
    if any(one.lead and other.exact and abs(_last(other) - one.published) > _NEWS for one, other in ((a, b), (b, a))):
        return "news of other days"
    return None


def _last(trace: Trace) -> int:
    return trace.published if trace.last is None else trace.last


def _any_day(trace: Trace) -> bool:
    return trace.first is not None or trace.last is not None


def _ahead_clash(plan: Trace, other: Trace) -> str | None:
    """A plan and another report of a meeting: may they be one meeting?"""
    both_ahead = other.event.modality != "actual"
    if plan.dated and other.dated:
        gap = _gap(plan, other)
        moved = "moved" in (plan.stage, other.stage)
        return None if gap <= (60 if moved else 1 if both_ahead else 3) else "planned for another day"
    if both_ahead:
        return None if abs(plan.published - other.published) <= 180 else "planned long apart"
    if plan.article.id == other.article.id:
        return "held and still ahead in one report"
    held_last = other.last if other.last is not None else other.published
    if plan.published != FAR and held_last < plan.published:
        return "held before it was planned"
    if not _any_day(other) and _mode(plan) == "visit" != _mode(other):
        return "a visit ahead and a meeting of no known day"
    if plan.last is not None and held_last > plan.last + _OVERDUE:
        return "held long after the days planned"
    return None if held_last - plan.published <= 400 else "held long after the plan"


def _told_apart(a: Trace, b: Trace) -> bool:
    """True where all but the day or the count agrees so closely that two outlets must mean one occurrence."""
    if a.article.outlet == b.article.outlet or not (a.event.mode and b.event.mode):
        return False
    return a.source == b.source and a.target == b.target and bool(_shared_counts(a, b))


def _shared_counts(a: Trace, b: Trace) -> list[tuple[str, float]]:
    return [pair for pair in a.counts if pair in b.counts and pair[1] > 1]


def _count_clash(a: Trace, b: Trace) -> str | None:
    left, right = dict(a.counts), dict(b.counts)
    for unit in left.keys() & right.keys():
        if left[unit] != right[unit] and not _shared_counts(a, b) and not _one_count(a, b):
            return f"other count of {unit}"
    one_report = a.article.id == b.article.id and left and right
    return "other things counted" if one_report and not left.keys() & right.keys() else None


def _one_count(a: Trace, b: Trace) -> bool:
    """True where two outlets tell one day's deed of the same sides with different counts."""
    if a.article.outlet == b.article.outlet or not (a.event.mode and b.event.mode and a.exact and b.exact):
        return False
    same = a.source == b.source and a.target == b.target and bool(a.source) and bool(a.target) and _gap(a, b) <= 1
    return same and (a.family == "SANCTION" or (a.place is not None and a.place == b.place))


def _form_clash(a: Trace, b: Trace) -> str | None:
    left, right = (t.own_form or (t.form if t.form == "phone" else "person" if t.place else None) for t in (a, b))
    if left and right and (left == "phone") != (right == "phone"):
        return "one on the phone, one in person"
    return None


def _two_verbs(a: Trace, b: Trace) -> bool:
    """True where a report tells of two deeds by verbs of different kinds ("settled a dispute", "freed a man")."""
    verbs = [trace.event.rule.partition("events.verb:")[2] for trace in (a, b)]
    alike = verbs[0] == verbs[1] or (bool(_mode(a)) and _mode(a) == _mode(b))
    return all(verbs) and not alike and a.family != "CONSULT"


# --- what speaks for and against --------------------------------------------------------------------------


_SANCTIONS = "163"  # CAMEO: embargo, boycott, sanctions


@cache
def _recurrence() -> dict[str, float]:
    return {row["type"]: float(row["points"]) for row in rows("recurrence")}


def _mode(trace: Trace) -> str:
    return (trace.event.mode or "").casefold()


@cache
def _own_modes(kind: str) -> frozenset[str]:
    """Modes of a type that no report means when it names the bare type."""
    return frozenset(mode for row in rows("recurrence") if row["type"] == kind for mode in row["own_modes"].split())


@cache
def _called(kind: str, mode: str) -> str:
    """What a deed of a type and mode is called in a sentence."""
    names = {(row["type"], row["mode"] or ""): row["words"] for row in rows("deeds")}
    return names.get((kind, mode)) or names.get((kind, ""), kind)


def _kind(a: Trace, b: Trace) -> list[tuple[float, str]]:
    one, other = _called(a.event.type, _mode(a)), _called(b.event.type, _mode(b))
    recurring = "SANCTION" if a.event.cameo == _SANCTIONS else a.event.type
    points = [(-_recurrence().get(recurring, 0.5), "such deeds often recur")]
    if a.event.type != b.event.type:
        points.append((-0.5, f"{one} and {other}"))
    elif a.event.mode and b.event.mode:
        points.append((1.0, f"both tell of {one}"))
    else:
        points.append(
            (
                0.5 if a.event.mode == b.event.mode else -0.3,
                f"both tell of {one}" if one == other else f"{one} and {other}",
            )
        )
    if a.denied != b.denied:
        points.append((-0.5, "one denies it"))
    return points


def _one_more(a: Trace, b: Trace) -> bool:
    """True where the later of two deeds in one report is told as coming on top of the earlier."""
    later = max(a, b, key=lambda trace: trace.event.start)
    text = later.article.text[later.event.start : later.event.end].lower()
    return later.event.type != "CONSULT" and any(contains(text, row["cue"]) for row in rows("additions"))


def _sides(a: Trace, b: Trace) -> list[tuple[float, str]]:
    points: list[tuple[float, str]] = []
    if a.event.symmetric or b.event.symmetric:
        shared = a.sides & b.sides
        points.append((1.0 * min(len(shared), 2), " and ".join(sorted(shared))))
        if len(shared) < 2:
            points.append((-1.5, "one side of it is not known"))
        elif a.sides != b.sides:
            points.append((-0.5, "one names more sides"))
    else:
        source, target = (" and ".join(sorted(both)) for both in (a.source & b.source, a.target & b.target))
        sides = f"{source} → {target}" if source and target else f"by {source}" if source else f"against {target}"
        points.append((1.0 * (bool(source) + bool(target)), sides))
        if _other_targets(a, b):
            points.append((-1.5, "other targets"))
    people = [p for _, p in a.people if p in {q for _, q in b.people}]
    if people:
        names = {actor.id: actor.name for actor in (*a.event.source, *a.event.target)}
        points.append((0.8 * min(len(people), 2), " and ".join(sorted(names.get(p, p) for p in people))))
    elif a.people or b.people:
        points.append((-1.2, "one names no people"))
    return points


def _other_targets(a: Trace, b: Trace) -> bool:
    """True where both name whom of a country it meets, and not the same."""
    named = [{x.id or x.name: concepts(x.name) for x in t.event.target if x.named != "place"} for t in (a, b)]
    if not all(named) or named[0].keys() & named[1].keys():
        return False
    words = [{w for told in one.values() for w, weight in told.items() if weight >= 0.5} for one in named]
    return not words[0] & words[1]


def _time(a: Trace, b: Trace) -> list[tuple[float, str]]:
    if a.event.modality != "actual" or b.event.modality != "actual":
        return _ahead(a, b)
    if a.dated and b.dated:
        assert a.first is not None and a.last is not None and b.first is not None and b.last is not None
        gap, width = _gap(a, b), max(a.last - a.first, b.last - b.first)
        if gap:
            return [(1.5 if gap == 1 else -1.0, _apart(gap))]
        value = 2.5 if width <= 1 else 1.5 if width <= 7 else 0.8 if width <= 31 else 0.2
        return [(value, "the same day" if width <= 1 else "days that overlap")]
    if a.dated or b.dated:
        own, other = (a, b) if a.dated else (b, a)
        assert own.last is not None
        return [(_nearness(other.published - own.last, (3, 1.2), (14, 0.5), (45, -0.5)), "one tells no day")]
    apart = abs((a.last or a.published) - (b.last or b.published))
    return [(_nearness(apart, (1, 1.0), (4, 0.5), (14, -0.5)), f"no day told, reported {_told(apart)}")]


def _told(apart: int) -> str:
    return "on one day" if not apart else _apart(apart) if apart < 10000 else "on days unknown"


def _apart(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'} apart"


def _nearness(distance: int, *steps: tuple[int, float]) -> float:
    for limit, value in steps:
        if distance <= limit:
            return value
    return -1.5 if distance <= 120 else -3.0


def _ahead(a: Trace, b: Trace) -> list[tuple[float, str]]:
    if a.dated and b.dated:
        return [(1.5, "planned and told for days that agree")]
    if not (a.form and b.form):
        early, late = sorted((a, b), key=lambda trace: trace.published)
        wait = (late.first if late.first is not None else late.published) - early.published
        against = -0.8 if a.article.id == b.article.id else -1.8 if wait <= _SHORTLY else -3.2
        return [(against, "a plan without a day or a form")]
    for plan, other in ((a, b), (b, a)):
        if plan.event.modality != "actual" and plan.dated and other.event.modality == "actual":
            assert plan.last is not None
            past = -4.0 if a.form == "phone" and b.form == "phone" else -0.5  # calls recur, a summit is told for months
            near = _nearness(abs(other.published - plan.last), (3, 0.8), (14, 0.4), (45, past))
            return [
                (near, "reported soon after the day planned" if near > 0 else "reported long after the day planned")
            ]
    apart = abs(a.published - b.published)
    if a.form == "phone" == b.form and not (a.dated or b.dated) and apart > _SHORTLY:
        return [(-2.0, "calls recur, and this one is planned without a day")]
    return [(0.8 if apart <= 45 else 0.4 if apart <= 120 else -0.4, "a plan and a later report of it")]


def _counts(a: Trace, b: Trace) -> list[tuple[float, str]]:
    shared = _shared_counts(a, b)
    points = [(2.0, f"both count {count:g} {unit}s") for unit, count in shared[:1]]
    units = dict(a.counts).keys() & dict(b.counts).keys()
    if units and not shared and any(dict(a.counts)[u] != dict(b.counts)[u] for u in units):
        points.append((-0.5, f"other counts of {min(units)}s"))
    return points


def _place(a: Trace, b: Trace) -> list[tuple[float, str]]:
    if a.place is None or b.place is None:
        return []
    if a.place[0] == b.place[0]:
        return [(1.0, f"both in {a.place[0]}")]
    if a.place[1] == b.place[1] or None in (a.place[1], b.place[1]):
        return [(-0.5, f"in {a.place[0]} and in {b.place[0]}")]
    return [(-2.0, f"in {a.place[0]} and in {b.place[0]}")]


def _wording(a: Trace, b: Trace) -> list[tuple[float, str]]:
    alike = likeness(a.words, b.words)
    if alike.score < 0.1:
        return []
    return [(round(2.5 * alike.score, 2), "")]
