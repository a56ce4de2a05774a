"""Which sentences that the encoder learns roots from share most of their words with those of a test file.

    python training/overlap.py FILE... [--share .5] [--data ../shared/data]

A FILE is tab-separated with a column ``sentence`` or ``marked_sentence``, or has one sentence a line. Two sentences are
alike where one holds at least ``--share`` of the other's runs of four words. Exits with 1 where any are.
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from acts import unmark

HERE = Path(__file__).parent
RUN = 4


def main() -> int:
    """Print each pair that is alike, and how many sentences were compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--data", type=Path, default=HERE.parent / ".." / "shared" / "data")
    asked = parser.parse_args()
    ours = [(text, runs(text)) for text in learnt(asked.data)]
    tests = [(text, runs(text)) for file in asked.files for text in sentences(file)]
    alike = 0
    for text, some in tests:
        for mine, others in ours:
            least = min(len(some), len(others))
            if least and len(some & others) >= asked.share * least:
                alike += 1
                print(f"- {text}\n  {mine}")
    print(f"{alike} alike of {len(tests)} against {len(ours)} that are learnt from")
    return 1 if alike else 0


def learnt(data: Path) -> Iterator[str]:
    """Yield the sentences that a root is learnt from: PLV's training part, our own, and those of coded passages."""
    plv = data / "events" / "plv_train.tsv"
    if plv.is_file():
        yield from sentences(plv)
    for line in (HERE / "sentences.jsonl").read_text(encoding="utf-8").splitlines():
        yield unmark(json.loads(line)["text"])[0]
    articles: dict[str, list[str]] = {}
    for row in map(json.loads, (HERE / "acts.jsonl").read_text(encoding="utf-8").splitlines()):
        file = data / "news" / row["file"]
        if row["file"] not in articles and file.is_file():
            articles[row["file"]] = file.read_text(encoding="utf-8").splitlines()
        if row["file"] in articles:
            text = json.loads(articles[row["file"]][row["row"]])["text"][row["start"] : row["end"]]
            yield from re.split(r"(?<=[.!?”\"])\s+|\n+", text)


def sentences(file: Path) -> Iterator[str]:
    """Yield the sentences of a file, without marks of source and target."""
    with file.open(encoding="utf-8", newline="") as lines:
        if file.suffix != ".tsv":
            yield from (unmark(line.strip())[0] for line in lines if line.strip())
            return
        for row in csv.DictReader(lines, delimiter="\t"):
            yield unmark(row.get("marked_sentence") or row["sentence"])[0]


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of words of a sentence."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


if __name__ == "__main__":
    sys.exit(main())
