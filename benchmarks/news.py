"""Precision and recall on real reports that a careful reader coded, with bootstrap intervals over reports.

    python benchmarks/news.py [--set dev|test] [--misses] [--data ../shared/data/news]

The gold (benchmarks/gold/news.jsonl) is stand-off: file, row and offsets; the texts are not part of the project, and
without them this says so and stops. One reader coded it, who never saw the program or what it prints; a part was coded
twice. `test` is looked at for figures only, never for what was missed.
"""

import argparse
import hashlib
import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scoring import Score, read_reports, scores, table

GOLD = Path(__file__).parent / "gold" / "news.jsonl"
DATA = Path("../shared/data/news")
SEED = 20261122
TABLES = ("statements", "facts", "propositions")


def main() -> None:
    """Print a table for each set asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("dev", "test"), action="append", dest="sets")
    parser.add_argument("--misses", action="store_true", help="print what is wrong and what is missed (dev only)")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    if not asked.data.is_dir():
        print(f"skipped: the reports are not here ({asked.data})")
        return
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    print(f"news, gold {hashlib.sha256(GOLD.read_bytes()).hexdigest()[:12]}, seed {SEED}")
    for name in asked.sets or ("dev", "test"):
        with tempfile.TemporaryDirectory() as scratch:
            folder = lay_out([row for row in rows if row["set"] == name], asked.data, Path(scratch))
            found = scores(read_reports(folder, folder / "news.detente"), folder)
            documents = [path.name for path in sorted((folder / "reports").glob("*.txt"))]
        print(f"\n{name}: {len(documents)} reports")
        print(table({key: found[key] for key in TABLES}, asked.misses and name == "dev"))
        for key in TABLES:
            low, high = interval(found[key], documents)
            print(f"{key:14}F1 {100 * f1(found[key]):.1f} ({100 * low:.1f}-{100 * high:.1f})")


def lay_out(rows: Sequence[dict[str, Any]], data: Path, folder: Path) -> Path:
    """Write the reports and their gold, offsets turned into words, as `scoring.scores` reads them."""
    texts: dict[str, str] = {}
    wanted: dict[str, list[str]] = {name: [] for name in (*TABLES, "differences")}
    (folder / "reports").mkdir()
    (folder / "gold").mkdir()
    with (folder / "reports" / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for row in (row for row in rows if row["table"] == "documents"):
            report = report_at(data, row)
            texts[name_of(row)] = report["text"]
            (folder / "reports" / name_of(row)).write_text(report["text"], encoding="utf-8", newline="")
            known = {"outlet": report["outlet"], "published": report["date"], "title": report["title"]}
            manifest.write(json.dumps({"file": name_of(row), **known, "url": report["url"]}) + "\n")
    for row in (row for row in rows if row["table"] != "documents"):
        wanted[row["table"]].append(json.dumps(in_words(row, texts)) + "\n")
    for name, lines in wanted.items():
        (folder / "gold" / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def report_at(data: Path, row: dict[str, Any]) -> dict[str, Any]:
    """Return the report that a gold row is of."""
    with (data / row["file"]).open(encoding="utf-8") as lines:
        return dict(json.loads(next(line for number, line in enumerate(lines) if number == row["row"])))


def name_of(row: dict[str, Any]) -> str:
    """Return a file name for a report."""
    return f"{row['file'].partition('_')[0]}-{row['row']:04d}.txt"


def in_words(row: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """Return a gold row with words for offsets."""
    if row["table"] == "facts":
        return row | {"reports": [name_of(document) for document in row["documents"]]}
    text = texts[name_of(row)]

    def words(spans: list[list[int]] | None) -> str | None:
        return None if spans is None else " ".join(text[start:end] for start, end in spans)

    said = {name: words(row[name]) for name in ("spans", "outcome", "condition") if name in row}
    return row | said | {"content": said.get("spans"), "report": name_of(row), "verdicts": []}


def f1(one: Score) -> float:
    """Return the F1 of a score."""
    return 2 * one.precision * one.recall / max(1e-9, one.precision + one.recall)


def interval(one: Score, documents: Sequence[str], draws: int = 1000) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of F1 over reports."""
    by_report = {
        name: tuple(sum(r == name for r, _ in part) for part in (one.right, one.wrong, one.missed))
        for name in documents
    }
    chance = random.Random(SEED)
    drawn = []
    for _ in range(draws):
        right, wrong, missed = map(
            sum, zip(*(by_report[name] for name in chance.choices(documents, k=len(documents))), strict=True)
        )
        drawn.append(2 * right / max(1, 2 * right + wrong + missed))
    drawn.sort()
    return drawn[draws // 40], drawn[-draws // 40]


if __name__ == "__main__":
    main()
