"""The command line: verbs, formats, exit codes, bad input named with its cause, nothing that a terminal obeys."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from records_by_hand import article
from typer.testing import CliRunner

from detente.book.why import Passage
from detente.cli import app, main
from detente.cli.screens import bracketed
from detente.store import StoreError, open_store

TEXT = (
    "Russia expelled five Canadian diplomats on Tuesday. "
    "If Canada imposes new sanctions, Russia will respond, Foreign Minister Sergey Lavrov said."
)
LISTS = ("statements", "events", "facts", "propositions", "cases", "differences")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "l.detente"
    done = run(
        "read", str(folder / "report.txt"), "--store", str(path), "--outlet", "Neva", "--published", "2018-04-04"
    )
    assert done.exit_code == 0, done.stderr
    return path


def run(*words):
    return CliRunner(env={"COLUMNS": "100"}).invoke(app, [str(word) for word in words])


def fails(capsys, monkeypatch, *words):
    """What a person sees of a failing call: standard error and the exit code."""
    monkeypatch.setattr(sys, "argv", ["detente", *map(str, words)])
    with pytest.raises(SystemExit) as exit_:
        main()
    return capsys.readouterr().err, exit_.value.code


@pytest.mark.parametrize("verb", LISTS)
def test_every_list_prints_a_table_json_lines_and_csv(store, verb):
    rows = json.loads(run(verb, "--store", store, "--format", "json").stdout)
    lines = run(verb, "--store", store, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    sheet = list(csv.DictReader(io.StringIO(run(verb, "--store", store, "--format", "csv").stdout)))
    assert [row["id"] for row in sheet] == [row["id"] for row in rows]
    table = run(verb, "--store", store)
    assert table.exit_code == 0
    assert f"{len(rows)} {verb if len(rows) > 1 else verb[:-1]}" in table.stdout
    assert max(map(len, table.stdout.splitlines())) <= 100
    assert all(row["id"] in table.stdout for row in rows)


def test_a_case_is_shown_with_its_verdict_that_day(store):
    case = json.loads(run("cases", "--store", store, "--format", "json").stdout)[0]
    assert case["verdict"]["word"] == "pending"
    assert case["verdict"]["case"] == case["id"]


def test_limit_and_filters(store):
    assert "more not shown" in run("events", "--store", store, "--limit", 1).stdout
    assert "0 statements" in run("statements", "--store", store, "--speaker", "Trudeau").stdout
    assert "1 statement" in run("statements", "--store", store, "--speaker", "lavrov").stdout


def test_what_was_said_is_listed_unless_another_attitude_is_asked_for(tmp_path):
    report = tmp_path / "r.txt"
    report.write_text(
        "The envoy said that the treaty would hold. The minister wants the two neighbours to open the border."
    )
    ledger = tmp_path / "l.detente"
    run("read", report, "--store", ledger, "--outlet", "Herald", "--published", "2021-05-03")

    def listed(*asked):
        rows = json.loads(run("statements", "--store", ledger, "--format", "json", *asked).stdout)
        return [row["attitude"] for row in rows]

    assert listed() == ["speech"]
    assert listed("--attitude", "intention") == ["intention"]
    assert sorted(listed("--attitude", "any")) == ["intention", "speech"]


def test_why_prints_the_paragraph_the_rule_and_its_score(store):
    row = json.loads(run("statements", "--store", store, "--format", "json").stdout)[0]
    shown = run("why", row["id"], "--store", store).stdout
    text = re.sub(r"\s+", " ", shown)
    assert "[content: If Canada imposes new sanctions, Russia will respond" in text
    assert "Lavrov] [cue: said]." in text
    assert row["rule"] in shown
    assert f"{row['score']:.2f}" in shown
    data = json.loads(run("why", row["id"], "--store", store, "--format", "json").stdout)
    assert data["passages"][0]["text"] == TEXT


def test_the_brief_fits_a_hundred_columns_and_opens_its_lines(store):
    shown = run("brief", "--store", store).stdout
    assert max(map(len, shown.splitlines())) <= 100
    ids = re.findall(r"\b[a-z]_[0-9a-f]{16}\b", shown)
    assert ids
    assert all(run("why", row_id, "--store", store).exit_code == 0 for row_id in set(ids))
    data = json.loads(run("brief", "--store", store, "--format", "json").stdout)
    assert {"Open cases to watch", "New statements"} <= {section["title"] for section in data["sections"]}
    assert {"contrasts", "positions", "sources", "since"} <= data.keys()
    page = run("brief", "--store", store, "--format", "md").stdout
    assert page.startswith("# ")
    assert set(ids) <= set(re.findall(r"[a-z]_[0-9a-f]{16}", page))
    assert "What changed lately" not in run("brief", "--store", store, "--since", "2030-01-01").stdout


def test_lists_say_what_an_act_is_and_who_tells_it(tmp_path):
    row = {"outlet": "kremlin.ru", "published": "2018-04-04", "text": TEXT}
    (tmp_path / "r.jsonl").write_text(json.dumps(row) + "\n")
    run("read", tmp_path / "r.jsonl", "--store", tmp_path / "l.detente")
    shown = re.sub(r"\s+", " ", run("statements", "--store", tmp_path / "l.detente").stdout)
    assert "named official]" in shown
    assert "kremlin.ru (official document)" in shown
    assert "Threatened:" in run("events", "--store", tmp_path / "l.detente").stdout


def test_judge_and_list_judgements(store, tmp_path):
    copy = tmp_path / "copy.detente"
    copy.write_bytes(store.read_bytes())
    row = json.loads(run("events", "--store", copy, "--format", "json").stdout)[0]
    assert run("judge", row["id"], "reject", "a test", "--by", "me", "--store", copy).exit_code == 0
    assert row["id"] not in run("events", "--store", copy, "--format", "jsonl").stdout
    listed = run("judgements", "--store", copy).stdout
    assert row["id"] in listed
    assert "found" in listed


def test_a_persons_verdict_stands_above_the_machines_and_is_shown_as_such(store, tmp_path):
    copy = tmp_path / "copy.detente"
    copy.write_bytes(store.read_bytes())
    case = json.loads(run("cases", "--store", copy, "--format", "json").stdout)[0]
    assert run("judge", case["id"], "correct", "word=withdrawn", "--by", "ben", "--store", copy).exit_code == 0
    assert "[withdrawn, by a person]" in run("cases", "--store", copy).stdout
    verdict = json.loads(run("cases", "--store", copy, "--format", "json").stdout)[0]["verdict"]
    assert (verdict["word"], verdict["decided_by"]) == ("withdrawn", "person")
    shown = re.sub(r"\s+", " ", run("why", case["id"], "--store", copy).stdout)
    assert "withdrawn, decided by person: ben says withdrawn; the machine says pending: " in shown
    assert "judged by ben" in shown
    assert "ben says withdrawn" in re.sub(r"\s+", " ", run("brief", "--store", copy).stdout)
    kept = json.loads(run("judge", case["id"], "confirm", "seen it", "--by", "ben", "--store", copy).exit_code == 0 and
                      run("judgements", "--store", copy, "--format", "json").stdout)  # fmt: skip
    assert [(j["target"]["table"], j["note"]) for j in kept] == [
        ("verdicts", "word=withdrawn"), ("verdicts", "word=withdrawn; seen it"),
    ]  # fmt: skip


def test_export(store, tmp_path):
    assert "11 files" in run("export", "--out", tmp_path / "out", "--store", store).stdout


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (("why", "e_0123"), "e_0123: no such row"),
        (("why", "nonsense"), "nonsense: no such row"),
        (("brief", "--between", "USA", "Atlantis"), "unknown country 'Atlantis'"),
        (("facts", "--as-of", "2021-02-30"), "'2021-02-30' is no day"),
        (("facts", "--known-at", "noon"), "'noon' is no time"),
        (("facts", "--format", "xml"), "unknown format 'xml'"),
        (("brief", "--format", "xml"), "unknown format 'xml'"),
        (("judge", "e_0123", "reject"), "e_0123: no such row"),
        (("judge", "e_0123", "praise"), "'praise' is no decision"),
        (("export", "--out", "x", "--format", "xml"), "unknown format 'xml'"),
    ],
)
def test_what_cannot_be_is_one_line_and_exit_code_1(store, capsys, monkeypatch, words, cause):
    told, code = fails(capsys, monkeypatch, *words, "--store", store)
    assert code == 1
    assert cause in told
    assert told.count("\n") == 1


def test_a_missing_ledger_is_named(tmp_path, capsys, monkeypatch):
    told, code = fails(capsys, monkeypatch, "brief", "--store", tmp_path / "none.detente")
    assert (code, "none.detente: no such ledger" in told) == (1, True)


def test_bad_input_is_named_with_file_and_cause_and_the_rest_is_read(tmp_path):
    good = {"outlet": "Neva", "published": "2018-04-04", "text": TEXT}
    (tmp_path / "a-empty.txt").write_text("")
    (tmp_path / "b-binary.txt").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "c-cut.jsonl").write_text(json.dumps(good) + "\n" + json.dumps(good)[:40])
    (tmp_path / "d-list.json").write_text("[[1, 2]]")
    (tmp_path / "e-fields.jsonl").write_text(json.dumps({"outlet": "Neva"}) + "\n")
    (tmp_path / "f-date.jsonl").write_text(json.dumps(good | {"published": "2018-13-45"}) + "\n")
    (tmp_path / "g-word.txt").write_text("word" * 750_000)
    (tmp_path / "h-nested.html").write_text("<div>" * 20_000 + TEXT + "</div>" * 20_000)
    (tmp_path / "z-good.jsonl").write_text(json.dumps(good | {"text": TEXT + " Canada protested."}) + "\n")
    done = run("read", tmp_path, tmp_path / "missing", "--store", tmp_path / "l.detente")
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    for name in (
        "a-empty.txt",
        "b-binary.txt",
        "c-cut.jsonl",
        "d-list.json",
        "e-fields.jsonl",
        "f-date.jsonl",
        "missing",
    ):
        assert any(name in line for line in done.stderr.splitlines()), (name, done.stderr)
    read = json.loads(run("statements", "--store", tmp_path / "l.detente", "--format", "json").stdout)
    assert len({row["article"] for row in read}) >= 2


def test_nothing_in_a_report_is_obeyed_by_the_terminal(tmp_path):
    evil = "Lavrov \x1b]0;owned\x07 said that [bold red]Russia[/] will \x1b[2Jrespond to Canada."
    (tmp_path / "r.jsonl").write_text(
        json.dumps({"outlet": "N\x1b[31m", "published": "2018-04-04", "text": evil}) + "\n"
    )
    run("read", tmp_path / "r.jsonl", "--store", tmp_path / "l.detente")
    ids = [
        row["id"] for row in json.loads(run("statements", "--store", tmp_path / "l.detente", "--format", "json").stdout)
    ]
    shown = [
        run(*words, "--store", tmp_path / "l.detente").stdout
        for words in (["brief"], ["statements"], *(["why", i] for i in ids))
    ]
    assert ids
    assert all("\x1b]" not in text and "\x1b[2J" not in text and "\x1b[31m" not in text for text in shown)
    assert "[bold red]" in "".join(shown)


def test_help_imports_neither_the_parser_nor_the_tables():
    code = "import sys; sys.argv = ['detente', '--help']; from detente.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass\n"
    code += "print([m for m in ('spacy', 'duckdb', 'trafilatura', 'rich', 'numpy', 'sqlite3') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "[]"


def test_every_list_fits_a_narrow_screen_with_whole_ids(store):
    for verb in LISTS:
        shown = CliRunner(env={"COLUMNS": "80"}).invoke(app, [verb, "--store", str(store)]).stdout
        rows = json.loads(run(verb, "--store", store, "--format", "json").stdout)
        assert max(map(len, shown.splitlines())) <= 80
        assert re.findall(r"^[a-z]_[0-9a-f]{16}", shown, flags=re.M) == [row["id"] for row in rows]


def test_spans_within_spans_are_marked_in_brackets():
    passage = Passage(
        article("He said: Oslo, he said, waits."), 3, "said: Oslo, he said, waits.", (), "s_1", "rule", 0.9, ""
    )
    marks = (((9, 29), "content"), ((9, 13), "place"), ((3, 7), "cue"))
    assert bracketed(replace(passage, marks=marks)) == "[cue: said]: [content: [place: Oslo], he said, waits]."


def test_the_version_and_every_help_are_shown():
    assert run("--version").stdout.startswith("detente 0.")
    shown = run("--help").stdout
    assert "..." not in shown.partition("Commands:")[2]
    for command in app.registered_commands:
        verb = command.name or command.callback.__name__
        assert f"  {verb} " in shown
        assert run(verb, "--help").exit_code == 0


def test_what_is_wrong_with_a_file_is_told_with_its_name(store, tmp_path, capsys, monkeypatch):
    (tmp_path / "file").write_text("")
    assert fails(capsys, monkeypatch, "export", "--store", store, "--out", tmp_path / "file") == (
        f"detente: {tmp_path / 'file'}: File exists\n",
        1,
    )
    told, code = fails(capsys, monkeypatch, "facts", "--store", tmp_path)
    assert (told, code) == (f"detente: {tmp_path}: a folder, not a ledger\n", 1)
    assert fails(capsys, monkeypatch, "facts", "--limit", "0", "--store", store)[1] == 2


def test_standard_input_is_text_or_json_lines(tmp_path):
    ledger = tmp_path / "l.detente"
    line = json.dumps({"outlet": "Neva", "published": "2018-04-04", "text": TEXT})
    words = ["read", "-", "--store", str(ledger)]
    assert CliRunner().invoke(app, words, input=line).exit_code == 0
    assert (
        CliRunner().invoke(app, [*words, "--outlet", "Harbour", "--published", "2018-04-05"], input=TEXT).exit_code == 0
    )
    nothing = CliRunner().invoke(app, words, input="")
    assert (nothing.exit_code, "empty" in nothing.stderr) == (1, True)
    articles = json.loads(run("facts", "--store", ledger, "--format", "json").stdout)
    assert {outlet for row in articles for outlet in row["outlets"]} <= {"Neva", "Harbour"}
    assert "1 read" in CliRunner().invoke(app, words, input=line.replace("04-04", "04-06")).stderr


def test_ctrl_c_ends_without_a_trace_and_keeps_what_was_committed(tmp_path):
    rows = [{"outlet": "Neva", "published": "2018-04-04", "text": f"Report {n}. " + TEXT * 4} for n in range(300)]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    words = ["read", str(tmp_path / "r.jsonl"), "--store", str(tmp_path / "l.detente"), "--jobs", "2"]
    code = "import sys, signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += "from detente.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        while process.poll() is None and not stored(tmp_path / "l.detente"):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate()[1]
    assert process.returncode == 130
    assert told == "detente: stopped; what was committed is kept, reading again goes on from there\n"
    assert stored(tmp_path / "l.detente") % 16 == 0


def stored(ledger):
    try:
        with open_store(ledger, writable=False) as store:
            return len(store.readings())
    except StoreError:
        return 0


OWN = "[people]\nid\tname\tcountry\tsector\nida-example\tIda Example\t{}\tGOV\n"


def test_a_lexicon_of_ones_own_adds_to_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_LEXICON", "")
    (tmp_path / "own.tsv").write_text(OWN.format("ISL"))
    (tmp_path / "report.txt").write_text("Ida Example arrived in Moscow, she said on Tuesday.")
    words = ["--store", tmp_path / "l.detente"]
    read = ["read", tmp_path / "report.txt", *words, "--outlet", "Neva", "--published", "2018-04-04"]
    assert "1 read" in run(*read).stderr
    assert speakers(words) == [("person:ida-example", None)]
    assert "1 read" in run(*read, "--lexicon", tmp_path / "own.tsv").stderr
    monkeypatch.setenv("DETENTE_LEXICON", str(tmp_path / "own.tsv"))
    assert speakers(words) == [("person:ida-example", "ISL")]
    assert "1 stood" in run(*read).stderr


def speakers(words):
    rows = json.loads(run("statements", *words, "--format", "json").stdout)
    return [(row["speaker"]["id"], row["speaker"]["country"]) for row in rows]


def test_faults_of_a_lexicon_are_named_with_file_and_line(store, tmp_path, capsys, monkeypatch):
    (tmp_path / "own.tsv").write_text(OWN.format("XYZ"))
    fault = "own.tsv, line 3: unknown country 'XYZ'\n"
    checked = run("lexicon", "check", "--lexicon", tmp_path / "own.tsv")
    assert (checked.stdout, checked.exit_code) == (fault, 1)
    words = ["events", "--store", store, "--lexicon", tmp_path / "own.tsv"]
    assert fails(capsys, monkeypatch, *words) == (f"detente: {fault}", 1)
    absent = ["lexicon", "check", "--lexicon", tmp_path / "no.tsv"]
    assert fails(capsys, monkeypatch, *absent) == (f"detente: {tmp_path / 'no.tsv'}: No such file or directory\n", 1)


def test_our_lexicon_has_no_fault():
    checked = run("lexicon", "check")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("no fault in lexicon ")
