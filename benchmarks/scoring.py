"""Match a ledger's rows with a careful reader's, table by table; what the benchmarks of whole readings share."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.book import View, open_book
from detente.records import Actor


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one table, as (report, what it says): rows right, rows wrong, gold rows missed."""

    right: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        """Share of rows that are right; 0 where there are none."""
        return len(self.right) / max(1, len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        """Share of gold rows that were found."""
        return len(self.right) / max(1, len(self.right) + len(self.missed))


def words(text: str) -> Counter[str]:
    """Return the words of a text, counted."""
    return Counter(re.findall(r"[\w’']+", text.lower()))


def f1(one: Counter[str], other: Counter[str]) -> float:
    """Return the F1 of the words that two texts share."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def alike(one: Counter[str], other: Counter[str]) -> float:
    """Return how alike two outcomes are: the F1 of their words, or a little less than the share of the shorter one."""
    shared = (one & other).total() / max(3, min(one.total(), other.total()))
    return max(f1(one, other), shared - 0.2)


Gold = dict[str, Any]
Likeness = Callable[[Any, Gold], float]
Say = Callable[[Any], tuple[str, str]]


def matched(rows: Sequence[Any], gold: Sequence[Gold], likeness: Likeness) -> list[tuple[Any, Gold]]:
    """Pair rows with gold rows one to one, the most alike first; 0 never pairs, and what is asked for pairs first."""
    scored = [
        (likeness(row, wanted), not wanted["optional"], -i, -j, row, wanted)
        for i, row in enumerate(rows)
        for j, wanted in enumerate(gold)
    ]
    pairs, taken = [], set()
    for score, _, i, j, row, wanted in sorted(scored, key=lambda s: s[:4], reverse=True):
        if score > 0 and ("row", i) not in taken and ("gold", j) not in taken:
            taken |= {("row", i), ("gold", j)}
            pairs.append((row, wanted))
    return pairs


def score(rows: Sequence[Any], gold: Sequence[Gold], likeness: Likeness, say: Say, name: str) -> Score:
    """Count rows right and wrong and gold rows missed; a row like an optional gold row counts as nothing."""
    pairs = matched(rows, gold, likeness)
    paired = {id(row) for row, _ in pairs}
    optional = [wanted for wanted in gold if wanted["optional"]]
    wrong = [row for row in rows if id(row) not in paired and not any(likeness(row, wanted) for wanted in optional)]
    found = {id(wanted) for _, wanted in pairs}
    missed = [wanted for wanted in gold if not wanted["optional"] and id(wanted) not in found]
    right = [row for row, wanted in pairs if not wanted["optional"]]
    return Score(tuple(map(say, right)), tuple(map(say, wrong)), tuple((report_of(w), w[name]) for w in missed))


def report_of(wanted: Gold) -> str:
    """Return the report that a gold row is of; the first of several."""
    return str(wanted.get("report") or wanted["reports"][0])


def named(actor: Actor | None, name: str) -> bool:
    """Return whether an actor may be called by a name."""
    if actor is None:
        return not name
    return any(name.casefold() in (text or "").casefold() for text in (actor.name, actor.raw, actor.role, actor.id))


def scores(view: View, folder: Path) -> dict[str, Score]:
    """Return the score of each table of a ledger of the folder's reports against the folder's gold."""
    report, gold = reports(view, folder), folder / "gold"

    def text(row: Any, spans: Iterable[tuple[int, int]]) -> Counter[str]:
        return words(" ".join(view.articles[row.article].text[start:end] for start, end in spans))

    def statement(row: Any, wanted: Gold) -> float:
        if report[row.article] != wanted["report"] or not named(row.speaker, wanted["speaker"]):
            return 0.0
        shared = f1(text(row, row.spans), words(wanted["content"]))
        return shared if shared >= 0.5 else 0.0

    def fact(row: Any, wanted: Gold) -> float:
        sides = [{a.country for a in side} - {None} for side in (row.source, row.target)]
        asked = [set(wanted["source"]), set(wanted["target"])]
        if row.symmetric:
            sides, asked = [sides[0] | sides[1], set()], [asked[0] | asked[1], set()]
        fits = row.type in wanted["types"] and all(not b or a & b for a, b in zip(sides, asked, strict=True))
        shared = {report[a] for a in row.articles} & set(wanted["reports"])
        return float(fits and bool(shared) and near(row.when, wanted["when"])) * (
            len(shared) + exact(row.when, wanted["when"])
        )

    def proposition(row: Any, wanted: Gold) -> float:
        makers = {(row.maker.country if row.maker else "") or "", row.maker.name if row.maker else ""}
        if (
            report[row.article] != wanted["report"]
            or row.kind not in wanted["kinds"]
            or not makers & set(wanted["maker"])
        ):
            return 0.0
        likeness = alike(words(row.outcome.text), words(wanted["outcome"]))
        both = bool(row.condition) == bool(wanted["condition"])
        return likeness + 0.1 * both if likeness >= 0.4 else 0.0

    def difference(row: Any, wanted: Gold) -> float:
        told = {report[side.article] for side in row.sides if side.article in report}
        return float(row.kind in wanted["kinds"] and set(wanted["reports"]) <= told)

    def said(row: Any) -> tuple[str, str]:
        told = " ".join(view.articles[row.article].text[start:end] for start, end in row.spans)[:90]
        return report[row.article], f"{row.speaker and row.speaker.name}: {told}"

    def done(row: Any) -> tuple[str, str]:
        names = [",".join(a.name for a in side) for side in (row.source, row.target)]
        day = row.when and row.when.start
        return report[row.articles[0]], f"{row.type} {names[0]} -> {names[1]} {day}, {len(row.articles)} reports"

    def proposed(row: Any) -> tuple[str, str]:
        condition = f" IF {row.condition.text}" if row.condition else ""
        return report[row.article], f"{row.kind} {row.maker and row.maker.name}: {row.outcome.text}{condition}"

    def differs(row: Any) -> tuple[str, str]:
        return report.get(row.sides[0].article, ""), f"{row.kind} {row.why}"

    wanted = {
        name: read_gold(gold / f"{name}.jsonl") for name in ("statements", "facts", "propositions", "differences")
    }
    found = {
        "statements": score(
            [s for s in view.statements if s.attitude == "speech"], wanted["statements"], statement, said, "content"
        ),
        "facts": score(view.facts, wanted["facts"], fact, done, "what"),
        "propositions": score(view.propositions, wanted["propositions"], proposition, proposed, "outcome"),
        "differences": score(view.differences, wanted["differences"], difference, differs, "what"),
    }
    pairs = matched(view.propositions, wanted["propositions"], proposition)
    return found | {"verdicts": verdicts(view, pairs)}


def verdicts(view: View, pairs: Iterable[tuple[Any, Gold]]) -> Score:
    """Return how often the case of a proposition that was found got a verdict that a careful reader would give.

    ``missed`` are pending ones that could have been decided.
    """
    cases = {member: case.id for case in view.cases for member in case.members}
    word = {verdict.case: verdict.word for verdict in view.verdicts}
    found: dict[str, list[tuple[str, str]]] = {"right": [], "wrong": [], "missed": []}
    for row, wanted in pairs:
        got = word[cases[row.id]]
        place = "right" if got in wanted["verdicts"] else "missed" if got == "pending" else "wrong"
        found[place].append((wanted["report"], f"{got} for {'/'.join(wanted['verdicts'])}: {wanted['outcome']}"))
    return Score(*map(tuple, found.values()))


def near(when: Any, wanted: str) -> bool:
    """Return whether days agree within one; unknown days agree with any."""
    start = when and (when.start or when.end)
    if not start or not wanted:
        return True
    if len(wanted) < 10:
        return str(start).startswith(wanted)
    likely = when.likely[0] if when.likely else start
    day = dt.date.fromisoformat(wanted)
    end = when.end or start
    return bool(
        start - dt.timedelta(1) <= day <= end + dt.timedelta(1) or (abs((likely - day).days) <= 31 and when.likely)
    )


def exact(when: Any, wanted: str) -> float:
    """Return a little for the very day, to prefer it among rows that fit."""
    return 0.5 * bool(wanted and when and str(when.start) == wanted)


def read_gold(path: Path) -> list[Gold]:
    """Return the rows of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def reports(view: View, folder: Path) -> dict[str, str]:
    """Return the file name of each article."""
    rows = read_gold(folder / "reports" / "manifest.jsonl")
    files = {
        (row["outlet"], (folder / "reports" / row["file"]).read_text(encoding="utf-8")): row["file"] for row in rows
    }
    return {article.id: files[article.outlet, article.text] for article in view.articles.values()}


def read_reports(folder: Path, store: Path) -> View:
    """Read the folder's reports into a new ledger and return its view."""
    with open_book(store) as book:
        report = book.read([folder / "reports"], manifest=folder / "reports" / "manifest.jsonl")
        assert not report.failures, report.failures
        return book.view()


def table(found: dict[str, Score], misses: bool) -> str:
    """Return precision and recall as lines of text, with what is wrong and missed if asked."""
    lines = [f"{'':14}{'right':>6}{'wrong':>6}{'missed':>7}{'P':>7}{'R':>7}"]
    for name, one in found.items():
        counts = f"{len(one.right):6}{len(one.wrong):6}{len(one.missed):7}"
        lines.append(f"{name:14}{counts}{100 * one.precision:7.1f}{100 * one.recall:7.1f}")
        if misses:
            lines += [f"    wrong   {report} {told}" for report, told in one.wrong]
            lines += [f"    missed  {report} {told}" for report, told in one.missed] + [""]
    return "\n".join(lines)
