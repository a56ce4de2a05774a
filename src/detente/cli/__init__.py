"""The command line: one verb, one call of the book."""

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import datetime as dt

    from detente.book import Book

app = typer.Typer(
    name="detente",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)

StoreOption = Annotated[Path, typer.Option("--store", envvar="DETENTE_STORE", help="The ledger's file.")]
FormatOption = Annotated[str, typer.Option("--format", help="table, json, jsonl or csv.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Use only what was published by then.")]
KnownOption = Annotated[
    str | None, typer.Option("--known-at", metavar="TIME", help="Use only what was stored by then.")
]
BetweenOption = Annotated[
    tuple[str, str] | None, typer.Option("--between", metavar="A B", help="Two countries, by ISO-3 code or name.")
]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Only what this outlet reports.")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day.")]
SearchOption = Annotated[str | None, typer.Option("--search", metavar="WORDS", help="With all these words.")]
IssueOption = Annotated[str | None, typer.Option("--issue", help="About this issue, such as cyber or arms-control.")]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many rows.")]
DEFAULT_STORE = Path("ledger.detente")


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


def _day(text: str | None) -> "dt.date | None":
    import datetime as dt

    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{text!r} is no day: write it as 2021-06-16") from None


def _moment(text: str | None) -> "dt.datetime | None":
    import datetime as dt

    try:
        moment = dt.datetime.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{text!r} is no time: write it as 2021-06-16T12:00") from None
    return moment if moment is None or moment.tzinfo else moment.astimezone()


def _open(store: Path, writable: bool = False) -> "Book":
    from detente.book import open_book

    return open_book(store, writable)


# --- reading ----------------------------------------------------------------------------------------------


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="PATH...")],
    store: StoreOption = DEFAULT_STORE,
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

    defaults = Defaults(outlet=outlet, published=_day(published))
    try:
        with _open(store, writable=True) as book, reading_bar(paths, manifest) as progress:
            report = book.read(paths, defaults, manifest, jobs, progress)
            book.view()
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
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Processes to use.")] = 1,
) -> None:
    """Read the packaged example and print its brief."""
    import tempfile

    from detente.book import open_book
    from detente.cli.progress import reading_bar
    from detente.cli.screens import print_brief

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
    between: BetweenOption = None,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    form: FormatOption = "table",
) -> None:
    """Print where a relation stands, each line with its source."""
    from detente.cli.screens import print_brief

    with _open(store) as book:
        print_brief(book.view(_day(as_of), _moment(known_at)), form, between)


def _list(table: str, store: Path, form: str, limit: int | None, **asked: Any) -> None:
    """Print the rows of one table that fit."""
    from detente.cli.lists import print_rows

    for name in ("as_of", "since", "until"):
        if name in asked:
            asked[name] = _day(asked[name])
    asked["known_at"] = _moment(asked.get("known_at"))
    with _open(store) as book:
        rows = book.rows(table, **asked)
        print_rows(
            book.view(asked["as_of"], asked["known_at"]), table, rows[:limit], form, more=len(rows) - len(rows[:limit])
        )


@app.command()
def statements(
    store: StoreOption = DEFAULT_STORE,
    speaker: Annotated[str | None, typer.Option(help="Who speaks: name, code or country.")] = None,
    addressee: Annotated[str | None, typer.Option(help="To whom.")] = None,
    kind: Annotated[str | None, typer.Option(help="direct, indirect or mixed.")] = None,
    act: Annotated[str | None, typer.Option(help="assert, deny, decline, agree, ask or announce.")] = None,
    between: BetweenOption = None,
    issue: IssueOption = None,
    search: SearchOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    limit: LimitOption = None,
    form: FormatOption = "table",
) -> None:
    """List statements: who said what to whom."""
    asked = {"speaker": speaker, "addressee": addressee, "kind": kind, "act": act, "issue": issue, "search": search}
    period = {"outlet": outlet, "since": since, "until": until, "as_of": as_of, "known_at": known_at}
    _list("statements", store, form, limit, between=between, **asked, **period)


@app.command()
def events(
    store: StoreOption = DEFAULT_STORE,
    source: Annotated[str | None, typer.Option(help="Who acts: name, code or country.")] = None,
    target: Annotated[str | None, typer.Option(help="On whom.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="PLOVER type, such as SANCTION.")] = None,
    modality: Annotated[str | None, typer.Option(help="actual, planned, proposed, threatened or hypothetical.")] = None,
    stance: Annotated[str | None, typer.Option(help="asserted, alleged, denied or confirmed.")] = None,
    between: BetweenOption = None,
    issue: IssueOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    limit: LimitOption = None,
    form: FormatOption = "table",
) -> None:
    """List events as each report tells them, also those denied."""
    asked = {"source": source, "target": target, "type": kind, "modality": modality, "stance": stance, "issue": issue}
    period = {"outlet": outlet, "since": since, "until": until, "as_of": as_of, "known_at": known_at}
    _list("events", store, form, limit, between=between, **asked, **period)


@app.command()
def facts(
    store: StoreOption = DEFAULT_STORE,
    source: Annotated[str | None, typer.Option(help="Who acts: name, code or country.")] = None,
    target: Annotated[str | None, typer.Option(help="On whom.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="PLOVER type, such as SANCTION.")] = None,
    between: BetweenOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    limit: LimitOption = None,
    form: FormatOption = "table",
) -> None:
    """List facts: one an occurrence, however often it is told."""
    asked = {"source": source, "target": target, "type": kind}
    period = {"outlet": outlet, "since": since, "until": until, "as_of": as_of, "known_at": known_at}
    _list("facts", store, form, limit, between=between, **asked, **period)


@app.command()
def propositions(
    store: StoreOption = DEFAULT_STORE,
    maker: Annotated[str | None, typer.Option(help="Who commits, asks or foretells: name, code or country.")] = None,
    addressee: Annotated[str | None, typer.Option(help="To whom.")] = None,
    kind: Annotated[str | None, typer.Option(help="threat, promise, offer, demand or forecast.")] = None,
    between: BetweenOption = None,
    issue: IssueOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    limit: LimitOption = None,
    form: FormatOption = "table",
) -> None:
    """List threats, promises, offers, demands and forecasts."""
    asked = {"maker": maker, "addressee": addressee, "kind": kind, "issue": issue}
    period = {"outlet": outlet, "since": since, "until": until, "as_of": as_of, "known_at": known_at}
    _list("propositions", store, form, limit, between=between, **asked, **period)


@app.command()
def cases(
    store: StoreOption = DEFAULT_STORE,
    maker: Annotated[str | None, typer.Option(help="Who commits, asks or foretells: name, code or country.")] = None,
    addressee: Annotated[str | None, typer.Option(help="To whom.")] = None,
    kind: Annotated[str | None, typer.Option(help="threat, promise, offer, demand or forecast.")] = None,
    word: Annotated[str | None, typer.Option(help="The verdict, such as pending or carried_out.")] = None,
    between: BetweenOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    limit: LimitOption = None,
    form: FormatOption = "table",
) -> None:
    """List cases, each with its verdict that day."""
    asked = {"maker": maker, "addressee": addressee, "kind": kind, "word": word}
    period = {"outlet": outlet, "since": since, "until": until, "as_of": as_of, "known_at": known_at}
    _list("cases", store, form, limit, between=between, **asked, **period)


@app.command()
def differences(
    store: StoreOption = DEFAULT_STORE,
    kind: Annotated[str | None, typer.Option(help="date, count, actor, status, cause, frame, wording, ...")] = None,
    outlet: OutletOption = None,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    limit: LimitOption = None,
    form: FormatOption = "table",
) -> None:
    """List where the reports differ."""
    _list("differences", store, form, limit, kind=kind, outlet=outlet, as_of=as_of, known_at=known_at)


@app.command()
def why(
    row_id: Annotated[
        str, typer.Argument(metavar="ID", help="A statement, event, proposition, fact, case, verdict, ...")
    ],
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
    form: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Show the sentences behind a row, the rule and its score."""
    from detente.cli.screens import print_why

    with _open(store) as book:
        print_why(book.why(row_id, _day(as_of), _moment(known_at)), form)


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
) -> None:
    """Keep your judgement on a row: it outranks the machine."""
    from typing import get_args

    from detente.records import Decision

    if decision not in get_args(Decision):
        raise ValueError(f"{decision!r} is no decision: {', '.join(get_args(Decision))}")
    with _open(store) as book:
        book.row(row_id)
    with _open(store, writable=True) as book:
        kept = book.judge(row_id, decision, note, by)  # type: ignore[arg-type]
        book.view()
        typer.echo(f"{kept.id}: {kept.target.id} {kept.decision} {kept.note}".rstrip())


@app.command()
def judgements(store: StoreOption = DEFAULT_STORE, known_at: KnownOption = None, form: FormatOption = "table") -> None:
    """List judgements, those that lost their place too."""
    from detente.cli.lists import print_rows

    with _open(store) as book:
        view = book.view(known_at=_moment(known_at))
        print_rows(view, "judgements", (*view.judgements, *view.astray), form)


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    store: StoreOption = DEFAULT_STORE,
    form: Annotated[str, typer.Option("--format", help="jsonl, csv or parquet.")] = "jsonl",
    as_of: AsOfOption = None,
    known_at: KnownOption = None,
) -> None:
    """Write every table to a folder, one file each."""
    with _open(store) as book:
        files = book.export(out, form, _day(as_of), _moment(known_at))  # type: ignore[arg-type]
        typer.echo(f"{len(files)} files in {out}")
