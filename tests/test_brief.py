"""The brief: words that are safe and short, sections that leave nothing out unsaid."""

import dataclasses
import datetime as dt

import pytest
from records_by_hand import article, event, state

from detente.brief.words import actors, day, magnitudes, one_line, plain, sentence
from detente.records import DateRange, Magnitude


def days(start, end, precision="day"):
    first, last = (dt.date.fromisoformat(d) if d else None for d in (start, end))
    return DateRange(first, last, precision, None, "", None)


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2021-05-20", "2021-05-20", "2021-05-20"),
        ("2021-05-20", "2021-05-21", "2021-05-20–21"),
        ("2021-05-01", "2021-05-31", "2021-05"),
        ("2021-06-01", "2021-08-31", "2021-06–08"),
        ("2021-01-01", "2021-12-31", "2021"),
        ("2021-05-30", "2021-06-02", "2021-05-30 – 2021-06-02"),
        (None, "2021-05-20", "until 2021-05-20"),
        ("2021-05-20", None, "from 2021-05-20"),
        (None, None, ""),
    ],
)
def test_days_are_as_short_as_they_allow(start, end, shown):
    assert day(days(start, end)) == shown


def test_text_from_outside_keeps_its_offsets_and_loses_what_a_terminal_obeys():
    text = "a\x1b[31mb\r\nc\u202ed"
    assert len(plain(text)) == len(text)
    assert not set(plain(text)) & {"\x1b", "\r", "\u202e"}
    assert one_line("  one\n two   three ") == "one two three"


def test_a_line_is_cut_at_a_word():
    assert one_line("ministers met again in the capital", 20) == "ministers met again…"
    assert len(one_line("x" * 50, 20)) == 20


def test_magnitudes_and_actors_read_like_words():
    assert magnitudes([Magnitude(10, "diplomat"), Magnitude(1, "embassy"), Magnitude(2, "country")]) == (
        "10 diplomats, 1 embassy, 2 countries"
    )
    assert actors([]) == "?"
    assert actors([state("USA"), state("RUS"), state("CHN")]) == "USA, RUS and CHN"


def test_a_sentence_is_cut_out_whole():
    text = "The U.S. envoy left. He met Mr. Smith on Feb. 3 in Vienna. Nothing came of it.\nNext day."
    start = text.index("met")
    assert sentence(text, start, start + 3).startswith("He met Mr.")
    assert sentence(text, text.index("Nothing"), text.index("Nothing") + 7) == "Nothing came of it."


def test_the_brief_of_hand_made_rows_counts_what_it_leaves_out():
    from detente.book.view import View
    from detente.brief import summary

    reports = [article(f"Report {n}.", day=1 + n % 28) for n in range(100)]
    events = tuple(event(a, kind="SANCTION") for a in reports)
    view = View(None, None, {a.id: a for a in reports}, (), (), events, (), (), (), (), ())
    view = dataclasses.replace(view)
    deeds = next(s for s in summary.summarize(view).sections if s.title == "Deeds")
    assert (len(deeds.lines), deeds.more) == (summary.MOST, 100 - summary.MOST)
