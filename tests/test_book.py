"""The open ledger on small reports: reading twice, any order and processes, a day's view, judgements, export."""

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

import detente
from detente.book import StoreError, open_book
from detente.book.export import TABLES, columns
from detente.records import from_json

RUSSIAN = (
    "Russia expelled five Canadian diplomats on Tuesday. "
    "If Canada imposes new sanctions, Russia will respond, Foreign Minister Sergey Lavrov said."
)
CANADIAN = (
    "Canada imposed sanctions on Russia on Monday. "
    "Foreign Minister Chrystia Freeland said Canada would not be intimidated."
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    rows = [
        {
            "outlet": "Neva Courier",
            "outlet_country": "RUS",
            "published": "2018-04-04",
            "url": "https://example.org/1",
            "text": RUSSIAN,
        },
        {
            "outlet": "Ottawa Sun",
            "outlet_country": "CAN",
            "published": "2018-04-10",
            "url": "https://example.org/2",
            "text": CANADIAN,
        },
        {
            "outlet": "Ottawa Sun",
            "outlet_country": "CAN",
            "published": "2018-04-11",
            "text": "Nothing happened on Wednesday.",
        },
    ]
    for number, row in enumerate(rows):
        (folder / f"{number}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ledger(reports, tmp_path_factory):
    with detente.open(tmp_path_factory.mktemp("ledger") / "l.detente") as book:
        assert book.read([reports]).failures == []
        yield book


def tables(book):
    view = book.view()
    return {name: getattr(view, name) for name in TABLES if name not in ("articles", "readings", "judgements")}


def test_the_sanctions_and_the_expulsion_are_facts_and_the_threat_is_a_case(ledger):
    facts = {(fact.type, fact.source[0].country) for fact in ledger.facts()}
    assert {("SANCTION", "RUS"), ("COERCE", "CAN")} <= facts
    case = ledger.cases(maker="Lavrov", kind="threat")[0]
    assert case.condition is not None
    assert case.members == tuple(row.id for row in ledger.propositions(kind="threat"))


def test_any_order_batch_and_processes_give_the_same_ledger(ledger, reports, tmp_path):
    with detente.open(tmp_path / "other.detente") as book:
        for path in sorted(reports.iterdir(), reverse=True):
            assert book.read([path], jobs=2).read == 1
        assert tables(book) == tables(ledger)
        assert book.read([reports]).stood == 3
        assert tables(book) == tables(ledger)


def test_as_of_uses_only_what_was_published_by_then(ledger):
    early = ledger.view(as_of=dt.date(2018, 4, 5))
    assert {article.outlet for article in early.articles.values()} == {"Neva Courier"}
    assert {fact.source[0].country for fact in early.facts} == {"RUS"}
    assert ledger.view(as_of=dt.date(2018, 4, 1)).events == ()


def test_known_at_uses_only_what_was_stored_by_then(ledger):
    before = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    assert ledger.view(known_at=before).articles == {}
    assert len(ledger.view(known_at=dt.datetime.now(dt.UTC)).articles) == 3


def test_rows_are_asked_for_by_actor_country_day_outlet_and_words(ledger):
    assert len(ledger.statements(speaker="Lavrov")) == 1
    assert ledger.statements(speaker="Lavrov") == ledger.statements(speaker="RUS")
    assert ledger.statements(speaker="Lavrov", until=dt.date(2018, 4, 1)) == ()
    assert len(ledger.articles(outlet="ottawa")) == 2
    assert len(ledger.articles(search="intimidated")) == 1
    assert ledger.facts(between=("USA", "Russia")) == ()
    assert ledger.facts(between=("Canada", "RUS"))
    with pytest.raises(ValueError, match="unknown country 'Atlantis'"):
        ledger.facts(between=("Atlantis", "USA"))


def test_why_cuts_its_marks_out_of_the_paragraph(ledger):
    statement = ledger.statements(speaker="Lavrov")[0]
    explanation = ledger.why(statement.id)
    passage = explanation.passages[0]
    assert passage.text == RUSSIAN
    marked = {name: RUSSIAN[start:end] for (start, end), name in passage.marks}
    assert marked["cue"] == "said"
    assert "Lavrov" in marked["source"]
    with pytest.raises(KeyError, match="e_0"):
        ledger.why("e_0")


def test_why_of_a_case_shows_its_words_and_its_verdict(ledger):
    case = ledger.cases(kind="threat")[0]
    explanation = ledger.why(case.id)
    assert any("pending" in remark or "carried_out" in remark for remark in explanation.remarks)
    assert any("articles read since" in remark for remark in explanation.remarks)
    assert ledger.why(case.members[0].replace("p_", "v_")).row.case == case.id


def test_judgements_outrank_the_machine_and_survive_a_better_reader(reports, tmp_path, monkeypatch):
    path = tmp_path / "l.detente"
    with detente.open(path) as book:
        book.read([reports])
        expelled = book.facts(source="RUS", type="SANCTION")[0].members[0]
        book.judge(expelled, "reject", "a test")
        assert all(expelled not in fact.members for fact in book.facts())
        case = book.cases(kind="threat")[0]
        book.judge(case.id, "correct", "word=withdrawn")
        assert [(v.word, v.decided_by) for v in book.verdicts() if v.case == case.id] == [("withdrawn", "person")]
        statement = book.statements(speaker="Lavrov")[0]
        book.judge(statement.id, "correct", "act=announce")
        assert book.row(statement.id).act == "announce"
        monkeypatch.setattr("detente.book.ingest.READER", "detente-0.2.0")
        assert book.read([reports]).read == 3
        assert all(expelled not in fact.members for fact in book.facts())
        assert book.row(statement.id).act == "announce"
        assert book.view().astray == ()


def test_a_judgement_that_says_nonsense_is_refused(ledger):
    case, event = ledger.cases(kind="threat")[0], ledger.events()[0]
    for row, decision, note, cause in (
        (case.id, "correct", "word=kept", "no verdict on a threat"),
        (event.id, "correct", "colour=red", "colour"),
        (event.id, "correct", "id=x", "can't be corrected"),
        (event.id, "join", case.id, "needs another row of events"),
        (ledger.articles()[0].id, "reject", "", "can't be judged"),
    ):
        with pytest.raises(ValueError, match=cause):
            ledger.judge(row, decision, note)
    assert ledger.judgements() == ()


def test_join_and_split_cut_and_tie_facts(reports, tmp_path):
    with detente.open(tmp_path / "l.detente") as book:
        book.read([reports])
        one, other = book.facts(source="RUS", type="SANCTION")[0], book.facts(source="CAN", type="COERCE")[0]
        book.judge(one.id, "join", other.id)
        joined = book.row(one.id)
        assert set(one.members + other.members) <= set(joined.members)
        book.judge(one.id, "split", other.id)
        assert {one.id, other.id} <= {fact.id for fact in book.facts()}


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_export_writes_every_table_with_the_fields_of_the_contract(ledger, tmp_path, form):
    import duckdb

    files = ledger.export(tmp_path, form)
    assert [path.name for path in files] == [f"{table}.{form}" for table in TABLES]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in files)
    for path in files:
        if path.stat().st_size:
            found = duckdb.sql(f"SELECT * FROM '{path}'")
            assert tuple(found.columns) == columns(path.stem), path
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/facts.{form}'").fetchall() == [(len(ledger.facts()),)]


def test_exported_lines_are_records_and_their_spans_cut_out_their_words(ledger, tmp_path):
    ledger.export(tmp_path)
    texts = {a["id"]: a["text"] for a in map(json.loads, (tmp_path / "articles.jsonl").open(encoding="utf-8"))}
    for table in ("statements", "events", "propositions"):
        rows = [json.loads(line) for line in (tmp_path / f"{table}.jsonl").open(encoding="utf-8")]
        assert rows
        for row in rows:
            assert 0 <= row["start"] < row["end"] <= len(texts[row["article"]])
            assert from_json(TABLES[table], row) in getattr(ledger.view(), table)
        for actor in (actor for row in rows for actor in row.get("source", []) if actor["span"]):
            owner = next(row for row in rows if actor in row.get("source", []))
            assert texts[owner["article"]][slice(*actor["span"])] == actor["raw"]


def test_a_read_only_book_refuses_to_be_made(tmp_path):
    from detente.book import open_book

    with pytest.raises(StoreError, match="no such ledger"):
        open_book(tmp_path / "none", writable=False)


def test_a_dataframe_has_a_row_a_record(ledger):
    pandas = pytest.importorskip("pandas")
    frame = ledger.propositions().df()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == list(columns("propositions"))


def told(book, **row):
    """Read one report, written as a line of JSON, into a ledger."""
    path = book.path.parent / "told.jsonl"
    path.write_text(json.dumps({"outlet": "Neva Courier", "published": "2018-04-04"} | row) + "\n", encoding="utf-8")
    assert book.read([path]).failures == []


def test_the_versions_of_one_address_are_shown_each_in_its_time(tmp_path):
    with detente.open(tmp_path / "l.detente") as book:
        told(book, url="https://example.org/1", text=RUSSIAN)
        told(book, url="https://example.org/1", text=CANADIAN, published="2018-04-09")
        assert {f.source[0].country for f in book.facts() if f.type in ("SANCTION", "COERCE")} == {"CAN"}
        early = dt.date(2018, 4, 5)
        assert {f.source[0].country for f in book.facts(type="SANCTION", as_of=early)} == {"RUS"}
        book.export(tmp_path / "now")
        book.export(tmp_path / "early", as_of=early)
        for folder, count in (("now", 2), ("early", 1)):
            rows = [json.loads(line) for line in (tmp_path / folder / "readings.jsonl").read_text().splitlines()]
            articles = [
                json.loads(line)["id"] for line in (tmp_path / folder / "articles.jsonl").read_text().splitlines()
            ]
            assert sorted(row["article"] for row in rows) == sorted(articles)
            assert (len(rows), sum(row["current"] for row in rows)) == (count, 1)


def test_the_same_text_under_two_outlets_is_said_to_be_a_wire_copy(tmp_path):
    with detente.open(tmp_path / "l.detente") as book:
        told(book, text=RUSSIAN)
        told(book, text=RUSSIAN, outlet="Harbour Post")
        for row in (book.facts()[0], book.cases()[0], book.events()[0], book.articles()[0]):
            assert any("wire copy" in remark for remark in book.why(row.id).remarks), row


def test_a_judgement_finds_its_place_in_a_new_version_and_is_listed_as_lost_where_the_words_are_gone(tmp_path):
    address = "https://example.org/1"
    with detente.open(tmp_path / "l.detente") as book:
        told(book, url=address, text=RUSSIAN)
        expelled = next(e for e in book.events(type="SANCTION") if e.source[0].country == "RUS")
        book.judge(expelled.id, "correct", 'magnitudes=[{"count": 6, "unit": "diplomat"}]')
        told(
            book, url=address, text="A correction was made.\n\n" + RUSSIAN + " He gave no day.", published="2018-04-05"
        )
        moved = next(e for e in book.events(type="SANCTION") if e.source[0].country == "RUS")
        assert moved.id != expelled.id
        assert moved.magnitudes[0].count == 6
        assert book.view().astray == ()
        told(book, url=address, text=CANADIAN, published="2018-04-06")
        assert [j.target.id for j in book.view().astray] == [expelled.id]
        assert book.view().judgements == ()


def test_both_rows_of_a_pair_find_their_places_again(tmp_path):
    address = "https://example.org/1"
    with detente.open(tmp_path / "l.detente") as book:
        told(book, url=address, text=RUSSIAN)
        told(book, outlet="Ottawa Sun", published="2018-04-10", text=CANADIAN)
        one, other = book.facts(source="RUS", type="SANCTION")[0], book.facts(source="CAN", type="COERCE")[0]
        book.judge(other.id, "join", one.members[0])
        assert len(book.facts(type="SANCTION")) + len(book.facts(type="COERCE")) == 1
        told(book, url=address, text="First lines.\n\n" + RUSSIAN, published="2018-04-05")
        assert len(book.facts(type="SANCTION")) + len(book.facts(type="COERCE")) == 1
        told(book, url=address, text="Nothing happened on Wednesday.", published="2018-04-06")
        assert [j.decision for j in book.view().astray] == ["join"]
        assert book.facts(type="COERCE")[0].id == other.id


def test_one_fact_told_twice_is_split_by_the_id_of_a_member(tmp_path):
    with detente.open(tmp_path / "l.detente") as book:
        told(book, text=RUSSIAN)
        told(book, text=RUSSIAN, outlet="Harbour Post")
        (fact,) = book.facts(source="RUS", type="SANCTION")
        book.judge(fact.id, "split", fact.members[1])
        assert len(book.facts(source="RUS", type="SANCTION")) == 2


def test_a_ledger_whose_conclusions_cannot_be_kept_still_shows_them(reports, tmp_path, monkeypatch):
    def full(*_):
        raise StoreError("database or disk is full")

    monkeypatch.setattr("detente.store.Store.derive", full)
    with detente.open(tmp_path / "l.detente") as book:
        book.read([reports])
        assert book.facts(source="RUS", type="SANCTION")


def test_workers_end_with_the_reading_that_started_them(tmp_path):
    """kill -9 of the reading leaves no process behind."""
    script = (
        "import os, sys, time\n"
        "from multiprocessing import get_context\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from detente.book.ingest import _serve\n"
        "if __name__ == '__main__':\n"
        "    pool = ProcessPoolExecutor(1, mp_context=get_context('spawn'), initializer=_serve)\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    path = tmp_path / "reading.py"
    path.write_text(script)
    with subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, text=True) as process:
        worker = int(process.stdout.readline())
        process.kill()
    for _ in range(200):
        if not alive(worker):
            break
        time.sleep(0.05)
    assert not alive(worker)


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{process}/status").read_text() if Path("/proc").is_dir() else True


def test_a_worker_that_is_ended_costs_nothing_but_the_article_that_ends_it(tmp_path, monkeypatch):
    """Articles are read in a fresh process each after one was ended; only the one that ends it again has failed."""
    from detente.book import ingest

    pools = []

    class Pool:
        """Stands for a pool whose workers are ended by an article that names a trap."""

        def __init__(self, *_, **__):
            pools.append(self)

        def submit(self, function, article):
            future = Future()
            if "trap" in article.text:
                future.set_exception(BrokenProcessPool("ended"))
            else:
                future.set_result(function(article))
            return future

        def shutdown(self, **_):
            pass

    monkeypatch.setattr(ingest, "ProcessPoolExecutor", Pool)
    rows = [{"outlet": "Neva", "published": "2018-04-04", "text": f"{RUSSIAN} Report {n}."} for n in range(20)]
    rows[5]["text"] += " It is a trap."
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with detente.open(tmp_path / "l.detente") as book:
        report = book.read([tmp_path / "r.jsonl"], jobs=2)
        assert report.read == 19
        assert [failure.cause for failure in report.failures] == ["the process that read it was ended from outside"]
        assert len(book.articles()) == 19


def test_conclusions_are_kept_by_whoever_draws_them_first_unless_somebody_writes(reports, tmp_path):
    path = tmp_path / "l.detente"
    with detente.open(path) as book:
        book.read([reports])

    def kept():
        with sqlite3.connect(path) as connection:
            return connection.execute("SELECT count(*) FROM derived_from").fetchone()[0]

    assert kept() == 0
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with open_book(path, writable=False) as book:
        facts = book.facts()
    assert (len(facts) > 0, kept()) == (True, 0)
    writer.execute("ROLLBACK")
    writer.close()
    with open_book(path, writable=False) as book:
        assert book.facts() == facts
    assert kept() == 1
