"""The nouns: ids by content, and one JSON form that comes back unchanged."""

import datetime as dt
import json

import pytest
from records_by_hand import article, event, proposition, reading, statement

from detente.records import (
    VERDICT_WORDS,
    Article,
    DateRange,
    Event,
    Pattern,
    PropositionKind,
    from_json,
    make_id,
    table_of,
    to_json,
    worn_id,
)


@pytest.mark.parametrize("make", [article, lambda: event(article()), lambda: proposition(article())])
def test_json_comes_back_unchanged(make):
    record = make()
    assert from_json(type(record), json.loads(json.dumps(to_json(record)))) == record


def test_json_of_a_reading_and_a_statement_keeps_times_and_tuples():
    for record in (reading(article()), statement(article())):
        assert from_json(type(record), json.loads(json.dumps(to_json(record)))) == record


def test_a_date_range_is_iso_days_in_json():
    days = DateRange(dt.date(2021, 5, 20), None, "day", "2021-05-20", "May 20", dt.date(2021, 4, 29))
    assert to_json(days)["start"] == "2021-05-20"
    assert from_json(DateRange, to_json(days)) == days


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"type": 3}, "Event.type"),
        ({"modality": "certain"}, "Event.modality"),
        ({"source": "USA"}, "Event.source"),
        ({"colour": "red"}, "colour"),
        ({"source": [{"name": "x"}]}, "Actor"),
    ],
)
def test_what_contradicts_the_contract_is_refused_by_field(change, names):
    data = to_json(event(article())) | change
    with pytest.raises(ValueError, match=names):
        from_json(Event, data)


def test_a_missing_field_and_a_list_for_an_object_are_refused():
    data = to_json(article())
    del data["text"]
    with pytest.raises(ValueError, match="'text' is missing"):
        from_json(Article, data)
    with pytest.raises(ValueError, match="an object is expected"):
        from_json(Pattern, [1])


def test_ids_tell_their_table_and_depend_on_each_part():
    assert make_id("events", "a", 1) == make_id("events", "a", 1)
    assert len({make_id("events", "a", 1), make_id("events", "a1", ""), make_id("statements", "a", 1)}) == 3
    assert table_of(make_id("propositions", 1)) == "propositions"
    assert table_of("nonsense") is None
    assert worn_id("facts", "e_12ab") == "f_12ab"


def test_every_kind_of_proposition_has_its_verdict_words_and_starts_pending():
    assert set(VERDICT_WORDS) == set(PropositionKind.__args__)
    assert all(words[0] == "pending" for words in VERDICT_WORDS.values())
