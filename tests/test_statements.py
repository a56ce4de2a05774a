"""Who said what to whom, on sentences written for these tests."""

import datetime as dt
import re
from dataclasses import replace

import numpy as np
import pytest

from detente.dates import find_timexes
from detente.encoder import REALITIES, ROOTS, TAGS, Tagged, Window, find_tagged, see
from detente.lexicon import load
from detente.mentions import find_mentions
from detente.records import Article, Span, Statement, make_id
from detente.sentences import Document, parse
from detente.statements import content, find_quotations, find_statements

ARTICLE = Article(
    make_id("articles", "statements"),
    "The Harbour Post",
    "USA",
    None,
    None,
    dt.date(2021, 6, 18),
    "stated",
    "en",
    None,
    "none",
    "news",
    "",
    "",
)


class Reading:
    """The statements of a text, with what a test asks of them."""

    def __init__(self, text: str, **fields: object) -> None:
        self.document: Document = parse(replace(ARTICLE, text=text, **fields))  # type: ignore[arg-type]
        lexicon = load()
        mentions = find_mentions(self.document, lexicon)
        timexes = find_timexes(self.document, lexicon)
        tagged = see(self.document).attributions
        found, self.addressees = find_statements(self.document, tagged, mentions, timexes, lexicon)
        self.statements = [statement for statement in found if statement.attitude in ("speech", "evidence", "belief")]

    def text(self, span: Span | None) -> str | None:
        """The words of a span."""
        return None if span is None else self.document.text(*span)

    def rows(self) -> list[tuple[str | None, str]]:
        """Source and content of each statement."""
        return [(self.text(s.source_span), content(self.document, s)) for s in self.statements]

    def only(self) -> Statement:
        """The one statement that the text holds."""
        assert len(self.statements) == 1, self.rows()
        return self.statements[0]

    def to(self, statement: Statement) -> str | None:
        """The words that name the addressee."""
        return self.text(self.addressees.get(statement.id))


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("“The road is open,” the mayor said.", "the mayor", "“The road is open,”"),
        ("The mayor said: “The road is open.”", "The mayor", "“The road is open.”"),
        ("“The road,” the mayor said, “is open to everyone.”", "the mayor", "“The road,” “is open to everyone.”"),
        ("«The road is open», said the mayor.", "the mayor", "«The road is open»"),
        ("„The road is open,“ said the mayor.", "the mayor", "„The road is open,“"),
        ('"Is the road open?" asked the mayor.', "the mayor", '"Is the road open?"'),
        ("“We opened it,” he said. “Nobody thanked us for it.”", "he", "“We opened it,” “Nobody thanked us for it.”"),
    ],
)
def test_direct_quotation_with_the_cue_on_any_side(text: str, source: str, said: str) -> None:
    reading = Reading(text)
    statement = reading.only()
    assert reading.rows() == [(source, said)]
    assert (statement.kind, statement.wording) == ("direct", "verbatim")


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("The minister said that the bridge would open soon.", "The minister", "that the bridge would open soon"),
        ("The minister said the bridge would open soon.", "The minister", "the bridge would open soon"),
        ("The bridge will open soon, the minister said.", "the minister", "The bridge will open soon"),
        ("The bridge, the minister said, will open soon.", "the minister", "The bridge will open soon"),
        ("The bridge is safe, added the minister.", "the minister", "The bridge is safe"),
        ("According to the minister, the bridge is safe.", "the minister", "the bridge is safe"),
        ("The bridge is safe, according to the minister.", "the minister", "The bridge is safe"),
        ("In the minister's view, the bridge is safe.", "the minister", "the bridge is safe"),
        ("The ministry issued a statement that the bridge is safe.", "The ministry", "that the bridge is safe"),
        ("The ambassador made it clear that the offer still stands.", "The ambassador", "that the offer still stands"),
    ],
)
def test_indirect_speech(text: str, source: str, said: str) -> None:
    reading = Reading(text)
    statement = reading.only()
    found_source, found = reading.rows()[0]
    assert (found_source or "").removesuffix("'s") == source
    assert found == said
    assert (statement.kind, statement.wording) == ("indirect", "paraphrase")


def test_words_in_quotation_marks_make_an_indirect_statement_mixed() -> None:
    reading = Reading("The envoy said the talks had been a “frank exchange” of views.")
    assert reading.rows() == [("The envoy", "the talks had been a “frank exchange” of views")]
    assert reading.only().kind == "mixed"


def test_a_scare_quote_or_a_title_is_no_statement() -> None:
    assert Reading('The council debated the "temporary" fence for hours.').rows() == []
    assert Reading('The president signed a decree "On Measures Against Floods" in the capital.').rows() == []


@pytest.mark.parametrize(
    "text",
    [
        # opened once, closed at the end
        "“We will wait.\n\nWe have time.\n\nNobody can hurry us,” the envoy said.",
        # opened again at each paragraph
        "“We will wait.\n\n“We have time.\n\n“Nobody can hurry us,” the envoy said.",
        # the closing mark is straight, detached, and glued to the cue
        '“We will wait.\n\nWe have time.\n\nNobody can hurry us, "the envoy said.',
        "“We will wait.\n\nWe have time.\n\nNobody can hurry us, ”the envoy said.",
        '“We will wait.\n\nWe have time.\n\nNobody can hurry us, "- said the envoy.',
    ],
)
def test_a_quotation_over_paragraphs_is_one_statement(text: str) -> None:
    reading = Reading(text)
    assert len(reading.only().spans) == 3
    assert (reading.rows()[0][0] or "").endswith("envoy")
    assert "We have time." in reading.rows()[0][1]


def test_a_missing_closing_mark_does_not_swallow_the_article() -> None:
    reading = Reading(
        "“We will wait, the envoy said.\n\nThe harbour was closed on Monday.\n\nIts cranes stood still.\n\n"
        "Ships were sent elsewhere.\n\n“It hurts,” a docker said.\n\nThe harbour has six cranes."
    )
    told = " ".join(said for _, said in reading.rows())
    assert "harbour was closed" not in told
    assert "six cranes" not in told
    assert ("a docker", "“It hurts,”") in reading.rows()


def test_a_quotation_in_a_paragraph_of_its_own_goes_on_with_the_last_speaker() -> None:
    reading = Reading("The envoy said the talks would last.\n\n“Nobody should expect a quick result from us.”")
    statement = reading.only()
    assert len(statement.spans) == 2
    assert statement.kind == "mixed"


def test_an_editors_note_inside_a_quotation_is_not_the_speakers() -> None:
    reading = Reading("“He (the foreign minister. - Ed.) will come in May,” the envoy said.")
    assert "foreign minister" not in content(reading.document, reading.only())


def test_reported_speech_inside_a_quotation_has_it_as_parent() -> None:
    reading = Reading("“The president told me that he would sign the treaty,” the envoy said.")
    outer, inner = sorted(reading.statements, key=lambda s: s.parent is not None)
    assert (outer.parent, inner.parent) == (None, outer.id)
    assert reading.text(inner.source_span) == "The president"
    assert "he would sign the treaty" in content(reading.document, inner)


def test_first_person_opinion_inside_a_quotation_is_not_reported_speech() -> None:
    assert len(Reading("“I think that the treaty will hold, and we say that openly,” the envoy said.").statements) == 1


def test_speech_that_is_not_told_as_done_is_no_statement() -> None:
    assert Reading("The envoy did not say that the treaty would hold.").rows() == []
    assert Reading("If the envoy says that the treaty holds, the talks can begin.").rows() == []
    assert Reading("Recall that the treaty was signed in spring.").rows() == []


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The ministry denied that its ships had left port.", "deny"),
        ("The ministry denied any part in the attack.", "deny"),
        ("The ministry declined to comment on the report.", "decline"),
        ("The ministry did not respond to a request for comment.", "decline"),
        ("The envoy agreed with this assessment.", "agree"),
        ("The envoy answered affirmatively to the question whether the treaty would hold.", "agree"),
        ("The ministry announced the expulsion of two attachés.", "announce"),
        ("The reporter asked whether the treaty would hold.", "ask"),
    ],
)
def test_acts(text: str, act: str) -> None:
    assert Reading(text).only().act == act


def test_addressee_venue_and_day() -> None:
    reading = Reading("“The treaty will hold,” the envoy told reporters at a press conference on Monday.")
    statement = reading.only()
    assert reading.to(statement) == "reporters"
    assert statement.venue == "a press conference"
    assert statement.said_on is not None
    assert statement.said_on.start == dt.date(2021, 6, 14)


def test_an_interview_is_the_venue() -> None:
    reading = Reading("The treaty will hold, the envoy said in an interview with CNN.")
    assert reading.only().venue == "an interview with CNN"
    assert reading.only().said_on is None


def test_a_translated_report_is_never_verbatim() -> None:
    reading = Reading("“The road is open,” the mayor said.", translation="machine")
    assert reading.only().wording == "translated"


def test_an_outlet_abroad_may_have_translated() -> None:
    text = "“The road is open,” the mayor said."
    abroad = Reading(text, translation="unknown", outlet_country="RUS")
    assert abroad.only().wording == "translated"
    assert Reading(text, translation="unknown", outlet_country=None).only().wording == "verbatim"


def test_a_document_makes_a_statement() -> None:
    assert Reading("The communiqué said that both sides would meet again.").rows() == [
        ("The communiqué", "that both sides would meet again")
    ]


def test_a_participle_goes_on_with_the_speaker_of_the_sentence() -> None:
    reading = Reading("The envoy said the talks had failed, adding that nobody was to blame.")
    assert [said for _, said in reading.rows()] == ["the talks had failed", "that nobody was to blame"]
    assert {source for source, _ in reading.rows()} == {"The envoy"}


def test_a_belief_is_told_apart_from_speech() -> None:
    reading = Reading("Washington believes that the treaty will hold.")
    assert reading.only().rule.startswith("statements.belief")


def test_each_turn_of_a_transcript_is_a_direct_statement() -> None:
    reading = Reading(
        "MS. PARKER: Good afternoon. The bridge will open in May.\n\nIt took six years.\n\n"
        "Q Will the president come to the opening?\n\nMS. PARKER: He will. He has told us that he will walk across it."
    )
    turns = [s for s in reading.statements if s.rule == "statements.turn"]
    assert [reading.text(s.source_span) for s in turns] == ["MS. PARKER", "Q", "MS. PARKER"]
    assert [s.act for s in turns] == ["assert", "ask", "assert"]
    assert "six years" in content(reading.document, turns[0])
    inner = [s for s in reading.statements if s.parent == turns[2].id]
    assert [content(reading.document, s) for s in inner] == ["that he will walk across it"]


def test_a_broken_sentence_still_gives_one_statement() -> None:
    reading = Reading("Good relations are a matter of choice, according to Secretary Parker said after a meeting.")
    assert [said for _, said in reading.rows()] == ["Good relations are a matter of choice"]


def test_ids_do_not_depend_on_what_else_is_found_and_are_unique() -> None:
    text = "The envoy said the talks had failed. “Nobody is to blame,” he added. According to him, they will go on."
    first, second = Reading(text), Reading(text)
    assert [s.id for s in first.statements] == [s.id for s in second.statements]
    assert len({s.id for s in first.statements}) == len(first.statements) == 3


def test_quotations_stay_apart_where_a_mark_is_missing() -> None:
    document = parse(
        replace(ARTICLE, text="“One word.\n\nNo mark here.\n\nNor here.\n\nNor here.\n\n“Two words,” he said.")
    )
    assert all("Nor here" not in document.text(q.start, q.end) for q in find_quotations(document))


def test_what_follows_behind_but_belongs_to_a_that_clause() -> None:
    reading = Reading("The envoy said that the city had offered a truce, but the rebels refused.")
    assert reading.rows() == [("The envoy", "that the city had offered a truce, but the rebels refused")]


def test_a_coordinate_cue_goes_on_with_the_first_speaker() -> None:
    reading = Reading("The ministry declared that the visit would be cancelled, and added that nobody was to blame.")
    assert reading.rows() == [
        ("The ministry", "that the visit would be cancelled"),
        ("The ministry", "that nobody was to blame"),
    ]
    assert {s.parent for s in reading.statements} == {None}


@pytest.mark.parametrize("title", ["Petrov: talks will resume in May", "Talks will resume in May – Petrov"])
def test_a_headline_with_a_colon_or_a_signature(title: str) -> None:
    reading = Reading(f"{title}\n\nThe harbour was quiet on Friday. Its cranes stood still all day long.", title=title)
    assert [said.lower() for source, said in reading.rows() if source == "Petrov"] == ["talks will resume in may"]


def test_a_condition_keeps_its_result() -> None:
    reading = Reading("He made it clear that if the raids go on, the fleet will answer.")
    assert reading.rows() == [("He", "that if the raids go on, the fleet will answer")]


def test_rejections_and_measures_without_words_are_left_to_the_events() -> None:
    assert Reading("The ministry rejected the plan.").rows() == []
    assert Reading("The minister announced measures on Friday.").rows() == []
    assert len(Reading("The ministry rejected the allegation.").statements) == 1


def test_quoted_words_amid_a_speakers_statements_are_his() -> None:
    reading = Reading("According to the analyst, talks make no sense. Attempts are like “shouting at a closed gate”.")
    assert [s.rule for s in reading.statements] == ["statements.according-to", "statements.floating"]
    assert {reading.text(s.source_span) for s in reading.statements} == {"the analyst"}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("The ministry called on both sides to leave.", [("The ministry", "both sides to leave")]),
        ("The envoy called for calm and a return to talks.", [("The envoy", "calm and a return to talks")]),
        ("The two leaders spoke in favour of an open sea.", [("The two leaders", "an open sea")]),
        ("He described the meeting as useful.", [("He", "the meeting as useful")]),
        ("After the dinner he called the meeting useful.", [("he", "the meeting useful")]),
        (
            "The port was hardly discussed, the envoy noted; there was no need to.",
            [("the envoy", "The port was hardly discussed there was no need to")],
        ),
        (
            "Two pilots said two things kept the plane back: the crew was tired, and the doors were frozen.",
            [("Two pilots", "two things kept the plane back: the crew was tired, and the doors were frozen")],
        ),
        (
            "The envoy said that he expected little and that the port should be opened first.",
            [("The envoy", "that he expected little and that the port should be opened first")],
        ),
        (
            "“The road cannot be closed again,” the spokesman was quoted as saying.",
            [("the spokesman", "“The road cannot be closed again,”")],
        ),
        (
            "Asked why the gate was shut, Larsen replied, “Because it was cold. I was there alone.”",
            [("Larsen", "“Because it was cold. I was there alone.”")],
        ),
        (
            "The minister said on Monday that he would sign the accord next week, Reuters reports.",
            [("The minister", "that he would sign the accord next week")],
        ),
        (
            "As President Larsen made clear, Norland will pay a price if it goes on.",
            [("President Larsen", "Norland will pay a price if it goes on")],
        ),
        ("Shares fell after Larsen's threat to close the port.", [("Larsen", "to close the port")]),
    ],
)
def test_what_counts_as_the_content(text: str, rows: list[tuple[str, str]]) -> None:
    assert Reading(text).rows() == rows


@pytest.mark.parametrize(
    "text",
    [
        "Norland will answer according to the principle of reciprocity.",
        "The deal added to a debate over how the port should be run.",
        "The move underscores the lack of control that the council has over the port.",
        "As news of the deal was announced, the office opened a new website about it.",
        "Any delay would send a message that Norland cannot be trusted.",
        "The office closes unless he sends a notice stating that the ban is to remain.",
    ],
)
def test_what_only_looks_like_a_statement(text: str) -> None:
    assert Reading(text).rows() == []


def test_an_answer_told_with_its_question() -> None:
    statement = Reading("Larsen answered affirmatively when the host asked him whether he trusted the envoy.").only()
    assert statement.act == "agree"


def test_words_that_the_parser_hangs_elsewhere_have_their_speaker() -> None:
    opening = Reading("Opening the talks with the envoy from Norland, President Larsen noted that the sea was calm.")
    assert opening.rows() == [("President Larsen", "that the sea was calm")]
    asked = Reading("In Oslo, Larsen, asked by a reporter if he would resign, said: “We shall see.”")
    assert ("Larsen", "“We shall see.”") in asked.rows()


def test_what_is_quoted_twice_in_a_sentence_floats_once() -> None:
    reading = Reading(
        "Larsen said that the talks went well. The evening ended with “a common will to go on” and “the wish to meet”."
    )
    assert len({s.id for s in reading.statements}) == len(reading.statements)


def test_a_post_is_its_signers() -> None:
    statement = Reading("We shall open the port again. — Ann Larsen (@annlarsen) May 3, 2021").only()
    assert (statement.kind, statement.rule) == ("direct", "statements.post")
    assert statement.said_on is not None
    assert statement.said_on.start == dt.date(2021, 5, 3)


def test_a_quotation_glued_to_the_sentence_before_is_not_its_end() -> None:
    read = Reading('The mayor said the harbour stays open."It has been a hard winter," Clara Holm said.')
    assert read.rows() == [
        ("The mayor", "the harbour stays open"),
        ("Clara Holm", '"It has been a hard winter,"'),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("President Biden voiced concern over the new pipeline.", "concern over the new pipeline"),
        ("Mr. Lavrov drew attention to the closed consulates.", "the closed consulates"),
        ("President Biden warned Russia about the cost of delay.", "the cost of delay"),
        ("President Biden thanked Norway for its patience.", "Norway for its patience"),
        ("President Biden proposed a meeting in May to discuss fishing.", "a meeting in May to discuss fishing"),
        ("Mr. Lavrov spoke with the envoy to reiterate opposition to the tariff.", "opposition to the tariff"),
    ],
)
def test_what_a_principal_voices_is_told(text: str, told: str) -> None:
    assert told in [words for _, words in Reading(text).rows()]


def test_leaders_agree_to_do_something_in_words_only_on_their_own_page() -> None:
    text = "The two presidents agreed to continue the talks on fishing."
    assert [told for _, told in Reading(text, genre="readout").rows()] == ["to continue the talks on fishing"]
    assert Reading(text).rows() == []


def test_an_outlet_by_the_end_of_its_name_only_passes_on() -> None:
    text = 'The New York Times saw the letter. "We are late," Clara Holm said, according to the Times.'
    assert Reading(text).rows() == [("Clara Holm", '"We are late,"')]


# --- what the encoder sees ----------------------------------------------------------------------------------


def seen(
    text: str, marked: dict[str, str], cues: dict[str, str | None], sources: dict[str, str | None]
) -> list[Tagged]:
    """What is read of a window in which the words of ``marked`` carry those tags and point where the others say."""
    words = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    texts = [text[start:end] for start, end in words]

    def piece(word: str | None) -> int:
        return 0 if word is None else texts.index(word.split()[0]) + 1

    tags = np.full((len(words), len(TAGS)), 0.01, dtype=np.float32)
    pointers = {"cues": np.zeros((len(words), len(words) + 1)), "sources": np.zeros((len(words), len(words) + 1))}
    tagged = dict.fromkeys(range(len(words)), "O")
    for told, kind in marked.items():
        first = piece(told) - 1
        for i in range(first, first + len(told.split())):
            tagged[i] = f"{'B' if i == first else 'I'}-{kind}"
            for name, goals in (("cues", cues), ("sources", sources)):
                pointers[name][i, piece(goals.get(told))] = 1.0
    for i, tag in tagged.items():
        tags[i, TAGS.index(tag)] = 0.94
    offsets = np.array(words, dtype=np.int32)
    wide = (384, 1 + len(ROOTS), len(REALITIES), len(words) + 1, len(words) + 1, 3 * len(ROOTS), 6)
    rest = (np.zeros((len(words), each), dtype=np.float32) for each in wide)
    return list(find_tagged(text, Window(offsets, tags, pointers["cues"], pointers["sources"], *rest)))


def test_pieces_that_point_to_one_cue_are_one_content() -> None:
    text = "The road , Larsen said , is open ."
    marked = {"The road": "content", "Larsen": "source", "said": "cue", "is open": "content"}
    sources = dict.fromkeys(("said", "The road", "is open"), "Larsen")
    (one,) = seen(text, marked, {"The road": "said", "is open": "said"}, sources)
    assert [text[a:b] for a, b in one.spans] == ["The road", "is open"]
    assert [text[a:b] for a, b in (one.cue or (0, 0), one.source or (0, 0))] == ["said", "Larsen"]
    assert one.score == pytest.approx(0.94, abs=0.01)


def test_what_points_to_nothing_has_neither_cue_nor_source() -> None:
    (one,) = seen("All is well .", {"All is well": "content"}, {}, {})
    assert (one.cue, one.source) == (None, None)


def test_a_tag_goes_on_only_with_its_own_kind() -> None:
    marked = {"Larsen": "source", "said": "cue", "rain": "content", "fell": "content"}
    found = seen("Larsen said rain fell .", marked, {"rain": "said", "fell": "said"}, {"said": "Larsen"})
    assert [len(one.spans) for one in found] == [2]


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("The envoy said that the treaty would hold.", "speech"),
        ("The minister wants the two neighbours to open the border.", "intention"),
        ("The envoy believes that the treaty will hold.", "belief"),
        ("The ministers spoke about the future of the port.", "deed"),
        ("The minister could say that the talks had failed.", "unsaid"),
    ],
)
def test_what_an_attribution_tells_of_its_source(text: str, attitude: str) -> None:
    document = parse(replace(ARTICLE, text=text))
    lexicon = load()
    mentions, timexes = find_mentions(document, lexicon), find_timexes(document, lexicon)
    found, _ = find_statements(document, see(document).attributions, mentions, timexes, lexicon)
    assert [statement.attitude for statement in found] == [attitude]


def test_without_windows_the_rules_stand_alone() -> None:
    document = parse(replace(ARTICLE, text="The envoy said that the treaty would hold."))
    lexicon = load()
    found, _ = find_statements(document, (), find_mentions(document, lexicon), (), lexicon)
    assert [(s.rule, s.attitude) for s in found] == [("statements.clause", "speech")]
