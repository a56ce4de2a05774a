"""The command line: one verb, one call of the book."""

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.asking import add_lists
from detente.cli.by_hand import add_verbs
from detente.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    BetweenOption,
    FormatOption,
    KnownOption,
    LexiconOption,
    StoreOption,
    add_lexicon,
    day,
    moment_of,
    open_ledger,
)

app = typer.Typer(
    name="detente",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def main() -> None:
    """Run the command line; a known failure is one line on standard error and exit code 1."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to end: as by Ctrl-C, with nothing left behind
    try:
        app()
    except (OSError, ValueError, LookupError, RuntimeError) as error:
        print(f"detente: {_cause(error)}", file=sys.stderr)
        sys.exit(1)


def _cause(error: Exception) -> object:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return error.args[0] if isinstance(error, KeyError) and error.args else error


def _version(asked: bool) -> None:
    if asked:
        from detente import __version__

        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Hold each side's words against its deeds, from what rival outlets report."""


# --- reading ----------------------------------------------------------------------------------------------


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="PATH...")],
    store: StoreOption = DEFAULT_STORE,
    lexicon: LexiconOption = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet of reports that don't state theirs.")] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of reports that don't state theirs.")
    ] = None,
    manifest: Annotated[Path | None, typer.Option(help="JSON Lines: file, outlet, published, ...")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Processes to use.")] = 1,
) -> None:
    """Read reports into the ledger."""
    from detente.articles import Defaults
    from detente.cli.progress import reading_bar

    defaults = Defaults(outlet=outlet, published=day(published))
    try:
        with open_ledger(store, lexicon, writable=True) as book, reading_bar(paths, manifest) as progress:
            report = book.read(paths, defaults, manifest, jobs, progress)
    except KeyboardInterrupt:
        typer.echo("detente: stopped; what was committed is kept, reading again goes on from there", err=True)
        raise
    for failure in report.failures:
        typer.echo(f"detente: {failure}", err=True)
    stood = f", {report.stood} stood already" if report.stood else ""
    failed = f", {len(report.failures)} failed" if report.failures else ""
    typer.echo(f"{report.read} read{stood}{failed}; the ledger is {store}", err=True)
    if report.failures:
        raise typer.Exit(1)


@app.command()
def demo(
    store: Annotated[Path | None, typer.Option(help="Keep the ledger in this file.")] = None,
    lexicon: LexiconOption = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Processes to use.")] = 1,
) -> None:
    """Read the packaged example and print its brief."""
    import tempfile

    from detente.book import open_book
    from detente.cli.progress import reading_bar
    from detente.cli.screens import print_brief

    add_lexicon(lexicon)
    reports = example()
    manifest = reports / "manifest.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        path = store or Path(folder) / "demo.detente"
        with open_book(path) as book:
            with reading_bar([str(reports)], manifest) as progress:
                book.read([reports], manifest=manifest, jobs=jobs, progress=progress)
            print_brief(book.view(), "table")


def example() -> Path:
    """Return the folder of the packaged example's reports.

    Raises:
        FileNotFoundError: the package was installed without it.
    """
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "examples", here.parents[3] / "examples"):
        if (found := folder / "reykjavik-2021" / "reports").is_dir():
            return found
    raise FileNotFoundError("the packaged example is missing: install detente anew")


# --- looking ----------------------------------------------------------------------------------------------


@app.command()
def brief(
    store: StoreOption = DEFAULT_STORE,
    lexicon: LexiconOption = None,
    between: BetweenOption = None,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From when on a thing is new; by default 30 days before.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, md or json.")] = "table",
) -> None:
    """Print where a relation stands, each line with its source."""
    from detente.cli.screens import print_brief

    with open_ledger(store, lexicon) as book:
        print_brief(book.view(day(as_of), moment_of(known_at)), form, between, day(since))


add_lists(app)


@app.command()
def why(
    row_id: Annotated[
        str, typer.Argument(metavar="ID", help="A statement, event, proposition, fact, case, verdict, ...")
    ],
    store: StoreOption = DEFAULT_STORE,
    lexicon: LexiconOption = None,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    form: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Show the sentences behind a row, the rule and its score."""
    from detente.cli.screens import print_why

    with open_ledger(store, lexicon) as book:
        print_why(book.why(row_id, day(as_of), moment_of(known_at)), form)


# --- judging and taking away ------------------------------------------------------------------------------


@app.command()
def judge(
    row_id: Annotated[str, typer.Argument(metavar="ID", help="The row to judge.")],
    decision: Annotated[str, typer.Argument(help="confirm, reject, correct, join or split.")],
    note: Annotated[
        str, typer.Argument(help="The reason; FIELD=VALUE to correct; the other row's id to join or split.")
    ] = "",
    by: Annotated[str | None, typer.Option(help="Who judges; by default the user's name.")] = None,
    store: StoreOption = DEFAULT_STORE,
    lexicon: LexiconOption = None,
) -> None:
    """Keep your judgement on a row: it outranks the machine."""
    from typing import get_args

    from detente.records import Decision

    if decision not in get_args(Decision):
        raise ValueError(f"{decision!r} is no decision: {', '.join(get_args(Decision))}")
    with open_ledger(store, lexicon) as book:
        book.row(row_id)
    with open_ledger(store, lexicon, writable=True) as book:
        kept = book.judge(row_id, decision, note, by)  # type: ignore[arg-type]
        typer.echo(f"{kept.id}: {kept.target.id} {kept.decision} {kept.note}".rstrip())


@app.command()
def judgements(
    store: StoreOption = DEFAULT_STORE,
    lexicon: LexiconOption = None,
    known_at: KnownOption = None,
    form: FormatOption = "table",
) -> None:
    """List judgements, those that lost their place too."""
    from detente.cli.lists import print_rows

    with open_ledger(store, lexicon) as book:
        view = book.view(known_at=moment_of(known_at))
        print_rows(view, "judgements", (*view.judgements, *view.astray), form)


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    store: StoreOption = DEFAULT_STORE,
    lexicon: LexiconOption = None,
    form: Annotated[str, typer.Option("--format", help="jsonl, csv or parquet.")] = "jsonl",
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
) -> None:
    """Write every table to a folder, one file each."""
    with open_ledger(store, lexicon) as book:
        files = book.export(out, form, day(as_of), moment_of(known_at))  # type: ignore[arg-type]
        typer.echo(f"{len(files)} files in {out}")


add_verbs(app)


# --- the lexicon ------------------------------------------------------------------------------------------

lexicon_verbs = typer.Typer(help="Who is who: check the lexicon and your own additions to it.", no_args_is_help=True)
app.add_typer(lexicon_verbs, name="lexicon")


@lexicon_verbs.command(name="check")
def check_lexicon(lexicon: LexiconOption = None) -> None:
    """Check people, terms, names and codes; print each fault with its file and line."""
    from detente.lexicon import check, load

    if faults := check(lexicon):
        for fault in faults:
            typer.echo(fault)
        raise typer.Exit(1)
    found = load(lexicon)
    terms = sum(len(found.tenures(id)) for id in found.entities)
    typer.echo(f"no fault in lexicon {found.version}: {len(found.entities)} who and what, {terms} terms in office")
