"""What a verdict rests on, in words: the deed with its sides and day, the pattern, the window, the silence."""

from collections.abc import Iterable

from detente.lexicon import rows
from detente.records import Actor, Case, Day, Fact, Pattern, side
from detente.verdicts.record import Record, coverage, window_days


def deed(fact: Fact, record: Record) -> str:
    """Return what a fact is, who did it and when: "talks of USA and RUS on 2021-06-16"."""
    modes = [record.events[m].mode for m in fact.members if m in record.events]
    called = {(row["type"], row["mode"] or ""): row["words"] for row in rows("deeds")}
    name = next((called[fact.type, mode] for mode in modes if mode and (fact.type, mode) in called), None)
    name = name or called.get((fact.type, ""), fact.type)
    return " ".join(filter(None, (name, _sides(fact), f"({when(fact)})")))


def _sides(fact: Fact) -> str:
    one, other = _named(fact.source), _named(fact.target)
    if fact.symmetric or not one or not other:
        both = " and ".join(dict.fromkeys((*one, *other)))
        return f"{'of' if fact.symmetric else 'by' if one else 'against'} {both}" if both else ""
    return f"{' and '.join(one)} → {' and '.join(other)}"


def _named(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who if len(who) == 3 else a.name for a in actors if (who := side(a)) is not None))


def when(fact: Fact) -> str:
    """Return the day of a fact in words, of its report where it has none."""
    days = fact.when
    if days is None or days.start is None or days.end is None:
        return f"reported on {fact.first_reported}"
    return f"on {days.start}" if days.start == days.end else f"between {days.start} and {days.end}"


def asked(pattern: Pattern) -> str:
    """Return the events that a pattern asks for: "SANCTION or COERCE, USA → RUS, on cyber"."""
    sides = " → ".join(filter(None, (pattern.source, pattern.target)))
    kinds = " or ".join(pattern.types) or "any event"
    return f"{'no ' if pattern.negated else ''}{', '.join(filter(None, (kinds, sides)))}" + (
        f", on {pattern.issue}" if pattern.issue else ""
    )


def shared(phrases: Iterable[str]) -> str:
    """Return the wording that two texts share in words, empty where they share none."""
    told = ", ".join(f"“{phrase}”" for phrase in phrases)
    return f"both tell of {told}" if told else ""


def window(case: Case) -> str:
    """Return the case's window in words."""
    opens, closes = window_days(case)
    if opens is None and closes is None:
        return "no stated window"
    if opens == closes:
        return f"the window is {opens}"
    if closes is None:
        return f"the window opens on {opens}"
    return f"the window is {opens} to {closes}" if opens else f"the window closes on {closes}"


def silence(case: Case, record: Record) -> str:
    """Return how much was read since the case was first said without anything that decides it."""
    read = coverage(case, record)
    if case.first_said is None:
        return "The day on which it was said is unknown, so nothing can be told to come after it."
    told = f"{_counted(_apart(case.first_said, record), 'day')}, {_counted(read.articles_after, 'report')} read since"
    return f"{window(case).capitalize()}: {told}, none found."


def _apart(first: Day, record: Record) -> int:
    return max((record.today - first).days, 0) if record.today else 0


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
