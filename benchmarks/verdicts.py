"""Verdicts: what became of coded threats, promises, offers, demands and forecasts, by later reports.

    python benchmarks/verdicts.py [--set dev|test] [--misses] [--kept DIR] [--data ../shared/data/news]

The gold (benchmarks/gold/outcomes.jsonl) is stand-off: file, row and offsets, with the word, its day and its evidence.
All reports of ../shared/data/news, which the coder had, are read into one ledger (minutes; `--kept DIR` keeps what was
found there from run to run). Scored twice: *given*, each coded proposition entered by hand as a case of its own (parts
and sides as coded; the acts of its outcome as coded where benchmarks/gold/propositions.jsonl has them, else, as for all
conditions, those that the machine sees in the coded words), so that verdicts are measured apart from finding; and *end
to end*, the machine's own case for it, if it has one.

Then *its own*: what the machine decides in all reports, where a reader judged its verdict (gold/judged.jsonl, which he
made while seeing the verdict and its evidence; none of a test report): how often he would say the same word, and how
often there is such a proposition at all. That, not the share of chosen propositions, is what a user meets.

Decidable is what the coder gave another word than pending or undecidable. Decided: the share of the decidable ones that
the machine gives a word. Wrong: of all that it gives a word, those that have another in the gold, pending ones too.
Beside it: always pending, and the kind's most frequent word in the development part. The sets were fixed by report
before anything was tuned; `test` is looked at for figures only. 95 % bootstrap intervals over reports.
"""

import argparse
import hashlib
import json
import pickle
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from detente.actors import resolve_actor
from detente.articles import read_articles
from detente.dates import find_dates
from detente.facts import cases, facts
from detente.lexicon import load
from detente.linking import link
from detente.linking.answers import answer_links
from detente.linking.withdrawals import withdrawal_links
from detente.reading import read
from detente.records import (
    Actor,
    Article,
    Case,
    DateRange,
    Findings,
    Link,
    Part,
    Pattern,
    Proposition,
    Verdict,
    make_id,
)
from detente.verdicts import verdicts

GOLD = Path(__file__).parent / "gold"
DATA = Path("../shared/data/news")
FILES = ("whitehouse_russia.jsonl", "kremlin_us.jsonl", "general_1000.jsonl")
OPEN = ("pending", "undecidable")
FORCE = {"demand": "ask", "forecast": "foretell"}
VALENCE = {"threat": "harm", "offer": "benefit"}
SEED, ROUNDS = 20261122, 1000

Gold = dict[str, Any]
Place = tuple[str, int]


class Scored(NamedTuple):
    """A coded proposition: its report, kind, the coder's word and ours (None: not found)."""

    report: Place
    kind: str
    gold: str
    ours: str | None


def main(arguments: Sequence[str] | None = None) -> None:
    """Print tables for each set asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("dev", "test"), action="append", dest="sets")
    parser.add_argument("--misses", action="store_true", help="print each row with the machine's reason (dev only)")
    parser.add_argument("--kept", type=Path, help="a folder in which findings are kept from run to run")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args(arguments)
    if not asked.data.is_dir():
        print(f"skipped: {asked.data} is not here (its texts may not be redistributed)")
        return
    gold = coded()
    ledger = Ledger({**corpus(asked.data, asked.kept)})
    print(f"verdicts, {fingerprint(asked.data)}, seed {SEED}; {len(ledger.found)} reports in one ledger")
    habits = frequent(row for row in gold if row["set"] == "dev")
    for name in asked.sets or ("dev", "test"):
        rows = [row for row in gold if row["set"] == name]
        told = asked.misses and name == "dev"
        report(f"{name}, verdicts given the coded proposition", ledger.given(rows), habits, told)
        report(f"{name}, end to end", ledger.end_to_end(rows), habits, told)
    own_verdicts(ledger)


def own_verdicts(ledger: "Ledger") -> None:
    """Print how many of the machine's own verdicts a reader shares."""
    rows = [json.loads(line) for line in (GOLD / "judged.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [(one, row) for one, row, _ in ledger.end_to_end(rows)]
    decided_ = [(one, row) for one, row in found if one.ours not in (None, *OPEN)]
    real = [(one.report, one.gold, str(one.ours)) for one, row in decided_ if row["proposition"]]
    every = [(one.report, one.gold if row["proposition"] else "none", str(one.ours)) for one, row in decided_]
    print(f"\nits own verdicts, {len(rows)} judged, of which it still decides {len(decided_)}")
    print(f"{'not the reader’s word':34}{interval(every, wrong):>26}")
    print(f"{'the same of real propositions':34}{interval(real, wrong):>26}")


def coded() -> list[Gold]:
    """Return the first coder's rows, each proposition once, with what the codebook's table tells of it."""
    table = [json.loads(line) for line in (GOLD / "propositions.jsonl").read_text(encoding="utf-8").splitlines()]
    known = {key(row): row for row in reversed(table) if row["table"] == "propositions"}
    rows = [json.loads(line) for line in (GOLD / "outcomes.jsonl").read_text(encoding="utf-8").splitlines()]
    once = {key(row): {**known.get(key(row), {}), **row} for row in reversed(rows) if row["coder"] == "one"}
    return [once[k] for k in sorted(once)]


def key(row: Gold) -> tuple[str, int, tuple[tuple[int, int], ...]]:
    """Return which proposition a row is of."""
    return row["file"], row["row"], tuple((start, end) for start, end in row["outcome"])


def frequent(rows: Iterable[Gold]) -> dict[str, str]:
    """Return the most frequent word of each kind, pending apart."""
    words: dict[str, Counter[str]] = {}
    for row in rows:
        if row["word"] not in OPEN:
            words.setdefault(row["kind"], Counter())[row["word"]] += 1
    return {kind: count.most_common(1)[0][0] for kind, count in words.items()}


# --- the ledger -------------------------------------------------------------------------------------------


def corpus(data: Path, kept: Path | None) -> dict[Place, Findings]:
    """Return what all reports say, by file and row; what ``kept`` holds is not read again."""
    found: dict[Place, Findings] = {}
    for file in FILES:
        stood = kept / f"{Path(file).stem}.pkl" if kept else None
        if stood is not None and stood.is_file():
            read_before: dict[int, Findings | None] = pickle.loads(stood.read_bytes())
        else:
            articles = enumerate(read_articles(data / file))
            read_before = {row: read(a, load()) if isinstance(a, Article) else None for row, a in articles}
            if stood is not None:
                stood.parent.mkdir(parents=True, exist_ok=True)
                stood.write_bytes(pickle.dumps(read_before))
        found |= {(file, row): findings for row, findings in read_before.items() if findings is not None}
    return found


class Ledger:
    """All reports, what they say and what follows from it."""

    def __init__(self, found: dict[Place, Findings]) -> None:
        self.found = found
        self.articles = [f.article for f in found.values()]
        self.events = [e for f in found.values() for e in f.events]
        self.statements = [s for f in found.values() for s in f.statements]
        self.links = link(found.values()).links
        self.facts = facts(self.articles, self.events, self.links, None, self.statements)

    def judged(self, made: Sequence[Case], propositions: Sequence[Proposition], links: Sequence[Link]) -> list[Verdict]:
        """Return the verdicts on cases, and print how long they took."""
        start = time.process_time()
        found = verdicts(made, self.facts, self.events, self.statements, propositions, links, self.articles)
        print(f"\n{len(made)} cases judged in {time.process_time() - start:.1f} CPU-seconds")
        return list(found)

    def given(self, rows: Sequence[Gold]) -> list[tuple[Scored, Gold, Verdict | None]]:
        """Score the coded propositions, each entered by hand as a case of its own."""
        entered = [by_hand(row, self.found[row["file"], row["row"]]) for row in rows]
        homes = [self.found[row["file"], row["row"]] for row in rows]
        asking = [Findings(f.article, (), (), (p,)) for f, p in zip(homes, entered, strict=True)]
        answers = [*answer_links(asking, self.found.values()), *withdrawal_links(asking, self.found.values())]
        links = [*(one for one in self.links if one.kind != "answers"), *answers]
        made = cases(self.articles, entered, ())
        on = {verdict.case[2:]: verdict for verdict in self.judged(made, entered, links)}
        pairs = zip(rows, (on[p.id[2:]] for p in entered), strict=True)
        return [(scored(row, verdict), row, verdict) for row, verdict in pairs]

    def end_to_end(self, rows: Sequence[Gold]) -> list[tuple[Scored, Gold, Verdict | None]]:
        """Score the machine's own cases for the coded propositions."""
        found = []
        for row in rows:
            ours = closest(row, self.found[row["file"], row["row"]].propositions, same_kind=True)
            verdict = self.own[ours.id] if ours is not None else None
            found.append((scored(row, verdict), row, verdict))
        return found

    @cached_property
    def own(self) -> dict[str, Verdict]:
        """The verdict on the machine's own case of each of its propositions, by the proposition's id."""
        propositions = [p for f in self.found.values() for p in f.propositions]
        made = cases(self.articles, propositions, self.links)
        on = {verdict.case: verdict for verdict in self.judged(made, propositions, self.links)}
        return {member: on[case.id] for case in made for member in case.members}


def scored(row: Gold, verdict: Verdict | None) -> Scored:
    """Return the words of the coder and of the machine side by side."""
    return Scored((row["file"], row["row"]), row["kind"], row["word"], verdict.word if verdict else None)


def closest(row: Gold, ours: Iterable[Proposition], same_kind: bool) -> Proposition | None:
    """Return the proposition of ours whose outcome shares most with the coded one, half of the shorter at least."""
    spans = [(start, end) for start, end in row["outcome"]]

    def shared(one: Proposition) -> float:
        start, end = one.outcome.span or (one.start, one.end)
        common = sum(max(0, min(end, b) - max(start, a)) for a, b in spans)
        return common / max(1, min(end - start, sum(b - a for a, b in spans)))

    near = [one for one in ours if shared(one) >= 0.5 and (not same_kind or one.kind == row["kind"])]
    return max(near, key=lambda one: (shared(one), one.id), default=None)


# --- a coded proposition entered by hand ------------------------------------------------------------------


def by_hand(row: Gold, found: Findings) -> Proposition:
    """Return a coded proposition as a record."""
    text, published = found.article.text, found.article.published
    maker, joint = actors(row["maker"], found)
    addressee = actors(row["addressee"], found)[0] or joint
    doer = addressee if row["kind"] == "demand" else maker if row["kind"] != "forecast" else None
    like = closest(row, found.propositions, same_kind=False)
    condition = part(row["condition"], found, None, like.condition if like else None) if row["condition"] else None
    coded_event = row.get("outcome_event") or {}
    pattern = of_table(coded_event) if coded_event.get("type") else None
    outcome = part(row["outcome"], found, doer, like.outcome if like else None, pattern)
    start, end = row["outcome"][0][0], row["outcome"][-1][1]
    when = window(row, text, published, like)
    return Proposition(
        id=make_id("propositions", found.article.id, "coded", start, end),
        article=found.article.id, start=start, end=end, rule="by hand", score=1.0, statement=None, kind=row["kind"],
        force=FORCE.get(row["kind"], "commit"), valence=VALENCE.get(row["kind"], "none"),  # type: ignore[arg-type]
        maker=maker, addressee=addressee, condition=condition, outcome=outcome, window=when,
        window_basis="stated" if when else "none", strength=row.get("strength", "will"),
        testable=row.get("testable", True), why_not=None if row.get("testable", True) else "coded so",
    )  # fmt: skip


def actors(name: str | None, found: Findings) -> tuple[Actor | None, Actor | None]:
    """Return whom a coder names, and the second of several."""
    known = [named(one, found) for one in (name or "").split("+") if one]
    known.sort(key=lambda actor: actor.country in (None, "IGO"))
    return known[0] if known else None, known[1] if len(known) > 1 else None


def named(name: str, found: Findings) -> Actor:
    """Return who has this name or is the state with this code; somebody unknown keeps his name alone."""
    state = load().entity(f"state:{name}")
    known = resolve_actor(state.name if state else name, found.article.published)
    return known or Actor(f"name:{name.lower()}", name, name, None, None, None, None, None, "anonymous")


def of_table(told: dict[str, Any]) -> Pattern:
    """Return the events that were coded as the outcome, of each side the first country."""
    source = told["source"][0] if told["source"] else None
    target = next((side for side in told["target"] if side != source), None)
    return Pattern((told["type"],) if told["type"] else (), source, target, None, told["negated"])


def part(
    spans: Sequence[Any], found: Findings, doer: Actor | None, like: Part | None, pattern: Pattern | None = None
) -> Part:
    """Return a half of a proposition by its coded words; its pattern, if not coded, is what the machine sees there."""
    pieces = [spans] if isinstance(spans[0], int) else list(spans)
    text = " ".join(found.article.text[start:end] for start, end in pieces)
    first, last = pieces[0][0], pieces[-1][1]
    if pattern is None and like is not None:
        pattern = like.pattern
    if pattern is None:
        inside = [event for event in found.events if first <= (event.start + event.end) / 2 < last]
        best = max(inside, key=lambda event: (event.score, event.id), default=None)
        if best is not None:
            sides = (next((a.country for a in side), None) for side in (best.source, best.target))
            pattern = Pattern((best.type,), *sides, None, best.negated)
    return Part(text, (first, last), doer or (like.actor if like else None), pattern)


def window(row: Gold, text: str, published: Any, like: Proposition | None) -> DateRange | None:
    """Return the days that the coded words of a window mean, else those that the machine sees."""
    if "window" not in row:
        return like.window if like is not None else None
    if row["window"] is None:
        return None
    start, end = row["window"]
    meant = [when for a, b, when in find_dates(text[max(0, start - 200) : end + 50], published)
             if a < end - max(0, start - 200) and start - max(0, start - 200) < b]  # fmt: skip
    return meant[0] if meant else None


# --- the figures ------------------------------------------------------------------------------------------


def report(name: str, found: Sequence[tuple[Scored, Gold, Verdict | None]], habits: dict[str, str], told: bool) -> None:
    """Print figures and the confusion table of one set."""
    ours = [one for one, _, _ in found]
    decidable = sum(one.gold not in OPEN for one in ours)
    missing = sum(one.ours is None for one in ours)
    print(f"{name}: {len(ours)} propositions, {decidable} decidable; {missing} not found")
    rivals: dict[str, Callable[[Scored], str]] = {
        "Détente": lambda one: one.ours or "pending",
        "always pending": lambda one: "pending",
        "most frequent word": lambda one: habits.get(one.kind, "pending"),
    }
    print(f"{'':22}{'decided of decidable':>26}{'wrong of decided':>26}")
    for who, word in rivals.items():
        pairs = [(one.report, one.gold, word(one)) for one in ours]
        print(f"{who:22}{interval(pairs, decided):>26}{interval(pairs, wrong):>26}")
    confusion(ours)
    if told:
        for one, row, verdict in found:
            if verdict is not None and (verdict.word != one.gold or one.gold not in OPEN):
                mark = "=" if verdict.word == one.gold else "?" if verdict.word in OPEN else "!"
                print(f"  {mark} {one.report[0][:3]}:{one.report[1]} {one.kind} gold {one.gold}, ours {verdict.word}")
                print(f"      {row['outcome']} {verdict.why}")


Pair = tuple[Place, str, str]


def decided(pairs: Sequence[Pair]) -> tuple[int, int]:
    """Return how many decidable ones have a word, of how many."""
    asked = [ours for _, gold, ours in pairs if gold not in OPEN]
    return sum(ours not in OPEN for ours in asked), len(asked)


def wrong(pairs: Sequence[Pair]) -> tuple[int, int]:
    """Return how many of those that have a word have a wrong one, of how many."""
    told = [(gold, ours) for _, gold, ours in pairs if ours not in OPEN]
    return sum(gold != ours for gold, ours in told), len(told)


def interval(pairs: Sequence[Pair], count: Callable[[Sequence[Pair]], tuple[int, int]]) -> str:
    """Return a share in per cent with its 95 % bootstrap interval over reports."""
    top, under = count(pairs)
    if not under:
        return "none"
    by_report: dict[Place, list[Pair]] = {}
    for pair in pairs:
        by_report.setdefault(pair[0], []).append(pair)
    chance, places, shares = random.Random(SEED), sorted(by_report), []
    for _ in range(ROUNDS):
        a, b = count([pair for place in chance.choices(places, k=len(places)) for pair in by_report[place]])
        shares.append(100 * a / max(1, b))
    shares.sort()
    low, high = shares[ROUNDS // 40], shares[-ROUNDS // 40]
    return f"{top}/{under} {100 * top / under:.1f} ({low:.1f}-{high:.1f})"


def confusion(found: Sequence[Scored]) -> None:
    """Print the coder's words by ours."""
    table = Counter((one.gold, one.ours or "not found") for one in found)
    columns = sorted({ours for _, ours in table}, key=lambda word: (word not in OPEN, word))
    print(f"  {'gold':18}" + "".join(f"{word[:11]:>12}" for word in columns))
    for gold in sorted({gold for gold, _ in table}, key=lambda word: (word not in OPEN, word)):
        print(f"  {gold:18}" + "".join(f"{table[gold, word] or '.':>12}" for word in columns))


def fingerprint(data: Path) -> str:
    """Return hashes of the gold and of the reports."""
    gold = hashlib.sha256((GOLD / "outcomes.jsonl").read_bytes()).hexdigest()[:12]
    digest = hashlib.sha256()
    for file in FILES:
        digest.update((data / file).read_bytes())
    return f"gold {gold}, data {digest.hexdigest()[:12]}"


if __name__ == "__main__":
    main()
