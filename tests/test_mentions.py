"""Where someone is meant: titles, groups, pronouns, and what is nobody."""

import datetime as dt
from functools import cache

import pytest

from detente.lexicon import load
from detente.mentions import Mention, find_mentions
from detente.records import Article
from detente.sentences import Document, parse

DAY = dt.date(2021, 5, 3)


@cache
def read(text: str) -> tuple[Document, tuple[Mention, ...]]:
    article = Article(
        "a_1", "Outlet", None, None, None, DAY, "stated", "en", None, "unknown", "news", "v", text
    )  # fmt: skip
    document = parse(article)
    return document, find_mentions(document, load())


def texts(text: str, kind: str) -> list[str]:
    document, mentions = read(text)
    return [document.text(m.start, m.end) for m in mentions if m.kind == kind]


def ids(text: str, span: str) -> list[str]:
    document, mentions = read(text)
    return [e.id for m in mentions if document.text(m.start, m.end) == span for e in m.entities]


NAMES = [
    ("Polish Foreign Minister Zbigniew Rau arrived.", "Polish Foreign Minister Zbigniew Rau"),
    ("President of Russia Vladimir Putin signed the law.", "President of Russia Vladimir Putin"),
    ("The head of the Pentagon, Lloyd Austin, flew to Kyiv.", "The head of the Pentagon, Lloyd Austin"),
    ("Aide to the President of Russia Yuri Ushakov confirmed it.", "Aide to the President of Russia Yuri Ushakov"),
    ("Sergei Lavrov, Russia's foreign minister, smiled.", "Sergei Lavrov, Russia's foreign minister"),
    ("Mr. Lavrov smiled.", "Mr. Lavrov"),
    ("Military analyst Pavel Grushin-Orlov doubted it.", "Military analyst Pavel Grushin-Orlov"),
    ("Former CIA director John Brennan agreed.", "Former CIA director John Brennan"),
    ("They met with President of Iran Sayyid Ebrahim Raisi.", "President of Iran Sayyid Ebrahim Raisi"),
    ("Reporters heard the Kremlin spokesman Dmitry Peskov.", "the Kremlin spokesman Dmitry Peskov"),
]


@pytest.mark.parametrize(("text", "span"), NAMES)
def test_a_name_is_one_mention_with_its_titles(text: str, span: str) -> None:
    document, mentions = read(text)
    found = [m for m in mentions if document.text(m.start, m.end) == span]
    assert [m.kind for m in found] == ["name"]
    assert found[0].name is not None


NOMINALS = [
    ("Ottawa expelled ten Russian diplomats from the country.", "ten Russian diplomats"),
    ("The sanctions hit 16 organizations.", "16 organizations"),
    ("A senior administration official said so.", "A senior administration official"),
    ("The proposal came from the American side.", "the American side"),
    ("The two presidents spoke for an hour.", "The two presidents"),
    ("The foreign ministers of Italy, Spain and Malta met.", "The foreign ministers of Italy, Spain and Malta"),
    ("The head of Russian diplomacy was brief.", "The head of Russian diplomacy"),
    ("The US Secretary of State was brief.", "The US Secretary of State"),
    ("The political scientist laughed.", "The political scientist"),
    ("He called the interlocutor of RT.", "the interlocutor of RT"),
]


@pytest.mark.parametrize(("text", "span"), NOMINALS)
def test_role_nouns_and_groups(text: str, span: str) -> None:
    assert span in texts(text, "nominal")


def test_the_head_is_found_through_the_verb() -> None:
    document, mentions = read("Talks may go on, said the head of the State Department, Antony Blinken.")
    said = next(token.i for token in document.tokens if token.text == "said")
    subject = next(i for i in document.children[said] if document.tokens[i].dep == "nsubj")
    assert [m.kind for m in mentions if m.head == subject] == ["name"]


def test_a_title_is_no_mention_of_its_own_and_completes_nothing_else() -> None:
    spans = texts("Secretary of State Antony Blinken met the British Foreign Secretary.", "name")
    assert spans == ["Secretary of State Antony Blinken"]
    assert texts("Secretary of State Antony Blinken met the British Foreign Secretary.", "nominal") == [
        "the British Foreign Secretary"
    ]


def test_people_before_a_noun_that_means_nobody_are_mentions() -> None:
    assert texts("New US sanctions hit the North Korean economy.", "name") == ["US", "North Korean"]
    assert texts("US-Russia relations got worse.", "name") == ["US", "Russia"]


def test_names_are_looked_up_on_the_day() -> None:
    assert ids("Blinken called Lavrov.", "Lavrov")[0] == "person:sergei-lavrov"
    assert ids("The UN met in Geneva.", "The UN") == ["igo:UN"]


def test_pronouns_but_no_empty_there_and_no_conjunction() -> None:
    assert texts("There is hope that they will tell us who left.", "pronoun") == ["they", "us"]
    assert "who" in texts("The officer who signed it left.", "pronoun")


@pytest.mark.parametrize("text", ["In May they left on Monday.", "They sowed division.", "That is the source of it."])
def test_calendar_words_and_matters_are_nobody(text: str) -> None:
    assert texts(text, "name") == []
    assert texts(text, "nominal") == []


def test_pronoun_us_is_not_the_state() -> None:
    document, mentions = read("Moscow told us nothing about the US.")
    kinds = {document.text(m.start, m.end): m.kind for m in mentions}
    assert kinds["us"] == "pronoun"
    assert kinds["the US"] == "name"


def test_mentions_come_in_order_the_wider_first() -> None:
    _, mentions = read("The foreign ministers of Italy and Spain met Sergei Lavrov in Rome.")
    assert list(mentions) == sorted(mentions, key=lambda m: (m.start, -m.end))


def test_an_empty_article_mentions_nobody() -> None:
    assert read("")[1] == ()
