"""The main path: a pure function of the article, the lexicon and the versions."""

import json
import pickle

from records_by_hand import article

from detente.lexicon import load
from detente.reading import read
from detente.records import Findings, to_json

TEXTS = (
    "Canada's foreign minister said on Monday that Ottawa would respond if Russia expelled more diplomats.",
    "Turkey and Greece held talks in Athens on Friday. Ankara denied that its jets had crossed the border.",
    "",
    "• A caption\n\n• © Agency\n\nSwitzerland may host the talks in June, its president said.",
    "Q Will there be sanctions?\n\nMS. SMITH: We will impose them next week, unless Belarus frees the prisoners.",
    "“We shall not sign,” the Iranian delegate said. “Not now, and not",
)


def test_reading_twice_or_in_another_order_gives_the_same_findings():
    first = [read(article(text), load()) for text in TEXTS]
    again = [read(article(text), load()) for text in reversed(TEXTS)][::-1]
    assert first == again
    assert sum(len(found.events) for found in first) > 0


def test_findings_travel_between_processes_and_into_json():
    found = read(article(TEXTS[0]), load())
    assert pickle.loads(pickle.dumps(found)) == found
    assert json.loads(json.dumps(to_json(found)))["article"]["text"] == TEXTS[0]


def test_every_span_lies_in_the_text_and_every_reference_is_answered():
    for text in TEXTS:
        found: Findings = read(article(text), load())
        statements, events = {s.id for s in found.statements}, {e.id for e in found.events}
        for row in (*found.statements, *found.events, *found.propositions):
            assert 0 <= row.start < row.end <= len(text)
            assert 0 < row.score <= 1
        assert {s.parent for s in found.statements} - {None} <= statements
        assert {e.asserted_by for e in found.events} - {None} <= statements
        assert {e.within for e in found.events} - {None} <= events
        assert {p.statement for p in found.propositions} - {None} <= statements
        ids = [row.id for row in (*found.statements, *found.events, *found.propositions)]
        assert len(ids) == len(set(ids))


def test_a_caption_tells_nothing_and_an_if_is_no_deed():
    caption, condition = read(article(TEXTS[3]), load()), read(article(TEXTS[4]), load())
    assert all(row.start > TEXTS[3].index("Switzerland") - 1 for row in (*caption.statements, *caption.events))
    assert not any(event.deed and event.type == "SANCTION" for event in condition.events)
