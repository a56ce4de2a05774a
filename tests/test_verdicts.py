"""Verdicts: what became of each case, as of a day, with evidence; pending rather than wrong."""

import dataclasses
import datetime as dt
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from reports_by_hand import Report, counted, day, person, state
from test_facts import rows
from test_linking import piles

from detente.facts import cases, facts
from detente.linking import link
from detente.records import (
    ANY_VERDICT_WORDS,
    VERDICT_WORDS,
    Actor,
    Findings,
    Judgement,
    Pattern,
    Tally,
    Target,
    Verdict,
    worn_id,
)
from detente.verdicts import rules_kept, verdicts

RUS, USA = state("RUS"), state("USA")
ORLOV, MERCER = person("Pavel Orlov", "RUS"), person("Dana Mercer", "USA")
EXPULSION = Pattern(("SANCTION",), "RUS", "USA", None)
TALKS = Pattern(("CONSULT",), "RUS", "USA", None)


def judged(
    pile: list[Findings], as_of: str | None = None, judgements: tuple[Judgement, ...] = ()
) -> tuple[Verdict, ...]:
    last = dt.date.fromisoformat(as_of) if as_of else None
    articles, events, statements, propositions = rows(pile)
    known = link(pile, judgements).links
    done = facts(articles, events, known, last, statements)
    made = cases(articles, propositions, known, last)
    return verdicts(made, done, events, statements, propositions, known, articles, last, judgements)


def only(pile: list[Findings], as_of: str | None = None, judgements: tuple[Judgement, ...] = ()) -> Verdict:
    (verdict,) = judged(pile, as_of, judgements)
    return verdict


def said(kind: str, outcome: str, pattern: Pattern | None, **more: Any) -> Report:
    report = Report("Vestnik", "RUS", "2021-03-02")
    maker, addressee = (MERCER, RUS) if kind == "demand" else (ORLOV, USA)
    report.proposition(kind, maker, addressee, outcome, pattern, **more)
    return report


def expulsion(published: str, on: str | None = None, n: float = 9) -> Report:
    report = Report("Herald", "USA", published)
    report.event(
        "Moscow expels nine American envoys", "SANCTION:expel", (RUS,), (USA,),
        when=day(on) if on else None, magnitudes=counted(n, "envoy"),
    )  # fmt: skip
    return report


def quiet(first: str, number: int) -> list[Findings]:
    reports = []
    for i in range(number):
        published = dt.date.fromisoformat(first) + dt.timedelta(days=i)
        reports.append(Report("Herald", "USA", published.isoformat(), salt=str(i)))
        reports[-1].statement(f"Nothing much new is to be told of {'x' * (i + 3)}", MERCER, addressee=ORLOV)
    return [report.findings for report in reports]


# --- done, in part, against -------------------------------------------------------------------------------


def test_a_threat_that_was_carried_out():
    threat, deed = said("threat", "we will expel American envoys", EXPULSION), expulsion("2021-03-20", "2021-03-19")
    verdict = only([threat.findings, deed.findings])
    assert (verdict.word, verdict.outcome, verdict.window) == ("carried_out", "done", "none")
    assert [(e.table, e.id, e.role) for e in verdict.evidence] == [
        ("facts", worn_id("facts", deed.events[0].id), "outcome")
    ]
    assert verdict.id == worn_id("verdicts", threat.propositions[0].id)
    assert verdict.why == (
        f"Done: an expulsion RUS → USA (on 2021-03-19) [{verdict.evidence[0].id}],"
        " both tell of “expel American envoys”, as asked for: SANCTION, RUS → USA; no stated window."
    )


def test_before_the_deed_was_published_the_threat_is_pending():
    threat, deed = said("threat", "we will expel American envoys", EXPULSION), expulsion("2021-03-20", "2021-03-19")
    verdict = only([threat.findings, deed.findings], "2021-03-19")
    assert (verdict.word, verdict.evidence, verdict.coverage.articles_after) == ("pending", (), 0)


def test_a_deed_before_the_threat_is_no_outcome():
    threat, deed = said("threat", "we will expel American envoys", EXPULSION), expulsion("2021-03-20", "2021-02-19")
    assert only([threat.findings, deed.findings]).word == "pending"


def test_the_deed_of_another_side_or_kind_is_no_outcome():
    threat = said("threat", "we will expel American envoys", EXPULSION)
    other = Report("Herald", "USA", "2021-03-20")
    other.event("Washington expels Russian envoys", "SANCTION:expel", (USA,), (RUS,), when=day("2021-03-19"))
    other.event("Moscow gave aid to America", "AID", (RUS,), (USA,), when=day("2021-03-19"))
    assert only([threat.findings, other.findings]).word == "pending"


def test_an_alleged_deed_is_no_outcome():
    threat = said("threat", "we will expel American envoys", EXPULSION)
    other = Report("Herald", "USA", "2021-03-20")
    other.event("Moscow allegedly expelled envoys", "SANCTION:expel", (RUS,), (USA,), stance="alleged")
    assert only([threat.findings, other.findings]).word == "pending"


def test_a_part_is_partial():
    threat, deed = said("threat", "we will expel 40 American envoys", EXPULSION), expulsion("2021-03-20", "2021-03-19")
    verdict = only([threat.findings, deed.findings])
    assert (verdict.word, verdict.outcome) == ("partly", "partial")


def test_a_promise_not_to_is_broken_by_the_deed_and_kept_by_silence():
    never = Pattern(("SANCTION",), "RUS", "USA", None, negated=True)
    window = day("2021-03-02", "2021-03-31")
    promise = said("promise", "we will expel no American envoys", never, window=window)
    broken = only([promise.findings, expulsion("2021-03-20", "2021-03-19").findings])
    assert (broken.word, broken.outcome, broken.evidence[0].role) == ("broken", "contrary", "contrary")
    assert only([promise.findings, *quiet("2021-03-20", 30)]).word == "kept"
    assert only([promise.findings, *quiet("2021-03-20", 10)]).word == "pending"


def test_a_disputed_deed_makes_a_disputed_verdict():
    threat, deed = said("threat", "we will expel American envoys", EXPULSION), expulsion("2021-03-20", "2021-03-19")
    denial = Report("Vestnik", "RUS", "2021-03-20")
    denial.event(
        "Moscow expelled no American envoys", "SANCTION:expel", (RUS,), (USA,), when=day("2021-03-19"), negated=True
    )
    assert only([threat.findings, deed.findings, denial.findings]).word == "disputed"


def test_words_that_name_only_a_kind_of_deed_are_borne_out_by_any_of_it_and_special_ones_by_their_own():
    sanctions = Pattern(("SANCTION",), "RUS", "USA", None)
    deed = Report("Herald", "USA", "2021-03-20")
    deed.event("Moscow barred six American officials", "COERCE:restrict", (RUS,), (USA,), when=day("2021-03-19"))
    plain = said("threat", "we will impose severe costs", sanctions)
    special = said("threat", "we will impose a ban on timber and grain", sanctions)
    assert only([plain.findings, deed.findings]).word == "carried_out"
    assert only([special.findings, deed.findings]).word == "pending"


def test_general_words_are_borne_out_by_a_deed_of_the_season_only():
    def barred(published: str) -> Findings:
        deed = Report("Herald", "USA", published)
        deed.event("Moscow barred six American officials", "COERCE:restrict", (RUS,), (USA,), when=day(published))
        return deed.findings

    threat = said("threat", "we will impose severe costs", Pattern(("SANCTION",), "RUS", "USA", None))
    assert only([threat.findings, barred("2021-05-19")]).word == "carried_out"
    assert only([threat.findings, barred("2021-11-19")]).word == "pending"


def test_a_cyber_operation_is_not_what_general_words_mean():
    deed = Report("Herald", "USA", "2021-03-20")
    deed.event("Moscow hacked American banks", "COERCE:cyber", (RUS,), (USA,), when=day("2021-03-19"))
    threat = said("threat", "we will impose severe costs", Pattern(("COERCE",), "RUS", "USA", None))
    assert only([threat.findings, deed.findings]).word == "pending"


def test_a_demand_to_lay_down_arms_is_refused_by_an_attack_also_by_the_makers_word_alone():
    calm = Pattern(("RETREAT",), "RUS", "UKR", None)
    demand = said("demand", "de-escalate tensions at the border", calm)
    told = {"when": day("2021-03-19"), "goldstein": -9.0}
    attack = Report("Herald", "USA", "2021-03-20")
    attack.event("Moscow attacked two border towns", "ASSAULT", (RUS,), (state("UKR"),), **told)
    verdict = only([demand.findings, attack.findings])
    assert (verdict.word, verdict.outcome, verdict.evidence[0].role) == ("refused", "contrary", "contrary")
    word = Report("Herald", "USA", "2021-03-20", salt="word")
    claim = word.statement("Moscow attacked two border towns", MERCER)
    event = word.event(
        "They attacked two border towns", "ASSAULT", (RUS,), (state("UKR"),), asserted_by=claim.id, **told
    )
    verdict = only([demand.findings, word.findings])
    assert (verdict.word, verdict.evidence[0].table, verdict.evidence[0].id) == ("refused", "events", event.id)
    assert "by the word of USA alone" in verdict.why
    other = said("demand", "release the fishermen", calm)
    assert only([other.findings, attack.findings]).word == "pending"


def test_help_and_agreement_are_told_apart_by_who_gets_them():
    promise = said("promise", "we will lend a few fishing trawlers", Pattern(("AID",), "RUS", "USA", None))
    for target, word in (((USA,), "kept"), ((), "pending"), ((state("UKR"),), "pending")):
        lent = Report("Herald", "USA", "2021-03-20")
        lent.event("Moscow lent several fishing trawlers", "AID", (RUS,), target, when=day("2021-03-19"))
        assert only([promise.findings, lent.findings]).word == word


def test_a_side_that_speaks_of_its_own_deed_disputes_nothing():
    threat, deed = said("threat", "we will expel American envoys", EXPULSION), expulsion("2021-03-20", "2021-03-19")
    deed.event(
        "Moscow expelled no American envoys", "SANCTION:expel", (RUS,), (USA,), when=day("2021-03-19"), negated=True
    )
    assert only([threat.findings, deed.findings]).word == "carried_out"


def test_what_was_done_before_the_word_is_no_outcome_whenever_it_is_told_again():
    first, again = expulsion("2021-02-20"), expulsion("2021-03-20")
    threat = said("threat", "we will expel American envoys", EXPULSION)
    assert only([first.findings, threat.findings, again.findings]).word == "pending"
    assert only([threat.findings, again.findings]).word == "carried_out"


def test_a_figure_that_was_announced_must_be_told():
    aid = Pattern(("AID",), "RUS", "USA", None)
    promise = said("promise", "we will send 700 tons of wheat flour", aid)
    for count, word in ((900, "pending"), (700, "kept")):
        deed = Report("Herald", "USA", "2021-03-20", salt=str(count))
        deed.event(f"Moscow sent {count} tons of wheat flour", "AID", (RUS,), (USA,), when=day("2021-03-19"))
        assert only([promise.findings, deed.findings]).word == word


# --- windows and silence ----------------------------------------------------------------------------------


def test_no_window_never_expires():
    verdict = only([said("threat", "we will expel American envoys", EXPULSION).findings, *quiet("2021-03-20", 40)])
    assert (verdict.word, verdict.window) == ("pending", "none")
    assert verdict.why == "No stated window: 57 days, 40 reports read since, none found."


def test_silence_counts_only_when_the_window_is_closed_and_enough_was_read():
    threat = said("threat", "we will expel American envoys", EXPULSION, window=day("2021-03-02", "2021-03-31"))
    assert only([threat.findings, *quiet("2021-03-20", 10)]).word == "pending"
    assert only([threat.findings, *quiet("2021-04-01", 2)]).word == "pending"
    verdict = only([threat.findings, *quiet("2021-04-01", 12)])
    assert (verdict.word, verdict.window, verdict.evidence) == ("not_carried_out", "closed", ())
    assert verdict.coverage.by_side == (Tally("USA", 12),)


def test_silence_does_not_count_where_others_tell_something_of_the_kind_or_nobody_wrote_soon_after():
    window = day("2021-03-02", "2021-03-31")
    threat = said("threat", "we will close the northern airspace corridor to cargo", EXPULSION, window=window)
    told = Report("Herald", "USA", "2021-03-25")
    told.event("The northern airspace corridor is closed to cargo since Monday", "COERCE", (), ())
    for town in ("Arden", "Bellow", "Carrick", "Dunmore"):
        told.event(f"Soldiers searched houses near {town} at dawn", "COERCE", (), ())
    assert only([threat.findings, *quiet("2021-04-10", 12)]).word == "not_carried_out"
    assert only([threat.findings, told.findings, *quiet("2021-04-10", 12)]).word == "pending"
    assert only([threat.findings, *quiet("2022-04-10", 12)]).word == "pending"


def test_a_deed_after_the_window_is_too_late():
    threat = said("threat", "we will expel American envoys", EXPULSION, window=day("2021-03-02", "2021-03-31"))
    assert only([threat.findings, expulsion("2021-05-20", "2021-05-19").findings]).word == "pending"


# --- conditions -------------------------------------------------------------------------------------------


def test_a_condition_is_met_by_a_fact_that_fits():
    fits = Pattern(("MOBILIZE",), "USA", None, None)
    threat = said(
        "threat", "we will expel American envoys", EXPULSION, condition="a fleet is sent", condition_pattern=fits
    )
    fleet = Report("Herald", "USA", "2021-03-10")
    fleet.event("Washington has sent a fleet", "MOBILIZE", (USA,), (RUS,), when=day("2021-03-09"))
    before, after = only([threat.findings]), only([threat.findings, fleet.findings])
    assert (before.condition, after.condition) == ("unmet", "met")
    assert (after.word, after.evidence[0].role) == ("pending", "condition")


def test_a_condition_is_met_by_the_makers_own_word():
    fits = Pattern(("MOBILIZE",), "USA", None, None)
    threat = said(
        "threat", "we will expel American envoys", EXPULSION, condition="a fleet is sent", condition_pattern=fits
    )
    later = Report("Vestnik", "RUS", "2021-03-12")
    word = later.statement("Washington has sent its fleet to our coast on March 10", ORLOV)
    claim = later.event(
        "Washington has sent its fleet", "MOBILIZE", (USA,), (RUS,),
        when=day("2021-03-10"), asserted_by=word.id, goldstein=-6.0,
    )  # fmt: skip
    verdict = only([threat.findings, later.findings])
    assert verdict.condition == "met"
    assert [(e.table, e.id, e.role) for e in verdict.evidence] == [("events", claim.id, "condition")]


def test_an_answer_after_the_condition_is_the_reaction_that_was_announced():
    fits = Pattern(("SANCTION",), "USA", "RUS", "sanctions")
    threat = said(
        "threat", "Russia will respond in kind", Pattern(("SANCTION", "COERCE", "REJECT"), "RUS", "USA", None),
        condition="the United States introduces new sanctions", condition_pattern=fits,
    )  # fmt: skip
    cause = Report("Herald", "USA", "2021-03-02")
    cause.event("Washington imposed sanctions on Russian banks", "SANCTION", (USA,), (RUS,), when=day("2021-03-02"))
    answer = Report("Vestnik", "RUS", "2021-03-05", salt="a")
    answer.event("In response Moscow barred six officials", "COERCE:restrict", (RUS,), (USA,), when=day("2021-03-04"))
    other = Report("Vestnik", "RUS", "2021-06-05", salt="b")
    other.event("Moscow barred six officials", "COERCE:restrict", (RUS,), (USA,), when=day("2021-06-04"))
    verdict = only([threat.findings, cause.findings, answer.findings])
    assert (verdict.word, verdict.condition) == ("carried_out", "met")
    assert {e.role for e in verdict.evidence} == {"condition", "outcome"}
    assert only([threat.findings, cause.findings, other.findings]).word == "pending"
    assert only([threat.findings, answer.findings]).word == "pending"


def test_a_threat_whose_condition_was_never_met_was_not_triggered():
    fits = Pattern(("MOBILIZE",), "USA", "RUS", None)
    threat = said(
        "threat", "we will expel American envoys", EXPULSION,
        condition="a fleet is sent", condition_pattern=fits, window=day("2021-03-02", "2021-03-31"),
    )  # fmt: skip
    assert only([threat.findings, *quiet("2021-04-01", 20)]).word == "not_triggered"


def test_an_unknown_condition_leaves_silence_undecided():
    threat = said(
        "threat", "we will expel American envoys", EXPULSION,
        condition="things go on like this", window=day("2021-03-02", "2021-03-31"),
    )  # fmt: skip
    verdict = only([threat.findings, *quiet("2021-04-01", 20)])
    assert (verdict.word, verdict.condition) == ("pending", "unknown")


def test_the_rules_that_a_side_announced_and_how_it_kept_to_them():
    fleet = Pattern(("MOBILIZE",), "USA", "RUS", None)
    rules = []
    for i, outcome in enumerate(("expel American envoys", "close two grain terminals", "open a new school")):
        rules.append(Report("Vestnik", "RUS", "2021-03-02", salt=str(i)))
        condition = "a fleet is sent" if i < 2 else "ships are recalled"
        met_by = fleet if i < 2 else Pattern(("RETREAT",), "USA", "RUS", None)
        rules[-1].proposition(
            "threat", ORLOV, USA, f"we will {outcome}", EXPULSION, condition=condition, condition_pattern=met_by
        )
    bare = said("threat", "we will seize a ship", EXPULSION)
    sent = Report("Herald", "USA", "2021-03-10")
    sent.event("Washington has sent a fleet", "MOBILIZE", (USA,), (RUS,), when=day("2021-03-09"))
    pile = [*(rule.findings for rule in rules), bare.findings, sent.findings, expulsion("2021-03-20").findings]
    articles, events, statements, propositions = rows(pile)
    known = link(pile).links
    made, done = cases(articles, propositions, known), facts(articles, events, known, None, statements)
    decided = verdicts(made, done, events, statements, propositions, known, articles)
    (kept,) = rules_kept(made, decided)
    expel, close, school = (worn_id("cases", rule.propositions[0].id) for rule in rules)
    assert (kept.side, kept.announced) == ("RUS", 3)
    assert (kept.both, kept.condition_only, kept.reaction_only, kept.neither) == ((expel,), (close,), (), (school,))
    assert rules_kept(reversed(made), reversed(decided)) == (kept,)
    assert rules_kept(made, ()) == ()


# --- offers and answers -----------------------------------------------------------------------------------


def talk_offer(window: bool = True) -> Report:
    return said(
        "offer", "I will be ready to talk with her", TALKS,
        condition="she comes to Riverton", window=day("2021-04-10", "2021-04-30") if window else None,
    )  # fmt: skip


def talks(**more: Any) -> Report:
    report = Report("Herald", "USA", "2021-04-22")
    report.event("Mercer met Orlov in Riverton last week", "CONSULT", more.pop("who", (MERCER, ORLOV)), **more)
    return report


def test_an_offer_to_talk_is_taken_up_by_the_talks():
    verdict = only([talk_offer().findings, talks(when=day("2021-04-12", "2021-04-18")).findings])
    assert (verdict.word, verdict.condition) == ("taken_up", "unknown")


def test_an_offer_to_the_very_person_is_taken_up_in_a_known_week_without_a_stated_window():
    def offer(addressee: Actor) -> Findings:
        report = Report("Vestnik", "RUS", "2021-03-22")
        report.proposition("offer", ORLOV, addressee, "I will be ready to talk with her", TALKS)
        return report.findings

    week = talks(when=day("2021-04-12", "2021-04-18")).findings
    assert only([offer(MERCER), week]).word == "taken_up"
    assert only([offer(USA), week]).word == "pending"
    assert only([offer(person("Ada Lund", "USA")), week]).word == "pending"


def test_a_meeting_of_nobody_named_is_not_that_of_the_two_who_are_to_meet():
    promise = Report("Herald", "USA", "2021-03-22")
    promise.proposition(
        "promise", MERCER, ORLOV, "meet Orlov in a few weeks", Pattern(("CONSULT",), "USA", "RUS", None)
    )
    teams = Report("Herald", "USA", "2021-04-02")
    teams.event(
        "A delegation met Russians before Mercer is to meet Orlov", "CONSULT", (USA,), (RUS,), when=day("2021-04-01")
    )
    assert only([promise.findings, teams.findings]).word == "pending"
    assert only([promise.findings, talks(when=day("2021-04-16")).findings]).word == "kept"


def test_talks_of_others_do_not_take_it_up():
    other = talks(who=(MERCER, person("Ilya Petrov", "RUS")), when=day("2021-04-12", "2021-04-18"))
    assert only([talk_offer().findings, other.findings]).word == "pending"


def test_a_meeting_that_is_set_is_accepted_not_yet_taken_up():
    verdict = only([talk_offer(window=False).findings, talks(when=day("2021-06-12"), modality="planned").findings])
    assert (verdict.word, verdict.response, verdict.evidence[0].role) == ("pending", "accepted", "response")


def test_a_refused_offer_is_rejected():
    offer = said("offer", "we will reopen two grain terminals", None)
    refusal = Report("Herald", "USA", "2021-03-20")
    refusal.event("Washington refused to reopen the grain terminals", "REJECT", (USA,), (RUS,))
    verdict = only([offer.findings, refusal.findings])
    assert (verdict.word, verdict.response) == ("rejected", "rejected")
    assert verdict.evidence[0].table == "events"


def test_a_rejection_of_every_effort_answers_an_offer_to_talk():
    offer = said("offer", "open a channel of trust", TALKS)
    refusal = Report("Herald", "USA", "2021-03-20")
    refusal.event("Washington rejected every sincere effort that was made", "REJECT", (USA,), (RUS,))
    one = Report("Herald", "USA", "2021-03-20", salt="one")
    one.event("Washington rejected a complaint that was made", "REJECT", (USA,), (RUS,))
    late = Report("Herald", "USA", "2021-05-20")
    late.event("Washington rejected every sincere effort that was made", "REJECT", (USA,), (RUS,))
    assert only([offer.findings, refusal.findings]).word == "rejected"
    assert only([offer.findings, one.findings]).word == "pending"
    assert only([offer.findings, late.findings]).word == "pending"


def test_an_accepted_offer_of_anything_but_a_meeting_is_taken_up():
    offer = said("offer", "we will reopen two grain terminals", Pattern(("CONCEDE",), "RUS", "USA", None))
    answer = Report("Herald", "USA", "2021-03-20")
    answer.event("Washington agreed to the reopened grain terminals", "AGREE", (USA,), (RUS,))
    verdict = only([offer.findings, answer.findings])
    assert (verdict.word, verdict.response) == ("taken_up", "accepted")


def test_what_its_maker_takes_back_is_withdrawn_or_dropped():
    for kind, maker, word in (("offer", ORLOV, "withdrawn"), ("demand", MERCER, "dropped")):
        made = said(kind, "two grain terminals are reopened", Pattern(("CONCEDE",), "RUS", "USA", None))
        later = Report("Herald", "USA", "2021-03-20")
        later.statement("We drop our demand that the grain terminals are reopened", maker)
        verdict = only([made.findings, later.findings])
        assert (verdict.word, verdict.evidence[0].role) == (word, "response")


def test_an_offer_that_nobody_took_up_in_its_days_expires_and_a_demand_is_refused():
    window = day("2021-03-02", "2021-03-31")
    for kind, word in (("offer", "expired"), ("demand", "refused")):
        made = said(kind, "two grain terminals are reopened", Pattern(("CONCEDE",), "RUS", "USA", None), window=window)
        assert only([made.findings, *quiet("2021-04-01", 20)]).word == word
        near = Report("Herald", "USA", "2021-03-20")
        near.event("Moscow gave way on fish", "CONCEDE", (RUS,), (USA,), when=day("2021-03-19"))
        assert only([made.findings, near.findings, *quiet("2021-04-01", 20)]).word == "pending"


def test_a_wire_copy_is_read_once():
    threat = said("threat", "we will expel American envoys", EXPULSION)
    first, copy = (Report(name, "USA", "2021-03-20", byline=False) for name in ("Herald", "Post"))
    for report in (first, copy):
        report.statement("Nothing much new is to be told", MERCER, addressee=ORLOV)
    assert only([threat.findings, first.findings, copy.findings]).coverage.articles_after == 1


def test_to_cancel_a_meeting_is_not_carried_out_by_meeting():
    threat = said("threat", "I will cancel the summit with her", TALKS)
    assert only([threat.findings, talks(when=day("2021-04-16")).findings]).word == "pending"


def test_told_with_its_outcome_is_no_test():
    report = said("threat", "this will not go unanswered", EXPULSION)
    report.text = report.text.rstrip("\n") + " "
    report.event("and Moscow expelled nine envoys", "SANCTION:expel", (RUS,), (USA,))
    verdict = only([report.findings])
    assert (verdict.word, verdict.evidence[0].id) == ("told_with_outcome", report.events[0].id)


def test_what_is_told_as_one_more_deed_is_not_what_was_promised():
    report = said("threat", "this will not go unanswered", EXPULSION)
    report.text = report.text.rstrip("\n") + " "
    report.event("She also listed the envoys whom Moscow expelled before", "SANCTION:expel", (RUS,), (USA,))
    assert only([report.findings]).word == "pending"


def test_not_to_answer_every_word_is_not_broken_by_an_answer():
    pattern = Pattern(("SANCTION", "COERCE"), "RUS", "USA", None, negated=True)
    cause = Report("Herald", "USA", "2021-03-04")
    cause.event("In response to proposals Moscow punished envoys", "SANCTION", (RUS,), (USA,), when=day("2021-03-04"))
    every = said("promise", "we will not respond to every proposal on envoys", pattern)
    assert only([every.findings, cause.findings]).word == "pending"
    assert only(
        [said("promise", "we will not respond to proposals on envoys", pattern).findings, cause.findings]
    ).word == ("broken")


# --- forecasts --------------------------------------------------------------------------------------------


def test_a_forecast_that_words_will_be_repeated():
    first = Report("Vestnik", "RUS", "2021-03-02")
    first.statement("We want a calm and orderly border", MERCER)
    first.proposition(
        "forecast", ORLOV, None, "the same statements will be repeated in a month", Pattern((), "USA", None, None),
        window=day("2021-04-01", "2021-04-10"),
    )  # fmt: skip
    again = Report("Herald", "USA", "2021-04-02")
    again.statement("An orderly, calm border is what we want", MERCER)
    verdict = only([first.findings, again.findings])
    assert (verdict.word, verdict.evidence[0].table) == ("came_true", "links")
    assert only([first.findings]).word == "pending"


def test_what_may_be_is_not_refuted_by_silence_and_an_impossible_window_is_read_as_the_likely_one():
    likely = (dt.date(2021, 4, 1), dt.date(2021, 4, 30))
    odd = dataclasses.replace(day("2020-04-01", "2020-04-30"), flag="impossible", likely=likely)
    forecast = said("forecast", "the ministers may meet in April 2020", TALKS, window=odd, strength="may")
    assert only([forecast.findings, *quiet("2021-05-01", 40)]).word == "pending"
    verdict = only([forecast.findings, talks(when=day("2021-04-16")).findings])
    assert (verdict.word, "2021-04-01 to 2021-04-30" in verdict.why) == ("came_true", True)


def test_a_call_is_no_summit():
    offer = said("offer", "meet her at a summit", TALKS)
    assert only([offer.findings, talks(when=day("2021-04-16")).findings]).word == "taken_up"
    call = Report("Herald", "USA", "2021-04-22")
    call.event("Mercer and Orlov spoke by phone", "CONSULT:phone", (MERCER, ORLOV), when=day("2021-04-16"))
    assert only([offer.findings, call.findings]).word == "pending"


def test_what_the_machine_is_not_sure_of_is_not_put_to_the_test():
    deed = expulsion("2021-03-20", "2021-03-19")
    unsure = said("threat", "we will expel American envoys", EXPULSION, score=0.4)
    verdict = only([unsure.findings, deed.findings])
    assert (verdict.word, verdict.evidence) == ("pending", ())
    assert "isn't sure" in verdict.why


def test_what_cannot_be_tested_is_undecidable():
    forecast = said("forecast", "they will regret it in their hearts", None, testable=False, why_not="a feeling")
    verdict = only([forecast.findings, *quiet("2021-03-20", 20)])
    assert verdict.word == "undecidable"
    assert "a feeling" in verdict.why


# --- people -----------------------------------------------------------------------------------------------


def decision(word: str, target: Target, note: str = "", hour: int = 0) -> Judgement:
    when = dt.datetime(2022, 1, 1, hour, tzinfo=dt.UTC)
    return Judgement(f"j_{hour}", target, "", "", word, "an analyst", when, note)  # type: ignore[arg-type]


def test_a_person_stands_above_the_machine():
    pile = [said("threat", "we will expel American envoys", EXPULSION).findings]
    target = Target("verdicts", only(pile).id)
    corrected = only(pile, judgements=(decision("correct", target, "word=withdrawn"),))
    assert (corrected.word, corrected.decided_by) == ("withdrawn", "person")
    assert only(pile, judgements=(decision("confirm", target),)).decided_by == "person"
    last = (decision("correct", target, "word=withdrawn"), decision("reject", target, "too early", 1))
    assert only(pile, judgements=last).word == "pending"
    assert "too early" in only(pile, judgements=last).why


def test_what_is_confirmed_or_rejected_is_the_word_that_stood_and_not_what_another_day_brings():
    pile = [said("threat", "we will expel American envoys", EXPULSION).findings]
    target = Target("verdicts", only(pile).id)
    still = only(pile, judgements=(decision("confirm", target, "word=pending; too early"),))
    assert (still.word, still.decided_by) == ("pending", "person")
    other = only(pile, judgements=(decision("confirm", target, "word=carried_out"),))
    assert (other.word, other.decided_by) == ("carried_out", "person")
    assert other.why.startswith("an analyst says carried_out; the machine says pending: ")
    rejected = only(pile, judgements=(decision("reject", target, "word=partly; not they"),))
    assert (rejected.word, rejected.decided_by) == ("pending", "machine")
    assert rejected.why.endswith("an analyst had rejected partly.")
    told = only(pile, judgements=(decision("reject", target, "word=pending; it was done"),))
    assert (told.decided_by, told.why) == ("person", "an analyst rejected pending: it was done.")


def test_a_correction_of_another_field_of_the_case_leaves_the_persons_verdict():
    pile = [said("threat", "we will expel American envoys", EXPULSION).findings]
    verdict = only(pile)
    judgements = (
        decision("correct", Target("verdicts", verdict.id), "word=withdrawn"),
        decision("correct", Target("cases", verdict.case), "addressee=null", 1),
        decision("reject", Target("cases", verdict.case), "", 2),
    )
    assert only(pile, judgements=judgements).word == "withdrawn"


def test_a_word_that_the_kind_does_not_have_is_not_taken():
    pile = [said("threat", "we will expel American envoys", EXPULSION).findings]
    verdict = only(pile, judgements=(decision("correct", Target("verdicts", only(pile).id), "word=kept"),))
    assert (verdict.word, verdict.decided_by) == ("pending", "machine")


# --- laws -------------------------------------------------------------------------------------------------


@st.composite
def claims_and_deeds(draw: st.DrawFn) -> list[Findings]:
    """A pile in which propositions have patterns and some deeds fit them."""
    pile = draw(piles())
    report = Report("Vestnik", "RUS", f"2021-03-{draw(st.integers(1, 20)):02}", salt="tested")
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(tuple(VERDICT_WORDS)))
        types = draw(st.sampled_from((("SANCTION",), ("CONSULT",), ("AGREE", "CONSULT"))))
        end = draw(st.integers(3, 28))
        report.proposition(
            kind, draw(st.sampled_from((ORLOV, MERCER))), draw(st.sampled_from((USA, RUS))),
            f"envoys and grain at the border number {number}",
            Pattern(types, draw(st.sampled_from(("RUS", "USA"))), draw(st.sampled_from(("RUS", "USA", None))), None),
            window=day("2021-03-01", f"2021-03-{end:02}") if draw(st.booleans()) else None,
        )  # fmt: skip
    return [*pile, report.findings]


@settings(max_examples=50, deadline=None)
@given(claims_and_deeds())
def test_no_machine_verdict_but_pending_without_evidence(pile: list[Findings]):
    testable = {p.id: p.testable for f in pile for p in f.propositions}
    for verdict in judged(pile):
        kind_words = {word for words in VERDICT_WORDS.values() for word in words}
        assert verdict.word in kind_words | set(ANY_VERDICT_WORDS)
        assert verdict.why
        if verdict.word not in ("pending", "undecidable") and not verdict.evidence:
            assert verdict.window == "closed" and verdict.coverage.articles_after >= 10
    assert all(testable.values())


@settings(max_examples=50, deadline=None)
@given(claims_and_deeds(), st.integers(1, 28), st.randoms(use_true_random=False))
def test_nothing_later_and_no_order_has_influence(pile: list[Findings], until: int, rng: random.Random):
    last = dt.date(2021, 3, until)
    early = [f for f in pile if f.article.published and f.article.published <= last]
    assert judged(rng.sample(pile, len(pile)), last.isoformat()) == judged(early, last.isoformat())
