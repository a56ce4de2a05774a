"""The walk through what is open or doubtful: its order, its keys, and that no judgement is lost."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from ledgers_by_hand import read_by, reports
from reports_by_hand import Report, day, person, state
from test_load import fixed
from typer.testing import CliRunner

import detente
from detente.cli import app
from detente.cli.review import Keys, Walk
from detente.records import Pattern
from detente.store import open_store

USA, RUS, FRA = state("USA"), state("RUS"), state("FRA")


def several():
    """Cases and facts of every kind of doubt."""
    one = Report("Neva", "RUS", "2021-04-02", salt="one")
    envoy = person("Ada Example", "RUS")
    strikes = Pattern(("ASSAULT",), "RUS", "USA", None)
    for _ in range(2):
        one.proposition("threat", envoy, USA, "Russia will shell the northern harbour", strikes, strength="may")
    one.proposition("promise", USA, RUS, "send grain to the flooded villages", Pattern(("AID",), "USA", "RUS", None))
    one.proposition("forecast", RUS, None, "the mood will be better", testable=False, why_not="no observable outcome")
    one.proposition("threat", FRA, USA, "answer in kind")
    two = Report("Post", "USA", "2021-04-20", salt="two")
    aid = "The United States sent grain to the flooded villages."
    two.event(aid, "AID", (USA,), (RUS,), when=day("2021-04-19"), goldstein=7.0, score=0.55)
    two.event("Guards beat a clerk.", "ASSAULT", (FRA,), (RUS,), when=day("2021-04-18"), goldstein=-9.0, score=0.55)
    two.event("Both signed a protocol.", "AGREE", (FRA,), (RUS,), when=day("2021-04-17"), goldstein=1.0, score=0.9)
    return fixed(one), fixed(two)


@pytest.fixture
def book(tmp_path):
    with open_store(tmp_path / "l.detente") as store:
        store.add([read_by(one) for one in (*reports(), *several())])
    with detente.open(tmp_path / "l.detente") as opened:
        yield opened


def told(book):
    """Each doubt as the words of its row, in order."""
    found = []
    for doubt in book.doubts():
        row = book.row(doubt.id)
        case = book.row(row.case) if hasattr(row, "case") else None
        found.append((f"{row.word}: {case.outcome.text}" if case else row.type, doubt))
    return found


def test_what_is_decided_on_little_and_hangs_most_comes_first_and_what_cannot_be_tested_never(book):
    names = [name for name, _ in told(book)]
    assert not any("mood" in name for name in names)
    decided = names.index("kept: send grain to the flooded villages")
    assert decided < names.index("AID")
    assert names.index("ASSAULT") < names.index("AGREE")
    assert names.index("kept: send grain to the flooded villages") < names.index("pending: answer in kind")
    ranks = [doubt.rank for _, doubt in told(book)]
    assert ranks == sorted(ranks, reverse=True)
    assert all(0 < doubt.doubt <= 1 and doubt.stake > 0 and doubt.why for _, doubt in told(book))


def test_why_a_row_is_doubtful_is_said_in_words(book):
    why = {name: doubt.why for name, doubt in told(book)}
    assert why["kept: send grain to the flooded villages"] == "decided by one report's unsure finding (0.55)"
    assert why["pending: answer in kind"] == "its words name no act that the machine could look for"
    assert why["ASSAULT"] == "one report tells it, and the finding is unsure (0.55)"
    assert why["AGREE"] == "one report tells it"


def test_what_is_told_more_often_in_firmer_words_or_bears_verdicts_has_more_at_stake(book):
    stakes = {name: doubt.stake for name, doubt in told(book)}
    shelled = stakes["pending: Russia will shell the northern harbour"]
    assert shelled == pytest.approx(0.9 * 0.6 * 2)
    assert stakes["kept: send grain to the flooded villages"] == pytest.approx(1.0)
    assert stakes["AID"] == pytest.approx(0.7)  # one verdict rests on it
    assert stakes["ASSAULT"] == pytest.approx(0.45)  # none does


def test_what_a_person_judged_is_not_asked_again_and_between_leaves_out_the_rest(book):
    first = book.doubts()[0]
    book.judge(first.id, "confirm", by="ben")
    assert first.id not in {doubt.id for doubt in book.doubts()}
    fact = next(doubt.id for doubt in book.doubts() if doubt.id.startswith("f_"))
    book.judge(fact, "correct", "symmetric=true", by="ben")
    assert fact not in {doubt.id for doubt in book.doubts()}
    assert all("FRA" not in json.dumps(doubt.id) for doubt in book.doubts(("USA", "RUS")))
    assert len(book.doubts(("FRA", "RUS"))) < len(book.doubts())


def walk(book, typed, *words):
    args = ["review", "--store", str(book.path), "--by", "ben", *words]
    return CliRunner(env={"COLUMNS": "100"}).invoke(app, args, input=typed)


def decisions(book):
    with detente.open(book.path) as again:
        return [(j.target.id, j.decision, j.note) for j in again.judgements()]


def test_one_key_each_confirms_rejects_corrects_skips_and_goes_back(book):
    queue = book.doubts()
    facts = [n for n, doubt in enumerate(queue) if doubt.id.startswith("f_")]
    typed = ["c" if n not in facts else "r" for n in range(len(queue))]
    typed[1:1] = ["b", "s", "?"]
    done = walk(book, "\n".join(typed) + "\n")
    assert done.exit_code == 0, done.output
    assert f"1 of {len(queue)}" in done.stdout
    assert "'?' is none of" in done.stdout
    assert f"{len(queue)} judgements kept, 0 left" in done.stderr
    kept = decisions(book)
    assert {target for target, _, _ in kept} == {doubt.id for doubt in queue}
    assert {d for t, d, _ in kept if t[0] == "f"} == {"reject"}
    assert all(note.startswith("word=") for t, _, note in kept if t[0] == "v")
    assert max(map(len, done.stdout.splitlines())) <= 100


def at(book, words):
    return next(n for n, (name, _) in enumerate(told(book)) if words in name)


def test_a_word_is_corrected_by_its_number_and_a_field_of_a_fact_by_name(book):
    place, queue = at(book, "send grain"), book.doubts()
    walk(book, "s\n" * place + "x\n4\nq\n")
    verdict = book.row(queue[place].id)
    with detente.open(book.path) as again:
        verdict = again.row(queue[place].id)
        assert (verdict.word, verdict.decided_by) == ("broken", "person")
        assert verdict.why.startswith("ben says broken; the machine says kept: ")
    place, queue = at(book, "ASSAULT"), book.doubts()
    with detente.open(book.path) as again:
        place = next(n for n, doubt in enumerate(again.doubts()) if doubt.id == queue[place].id)
    done = walk(book, "s\n" * place + "x\n\nx\ntype=7\nx\ntype=COERCE\nq\n")
    assert "not kept: Fact.type" in done.stdout
    with detente.open(book.path) as again:
        assert again.row(queue[at(book, "ASSAULT")].id).type == "COERCE"


def test_to_reject_what_is_open_is_to_say_that_there_is_no_such_case(book):
    place = at(book, "answer in kind")
    case = book.row(book.row(book.doubts()[place].id).case)
    walk(book, "s\n" * place + "r\nq\n")
    assert decisions(book) == [(case.id, "reject", "")]
    with detente.open(book.path) as again:
        assert case.id not in {one.id for one in again.cases()}
    place = at(book, "send grain")
    case = book.row(book.row(book.doubts()[place].id).case)
    place -= place > at(book, "answer in kind")
    walk(book, "s\n" * place + "n\nq\n")
    assert (case.id, "reject", "") in decisions(book)


def test_the_sentence_is_shown_with_its_marks_its_context_and_the_machines_reason(book):
    place = at(book, "send grain")
    shown = walk(book, "s\n" * place + "w\nq\n").stdout
    part = shown[shown.index(f"{place + 1} of ") :]
    assert "promise by United States to Russia: send grain to the flooded villages" in part
    assert "[kept] decided by one report's unsure finding (0.55)" in part
    assert "Post  2021-04-20" in part
    assert "The United States sent grain to the flooded villages." in part
    assert "c confirm kept  r reject kept  n no such case" in part
    assert "articles read since" in part  # of `why`


def test_each_judgement_is_kept_before_the_next_key_is_read(book):
    typed = iter("cc")

    class Interrupted(Keys):
        def key(self):
            pressed = next(typed, None)
            if pressed is None:
                raise KeyboardInterrupt
            return pressed

    with pytest.raises(KeyboardInterrupt):
        Walk(book, book.doubts(), "ben", Interrupted(), book.view()).run()
    assert len(decisions(book)) == 2


def test_what_is_rejected_on_the_way_no_longer_stands_behind_what_comes_later(book):
    names = [name for name, _ in told(book)]
    queue = book.doubts()
    aid, kept = queue[names.index("AID")], queue[names.index("kept: send grain to the flooded villages")]

    typed = iter("rq")

    class Answers(Keys):
        def key(self):
            return next(typed)

    session = Walk(book, [aid, kept], "ben", Answers(), book.view())
    session.run()
    assert session.view.verdict_on[book.row(kept.id).case].word == "pending"


def test_a_walk_on_a_terminal_needs_no_return_key_and_ends_at_ctrl_c_with_what_was_kept(book):
    ours, theirs = pty.openpty()
    code = "import fcntl, signal, termios; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    code += "from detente.cli import main; main()"
    words = [sys.executable, "-c", code, "review", "--store", str(book.path), "--by", "ben"]
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as process:
        try:
            os.close(theirs)
            wait_for(ours, b"q quit")
            os.write(ours, b"\x1b[C")
            os.write(ours, b"c")
            wait_for(ours, b"q quit")
            os.write(ours, b"\x03")
            wait_for(ours, b"1 judgement kept")
            assert process.wait(60) == 130
        finally:
            process.kill()
    os.close(ours)
    assert [decision for _, decision, _ in decisions(book)] == ["confirm"]


def wait_for(terminal, words):
    shown, until = b"", time.monotonic() + 60
    while words not in shown and time.monotonic() < until:
        if select.select([terminal], [], [], 1)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                break
    assert words in shown, shown


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_the_list_names_every_row_in_order_and_asks_nothing(book, form):
    queue = book.doubts()
    shown = walk(book, "", "--format", form)
    assert shown.exit_code == 0
    places = [shown.stdout.index(doubt.id) for doubt in queue]
    assert places == sorted(places)
    assert "more not shown" in walk(book, "", "--format", "table", "--limit", "1").stdout
    assert decisions(book) == []


def test_a_fact_that_somebody_denies_shows_the_denial_first(tmp_path):
    told_, denied = Report("Neva", "RUS", "2021-04-02"), Report("Post", "USA", "2021-04-03")
    told_.event("The United States raided the camp.", "ASSAULT", (USA,), (RUS,), when=day("2021-04-01"))
    denied.event("No raid on the camp took place.", "ASSAULT", (USA,), (RUS,), when=day("2021-04-01"), stance="denied",
                 score=0.4)  # fmt: skip
    with open_store(tmp_path / "l.detente") as store:
        store.add([read_by(fixed(told_)), read_by(fixed(denied))])
    with detente.open(tmp_path / "l.detente") as book:
        (fact,) = book.facts()
        if fact.disputed_by:
            assert book.doubts()[0].why.startswith("disputed by Post")
            shown = walk(book, "q\n").stdout
            assert shown.index("No raid on the camp") < shown.index("raided the camp")
        else:
            pytest.fail(str(replace(fact)))
