"""The ledger file: transactions, versions, many processes, kills, a full disk."""

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from records_by_hand import NOON, article, findings, reading, state

from detente.linking import Block
from detente.records import Difference, Judgement, Link, Side, Target
from detente.store import SCHEMA, Derived, Step, StoreError, open_store

TESTS = Path(__file__).parent


def rows(store):
    keys = [key for key, _ in store.readings()]
    return {table: list(store.findings(table, keys)) for table in ("statements", "events", "propositions")}


def test_what_is_stored_comes_back_unchanged(tmp_path):
    told = [article(f"Report {n}.", day=n) for n in range(1, 4)]
    with open_store(tmp_path / "l.detente") as store:
        store.add((findings(a), reading(a)) for a in told)
        assert list(store.articles()) == told
        found = rows(store)
        assert {s.id for s in found["statements"]} == {findings(a).statements[0].id for a in told}
        assert findings(told[0]).propositions[0] in found["propositions"]
        assert store.finding("events", findings(told[1]).events[0].id) == findings(told[1]).events[0]
        assert store.finding("events", "e_0") is None


def test_the_same_reading_twice_adds_nothing(tmp_path):
    a = article()
    with open_store(tmp_path / "l.detente") as store:
        store.add([(findings(a), reading(a))])
        before = rows(store), store.readings()
        store.add([(findings(a), reading(a, at=NOON + dt.timedelta(days=1)))])
        assert (rows(store), store.readings()) == before
        assert store.has_reading(a.id, "detente-1", "lexicon-1", "model-1")
        assert not store.has_reading(a.id, "detente-2", "lexicon-1", "model-1")


def test_a_newer_reader_takes_the_place_and_the_old_reading_can_be_shown_again(tmp_path):
    a, later = article(), NOON + dt.timedelta(days=1)
    with open_store(tmp_path / "l.detente") as store:
        store.add([(findings(a), reading(a))])
        store.add([(findings(a), reading(a, "detente-2", later))])
        assert [(r.reader, r.current) for _, r in store.readings()] == [("detente-1", False), ("detente-2", True)]
        assert [(r.reader, r.current) for _, r in store.readings(known_at=NOON)] == [("detente-1", True)]


def test_another_text_at_one_address_is_a_new_version(tmp_path):
    old = article("First text.", url="https://example.org/1", day=1)
    new = article("Second text.", url="https://example.org/1", day=2)
    other = article("First text.", url="https://example.org/2", day=1)
    with open_store(tmp_path / "l.detente") as store:
        store.add((findings(a), reading(a)) for a in (new, other, old))
        assert {r.article: r.current for _, r in store.readings()} == {old.id: False, new.id: True, other.id: True}


def test_search_finds_statements_and_articles_by_their_words(tmp_path):
    a, b = article("Missiles and treaties."), article("Trade in grain.")
    with open_store(tmp_path / "l.detente") as store:
        store.add((findings(x), reading(x)) for x in (a, b))
        assert store.search("articles", "treaties") == {a.id}
        assert store.search("statements", "missiles") == {findings(a).statements[0].id}
        assert store.search("articles", 'grain" OR "treaties') == frozenset()
        assert store.search("articles", " ") == frozenset()


def test_judgements_and_what_is_derived_are_kept(tmp_path):
    link = Link(
        "l_1", "same", Target("events", "e_1"), Target("events", "e_2"), 0.9, None, None, "why", NOON.date(), "machine"
    )
    differ = Difference("d_1", "count", Target("facts", "f_1"), (Side("Herald", "a_1", (0, 3), "10"),), "ten or eleven")
    judged = Judgement(
        "j_1", Target("events", "e_1"), "met", "Ministers met.", "reject", "me", NOON, "[no] such meeting"
    )
    block = Block("event", 7, "e_1", "a_1")
    with open_store(tmp_path / "l.detente") as store:
        assert store.derived("state") is None
        store.derive("state", "basis", Derived([link], [differ], [block]))
        store.add_judgement(judged)
        assert store.derived("state") == ((link,), (differ,))
        assert store.derived("another") is None
        assert store.derived_from() == ("state", "basis")
        assert list(store.blocks().near("event", range(2000))) == list(store.blocks().of(["a_1"])) == [block]
        assert not list(store.blocks().near("statement", [7]))
        assert store.judgements() == (judged,)
        assert store.judgements(NOON - dt.timedelta(1)) == ()


def test_a_step_writes_what_has_changed_and_only_on_what_it_started_from(tmp_path):
    ends = Target("events", "e_1"), Target("events", "e_2")
    links = [Link(f"l_{n}", "same", *ends, 0.9, None, None, "why", None, "machine") for n in range(4)]
    with open_store(tmp_path / "l.detente") as store:
        store.derive(
            "one", "", Derived(links[:3], [], [Block("event", 7, "e_1", "a_1"), Block("event", 7, "e_2", "a_2")])
        )
        step, other = Step("one", ["l_1"], [], ["a_1"]), Block("event", 8, "e_1", "a_1")
        store.derive("two", "", Derived(links[3:], [], [other]), step)
        assert store.derived("two") == ((links[0], links[2], links[3]), ())
        assert sorted(block.key for block in store.blocks().of(["a_1", "a_2"])) == [7, 8]
        with pytest.raises(StoreError, match="by somebody else"):
            store.derive("three", "", Derived([], [], []), step)
        assert store.derived("two") is not None


def test_a_ledger_of_an_older_version_is_read_as_it_stands(tmp_path):
    path = tmp_path / "l.detente"
    with open_store(path) as store:
        store.add([(findings(article()), reading(article()))])
        before = rows(store)
    old = sqlite3.connect(path)
    old.execute("ALTER TABLE statements DROP COLUMN attitude")
    old.execute("PRAGMA user_version = 1")
    old.close()
    for writable in (False, True):
        with open_store(path, writable=writable) as store:
            assert rows(store) == before


def test_what_an_older_version_derived_is_derived_anew(tmp_path):
    path = tmp_path / "l.detente"
    with open_store(path) as store:
        store.add([(findings(article()), reading(article()))])
        before = rows(store)
        store.derive("state", "basis", Derived([], [], [Block("event", 7, "e_1", "a_1")]))
    old = sqlite3.connect(path)
    for sql in (
        *("DROP TABLE blocks", "DROP TABLE shelves", "CREATE TABLE blocks (kind, key, item, article)"),
        *("INSERT INTO blocks VALUES ('event', 7, 'e_1', 'a_1')", "PRAGMA user_version = 3"),
    ):
        old.execute(sql)
    old.commit()
    old.close()
    with open_store(path) as store:
        assert rows(store) == before
        assert store.derived_from() is None
        store.derive("state", "basis", Derived([], [], [Block("day", 7, "a_1", "a_1")]))
        assert [block.kind for block in store.blocks().of(["a_1"])] == ["day"]


def test_a_newer_store_another_file_and_a_missing_one_are_refused(tmp_path):
    newer, alien, text = tmp_path / "newer", tmp_path / "alien", tmp_path / "text"
    with open_store(newer):
        pass
    for path, sql in ((newer, f"PRAGMA user_version = {SCHEMA + 1}"), (alien, "CREATE TABLE t (x)")):
        with sqlite3.connect(path) as connection:
            connection.execute(sql)
    text.write_text("not a database " * 100)
    for path, cause in ((newer, "newer version"), (alien, "not a ledger"), (text, "not a database")):
        for writable in (True, False):
            with pytest.raises(StoreError, match=cause):
                open_store(path, writable)
    with pytest.raises(StoreError, match="no such ledger"):
        open_store(tmp_path / "none", writable=False)
    with pytest.raises(StoreError, match="doesn't exist"):
        open_store(tmp_path / "no" / "folder")


def test_a_full_disk_loses_nothing_that_was_committed_and_says_so(tmp_path):
    with open_store(tmp_path / "l.detente") as store:
        store.add([(findings(a := article()), reading(a))])
        before = rows(store)
        pages = store._sql.execute("PRAGMA page_count").fetchone()[0]
        store._sql.execute(f"PRAGMA max_page_count = {pages + 2}")
        big = article("word " * 100_000)
        with pytest.raises(StoreError, match="full"):
            store.add([(findings(big), reading(big))])
        assert rows(store) == before
    with open_store(tmp_path / "l.detente") as store:
        assert rows(store) == before


WRITER = """
    import sys
    from records_by_hand import article, findings, reading
    from detente.store import open_store
    path, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open_store(path) as store:
        for n in range(first, last):
            batch = [article(f"Report {n}, part {k}.", day=1 + n % 28) for k in range(5)]
            store.add((findings(a), reading(a)) for a in batch)
"""


def writer(path, first, last):
    env = os.environ | {"PYTHONPATH": str(TESTS)}
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(WRITER), path, str(first), str(last)], env=env)


def test_two_writers_at_once_both_succeed_while_a_reader_reads(tmp_path):
    path = tmp_path / "l.detente"
    both = [writer(path, 0, 20), writer(path, 10, 30)]
    seen = []
    while any(p.poll() is None for p in both):
        if path.exists() and path.stat().st_size:
            try:
                with open_store(path, writable=False) as store:
                    seen.append(len(store.readings()))
            except StoreError as error:
                assert "not a ledger" in str(error), error
        time.sleep(0.01)
    assert [p.returncode for p in both] == [0, 0]
    assert seen == sorted(seen)
    with open_store(path, writable=False) as store:
        assert len(store.readings()) == 150
        assert {table: len(found) for table, found in rows(store).items()} == dict.fromkeys(rows(store), 150)


def test_a_kill_at_any_moment_leaves_whole_batches_and_reading_again_completes_them(tmp_path):
    whole = tmp_path / "whole"
    assert writer(whole, 0, 12).wait() == 0
    with open_store(whole, writable=False) as store:
        expected = rows(store)
    killed = tmp_path / "killed"
    for moment in range(12):
        process = writer(killed, 0, 12)
        time.sleep(0.05 + moment * 0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if killed.exists() and killed.stat().st_size:
            with open_store(killed) as store:
                counts = {len(found) for found in rows(store).values()} | {len(store.readings())}
                assert len(counts) == 1
                assert counts.pop() % 5 == 0
    assert writer(killed, 0, 12).wait() == 0
    with open_store(killed, writable=False) as store:
        assert rows(store) == expected


def test_actors_survive_the_store(tmp_path):
    a = article()
    with open_store(tmp_path / "l.detente") as store:
        store.add([(findings(a), reading(a))])
        assert rows(store)["events"][0].source == (state("USA"),)


def test_a_damaged_file_is_named_whatever_is_asked_of_it(tmp_path):
    path = tmp_path / "l.detente"
    with open_store(path) as store:
        store.add((findings(a), reading(a)) for a in (article(f"Report {n}. " * 50) for n in range(40)))
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\xa5" * (len(data) - 12288)
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"l\.detente"), open_store(path, writable=False) as store:
        list(store.articles())
        rows(store)
    with pytest.raises(StoreError, match=r"l\.detente"), open_store(path) as store:
        store.search("statements", "report")
        store.add([(findings(article("New.")), reading(article("New.")))])


def test_a_value_that_is_no_longer_what_it_should_be_is_named_with_its_row(tmp_path):
    a = article()
    with open_store(tmp_path / "l.detente") as store:
        store.add([(findings(a), reading(a))])
        store._sql.execute("UPDATE events SET source = '[1'")
        with pytest.raises(StoreError, match=r"l\.detente: damaged: e_"):
            rows(store)


def test_a_folder_is_no_ledger(tmp_path):
    for writable in (True, False):
        with pytest.raises(StoreError, match="a folder, not a ledger"):
            open_store(tmp_path, writable)


def test_as_of_a_day_the_version_of_that_day_is_current(tmp_path):
    old = article("First text.", url="https://example.org/1", day=1)
    new = article("Second text.", url="https://example.org/1", day=2)
    with open_store(tmp_path / "l.detente") as store:
        store.add((findings(a), reading(a)) for a in (new, old))
        assert [(r.article, r.current) for _, r in store.readings(as_of=old.published)] == [(old.id, True)]
        assert {r.article: r.current for _, r in store.readings(as_of=new.published)} == {old.id: False, new.id: True}


def test_a_reader_writes_nothing_and_leaves_nothing_beside_the_ledger(tmp_path):
    a = article()
    with open_store(tmp_path / "l.detente") as store:
        store.add([(findings(a), reading(a))])
    with open_store(tmp_path / "l.detente", writable=False) as store:
        assert list(store.articles()) == [a]
        with pytest.raises(StoreError, match="readonly"):
            store.add([(findings(article("New.")), reading(article("New.")))])
    assert [path.name for path in tmp_path.iterdir()] == ["l.detente"]


def test_a_ledger_is_read_where_no_file_can_be_made_beside_it(tmp_path, monkeypatch):
    a, connect = article(), sqlite3.connect
    with open_store(tmp_path / "l.detente") as store:
        store.add([(findings(a), reading(a))])

    def on_a_disc(address, **how):
        if "immutable" not in address:
            raise sqlite3.OperationalError("unable to open database file")
        return connect(address, **how)

    monkeypatch.setattr(sqlite3, "connect", on_a_disc)
    with open_store(tmp_path / "l.detente", writable=False) as store:
        assert list(store.articles()) == [a]
    with pytest.raises(StoreError, match="can't be opened"):
        open_store(tmp_path / "l.detente")
