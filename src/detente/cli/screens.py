"""The brief and the reasons behind a row -> the screen."""

import datetime as dt
import json
import sys
from typing import Any

from detente.book.query import country
from detente.book.view import View, row_of
from detente.book.why import Explanation, Passage
from detente.brief import draw, summarize, write_markdown
from detente.brief.words import actor, day, magnitudes, one_line, part, plain, sides, state
from detente.records import Event, Part, Proposition, to_json, worn_id
from detente.sources import telling
from detente.verdicts.telling import asked

MARKS = {
    "source": "bold cyan",
    "maker": "bold cyan",
    "cue": "yellow",
    "content": "green",
    "condition": "magenta",
    "outcome": "green",
    "target": "bold blue",
    "addressee": "bold blue",
    "place": "italic",
}


def print_brief(view: View, form: str, between: tuple[str, str] | None = None, since: dt.date | None = None) -> None:
    """Print the brief as a page for the terminal, as Markdown or as JSON; ``since`` begins what is new in it.

    Raises:
        ValueError: an unknown country or format, or a day after that of the brief.
    """
    if form not in ("table", "md", "json"):
        raise ValueError(f"unknown format {form!r}: table, md or json")
    found = summarize(view, (country(between[0]), country(between[1])) if between else None, since)
    if form == "json":
        _print_json(to_json(found))
        return
    if form == "md":
        print(write_markdown(found), end="")
        return
    from rich.console import Console

    console = Console(highlight=False)
    console.print(draw(found, console.width))


def _asked_as_json(form: str) -> bool:
    if form not in ("table", "json"):
        raise ValueError(f"unknown format {form!r}: table or json")
    return form == "json"


def _print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def print_why(explanation: Explanation, form: str) -> None:
    """Print an explanation: the row in short, remarks, every passage with its spans marked.

    Raises:
        ValueError: an unknown format.
    """
    if _asked_as_json(form):
        _print_json(_as_json(explanation))
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(f"{explanation.row.id}  {explanation.table}", style="bold"))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for name, value in fields(explanation.row):
        grid.add_row(name.replace("_", " "), Text(value, overflow="fold"))
    console.print(Padding(grid, (0, 0, 0, 2)))
    for remark in explanation.remarks:
        console.print(Padding(Text(one_line(remark), style="italic"), (0, 0, 0, 2)))
    for passage in explanation.passages:
        console.print()
        print_passage(console, passage)


def print_added(view: View, row: Proposition | Event, form: str) -> None:
    """Print what was entered by hand: what is looked for, the fact or case that it belongs to, and what came of it.

    Raises:
        ValueError: an unknown format.
    """
    if _asked_as_json(form):
        _print_json(to_json(row))
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    title, lines = _fact_added(view, row) if isinstance(row, Event) else _case_added(view, row)
    head = Text(one_line(title), style="bold")
    head.append(f"  {row.id}", style="not bold dim")
    console.print(head)
    for line in lines:
        console.print(Padding(Text(one_line(line)), (0, 0, 0, 2)))


def _case_added(view: View, row: Proposition) -> tuple[str, list[str]]:
    to = f" to {actor(row.addressee)}" if row.addressee else ""
    lines = [f"looked for: {_looked_for(row.outcome)}"]
    if row.condition:
        lines.append(f"on condition: {_looked_for(row.condition)}")
    if days := day(row.window):
        lines.append(f"window: {days}")
    case = row_of(view, worn_id("cases", row.id))
    if case is not None:
        verdict = view.verdict_on[case.id]
        told = f"one case with {len(case.members) - 1} more from {', '.join(case.outlets)}"
        lines.append(f"{told}  {case.id}" if len(case.members) > 1 else f"a case of its own  {case.id}")
        lines.append(f"{state(verdict)}: {verdict.why}")
    return f"{row.kind} by {actor(row.maker)}{to}: {part(row.outcome)}", lines


def _looked_for(half: Part) -> str:
    if half.pattern is None or not half.pattern.types:
        return f"nothing, for “{half.text}” names no act that is known here: name one with --type, or judge the verdict"
    return asked(half.pattern)


def _fact_added(view: View, row: Event) -> tuple[str, list[str]]:
    fact = row_of(view, worn_id("facts", row.id))
    if fact is None:
        return f"{row.type} {sides(row)}", ["told as not done: it stays an event and is no fact"]
    how = f", {magnitudes(row.magnitudes)}" if row.magnitudes else ""
    more = f"one fact with {len(fact.members) - 1} more, told by {', '.join(fact.outlets)}"
    line = more if len(fact.members) > 1 else "a fact of its own"
    return f"{row.type} {sides(row)}{how}, {day(row.when) or 'no day'}", [f"{line}  {fact.id}"]


def fields(row: Any) -> list[tuple[str, str]]:
    """The fields of a row that say something, each on one line."""
    hidden = {
        "id",
        "article",
        "start",
        "end",
        "rule",
        "score",
        "text",
        "members",
        "articles",
        "spans",
        "coverage",
        "evidence",
    }
    data = to_json(row)
    return [
        (name, one_line(_short(value), 150))
        for name, value in data.items()
        if name not in hidden and value is not False and value not in (None, [], "")
    ]


def _short(value: Any) -> str:
    if isinstance(value, dict):
        if "table" in value:
            return str(value["id"])
        for name in ("name", "text", "stage", "outlet", "unit"):
            if value.get(name):
                more = value.get("code") or value.get("count") or value.get("reported_on") or value.get("timex") or ""
                return f"{value[name]} ({more})" if more else str(value[name])
        return ", ".join(f"{k} {v}" for k, v in value.items() if v not in (None, [], ""))
    if isinstance(value, list):
        return "; ".join(map(_short, value))
    return str(value)


def print_passage(console: Any, passage: Passage) -> None:
    """Print a passage with its spans marked, below its outlet and day."""
    from rich.padding import Padding
    from rich.text import Text

    article = passage.article
    head = Text("▌ ", style="cyan")
    head.append(one_line(article.outlet), style="bold")
    head.append(f"  {article.published or 'no date'}")
    head.append(f"  {kind}" if (kind := telling(article)) else "", style="dim")
    head.append(f"  {one_line(article.title, 60)}" if article.title else "", style="dim")
    if passage.role:
        head.append(f"  [{one_line(passage.role, 60)}]", style="yellow")
    console.print(head)
    if console.is_terminal:
        text = Text(plain(passage.text))
        for (start, end), name in passage.marks:
            text.stylize(MARKS.get(name, "underline"), start - passage.offset, end - passage.offset)
    else:
        text = Text(bracketed(passage))
    console.print(Padding(text, (0, 0, 0, 2)))
    legend = Text()
    if console.is_terminal:
        for name in dict.fromkeys(name for _, name in passage.marks):
            legend.append(f"{one_line(name, 40)}  ", style=MARKS.get(name, "underline"))
    score = f", score {passage.score:.2f}" if passage.score is not None else ""
    if passage.rule:
        legend.append(f"by {passage.rule}{score}  ", style="dim")
    legend.append(passage.row, style="dim")
    console.print(Padding(legend, (0, 0, 0, 2)))


def bracketed(passage: Passage) -> str:
    """Return the passage with its spans marked in brackets, for where there are no colours: "[source: Lavrov]"."""
    marks = []
    for (start, end), name in passage.marks:
        marks.append((end, 0, -start, "]"))
        marks.append((start, 1, -end, f"[{one_line(name, 40)}: "))
    told, at = [], passage.offset
    for place, _, _, mark in sorted(marks):
        told += [passage.text[at - passage.offset : place - passage.offset], mark]
        at = place
    return plain("".join(told) + passage.text[at - passage.offset :])


def _as_json(explanation: Explanation) -> dict[str, Any]:
    passages = [to_json(passage) | {"article": passage.article.id} for passage in explanation.passages]
    return {
        "table": explanation.table,
        "row": to_json(explanation.row),
        "remarks": list(explanation.remarks),
        "passages": passages,
    }
