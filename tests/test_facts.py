"""Facts and cases: what hangs together up to a day, told once."""

import datetime as dt
from itertools import permutations

from hypothesis import given, settings
from reports_by_hand import Report, at, counted, day, person, state
from test_linking import piles

from detente.facts import cases, facts
from detente.linking import Links, link
from detente.records import Article, Case, Event, Fact, Findings, Judgement, Proposition, Statement, Target, worn_id

RUS, USA, UKR = state("RUS"), state("USA"), state("UKR")
ORLOV, MERCER = person("Pavel Orlov", "RUS"), person("Dana Mercer", "USA")


def rows(pile: list[Findings]) -> tuple[list[Article], list[Event], list[Statement], list[Proposition]]:
    return (
        [f.article for f in pile],
        [row for f in pile for row in f.events],
        [row for f in pile for row in f.statements],
        [row for f in pile for row in f.propositions],
    )


def told(pile: list[Findings], as_of: str | None = None, links: Links | None = None) -> tuple[Fact, ...]:
    articles, events, statements, _ = rows(pile)
    known = (links or link(pile)).links
    return facts(articles, events, known, dt.date.fromisoformat(as_of) if as_of else None, statements)


def made(pile: list[Findings], as_of: dt.date | None = None) -> tuple[Case, ...]:
    articles, _, _, propositions = rows(pile)
    return cases(articles, propositions, link(pile).links, as_of)


def meeting() -> list[Findings]:
    a, b, c = (
        Report(name, "USA", on)
        for name, on in (("Herald", "2021-03-02"), ("Post", "2021-03-20"), ("Times", "2021-05-06"))
    )
    a.event("Mercer proposed a meeting with Orlov", "CONSULT", (MERCER, ORLOV), modality="proposed")
    b.event(
        "The meeting of Mercer and Orlov is set for May 4",
        "CONSULT", (MERCER, ORLOV), modality="planned", when=day("2021-05-04"),
    )  # fmt: skip
    c.event(
        "Mercer met Orlov in Riverton", "CONSULT", (MERCER, ORLOV), when=day("2021-05-04"), place=at("Riverton", "USA")
    )
    return [a.findings, b.findings, c.findings]


def test_a_meeting_is_one_fact_with_its_stages():
    (fact,) = told(meeting())
    assert [(s.stage, s.reported_on) for s in fact.stages] == [
        ("proposed", dt.date(2021, 3, 2)),
        ("scheduled", dt.date(2021, 3, 20)),
        ("held", dt.date(2021, 5, 6)),
    ]
    assert fact.when is not None and fact.when.start == dt.date(2021, 5, 4)
    assert fact.place is not None and fact.place.name == "Riverton"
    assert fact.outlets == ("Herald", "Post", "Times")
    assert (fact.first_reported, fact.last_reported) == (dt.date(2021, 3, 2), dt.date(2021, 5, 6))


def test_a_meeting_that_was_moved_or_called_off_was_not_held():
    a, b, c = (
        Report(name, "USA", on)
        for name, on in (("Herald", "2021-03-02"), ("Post", "2021-03-20"), ("Times", "2021-03-25"))
    )
    noun = {"rule": "events.noun:meeting"}
    a.event(
        "Mercer will meet Orlov in Riverton on April 1",
        "CONSULT", (MERCER, ORLOV), modality="planned", when=day("2021-04-01"),
    )  # fmt: skip
    b.event(
        "The meeting of Mercer and Orlov has been moved to April 9",
        "CONSULT", (MERCER, ORLOV), when=day("2021-04-09"), **noun,
    )  # fmt: skip
    c.event("Orlov called off his meeting with Mercer", "CONSULT", (MERCER, ORLOV), negated=True, **noun)
    (fact,) = told([a.findings, b.findings, c.findings])
    assert [s.stage for s in fact.stages] == ["scheduled", "moved", "cancelled"]
    assert fact.when is not None and fact.when.start == dt.date(2021, 4, 9)


def test_what_a_noun_tells_of_a_day_ahead_is_scheduled():
    a = Report("Herald", "USA", "2021-03-02")
    a.event(
        "Mercer's meeting with Orlov on March 9",
        "CONSULT", (MERCER, ORLOV), when=day("2021-03-09"), rule="events.noun:meeting",
    )  # fmt: skip
    (fact,) = told([a.findings])
    assert [s.stage for s in fact.stages] == ["scheduled"]


def test_reports_that_open_with_a_call_some_days_apart_tell_of_two():
    for first, second, calls in (("2021-03-02", "2021-03-03", 1), ("2021-03-02", "2021-03-08", 2)):
        pile = [Report(name, "USA", on, byline=False) for name, on in (("Herald", first), ("Post", second))]
        for report in pile:
            report.event("Mercer spoke with Orlov by phone about grain", "CONSULT:phone", (MERCER,), (ORLOV,))
        assert len(told([report.findings for report in pile])) == calls


def test_many_contacts_are_not_one_call():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Post", "USA", "2021-03-03")
    a.event("Mercer spoke with Orlov by phone", "CONSULT:phone", (MERCER,), (ORLOV,), when=day("2021-03-02"))
    b.event("Mercer has spoken seven times with Orlov by phone", "CONSULT:phone", (MERCER,), (ORLOV,))
    assert len(told([a.findings, b.findings])) == 2


def test_a_call_is_no_part_of_talks_in_a_place():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Post", "USA", "2021-03-04")
    a.event("Mercer and Orlov held talks", "CONSULT", (MERCER,), (ORLOV,), place=at("Riverton", "USA"))
    b.event("Mercer and Orlov spoke by phone", "CONSULT:phone", (MERCER,), (ORLOV,))
    assert len(told([a.findings, b.findings])) == 2


def test_as_of_a_day_only_what_was_published_counts():
    pile = meeting()
    assert told(pile, "2021-03-01") == ()
    (early,) = told(pile, "2021-03-02")
    (later,) = told(pile, "2021-04-01")
    (last,) = told(pile)
    assert [s.stage for s in early.stages] == ["proposed"]
    assert [s.stage for s in later.stages] == ["proposed", "scheduled"]
    assert early.id == later.id == last.id == worn_id("facts", pile[0].events[0].id)


def test_a_fact_keeps_its_id_when_it_gains_a_report():
    pile = meeting()
    assert {fact.id for fact in told(pile[:1])} == {fact.id for fact in told(pile[:2])} == {f.id for f in told(pile)}


def test_a_moved_and_a_cancelled_meeting():
    a, b, c = (
        Report(name, "USA", on)
        for name, on in (("Herald", "2021-03-02"), ("Post", "2021-03-20"), ("Times", "2021-05-06"))
    )
    told_as = {"modality": "planned"}
    a.event("Mercer is to meet Orlov on May 4", "CONSULT", (MERCER, ORLOV), when=day("2021-05-04"), **told_as)
    b.event(
        "The meeting of Mercer and Orlov was postponed to May 20",
        "CONSULT", (MERCER, ORLOV), when=day("2021-05-20"), **told_as,
    )  # fmt: skip
    c.event(
        "The meeting of Mercer and Orlov on May 20 was called off",
        "CONSULT", (MERCER, ORLOV), when=day("2021-05-20"), **told_as,
    )  # fmt: skip
    (fact,) = told([a.findings, b.findings])
    assert [s.stage for s in fact.stages] == ["scheduled", "moved"]
    assert fact.when is not None and fact.when.start == dt.date(2021, 5, 20)
    (fact,) = told([a.findings, b.findings, c.findings])
    assert [s.stage for s in fact.stages] == ["scheduled", "moved", "cancelled"]


def test_what_is_alleged_denied_negated_or_threatened_is_no_fact():
    a = Report("Herald", "USA", "2021-03-02")
    a.event("Russia allegedly jammed a satellite", "COERCE", (RUS,), (USA,), stance="alleged")
    a.event("Russia denied that it sank a boat", "ASSAULT", (RUS,), (UKR,), stance="denied")
    a.event("Russia sent no aid", "AID", (RUS,), (UKR,), negated=True)
    a.event("Russia may close ports", "SANCTION", (RUS,), (UKR,), modality="threatened")
    a.event("Russia closed a school", "COERCE", (RUS,), (RUS,))
    assert [fact.members for fact in told([a.findings])] == [(a.events[-1].id,)]


def test_harm_that_only_the_other_side_tells_is_its_claim():
    a = Report("Herald", "USA", "2021-03-02")
    claim = a.statement("The Americans robbed our envoys", ORLOV)
    boast = a.statement("We have closed their school", ORLOV)
    a.event("robbed our envoys", "COERCE", (USA,), (RUS,), goldstein=-7.0, asserted_by=claim.id)
    own = a.event("closed their school", "SANCTION", (RUS,), (USA,), goldstein=-6.0, asserted_by=boast.id)
    assert [fact.members for fact in told([a.findings])] == [(own.id,)]


def test_who_denies_a_fact_is_named():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-02")
    a.event("Russian jets crossed the line", "COERCE", (RUS,), (USA,), when=day("2021-03-01"))
    denial = b.statement("No Russian jets crossed the line", ORLOV)
    b.event(
        "No Russian jets crossed the line",
        "COERCE", (RUS,), (USA,), when=day("2021-03-01"), negated=True, asserted_by=denial.id,
    )  # fmt: skip
    (fact,) = told([a.findings, b.findings])
    assert fact.disputed_by == ("Pavel Orlov (Vestnik)",)


def test_the_figure_told_most_often_stands():
    reports = [Report(name, "USA", "2021-03-02") for name in ("Herald", "Post", "Times")]
    for report, count in zip(reports, (8, 7, 7), strict=True):
        report.event(
            "Washington expels Russian envoys",
            "SANCTION:expel", (USA,), (RUS,), when=day("2021-03-02"), magnitudes=counted(count, "envoy"),
        )  # fmt: skip
    (fact,) = told([report.findings for report in reports])
    assert fact.magnitudes == counted(7, "envoy")
    assert len(fact.members) == 3


def test_the_sides_that_most_reports_tell_stand_before_the_names_of_one():
    names = ("Herald", "Post", "Times")
    sides = (((USA,), (RUS,)), ((USA,), (RUS,)), ((ORLOV, MERCER), (RUS, USA)))
    reports = [Report(name, "USA", "2021-03-02") for name in names]
    for report, (source, target) in zip(reports, sides, strict=True):
        report.event("Washington froze the accounts of Moscow", "COERCE", source, target, when=day("2021-03-01"))
    (fact,) = told([report.findings for report in reports])
    assert (fact.source, fact.target, len(fact.members)) == ((USA,), (RUS,), 3)
    one = Report("Herald", "USA", "2021-03-02")
    one.event("Washington froze the accounts of Moscow", "COERCE", (MERCER,), (ORLOV,), when=day("2021-03-01"))
    (fact,) = told([reports[0].findings, one.findings])
    assert (fact.source, fact.target) == ((MERCER,), (ORLOV,))


def test_a_report_without_a_day_is_in_no_view_of_a_day():
    a = Report("Herald", "USA", None)
    a.event("Washington expels Russian envoys", "SANCTION:expel", (USA,), (RUS,))
    a.proposition("threat", MERCER, RUS, "we will expel more envoys")
    assert told([a.findings], "2030-01-01") == ()
    assert made([a.findings], dt.date(2030, 1, 1)) == ()
    (fact,), (case,) = told([a.findings]), made([a.findings])
    assert fact.first_reported is None and case.first_said is None


def test_a_person_splits_a_fact():
    pile = meeting()
    fact = told(pile)[0]
    when = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
    split = Judgement("j_1", Target("facts", fact.id), "", "", "split", "an analyst", when, pile[2].events[0].id)
    parts = told(pile, links=link(pile, [split]))
    assert sorted(len(part.members) for part in parts) == [1, 2]


def test_a_threat_told_by_three_outlets_is_one_case():
    reports = [Report(name, "USA", f"2021-03-0{i}") for i, name in enumerate(("Herald", "Post", "Times"), start=2)]
    for report in reports:
        report.proposition(
            "threat", MERCER, RUS, "we will close the grain terminals", condition="the border is crossed"
        )
    (case,) = made([report.findings for report in reports])
    assert len(case.members) == 3
    assert case.outlets == ("Herald", "Post", "Times")
    assert (case.first_said, case.last_said) == (dt.date(2021, 3, 2), dt.date(2021, 3, 4))
    assert case.id == worn_id("cases", reports[0].propositions[0].id)


@settings(max_examples=40, deadline=None)
@given(piles())
def test_any_order_gives_the_same_views(pile: list[Findings]):
    links = link(pile)
    expected = told(pile, links=links), made(pile)
    for order in list(permutations(pile))[1:6]:
        assert (told(list(order)), made(list(order))) == expected


@settings(max_examples=40, deadline=None)
@given(piles())
def test_a_later_report_has_no_influence_on_an_earlier_day(pile: list[Findings]):
    last = dt.date(2021, 3, 14)
    early = [f for f in pile if f.article.published and f.article.published <= last]
    assert told(pile, last.isoformat()) == told(early, last.isoformat())
    assert made(pile, last) == made(early, last)


@settings(max_examples=40, deadline=None)
@given(piles())
def test_each_finding_is_in_one_fact_at_most(pile: list[Findings]):
    members = [member for fact in told(pile) for member in fact.members]
    assert len(members) == len(set(members))
    propositions = sorted(row.id for f in pile for row in f.propositions)
    assert sorted(member for case in made(pile) for member in case.members) == propositions
