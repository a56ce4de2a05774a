"""How many reports there are to read, for the time left of a progress bar; nothing is decoded."""

import csv
from collections.abc import Sequence
from pathlib import Path


def count_reports(paths: Sequence[str | Path], manifest: Path | None = None) -> int | None:
    """Return about how many reports the paths hold beside the manifest, or None where only reading can tell."""
    total = 0
    for path in map(Path, paths):
        files = [f for f in path.rglob("*") if f.is_file()] if path.is_dir() else [path]
        for file in files:
            if manifest and file.name == manifest.name:
                continue
            found = _in_file(file)
            if found is None:
                return None
            total += found
    return total


def _in_file(file: Path) -> int | None:
    try:
        match file.suffix.lower():
            case ".jsonl" | ".ndjson":
                with file.open("rb") as lines:
                    return sum(1 for line in lines if not line.isspace())
            case ".csv":
                with file.open(encoding="utf-8", errors="replace", newline="") as rows:
                    return max(0, sum(1 for _ in csv.reader(rows)) - 1)
            case ".json" | ".parquet" | "":
                return None
    except (OSError, csv.Error):
        return None
    return 1
