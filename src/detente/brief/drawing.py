"""The brief -> a page for the terminal."""

from typing import TYPE_CHECKING

from detente.brief.summary import Brief, Line, Section
from detente.brief.words import one_line

if TYPE_CHECKING:
    from rich.console import Group, RenderableType

WIDTH = 100
DAY = 13  # columns of the day: "by 2021-04-29"
GOOD = {"kept", "taken up", "met", "came true", "held", "accepted"}
BAD = {"carried out", "broken", "rejected", "refused", "cancelled", "did not", "not carried out"}
DOUBT = {"alleged", "denied", "did not happen", "disputed", "partly", "countered", "impossible"}


def draw(brief: Brief, width: int = WIDTH) -> "Group":
    """Return what Rich prints, at most 100 columns wide."""
    from rich.console import Group
    from rich.rule import Rule
    from rich.text import Text

    head = Text(f"{brief.title}", style="bold")
    head.append(f"   as of {brief.as_of or 'no stated day'}", style="not bold")
    parts: list[RenderableType] = [head, Text(brief.read, style="dim")]
    parts += [Text(line) for line in brief.standing]
    for section in brief.sections:
        count = (
            f"{len(section.lines)} of {len(section.lines) + section.more}" if section.more else str(len(section.lines))
        )
        parts += [Text(), Rule(Text(f" {section.title} ({count}) ", style="bold cyan"), align="left", style="cyan")]
        parts += [_section(section, min(width, WIDTH))]
    parts += [Text(), Text(f"{brief.versions}. Any line opens with: detente why ID", style="dim")]
    return Group(*parts)


def _section(section: Section, width: int) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1), expand=False)
    grid.add_column(width=DAY, style="dim")
    grid.add_column(width=width - DAY - 1)
    following = (*section.lines[1:], None)
    for line, after in zip(section.lines, following, strict=True):
        told_below = after is not None and (line.quote, line.outlets) == (after.quote, after.outlets)
        grid.add_row(one_line(line.day), _line(line, quote=not told_below))
    if section.more:
        grid.add_row("", Text(f"{section.more} earlier ones: detente {section.verb}", style="dim"))
    return grid


def _line(line: Line, quote: bool) -> "RenderableType":
    """What a line says and its state, the words behind it unless the next line quotes the same, outlets, notes, id."""
    from rich.text import Text

    text = Text(one_line(line.text, 400))
    if line.state:
        text.append(f"  [{line.state}]", style=f"bold {_colour(line.state)}")
    for words in line.quote.splitlines() if quote else ():
        text.append(f"\n{words}" if words[0] in '“"«„' else f"\n“{words}”", style="italic")
    outlets = ", ".join(one_line(name, 30) for name in line.outlets) if quote else ""
    told = " · ".join(filter(None, (outlets, *(one_line(note, 300) for note in line.notes))))
    text.append(f"\n{told} " if told and quote else f" {told} ", style="dim")
    text.append(line.id, style="dim blue")
    return text


def _colour(state: str) -> str:
    return "green" if state in GOOD else "red" if state in BAD else "yellow" if state in DOUBT else "blue"
