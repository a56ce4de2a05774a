"""The brief -> a page for the terminal."""

from typing import TYPE_CHECKING

from detente.brief.lines import Line, Quote
from detente.brief.summary import Brief, Section
from detente.brief.words import one_line

if TYPE_CHECKING:
    from rich.console import Group, RenderableType
    from rich.text import Text

WIDTH = 100
LEFT = 18  # columns of the day and, below it, of the id
GOOD = {"kept", "taken up", "met", "came true", "held", "accepted"}
BAD = {"carried out", "broken", "rejected", "refused", "cancelled", "did not", "not carried out"}
_TAGS = {"official document": "document", "state-controlled outlet": "state-controlled"}
DOUBT = {"alleged", "denied", "did not happen", "disputed", "partly", "countered", "impossible"}


def draw(brief: Brief, width: int = WIDTH) -> "Group":
    """Return what Rich prints, at most 100 columns wide."""
    from rich.console import Group
    from rich.rule import Rule
    from rich.text import Text

    width = min(width, WIDTH)
    head = Text(one_line(brief.title), style="bold")
    head.append(f"   as of {brief.as_of or 'no stated day'}", style="not bold")
    parts: list[RenderableType] = [head]
    parts += [_bullet(line) for line in brief.standing]
    for section in brief.sections:
        heading = Text(f" {heading_of(brief, section)} ", style="bold cyan")
        parts += [Text(), Rule(heading, align="left", style="cyan"), _section(section, width)]
    parts += [Text(), Text(f"Read: {one_line(brief.read)}.", style="dim")]
    parts += [Text(f"{brief.versions}. Any line opens with: detente why ID", style="dim")]
    return Group(*(_narrow(part, width) for part in parts))


def heading_of(brief: Brief, section: Section) -> str:
    """Return a section's title with how many of how many are shown, and from when what is new is new."""
    since = (
        f", since {brief.since}" if section.title in ("What changed lately", "New statements") and brief.since else ""
    )
    shown = sum(1 + line.more for line in section.lines)
    count = f"{shown} of {shown + section.more}" if section.more else str(shown)
    return f"{section.title}{since} ({count})"


def _narrow(part: "RenderableType", width: int) -> "RenderableType":
    from rich.constrain import Constrain

    return Constrain(part, width)


def _bullet(line: str) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_row("•", Text(one_line(line)))
    return grid


def _section(section: Section, width: int) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1), expand=False)
    grid.add_column(width=LEFT)
    grid.add_column(width=width - LEFT - 1)
    for line in section.lines:
        left = Text(one_line(line.day))
        left.append(("\n" if line.day else "") + line.id, style="blue")
        grid.add_row(left, _line(line))
    if section.more or section.note:
        more = f"{section.more} more: detente {section.verb}" if section.more else ""
        grid.add_row("", Text(" · ".join(filter(None, (more, section.note))), style="dim"))
    return grid


def _line(line: Line) -> "Text":
    """What a line says with its state, the words behind it with outlet and kind of source, notes."""
    from rich.text import Text

    text = Text(one_line(line.text, 400), style="bold")
    if line.state:
        text.append(f"  [{line.state}]", style=f"bold {_colour(line.state)}")
    for quote in line.quotes:
        _quote(text, quote, line.id)
    for note in line.notes:
        text.append(f" · {one_line(note, 300)}", style="not bold dim")
    if line.more:
        text.append(f" · and {line.more} more of the kind: detente {line.verb}", style="not bold dim")
    return text


def _quote(text: "Text", quote: Quote, line_id: str) -> None:
    label, words, source = parts_of(quote)
    text.append(f"\n{label}", style="not bold")
    text.append(words, style="not bold italic")
    text.append(source, style="not bold dim")
    if quote.id != line_id:
        text.append(f"  {quote.id}", style="not bold blue")


def parts_of(quote: Quote) -> tuple[str, str, str]:
    """Return what a quotation is, its words in marks ("" where it has none), its outlet with the kinds of source."""
    label = one_line(quote.label, 40)
    source = one_line(quote.outlet, 30) + (
        f" ({', '.join(_TAGS.get(kind, kind) for kind in quote.sources)})" if quote.sources else ""
    )
    if not quote.words:
        return label, "", f"{' ' if label else ''}— {source}"
    return f"{label}: " if label else "", in_quotes(quote.words), f" — {source}"


def in_quotes(words: str) -> str:
    """Return words in quotation marks, as they are where they begin with some."""
    return words if words[:1] in '“"«„' else f"“{words}”"


def _colour(state: str) -> str:
    return "green" if state in GOOD else "red" if state in BAD else "yellow" if state in DOUBT else "blue"
