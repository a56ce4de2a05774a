"""Who is meant: phrases by themselves, and mentions over a whole article."""

import csv
import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

from detente.actors import Cast, resolve, resolve_actor
from detente.dates import find_timexes
from detente.encoder import see
from detente.lexicon import load
from detente.mentions import find_mentions
from detente.records import Actor, Article
from detente.sentences import Document, parse
from detente.statements import find_statements

DAY = dt.date(2021, 5, 3)
PHRASES = Path(__file__).parent / "data" / "actors.tsv"
FLOOR_COUNTRY, FLOOR_SECTOR, FLOOR_BOTH = 0.97, 0.97, 0.96


# --- phrases by themselves ----------------------------------------------------------------------------------


def phrases() -> list[dict[str, str]]:
    lines = [line for line in PHRASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_phrases_keep_their_floor() -> None:
    """Country None is asked for where the file tells none, any of several joined; an empty sector isn't scored."""
    rows = phrases()
    assert len(rows) >= 270
    country = sector = both = 0
    for row in rows:
        on = dt.date.fromisoformat(row["on"]) if row["on"] else None
        actor = resolve_actor(row["text"], on, row["context"])
        same_country = ((actor.country if actor else None) or "") in row["country"].split("+")
        same_sector = not row["sector"] or (actor is not None and actor.sector == row["sector"])
        country, sector, both = country + same_country, sector + same_sector, both + (same_country and same_sector)
    assert country / len(rows) >= FLOOR_COUNTRY
    assert sector / len(rows) >= FLOOR_SECTOR
    assert both / len(rows) >= FLOOR_BOTH


def test_an_office_has_its_holder_only_on_a_day() -> None:
    assert resolve_actor("the Russian foreign minister").id is None  # type: ignore[union-attr]
    held = resolve_actor("the Russian foreign minister", DAY)
    assert held is not None
    assert (held.id, held.named, held.code) == ("person:sergei-lavrov", "office", "RUSGOV")
    later = resolve_actor("the US Secretary of State", dt.date(2019, 5, 3))
    assert later is not None
    assert later.id == "person:mike-pompeo"


def test_somebody_out_of_office_is_of_the_elite() -> None:
    actor = resolve_actor("Barack Obama", DAY)
    assert actor is not None
    assert (actor.sector, actor.role) == ("ELI", "former President")
    assert resolve_actor("Barack Obama", dt.date(2014, 5, 3)).sector == "GOV"  # type: ignore[union-attr]


def test_an_unknown_person_has_the_same_id_everywhere() -> None:
    one = resolve_actor("Estonian historian Juhan Mets-Tamm")
    two = resolve_actor("the economist Juhan Mets-Tamm", DAY)
    assert one is not None
    assert two is not None
    assert one.id == two.id == "person:juhan-mets-tamm"
    assert (one.country, one.sector) == ("EST", "EDU")


def test_a_name_beside_its_role() -> None:
    judge = resolve_actor("Juhan Mets, a senior Estonian judge")
    assert judge is not None
    assert (judge.id, judge.code) == ("person:juhan-mets", "ESTJUD")
    assert resolve_actor("Russia's president, Mr Vladimir Putin", DAY).id == "person:vladimir-putin"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["", "   ", "the proposition", "yesterday", "!!!"])
def test_nobody_is_none(text: str) -> None:
    assert resolve_actor(text) is None


def test_the_context_lends_a_country_only_where_one_leads() -> None:
    assert resolve_actor("the army", context="Mali saw a coup. Malian streets were calm.").country == "MLI"  # type: ignore[union-attr]
    assert resolve_actor("the army", context="Mali and Niger met.").country is None  # type: ignore[union-attr]


BESIDE = [
    ("forces", "Malian forces took the town of Kidal.", "MLIMIL"),
    ("police", "Witnesses said police in Ghana fired.", "GHACOP"),
    ("Samir Oudeh", "They freed Samir Oudeh, a Lebanese journalist who had been ill.", "LBNMED"),
    ("tripoli", "a shell hit tripoli last night, the libyan government says.", "LBYGOV"),
]


@pytest.mark.parametrize(("text", "context", "code"), BESIDE)
def test_words_beside_a_phrase_are_taken_in(text: str, context: str, code: str) -> None:
    actor = resolve_actor(text, DAY, context)
    assert (actor.code if actor else None) == code


def test_a_context_lends_nothing_to_those_from_elsewhere() -> None:
    for text in ("foreign reporters", "other countries", "the Islamic State", "Oxfam"):
        assert resolve_actor(text, DAY, f"Niger expelled {text} in May.").country is None  # type: ignore[union-attr]


def test_an_institution_of_many_states_is_the_one_that_the_context_tells() -> None:
    assert resolve_actor("the Senate", DAY, "Liberia's president faced the Senate.").country == "LBR"  # type: ignore[union-attr]
    assert resolve_actor("the Senate", DAY, "Texas saw the Senate vote.").country == "USA"  # type: ignore[union-attr]
    assert resolve_actor("the Liberian Senate").code == "LBRLEG"  # type: ignore[union-attr]


def test_of_several_joined_the_first_counts() -> None:
    assert resolve_actor("Chad and Niger").country == "TCD"  # type: ignore[union-attr]
    assert resolve_actor("the government and the rebels of Chad").code == "TCDGOV"  # type: ignore[union-attr]


def test_a_surname_beside_another_country_is_somebody_else() -> None:
    assert resolve_actor("Bulgarian singer Lavrov").id == "person:lavrov"  # type: ignore[union-attr]
    assert resolve_actor("Bulgarian singer Lavrov").country == "BGR"  # type: ignore[union-attr]


def test_a_movement_that_governs_is_a_government() -> None:
    codes = [resolve_actor("the Taliban", dt.date(year, 6, 1)).code for year in (2000, 2010, 2023)]  # type: ignore[union-attr]
    assert codes == ["AFGGOV", "AFGREB", "AFGGOV"]


# --- the whole article --------------------------------------------------------------------------------------


@cache
def cast(
    text: str,
    outlet_country: str | None = None,
    outlet: str = "Outlet",
    title: str | None = None,
    day: dt.date = DAY,
) -> tuple[Document, Cast]:
    article = Article(
        "a_1", outlet, outlet_country, None, title, day, "stated", "en", None, "unknown", "news", "v", text
    )  # fmt: skip
    document, lexicon = parse(article), load()
    mentions = find_mentions(document, lexicon)
    statements, addressees = find_statements(
        document, see(document).attributions, mentions, find_timexes(document, lexicon), lexicon
    )
    return document, resolve(document, mentions, statements, addressees, lexicon)


def who(text: str, phrase: str, nth: int = 0, outlet_country: str | None = None) -> Actor | None:
    document, found = cast(text, outlet_country)
    places = [match.span() for match in re.finditer(rf"\b{re.escape(phrase)}\b", document.article.text)]
    return found.at(places[nth])


def id_of(text: str, phrase: str, nth: int = 0, outlet_country: str | None = None) -> str | None:
    actor = who(text, phrase, nth, outlet_country)
    return actor.id if actor else None


EXPERT = (
    "Relations will get worse, Danish political scientist Niels Brandt-Holm told a radio station. "
    '"Nobody wants to move first," the expert said. According to the political scientist, little is left to save. '
    '"It will take years," Brandt-Holm added. Security analyst Ole Vang disagreed with him. '
    '"I see no danger," the analyst said.'
)


def test_an_expert_is_one_person_throughout_and_no_government() -> None:
    for phrase in ("the expert", "the political scientist", "Brandt-Holm added"):
        assert id_of(EXPERT, phrase.removesuffix(" added"), 1 if "added" in phrase else 0) == "person:niels-brandt-holm"
    actor = who(EXPERT, "the expert")
    assert actor is not None
    assert (actor.country, actor.sector, actor.code) == ("DNK", "EDU", "DNKEDU")
    assert id_of(EXPERT, "the analyst") == "person:ole-vang"
    assert who(EXPERT, "the analyst").country is None  # type: ignore[union-attr]


def test_short_names_come_back_to_the_full_one() -> None:
    text = "Governor Hanna Lindqvist spoke first. Lindqvist left early. Ms. Lindqvist came back."
    assert {id_of(text, "Lindqvist", nth) for nth in (1, 2)} == {"person:hanna-lindqvist"}


def test_a_known_surname_with_another_given_name_is_somebody_else() -> None:
    text = "Singer Marta Putina-Lavrov sang. Composer Igor Lavrov clapped. Lavrov bowed."
    assert id_of(text, "Lavrov", 2) == "person:igor-lavrov"


OFFICES = [
    ("Lavrov flew home. The minister was tired.", "The minister", "person:sergei-lavrov"),
    ("Antony Blinken arrived. The US Secretary of State smiled.", "The US Secretary of State", "person:antony-blinken"),
    ("The head of Russian diplomacy was brief.", "The head of Russian diplomacy", "person:sergei-lavrov"),
    ("The Russian leader went to Sochi.", "The Russian leader", "person:vladimir-putin"),
    ("Joe Biden went home. The Democrat was tired.", "The Democrat", "person:joe-biden"),
]


@pytest.mark.parametrize(("text", "phrase", "expected"), OFFICES)
def test_roles_by_the_day_and_by_the_text(text: str, phrase: str, expected: str) -> None:
    assert id_of(text, phrase) == expected


def test_several_are_told_apart() -> None:
    text = (
        "The presidents of the United States and Russia talked. Washington and Moscow agreed. The two sides will meet."
    )
    document, found = cast(text)
    heads = {document.tokens[i].text: i for i in range(len(document.tokens))}
    assert [a.id for a in found.of(heads["presidents"])] == ["person:joe-biden", "person:vladimir-putin"]
    assert {a.country for a in found.of(heads["sides"])} == {"USA", "RUS"}


def test_metonyms_stand_for_a_government() -> None:
    text = "The Kremlin answered Washington. The Biden administration was silent. The American side had called."
    assert [who(text, p).code for p in ("The Kremlin", "Washington")] == ["RUSGOV", "USAGOV"]  # type: ignore[union-attr]
    assert [who(text, p).code for p in ("The Biden administration", "The American side")] == ["USAGOV", "USAGOV"]  # type: ignore[union-attr]
    assert who(text, "The Kremlin").named == "body"  # type: ignore[union-attr]


def test_allies_are_not_the_state_that_they_are_allies_of() -> None:
    actor = who("It hit U.S. allies and other American trade partners.", "U.S. allies")
    assert actor is not None
    assert (actor.id, actor.country) == (None, None)


def test_an_official_site_says_we_of_its_state() -> None:
    _, found = cast("We welcome the decision of Japan.", "USA", outlet="whitehouse.gov")
    assert found.at((0, 2)).country == "USA"  # type: ignore[union-attr]
    assert cast("We welcome the decision of Japan.", "USA")[1].at((0, 2)) is None


def test_who_signs_a_text_says_i_in_it() -> None:
    letter = "To the Senate:\n\nI have signed the order. My aides will explain it.\n\nSincerely,\n\nJOSEPH R. BIDEN JR."
    _, found = cast(letter, "USA", outlet="whitehouse.gov")
    start = letter.index("I have")
    assert found.at((start, start + 1)).id == "person:joe-biden"  # type: ignore[union-attr]
    text = "I welcome the vote. Our allies agree. The Administration will help."
    _, found = cast(text, "USA", outlet="whitehouse.gov", title="Statement by Jake Sullivan on the Vote")
    assert found.at((0, 1)).id == "person:jake-sullivan"  # type: ignore[union-attr]
    assert {found.at((text.index(w), text.index(w) + len(w))).country for w in ("Our", "The Administration")} == {"USA"}  # type: ignore[union-attr]
    assert cast(text, "USA")[1].at((0, 1)) is None


def test_those_whom_only_the_title_names() -> None:
    text = "The two leaders spoke for an hour. They agreed on little."
    document, found = cast(text, "RUS", outlet="kremlin.ru", title="Vladimir Putin called Joe Biden")
    heads = {token.text: token.i for token in document.tokens}
    for word in ("leaders", "They"):
        assert {actor.id for actor in found.of(heads[word])} == {"person:vladimir-putin", "person:joe-biden"}
    assert found.of(heads["hour"]) == ()


KOREA = "South Korea said that the North had fired two shells. The North's army denied it. The South moved on."


def test_the_north_and_the_south_are_the_koreas_only_beside_korea() -> None:
    assert id_of(KOREA, "the North") == "state:PRK"
    assert id_of(KOREA, "The South") == "state:KOR"
    assert who(KOREA, "The North's army").country == "PRK"  # type: ignore[union-attr]
    assert who("Sudan said that the North had fired two shells.", "the North") is None


def test_an_owners_country_is_what_is_owned() -> None:
    text = "Erdogan flew home. His government fell. His foreign minister stayed. Macron met his counterpart."
    assert id_of(text, "His government") == "state:TUR"
    assert id_of(text, "His foreign minister") == "person:mevlut-cavusoglu"
    assert who(text, "his counterpart").country is None  # type: ignore[union-attr]


def test_a_body_comes_back_by_its_last_word() -> None:
    text = (
        "The European Commission met. The Commission was split. The Liberian Senate waited. The Senate rose. "
        "The New York Times told it first. The Times was alone. The council left."
    )
    assert id_of(text, "The Commission") == id_of(text, "The European Commission")
    assert who(text, "The Senate").country == "LBR"  # type: ignore[union-attr]
    assert id_of(text, "The Times") == id_of(text, "The New York Times")
    assert id_of(text, "The council") is None


def test_a_surname_is_whose_the_title_the_country_and_the_day_support() -> None:
    text = "President Carter flew to Geneva. The Somali president Sharif was there. Kim was not."
    _, found = cast(text, day=dt.date(1979, 5, 1))
    assert found.at((0, len("President Carter"))).id == "person:jimmy-carter"  # type: ignore[union-attr]
    start = text.index("The Somali")
    assert found.at((start, start + len("The Somali president Sharif"))).code == "SOMGOV"  # type: ignore[union-attr]
    _, found = cast("President Clinton flew to Haiti.", day=dt.date(2010, 5, 1))
    assert found.at((0, len("President Clinton"))).id == "person:bill-clinton"  # type: ignore[union-attr]


def test_joined_speakers_speak_together() -> None:
    _, found = cast("Biden and Macron warned that they would act.")
    (statement,) = found.statements
    assert statement.speaker.name == "Joe Biden and Emmanuel Macron"  # type: ignore[union-attr]
    assert (statement.speaker.id, statement.speaker.country) == (None, None)  # type: ignore[union-attr]


def test_the_one_woman_named_is_she_far_away() -> None:
    between = "Nothing moved. It rained. The trains were late. Shops shut. Snow fell. "
    assert id_of(f"Merkel spoke to Putin. {between}She smiled.", "She") == "person:angela-merkel"
    assert who(f"Merkel spoke to Theresa May. {between}She smiled.", "She") is None


def test_groups_stay_anonymous() -> None:
    actor = who("Oslo expelled three Chinese diplomats.", "three Chinese diplomats")
    assert actor is not None
    assert (actor.id, actor.code, actor.named) == (None, "CHNGOV", "anonymous")


QUOTED = (
    'Joe Biden made his view known long ago. "The president has been clear. He told me that we will answer," '
    "Antony Blinken said on Monday. He added that he hoped for talks."
)


def test_quoted_words_belong_to_their_speaker() -> None:
    assert id_of(QUOTED, "The president") == "person:joe-biden"
    assert id_of(QUOTED, "He") == "person:joe-biden"
    assert id_of(QUOTED, "me") == "person:antony-blinken"
    assert id_of(QUOTED, "we") == "state:USA"
    assert id_of(QUOTED, "He", 1) == "person:antony-blinken"
    assert id_of(QUOTED, "he") == "person:antony-blinken"


def test_statements_get_their_speaker() -> None:
    _, found = cast(QUOTED)
    speakers = {s.speaker.id for s in found.statements if s.speaker}
    assert "person:antony-blinken" in speakers


def test_an_editors_note_explains_who_is_meant() -> None:
    text = '"The minister (Sergei Lavrov. - Ed.) never wrote to us," Josep Borrell said.'
    assert id_of(text, "The minister") == "person:sergei-lavrov"


def test_a_pronoun_with_two_equal_candidates_is_nobody() -> None:
    assert who("Putin and Biden walked in. Nobody saw that he was tired.", "he") is None


def test_an_object_is_not_the_subject_of_its_clause() -> None:
    assert id_of("Lavrov met Blinken and told him the news.", "him") == "person:antony-blinken"


def test_their_meeting_looks_ahead() -> None:
    document, found = cast("During their meeting, Putin and Merkel discussed gas. They met for an hour.")
    they = next(t.i for t in document.tokens if t.text == "They")
    assert [a.id for a in found.of(they)] == ["person:vladimir-putin", "person:angela-merkel"]


def test_they_are_the_two_who_met() -> None:
    document, found = cast("Four envoys left. Lavrov had a talk with Blinken, in which they settled little.")
    they = next(t.i for t in document.tokens if t.text == "they")
    assert [a.id for a in found.of(they)] == ["person:sergei-lavrov", "person:antony-blinken"]


def test_it_is_a_state_but_not_an_empty_it() -> None:
    text = "Russia will stop if it gets an offer. It is clear that nobody moves."
    assert id_of(text, "it") == "state:RUS"
    assert who(text, "It") is None


def test_labels_of_a_transcript() -> None:
    text = (
        "THE PRESIDENT: I spoke with President Putin today.\n\nQ What did he say?\n\nTHE PRESIDENT: We agreed to meet."
    )
    assert id_of(text, "I", 0, "USA") == "person:joe-biden"
    assert id_of(text, "THE PRESIDENT", 0, "USA") == "person:joe-biden"


def test_an_outlet_is_a_medium_not_a_government() -> None:
    actor = who("RIA Novosti reported the visit.", "RIA Novosti")
    assert actor is not None
    assert (actor.sector, actor.named) == ("MED", "body")


def test_names_of_things_are_nobody() -> None:
    assert who("They extended START III.", "START III") is None
    assert who("She signed an Executive Order.", "an Executive Order") is None


def test_the_same_article_gives_the_same_cast() -> None:
    one, two = cast(EXPERT), cast.__wrapped__(EXPERT)
    assert one[1].statements == two[1].statements


# --- the leaders, documents, passages ------------------------------------------------------------------------

CALL = "President Joe Biden called President Vladimir Putin. Spokeswoman Jen Psaki told reporters about it. "


def all_of(text: str, word: str, outlet: str = "Outlet") -> list[str | None]:
    document, found = cast(text, outlet=outlet)
    token = next(token.i for token in reversed(document.tokens) if token.text == word)
    return [actor.id for actor in found.of(token)]


def speakers(text: str, outlet: str = "Outlet") -> list[str | None]:
    return [
        statement.speaker.id if statement.speaker else None for statement in cast(text, outlet=outlet)[1].statements
    ]


@pytest.mark.parametrize(("phrase", "head"), [("The two leaders", "leaders"), ("The heads of state", "heads")])
def test_the_leaders_are_heads_of_state_and_no_spokesperson(phrase: str, head: str) -> None:
    found = all_of(f"{CALL}{phrase} will meet in June.", head)
    assert found == ["person:joe-biden", "person:vladimir-putin"]


def test_their_presidents_are_those_of_the_two_states() -> None:
    text = "Antony Blinken met Sergey Lavrov in Oslo. The ministers prepared the summit of their presidents."
    assert all_of(text, "presidents") == ["person:joe-biden", "person:vladimir-putin"]
    assert all_of(text, "ministers") == ["person:antony-blinken", "person:sergei-lavrov"]


def test_the_president_on_a_governments_own_page_is_its_own() -> None:
    text = "The guest was President Joe Biden. The President thanked the guest."
    assert all_of(text, "President", "kremlin.ru") == ["person:vladimir-putin"]
    assert all_of(text.replace("Joe Biden", "Vladimir Putin"), "President", "whitehouse.gov") == ["person:joe-biden"]


def test_a_spokeswoman_speaks_of_her_own_president() -> None:
    text = "Vladimir Putin was silent. Jen Psaki said that the president had made it clear that the offer stands."
    assert speakers(text) == ["person:jen-psaki", "person:joe-biden"]


def test_a_document_speaks_for_who_issued_it() -> None:
    told = "The leaders will meet, the State Department said in a statement. According to the statement, Oslo is ready."
    assert speakers(told) == ["body:us-state-department"] * 2
    signed = "Vladimir Putin signed a decree, according to which the port is closed to foreign ships."
    assert speakers(signed) == ["person:vladimir-putin"]
    assert speakers("According to the statement, Oslo is ready.") == [None]
    assert speakers("The telegram says: “Let us meet again soon.”", "kremlin.ru") == ["person:vladimir-putin"]


def test_he_is_who_spoke_before_and_not_who_was_reported_by_him() -> None:
    text = "Lavrov said that Ushakov had told Sullivan to wait. He added that nothing was lost."
    assert speakers(text)[-1] == "person:sergei-lavrov"
    text = "Antony Blinken said that talks would go on. Sergey Lavrov disagreed. He said that little had changed."
    assert speakers(text)[-1] == "person:sergei-lavrov"


def test_day_and_venue_hold_for_the_passage() -> None:
    text = "Antony Blinken said in an interview with CNN on Sunday that talks would go on. He added that bans remain."
    first, second = cast(text)[1].statements
    assert first.said_on is not None
    assert (second.said_on, second.venue) == (first.said_on, first.venue)
    other = cast(text.replace("He added", "Sergey Lavrov added"))[1].statements[1]
    assert (other.said_on, other.venue) == (None, None)


def test_a_demonym_beside_a_noun_is_not_the_one_addressed() -> None:
    statement = cast("Lavrov told Russian television that little had changed.")[1].statements[0]
    assert statement.addressee is None


def test_a_state_before_a_comma_is_not_the_president_after_it() -> None:
    text = "Speaking of Venezuela, the President of Russia stressed that it should decide for itself."
    assert speakers(text) == ["person:vladimir-putin"]


@pytest.mark.parametrize(
    "text", ["“[h]e will come,” Lavrov said.", "Lavrov said “[w]e wait” and “[i]t is late”.", "- said -"]
)
def test_letters_in_brackets_and_bare_dashes_break_nothing(text: str) -> None:
    assert len(cast(text)[1].statements) <= 2


def test_a_given_name_that_is_also_a_surname_stays_with_its_surname() -> None:
    assert id_of("Army Secretary Ryan McCarthy spoke in Oslo.", "McCarthy") == "person:ryan-mccarthy"


def test_what_stands_behind_a_source_is_not_the_speaker() -> None:
    assert speakers("Letters from readers in Russia say that little has changed.") == [None]
    assert speakers("Sergey Lavrov, who had met Antony Blinken in Oslo, said that little had changed.") == [
        "person:sergei-lavrov"
    ]


def test_both_are_the_two_spoken_of_together() -> None:
    text = "Joe Biden and Vladimir Putin met in Geneva. No invitation was issued, both said."
    assert all_of(text, "both") == ["person:joe-biden", "person:vladimir-putin"]
    text = "The White House said that Antony Blinken met Sergey Lavrov in Oslo and both said that little had changed."
    assert all_of(text, "both") == ["person:antony-blinken", "person:sergei-lavrov"]


def test_initials_label_whom_an_interview_named_before() -> None:
    text = (
        "JOHN ARNE LUND: Why is the port still closed today?\n\nMARY ELLEN STONE: We asked for time and got none.\n\n"
        "JAL: Was that a mistake?\n\nMES: It was the best we could do.\n\nJAL: And now?\n\nMES: Now we wait for it."
    )
    turns = [s for s in cast(text)[1].statements if s.parent is None]
    assert [s.speaker.name.title() if s.speaker else None for s in turns] == ["John Arne Lund", "Mary Ellen Stone"] * 3
