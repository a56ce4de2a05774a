"""What stands inside a paragraph but isn't its author's: editors' notes, stage directions, datelines, marks of posts.

A bracketed group is a note by its signature (a dash and an outlet's name, "Ed.", or initials in the Russian manner,
where a full stop precedes the dash), by how it starts or by what it is as a whole. Ordinary parentheses are none.
"""

import re
from functools import cache

from detente.lexicon import load, rows
from detente.records import Span
from detente.sentences.document import Note

LONGEST = 400
_GROUP = re.compile(rf"\(([^()]{{1,{LONGEST}}})\)|\[([^\[\]]{{1,{LONGEST}}})\]")
_SIGNED = re.compile(r"^(.*?)([.,;:]?)\s*(?:-{1,2}|[–—])\s*([^-–—\n]{1,40}(?:-[A-Za-z]+)?)\s*$", re.DOTALL)
_INITIALS = re.compile(r"[A-Z]{2,5}|(?:[A-Z]\.\s?){2,3}")
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:,?\s+(?:{_MONTHS}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTHS})(?:,?\s+\d{{4}})?)"
_CITIES = r"[A-Z][A-Z.'’\-]{2,}(?:[ /][A-Z][A-Z.'’\-]+){0,3}(?:,\s[A-Z][A-Za-z.]+(?:\s[A-Z][A-Za-z.]+){0,2})?"
_CITY = r"[A-Z][\w.'’\-]+(?:[ /][A-Z][\w.'’\-]+){0,3}(?:,\s[A-Z][A-Za-z.]+(?:\s[A-Z][A-Za-z.]+){0,2})?"
_POST = re.compile(rf"(?:[–—]|--) ?([^–—\n()]{{2,60}}\(@\w{{1,20}}\)(?: {_MONTHS} \d{{1,2}},? \d{{4}})?)")
_DATELINE = re.compile(
    rf"(?:{_CITY}{_DAY}?[.,]?|{_MONTHS}\s+\d{{1,2}})\s*(?:\((?P<agency>[^()\n]{{2,40}})\)|/(?P<slashed>[^/\n]{{2,30}})/)\s*[.:]?\s*(?:[-–—]+|(?<=\.))\s*"
    rf"|{_CITIES}{_DAY}?\s*(?:[–—]|--?)\s+",
    re.ASCII,
)


def find_notes(text: str) -> tuple[Note, ...]:
    """Return the notes of a text in order."""
    found = []
    for group in _GROUP.finditer(text):
        said = _note(group[1] if group[1] is not None else group[2])
        if said is not None:
            found.append(Note(*group.span(), said))
    found += [Note(*post.span(), post[1]) for post in _POST.finditer(text)]
    return tuple(sorted(found, key=lambda note: note.start))


def dateline(text: str, start: int, end: int) -> Note | None:
    """Return the dateline that the paragraph ``[start, end)`` opens with ("MOSCOW, April 15 (TASS) —")."""
    found = _DATELINE.match(text, start, min(end, start + 160))
    if found is None or found.end() >= end:
        return None
    agency = found["agency"] or found["slashed"]
    if agency and not _is_outlet(agency.split("/")[0].strip()):
        return None
    return Note(start, found.end(), text[start : found.end()].rstrip(" -–—"))


def _note(inner: str) -> str | None:
    """Return the words of a bracketed group that is a note, None for one that isn't."""
    plain = " ".join(inner.replace("’", "'").split()).casefold()
    if plain.rstrip(".!") in _known("whole") or plain in _known("whole") or plain.startswith(_known_starts()):
        return " ".join(inner.split())
    signed = _SIGNED.match(inner)
    if signed is None:
        return None
    words, stop, signature = signed[1], signed[2], " ".join(signed[3].split())
    sure = signature.replace("’", "'").casefold() in _known("signature") or _is_outlet(signature)
    russian = stop == "." and _INITIALS.fullmatch(signature) is not None
    return " ".join(words.split()) if sure or russian else None


@cache
def _known(form: str) -> frozenset[str]:
    return frozenset(
        row["text"].casefold() for row in rows("artefacts") if (row["kind"], row["form"]) == ("note", form)
    )


@cache
def _known_starts() -> tuple[str, ...]:
    return tuple(sorted(_known("start")))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row["text"].casefold() for row in rows("artefacts") if row["kind"] == "agency")


def _is_outlet(name: str) -> bool:
    return name.casefold() in _agencies() or load().outlet(name) is not None


def without(span: Span, notes: tuple[Note, ...]) -> tuple[Span, ...]:
    """Return the segments of ``span`` that no note covers."""
    segments, position = [], span[0]
    for note in notes:
        if position < note.start:
            segments.append((position, note.start))
        position = max(position, note.end)
    if position < span[1]:
        segments.append((position, span[1]))
    return tuple(segments)
