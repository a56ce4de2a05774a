"""Propositions: threats, promises, offers, demands and forecasts, and what is none of them."""

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from detente.encoder import KINDS, Prospect
from detente.lexicon import load
from detente.propositions import find_propositions
from detente.reading import look, read
from detente.records import Article, Findings, Proposition


@cache
def findings(text: str, outlet: str = "The Daily Example", country: str | None = None) -> Findings:
    article = Article(
        id="a_0",
        outlet=outlet,
        outlet_country=country,
        url=None,
        title=None,
        published=dt.date(2021, 4, 20),
        published_basis="stated",
        language="en",
        original_language=None,
        translation="none",
        genre="news",
        version="0",
        text=text,
    )
    return read(article, load())


def only(text: str) -> Proposition:
    found = findings(text).propositions
    assert len(found) == 1, [(each.kind, each.outcome.text) for each in found]
    return found[0]


def country(proposition: Proposition, side: str) -> str | None:
    actor = getattr(proposition, side)
    return actor.country if actor is not None else None


@pytest.mark.parametrize(
    ("text", "kind", "maker", "addressee"),
    [
        ("Turkey threatened to close its airspace to Greece.", "threat", "TUR", "GRC"),
        ("The foreign ministry of Iran said that it would retaliate against Israel.", "threat", "IRN", "ISR"),
        ("Moscow warned that Poland would pay a heavy price.", "threat", "RUS", "POL"),
        ("Beijing said that the sanctions of Canada would not go unanswered.", "threat", "CHN", "CAN"),
        ("China reserves the right to respond to Japan, the Chinese foreign ministry said.", "threat", "CHN", "JPN"),
        ("France pledged to send aid to Lebanon.", "promise", "FRA", "LBN"),
        ("Egypt promised that it would release the Turkish sailors.", "promise", "EGY", "TUR"),
        ("India offered to mediate between Iran and Israel.", "offer", "IND", None),
        ("Germany invited the president of Turkey to talks in Berlin.", "offer", "DEU", "TUR"),
        ("Serbia said that it was ready to hold talks with Kosovo.", "offer", "SRB", None),
        ("Ukraine called on Belarus to withdraw its troops.", "demand", "UKR", "BLR"),
        ("Poland demanded that Belarus release the reporters.", "demand", "POL", "BLR"),
        ("Russia must withdraw its troops from Georgia, the Polish foreign ministry said.", "demand", "POL", "RUS"),
        ("The Japanese foreign minister pressed South Korea not to cancel the talks.", "demand", "JPN", "KOR"),
        ("Beijing said that it would impose tariffs on Australia.", "threat", "CHN", "AUS"),
        ("Canada announced plans for new sanctions on Belarus.", "threat", "CAN", "BLR"),
        ("Macron spoke in Paris. His government threatened to expel ten Malian diplomats.", "threat", "FRA", "MLI"),
        ("The leaders of China and India are expected to meet in Samarkand in June.", "forecast", None, None),
        ("The envoys of Iran and Iraq could meet in May, the Iraqi foreign ministry said.", "forecast", "IRQ", None),
        ("The prime minister of Egypt hopes to meet the president of Sudan.", "promise", "EGY", None),
        ("Norway wants Iceland to lift the ban on Norwegian cod.", "demand", "NOR", "ISL"),
        (
            "It is necessary for Armenia to withdraw its troops, the Azerbaijani foreign ministry said.",
            "demand",
            "AZE",
            "ARM",
        ),
        ("Emmanuel Macron stressed the need for Serbia to lift the blockade of Kosovo.", "demand", "FRA", "SRB"),
        (
            "The Dutch foreign minister is pushing for talks between Israel and Lebanon to end the war.",
            "demand",
            "NLD",
            None,
        ),
        ("North Korea said that it was considering a strike on Guam.", "threat", "PRK", None),
        (
            "The Iranian foreign ministry warned that it could close the strait to British ships.",
            "threat",
            "IRN",
            "GBR",
        ),
        (
            "The Polish foreign ministry said that Belarus appears to be preparing to close its border.",
            "forecast",
            "POL",
            None,
        ),
        ("Kim Jong-un expressed his fixed will to hold talks with Japan.", "promise", "PRK", "JPN"),
        ("Pakistan secured a promise from the Indian government to release the pilots.", "promise", "IND", None),
        ("China vowed to take revenge on Australia.", "threat", "CHN", "AUS"),
        ("Egypt ruled out talks with Ethiopia.", "threat", "EGY", "ETH"),
        ("The Polish foreign ministry warned that Belarus must close the camp.", "demand", "POL", "BLR"),
        ("Japan demanded the return of the islands from Russia.", "demand", "JPN", "RUS"),
        (
            "Armenia would have to withdraw its forces first, the Azerbaijani foreign ministry said.",
            "demand",
            "AZE",
            "ARM",
        ),
        ("Under the agreement with Iraq, Turkey will withdraw its troops.", "promise", "TUR", "IRQ"),
    ],
)
def test_kinds_and_sides(text: str, kind: str, maker: str | None, addressee: str | None) -> None:
    found = only(text)
    assert found.kind == kind
    assert country(found, "maker") == maker
    if addressee is not None:
        assert country(found, "addressee") == addressee


@pytest.mark.parametrize(
    "text",
    [
        "Turkey closed its airspace to Greece.",
        "The envoys of Iran and Iraq met in Baghdad on Monday.",
        "The minister wonders whether Iran and Iraq will hold talks.",
        "It would be nice if Austria talked to Hungary, the Austrian chancellor said.",
        "Did China say whether it would lift the tariffs on India?",
        "Serbia would have held talks with Kosovo.",
        "Turkey did not threaten to close its airspace to Greece.",
        "The baker said he would open a shop.",
        "Greek divers travelled to Turkey to help the rescuers.",
        "The warning that Poland had failed Belarus was ignored.",
    ],
)
def test_what_is_no_proposition(text: str) -> None:
    assert [(each.kind, each.outcome.text) for each in findings(text).propositions] == []


def test_condition_and_outcome_of_a_threat() -> None:
    found = only("If Serbia attacks Kosovo, we will respond, the secretary general of NATO said.")
    assert (found.kind, found.force, found.valence, found.strength) == ("threat", "commit", "harm", "will")
    assert found.condition is not None
    assert found.condition.text == "Serbia attacks Kosovo"
    assert found.condition.actor is not None
    assert found.condition.actor.country == "SRB"
    assert found.condition.pattern is not None
    assert found.condition.pattern.types == ("ASSAULT",)
    assert (found.condition.pattern.source, found.condition.pattern.negated) == ("SRB", False)
    assert found.outcome.text == "we will respond"
    assert found.outcome.pattern is not None
    assert "SANCTION" in found.outcome.pattern.types


def test_a_demanded_alternative_is_a_negated_condition() -> None:
    found = only("Unless Iran releases the crew, Britain will impose sanctions, the British foreign ministry said.")
    assert found.kind == "threat"
    assert found.condition is not None
    assert found.condition.pattern is not None
    assert found.condition.pattern.negated
    assert found.outcome.pattern is not None
    assert (found.outcome.pattern.types, found.outcome.pattern.source) == (("SANCTION",), "GBR")


def test_benefit_that_hangs_on_the_other_side_is_an_offer() -> None:
    found = only("China is ready to lift the tariffs if India withdraws its complaint, its foreign ministry said.")
    assert (found.kind, found.valence) == ("offer", "benefit")
    assert country(found, "addressee") == "IND"


def test_a_relayed_threat_is_that_of_the_one_who_made_it() -> None:
    text = "Emmanuel Macron made it clear that France would retaliate against Turkey, Jean-Yves Le Drian said."
    found = only(text)
    assert found.maker is not None
    assert found.maker.name == "Emmanuel Macron"
    assert found.statement in {statement.id for statement in findings(text).statements}


def test_to_deny_a_plan_is_to_promise() -> None:
    found = only("India said that it had no intention of imposing sanctions on Nepal.")
    assert (found.kind, found.valence) == ("promise", "benefit")
    assert found.outcome.pattern is not None
    assert found.outcome.pattern.negated


def test_window_as_stated_and_none_where_none_is() -> None:
    found = only("Talks between Iran and Iraq will take place at the end of May, the Iraqi foreign ministry said.")
    assert found.window is not None
    assert (found.window.end, found.window_basis) == (dt.date(2021, 5, 31), "stated")
    found = only("Ukraine called on Belarus to withdraw its troops.")
    assert (found.window, found.window_basis) == (None, "none")


def test_what_nobody_could_see_is_not_testable() -> None:
    found = only("Austria urged Hungary to be a good neighbour.")
    assert (found.kind, found.testable, found.why_not) == ("demand", False, "no observable outcome")
    found = only("Austria urged Hungary to release the drivers.")
    assert (found.testable, found.why_not) == (True, None)


def test_an_outlet_may_expect_but_its_musings_are_nobodys() -> None:
    assert findings("The dispute between Iran and Iraq might hurt the talks.").propositions == ()
    found = only("The presidents of Iran and Iraq are expected to hold talks in Basra.")
    assert (found.kind, found.maker, found.statement) == ("forecast", None, None)


def test_a_governments_own_record_commits_its_state() -> None:
    found = findings("The United States will impose sanctions on Iran.", "whitehouse.gov", "USA").propositions
    assert [(each.kind, country(each, "maker")) for each in found] == [("threat", "USA")]


def test_coordinate_outcomes_are_two_where_each_could_come_true_alone() -> None:
    found = findings("Turkey threatened to close its airspace and recall its envoy from Greece.").propositions
    assert [each.outcome.text for each in found] == ["close its airspace", "recall its envoy from Greece"]
    found = findings("Turkey threatened to close and seal its airspace to Greece.").propositions
    assert len(found) == 1


def test_what_is_listed_is_one_each() -> None:
    text = "We will impose sanctions on Iran, support the Iraqi army with weapons, and hold talks with Jordan."
    found = findings(f"{text}", "whitehouse.gov", "USA").propositions
    assert [each.outcome.text for each in found] == [
        "We will impose sanctions on Iran",
        "support the Iraqi army with weapons",
        "hold talks with Jordan",
    ]


def test_what_is_agreed_again_is_another_promise() -> None:
    found = findings("Iran and Iraq agreed to exchange prisoners, and to open the border.").propositions
    assert [each.outcome.text for each in found] == ["exchange prisoners", "open the border"]


def test_steps_are_what_they_are_to_do() -> None:
    found = only(
        "The Serbian government will take steps to lift the tariffs on Kosovo, the Serbian foreign ministry said."
    )
    assert (found.kind, found.valence) == ("promise", "benefit")


def test_the_people_of_a_state_are_not_its_side() -> None:
    found = findings("The British people will pay dearly for the sanctions on Russia, David Lammy said.").propositions
    assert "promise" not in {each.kind for each in found}


def test_the_outcome_is_without_what_introduces_it() -> None:
    text = "As the president has made clear, we will impose sanctions on Iran."
    (found,) = findings(text, "whitehouse.gov", "USA").propositions
    assert found.outcome.text == "we will impose sanctions on Iran"
    found = only('Kim Jong-un vowed "complete denuclearization" of the peninsula to the South Korean president.')
    assert found.outcome.text.startswith('"complete denuclearization" of the peninsula')


def test_a_heading_that_the_text_repeats_is_no_second_one() -> None:
    text = "Turkey threatens to close airspace to Greece\n\nTurkey threatened to close its airspace to Greece."
    assert [each.outcome.text for each in findings(text).propositions] == ["close its airspace to Greece"]


def test_without_preconditions_is_no_condition() -> None:
    found = only("Serbia is ready to hold talks with Kosovo without preconditions, the Serbian foreign ministry said.")
    assert found.condition is None


def test_ids_and_spans_are_those_of_the_text() -> None:
    text = "Ukraine called on Belarus to withdraw its troops. Turkey threatened to close its airspace to Greece."
    found = findings(text).propositions
    assert len({each.id for each in found}) == len(found) == 2
    for each in found:
        assert each.outcome.span is not None
        assert text[each.outcome.span[0] : each.outcome.span[1]] == each.outcome.text
        assert each.start <= each.outcome.span[0] < each.outcome.span[1] <= each.end
    assert found == findings.__wrapped__(text).propositions


@pytest.mark.parametrize(
    ("text", "condition", "negated"),
    [
        (
            "Iran must release the crew. Otherwise, Britain will impose sanctions, the British foreign ministry said.",
            "release",
            True,
        ),
        (
            "Serbia could attack Kosovo. In that case, NATO will respond, the secretary general of NATO said.",
            "attack",
            False,
        ),
    ],
)
def test_a_condition_in_the_sentence_before(text: str, condition: str, negated: bool) -> None:
    (found,) = [each for each in findings(text).propositions if each.kind == "threat"]
    assert found.condition is not None
    assert condition in found.condition.text
    assert found.condition.pattern is not None
    assert found.condition.pattern.negated is negated


def of_record(text: str, country: str = "USA") -> list[Proposition]:
    outlet = {"USA": "whitehouse.gov", "RUS": "kremlin.ru"}[country]
    return list(findings(text, outlet, country).propositions)


@pytest.mark.parametrize(
    ("text", "kind", "maker", "condition"),
    [
        ("If Syria uses gas, there will be consequences.", "threat", "USA", "Syria uses gas"),
        (
            "The sanctions will remain in place as long as Syria holds the crew.",
            "threat",
            "USA",
            "Syria holds the crew",
        ),
        ("Where Syria attacks our ships, we will retaliate.", "threat", "USA", "Syria attacks our ships"),
        ("Whether we lift the sanctions on Syria depends on Damascus.", "offer", "USA", "Damascus"),
        ("All options are on the table to stop Syria.", "threat", "USA", None),
        ("Consultations with Iran will be held in Muscat in May.", "promise", "USA", None),
        ("The Syrian banks risk losing access to the dollar.", "threat", "USA", None),
        ("The NATO allies will continue to keep the sanctions on Syria.", "threat", "IGO", None),
        ("It is time for Syria to release the crew.", "demand", "USA", None),
        ("We underlined the need to hold talks with Iran.", "offer", "USA", None),
        ("Syria will fail in its war on the Kurds.", "forecast", "USA", None),
    ],
)
def test_what_a_governments_record_says(text: str, kind: str, maker: str, condition: str | None) -> None:
    (found,) = of_record(text)
    assert (found.kind, country(found, "maker")) == (kind, maker)
    assert (found.condition.text if found.condition else None) == condition


@pytest.mark.parametrize(
    "text",
    [
        "I will now turn it over to the ambassador to Syria to take questions.",
        "These sanctions will help to weaken Syria.",
        "The agencies shall take all measures to carry out the order on Syria.",
        "The pipeline was a project intended to expand the influence of Syria.",
    ],
)
def test_what_a_governments_record_does_not_propose(text: str) -> None:
    assert [(each.kind, each.outcome.text) for each in of_record(text)] == []


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Serbia is ready to hold talks with Kosovo.", "would"),
        ("Serbia proposed to hold talks with Kosovo.", "would"),
        ("Serbia said that it was considering a strike on Kosovo.", "may"),
        ("Serbia vowed to close the border with Kosovo.", "will"),
        ("Nothing is off the table for Serbia and Kosovo, the Serbian president said.", "all_options"),
    ],
)
def test_strength_is_that_of_the_word(text: str, strength: str) -> None:
    assert only(text).strength == strength


def test_conditions_that_follow_each_other_are_one() -> None:
    text = "If Iran attacks, and if it closes the strait, we will retaliate, the Omani foreign minister said."
    found = only(text)
    assert found.condition is not None
    assert found.condition.text == "Iran attacks, and if it closes the strait"


def test_a_window_is_implied_by_an_occasion_that_is_dated_elsewhere() -> None:
    text = (
        "The summit of Egypt and Sudan will take place on 20 May. "
        "Egypt will sign the treaty with Sudan at the summit, the Egyptian foreign minister said."
    )
    found = next(each for each in findings(text).propositions if "sign" in each.outcome.text)
    assert found.window is not None
    assert (found.window.start, found.window_basis) == (dt.date(2021, 5, 20), "implied")
    found = only("Egypt will shortly open talks with Sudan, the Egyptian foreign minister said.")
    assert (found.window, found.window_basis) == (None, "stated")


def test_degrees_are_not_testable() -> None:
    found = only("Egypt will continue to support Sudan, the Egyptian foreign minister said.")
    assert (found.testable, found.why_not) == (False, "a matter of degree")


def test_a_side_sets_its_own_people_to_work() -> None:
    (found,) = of_record("We instructed our envoys to hold talks with Iran.")
    assert found.force == "commit"


def test_what_both_sides_undertake_is_addressed_to_neither() -> None:
    (found,) = of_record("The United States and Iran will launch a dialogue on shipping.")
    assert (found.kind, found.addressee) == ("promise", None)


def sighted(text: str, *outcomes: tuple[str, str, float]) -> list[Proposition]:
    """The propositions of a text in which the encoder sees these words as outcomes of these kinds so likely."""
    scene = look(findings(text).article, load())
    prospects = tuple(
        Prospect((text.index(words), text.index(words) + len(words)), likely, tuple(float(k == kind) for k in KINDS))
        for words, kind, likely in outcomes
    )
    return list(find_propositions(replace(scene, prospects=prospects)))


PORT = "Canada will close its ports to ships from Norway, Justin Trudeau said."


def test_what_the_encoder_sees_nowhere_is_no_outcome() -> None:
    assert sighted(PORT) == []


def test_the_encoder_says_of_which_kind_an_outcome_is_where_it_is_sure() -> None:
    (found,) = sighted(PORT, ("Canada will close its ports to ships from Norway", "threat", 0.9))
    assert (found.kind, found.valence, country(found, "maker")) == ("threat", "harm", "CAN")
    (found,) = sighted(PORT, ("Canada will close its ports to ships from Norway", "demand", 0.9))
    assert (found.kind, found.force) == ("demand", "ask")


def test_what_only_the_encoder_takes_for_an_outcome_is_one_too() -> None:
    text = "Justin Trudeau said that the next move for Canada is sending its envoys home from Norway."
    assert sighted(text) == []
    (found,) = sighted(text, ("sending its envoys home from Norway", "threat", 0.9))
    assert (found.rule, found.kind) == ("propositions.seen", "threat")
    assert text[slice(*found.outcome.span)] == "sending its envoys home from Norway"


def test_an_outcome_ends_where_the_encoder_sees_a_comment_begin() -> None:
    outcome = "rip up the treaty with Norway"
    whole = f"{outcome}, describing the sanctions as a crime"
    text = f"Justin Trudeau threatened to {whole}."
    for seen, told in ((outcome, outcome), (whole, whole), ("rip up the treaty", whole)):
        (found,) = sighted(text, (seen, "threat", 0.9))
        assert found.outcome.text == told
