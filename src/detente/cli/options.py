"""What a person can state on the command line, and how it is understood."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import datetime as dt

    from detente.book import Book

DEFAULT_STORE = Path("ledger.detente")

StoreOption = Annotated[Path, typer.Option("--store", envvar="DETENTE_STORE", help="The ledger's file.")]
LexiconOption = Annotated[
    Path | None,
    typer.Option("--lexicon", envvar="DETENTE_LEXICON", help="Your own people, terms, ...: a file or folder to add."),
]
FormatOption = Annotated[str, typer.Option("--format", help="table, json, jsonl or csv.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Use only what was published by then.")]
KnownOption = Annotated[
    str | None, typer.Option("--known-at", metavar="TIME", help="Use only what was stored by then.")
]
BetweenOption = Annotated[
    tuple[str, str] | None, typer.Option("--between", metavar="A B", help="Two countries, by ISO-3 code or name.")
]


def day(text: str | None) -> "dt.date | None":
    """Return the day that a person wrote, None for none.

    Raises:
        ValueError: it is no ISO date.
    """
    import datetime as dt

    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{text!r} is no day: write it as 2021-06-16") from None


def moment_of(text: str | None) -> "dt.datetime | None":
    """Return the moment that a person wrote, in local time where no zone is written, None for none.

    Raises:
        ValueError: it is no ISO time.
    """
    import datetime as dt

    try:
        moment = dt.datetime.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{text!r} is no time: write it as 2021-06-16T12:00") from None
    return moment if moment is None or moment.tzinfo else moment.astimezone()


def open_ledger(store: Path, lexicon: Path | None = None, writable: bool = False) -> "Book":
    """Open the ledger, and load what it needs only now."""
    from detente.book import open_book

    add_lexicon(lexicon)
    return open_book(store, writable)


def add_lexicon(lexicon: Path | None) -> None:
    """Add a user's own file or folder to the lexicon.

    Raises:
        ValueError: lines of it are at fault; the message names each with its file and line.
    """
    from detente.lexicon import use

    if lexicon:
        use(lexicon)
