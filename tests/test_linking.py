"""Linking: one occurrence told often is one; what differs is said; nothing depends on the order of reading."""

import datetime as dt
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from reports_by_hand import Report, at, counted, day, person, state

from detente.linking import link
from detente.linking.traces import as_told
from detente.linking.wording import changed, concepts, exchanged, likeness, phrases, sentence, stem
from detente.records import Findings, Judgement, Link, Pattern, Target, make_id, worn_id

RUS, USA, UKR = state("RUS"), state("USA"), state("UKR")
ORLOV, MERCER = person("Pavel Orlov", "RUS"), person("Dana Mercer", "USA")
PETROV = person("Ilya Petrov", "RUS")


def same(findings: list[Findings], table: str = "events") -> list[Link]:
    return [one for one in link(findings).links if one.kind == "same" and one.left.table == table]


def judgement(decision: str, target: str, note: str, hour: int = 0) -> Judgement:
    when = dt.datetime(2022, 1, 1, hour, tzinfo=dt.UTC)
    table = "facts" if target.startswith("f_") else "events"
    key = make_id("judgements", decision, target, note, hour)
    return Judgement(key, Target(table, target), "", "", decision, "an analyst", when, note)  # type: ignore[arg-type]


# --- wording ----------------------------------------------------------------------------------------------


def test_words_of_one_root_count_as_one():
    assert stem("aggressively") == stem("aggression") == stem("aggressive")
    assert set(concepts("It reacted recklessly.")) == set(concepts("Their reckless reaction"))


def test_stop_words_say_nothing():
    assert concepts("He said that it was so, and they would be there.") == {}
    assert likeness(concepts("He said so."), concepts("He said that.")).score == 0


def test_what_two_share_is_shown_in_the_words_of_the_text():
    text = "Orlov wants a stable border, and then quickly the reopening of the grain port in spring."
    shared = concepts("the reopened grain port; borders that are stable")
    assert phrases(text, shared) == ("reopening of the grain port", "stable border")


def test_words_exchanged_are_those_between_words_in_common():
    left, right = "He will bear heavy losses for this de-nuke plan.", "He will bear grave damage for this denuke plan."
    assert exchanged(left, right) == [("heavy losses", "grave damage")]
    assert exchanged("The port will be closed.", "The port will be closed by Orlov in spring, he said twice.") == []


def test_what_a_later_wording_adds_and_drops():
    old = "We want a stable border and open grain ports for every state of the region."
    new = "A stable border is wanted, with two guarded crossings, for every state of the region."
    added, dropped = changed(old, new)
    assert added == "with two guarded crossings"
    assert dropped == "open grain ports"
    assert changed(old, "For every state of the region we want open grain ports and a stable border.") == (None, None)


def test_what_is_only_said_in_other_words_is_not_added():
    added, _ = changed(
        "We will answer any attack on our ports with force.", "Any raid on our harbours will be repelled by us."
    )
    assert added is None


def test_a_sentence_is_cut_out_by_punctuation_and_lines():
    text = "First one. The second has Mr. Orlov in it! A third.\nA fourth"
    start, end = sentence(text, text.index("Orlov"), text.index("Orlov") + 5)
    assert text[start:end].endswith("Orlov in it!")
    assert sentence(text, len(text) - 3, len(text))[1] == len(text)


# --- one occurrence ---------------------------------------------------------------------------------------


def expulsion(
    report: Report, text: str = "Washington expels seven Russian envoys", on: str | None = "2021-03-02", n: float = 7
):
    return report.event(
        text, "SANCTION:expel", (USA,), (RUS,), when=day(on) if on else None, magnitudes=counted(n, "envoy")
    )


def test_a_day_apart_is_the_same_day_in_two_time_zones():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
    left, right = expulsion(a), expulsion(b, "Seven envoys of Russia were expelled by the US", "2021-03-03")
    (found,) = same([a.findings, b.findings])
    assert {found.left.id, found.right.id} == {left.id, right.id}
    assert found.known_on == dt.date(2021, 3, 3)
    assert "7 envoy" in found.why
    assert found.by == "machine"


def test_another_day_count_or_side_is_another_occurrence():
    a = Report("Herald", "USA", "2021-03-02")
    expulsion(a)
    later, more, back = (Report("Vestnik", "RUS", "2021-03-20", salt=str(i)) for i in range(3))
    expulsion(later, on="2021-03-19")
    expulsion(more, on="2021-03-10", n=12)
    back.event("Moscow expels seven US envoys", "SANCTION:expel", (RUS,), (USA,), when=day("2021-03-02"))
    assert same([a.findings, later.findings, more.findings, back.findings]) == []


def test_history_told_with_its_own_date_is_not_the_recent_event():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
    expulsion(a, on=None)
    expulsion(b, on="2016-12-29")
    assert same([a.findings, b.findings]) == []


def test_what_a_former_office_holder_did_is_not_recent():
    a = Report("Herald", "USA", "2021-03-02")
    expulsion(a)
    former = person("Barack Obama", "USA")
    a.event("Obama expelled envoys of Russia", "SANCTION:expel", (former,), (RUS,))
    assert same([a.findings]) == []


def test_told_twice_in_one_report_is_one():
    a = Report("Herald", "USA", "2021-03-02")
    expulsion(a)
    expulsion(a, "The expulsion of seven envoys", None)
    assert len(same([a.findings])) == 1


def test_two_attacks_of_one_day_in_two_towns_are_two():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-02")
    a.event("Rockets hit a depot", "ASSAULT", (UKR,), (RUS,), when=day("2021-03-02"), place=at("Riverton", "RUS"))
    b.event(
        "A drone struck the harbour", "ASSAULT", (UKR,), (RUS,), when=day("2021-03-02"), place=at("Port Lada", "RUS")
    )
    assert same([a.findings, b.findings]) == []


def test_accusations_need_like_words_to_be_one():
    a, b, c = (Report(name, "USA", "2021-03-02") for name in ("Herald", "Post", "Times"))
    a.event("Mercer accused Moscow of breaking the fishing accord", "ACCUSE", (MERCER,), (RUS,))
    b.event("Washington blamed Russia for jamming satellites", "ACCUSE", (MERCER,), (RUS,))
    c.event("Moscow breaks the fishing accord, Mercer alleged in an accusation", "ACCUSE", (MERCER,), (RUS,))
    (found,) = same([a.findings, b.findings, c.findings])
    assert {found.left.id, found.right.id} == {a.events[0].id, c.events[0].id}


def test_other_people_met():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-02")
    a.event("Mercer met Orlov", "CONSULT", (MERCER, ORLOV), when=day("2021-03-01"))
    b.event("Mercer met Petrov", "CONSULT", (MERCER, PETROV), when=day("2021-03-01"))
    assert same([a.findings, b.findings]) == []


def test_a_call_is_no_meeting():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-02")
    a.event("Mercer and Orlov spoke by phone", "CONSULT", (MERCER, ORLOV), when=day("2021-03-01"))
    b.event("Mercer and Orlov met face to face", "CONSULT", (MERCER, ORLOV), when=day("2021-03-01"))
    assert same([a.findings, b.findings]) == []


def test_a_meeting_is_one_from_plan_to_outcome():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-04-20")
    a.event(
        "A meeting of Mercer and Orlov is planned for mid-April",
        "CONSULT", (MERCER, ORLOV), modality="planned", when=day("2021-04-11", "2021-04-20"),
    )  # fmt: skip
    b.event("Orlov met Mercer for two hours", "CONSULT", (ORLOV, MERCER), when=day("2021-04-18"))
    assert len(same([a.findings, b.findings])) == 1


def test_what_was_held_before_a_plan_was_told_is_not_what_was_planned():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-10")
    a.event("Mercer met Orlov", "CONSULT", (MERCER, ORLOV), when=day("2021-03-01"))
    b.event("Mercer and Orlov plan a meeting", "CONSULT", (MERCER, ORLOV), modality="planned")
    assert same([a.findings, b.findings]) == []


def test_a_proposed_meeting_is_the_next_one_held_whatever_was_said_of_it_in_between():
    offer, echo, maybe, held = (
        Report(name, "USA", on)
        for name, on in (
            ("Herald", "2021-03-02"),
            ("Post", "2021-03-05"),
            ("Times", "2021-03-20"),
            ("Star", "2021-05-05"),
        )
    )
    noun: dict[str, Any] = {"rule": "events.noun:meeting"}
    pair = (MERCER, ORLOV)
    offer.event("Mercer proposed a summit with Orlov", "CONSULT", pair, modality="proposed", within="e_0")
    echo.event("The meeting of the leaders that Mercer herself had proposed needs time", "CONSULT", pair, **noun)
    maybe.event(
        "He did not rule out that the meeting of the two could take place in early May",
        "CONSULT", pair, modality="hypothetical", when=day("2021-05-01", "2021-05-10"), **noun,
    )  # fmt: skip
    held.event("Mercer met Orlov at a villa", "CONSULT", pair, when=day("2021-05-04"))
    pile = [r.findings for r in (offer, echo, maybe, held)]
    assert len(same(pile)) == 3
    assert [as_told(r.events[0], r.findings.article).modality for r in (offer, echo, maybe, held)] == [
        "proposed", "proposed", "proposed", "actual",
    ]  # fmt: skip


def test_what_may_be_is_no_step_of_a_meeting_where_it_hangs_on_a_condition_or_tells_no_day_ahead():
    report = Report("Herald", "USA", "2021-03-02")
    more: dict[str, Any] = {"rule": "events.noun:meeting", "modality": "hypothetical"}
    ahead = day("2021-05-01", "2021-05-10")
    report.event("If he apologises a meeting is possible in May", "CONSULT", (MERCER, ORLOV), when=ahead, **more)
    report.event("A meeting is possible", "CONSULT", (MERCER, ORLOV), **more)
    report.event("A meeting of both states is possible in May", "CONSULT", (USA, RUS), when=ahead, **more)
    article = report.findings.article
    assert {as_told(event, article).modality for event in report.events} == {"hypothetical"}


def test_meetings_without_a_day_in_reports_far_apart_are_two():
    a, near, far = (Report("Herald", "USA", f"2021-03-{on}") for on in ("02", "04", "25"))
    for report in (a, near, far):
        report.event("Mercer met Orlov", "CONSULT", (MERCER, ORLOV))
    (found,) = same([a.findings, near.findings, far.findings])
    assert (found.left.id, found.right.id) == (a.events[0].id, near.events[0].id)


def test_a_visit_ahead_is_no_meeting_of_an_unknown_day():
    plan, met, visit = (Report("Herald", "USA", f"2021-03-{on}") for on in ("02", "09", "12"))
    when = day("2021-03-10", "2021-03-11")
    pair = (MERCER, ORLOV)
    plan.event("Mercer will visit Orlov in person", "CONSULT:visit", pair, modality="planned", when=when)
    met.event("Mercer spoke of her meeting with Orlov", "CONSULT", pair)
    visit.event("Mercer visited Orlov in person", "CONSULT:visit", pair, when=day("2021-03-10"))
    (found,) = same([plan.findings, met.findings, visit.findings])
    assert (found.left.id, found.right.id) == (plan.events[0].id, visit.events[0].id)


def test_what_is_threatened_is_never_what_was_done():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-02")
    a.event("Washington threatens to expel envoys", "SANCTION:expel", (USA,), (RUS,), modality="threatened")
    expulsion(b)
    assert same([a.findings, b.findings]) == []


def test_a_vague_report_does_not_chain_two_occurrences():
    vague, one, two = (Report(name, "USA", "2021-03-05") for name in ("Herald", "Post", "Times"))
    vague.event("New sanctions of Washington on Russia", "SANCTION", (USA,), (RUS,))
    one.event("Washington put sanctions on Russia", "SANCTION", (USA,), (RUS,), when=day("2021-03-02"))
    two.event("Washington put sanctions on Russia", "SANCTION", (USA,), (RUS,), when=day("2021-03-05"))
    found = same([vague.findings, one.findings, two.findings])
    ids = {one.events[0].id, two.events[0].id}
    assert not any({link.left.id, link.right.id} == ids for link in found)
    assert len(found) == 1


def test_a_plan_long_past_is_not_the_meeting_just_held():
    plan, held, later = (Report("Herald", "USA", f"2021-0{month}-01") for month in (3, 4, 5))
    plan.event(
        "Mercer will call Orlov by phone", "CONSULT:phone", (MERCER, ORLOV), when=day("2021-03-02"), modality="planned"
    )
    held.event("Mercer has called Orlov by phone", "CONSULT:phone", (MERCER, ORLOV))
    later.event("Mercer called Orlov by phone on March 2", "CONSULT:phone", (MERCER, ORLOV), when=day("2021-03-02"))
    (found,) = same([plan.findings, held.findings, later.findings])
    assert (found.left.id, found.right.id) == (plan.events[0].id, later.events[0].id)


def test_a_wire_copy_is_said_to_be_one():
    a, b = (Report(name, "USA", "2021-03-02", byline=False) for name in ("Herald", "Post"))
    for report in (a, b):
        report.event("Crowds marched past the Russian embassy", "PROTEST", (), (RUS,))
    links = link([a.findings, b.findings]).links
    assert {one.left.table for one in links} == {"articles", "events"}
    assert all("wire copy" in one.why for one in links)
    assert link([a.findings, b.findings]).differences == ()


def test_a_copy_with_another_dateline_is_one_report_and_an_update_is_not():
    lines = [f"Line {word} tells how the grain port of Riverton was shut by its guards" for word in "abcdefgh"]
    a, b, c = (Report(name, "USA", "2021-03-02", byline=False) for name in ("Herald", "Post", "Times"))
    b.text = "RIVERTON, March 2 (Wire) -\n\n"
    for report in (a, b, c):
        report.event("Crowds marched past the Russian embassy", "PROTEST", (), (RUS,))
        report.text += "\n".join(lines)
    c.text += "\n".join(f"Later {line}, as {word} came to tell us" for line in lines for word in ("Orlov", "Mercer"))
    found = [one for one in link([a.findings, b.findings, c.findings]).links if one.left.table == "articles"]
    assert [{one.left.id, one.right.id} for one in found] == [{a.article_id, b.article_id}]
    assert found[0].score >= 0.95 and "counted as one report" in found[0].why
    assert any("wire copy" in one.why for one in same([a.findings, b.findings]))


# --- what is taken back -----------------------------------------------------------------------------------


def test_a_maker_takes_his_word_back():
    a, b, c = (Report("Vestnik", "RUS", f"2021-03-{day}") for day in ("02", "20", "21"))
    offer = a.proposition("offer", ORLOV, USA, "we will reopen two grain terminals", None)
    taken = b.statement("We withdraw our proposal to reopen the grain terminals", ORLOV)
    c.statement("We do not withdraw our proposal to reopen the grain terminals", ORLOV)
    c.statement("They withdraw the proposal to reopen the grain terminals", MERCER)
    (found,) = [one for one in link([a.findings, b.findings, c.findings]).links if one.kind == "answers"]
    assert (found.left.id, found.right.id) == (offer.id, taken.id)
    assert found.why == "withdrawn by RUS: both tell of “reopen the grain terminals”"


# --- people decide ----------------------------------------------------------------------------------------


def test_a_person_splits_and_joins():
    a, b, c = (Report(name, "USA", f"2021-03-0{i}") for i, name in enumerate(("Herald", "Post", "Times"), start=2))
    first, second = expulsion(a), expulsion(b)
    other = expulsion(c, on="2021-02-01", n=3)
    findings = [a.findings, b.findings, c.findings]
    split = judgement("split", worn_id("facts", first.id), worn_id("facts", second.id))
    join = judgement("join", first.id, other.id)
    found = [one for one in link(findings, [join, split]).links if one.kind == "same"]
    assert [(one.left.id, one.right.id, one.by) for one in found] == [(first.id, other.id, "person")]
    assert found[0].known_on == dt.date(2021, 3, 4)
    assert "an analyst" in found[0].why


def test_the_last_decision_on_a_pair_counts():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Post", "USA", "2021-03-02")
    first, second = expulsion(a), expulsion(b)
    decisions = [judgement("split", first.id, second.id, 1), judgement("join", second.id, first.id, 2)]
    assert sorted(one.by for one in link([a.findings, b.findings], decisions).links) == ["machine", "person"]
    (kept,) = same([a.findings, b.findings])
    rejected = judgement("reject", kept.id, "", 3)
    rejected = Judgement(**{f: getattr(rejected, f) for f in rejected.__slots__} | {"target": Target("links", kept.id)})
    assert link([a.findings, b.findings], [rejected]).links == ()


# --- statements and propositions --------------------------------------------------------------------------


def test_a_later_statement_restates_an_earlier_one_of_its_side():
    a, b, c = (
        Report("Herald", "USA", "2021-03-02"),
        Report("Post", "USA", "2021-04-02"),
        Report("Vestnik", "RUS", "2021-04-02"),
    )
    early = a.statement("We want a calm and orderly border, and fishing rights for all", MERCER)
    late = b.statement("An orderly, calm border is what we want, with open ports", MERCER)
    c.statement("An orderly, calm border is what we want, with open ports", ORLOV)
    (found,) = link([a.findings, b.findings, c.findings]).links
    assert (found.kind, found.left.id, found.right.id) == ("restates", early.id, late.id)
    assert found.added is not None and "ports" in found.added
    assert found.dropped is not None and "fishing" in found.dropped


def test_one_utterance_in_two_reports_is_the_same():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
    a.statement("The embargo on grain will be lifted in spring", ORLOV)
    b.statement("In spring the grain embargo will be lifted, he said", ORLOV)
    (found,) = link([a.findings, b.findings]).links
    assert found.kind == "same"


def test_the_same_threat_is_one_case_and_a_firmer_one_another():
    a, b, c = (Report(name, "USA", f"2021-03-0{i}") for i, name in enumerate(("Herald", "Post", "Times"), start=2))
    told = {"condition": "the fleet blocks the strait"}
    one = a.proposition("threat", MERCER, RUS, "we will freeze the assets of its banks", **told)
    two = b.proposition(
        "threat", USA, RUS, "assets of Russian banks will be frozen", condition="the strait is blocked by the fleet"
    )
    c.proposition("threat", MERCER, RUS, "we will freeze the assets of its banks", condition="another mine is laid")
    found = same([a.findings, b.findings, c.findings], "propositions")
    assert [(x.left.id, x.right.id) for x in found] == [(one.id, two.id)]


def test_a_threat_made_again_within_days_in_close_words_is_one_case():
    a, b, later = (Report("Herald", "USA", on) for on in ("2021-03-02", "2021-03-06", "2021-04-20"))
    fits = Pattern(("SANCTION", "COERCE"), "USA", "RUS", None)
    a.proposition("threat", MERCER, RUS, "impose duties on grain in autumn", fits)
    b.proposition("threat", USA, RUS, "the duties on grain and timber will follow", fits)
    later.proposition("threat", USA, RUS, "the duties on grain and coal will follow", fits)
    found = same([a.findings, b.findings], "propositions")
    assert [(x.left.id, x.right.id) for x in found] == [(a.propositions[0].id, b.propositions[0].id)]
    assert same([a.findings, later.findings], "propositions") == []


def test_one_warning_in_many_wordings_is_one_case_and_a_named_measure_another():
    pile = []
    for i, (outcome, condition) in enumerate((
        ("we will respond decisively", "Moscow further invades"),
        ("there will be significant consequences", "of a further invasion"),
        ("Moscow will pay a heavy price", "the situation escalates"),
        ("we will close our ports to grain ships", "Moscow further invades"),
        ("we will respond decisively", "our embassies are closed"),
    )):  # fmt: skip
        pile.append(Report("Herald", "USA", f"2021-03-{i + 2:02}"))
        pile[-1].proposition("threat", MERCER, RUS, outcome, None, condition=condition)
    links = same([report.findings for report in pile], "propositions")
    told = {report.propositions[0].id: i for i, report in enumerate(pile)}
    assert sorted((told[one.left.id], told[one.right.id]) for one in links) == [(0, 1), (0, 2)]
    assert "an answer if" in links[0].why


def test_one_summit_offered_in_two_wordings_is_one_case():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-09")
    talks = Pattern(("CONSULT",), "USA", "RUS", None)
    a.proposition("offer", MERCER, RUS, "hold a personal summit", talks)
    b.proposition("offer", MERCER, RUS, "take part in a bilateral summit", talks)
    b.proposition("offer", MERCER, RUS, "speak by telephone", talks)
    assert len(same([a.findings, b.findings], "propositions")) == 1


def test_a_refusal_answers_an_offer():
    a, b = Report("Vestnik", "RUS", "2021-03-02"), Report("Herald", "USA", "2021-03-09")
    offer = a.proposition("offer", ORLOV, USA, "we will reopen the two grain terminals")
    refusal = b.event("Washington refused to reopen the grain terminals", "REJECT", (USA,), (RUS,))
    b.event("Washington refused a visa to an athlete", "REJECT", (USA,), (RUS,))
    (found,) = [one for one in link([a.findings, b.findings]).links if one.kind == "answers"]
    assert (found.left.id, found.right.id) == (offer.id, refusal.id)
    assert found.why.startswith("rejected")


def test_no_answer_is_what_was_not_refused_nor_what_only_has_the_word_offer():
    a, b = Report("Vestnik", "RUS", "2021-03-02"), Report("Herald", "USA", "2021-03-09")
    a.proposition("offer", ORLOV, USA, "we will reopen the two grain terminals")
    b.event("Washington refused none of the grain terminals that it may reopen", "REJECT", (USA,), (RUS,), negated=True)
    b.event("Washington dismissed a story that two clerks offer grain", "REJECT", (USA,), ())
    assert not [one for one in link([a.findings, b.findings]).links if one.kind == "answers"]
    named = b.event("Washington dismissed the offer of grain", "REJECT", (USA,), (RUS,))
    (found,) = [one for one in link([a.findings, b.findings]).links if one.kind == "answers"]
    assert found.right.id == named.id


def test_an_offer_is_accepted_by_a_statement_and_countered_by_an_offer():
    a, b = Report("Vestnik", "RUS", "2021-03-02"), Report("Herald", "USA", "2021-03-09")
    offer = a.proposition("offer", ORLOV, USA, "we will reopen the two grain terminals")
    yes = b.statement("Washington agrees to the reopening of the grain terminals", MERCER, act="agree")
    other = b.proposition("offer", MERCER, RUS, "Instead we will open two fishing ports and a grain terminal")
    b.proposition("offer", MERCER, RUS, "we will open two fishing ports and a grain terminal")
    found = [one for one in link([a.findings, b.findings]).links if one.kind == "answers"]
    assert {(x.left.id, x.right.table, x.right.id, x.why.partition(" ")[0]) for x in found} == {
        (offer.id, "statements", yes.id, "accepted"),
        (offer.id, "propositions", other.id, "countered"),
    }


# --- differences ------------------------------------------------------------------------------------------


def test_another_count_for_one_days_deed_is_a_difference():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
    expulsion(a)
    expulsion(b, "Washington expelled eight envoys of Russia", n=8)
    (found,) = link([a.findings, b.findings]).differences
    assert found.kind == "count"
    assert {(side.outlet, side.value) for side in found.sides} == {("Herald", "7 envoys"), ("Vestnik", "8 envoys")}


def test_durations_are_rounded_and_a_long_way_apart_they_differ():
    for hours, expected in ((1.75, []), (2.5, ["count"])):
        a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
        for report, told in ((a, hours), (b, 2.0)):
            report.event(
                f"Orlov and Mercer talked for {told} hours", "CONSULT", (MERCER, ORLOV),
                when=day("2021-03-02"), magnitudes=counted(told, "hour"),
            )  # fmt: skip
        result = link([a.findings, b.findings])
        assert len(result.links) == 1
        assert [one.kind for one in result.differences] == expected


def test_how_long_a_meeting_lasted_is_read_from_its_sentence_or_the_next():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-02")
    a.event(
        "Talks between Orlov and Mercer lasted almost two and a half hours",
        "CONSULT",
        (MERCER, ORLOV),
        when=day("2021-03-02"),
    )
    b.event("Mercer met Orlov.", "CONSULT", (MERCER, ORLOV), when=day("2021-03-02"))
    b.statement("The meeting, which went on for 4 hours, was dull.", ORLOV)
    (found,) = [one for one in link([a.findings, b.findings]).differences if one.kind != "one_sided"]
    assert (found.kind, {side.value for side in found.sides}) == ("count", {"2.5 hours", "4 hours"})
    spans = {b.text[slice(*side.span)] for side in found.sides if side.span and side.outlet == "Vestnik"}
    assert spans == {"meeting, which went on for 4 hours"}


def test_another_reason_is_a_difference_of_cause():
    a, b, c = (Report(name, "USA", "2021-03-02") for name in ("Herald", "Post", "Vestnik"))
    expulsion(a, "Washington expelled seven envoys over the hacking of a power grid")
    expulsion(b, "Washington expelled seven envoys because of the hackers in the grid")
    assert link([a.findings, b.findings]).differences == ()
    expulsion(c, "Washington expelled seven envoys in retaliation for the closure of its consulate")
    (found,) = link([a.findings, b.findings, c.findings]).differences
    assert found.kind == "cause"
    assert "the closure of its consulate" in {side.value for side in found.sides}


def test_what_only_one_side_tells_though_the_other_was_read():
    a = Report("Herald", "USA", "2021-03-02")
    deed = expulsion(a)
    others = [Report("Vestnik", "RUS", f"2021-03-0{number}") for number in range(3, 7)]
    for number, report in enumerate(others):
        report.statement(f"Nothing is new about the grain row number {number}", ORLOV, addressee=MERCER)
    assert link([a.findings, *(report.findings for report in others[:2])]).differences == ()
    (found,) = link([a.findings, *(report.findings for report in others)]).differences
    assert (found.kind, found.about.id) == ("one_sided", worn_id("facts", deed.id))
    assert "of RUS, 4 reports about these sides" in found.why
    expulsion(others[0], "Seven envoys were expelled")
    assert link([a.findings, *(report.findings for report in others)]).differences == ()


def test_one_utterance_quoted_in_other_words():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
    for report, words in ((a, "heavy losses"), (b, "grave damage")):
        report.statement(f"Whoever closes the grain port of Riverton will bear {words}", ORLOV, kind="direct")
    (found,) = link([a.findings, b.findings]).differences
    assert found.kind == "wording"
    assert {side.outlet for side in found.sides} == {"Herald", "Vestnik"}


def test_an_update_is_no_difference():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-20")
    a.event(
        "Talks are expected in spring",
        "CONSULT",
        (MERCER, ORLOV),
        modality="planned",
        when=day("2021-03-20", "2021-06-20"),
    )
    b.event("Talks are set for May", "CONSULT", (MERCER, ORLOV), modality="planned", when=day("2021-05-04"))
    result = link([a.findings, b.findings])
    assert result.differences == ()
    assert len(result.links) == 1


def test_what_one_states_and_another_calls_a_pretext_is_a_difference_of_frame():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-02")
    a.event("Russian hackers broke into the grid", "COERCE:cyber", (RUS,), (USA,), when=day("2021-03-01"))
    b.event(
        "The alleged Russian hackers of the grid",
        "COERCE:cyber",
        (RUS,),
        (USA,),
        when=day("2021-03-01"),
        stance="alleged",
    )
    (found,) = link([a.findings, b.findings]).differences
    assert found.kind == "frame"
    assert {side.value for side in found.sides} == {"fact", "allegation"}


def test_what_another_outlet_calls_a_pretext():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
    deed = a.event("Washington put sanctions on ten banks over the hacking of GridSoft", "SANCTION", (USA,), (RUS,))
    b.statement("The pretext for the American sanctions was the alleged attack on GridSoft", ORLOV)
    (found,) = link([a.findings, b.findings]).differences
    assert (found.kind, found.about.id) == ("frame", worn_id("facts", deed.id))
    assert [(side.outlet, side.value) for side in found.sides] == [("Herald", "fact"), ("Vestnik", "pretext")]


def test_two_measures_of_one_report_are_two():
    a = Report("Herald", "USA", "2021-03-02")
    a.event("Washington put sanctions on 32 firms", "SANCTION", (USA,), (RUS,), magnitudes=counted(32, "firm"))
    a.event("The Treasury listed six ships", "SANCTION", (USA,), (RUS,), magnitudes=counted(6, "ship"))
    a.event("Washington also put sanctions on a bank", "SANCTION", (USA,), (RUS,))
    assert same([a.findings]) == []


def test_what_one_denies_is_a_difference_of_status():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-02")
    a.event("Russian jets crossed the line", "COERCE", (RUS,), (USA,), when=day("2021-03-01"))
    b.event("No Russian jets crossed the line", "COERCE", (RUS,), (USA,), when=day("2021-03-01"), negated=True)
    assert [one.kind for one in link([a.findings, b.findings]).differences] == ["status"]


def test_a_date_that_cannot_be_is_shown_with_the_likely_one():
    a = Report("Herald", "USA", "2021-03-02")
    likely = (dt.date(2021, 6, 1), dt.date(2021, 6, 30))
    odd = day("2020-06-01", "2020-06-30")
    odd = type(odd)(odd.start, odd.end, "month", "2020-06", "June 2020", None, "impossible", likely)
    a.event("A summit is planned for June 2020", "CONSULT", (USA, RUS), modality="planned", when=odd)
    (found,) = link([a.findings]).differences
    assert found.kind == "impossible"
    assert "2021-06-01" in found.sides[0].value


def call(report: Report, text: str = "Mercer spoke with Orlov by phone") -> None:
    report.event(text, "CONSULT:phone", (MERCER, ORLOV), when=day("2021-03-02"))


def test_what_only_one_sides_report_tells_that_was_said_at_a_meeting():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
    for report in (a, b):
        call(report)
    only = a.statement("that Washington has no intention of mining the northern strait", MERCER)
    a.statement("that the embargo on grain exports will be lifted in spring", ORLOV)
    b.statement("that the grain export embargo is to be lifted when spring comes", ORLOV)
    b.statement("that he is well", ORLOV)
    (found,) = link([a.findings, b.findings]).differences
    assert (found.kind, found.about.id) == ("one_sided", worn_id("facts", a.events[0].id))
    assert [(side.outlet, side.span) for side in found.sides] == [
        ("Herald", only.spans[0]),
        ("Vestnik", (b.events[0].start, b.events[0].end)),
    ]
    assert "only Herald tells that Dana Mercer said it" in found.why


def test_what_was_not_said_at_the_meeting_is_not_missing_from_the_other_report():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
    for report in (a, b):
        call(report)
    words = "that Washington has no intention of mining the northern strait"
    a.statement(words, person("Ann Briefer", "USA"))
    a.statement(words, MERCER, said_on=day("2020-11-02"))
    a.statement(words, MERCER, kind="direct")
    a.statement(words, MERCER, act="ask")
    assert link([a.findings, b.findings]).differences == ()
    call(c := Report("Times", "USA", "2021-03-03"))
    c.statement(words, MERCER)
    assert link([a.findings, c.findings]).differences == ()


def test_what_one_outlet_names_with_distance_and_another_tells_plainly():
    plain = "Russia recognises the Lowland Republic on Monday"
    for words, frames in (
        ("Russia signed a treaty with the so-called Lowland Republic", 1),
        ("Russia signed a treaty with the “lowland republic” on the coast", 1),
        ("Russia signed a treaty with the Lowland Republic", 0),
        ("He said that Russia calls it a “lowland republic” by mistake", 0),
        ("The so-called Highland League is angry at Russia", 0),
    ):
        a, b = Report("Vestnik", "RUS", "2021-03-02"), Report("Herald", "USA", "2021-03-03")
        told = a.event(plain, "AGREE", (RUS,))
        b.event(words, "AGREE", (RUS,))
        found = link([a.findings, b.findings]).differences
        assert [(one.kind, one.about.id) for one in found] == [("frame", told.id)] * frames, words
        late = Report("Herald", "USA", "2021-03-20")
        late.event(words, "AGREE", (RUS,))
        assert link([a.findings, late.findings]).differences == ()


def test_each_outlet_is_said_once_to_keep_its_distance():
    a = Report("Vestnik", "RUS", "2021-03-02")
    a.event("Russia recognises the Lowland Republic on Monday", "AGREE", (RUS,))
    again = [Report("Herald", "USA", "2021-03-03", salt=salt) for salt in "xy"]
    for report in again:
        report.event("Russia signed a treaty with the so-called Lowland Republic", "AGREE", (RUS,))
    assert len(link([a.findings, *(report.findings for report in again)]).differences) == 1


def test_another_one_who_asked_for_the_meeting():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-03")
    for report, asked in ((a, ORLOV), (b, MERCER)):
        report.event(
            f"Mercer and Orlov spoke by phone at the request of {asked.name}", "CONSULT:phone", (MERCER, ORLOV),
            when=day("2021-03-02"), initiator=asked,
        )  # fmt: skip
    (found,) = link([a.findings, b.findings]).differences
    assert (found.kind, {side.value for side in found.sides}) == (
        "actor",
        {"at the request of RUS", "at the request of USA"},
    )


def test_a_paraphrase_that_goes_beyond_the_words_quoted():
    a, b = Report("Herald", "USA", "2021-03-02"), Report("Vestnik", "RUS", "2021-03-02")
    a.statement("We will close the grain port of Riverton", ORLOV, kind="direct")
    b.statement("he will close the grain port of Riverton, and seize every foreign tanker", ORLOV)
    (found,) = link([a.findings, b.findings]).differences
    assert found.kind == "wording"
    assert "Vestnik goes beyond the words that Herald quotes: “seize every foreign tanker”" in found.why


def test_another_day_for_one_deed_is_a_difference_of_date():
    a, b = Report("Herald", "USA", "2021-03-05"), Report("Vestnik", "RUS", "2021-03-05")
    expulsion(a, on="2021-03-01")
    expulsion(b, on="2021-03-04")
    (found,) = link([a.findings, b.findings]).differences
    assert (found.kind, {side.value for side in found.sides}) == ("date", {"2021-03-01", "2021-03-04"})


# --- any order, any day -----------------------------------------------------------------------------------

KINDS = ("SANCTION:expel", "SANCTION", "CONSULT", "ACCUSE", "ASSAULT", "AGREE")
TEXTS = (
    "Envoys are expelled after the row over grain",
    "The ministers spoke by telephone about grain",
    "They met in Riverton to talk of the border",
    "New measures against banks and ports",
    "The grain row goes on at the border",
)


@st.composite
def piles(draw: st.DrawFn) -> list[Findings]:
    """A pile of short reports about few things, so that much of it may be the same."""
    found = []
    for number in range(draw(st.integers(2, 7))):
        published = draw(st.one_of(st.none(), st.integers(1, 28))) if number else 5
        report = Report(
            draw(st.sampled_from(("Herald", "Vestnik", "Post"))),
            draw(st.sampled_from(("USA", "RUS"))),
            f"2021-03-{published:02}" if published else None,
            salt=str(number),
        )
        for _ in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(KINDS))
            who = draw(st.permutations((draw(st.sampled_from((RUS, ORLOV))), draw(st.sampled_from((USA, MERCER))))))
            start = draw(st.integers(1, 26))
            dated = draw(st.booleans())
            text = draw(st.sampled_from(TEXTS))
            report.event(
                text, kind, (who[0],), (who[1],),
                when=day(f"2021-03-{start:02}", f"2021-03-{start + draw(st.integers(0, 2)):02}") if dated else None,
                magnitudes=counted(draw(st.integers(2, 3)), "envoy") if draw(st.booleans()) else (),
                modality=draw(st.sampled_from(("actual", "actual", "planned"))),
                negated=draw(st.sampled_from((False, False, False, True))),
            )  # fmt: skip
            report.statement(text, draw(st.sampled_from((MERCER, ORLOV))))
            kind = draw(st.sampled_from(("threat", "offer", "demand")))
            report.proposition(kind, who[0], who[1], text, condition=draw(st.sampled_from((None, *TEXTS[:2]))))
        found.append(report.findings)
    return found


@settings(max_examples=60, deadline=None)
@given(piles(), st.randoms(use_true_random=False))
def test_any_order_of_reading_gives_the_same_links(pile: list[Findings], rng: random.Random):
    shuffled = [
        Findings(f.article, *(tuple(rng.sample(rows, len(rows))) for rows in (f.statements, f.events, f.propositions)))
        for f in rng.sample(pile, len(pile))
    ]
    assert link(pile) == link(shuffled)


@settings(max_examples=60, deadline=None)
@given(piles(), st.integers(1, 28))
def test_what_is_published_later_changes_no_earlier_link(pile: list[Findings], until: int):
    last = dt.date(2021, 3, until)
    early = link(f for f in pile if f.article.published and f.article.published <= last)
    known = {one for one in link(pile).links if one.known_on is not None and one.known_on <= last}
    assert set(early.links) == known


@settings(max_examples=60, deadline=None)
@given(piles())
def test_every_link_is_of_two_rows_that_exist(pile: list[Findings]):
    ids = {row.id for f in pile for row in (f.article, *f.statements, *f.events, *f.propositions)}
    days = {row.id: f.article.published for f in pile for row in (f.article, *f.statements, *f.events, *f.propositions)}
    for one in link(pile).links:
        assert one.left.id in ids and one.right.id in ids and one.left.id != one.right.id
        assert 0 < one.score <= 1
        assert one.known_on is None or one.known_on == max(days[one.left.id], days[one.right.id])
