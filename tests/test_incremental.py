"""Linking again after a small reading gives what linking all at once gives, whatever came, went or was judged."""

import dataclasses
import datetime as dt
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import MonkeyPatch
from reports_by_hand import Report, at, counted, day, person, state

from detente.book.view import take_view
from detente.linking import Again, Before, Shelf, blocks_of, link, link_again
from detente.records import DateRange, Findings, Judgement, Pattern, Reading, Target, make_id
from detente.store import Derived, Store, open_store

RUS, USA, UKR, FRA = map(state, ("RUS", "USA", "UKR", "FRA"))
ORLOV, PETROV, MERCER = person("Pavel Orlov", "RUS"), person("Ilya Petrov", "RUS"), person("Dana Mercer", "USA")
WORDS = (
    "Washington expels seven Russian envoys over the port raid",
    "Seven envoys of Russia are expelled by the United States because of forged papers",
    "The two presidents spoke on the phone about grain and the port",
    "A summit of the two presidents in Vienna was proposed and could be held in summer",
    "The meeting was moved to May, officials said of the summit",
    "The grain embargo will be lifted in spring, under the pretext of the harvest",
    "An embargo on grain is used as a pretext to expel seven envoys",
    "Orlov withdrew the offer of open ports and a calm border",
    "The offer of open ports and a calm border was rejected by Moscow",
    "Ships were sent to the strait, and the strait was closed to tankers",
    "The so-called grain embargo of the United States was named in Moscow",
    "The grain embargo of the United States is in force, and Russia feels it",
)
KINDS = ("SANCTION:expel", "SANCTION", "CONSULT:meet", "CONSULT", "MOBILIZE", "ASSAULT", "AGREE", "REJECT", "AID")
PATTERNS = (None, None, Pattern(("SANCTION",), "RUS", "USA", None), Pattern(("CONSULT",), "RUS", "USA", None))


@st.composite
def reports(draw: st.DrawFn, number: int) -> Findings:
    """One short report about one of few things, at times a copy of a text that others have too."""
    month, published = draw(st.sampled_from((3, 3, 4, 6))), draw(st.one_of(st.none(), st.integers(1, 28)))
    copy = draw(st.integers(0, 5)) == 0
    outlet, country = draw(st.sampled_from((("Herald", "USA"), ("Post", "USA"), ("Vestnik", "RUS"), ("Pravda", "RUS"))))
    report = Report(
        outlet, country, f"2021-{month:02}-{published:02}" if published else None, salt=str(number), byline=not copy
    )
    for text in WORDS[:2] if copy else draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)):
        sides = draw(
            st.permutations((draw(st.sampled_from((RUS, ORLOV, PETROV))), draw(st.sampled_from((USA, MERCER)))))
        )
        if draw(st.booleans()) or copy:
            _event(draw, report, text, sides)
        if draw(st.booleans()):
            act, kind = (
                draw(st.sampled_from(("assert", "agree", "decline"))),
                draw(st.sampled_from(("direct", "indirect"))),
            )
            report.statement(text, sides[0], act=act, kind=kind, addressee=draw(st.sampled_from((None, sides[1]))))
        if draw(st.booleans()):
            made = draw(st.sampled_from(("threat", "offer", "demand", "promise", "forecast")))
            condition = draw(st.sampled_from((None, None, WORDS[0])))
            report.proposition(made, sides[0], sides[1], text, draw(st.sampled_from(PATTERNS)), condition)
    return report.findings


def _event(draw: st.DrawFn, report: Report, text: str, sides: Sequence[object]) -> None:
    start, length = draw(st.integers(1, 24)), draw(st.sampled_from((0, 0, 1, 3)))
    when: DateRange | None = day(f"2021-03-{start:02}", f"2021-03-{start + length:02}")
    when = draw(st.sampled_from((None, when, when, day("2021-01-01", "2021-12-31"), day("2021-05-02"))))
    if when is not None and draw(st.integers(0, 7)) == 0:
        when = dataclasses.replace(when, flag="impossible")
    report.event(
        text, draw(st.sampled_from(KINDS)), (sides[0],), draw(st.sampled_from(((sides[1],), (sides[1],), (), (UKR,)))),
        when=when,
        magnitudes=counted(draw(st.integers(2, 3)), "envoy") if draw(st.booleans()) else (),
        modality=draw(st.sampled_from(("actual", "actual", "actual", "planned", "proposed", "threatened"))),
        negated=draw(st.integers(0, 5)) == 0,
        stance=draw(st.sampled_from(("asserted", "asserted", "alleged", "denied"))),
        place=draw(st.sampled_from((None, None, at("Vienna", "AUT"), at("Geneva", "CHE")))),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> list[dict[str, Findings | None]]:
    """Some readings one after another: what each brings or reads anew (None: what it takes away), by article."""
    pile = [draw(reports(number)) for number in range(draw(st.integers(2, 9)))]
    order = draw(st.permutations(pile))
    cut = sorted(draw(st.lists(st.integers(1, len(pile)), max_size=3)))
    parts = [order[low:high] for low, high in zip([0, *cut], [*cut, len(pile)], strict=True)]
    steps: list[dict[str, Findings | None]] = [{found.article.id: found for found in part} for part in parts]
    for step in steps[1:]:
        for found in draw(st.lists(st.sampled_from(pile), max_size=2)):
            step.setdefault(found.article.id, draw(st.sampled_from((None, _less(found)))))
    return steps


def _less(found: Findings) -> Findings:
    """An article read anew: every other finding is gone, and what is left of the events is surer."""
    events = tuple(dataclasses.replace(event, stance="confirmed") for event in found.events[::2])
    return Findings(found.article, found.statements[1::2], events, found.propositions[::2])


def judged(rng: random.Random, findings: Sequence[Findings]) -> list[Judgement]:
    """A few decisions on what is one and what is two."""
    rows = [row for found in findings for row in (*found.events, *found.propositions, *found.statements)]
    links = [one for one in link(findings).links if one.by == "machine"]
    made = []
    for hour in range(rng.randint(0, 3)):
        decision = rng.choice(("join", "split", "reject"))
        table = "links" if decision == "reject" else "events"
        pool = links if decision == "reject" else rows
        if len(pool) < 2:
            continue
        target, other = rng.sample(pool, 2)
        when, note = dt.datetime(2022, 1, 1, hour, tzinfo=dt.UTC), "" if decision == "reject" else other.id
        key = make_id("judgements", decision, target.id, note, hour)
        made.append(Judgement(key, Target(table, target.id), "", "", decision, "an analyst", when, note))
    return made


def anew(findings: dict[str, Findings], judgements: Sequence[Judgement]) -> Before:
    """What linking everything at once gives."""
    drawn = link(findings.values(), judgements)
    shelf = Shelf(block for found in findings.values() for block in blocks_of(found))
    return Before({one.id: one for one in drawn.links}, {one.id: one for one in drawn.differences}, shelf)


def stored(before: Before, again: Again, findings: dict[str, Findings]) -> Before:
    """What stands after a step, its blocks kept as the store keeps them."""
    changed = {block.article for block in again.blocks}
    kept = (block for one in findings.keys() - changed for block in before.blocks.of([one]))
    return Before(again.links, again.differences, Shelf([*kept, *again.blocks]))


@settings(max_examples=400, deadline=None)
@given(readings(), st.randoms(use_true_random=False))
def test_linking_again_gives_what_linking_at_once_gives(steps: list[dict[str, Findings | None]], rng: random.Random):
    first = {key: found for key, found in steps[0].items() if found is not None}
    pile = [found for step in steps for found in step.values() if found is not None]
    judgements = judged(rng, list({found.article.id: found for found in pile}.values()))
    findings, before = first, anew(first, judgements)
    for step in steps[1:]:
        findings = {key: found for key, found in (findings | step).items() if found is not None}
        again = link_again(before, findings, step.keys(), judgements)
        whole = anew(findings, judgements)
        assert again.links == whole.links
        assert again.differences == whole.differences
        before = stored(before, again, findings)
        assert set(before.blocks.of(findings)) == set(whole.blocks.of(findings))


def two_sides() -> list[Findings]:
    """Reports of one call by outlets of both sides, and of one thing that one of them names with distance."""
    made = []
    for number, (outlet, country, on) in enumerate(
        (("Herald", "USA", 2), ("Vestnik", "RUS", 3), ("Herald", "USA", 4), ("Vestnik", "RUS", 5), ("Post", "USA", 7))
    ):
        report = Report(outlet, country, f"2021-03-{on:02}", salt=str(number))
        if number != 3:
            call = "Mercer spoke with Orlov by phone"
            report.event(call, "CONSULT:phone", (MERCER, ORLOV), when=day("2021-03-02"))
        report.statement(f"that {WORDS[-3 - number]}", (MERCER, ORLOV)[number % 2])
        report.event(WORDS[-1 - number % 2], "SANCTION", (USA,), (RUS,), when=day(f"2021-03-{on:02}"))
        made.append(report.findings)
    return made


@settings(max_examples=120, deadline=None)
@given(st.permutations(range(5)), st.lists(st.integers(0, 4), max_size=4), st.integers(1, 4))
def test_what_both_sides_tell_of_a_meeting_is_compared_again(order: list[int], back: list[int], first: int):
    pile = two_sides()
    findings = {pile[number].article.id: pile[number] for number in order[:first]}
    before = anew(findings, ())
    for number in (*order[first:], *back):
        found = pile[number]
        if found.article.id in findings:
            findings = {key: one for key, one in findings.items() if key != found.article.id}
        else:
            findings = findings | {found.article.id: found}
        again = link_again(before, findings, [found.article.id])
        assert again.differences == anew(findings, ()).differences
        before = stored(before, again, findings)


def test_the_reports_of_both_sides_differ_in_what_was_said_and_how_it_is_named():
    differences = link(two_sides()).differences
    assert {(one.kind, one.about.table) for one in differences} >= {("one_sided", "facts"), ("frame", "events")}


# --- a ledger on disk ---------------------------------------------------------------------------------------


def put(store: Store, step: dict[str, Findings | None], hour: int) -> None:
    """Read once more: what a step takes away is read anew as saying nothing."""
    at = dt.datetime(2022, 1, 1, hour, tzinfo=dt.UTC)
    shelf = {one.id: one for one in store.articles()}
    batch = [found or Findings(shelf[key], (), (), ()) for key, found in step.items() if found or key in shelf]
    store.add((found, Reading(found.article.id, f"reader {hour}", "1", "1", (), at, True)) for found in batch)


def judge(store: Store, rng: random.Random, hour: int) -> None:
    """At times take a finding or a link out, or join or split two events."""
    view = take_view(store)
    rows = [*view.events, *view.propositions, *view.statements]
    decision, pool = rng.choice(
        (("reject", rows), ("reject", view.links), ("join", view.events), ("split", view.events))
    )
    if len(pool) < 2 or rng.random() < 0.3:
        return
    target, other = rng.sample(list(pool), 2)
    table = next(t for t in ("events", "propositions", "statements", "links") if target in getattr(view, t))
    note, at = other.id if decision != "reject" else "", dt.datetime(2022, 1, 1, hour, 30, tzinfo=dt.UTC)
    key = make_id("judgements", decision, target.id, note, hour)
    store.add_judgement(Judgement(key, Target(table, target.id), "", "", decision, "an analyst", at, note))


@settings(max_examples=60, deadline=None)
@given(readings(), st.randoms(use_true_random=False))
def test_a_ledger_merged_reading_by_reading_is_the_ledger_merged_at_once(
    steps: list[dict[str, Findings | None]], rng: random.Random
):
    with tempfile.TemporaryDirectory() as folder, MonkeyPatch.context() as patch:
        patch.setattr("detente.book.merging.MOST", 0)
        with open_store(Path(folder) / "l.detente") as store:
            for hour, step in enumerate(steps):
                put(store, step, hour)
                judge(store, rng, hour)
                view, state = take_view(store), store.derived_from()
                blocks = {one: sorted(store.blocks().of([one])) for one in view.articles}
                store.derive("", "", Derived([], [], []))
                store._sql.execute("DELETE FROM derived_from")
                whole = take_view(store)
                assert view.links == whole.links
                assert view.differences == whole.differences
                assert state == store.derived_from()
                assert blocks == {one: sorted(store.blocks().of([one])) for one in whole.articles}


def test_a_small_reading_is_not_linked_with_everything(monkeypatch: MonkeyPatch, tmp_path: Path):
    piles = [Report("Herald", "USA", f"2021-03-{n:02}", salt=str(n)) for n in range(1, 21)]
    for report in piles:
        report.event(WORDS[0], "SANCTION:expel", (USA,), (RUS,), when=day("2021-03-01"))
    with open_store(tmp_path / "l.detente") as store:
        put(store, {report.article_id: report.findings for report in piles[:-1]}, 0)
        before = take_view(store)
        put(store, {piles[-1].article_id: piles[-1].findings}, 1)
        monkeypatch.setattr("detente.book.merging.link_anew", None)
        after = take_view(store)
        assert len(after.links) == len(before.links) + 1
        assert len(after.facts) == 1
        assert take_view(store).links == after.links
