"""Content F1 and content + source F1 of the statements room on coded reports, with bootstrap intervals over reports.

    python benchmarks/statements.py [FILE.jsonl] [--errors N]

FILE is of PolNeAR's form (``text`` and ``attributions`` with lists of [start, end) as ``source``, ``cue``, ``content``)
or stand-off (``file``, ``row``, ``length`` in place of the text, which is looked for in ../shared/data/news). Without
FILE: PolNeAR's development split and both halves of benchmarks/gold/statements.jsonl.

A content is found where its token F1 with a gold content is at least .5 (greedily, one to one, best pairs first);
content and source where the source's token F1 is at least .5 too. The outer statements are scored: PolNeAR marks no
nested ones. A row that the coders marked optional counts neither way. "Speech" are the attributions, found or gold,
whose cue holds a word that ``cues.tsv`` counts as speech, or that the coders called so.
"""

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from detente.dates import find_timexes
from detente.encoder import see
from detente.lexicon import Lexicon, load
from detente.mentions import find_mentions
from detente.records import Article, Span, make_id
from detente.sentences import Document, parse
from detente.statements import cue_of, find_statements

DATA = Path(__file__).parents[1] / ".." / "shared" / "data"
DEFAULTS = (DATA / "attribution" / "polnear_dev.jsonl", Path(__file__).parent / "gold" / "statements.jsonl")
_WORD = re.compile(r"\w+")


class Row(NamedTuple):
    """One attribution, gold or found: word sets of content and source, and whether its cue is of speech."""

    content: frozenset[int]
    source: frozenset[int]
    speech: bool
    text: str
    optional: bool = False


class Score(NamedTuple):
    """Counts of one article: found, gold, content hits counted from either side, hits with the source right."""

    found: int
    gold: int
    found_hits: int
    gold_hits: int
    found_both: int
    gold_both: int


def words(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Return the offsets of the words that the spans cover."""
    return frozenset(m.start() for start, end in spans for m in _WORD.finditer(text, start, end))


def overlap(left: frozenset[int], right: frozenset[int]) -> float:
    """Return the F1 of two sets of words; 1 where both are empty."""
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0


def gold_rows(document: Document, attributions: Sequence[dict[str, Any]]) -> list[Row]:
    """Return the outer gold rows of one article."""
    text, rows = document.article.text, []
    speech = [t.start for t in document.tokens if (cue := cue_of(document, t)) is not None and cue.kind == "speech"]
    for gold in attributions:
        if gold.get("nested"):
            continue
        spoken = any(start <= at < end for start, end in gold["cue"] for at in speech)
        said = gold["kind"] == "speech" if "kind" in gold else spoken
        told = " … ".join(text[s:e] for s, e in gold["content"])
        content, source = words(text, gold["content"]), words(text, gold["source"])
        rows.append(Row(content, source, said, told, bool(gold.get("optional"))))
    return rows


def found_rows(document: Document, lexicon: Lexicon) -> list[Row]:
    """Return the outer statements that the room finds."""
    text = document.article.text
    statements, _ = find_statements(
        document, see(document).attributions, find_mentions(document, lexicon), find_timexes(document, lexicon), lexicon
    )
    return [
        Row(
            words(text, s.spans),
            words(text, [s.source_span] if s.source_span else []),
            s.attitude == "speech",
            " … ".join(text[a:b] for a, b in s.spans),
        )
        for s in statements
        if s.parent is None
    ]


def pairs(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the matched (gold, found) pairs, best content overlap first, one to one; the source breaks ties."""
    scored = sorted(
        (
            (-f1, -overlap(g.source, f.source), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if (f1 := overlap(g.content, f.content)) >= 0.5
        ),
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    matched = []
    for _, _, i, j in scored:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            matched.append((i, j))
    return matched


def score(gold: Sequence[Row], found: Sequence[Row], speech: bool) -> Score:
    """Return the counts of one article; with ``speech`` only rows with a speech cue count (either side's own)."""
    matched = pairs(gold, found)
    left_out = {id(found[j]) for i, j in matched if gold[i].optional}
    gold_counts = [not g.optional and (g.speech or not speech) for g in gold]
    found_counts = [id(f) not in left_out and (f.speech or not speech) for f in found]
    both = [(i, j) for i, j in matched if overlap(gold[i].source, found[j].source) >= 0.5]
    return Score(
        sum(found_counts),
        sum(gold_counts),
        sum(found_counts[j] for _, j in matched),
        sum(gold_counts[i] for i, _ in matched),
        sum(found_counts[j] for _, j in both),
        sum(gold_counts[i] for i, _ in both),
    )


def measures(scores: Sequence[Score]) -> tuple[float, ...]:
    """Return content precision, recall, F1 and content + source precision, recall, F1 over all articles, in percent."""
    found, gold, found_hits, gold_hits, found_both, gold_both = (sum(column) for column in zip(*scores, strict=True))
    values: list[float] = []
    for left, right in ((found_hits, gold_hits), (found_both, gold_both)):
        precision, recall = left / found if found else 0.0, right / gold if gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        values += [100 * precision, 100 * recall, 100 * f1]
    return tuple(values)


def interval(scores: Sequence[Score], column: int, rounds: int = 1000) -> tuple[float, float]:
    """Return the 95 % bootstrap interval over articles of one measure."""
    chance = random.Random(2021)
    values = sorted(measures(chance.choices(scores, k=len(scores)))[column] for _ in range(rounds))
    return values[int(0.025 * rounds)], values[int(0.975 * rounds)]


def article(row: dict[str, Any]) -> Article:
    """Return one row of a file as an article.

    Raises:
        FileNotFoundError: the row is stand-off and its text isn't here.
    """
    origin = row
    if "text" not in row:
        with (DATA / "news" / row["file"]).open(encoding="utf-8") as lines:
            origin = json.loads(next(islice(lines, row["row"], None)))
    name = row.get("id") or f"{row['file']}:{row['row']}"
    outlet = origin.get("publisher") or origin.get("outlet", "unknown")
    text = origin["text"][: row.get("length")]
    empty = (None, None, origin.get("title"), None, "unknown", "en", None, "none", "news", "")
    return Article(make_id("articles", name), outlet, *empty, text)


def measure(name: str, rows: Sequence[dict[str, Any]], errors: int) -> None:
    """Print the table of one set of coded reports."""
    lexicon, everything, speech = load(), [], []
    for row in rows:
        document = parse(article(row))
        gold, found = gold_rows(document, row["attributions"]), found_rows(document, lexicon)
        everything.append(score(gold, found, speech=False))
        speech.append(score(gold, found, speech=True))
        if errors and row.get("set") != "test":
            _errors(gold, found, errors)
    print(f"{name}: {len(rows)} articles\n{'':28}{'P':>6}{'R':>6}{'F1':>6}   95 %")
    for kind, scores in (("all", everything), ("speech cue", speech)):
        values = measures(scores)
        for at, what in ((0, "content"), (3, "content + source")):
            low, high = interval(scores, at + 2)
            precision, recall, f1 = values[at : at + 3]
            print(f"{kind + ', ' + what:<28}{precision:6.1f}{recall:6.1f}{f1:6.1f}   {low:.1f}-{high:.1f}")


def main() -> int:
    """Print the tables; 0 also where the default files' texts are absent, which is said."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many misses and false alarms per article")
    options = parser.parse_args()
    for file in [options.file] if options.file else DEFAULTS:
        if not file.is_file() or (file == DEFAULTS[1] and not (DATA / "news").is_dir()):
            print(f"skipped: {file.name} or the texts that it is of are not there (they are not redistributed)")
            if options.file:
                return 1
            continue
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        data = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        for half in sorted({row.get("set", "") for row in rows}) if "text" not in rows[0] else [None]:
            chosen = [row for row in rows if half is None or row["set"] == half]
            measure(f"{file.name} {half or ''} {data}", chosen, options.errors)
    return 0


def _errors(gold: Sequence[Row], found: Sequence[Row], limit: int) -> None:
    matched = pairs(gold, found)
    hit_gold, hit_found = {i for i, _ in matched}, {j for _, j in matched}
    for mark, rows, hits in (("missed", gold, hit_gold), ("false", found, hit_found)):
        for row in [r for n, r in enumerate(rows) if n not in hits and r.speech and not r.optional][:limit]:
            print(f"{mark}: {row.text[:200]!r}")


if __name__ == "__main__":
    sys.exit(main())
