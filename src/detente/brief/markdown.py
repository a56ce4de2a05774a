"""The brief -> Markdown that can be sent: text from outside is shown as it is and never obeyed."""

import re

from detente.brief.drawing import heading_of, parts_of
from detente.brief.lines import Line, Quote
from detente.brief.summary import Brief
from detente.brief.words import one_line

# Marks that mean something anywhere in a line; a backslash takes their meaning (CommonMark 2.4).
_MARKS = re.compile(r"[\\`*_\[\]<>&|~$@#]|:(?=[^\s\d])|(?<=www)\.", re.IGNORECASE)
# What makes a heading, a list or a rule of a line that it begins.
_FIRST = re.compile(r"^(?:[-+=]|\d{1,9}(?=[.)]))")
_JOINER = "\N{WORD JOINER}"  # keeps an address or a mention from becoming a link after the marks are rendered


def write_markdown(brief: Brief) -> str:
    """Return the brief as Markdown; ids stand as code, and what a report says is escaped."""
    parts = [f"# {escaped(brief.title)}", f"As of {brief.as_of or 'no stated day'}"]
    parts.append("\n".join(f"- {_with_ids(line)}" for line in brief.standing))
    for section in brief.sections:
        parts.append(f"## {escaped(heading_of(brief, section))}")
        parts.append("\n".join(_line(line) for line in section.lines))
        more = f"{section.more} more: `detente {section.verb}`" if section.more else ""
        if more or section.note:
            parts.append(" · ".join(filter(None, (more, section.note))))
    parts.append("---")
    parts.append(f"Read: {escaped(one_line(brief.read))}.")
    parts.append(f"{escaped(brief.versions)}. Any line opens with `detente why ID`.")
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return text from outside on one line, with nothing in it that Markdown or HTML would obey: no tag, link, address
    that turns into one, emphasis, heading, list or code."""
    line = _MARKS.sub(r"\\\g<0>", one_line(text))
    line = re.sub(r"\\(@|#(?=\d))", rf"\\\1{_JOINER}", line)
    return _FIRST.sub(lambda first: f"\\{first[0]}" if not first[0].isdigit() else f"{first[0]}\\", line)


def _line(line: Line) -> str:
    day = f"{escaped(line.day)} " if line.day else ""
    state = f" *\\[{escaped(line.state)}\\]*" if line.state else ""
    told = [f"- {day}**{escaped(one_line(line.text, 400))}**{state} `{line.id}`"]
    told += [_quote(quote, line.id) for quote in line.quotes]
    notes = "".join(f" · {escaped(one_line(note, 300))}" for note in line.notes)
    folded = f" · and {line.more} more of the kind: `detente {line.verb}`" if line.more else ""
    return "  \n  ".join(told) + notes + folded


def _quote(quote: Quote, line_id: str) -> str:
    label, words, source = map(escaped, parts_of(quote))
    own = f" `{quote.id}`" if quote.id != line_id else ""
    return f"{label}{' ' if words and label else ''}{words}{' ' if words or label else ''}{source}{own}"


_ID = re.compile(r"\\\[([a-z])\\_([0-9a-f]{16})\\\]")


def _with_ids(line: str) -> str:
    return _ID.sub(r"`\1_\2`", escaped(line))
