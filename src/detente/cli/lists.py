"""Rows of a table -> a list on the screen, JSON, JSON Lines or CSV."""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from detente.book.export import columns, line, write_csv
from detente.book.query import day_of, outlets
from detente.book.view import View, row_of
from detente.brief.words import act, actor, day, magnitudes, one_line, part, quoted, sides, state
from detente.records import to_json
from detente.sources import speaking, telling

FORMATS = ("table", "json", "jsonl", "csv")
Show = Callable[[View, Any], str]


def print_rows(view: View, table: str, rows: Sequence[Any], form: str, more: int = 0) -> None:
    """Print rows to standard output; ``more`` rows are said to have been left out.

    Raises:
        ValueError: an unknown format.
    """
    if form not in FORMATS:
        raise ValueError(f"unknown format {form!r}: {', '.join(FORMATS)}")
    if form == "table":
        _print_table(view, table, rows, more)
        return
    if form == "csv":
        write_csv(sys.stdout, columns(table), rows)
        return
    shown = [_with_verdict(view, row) for row in rows] if table == "cases" else list(rows)
    if form == "json":
        json.dump(to_json(shown), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        sys.stdout.writelines(map(line, shown))


def _with_verdict(view: View, case: Any) -> dict[str, Any]:
    verdict = view.verdict_on.get(case.id)
    return {**to_json(case), "verdict": to_json(verdict) if verdict else None}


def _print_table(view: View, table: str, rows: Sequence[Any], more: int) -> None:
    """Three columns that fit a narrow screen: the id, the day, and who did or said what above the words."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim", min_width=18)
    grid.add_column(no_wrap=True, min_width=10)
    grid.add_column(ratio=1)
    title, state, words, outlets = SHOWN[table]
    for row in rows:
        text = Text(title(view, row), style="bold")
        if told := state(view, row):
            text.append(f"  [{told}]", style="not bold yellow")
        if quote := words(view, row):
            text.append(f"\n{quote}", style="not bold")
        if names := outlets(view, row):
            text.append(f"  {names}", style="not bold dim")
        grid.add_row(row.id, _day(view, row), text)
    console.print(grid)
    left = f", {more} more not shown" if more else ""
    console.print(f"{len(rows)} {table.removesuffix('s') if len(rows) == 1 else table}{left}", style="dim")


def _evidence(view: View, row: Any) -> str:
    return one_line(view.articles[row.article].text[row.start : row.end], WORDS)


def _day(view: View, row: Any) -> str:
    if moment := getattr(row, "at", None):
        return f"{moment:%Y-%m-%d}"
    if about := getattr(row, "about", None):
        row = row_of(view, about.id) or row
    return str(day_of(view, row) or "no day")


def _outlets(view: View, row: Any) -> str:
    """The outlets that tell a row, each with the kind of source that it is."""
    told = [view.articles[id_] for id_ in getattr(row, "articles", ()) if id_ in view.articles]
    if (own := view.articles.get(getattr(row, "article", ""))) is not None:
        told = [own]
    kinds = {article.outlet: kind for article in told if (kind := telling(article))}
    return ", ".join(one_line(name, 24) + (f" ({kinds[name]})" if name in kinds else "") for name in outlets(view, row))


def _said(_: View, row: Any) -> str:
    return actor(row.speaker) + (f" to {actor(row.addressee)}" if row.addressee else "")


def _event(_: View, row: Any) -> str:
    return f"{act(row.type, row.mode)}: {sides(row)}  {' '.join(filter(None, (row.type, row.mode)))}"


def _reality(_: View, row: Any) -> str:
    marks = [row.modality] if row.modality != "actual" else []
    marks += ["not"] if row.negated else []
    marks += [row.stance] if row.stance != "asserted" else []
    marks += ["within another"] if row.within else []
    return ", ".join(marks)


def _fact(view: View, row: Any) -> str:
    first = view.rows["events"].get(row.members[0])
    called = act(row.type, first.mode if first and first.type == row.type else None)
    return "  ".join(filter(None, (f"{called}: {sides(row)}", magnitudes(row.magnitudes), row.type)))


def _stage(_: View, row: Any) -> str:
    stages = dict.fromkeys(report.stage for report in row.stages)
    return ", ".join((*stages, *(("disputed",) if row.disputed_by else ())))


def _told(view: View, row: Any) -> str:
    """The first report's words for a fact."""
    first = view.rows["events"].get(row.members[0])
    return _evidence(view, first) if first else ""


def _proposition(_: View, row: Any) -> str:
    window = day(row.window)
    to = f" to {actor(row.addressee)}" if row.addressee else ""
    return f"{row.kind}  {actor(row.maker)}{to}" + (f"  {window}" if window else "")


def _verdict(view: View, row: Any) -> str:
    verdict = view.verdict_on.get(row.id)
    return state(verdict) if verdict else ""


def _half(_: View, row: Any) -> str:
    condition = part(row.condition)
    return one_line(part(row.outcome) + (f" — if: {condition}" if condition else ""), WORDS)


def _versions(_: View, row: Any) -> str:
    return "; ".join(f"{one_line(side.outlet, 24)}: {one_line(side.value, 90)}" for side in row.sides)


def _nothing(_: View, row: Any) -> str:
    return ""


WORDS = 200  # characters of a row's words
# What is shown of a row: its title, its state, its words, its outlets.
SHOWN: dict[str, tuple[Show, Show, Show, Show]] = {
    "articles": (_outlets, _nothing, lambda _, row: one_line(row.title or "", WORDS), _nothing),
    "statements": (
        _said,
        lambda _, row: ", ".join(
            filter(None, (row.act if row.attitude == "speech" else row.attitude, row.wording, speaking(row)))
        ),
        lambda view, row: quoted(view.articles[row.article], row.spans, WORDS),
        _outlets,
    ),
    "events": (_event, _reality, _evidence, _outlets),
    "facts": (_fact, _stage, _told, _outlets),
    "propositions": (_proposition, lambda _, row: "" if row.testable else "not testable", _half, _outlets),
    "cases": (_proposition, _verdict, _half, _outlets),
    "differences": (lambda _, row: f"{row.kind}  of {row.about.id}", _nothing, _versions, _nothing),
    "judgements": (
        lambda _, row: f"{row.decision}  {row.target.id}",
        lambda view, row: "lost" if row in view.astray else "found",
        lambda _, row: one_line(row.note, WORDS),
        lambda _, row: one_line(row.by, 24),
    ),
}
