"""The walk through what is open or doubtful: one row at a time on the screen, one key for each answer."""

import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from detente.book import Book, Doubt
from detente.book.export import line, write_csv
from detente.book.view import View, row_of
from detente.book.why import Explanation, Passage, explain
from detente.brief.words import actor, day, magnitudes, one_line, part, sides, state
from detente.cli.screens import print_passage, print_why
from detente.records import ANY_VERDICT_WORDS, VERDICT_WORDS, Case, Decision, Fact, Judgement, Verdict, to_json

FORMS = ("walk", "table", "json", "jsonl", "csv")
WIDTH = 100
PASSAGES = 4  # passages shown of a row; `why` shows all
AROUND = 240  # characters of context on each side, at most
_ARROW = re.compile(r"\x1b\[?[0-9;]*[A-Za-z~]?")
_END = re.compile(r"[.!?…][\"'”’»)]*(?=\s)|\n")


class Keys:
    """Where answers come from: single keys of a terminal, else lines of standard input."""

    def __init__(self) -> None:
        self._ahead = ""  # keys that were typed before they were asked for

    def key(self) -> str:
        """Return one key, "s" for return; "q" where there are no more.

        Raises:
            KeyboardInterrupt: Ctrl-C.
        """
        if not sys.stdin.isatty():
            line = sys.stdin.readline()
            return (line.strip()[:1].lower() or "s") if line else "q"
        while not self._ahead:
            self._ahead = _ARROW.sub("", _pressed())  # no answer, whatever letters it sends
        key, self._ahead = self._ahead[0], self._ahead[1:]
        return {"\r": "s", "\n": "s", "\x04": "q"}.get(key, key.lower())

    def line(self, asked: str) -> str:
        """Return a line that is asked for, empty where there are no more."""
        print(asked, end="", flush=True)
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            print(line.rstrip("\n"))
        return line.strip()


def _pressed() -> str:
    """What is typed next on the terminal, without waiting for the end of a line; nothing typed ahead is dropped."""
    try:
        import termios
        import tty
    except ImportError:  # a system without them
        import click

        return click.getchar()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        return os.read(terminal, 64).decode(errors="ignore") or "q"
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


@dataclass(slots=True)
class Walk:
    """One walk: what is left to look at, where we are, and the judgements that were kept."""

    book: Book
    queue: Sequence[Doubt]
    by: str | None
    keys: Keys
    view: View
    at: int = 0
    kept: list[Judgement] = field(default_factory=list)
    judged: dict[str, str] = field(default_factory=dict)

    def run(self) -> None:
        """Walk until the queue is at its end or the person quits; each judgement is kept as soon as it is given."""
        while self.at < len(self.queue):
            doubt = self.queue[self.at]
            row = row_of(self.view, doubt.id)
            if row is None:  # gone with what has been rejected on the way
                self.at += 1
                continue
            self._show(doubt, row)
            if not self._answer(row):
                return

    def _show(self, doubt: Doubt, row: Any) -> None:
        from rich.console import Console
        from rich.rule import Rule
        from rich.text import Text

        console = Console(highlight=False)
        console.width = min(console.width, WIDTH)
        console.print()
        console.print(
            Rule(Text(f" {self.at + 1} of {len(self.queue)} ", style="bold cyan"), align="left", style="cyan")
        )
        head = Text(_title(self.view, row), style="bold")
        head.append(f"  {row.id}", style="not bold dim")
        console.print(head)
        said = f"[{_state(row)}]  {doubt.why}"
        if row.id in self.judged:
            said += f"  — you: {self.judged[row.id]}"
        console.print(Text(one_line(said), style="yellow"))
        if isinstance(row, Verdict):
            console.print(Text(one_line(row.why), style="italic"))
        shown = _shown(self.view, explain(self.view, row))
        for passage in shown[:PASSAGES]:
            print_passage(console, _cut(passage))
        if len(shown) > PASSAGES:
            console.print(Text(f"{len(shown) - PASSAGES} more passages: w", style="dim"))
        console.print(Text(_help(row), style="bold"))

    # --- answers ---

    def _answer(self, row: Any) -> bool:
        """Take keys until one leads on; False to quit."""
        while True:
            key = self.keys.key()
            if key == "q":
                return False
            if key in ("s", "b"):
                self.at = max(self.at - 1, 0) if key == "b" else self.at + 1
                return True
            if key == "w":
                print_why(explain(self.view, row), "table")
                print(_help(row))
            elif key in ("c", "r", "n", "x"):
                if self._decide(key, row):
                    self.at += 1
                    return True
            else:
                print(f"{key!r} is none of: {_help(row)}")

    def _decide(self, key: str, row: Any) -> bool:
        """Keep what the person decides; False where nothing was decided."""
        decision: Decision = {"c": "confirm", "x": "correct"}.get(key, "reject")  # type: ignore[assignment]
        target = row.case if isinstance(row, Verdict) and (key == "n" or _is_open(row, key)) else row.id
        if key == "n" and not isinstance(row, Verdict):
            print(f"'n' is none of: {_help(row)}")
            return False
        note = self._correction(row) if key == "x" else ""
        if note is None:
            print(_help(row))
            return False
        try:
            kept = self.book.judge(target, decision, note, self.by, self.view)
        except ValueError as error:
            print(f"not kept: {error}\n{_help(row)}")
            return False
        self.kept.append(kept)
        self.judged[row.id] = f"{kept.decision} {kept.note}".strip()
        print(f"kept: {kept.target.id} {self.judged[row.id]}")
        if decision != "confirm" and isinstance(row, Fact) and self._matters_later(row):
            self.view = self.book.view()
        return True

    def _correction(self, row: Any) -> str | None:
        """The change that is to be made, None for none."""
        if not isinstance(row, Verdict):
            return self.keys.line("FIELD=VALUE, such as type=SANCTION (empty: none): ") or None
        words = (*VERDICT_WORDS[self.view.rows["cases"][row.case].kind], *ANY_VERDICT_WORDS)
        listed = "  ".join(f"{number} {word.replace('_', ' ')}" for number, word in enumerate(words, start=1))
        told = self.keys.line(f"{listed}\nwhich (empty: none)? ")
        if told.isdigit() and 0 < int(told) <= len(words):
            return f"word={words[int(told) - 1]}"
        return f"word={told.replace(' ', '_')}" if told else None

    def _matters_later(self, fact: Fact) -> bool:
        """True where a verdict still to come rests on a fact: what is shown of it must not be what stood before."""
        coming = {doubt.id for doubt in self.queue[self.at + 1 :]}
        return any(v.id in coming and any(proof.id == fact.id for proof in v.evidence) for v in self.view.verdicts)


def _is_open(row: Verdict, key: str) -> bool:
    """Where nothing is decided, to reject is to say that there is no such case."""
    return key == "r" and row.word == "pending"


def _help(row: Any) -> str:
    if not isinstance(row, Verdict):
        return "c confirm  r reject  x correct  s skip  b back  w why  q quit"
    word = row.word.replace("_", " ")
    if row.word == "pending":
        return "c confirm pending  r no such case  x another word  s skip  b back  w why  q quit"
    return f"c confirm {word}  r reject {word}  n no such case  x another word  s skip  b back  w why  q quit"


def _state(row: Any) -> str:
    if isinstance(row, Verdict):
        return state(row)
    return ", ".join(dict.fromkeys(report.stage for report in row.stages)) or "reported"


def _title(view: View, row: Any) -> str:
    if isinstance(row, Verdict):
        case: Case = view.rows["cases"][row.case]
        to = f" to {actor(case.addressee)}" if case.addressee else ""
        condition = f" — if: {part(case.condition)}" if case.condition else ""
        window = f" — {day(case.window)}" if day(case.window) else ""
        times = f" (said {len(case.members)} times)" if len(case.members) > 1 else ""
        return one_line(f"{case.kind} by {actor(case.maker)}{to}: {part(case.outcome)}{condition}{window}{times}", 300)
    how = f", {magnitudes(row.magnitudes)}" if row.magnitudes else ""
    where = f" in {one_line(row.place.name, 40)}" if row.place else ""
    return one_line(f"{row.type} {sides(row)}{where}{how}, {day(row.when) or 'no day'}", 300)


def _shown(view: View, found: Explanation) -> list[Passage]:
    """What is shown of a row first: the first and the last time that it was said, who denies it, the surest finding."""

    def order(passage: Passage) -> tuple[bool, float]:
        event = view.rows["events"].get(passage.row)
        denies = event is not None and (event.negated or event.stance == "denied")
        return not denies, -(passage.score or 0.0)

    said = [passage for passage in found.passages if passage.role == "said"]
    others = sorted((passage for passage in found.passages if passage.role != "said"), key=order)
    first = said if len(said) < 3 else [said[0], said[-1]]
    return [*first, *others, *(passage for passage in said if passage not in first)]


def _cut(passage: Passage) -> Passage:
    """A passage cut to the sentence of its marks and the ones beside it."""
    spans = [span for span, _ in passage.marks]
    if not spans:
        return passage
    start, end = (min(s[0] for s in spans) - passage.offset, max(s[1] for s in spans) - passage.offset)
    text = passage.text
    before = [match.end() for match in _END.finditer(text, max(0, start - AROUND), start)]
    low = 0 if start <= AROUND else (before[-2:] or [text.find(" ", start - AROUND) + 1])[0]
    low += len(text[low:]) - len(text[low:].lstrip())
    after = [match.end() for match in _END.finditer(text, end, end + AROUND)]
    high = (
        len(text) if len(text) - end <= AROUND else (after[1::-1] or [max(end, text.rfind(" ", end, end + AROUND))])[0]
    )
    return replace(passage, offset=passage.offset + low, text=text[low:high])


def print_doubts(view: View, queue: Sequence[Doubt], form: str, more: int = 0) -> None:
    """Print what is to be looked at as a list; ``more`` are said to have been left out."""
    if form == "json":
        json.dump(to_json(list(queue)), sys.stdout, ensure_ascii=False, indent=2)
        print()
    elif form == "jsonl":
        sys.stdout.writelines(map(line, queue))
    elif form == "csv":
        write_csv(sys.stdout, Doubt.__slots__, queue)
    else:
        _print_table(view, queue, more)


def _print_table(view: View, queue: Sequence[Doubt], more: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim", min_width=18)
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(ratio=1)
    for doubt in queue:
        row = row_of(view, doubt.id)
        text = Text(_title(view, row), style="bold")
        text.append(f"  [{_state(row)}]", style="not bold yellow")
        text.append(f"\n{doubt.why}", style="not bold")
        grid.add_row(doubt.id, f"{doubt.rank:.2f}", text)
    console.print(grid)
    console.print(f"{len(queue)} to look at" + (f", {more} more not shown" if more else ""), style="dim")
