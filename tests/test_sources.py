"""Sources: which kind of source tells an article or a statement."""

from dataclasses import replace

import pytest
from records_by_hand import article, statement
from reports_by_hand import person

from detente.records import Actor, Tally
from detente.sources import kind_of, speaking, tallies, telling


@pytest.mark.parametrize(
    ("outlet", "genre", "kind"),
    [
        ("state.gov", "news", "official document"),
        ("kremlin.ru", "transcript", "official document"),
        ("Unheard Gazette", "readout", "official document"),
        ("RT", "news", "state-controlled outlet"),
        ("RT", "interview", "state-controlled outlet"),
        ("CNN", "news", None),
        ("BBC", "news", None),
        ("Unheard Gazette", "news", None),
    ],
)
def test_what_an_article_is(outlet, genre, kind):
    assert telling(replace(article(outlet=outlet), genre=genre)) == kind


def who(sector, named, country="USA"):
    return Actor(None, "Somebody", "somebody", None, None, country, sector, None, named)


@pytest.mark.parametrize(
    ("sector", "named", "kind"),
    [
        ("GOV", "person", "named official"),
        ("MIL", "person", "named official"),
        ("GOV", "office", "named official"),
        ("GOV", "anonymous", "anonymous official"),
        ("GOV", "body", "government"),
        ("GOV", "place", "government"),
        ("EDU", "person", "expert"),
        ("EDU", "anonymous", "expert"),
        ("EDU", "body", None),
        ("BUS", "person", None),
        (None, "person", None),
    ],
)
def test_who_speaks(sector, named, kind):
    assert kind_of(who(sector, named)) == kind


def test_an_unknown_speaker_is_no_kind_of_source():
    assert speaking(replace(statement(article()), speaker=None)) is None


def test_kinds_are_counted_and_others_too():
    herald, office = article(outlet="Unheard Gazette"), article(outlet="state.gov")
    said = [replace(statement(herald), speaker=speaker) for speaker in (person("Ida Example", "USA"), None)]
    assert tallies([herald, office, office], said) == (
        Tally("official document", 2),
        Tally("other outlet", 1),
        Tally("named official", 1),
        Tally("other speaker", 1),
    )
