"""Findings made elsewhere: a round trip gives equal files, what contradicts contract or text is refused by its line."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers_by_hand import NOON, fixed, read_by, reports
from reports_by_hand import Report, state
from typer.testing import CliRunner

import detente
from detente.book import open_book
from detente.book.export import TABLES
from detente.cli import app
from detente.store import open_store

LATER = NOON + dt.timedelta(days=1)


@pytest.fixture
def ledger(tmp_path):
    """A ledger with two readers, an older reading of ours, and judgements that take out, correct and tie."""
    path = tmp_path / "l.detente"
    threat, deed = reports()
    anna = replace(threat, propositions=tuple(
        replace(p, id="p_anna1", rule="anna: by hand", kind="promise") for p in threat.propositions
    ), statements=())  # fmt: skip
    with open_store(path) as store:
        store.add([read_by(threat, at=NOON - dt.timedelta(days=9)), read_by(deed)])
        store.add([read_by(threat, "detente-0.2.0"), read_by(anna, "anna", LATER)])
    with detente.open(path) as book:
        book.judge(threat.statements[0].id, "reject", "a caption", by="ben")
        book.judge(deed.events[0].id, "correct", "mode=expel", by="ben")
        book.judge(deed.events[1].id, "confirm", by="ben")
        yield book


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_export_load_and_export_again_gives_equal_files_and_loading_twice_changes_nothing(ledger, tmp_path, form):
    ledger.export(tmp_path / "one", form)
    with detente.open(tmp_path / "other.detente") as other:
        found = other.load(tmp_path / "one")
        assert found.failures == []
        assert found.taken == {"articles": 2, "readings": 4, "events": 2, "propositions": 2, "judgements": 3}
        other.export(tmp_path / "two", form)
        assert files(tmp_path / "one").keys() == files(tmp_path / "two").keys() == {f"{t}.{form}" for t in TABLES}
        if form != "parquet":  # its files name the build that wrote them
            assert files(tmp_path / "one") == files(tmp_path / "two")
        again = other.load(tmp_path / "two")
        assert (again.failures, sum(again.taken.values())) == ([], 0)
        other.export(tmp_path / "three", "jsonl")
    ledger.export(tmp_path / "was", "jsonl")
    assert files(tmp_path / "was") == files(tmp_path / "three")
    assert sum(ledger.load(tmp_path / "one").taken.values()) == 0
    assert not ledger.load(tmp_path / "was").failures


def test_what_somebody_found_stands_beside_ours_and_outlives_a_new_reading_and_a_new_version(tmp_path):
    told = Report("Neva", "RUS", "2021-04-02")
    told.event("Russia expelled ten diplomats.", "SANCTION", (state("RUS"),), (state("USA"),))
    ours = fixed(told)
    ours = replace(ours, article=replace(ours.article, url="https://example.org/1"))
    theirs = replace(ours, events=(replace(ours.events[0], id="e_anna1", type="REJECT"),))
    same_id = replace(ours, events=(replace(ours.events[0], type="ASSAULT"),))
    with open_store(tmp_path / "l.detente") as store:
        store.add([read_by(ours), read_by(theirs, "anna", LATER), read_by(same_id, "ben", LATER)])
        store.add([read_by(ours, "detente-0.2.0", LATER + dt.timedelta(days=1))])
        newer = replace(ours.article, id="a_2", published=dt.date(2021, 5, 1), text="Another text.")
        store.add([read_by(replace(ours, article=newer, events=()), at=LATER + dt.timedelta(days=2))])
    with open_book(tmp_path / "l.detente") as book:
        assert {(e.id, e.type) for e in book.events()} == {("e_anna1", "REJECT"), (ours.events[0].id, "ASSAULT")}
        assert [(r.reader, r.current) for r in book.view().readings if r.article == ours.article.id] == [
            ("detente-0.1.0", False), ("anna", True), ("ben", True), ("detente-0.2.0", False),
        ]  # fmt: skip
        assert [e.type for e in book.events(known_at=NOON)] == ["SANCTION"]


def test_what_a_finding_of_somebody_rests_on_stays_where_ours_no_longer_find_it(tmp_path):
    threat, _ = reports()
    theirs = replace(threat, statements=(), propositions=tuple(replace(p, id="p_anna1") for p in threat.propositions))
    with open_store(tmp_path / "l.detente") as store:
        store.add([read_by(threat), read_by(theirs, "anna", LATER)])
        store.add([read_by(replace(threat, statements=(), propositions=()), "detente-0.2.0", LATER)])
    with open_book(tmp_path / "l.detente") as book:
        assert [s.id for s in book.statements()] == [book.propositions()[0].statement]
        assert [c.members for c in book.cases()] == [("p_anna1",)]


def exported(ledger, folder, table, change=None, line=1):
    """Export, change a row of a table, and return the folder."""
    ledger.export(folder)
    path = folder / f"{table}.jsonl"
    rows = [json.loads(row) for row in path.read_text().splitlines()]
    if change:
        change(rows[line - 1])
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def put(**fields):
    return lambda row: row.update(fields)


def inside(name, **fields):
    def change(row):
        part = row[name][0] if isinstance(row[name], list) else row[name]
        part.update(fields)

    return change


REFUSED = [
    ("events", put(type="QUARREL"), "Event.type: 'QUARREL' is no type of PLOVER"),
    ("events", put(mode="smile"), "Event.mode: 'smile' is no mode of SANCTION"),
    ("events", put(contexts=["weather"]), "Event.contexts: unknown context 'weather'"),
    ("events", put(cameo="999"), "Event.cameo: unknown code '999'"),
    ("events", put(modality="perhaps"), "Event.modality: 'perhaps' is not one of actual"),
    ("events", put(start=5, end=5), "Event: [5, 5] is no place in its text"),
    ("events", put(end=10**6), "is no place in its text"),
    ("events", put(score=1.5), "Event.score: 1.5 is not above 0"),
    ("events", put(goldstein=44.0), "Event.goldstein: 44.0 is not between -10 and 10"),
    ("events", put(article="a_0123"), "'a_0123' is no article of the folder or of the ledger"),
    ("events", put(within="e_0123"), "Event.within: 'e_0123' is none of the events of its article"),
    ("events", put(asserted_by="s_0123"), "Event.asserted_by: 's_0123' is none of the statements"),
    ("events", put(id="p_0123"), "'p_0123' is no id of events"),
    ("events", put(colour="red"), "Event: unknown field 'colour'"),
    ("events", inside("source", span=[0, 4], raw="Oslo"), "source[0]: its span [0, 4] cuts out 'By t', not 'Oslo'"),
    ("events", inside("source", country="XYZ"), "Event.source[0].country: unknown country 'XYZ'"),
    ("events", inside("when", start="2021-04-31"), "DateRange.start: '2021-04-31' is no ISO date"),
    ("events", inside("when", start="2021-05-01"), "it ends on 2021-04-19, before it begins on 2021-05-01"),
    ("propositions", put(kind="warning"), "Proposition.kind: 'warning' is not one of threat"),
    ("propositions", inside("outcome", span=[0, 6]), "Proposition.outcome: its span [0, 6] cuts out"),
    ("propositions", inside("outcome", pattern={"types": ["X"], "source": None, "target": None, "issue": None}),
     "Proposition.outcome.pattern.types: 'X' is no type of PLOVER"),
    ("propositions", put(statement="s_0123"), "Proposition.statement: 's_0123' is none of the statements"),
    ("readings", put(read_at="2021-06-01T12:00:00"), "Reading.read_at: '2021-06-01T12:00:00' names no time zone"),
    ("articles", put(text="Another text."), "is not the id of this report"),
    ("articles", put(version="x"), "Article.version: 'x' is not that of the text"),
    ("judgements", put(note="start=7", decision="correct"), "Judgement.note: 'start' can't be corrected"),
    ("judgements", put(target={"table": "events", "id": "s_1"}), "'s_1' is no id of 'events'"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "change", "cause"), REFUSED)
def test_what_contract_or_text_contradicts_is_refused_with_file_and_line_and_the_rest_is_taken(
    ledger, tmp_path, table, change, cause
):
    folder = exported(ledger, tmp_path / "out", table, change)
    with detente.open(tmp_path / "other.detente") as other:
        found = other.load(folder)
        first = str(found.failures[0])
        assert first.startswith(f"{folder / table}.jsonl:line 1: ")
        assert cause in first
        assert sum(found.taken.values()) > 0
        assert other.view() is not None


def test_lines_that_are_no_rows_and_files_that_are_no_tables_are_refused(ledger, tmp_path):
    folder = exported(ledger, tmp_path / "out", "events")
    good = (folder / "events.jsonl").read_bytes()
    (folder / "events.jsonl").write_bytes(b'{"id": \n[1]\n"text"\n{"score": NaN}\n\xff\n' + good)
    (folder / "proposition.jsonl").write_bytes(good)
    (folder / "statements.csv").write_text("id,article\ns_1\n")
    (folder / "propositions.parquet").write_bytes(b"none")
    (folder / "propositions.jsonl").unlink()
    with detente.open(tmp_path / "other.detente") as other:
        found = other.load(folder)
    told = [str(failure).replace(f"{folder}/", "") for failure in found.failures]
    assert [line[:20] for line in told if line.startswith("events")] == [f"events.jsonl:line {n}:" for n in range(1, 6)]
    assert any(line.startswith("proposition.jsonl: no table of this name") for line in told)
    assert any(line.startswith("statements.jsonl: the table is in statements.csv already") for line in told)
    assert any(line == "statements.csv:line 2: 1 cells, but 2 columns" for line in told)
    assert any(line.startswith("propositions.parquet: can't be read") for line in told)
    assert found.taken["events"] == 2


def test_a_folder_without_tables_and_a_name_that_is_ours_are_refused(ledger, tmp_path):
    with pytest.raises(NotADirectoryError, match="no folder"):
        ledger.load(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="no table in it"):
        ledger.load(tmp_path / "empty")
    for name in ("detente-9.9", " \n", "anna: b", "a\x1b[2J"):
        with pytest.raises(ValueError, match="can't be the name"):
            ledger.load(tmp_path / "empty", by=name)


def coded(folder, ledger, **fields):
    """What a coder hands back: one event of his own on a report of the ledger, and nothing else."""
    event = ledger.events()[0]
    folder.mkdir(exist_ok=True)
    path = folder / "events.jsonl"
    ledger.export(folder.parent / "all")
    row = json.loads((folder.parent / "all" / "events.jsonl").read_text().splitlines()[0])
    assert row["id"] == event.id
    path.write_text(json.dumps(row | {"id": "e_mine", "rule": "codebook 3"} | fields) + "\n")
    return folder


def test_a_coder_hands_back_findings_on_reports_of_the_ledger_under_his_name(ledger, tmp_path):
    folder = coded(tmp_path / "coded", ledger, type="COERCE", mode=None)
    unnamed = ledger.load(folder)
    assert "nobody is named who made it" in str(unnamed.failures[0])
    found = ledger.load(folder, by="Coder  One")
    assert (found.failures, found.taken["events"]) == ([], 1)
    assert ledger.row("e_mine").rule == "Coder One: codebook 3"
    assert {(r.reader, r.ours) for r in ledger.view().readings if r.article == ledger.row("e_mine").article} == {
        ("detente-0.1.0", True), ("Coder One", False)
    }  # fmt: skip
    assert sum(ledger.load(folder, by="Coder One").taken.values()) == 0
    coded(folder, ledger, type="REJECT", mode=None)
    ledger.load(folder, by="Coder One")
    assert ledger.row("e_mine").type == "REJECT"
    assert any("Coder One: codebook 3" in passage.rule for passage in ledger.why("e_mine").passages)


def test_a_row_that_a_standing_reading_does_not_have_is_refused_unless_somebody_is_named(ledger, tmp_path):
    folder = exported(ledger, tmp_path / "out", "events", put(type="REJECT", mode=None))
    found = ledger.load(folder)
    assert [f.place for f in found.failures] == ["line 1"]
    assert "stands without it: who made it? (--by)" in found.failures[0].cause
    assert ledger.load(folder, by="anna").taken["events"] == 1
    assert ledger.events()[0].type == "REJECT"


def test_a_report_that_nobody_has_read_is_refused(ledger, tmp_path):
    folder = exported(ledger, tmp_path / "out", "articles")
    for path in folder.iterdir():
        if path.name != "articles.jsonl":
            path.unlink()
    with detente.open(tmp_path / "other.detente") as other:
        assert "nobody has read it" in str(other.load(folder).failures[0])
        assert other.articles() == ()
        assert other.load(folder, by="anna").taken == {"articles": 2}
        assert len(other.articles()) == 2


def test_a_refused_statement_takes_what_rests_on_it_along(tmp_path):
    threat, deed = reports()
    with open_store(tmp_path / "l.detente") as store:
        store.add([read_by(threat), read_by(deed)])
    with open_book(tmp_path / "l.detente") as book:
        folder = exported(book, tmp_path / "out", "statements", put(act="sing"))
    with detente.open(tmp_path / "other.detente") as other:
        refused = [str(failure).rpartition("/")[2] for failure in other.load(folder).failures]
        assert [line.partition(": ")[0] for line in refused] == ["statements.jsonl:line 1", "propositions.jsonl:line 1"]


def test_load_says_what_it_did_and_ends_with_1_where_something_was_refused(ledger, tmp_path):
    good, bad = (
        exported(ledger, tmp_path / "good", "events"),
        exported(ledger, tmp_path / "bad", "events", put(type="X")),
    )
    words = ["--store", str(tmp_path / "other.detente")]
    done = CliRunner().invoke(app, ["load", str(bad), *words])
    assert done.exit_code == 1
    assert f"detente: {bad}/events.jsonl:line 1: Event.type: 'X' is no type" in done.stderr
    done = CliRunner().invoke(app, ["load", str(good), "--by", "anna", *words])
    assert (done.exit_code, "1 events" in done.stderr, "drawn anew, not loaded" in done.stderr) == (0, True, True)


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4), st.just("\ud800"), st.just(2**70),
    st.just([]), st.just({}), st.just([[0, 5]]), st.just(["2021-02-30"]), st.just("e_1"), st.just({"table": 1}),
)  # fmt: skip


def spots(value, path=()):
    """Every place in a JSON value."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from spots(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from spots(item, (*path, number))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_row_holds_it_is_taken_or_refused_and_the_ledger_can_be_read(ledger, tmp_path, data):
    """A row with anything anywhere in it never ends the loading, and never spoils the ledger for those who look."""
    folder = tmp_path / "out"
    if not folder.exists():
        ledger.export(folder)
        (folder / "was").mkdir()
        for path in folder.glob("*.jsonl"):
            (folder / "was" / path.name).write_bytes(path.read_bytes())
    table = data.draw(st.sampled_from(["articles", "readings", "events", "propositions", "judgements"]))
    rows = [json.loads(line) for line in (folder / "was" / f"{table}.jsonl").read_text().splitlines()]
    row = data.draw(st.integers(0, len(rows) - 1))
    path = data.draw(st.sampled_from([spot for spot in spots(rows[row]) if spot]))
    place = rows[row]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = data.draw(JUNK)
    (folder / f"{table}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
    other = tmp_path / "junk.detente"
    for left in tmp_path.glob("junk.detente*"):
        left.unlink()
    with detente.open(other) as book:
        found = book.load(folder)
        view = book.view()
        assert view.facts is not None
        assert view.verdicts is not None
        assert len(found.failures) + sum(found.taken.values()) >= len(rows)
        book.export(tmp_path / "again")
    (folder / f"{table}.jsonl").write_bytes((folder / "was" / f"{table}.jsonl").read_bytes())
