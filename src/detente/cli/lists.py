"""Rows of a table -> a table on the screen, JSON, JSON Lines or CSV."""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from detente.book.export import columns, line, write_csv
from detente.book.query import day_of, outlets
from detente.book.view import View
from detente.brief.words import actor, actors, day, magnitudes, one_line, part, quoted
from detente.records import to_json

FORMATS = ("table", "json", "jsonl", "csv")
Column = tuple[str, dict[str, Any], Callable[[View, Any], str]]


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
    verdict = next((v for v in view.verdicts if v.case == case.id), None)
    return {**to_json(case), "verdict": to_json(verdict) if verdict else None}


def _print_table(view: View, table: str, rows: Sequence[Any], more: int) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False)
    for name, looks, _ in COLUMNS[table]:
        grid.add_column(name, **looks)
    for row in rows:
        grid.add_row(*(Text(show(view, row)) for _, _, show in COLUMNS[table]))
    if rows:
        console.print(grid)
    left = f", {more} more not shown" if more else ""
    console.print(f"{len(rows)} {table}{left}", style="dim")


def _evidence(view: View, row: Any) -> str:
    return one_line(view.articles[row.article].text[row.start : row.end], 160)


def _day(view: View, row: Any) -> str:
    return str(day_of(view, row) or "")


def _outlets(view: View, row: Any) -> str:
    return ", ".join(one_line(name, 24) for name in outlets(view, row))


def _event(_: View, row: Any) -> str:
    marks = [row.modality] if row.modality != "actual" else []
    marks += ["not"] if row.negated else []
    marks += [row.stance] if row.stance != "asserted" else []
    marks += ["within"] if row.within else []
    return str(row.type) + (f" {row.mode}" if row.mode else "") + (f" ({', '.join(marks)})" if marks else "")


def _sides(_: View, row: Any) -> str:
    join = " – " if row.symmetric else " → "
    return actors(row.source) + (join + actors(row.target) if row.target else "")


def _verdict(view: View, row: Any) -> str:
    return next((v.word.replace("_", " ") for v in view.verdicts if v.case == row.id), "")


def _half(row: Any) -> str:
    condition = part(row.condition)
    return one_line(part(row.outcome) + (f" — if: {condition}" if condition else ""), 160)


def _versions(_: View, row: Any) -> str:
    return "; ".join(f"{one_line(side.outlet, 24)}: {one_line(side.value, 60)}" for side in row.sides)


ID: Column = ("id", {"no_wrap": True, "style": "dim"}, lambda _, row: row.id)
DAY: Column = ("day", {"no_wrap": True}, _day)
OUTLETS: Column = ("outlets", {"ratio": 2}, _outlets)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "articles": (ID, DAY, OUTLETS, ("title", {"ratio": 5}, lambda _, row: one_line(row.title or "", 120))),
    "statements": (
        ID,
        DAY,
        ("speaker", {"ratio": 2}, lambda _, row: actor(row.speaker)),
        ("words", {"ratio": 5}, lambda view, row: quoted(view.articles[row.article], row.spans, 160)),
        ("act", {"no_wrap": True}, lambda _, row: row.act),
        OUTLETS,
    ),
    "events": (
        ID,
        DAY,
        ("event", {"ratio": 2}, _event),
        ("sides", {"ratio": 3}, _sides),
        ("words", {"ratio": 4}, _evidence),
    ),
    "facts": (
        ID,
        ("when", {"no_wrap": True}, lambda _, row: day(row.when)),
        ("fact", {}, lambda _, row: row.type),
        ("sides", {"ratio": 3}, _sides),
        ("how much", {"ratio": 2}, lambda _, row: magnitudes(row.magnitudes)),
        OUTLETS,
    ),
    "propositions": (
        ID,
        DAY,
        ("kind", {"no_wrap": True}, lambda _, row: row.kind),
        ("maker", {"ratio": 2}, lambda _, row: actor(row.maker)),
        ("what, on which condition", {"ratio": 5}, lambda _, row: _half(row)),
        ("window", {"ratio": 1}, lambda _, row: day(row.window)),
    ),
    "cases": (
        ID,
        DAY,
        ("kind", {"no_wrap": True}, lambda _, row: row.kind),
        ("maker", {"ratio": 2}, lambda _, row: actor(row.maker)),
        ("what, on which condition", {"ratio": 5}, lambda _, row: _half(row)),
        ("verdict", {"ratio": 1}, _verdict),
    ),
    "differences": (
        ID,
        ("kind", {"no_wrap": True}, lambda _, row: row.kind),
        ("versions", {"ratio": 4}, _versions),
        ("why", {"ratio": 3}, lambda _, row: one_line(row.why, 160)),
    ),
    "judgements": (
        ID,
        ("at", {"no_wrap": True}, lambda _, row: f"{row.at:%Y-%m-%d}"),
        ("by", {}, lambda _, row: one_line(row.by, 20)),
        ("decision", {}, lambda _, row: row.decision),
        ("on", {"no_wrap": True}, lambda _, row: row.target.id),
        ("place", {}, lambda view, row: "lost" if row in view.astray else "found"),
        ("note", {"ratio": 1}, lambda _, row: one_line(row.note, 120)),
    ),
}
