"""The progress bar of a reading: articles, articles per second, time left."""

from collections.abc import Iterator
from contextlib import contextmanager

from detente.book import Report
from detente.book.ingest import Progress


@contextmanager
def reading_bar() -> Iterator[Progress]:
    """Give a function that shows progress on standard error; nothing is drawn where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("reading"),
        BarColumn(bar_width=30),
        TextColumn("{task.completed:.0f} articles"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None, rate="")

        def show(report: Report) -> None:
            speed = bar.tasks[task].speed
            bar.update(task, completed=report.done, rate=f"{speed:.1f}/s" if speed else "")

        yield show
