"""The progress bar of a reading: articles, articles per second, time left."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from detente.articles import count_reports
from detente.book import Report
from detente.book.ingest import Progress


@contextmanager
def reading_bar(paths: Sequence[str], manifest: Path | None) -> Iterator[Progress]:
    """Give a function that shows progress on standard error; nothing is drawn where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("reading"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[done]} articles"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
    )
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        total = count_reports(paths, manifest) if console.is_terminal else None
        task = bar.add_task("reading", total=total, rate="", done=f"0 of {total}" if total else "0")

        def show(report: Report) -> None:
            speed = bar.tasks[task].speed
            done = f"{report.done} of {total}" if total else str(report.done)
            bar.update(task, completed=report.done, done=done, rate=f"{speed:.1f}/s" if speed else "")

        yield show
