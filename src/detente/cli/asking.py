"""The lists: a verb for each table, and what it can be asked by."""

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    BetweenOption,
    FormatOption,
    KnownOption,
    LexiconOption,
    StoreOption,
    day,
    moment_of,
    open_ledger,
)


def _option(*names: str, **looks: Any) -> Any:
    return Annotated[str | None, typer.Option(*names, **looks)]


PERIOD = {
    "outlet": _option(help="Only what this outlet reports."),
    "since": _option(metavar="DATE", help="From this day on."),
    "until": _option(metavar="DATE", help="Up to this day."),
}
BETWEEN = {"between": BetweenOption}
ISSUE = {"issue": _option(help="About this issue, such as cyber or arms-control.")}
SIDES = {
    "source": _option(help="Who acts: name, code or country."),
    "target": _option(help="On whom."),
    "type": _option(help="PLOVER type, such as SANCTION."),
}
MAKER = {
    "maker": _option(help="Who commits, asks or foretells: name, code or country."),
    "addressee": _option(help="To whom."),
    "kind": _option(help="threat, promise, offer, demand or forecast."),
}

DEFAULTS = {"attitude": "speech"}

LISTS: dict[str, tuple[str, dict[str, Any]]] = {
    "statements": (
        "List statements: who said what to whom.",
        {
            "speaker": _option(help="Who speaks: name, code or country."),
            "addressee": _option(help="To whom."),
            "kind": _option(help="direct, indirect or mixed."),
            "act": _option(help="assert, deny, decline, agree, ask or announce."),
            "attitude": _option(help="speech, evidence, belief, intention, deed, hearsay, unsaid or any."),
            "search": _option(metavar="WORDS", help="With all these words."),
            **ISSUE,
            **BETWEEN,
            **PERIOD,
        },
    ),
    "events": (
        "List events as each report tells them, also those denied.",
        {
            **SIDES,
            "modality": _option(help="actual, planned, proposed, threatened or hypothetical."),
            "stance": _option(help="asserted, alleged, denied or confirmed."),
            **ISSUE,
            **BETWEEN,
            **PERIOD,
        },
    ),
    "facts": ("List facts: one an occurrence, however often it is told.", {**SIDES, **BETWEEN, **PERIOD}),
    "propositions": (
        "List threats, promises, offers, demands and forecasts.",
        {**MAKER, **ISSUE, **BETWEEN, **PERIOD},
    ),
    "cases": (
        "List cases, each with its verdict that day.",
        {**MAKER, "word": _option(help="The verdict, such as pending or carried_out."), **BETWEEN, **PERIOD},
    ),
    "differences": (
        "List where the reports differ.",
        {
            "kind": _option(help="date, count, actor, status, cause, frame, wording, one_sided or impossible."),
            "outlet": PERIOD["outlet"],
        },
    ),
}
COMMON: dict[str, tuple[Any, Any]] = {
    "as_of": (AsOfOption, None),
    "known_at": (KnownOption, None),
    "limit": (Annotated[int | None, typer.Option(min=1, help="At most so many rows.")], None),
    "form": (FormatOption, "table"),
}


def add_lists(app: typer.Typer) -> None:
    """Add a verb for each list."""
    for table, (help_, asked) in LISTS.items():
        app.command(name=table, help=help_)(_verb(table, asked))


def _verb(table: str, asked: dict[str, Any]) -> Any:
    """Return a function with the options as its parameters, as Typer reads them."""

    def verb(**stated: Any) -> None:
        _list(table, **stated)

    ledger = {"store": (StoreOption, DEFAULT_STORE), "lexicon": (LexiconOption, None)}
    options = {**ledger, **{name: (kind, DEFAULTS.get(name)) for name, kind in asked.items()}, **COMMON}
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter(name, keyword, default=d, annotation=kind) for name, (kind, d) in options.items()]
    verb.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    verb.__annotations__ = {name: kind for name, (kind, _) in options.items()}
    verb.__name__ = table
    return verb


def _list(table: str, store: Path, lexicon: Path | None, form: str, limit: int | None, **asked: Any) -> None:
    """Print the rows of one table that fit."""
    from detente.cli.lists import print_rows

    days = {name: day(asked[name]) for name in ("as_of", "since", "until") if name in asked}
    asked |= days | {"known_at": moment_of(asked["known_at"])}
    with open_ledger(store, lexicon) as book:
        rows = book.rows(table, **asked)
        shown = rows[:limit]
        print_rows(book.view(asked["as_of"], asked["known_at"]), table, shown, form, more=len(rows) - len(shown))
