"""Floors under what was measured on data that may not be redistributed; skipped where it isn't there."""

import json
from pathlib import Path

import deeds
import differences
import events
import held_out
import propositions
import pytest
import restatements
import statements as benchmark

from detente.lexicon import load
from detente.sentences import parse

ROOT = Path(__file__).parents[1]
POLNEAR = ROOT / ".." / "shared" / "data" / "attribution" / "polnear_dev.jsonl"
CODED = ROOT / "benchmarks" / "gold" / "statements.jsonl"
NEWS = ROOT / ".." / "shared" / "data" / "news"
PLV = ROOT / ".." / "shared" / "data" / "events" / "plv_train.tsv"


def f1(rows, speech):
    lexicon, scores = load(), []
    for row in rows:
        document = parse(benchmark.article(row))
        gold = benchmark.gold_rows(document, row["attributions"])
        scores.append(benchmark.score(gold, benchmark.found_rows(document, lexicon), speech))
    values = benchmark.measures(scores)
    return values[2], values[5]


@pytest.mark.skipif(not POLNEAR.is_file(), reason="PolNeAR is not redistributed and not here")
def test_attribution_on_polnear():
    rows = [json.loads(line) for line in POLNEAR.read_text(encoding="utf-8").splitlines()]
    content, with_source = f1(rows, speech=False)
    assert content >= 80.3
    assert with_source >= 70.0


@pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not redistributed and not here")
def test_statements_of_coded_news():
    rows = [json.loads(line) for line in CODED.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 25
    _, with_source = f1(rows, speech=True)
    assert with_source >= 75.0


@pytest.mark.skipif(not PLV.is_file(), reason="PLV is not redistributed and not here")
def test_roots_of_sentences_that_were_held_out():
    cases = [case for case in events.read(PLV) if events.held(case)]
    gold, found = [case.root for case in cases], [events.root_of(case) for case in cases]
    quads = [events.QUAD[root] for root in gold], [events.QUAD.get(root, "none") for root in found]
    assert len(cases) > 200
    assert events.macro_f1(gold, found) >= 0.80
    assert events.macro_f1(*quads) >= 0.94


@pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not redistributed and not here")
def test_deeds_of_coded_sentences():
    counts = deeds.counts(deeds.coded("dev"), deeds.Texts(NEWS))
    (precision, *_), (recall, *_) = (deeds.interval(counts, *of) for of in (("rooted", "found"), ("reached", "coded")))
    assert precision >= 73.0
    assert recall >= 55.0


@pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not redistributed and not here")
def test_propositions_of_coded_reports():
    articles = propositions.reports("dev", NEWS)
    counts = propositions.counts(propositions.found_in(articles), propositions.coded("dev", articles))
    precision, recall, f1 = propositions.finding(counts)
    assert precision >= 78.0
    assert recall >= 74.0
    assert f1 >= 77.0
    assert propositions.agreement(counts, "condition, words") >= 76.0
    assert propositions.agreement(counts, "strength") >= 93.0


@pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not redistributed and not here")
def test_propositions_of_parts_held_out_of_the_lessons():
    precision, recall, f1 = propositions.finding(held_out.scored(NEWS))
    assert precision >= 64.0
    assert recall >= 54.0
    assert f1 >= 60.0


@pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not redistributed and not here")
def test_restatements_of_coded_pairs():
    told = [(pair.wanted, pair.linked) for pair in restatements.pairs("dev", NEWS)]
    assert restatements.precision(told) >= 80.0
    assert restatements.balance(told) >= 50.0


@pytest.mark.skipif(not NEWS.is_dir(), reason="the news texts are not redistributed and not here")
def test_differences_of_the_reports_of_both_sides():
    rows = [json.loads(line) for line in differences.GOLD.read_text(encoding="utf-8").splitlines()]
    found = differences.judged(differences.winter(NEWS, frozenset((row["file"], row["row"]) for row in rows)))
    judged = [row["judged"] == "right" for _, row in found.listed if row is not None]
    assert len(judged) >= 20
    assert len(judged) >= 0.9 * len(found.listed)
    assert differences.share(judged) >= 80.0
