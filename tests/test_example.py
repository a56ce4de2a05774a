"""The packaged example, end to end, against what a careful reader finds in it: quality may not fall below the floor."""

from pathlib import Path

import pytest
from scoring import read_gold, read_reports
from scoring import scores as score_all

EXAMPLE = Path(__file__).parents[1] / "examples" / "reykjavik-2021"
FLOOR = {  # precision, recall
    "statements": (0.94, 0.95),
    "facts": (0.78, 0.95),
    "propositions": (0.8, 0.92),
    "differences": (1.00, 1.00),
    "verdicts": (0.93, 0.93),
}


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    return read_reports(EXAMPLE, tmp_path_factory.mktemp("example") / "e.detente")


@pytest.fixture(scope="module")
def scores(view):
    return score_all(view, EXAMPLE)


@pytest.mark.parametrize("table", FLOOR)
def test_precision_and_recall_stay_above_the_floor(scores, table):
    precision, recall = FLOOR[table]
    found = scores[table]
    assert found.precision >= precision, found.wrong
    assert found.recall >= recall, found.missed


def test_the_gold_quotes_the_reports_word_for_word():
    reports = EXAMPLE / "reports"
    for name, fields in (("statements", ["content"]), ("propositions", ["outcome", "condition"])):
        for row in read_gold(EXAMPLE / "gold" / f"{name}.jsonl"):
            text = (reports / row["report"]).read_text(encoding="utf-8")
            assert all(row[field] is None or row[field] in text for field in fields), row


def test_the_wire_copy_counts_once_and_is_said_so(view):
    wire = [link for link in view.links if link.left.table == "articles"]
    assert len(wire) == 1
    assert {view.articles[wire[0].left.id].outlet, view.articles[wire[0].right.id].outlet} == {
        "Lakeside Wire",
        "Potomac Ledger",
    }


def test_the_summit_is_one_meeting_from_proposal_to_geneva(view):
    summits = [f for f in view.facts if f.type == "CONSULT" and {s.stage for s in f.stages} >= {"proposed", "held"}]
    assert any(len(fact.articles) >= 3 and len(fact.outlets) >= 3 for fact in summits)


def test_captions_and_the_photo_credit_tell_nothing(view):
    for row in (*view.statements, *view.events, *view.propositions):
        assert "briefing in Moscow" not in view.articles[row.article].text[row.start : row.end]


def test_nothing_quoted_in_a_translated_report_is_verbatim(view):
    translated = {a.id for a in view.articles.values() if a.translation in ("human", "machine")}
    assert translated
    assert not [row for row in view.statements if row.article in translated and row.wording == "verbatim"]
