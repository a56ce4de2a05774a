"""The analyst's own verbs: add what no machine found, load what others found, review what is doubtful."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import DEFAULT_STORE, BetweenOption, LexiconOption, StoreOption, day, open_ledger

ByOption = Annotated[str | None, typer.Option(help="Who you are; by default the user's name.")]


def add_verbs(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command()(add)
    app.command()(load)
    app.command()(review)


def add(
    kind: Annotated[str, typer.Argument(help="threat, promise, offer, demand, forecast or fact.")],
    words: Annotated[str, typer.Argument(help="What is to happen, or what happened.")],
    maker: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Who threatens, promises, ...: name, office or code.")
    ] = None,
    addressee: Annotated[str | None, typer.Option(metavar="WORDS", help="To whom.")] = None,
    condition: Annotated[
        str | None, typer.Option(metavar="WORDS", help="On which condition: a clause, or with its unless, once, ...")
    ] = None,
    said: Annotated[str | None, typer.Option(metavar="DATE", help="The day on which it was said.")] = None,
    window: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Until when: 2021-06-30, 2021-05..2021-06, by the end of May.")
    ] = None,
    strength: Annotated[str | None, typer.Option(help="will, would, may or all_options.")] = None,
    source: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Of a fact: who did it, several with ; between.")
    ] = None,
    target: Annotated[str | None, typer.Option(metavar="WORDS", help="Of a fact: to whom.")] = None,
    when: Annotated[str | None, typer.Option(metavar="WORDS", help="Of a fact: the day or days.")] = None,
    place: Annotated[str | None, typer.Option(metavar="WORDS", help="Of a fact: where.")] = None,
    magnitude: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Of a fact: how much, such as '10 diplomats'.")
    ] = None,
    type_: Annotated[str | None, typer.Option("--type", help="PLOVER type(s), if the words tell none.")] = None,
    quote: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The words of a report in the ledger on which it stands.")
    ] = None,
    article: Annotated[str | None, typer.Option(metavar="ID", help="The report, if several have the words.")] = None,
    note: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Where you have it from, if no report is quoted.")
    ] = "",
    by: ByOption = None,
    store: StoreOption = DEFAULT_STORE,
    lexicon: LexiconOption = None,
    form: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Enter a proposition or a fact by hand."""
    from typing import get_args

    from detente.cli.screens import print_added
    from detente.records import Strength

    if strength not in (None, *get_args(Strength)):
        raise ValueError(f"{strength!r} is no strength: {', '.join(get_args(Strength))}")
    stated = {"maker": maker, "addressee": addressee, "condition": condition, "window": window, "strength": strength}
    stated |= {"source": source, "target": target, "when": when, "place": place, "magnitude": magnitude}
    stated |= {"quote": quote, "article": article, "note": note or ""}
    types = tuple((type_ or "").upper().replace(",", " ").split())
    with open_ledger(store, lexicon, writable=True) as book:
        row = book.add(kind, words, by, said=day(said), types=types, **stated)
        print_added(book.view(), row, form)


def load(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder as export writes it.")],
    by: Annotated[str | None, typer.Option(help="Who made what is new in it, if its readings don't say.")] = None,
    store: StoreOption = DEFAULT_STORE,
    lexicon: LexiconOption = None,
) -> None:
    """Take in findings made elsewhere, with who made them."""
    with open_ledger(store, lexicon, writable=True) as book:
        found = book.load(folder, by)
    for failure in found.failures:
        typer.echo(f"detente: {failure}", err=True)
    taken = ", ".join(f"{count} {table}" for table, count in sorted(found.taken.items())) or "nothing"
    refused = f", {len(found.failures)} refused" if found.failures else ""
    drawn = f"; drawn anew, not loaded: {', '.join(found.left)}" if found.left else ""
    typer.echo(f"{taken} loaded, {found.stood} stood already{refused}{drawn}; the ledger is {store}", err=True)
    if found.failures:
        raise typer.Exit(1)


def review(
    store: StoreOption = DEFAULT_STORE,
    lexicon: LexiconOption = None,
    between: BetweenOption = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many rows.")] = None,
    by: ByOption = None,
    form: Annotated[str, typer.Option("--format", help="walk, or list them: table, json, jsonl or csv.")] = "walk",
) -> None:
    """Walk through what is open or doubtful, one key each."""
    from detente.cli.review import FORMS, Keys, Walk, print_doubts

    if form not in FORMS:
        raise ValueError(f"unknown format {form!r}: {', '.join(FORMS)}")
    with open_ledger(store, lexicon) as book:
        book.view()  # a ledger that isn't there is not made
    with open_ledger(store, lexicon, writable=form == "walk") as book:
        queue = book.doubts(between)
        if form != "walk":
            print_doubts(book.view(), queue[:limit], form, more=len(queue[limit:]) if limit else 0)
            return
        walk = Walk(book, queue[:limit], by, Keys(), book.view())
        try:
            walk.run()
        finally:
            left = len(walk.queue) - walk.at
            told = f"{len(walk.kept)} judgement{'' if len(walk.kept) == 1 else 's'} kept"
            typer.echo(f"detente: {told}, {left} left", err=True)
