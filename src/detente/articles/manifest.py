"""The manifest: JSON Lines that state the fields of files (file, outlet, published, ...)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.articles.failure import Failure, Unreadable
from detente.articles.fields import Fields
from detente.articles.formats import json_lines


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a manifest by the file they speak of."""

    path: Path
    rows: dict[str, tuple[str, dict[str, Any]]]

    def fields(self, file: Path, root: Path) -> Fields:
        """Return what is stated of ``file``, which was found under ``root``."""
        own = file.resolve()
        for folder in (self.path.parent, root):
            for name, (_, row) in self.rows.items():
                if (folder / name).resolve() == own:
                    return row
        return {}

    def missing(self, roots: list[Path]) -> Iterator[Failure]:
        """Yield the rows whose file isn't there."""
        for name, (place, _) in self.rows.items():
            if not any((folder / name).exists() for folder in (self.path.parent, *roots)):
                yield Failure(str(self.path), place, f"there is no file {name!r}")


def read_manifest(path: Path) -> tuple[Manifest, list[Failure]]:
    """Return a manifest and what couldn't be read of it. Of two rows about one file the first counts.

    Raises:
        Unreadable: the file as a whole can't be read.
    """
    rows: dict[str, tuple[str, dict[str, Any]]] = {}
    failures = []
    try:
        with path.open("rb") as handle:
            for place, value, *_ in json_lines(handle):
                if isinstance(value, Unreadable):
                    failures.append(Failure(str(path), place, str(value)))
                elif not isinstance(name := value.get("file"), str) or not name.strip():
                    failures.append(Failure(str(path), place, "field 'file' is missing"))
                elif name in rows:
                    failures.append(Failure(str(path), place, f"{name!r} stands already in {rows[name][0]}"))
                else:
                    rows[name] = place, {key: item for key, item in value.items() if key not in ("file", "text")}
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error
    return Manifest(path, rows), failures
