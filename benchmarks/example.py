"""Precision and recall per table on the packaged example, against what a careful reader finds in it.

    python benchmarks/example.py [--misses] [FOLDER]

FOLDER holds ``reports/`` with a manifest and ``gold/`` (default: examples/reykjavik-2021): one JSON object a line;
``optional`` rows are neither asked for nor wrong.
"""

import argparse
import hashlib
import tempfile
from pathlib import Path

from scoring import read_reports, scores, table

EXAMPLE = Path(__file__).parents[1] / "examples" / "reykjavik-2021"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--misses", action="store_true", help="print what is wrong and what is missed")
    asked = parser.parse_args()
    data = b"".join(path.read_bytes() for path in sorted(asked.folder.rglob("*.*")))
    print(f"{asked.folder.name}, data {hashlib.sha256(data).hexdigest()[:12]}")
    with tempfile.TemporaryDirectory() as scratch:
        found = scores(read_reports(asked.folder, Path(scratch) / "scored.detente"), asked.folder)
    print(table(found, asked.misses))


if __name__ == "__main__":
    main()
