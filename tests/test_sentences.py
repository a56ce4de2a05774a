"""The room `sentences`: paragraphs and their kinds, labels, notes, quotation marks, the parse and its offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.records import Article
from detente.sentences import Document, parse
from detente.sentences.parser import _bounded, _model, words


def read(text: str, title: str | None = None) -> Document:
    return parse(Article("a_1", "X", None, None, title, None, "unknown", "en", None, "unknown", "news", "v", text))


def sentences(text: str) -> list[str]:
    document = read(text)
    return [document.text(s.start, s.end) for s in document.sentences]


def kinds(text: str, title: str | None = None) -> list[str]:
    return [paragraph.kind for paragraph in read(text, title).paragraphs]


def labels(text: str) -> list[str | None]:
    document = read(text)
    return [document.text(*p.label) if p.label else None for p in document.paragraphs]


def notes(text: str) -> list[str]:
    return [note.text for paragraph in read(text).paragraphs for note in paragraph.notes]


def parsed(text: str) -> list[str]:
    """Each sentence as the parser read it."""
    document = read(text)
    return [" ".join(t.text for t in document.tokens[s.first : s.last]) for s in document.sentences]


def sides(text: str) -> str:
    return "".join("<" if mark.opening else ">" for mark in read(text).marks)


# --- paragraphs -------------------------------------------------------------------------------------------


def test_each_line_is_a_paragraph():
    document = read("The envoys met.\nThey talked for hours about the treaty.\r\n\r\nNothing came of it.")
    assert [document.text(p.start, p.end) for p in document.paragraphs] == [
        "The envoys met.",
        "They talked for hours about the treaty.",
        "Nothing came of it.",
    ]


def test_lines_wrapped_by_hand_are_joined():
    text = (
        "The envoys of both countries met in the old town hall on Monday\n"
        "and agreed to continue their talks about the fisheries treaty in\n"
        "the autumn.\n\n"
        "Neither side wanted to say what had been agreed, but one of them\n"
        "called the talks a success.\n"
    )
    document = read(text)
    assert len(document.paragraphs) == 2
    assert len(document.sentences) == 2
    assert document.text(*document.span(0, 14)).endswith("Monday\nand")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("No way back", "heading"),
        ("‘A heavy price’", "heading"),
        ("Not imposing.", "text"),
        ("He said so:", "text"),
        ("and then nothing", "text"),
        ("• The two presidents in Oslo", "caption"),
        ("FILE PHOTO: The two presidents shake hands.", "caption"),
        ("The two presidents shake hands in Oslo on May 3. (Ann Ames/Reuters)", "caption"),
        ("• © REUTERS / Ann Ames", "credit"),
        ("Reporting by Ann Ames; editing by Bo Berg", "credit"),
        ("Read more: The long way to Oslo", "credit"),
        ("Published in sections: News, Transcripts", "credit"),
        ("Direct link: en.example.org/d/1", "credit"),
        ("Advertisement", "credit"),
        ("* * *", "credit"),
        ("3:25 P.M. EDT", "credit"),
        ("The Associated Press contributed to this report.", "credit"),
        ("The alliance (NATO) agreed to the plan of the ministers.", "text"),
        ("He took a photo: it shows the two presidents.", "text"),
    ],
)
def test_kinds(line, kind):
    assert kinds(f"The envoys met on Monday.\n\n{line}\n\nThey talked for hours.")[1] == kind


def test_captions_and_credits_are_not_parsed_headings_are():
    document = read("The envoys met.\n\nNo way back\n\n• The two envoys\n\n• © Reuters / Ann Ames\n\nThey parted.")
    assert [document.paragraphs[s.paragraph].kind for s in document.sentences] == ["text", "heading", "text"]


def test_a_list_of_bullets_is_text():
    text = "They agreed on:\n\n• open borders\n\n• a joint council\n\n• a fund for the region\n\nThat was all."
    assert kinds(text) == ["text"] * 5
    assert sentences(text)[1] == "open borders"


def test_the_title_in_the_text_is_a_heading():
    title = "The envoys who met in the old town hall of Oslo on Monday agreed on nothing at all."
    assert kinds(f"{title}\n\nThey parted.", title) == ["heading", "text"]


# --- notes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "note", "left"),
    [
        ("“He (Ivan Moro. – RT) has refused,” she said.", "Ivan Moro", '" He has refused , " she said .'),
        ("“He (Ivan Moro – TASS) has refused.”", "Ivan Moro", '" He has refused . "'),
        ("“They (meaning the allies — Ed.) have refused.”", "meaning the allies", '" They have refused . "'),
        ("They [the allies - editor's note] have refused.", "the allies", "They have refused ."),
        ("“We has [sic] refused.”", "sic", '" We has refused . "'),
        ("We refuse! — Ana Roca (@anaroca) May 3, 2021", "Ana Roca (@anaroca) May 3, 2021", "We refuse !"),
        ("We have refused. (Applause.)", "Applause.", "We have refused ."),
        ("They refused. (Reporting by Ann Ames in Oslo)", "Reporting by Ann Ames in Oslo", "They refused ."),
    ],
)
def test_notes_are_cut_out(text, note, left):
    assert notes(text) == [note]
    assert parsed(text) == [left]


@pytest.mark.parametrize(
    "text",
    [
        "They met (at the request of the hosts) in Oslo.",
        "The alliance (NATO) agreed.",
        "The talks (May 3 - May 5) failed.",
        "The treaty (signed in Oslo - the capital) holds.",
    ],
)
def test_ordinary_parentheses_stay(text):
    assert notes(text) == []
    assert "(" in parsed(text)[0]


def test_a_note_over_several_lines_does_not_end_its_paragraph():
    text = "“The premier (Ivan Moro. -\n\nRT\n\n) was clear about that.\n\nHe refused."
    document = read(text)
    assert len(document.paragraphs) == 2
    first = document.paragraphs[0]
    assert [document.text(*segment) for segment in first.parsed] == ["“The premier", "was clear about that."]
    assert [note.text for note in first.notes] == ["Ivan Moro"]
    assert parsed(text) == ['" The premier was clear about that .', "He refused ."]
    was = next(token for token in document.tokens if token.text == "was")
    assert text[was.start : was.end] == "was"


def test_insertions_in_a_quotation_stay_readable():
    text = "“If [the allies] refuse, \\[we\\] will go,” he said."
    assert parsed(text) == ['" If the allies refuse , we will go , " he said .']


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MOSCOW, April 15 (TASS) — The envoys met.", "MOSCOW, April 15 (TASS)"),
        ("MOSCOW, April 15. /TASS/. The envoys met.", "MOSCOW, April 15. /TASS/."),
        ("BRUSSELS (Reuters) - The envoys met.", "BRUSSELS (Reuters)"),
        ("OSLO, Norway — The envoys met.", "OSLO, Norway"),
    ],
)
def test_datelines_are_kept_as_notes(text, place):
    assert notes(text) == [place]
    assert parsed(text) == ["The envoys met ."]


def test_a_sentence_with_a_dash_has_no_dateline():
    assert notes("Moscow — the capital — was calm. The Union (a bloc) — was not.") == []


# --- labels -----------------------------------------------------------------------------------------------


def test_labels_of_transcripts():
    text = (
        "MS. LEE: Good day.\n\nQ Will you go?\n\nQ: And when?\n\nTHE PRESIDENT: Soon. Two things: rest and work.\n\n"
        "SENIOR ADMINISTRATION OFFICIAL: No.\n\nPresident of Peru Ana Roca: I agree.\n\n"
        "Question (retranslated): Why?\n\nBo Berg: Because.\n\nBo Berg: Well.\n\nAnd one thing is clear: we go."
    )
    assert labels(text) == [
        "MS. LEE",
        "Q",
        "Q",
        "THE PRESIDENT",
        "SENIOR ADMINISTRATION OFFICIAL",
        "President of Peru Ana Roca",
        "Question",
        "Bo Berg",
        "Bo Berg",
        None,
    ]
    assert sentences(text)[:2] == ["Good day.", "Will you go?"]


@pytest.mark.parametrize(
    "text",
    [
        "One thing is clear: we go.",
        "He added: “We go.”",
        "Reality Check: The claim is false.",
        "The Lancet: A new study of the virus.",
        "Background: On May 3 the firm said it would help.",
        "Dear Mr. Speaker: I report to you.",
    ],
)
def test_a_sentence_with_a_colon_has_no_label(text):
    assert labels(text) == [None]


def test_a_transcript_in_one_line_is_cut_into_turns():
    text = "10:51 A.M. EDT PRESIDENT MORO: Welcome. PRIME MINISTER LIND: Thank you. Q Will you go? MS. LEE: No more."
    assert labels(text) == [None, "PRESIDENT MORO", "PRIME MINISTER LIND", "Q", "MS. LEE"]
    assert sentences(text) == ["Welcome.", "Thank you.", "Will you go?", "No more."]


def test_a_transcript_with_full_names_in_one_line_is_cut_too():
    text = (
        "President of Peru Ana Roca: Welcome. Let us begin. Bo Berg: Thank you. One thing is clear: we stay. "
        "Ana Roca: Good. Bo Berg: Yes."
    )
    assert labels(text) == ["President of Peru Ana Roca", "Bo Berg", "Ana Roca", "Bo Berg"]
    news = "The talks failed. Ana Roca: “We go.” The Union: no comment. The talks go on."
    assert labels(news) == [None]


# --- quotation marks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” he said. “They stay.”", "<><>"),
        ('"We go," he said. "They stay."', "<><>"),
        ("„Wir gehen“, he said. «They stay».", "<><>"),
        ('"We go, "he said, "and they stay."', "<><>"),
        ('They must, "said the head of the group.', "<"),
        ("“We will go.\n\nThey stay, ”the head of the group said.", "<>"),
        ('“We will go.\n\nThey stay , "- said the head of the group.', "<>"),
        ('“We will go.\n\nSome call it "a threat", but they stay, "the expert noted.', "<<>>"),
        ("“We will go.\n\n“They stay,” he said.", "<<>"),
        ('He told reporters, "We will go.\n\n"They stay," he added.', "<<>"),
        ('The "truce" held; a "pact" did not.', "<><>"),
        ('He is 6\'2" tall and "shy".', "<>"),
    ],
)
def test_sides_of_marks(text, expected):
    assert sides(text) == expected


def test_marks_are_read_on_their_own_side():
    text = '“We will go.\n\nThey break the Oslo Accords , kick us out, "- said the head.'
    assert parsed(text)[1] == 'They break the Oslo Accords , kick us out , " - said the head .'
    glued = "“We will go,”he said.They stayed."
    assert parsed(glued) == ['" We will go , " he said .', "They stayed ."]


# --- sentences --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "expected",
    [
        ["The U.S. Secretary of State met Gen. Roca in Oslo.", "He left."],
        ["“Will you go?” she asked.", "“No!” he said."],
        ["“We will go,” Ms. Lee said.", "They stayed."],
        ["He left the U.S.", "The others stayed."],
        ["He was clear: “We go.”", "They stayed."],
    ],
)
def test_boundaries(expected):
    assert sentences(" ".join(expected)) == expected


def test_items_of_a_run_in_list_are_sentences():
    text = "They agreed. - The north will open its border. - The south will pay."
    assert sentences(text) == ["They agreed.", "The north will open its border.", "The south will pay."]


def test_words_are_those_of_the_whole_pipeline():
    """Dropping the attribute ruler and the lemmatizer from the pipeline changes no word."""
    texts = [
        "There is a better way, isn't there? Let's go: they're gonna say it ain't so, y'all.",
        "The ministers' talks were held; he'd been told that its largest banks had better leave.",
        "She does know what they did. Got 'em! Both have said so, and has the pact been kept?",
    ]
    for text, found in zip(texts, words(texts), strict=True):
        whole = _bounded(text)
        for _, component in _model().pipeline:
            whole = component(whole)
        assert [(w.text, w.tag, w.pos, w.lemma, w.dep, w.head) for w in found] == [
            (t.text, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i) for t in whole
        ]


def test_the_parse_does_not_depend_on_its_company():
    texts = [f"The {n} envoys met in Oslo and agreed that nothing would be said about it." for n in range(70)]
    together = list(words(texts))
    assert [next(words([text])) for text in texts[::9]] == together[::9]


# --- the document -----------------------------------------------------------------------------------------


def test_tree():
    document = read("The old envoy who had left said that they would meet in Oslo. Nobody came.")
    for token, (first, last), children in zip(document.tokens, document.edges, document.children, strict=True):
        below, waiting = {token.i}, list(children)
        while waiting:
            below.add(child := waiting.pop())
            waiting += document.children[child]
        assert (first, last) == (min(below), max(below) + 1)
    for sentence in document.sentences:
        assert document.tokens[sentence.root].head == sentence.root
        assert document.edges[sentence.root] == (sentence.first, sentence.last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "x" * 400_000,
        '"' * 50_000,
        "(" * 50_000,
        "a\n" * 500,
        "- " * 5_000,
        "中" * 5_000,
        "\0\x1b[0m",
        "[[(“",
    ],
    ids=["empty", "blank", "one word", "marks", "brackets", "lines", "dashes", "other script", "control", "open"],
)
def test_odd_texts_are_read(text):
    document = read(text)
    assert len(document.tokens) <= 1_000


def test_a_text_without_a_stop_is_cut_into_pieces():
    document = read("word " * 8_000)
    assert len(document.tokens) == 8_000
    assert len(document.sentences) > 1


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aB .,\"“”'’()[]-—–:\n\r\t\u00a0\u200b•©QEd!?…", max_size=120))
def test_offsets_are_those_of_the_text(text):
    document = read(text)
    position = 0
    for token in document.tokens:
        assert position <= token.start < token.end <= len(text)
        assert not text[token.start : token.end].isspace()
        position = token.end
    assert sum(s.last - s.first for s in document.sentences) == len(document.tokens)
    assert [p.index for p in document.paragraphs] == list(range(len(document.paragraphs)))
    edge = 0
    for paragraph in document.paragraphs:
        assert edge <= paragraph.start < paragraph.end <= len(text)
        for first, last in paragraph.parsed:
            assert paragraph.start <= first < last <= paragraph.end
        edge = paragraph.end


def test_stars_part_a_transcript_poured_into_its_introduction():
    text = "The minister met the pilots at night. * * * Minister of Ports Ann Larsen: Good evening, pilots. Sit down."
    document = read(text)
    assert [text[slice(*p.label)] for p in document.paragraphs if p.label] == ["Minister of Ports Ann Larsen"]
