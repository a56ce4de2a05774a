"""What a person enters by hand: on a report's words or on a note, with patterns drawn from its words."""

import datetime as dt
import json

import pytest
from typer.testing import CliRunner

import detente
from detente.book import open_book
from detente.book.stated import days_of
from detente.book.wording import compose, place_of
from detente.cli import app

RUSSIAN = (
    "Russia expelled five Canadian diplomats on Tuesday. "
    "“If Canada imposes new sanctions, Russia will respond,” Foreign Minister Sergey Lavrov said."
)
CANADIAN = "Canada imposed sanctions on Russian banks on Monday. The two ministers will not meet."
DAY = dt.date(2018, 4, 4)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("added")
    rows = [
        {"outlet": "Neva Courier", "published": "2018-04-04", "text": RUSSIAN},
        {"outlet": "Ottawa Sun", "published": "2018-04-10", "text": CANADIAN},
    ]
    (folder / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with detente.open(folder / "l.detente") as book:
        assert book.read([folder / "r.jsonl"]).failures == []
    return folder / "l.detente"


@pytest.fixture
def book(read, tmp_path):
    path = tmp_path / "l.detente"
    path.write_bytes(read.read_bytes())
    with detente.open(path) as opened:
        yield opened


def test_a_threat_entered_on_a_note_gets_patterns_from_its_words_and_a_verdict_from_the_reports(book):
    words = {"maker": "Justin Trudeau", "addressee": "Russia", "said": dt.date(2018, 4, 1)}
    row = book.add("threat", "impose sanctions on Russian banks", "anna", condition="Russia expels diplomats", **words)
    assert (row.rule, row.score, row.maker.country, row.valence) == ("anna: by hand", 1.0, "CAN", "harm")
    assert set(row.outcome.pattern.types) & {"SANCTION", "COERCE"}
    assert (row.outcome.pattern.source, row.outcome.pattern.target) == ("CAN", "RUS")
    assert (row.condition.pattern.source, row.condition.pattern.negated) == ("RUS", False)
    note = book.view().articles[row.article]
    assert (note.outlet, note.genre, note.published) == ("anna", "note", dt.date(2018, 4, 1))
    assert note.text[slice(*row.outcome.span)] == row.outcome.text == "impose sanctions on Russian banks"
    assert note.text[slice(*row.condition.span)] == row.condition.text
    said = book.row(row.statement)
    assert (said.speaker.id, said.said_on.start) == (row.maker.id, dt.date(2018, 4, 1))
    case = book.row(row.id.replace("p_", "c_"))
    assert case.first_said == dt.date(2018, 4, 1)
    verdict = book.view().verdict_on[case.id]
    assert (verdict.word, verdict.decided_by) == ("carried_out", "machine")
    assert verdict.coverage.articles_after == 2
    assert any(p.article.outlet == "anna" and p.rule == "anna: by hand" for p in book.why(case.id).passages)


def test_entered_twice_it_stands_once_and_another_reading_neither_loses_nor_doubles_it(book, monkeypatch, tmp_path):
    stated = {"maker": "Russia", "addressee": "Canada", "said": DAY, "by": "anna"}
    row = book.add("promise", "withdraw its troops from the border", **stated)
    assert book.add("promise", "withdraw its troops from the border", **stated) == row
    assert len([r for r in book.view().readings if r.reader == "anna"]) == 1
    monkeypatch.setattr("detente.book.ingest.READER", "detente-0.2.0")
    told = {"outlet": "Neva Courier", "published": "2018-04-04", "text": RUSSIAN}
    (tmp_path / "r.jsonl").write_text(json.dumps(told), encoding="utf-8")
    assert book.read([tmp_path / "r.jsonl"]).read == 1
    assert [p.id for p in book.propositions() if p.rule == "anna: by hand"] == [row.id]
    book.add("promise", "withdraw its troops from the border", **(stated | {"window": "by the end of May 2018"}))
    assert [p.window.end for p in book.propositions() if p.rule == "anna: by hand"] == [dt.date(2018, 5, 31)]


def test_an_entry_that_quotes_a_report_stands_on_its_words_and_on_the_statement_that_holds_them(book):
    row = book.add(
        "threat", "Russia will respond", "anna",
        maker="Lavrov", addressee="Canada", condition="Canada imposes new sanctions",
        quote='"If  Canada imposes new sanctions, Russia will respond',
    )  # fmt: skip
    article = book.view().articles[row.article]
    assert article.outlet == "Neva Courier"
    assert article.text[row.start : row.end] == "“If Canada imposes new sanctions, Russia will respond"
    assert article.text[slice(*row.outcome.span)] == "Russia will respond"
    assert article.text[slice(*row.condition.span)] == "Canada imposes new sanctions"
    assert book.row(row.statement).speaker.name == "Sergei Lavrov"
    case = book.row(row.id.replace("p_", "c_"))
    assert len(case.members) == 2
    assert case.outlets == ("Neva Courier",)


def test_who_says_we_foretells_what_his_own_side_does(book):
    ours = book.add("forecast", "we will impose sanctions on Russia", "anna", maker="Justin Trudeau", said=DAY)
    theirs = book.add("forecast", "Germany will impose sanctions on Russia", "anna", maker="Justin Trudeau", said=DAY)
    assert [row.outcome.pattern.source for row in (ours, theirs)] == ["CAN", "DEU"]


def test_a_note_is_no_report_that_was_read(book):
    case = book.cases(maker="Lavrov", kind="threat")[0]
    before = book.view().verdict_on[case.id]
    book.add("fact", "Canada opened a school in Kenya", "anna", when="2018-05-20", types=("AID",), target="Kenya")
    book.add("promise", "build a bridge", "anna", maker="Canada", addressee="Kenya", said=dt.date(2018, 6, 20))
    assert book.view().verdict_on[case.id] == before
    assert (before.coverage.articles_after, before.coverage.last) == (1, dt.date(2018, 4, 10))
    early = book.add("promise", "build a bridge", "anna", maker="Canada", addressee="Kenya", said=DAY)
    assert "6 days, 1 report read since" in book.row(early.id.replace("p_", "v_")).why


def test_a_fact_joins_what_reports_tell_of_it(book):
    event = book.add("fact", "Canada imposed sanctions on Russian banks", "anna", when="2018-04-09", place="Ottawa")
    assert (event.type, event.source[0].country, event.target[0].country) == ("COERCE", "CAN", "RUS")
    assert (event.place.name, event.place.country) == ("Ottawa", "CAN")
    assert event.goldstein < 0
    fact = book.row(event.id.replace("e_", "f_"))
    assert set(fact.outlets) == {"anna", "Ottawa Sun"}
    other = book.add(
        "fact", "gas stopped flowing", "anna",
        types=("COERCE",), source="RUS", target="Canada; USA", when="2018-05", magnitude="1,200 diplomats",
    )  # fmt: skip
    assert [a.country for a in other.target] == ["CAN", "USA"]
    assert (other.magnitudes[0].count, other.magnitudes[0].unit) == (1200, "diplomat")
    assert book.view().articles[other.article].published == dt.date(2018, 5, 31)


@pytest.mark.parametrize(
    ("kind", "words", "stated", "cause"),
    [
        ("warning", "leave", {}, "'warning' is none of threat"),
        ("threat", " ", {}, "no words"),
        ("threat", "leave the treaty", {"maker": "Russia"}, "on which day was it said"),
        ("threat", "leave the treaty", {"said": DAY}, "whose threat is it"),
        ("threat", "leave the treaty", {"said": DAY, "maker": "Xyzzy"}, "maker: nobody known is meant by 'Xyzzy'"),
        ("threat", "leave", {"said": DAY, "maker": "Russia", "types": ("LEAVE",)}, "'LEAVE' is no type of PLOVER"),
        ("threat", "leave", {"said": DAY, "maker": "Russia", "window": "one day"}, "'one day' names no day"),
        ("threat", "leave", {"quote": "nowhere said", "maker": "Russia"}, "don't stand in any report"),
        ("threat", "leave", {"quote": "Canada", "maker": "Russia"}, "stand in 2 reports"),
        ("threat", "leave", {"article": "a_0", "quote": "Canada"}, "a_0: no such report"),
        ("threat", "leave", {"article": "a_0"}, "Quote them"),
        ("fact", "gas stopped flowing", {"when": "2018-04-04"}, "say which type"),
        ("fact", "Canada imposed sanctions on Russia", {}, "when was it"),
        ("fact", "gas stopped", {"when": "2018-04-04", "types": ("COERCE",)}, "who did it"),
        ("fact", "Canada expelled them", {"when": "2018-04-04", "magnitude": "many"}, "magnitude: 'many'"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_and_nothing_is_entered(book, kind, words, stated, cause):
    with pytest.raises(ValueError, match=cause):
        book.add(kind, words, "anna", **stated)
    assert {r.reader for r in book.view().readings} == {"detente-0.1.0"}


@pytest.mark.parametrize(
    ("told", "start", "end"),
    [
        ("2021-06-16", "2021-06-16", "2021-06-16"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2021-05..2021-06-15", "2021-05-01", "2021-06-15"),
        ("..2021-12", "None", "2021-12-31"),
        ("by 30 June 2021", "None", "2021-06-30"),
        ("at the end of May", "2021-05-22", "2021-05-31"),
    ],
)
def test_days_are_read_as_people_write_them(told, start, end):
    found = days_of(told, dt.date(2021, 4, 16))
    assert (str(found.start), str(found.end), found.text) == (start, end, told)


@pytest.mark.parametrize("told", ["2021-02-30", "2021-13", "2021-06..2021-05", "..", "next to nothing", ""])
def test_what_is_no_day_is_refused(told):
    with pytest.raises(ValueError, match=r"no day|ends before|names"):
        days_of(told, dt.date(2021, 4, 16))


@pytest.mark.parametrize(
    ("kind", "outcome", "condition", "text"),
    [
        ("threat", "expel an envoy.", "Sigma moves its troops", "Rho will expel an envoy if Sigma moves its troops."),
        ("threat", "duties on steel", "a new attack", "Rho threatens duties on steel in the event of a new attack."),
        ("promise", "not to sell missiles", "unless they attack", "Rho will not sell missiles unless they attack."),
        ("demand", "halt the works", None, "Rho demands that Sigma halt the works."),
        ("forecast", "The talks will fail", None, "The talks will fail."),
    ],
)  # fmt: skip
def test_words_become_a_sentence_that_holds_them(kind, outcome, condition, text):
    found = compose(kind, outcome, condition, "Rho", "Sigma")
    assert found.text == text
    assert found.text[slice(*found.outcome)] in (outcome, outcome.rstrip("."), outcome.replace("not to", "not"))
    assert condition is None or found.text[slice(*found.condition)] == condition


def test_words_are_found_however_blanks_marks_and_dashes_are_typed():
    text = "He said:\n“We won’t — ever —\n leave.”"
    assert text[slice(*place_of('"We won\'t - ever - leave."', text))] == "“We won’t — ever —\n leave.”"
    assert place_of("we won", text) is None
    assert place_of(" ", text) is None


def test_the_verb_prints_what_is_looked_for_and_what_came_of_it(book):
    words = ["add", "threat", "impose sanctions on Russian banks", "--maker", "Justin Trudeau", "--addressee", "Russia"]
    ledger = ["--said", "2018-04-01", "--by", "anna", "--store", str(book.path)]
    shown = CliRunner(env={"COLUMNS": "100"}).invoke(app, [*words, *ledger])
    assert shown.exit_code == 0
    assert "threat by Justin Trudeau to Russia: impose sanctions on Russian banks" in shown.stdout
    assert "CAN → RUS" in shown.stdout
    assert "carried out: " in shown.stdout
    row = json.loads(CliRunner().invoke(app, [*words, *ledger, "--format", "json"]).stdout)
    assert row["rule"] == "anna: by hand"
    with open_book(book.path) as again:
        assert again.row(row["id"]).id == row["id"]
        readings = again.export(book.path.parent / "out")[1].read_text().splitlines()
        assert "anna" in [json.loads(line)["reader"] for line in readings]
