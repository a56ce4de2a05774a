"""What can't be read: where it stands and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that couldn't be read: ``file`` ("-": standard input), ``place`` in it ("line 7" or ""), ``cause``."""

    file: str
    place: str
    cause: str

    def __str__(self) -> str:
        return f"{self.file}:{self.place}: {self.cause}" if self.place else f"{self.file}: {self.cause}"


class Unreadable(Exception):  # noqa: N818 - it is no error of ours
    """One report can't be read; its message is the cause."""
