"""Records -> short words that are safe to show: actors, days, magnitudes, quotations."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache

from detente.lexicon import Lexicon, load, rows
from detente.linking.wording import sentence as around
from detente.records import Actor, Article, DateRange, Event, Fact, Magnitude, Part, Pattern, Verdict

# Control characters and marks that turn the direction of text could rewrite what a reader sees on the screen.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_BEFORE = 30  # characters of a sentence shown before what it is quoted for, where not all of it fits


def plain(text: str) -> str:
    """Return text from outside with nothing in it that a terminal or page would obey, at the same offsets."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r", " "))


def one_line(text: str, width: int | None = None) -> str:
    """Return text on one line, cut at a word to ``width`` characters."""
    line = _SPACE.sub(" ", plain(text)).strip()
    if width is None or len(line) <= width:
        return line
    cut = line[:width]
    return (cut[: cut.rfind(" ")] if " " in cut[width // 2 :] else cut[:-1]).rstrip(" ,;:") + "…"


# A point after an initial or a title ends no sentence.
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|Gen|Sen|Rep|Gov|Lt|Col|Prof|Feb|Jan|Aug|Sept|Oct|Nov|Dec))\.\s*$"
)


def sentence(text: str, start: int, end: int) -> str:
    """Return the whole sentence(s) of a text that hold the characters from ``start`` to ``end``."""
    return text[slice(*_whole(text, start, end))].strip()


def excerpt(text: str, start: int, end: int, width: int) -> str:
    """Return the same on one line of ``width`` characters, begun later where what stands there would be cut off."""
    first, last = _whole(text, start, end)
    if end - first <= width or start - first <= _BEFORE:
        return one_line(text[first:last], width)
    begin = text.find(" ", start - _BEFORE, start) + 1
    return "…" + one_line(text[begin or start : last], width - 1)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = around(text, start + 1, end)  # one letter in: a sentence may begin there
    while first > 1 and _SHORT.search(text, max(0, first - 12), first):
        before = around(text, text[:first].rstrip().rfind(" ", 0, first) + 1, first - 1)[0]
        if before >= first:
            break
        first = before
    while last + 2 < len(text) and text[last] == " " and _SHORT.search(text, max(first, last - 12), last):
        after = around(text, last, last + 2)[1]
        if after <= last:
            break
        last = after
    return first, last


def quoted(article: Article, spans: Iterable[tuple[int, int]], width: int | None = None) -> str:
    """Return the words of the spans, joined where they are discontinuous, on one line."""
    return one_line(" … ".join(article.text[start:end] for start, end in spans), width)


def actor(who: Actor | None) -> str:
    """Return a name for an actor, or "?" for nobody known."""
    if who is None:
        return "?"
    return one_line(who.name, 40)


def actors(several: Iterable[Actor]) -> str:
    """Return names joined with "and"; "?" for nobody known."""
    names = list(dict.fromkeys(map(actor, several)))
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0] if names else "?"


def sides(row: Event | Fact) -> str:
    """Return who acts on whom: "A → B", or "A – B" where they act together."""
    join = " – " if row.symmetric else " → "
    return actors(row.source) + (join + actors(row.target) if row.target else "")


def day(days: DateRange | None) -> str:
    """Return the days of a range as short as they allow; "" where they are unknown."""
    if days is None or (days.start is None and days.end is None):
        return ""
    start, end = days.start, days.end
    if start is None or end is None:
        return f"until {end}" if end else f"from {start}"
    if start == end:
        return str(start)
    if start.day == 1 and (end + dt.timedelta(1)).day == 1:
        return _months(start, end)
    same = (start.year, start.month) == (end.year, end.month)
    return f"{start}–{end.day:02d}" if same else f"{start} – {end}"


def _months(start: dt.date, end: dt.date) -> str:
    """Whole months: "2021", "2021-05", "2021-06–08"."""
    if (start.month, end.month) == (1, 12):
        return f"{start:%Y}" if start.year == end.year else f"{start:%Y}–{end:%Y}"
    if start.year != end.year:
        return f"{start:%Y-%m} – {end:%Y-%m}"
    return f"{start:%Y-%m}" if start.month == end.month else f"{start:%Y-%m}–{end:%m}"


def magnitudes(several: Iterable[Magnitude]) -> str:
    """Return counts with their units: "10 diplomats, 16 organizations"."""
    return ", ".join(f"{_number(m.count)} {m.unit if m.count == 1 else _plural(m.unit)}" for m in several)


def _number(count: float) -> str:
    return f"{count:,.0f}" if count == int(count) else f"{count:,g}"


def _plural(unit: str) -> str:
    if unit.endswith("y") and unit[-2:-1] not in "aeiou":
        return unit[:-1] + "ies"
    if unit.endswith("s"):
        return unit
    return {"person": "people", "man": "men", "woman": "women"}.get(unit, unit + "s")


def state(verdict: Verdict) -> str:
    """Return a verdict's word, with whose it is where a person decided: "carried out, by a person"."""
    word = verdict.word.replace("_", " ")
    return f"{word}, by a person" if verdict.decided_by == "person" else word


def part(half: Part | None) -> str:
    """Return the words of a condition or an outcome; "" where there is none."""
    return one_line(half.text) if half else ""


@cache
def _deeds() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["type"], row["mode"]): row for row in rows("deeds")}


def act(kind: str, mode: str | None = None) -> str:
    """Return what an act of a PLOVER type and mode is called at the head of a line: "Sanctions or restrictions
    imposed" for COERCE (restrict)."""
    row = _deeds().get((kind, (mode or "").lower())) or _deeds().get((kind, ""))
    return row["told"] if row else kind.capitalize()


def noun(pattern: Pattern) -> str:
    """Return the acts that a pattern asks for in words: "sanctions or coercion, Russia → United States"."""
    called = (_deeds().get((kind, "")) for kind in pattern.types)
    acts = list(dict.fromkeys(row["words"] for row in called if row))
    acts = [*acts[:2], "the like"] if len(acts) > 3 else acts
    kinds = ", ".join(acts[:-1]) + " or " + acts[-1] if len(acts) > 1 else acts[0] if acts else "any act"
    lexicon = load()
    sides = " → ".join(_state(lexicon, code) for code in (pattern.source, pattern.target) if code)
    towards = "→ " if pattern.target and not pattern.source else ""
    issue = next((row["name"] for row in rows("issues") if row["id"] == pattern.issue), None)
    who = f", {towards}{sides}" if sides else ""
    return f"{'no ' if pattern.negated else ''}{kinds}{who}" + (f" ({issue.lower()})" if issue else "")


def _state(lexicon: Lexicon, code: str) -> str:
    found = lexicon.entity(f"state:{code}")
    return found.name if found else one_line(code, 40)
