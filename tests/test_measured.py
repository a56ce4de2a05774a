"""Floors under what was measured on data that may not be redistributed; skipped where it isn't there."""

import json
from pathlib import Path

import pytest
import statements as benchmark

from detente.lexicon import load
from detente.sentences import parse

ROOT = Path(__file__).parents[1]
POLNEAR = ROOT / ".." / "shared" / "data" / "attribution" / "polnear_dev.jsonl"
CODED = ROOT / "benchmarks" / "gold" / "statements.jsonl"
NEWS = ROOT / ".." / "shared" / "data" / "news"


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
