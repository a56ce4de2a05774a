"""Make docs/brief.svg: the top of the packaged example's brief as a terminal shows it.

python docs/make_screen.py
"""

import io
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from detente.book import open_book
from detente.brief import draw, summarize
from detente.cli import example

LINES = 78


def main() -> None:
    """Read the example and export the first lines of its brief."""
    reports = example()
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "example.detente") as book:
        book.read([reports], manifest=reports / "manifest.jsonl")
        brief = draw(summarize(book.view()))
    screen = Console(width=100, highlight=False, force_terminal=True, color_system="truecolor", file=io.StringIO())
    with screen.capture() as shown:
        screen.print(brief)
    paper = Console(width=100, record=True, highlight=False, file=io.StringIO())
    paper.print(Text.from_ansi("\n".join(shown.get().splitlines()[:LINES])))
    paper.save_svg(str(Path(__file__).with_name("brief.svg")), title="detente demo")


if __name__ == "__main__":
    main()
