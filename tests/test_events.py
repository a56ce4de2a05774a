"""Events: who did what to whom, when, where and how much. The sentences are this project's own."""

import datetime as dt
from functools import cache

import pytest

from detente.actors import resolve
from detente.clauses import find_clauses
from detente.dates import find_timexes
from detente.encoder import REALITIES, ROOTS, Act, see
from detente.events import classify_event, find_events
from detente.events.triggers import triggers
from detente.lexicon import load, rows
from detente.mentions import find_mentions
from detente.records import Actor, Article, Event, Magnitude, make_id
from detente.sentences import parse
from detente.statements import find_statements

PUBLISHED = dt.date(2021, 4, 30)


@cache
def events_of(text: str, acts: tuple[Act, ...] | None = None) -> tuple[Event, ...]:
    """Return the events of a report of 30 April 2021; ``acts``: what the encoder sees, if not what it does see."""
    id = make_id("articles", text)
    article = Article(id, "Test", None, None, None, PUBLISHED, "stated", "en", "en", "none", "news", "v", text)
    lexicon = load()
    document = parse(article)
    timexes, mentions = find_timexes(document, lexicon), find_mentions(document, lexicon)
    seen = see(document)
    said, addressees = find_statements(document, seen.attributions, mentions, timexes, lexicon)
    cast = resolve(document, mentions, said, addressees, lexicon)
    clauses = find_clauses(document, cast.statements, lexicon)
    return find_events(
        document, clauses, cast.statements, mentions, cast, timexes, lexicon, seen.acts if acts is None else acts
    )


def only(text: str, type: str) -> Event:
    """Return the one event of a type."""
    found = [event for event in events_of(text) if event.type == type]
    assert len(found) == 1, [(event.type, event.rule) for event in events_of(text)]
    return found[0]


def countries(side: tuple[Actor, ...]) -> list[str | None]:
    return [actor.country for actor in side]


SIDES = [
    ("Berlin sent Kyiv 20 tanks and several howitzers on Monday.", "AID", ["DEU"], ["UKR"]),
    ("Moscow sent 20 tanks to the border with Ukraine.", "MOBILIZE", ["RUS"], ["UKR"]),
    ("Moscow expelled five Czech diplomats on Monday.", "SANCTION", ["RUS"], ["CZE"]),
    ("Five Czech diplomats were expelled by Moscow.", "SANCTION", ["RUS"], ["CZE"]),
    ("The expulsion of five Czech diplomats by Moscow surprised no one.", "SANCTION", ["RUS"], ["CZE"]),
    ("Moscow announced the expulsion of five Czech diplomats.", "SANCTION", ["RUS"], ["CZE"]),
    ("Poland declared three Russian envoys persona non grata.", "SANCTION", ["POL"], ["RUS"]),
    ("Joe Biden signed an order on new sanctions against Russia.", "COERCE", ["USA"], ["RUS"]),
    ("Canada imposed sanctions on Belarus.", "COERCE", ["CAN"], ["BLR"]),
    ("The sanctions that Canada imposed on Belarus hurt.", "COERCE", ["CAN"], ["BLR"]),
    ("Canada lifted the sanctions against Belarus.", "RETREAT", ["CAN"], ["BLR"]),
    ("Canada praised the US inquiry into Libya.", "ACCUSE", ["USA"], ["LBY"]),
    ("Germany condemned Turkey, while France praised Greece.", "ACCUSE", ["DEU"], ["TUR"]),
    ("Germany condemned Turkey, while France praised Greece.", "SUPPORT", ["FRA"], ["GRC"]),
    ("India urged Pakistan to open the road.", "REQUEST", ["IND"], ["PAK"]),
    ("The crisis began with the Iraqi invasion of Kuwait.", "ASSAULT", ["IRQ"], ["KWT"]),
    ("The cease-fire between Israel and Egypt held for a week.", "RETREAT", ["ISR"], ["EGY"]),
    ("Joe Biden spoke with Angela Merkel to criticize Belarus.", "ACCUSE", ["USA"], ["BLR"]),
    ("Poland said that Belarus must free the envoys.", "REQUEST", ["POL"], ["BLR"]),
    ("China sent an envoy to Vietnam last week.", "CONSULT", ["CHN"], ["VNM"]),
    ("Ankara regards the Greek drills as a provocation.", "ACCUSE", ["TUR"], ["GRC"]),
    ("Thousands of Greeks rallied against Turkey.", "PROTEST", ["GRC"], ["TUR"]),
    ("Canada said that it would react firmly to the Russian raid.", "THREATEN", ["CAN"], ["RUS"]),
    ("Serbia rejected the demands of Kosovo.", "REJECT", ["SRB"], ["XKX"]),
    ("Tokyo gave Ukraine food aid.", "AID", ["JPN"], ["UKR"]),
    ("China and Russia began joint naval exercises.", "COOPERATE", ["CHN"], ["RUS"]),
    ("Tensions rose after the Russian military buildup at the border of Ukraine.", "MOBILIZE", ["RUS"], ["UKR"]),
    ("Turkey recalled its ambassador from Austria.", "SANCTION", ["TUR"], ["AUT"]),
    ("Washington has extended New START.", "AGREE", ["USA"], ["RUS"]),
    ("Norway froze $90 million in Libyan funds.", "SANCTION", ["NOR"], ["LBY"]),
    ("Cuba was hit by a series of Canadian sanctions.", "COERCE", ["CAN"], ["CUB"]),
    ("Norway imposed sanctions on nine firms that supply Myanmar's army.", "COERCE", ["NOR"], ["MMR"]),
    ("Kenya and Uganda settled a long dispute over fish.", "AGREE", ["KEN"], ["UGA"]),
    ("Kenya and Uganda reached an agreement on fish.", "AGREE", ["KEN"], ["UGA"]),
    ("They studied a deal struck by Kenya and Uganda.", "AGREE", ["KEN"], ["UGA"]),
    ("Officials from Kenya and Uganda negotiated in Nairobi.", "CONSULT", ["KEN"], ["UGA"]),
    ("India exchanged views with Nepal.", "CONSULT", ["IND"], ["NPL"]),
    ("Narendra Modi sent Emmanuel Macron a message of greetings.", "SUPPORT", ["IND"], ["FRA"]),
    ("Chile thanked Peru.", "SUPPORT", ["CHL"], ["PER"]),
    ("Chile called Peru's president a crook.", "ACCUSE", ["CHL"], ["PER"]),
    ("Chile disagreed with Peru over copper.", "REJECT", ["CHL"], ["PER"]),
    ("Chile warned that it would punish Peru.", "THREATEN", ["CHL"], ["PER"]),
    ("Iran fired rockets at Iraqi bases.", "ASSAULT", ["IRN"], ["IRQ"]),
    ("Norway detonated a nuclear device near Sweden.", "MOBILIZE", ["NOR"], ["SWE"]),
    ("Norway has shuttered Swedish broadcasters.", "COERCE", ["NOR"], ["SWE"]),
    ("Norway cancelled Zambia's debt.", "AID", ["NOR"], ["ZMB"]),
    ("Finland closed a nuclear test site.", "RETREAT", ["FIN"], []),
    ("The king of Jordan signed a decree easing the embargo on Syria.", "RETREAT", ["JOR"], ["SYR"]),
]


ABOUT = [  # a place before a noun tells about whom, against whom or where, not whose
    ("Canadian officials testified on the Libya inquiry.", "ACCUSE", "LBY"),
    ("Farmers in Canada suffered from the China tariffs.", "COERCE", "CHN"),
    ("The Nairobi attack shook Canada.", "ASSAULT", "KEN"),
]


@pytest.mark.parametrize(("text", "type", "country"), ABOUT)
def test_place_before_a_noun(text: str, type: str, country: str) -> None:
    event = only(text, type)
    assert country in countries(event.target)
    assert country not in countries(event.source)


@pytest.mark.parametrize(("text", "type", "source", "target"), SIDES)
def test_sides(text: str, type: str, source: list[str], target: list[str]) -> None:
    event = only(text, type)
    assert (countries(event.source), countries(event.target)) == (source, target)
    assert event.deed


MEETINGS = [
    "Sergei Lavrov met Antony Blinken in Vienna on April 20.",
    "Sergei Lavrov and Antony Blinken held talks in Vienna on April 20.",
    "Talks between Sergei Lavrov and Antony Blinken took place in Vienna on April 20.",
]


@pytest.mark.parametrize("text", MEETINGS)
def test_a_meeting_is_coded_once_with_two_sides(text: str) -> None:
    event = only(text, "CONSULT")
    assert event.symmetric
    assert countries(event.source) == ["RUS"]
    assert countries(event.target) == ["USA"]
    assert event.place is not None
    assert event.place.name == "Vienna"
    assert event.when is not None
    assert event.when.start == dt.date(2021, 4, 20)


def test_the_initiator_is_the_source() -> None:
    text = "The presidents of France and Russia had a telephone conversation at the initiative of the Russian side."
    event = only(text, "CONSULT")
    assert event.mode == "phone"
    assert event.initiator is not None
    assert event.initiator.country == "RUS"
    assert countries(event.source) == ["RUS"]


def test_magnitudes() -> None:
    assert only("Moscow expelled five Czech diplomats on Monday.", "SANCTION").magnitudes == (Magnitude(5, "diplomat"),)
    spoke = only("Lavrov had a conversation with Blinken over the course of almost three hours.", "CONSULT")
    assert spoke.magnitudes == (Magnitude(3, "hour"),)
    hit = only("New British sanctions against Russia hit 12 companies and 30 individuals.", "COERCE")
    assert hit.magnitudes == (Magnitude(12, "company"), Magnitude(30, "individual"))


def test_the_content_of_a_threat_is_within_it() -> None:
    text = "Iran threatened to attack Israel."
    threat, attack = only(text, "THREATEN"), only(text, "ASSAULT")
    assert threat.deed
    assert attack.within == threat.id
    assert attack.modality == "threatened"
    assert countries(threat.target) == ["ISR"]


def test_an_invitation_is_a_deed_and_its_summit_is_not() -> None:
    text = "Emmanuel Macron invited Vladimir Putin to a summit."
    act, summit = only(text, "AGREE"), only(text, "CONSULT")
    assert act.deed
    assert summit.within == act.id
    assert summit.modality == "proposed"
    assert countries(summit.source) == ["FRA"]
    assert countries(summit.target) == ["RUS"]


def test_an_accusation_leaves_the_deed_alleged() -> None:
    text = "Germany accused Russia of attacking Ukraine."
    accusing, attack = only(text, "ACCUSE"), only(text, "ASSAULT")
    assert accusing.deed
    assert attack.stance == "alleged"
    assert (countries(attack.source), countries(attack.target)) == (["RUS"], ["UKR"])
    assert not attack.deed


def test_to_promise_harm_is_to_threaten() -> None:
    assert only("Turkey vowed to bomb Syria.", "THREATEN").deed
    assert only("Turkey promised to help Syria and to meet Syria.", "AGREE").deed


NO_DEEDS = [
    "If Iran attacks Israel, prices will rise.",
    "Turkey will meet Greece in June.",
    "Turkey did not expel the Greek envoys.",
    "The summit between Turkey and Greece was cancelled.",
    "A dialogue between Turkey and Greece is possible.",
    "Turkey could impose sanctions on Greece.",
]


@pytest.mark.parametrize("text", NO_DEEDS)
def test_what_did_not_happen_is_no_deed(text: str) -> None:
    consults = [event for event in events_of(text) if event.type not in ("REJECT", "AGREE")]
    assert consults
    assert not any(event.deed for event in consults)


NOTHING = [
    "France beat Germany in the final.",
    "The company struck a deal with its bank.",
    "Peru met the criteria of the fund.",
    "The rains hit Peru harder than Chile.",
    "The prime minister killed the bill.",
    "Russia's economy fought off inflation.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_other_meanings_are_no_events(text: str) -> None:
    assert [event.rule for event in events_of(text)] == []


def test_criticism_is_no_assault() -> None:
    text = "Donald Trump attacked Joe Biden in a speech."
    assert only(text, "ACCUSE").mode == "disapprove"
    assert not [event for event in events_of(text) if event.type == "ASSAULT"]


def test_who_asserts_it() -> None:
    told = only("Poland expelled two Russian diplomats.", "SANCTION")
    said = only("Poland expelled two Russian diplomats, Sergei Lavrov said on Friday.", "SANCTION")
    assert told.asserted_by is None
    assert said.asserted_by is not None
    assert said.when is None, "the day of speaking is not the day of the deed"


def test_an_answer_that_threatens_has_its_speaker_as_source() -> None:
    event = only("Beijing said that the actions of Washington would not go unanswered.", "THREATEN")
    assert (countries(event.source), countries(event.target)) == (["CHN"], ["USA"])


def test_a_coordinate_deed_shares_the_target() -> None:
    sanction = events_of("Latvia expelled two Russian envoys and imposed sanctions on 40 entities.")
    assert [countries(event.target) for event in sanction] == [["RUS"], ["RUS"]]
    assert sanction[1].magnitudes == (Magnitude(40, "entity"),)


def test_a_foretold_response_is_a_threat_and_a_past_one_is_none() -> None:
    event = only("If Turkey attacks Greece, France will respond, Emmanuel Macron said.", "THREATEN")
    assert (countries(event.source), countries(event.target)) == (["FRA"], ["TUR"])
    assert not events_of("France responded to the question.")


def test_blame_for_the_decision_finds_whose_it_was() -> None:
    text = "Hungary withdrew its troops from Kosovo. Serbia condemned the decision."
    assert countries(only(text, "ACCUSE").target) == ["HUN"]


def test_ids_name_trigger_and_sides_and_stay() -> None:
    text = "Moscow expelled five Czech diplomats on Monday."
    first = only(text, "SANCTION")
    events_of.cache_clear()
    again = only(text, "SANCTION")
    assert first.id == again.id
    assert first.id == make_id("events", first.article, text.index("expelled"), "CZEGOV", "RUSGOV")
    assert text[first.start : first.end] == "Moscow expelled five Czech diplomats"


def test_codes_come_from_the_tables() -> None:
    event = only("Canada imposed sanctions on Belarus.", "COERCE")
    assert (event.cameo, event.goldstein) == ("163", -8.0)


def test_every_trigger_is_of_the_codebook() -> None:
    types = {row["type"] for row in rows("cameo_plover")}
    found = [trigger for each in triggers().values() for trigger in each]
    assert len(found) > 500
    assert {trigger.type for trigger in found} <= types
    for trigger in found:
        assert 0 < trigger.score < 1, trigger.word
        assert load().plover_score(trigger.type, trigger.mode) is not None, trigger.word


def test_classify_event() -> None:
    text = "Canada imposed an embargo on Belarus after it had welcomed Belarus."
    source, target = (0, 6), (text.index("Belarus"), text.index("Belarus") + 7)
    found = classify_event(text, source=source, target=target)
    assert found is not None
    assert found[0] == "COERCE"
    assert 0 < found[1] <= 1
    assert classify_event("Canada is large.", (0, 6), None) is None


def test_a_list_after_a_colon_is_of_whose_steps_it_tells() -> None:
    text = "Modi praised the steps that Pakistan took: closing a camp, releasing two Indian pilots."
    (event,) = (event for event in events_of(text) if event.deed and event.type == "RETREAT")
    assert countries(event.source) == ["PAK"]


def test_what_is_promised_is_within_the_promise() -> None:
    text = "Chile agreed to grant clemency to two Bolivians."
    promise, deed = only(text, "AGREE"), only(text, "CONCEDE")
    assert deed.within == promise.id
    assert countries(promise.target) == ["BOL"]


def test_a_participle_after_reported_words_is_the_tellers() -> None:
    event = only("Sweden said that the plan was a mistake, urging Denmark to drop it.", "REQUEST")
    assert (countries(event.source), countries(event.target)) == (["SWE"], ["DNK"])


def test_who_says_that_another_lies_accuses_it() -> None:
    accused = only("Egypt's foreign minister said that Sudan had lied about the dam.", "ACCUSE")
    assert (countries(accused.source), countries(accused.target)) == (["EGY"], ["SDN"])
    assert not [event for event in events_of("Sudan lied about the dam.") if event.type == "ACCUSE"]


def test_sanctions_without_a_target_are_on_whom_they_were_before() -> None:
    text = "Canada will impose sanctions on Belarus. Today Canada is implementing a first tranche of sanctions."
    deeds = [event for event in events_of(text) if event.deed and event.type == "COERCE"]
    assert [countries(event.target) for event in deeds] == [["BLR"]]


NO_DEEDS = [
    ("The plan meets the interests of Chile.", "CONSULT"),
    ("Chile hit Peru's record in copper.", "ASSAULT"),
    ("Chile won the match against Peru.", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "type"), NO_DEEDS)
def test_no_deed_by_words_that_only_look_like_one(text: str, type: str) -> None:
    assert [event.rule for event in events_of(text) if event.type == type and event.deed] == []


# --- what the encoder sees ----------------------------------------------------------------------------------


def act(text: str, word: str, root: str, score: float = 0.9, **told: object) -> Act:
    """An act that the encoder might see in a word of ``text``; ``told``: its reality, who does it, to whom."""
    at = text.index(word)
    roots = tuple(0.85 if each == root else 0.01 for each in ROOTS)
    realities = tuple(0.94 if each == told.get("real", "deed") else 0.01 for each in REALITIES)
    agents, patients = (
        tuple(((text.index(w), text.index(w) + len(w)), 0.9) for w in [told.get(side)] if isinstance(w, str))
        for side in ("source", "target")
    )
    return Act((at, at + len(word)), score, roots, realities, agents, patients)


def coded(text: str, *acts: Act) -> list[tuple[str, list[str | None], list[str | None], str]]:
    """What is coded of a text in which the encoder sees these acts: type, countries of the sides, modality."""
    found = events_of(text, acts)
    return [(e.type, countries(e.source), countries(e.target), e.modality) for e in found]


def test_an_act_that_no_line_of_the_table_knows_has_the_sides_that_the_encoder_points_to() -> None:
    text = "In Lima, Chilean gunboats dallied off the harbour of Peru."
    seen = act(text, "dallied", "MOBILIZE", source="Chilean", target="Peru")
    assert coded(text, seen) == [("MOBILIZE", ["CHL"], ["PER"], "actual")]
    assert coded(text, act(text, "dallied", "MOBILIZE", 0.3, source="Chilean", target="Peru")) == []


def test_a_trigger_of_several_meanings_that_the_encoder_does_not_see_is_none() -> None:
    text = "Chile shunned Peru."
    assert coded(text) == []
    assert coded(text, act(text, "shunned", "SANCTION")) == [("SANCTION", ["CHL"], ["PER"], "actual")]
    assert coded("Chile attacked Peru.") == [("ASSAULT", ["CHL"], ["PER"], "actual")]  # has one meaning


def test_to_refuse_comment_and_to_concur_is_no_act_whatever_the_encoder_sees() -> None:
    text = "Chile declined to comment on the reports from Peru."
    assert coded(text, act(text, "declined", "REJECT", source="Chile", target="Peru")) == []
    text = "Chile declined to join the pact with Peru."
    assert [type for type, *_ in coded(text, act(text, "declined", "REJECT", source="Chile", target="Peru"))] == [
        "REJECT"
    ]
    text = "Chile agreed that rubble lies between it and Peru."
    assert coded(text, act(text, "agreed", "AGREE", source="Chile", target="Peru")) == []


def test_a_sure_encoder_changes_the_root() -> None:
    text = "Chile attacked Peru."
    assert coded(text, act(text, "attacked", "ACCUSE")) == [("ACCUSE", ["CHL"], ["PER"], "actual")]
    assert coded(text, act(text, "attacked", "ACCUSE", 0.5)) == []  # neither is likely enough


def test_how_real_the_encoder_finds_it() -> None:
    text = "Chile attacked Peru."
    (event,) = events_of(text, (act(text, "attacked", "ASSAULT", real="claimed"),))
    assert (event.stance, event.deed) == ("alleged", True)
    (event,) = events_of(text, (act(text, "attacked", "ASSAULT", real="negated"),))
    assert event.negated
    text = "Chile could attack Peru."
    assert coded(text, act(text, "attack", "ASSAULT", real="hypothetical"))[0][3] == "hypothetical"


INTENDED = [
    ("Canada said that it would lift the sanctions against Cuba.", "AGREE", "RETREAT"),
    ("Canada said that it would not lift the sanctions against Cuba.", "REJECT", "RETREAT"),
    ("Canada said that it would impose sanctions on Cuba.", "THREATEN", "COERCE"),
]


@pytest.mark.parametrize(("text", "type", "content"), INTENDED)
def test_announcing_is_a_deed_and_what_is_announced_is_within_it(text: str, type: str, content: str) -> None:
    saying, done = only(text, type), only(text, content)
    assert (countries(saying.source), countries(saying.target)) == (["CAN"], ["CUB"])
    assert saying.deed and done.within == saying.id and done.modality == "planned"


def test_what_others_foretell_is_no_announcement() -> None:
    assert {event.type for event in events_of("Poland said that Belarus would attack Lithuania.")} <= {"ASSAULT"}


def test_aid_that_is_cut_is_not_given() -> None:
    assert [event.type for event in events_of("Norway suspended military aid to Myanmar.")] == ["SANCTION"]


def test_what_a_side_holds_at_all_times_is_no_act() -> None:
    assert not [e for e in events_of("The cause was the attack on Kenya, which Uganda denies.") if e.type == "REJECT"]


def test_what_is_asked_is_not_told() -> None:
    text = "Did the envoys of Chile and Peru discuss the raid?"
    assert coded(text, act(text, "discuss", "CONSULT"))[0][3] == "hypothetical"
