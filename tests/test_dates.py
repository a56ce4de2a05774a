"""Dates: what an expression means, what it counts from, and which date belongs to which clause."""

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dates import Timex, find_dates, find_timexes, when
from detente.dates import calendar as cal
from detente.dates.grammar import opening, rules
from detente.dates.meanings import MEANINGS
from detente.dates.words import alphabet, numeral
from detente.lexicon import load, rows
from detente.records import Article, DateRange, Day
from detente.sentences import Document, parse

PUBLISHED = dt.date(2021, 4, 29)  # a Thursday
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))


def document(text: str, published: Day | None = PUBLISHED) -> Document:
    article = Article("a_1", "", None, None, None, published, "stated", "en", None, "none", "news", "", text)
    return parse(article)


def one(text: str, published: Day | None = PUBLISHED) -> DateRange:
    found = find_dates(text, published)
    assert len(found) == 1, found
    return found[0][2]


def days(text: str, published: Day | None = PUBLISHED) -> tuple[str, str]:
    found = one(text, published)
    return str(found.start), str(found.end)


def dated(text: str, word: str, nth: int = 0) -> str | None:
    """Return the text of the date that ``when`` gives for the ``nth`` token ``word``."""
    read = document(text)
    timexes = find_timexes(read, load())
    head = [token.i for token in read.tokens if token.text == word][nth]
    found = when(read, timexes, head)
    return found.text if found else None


# --- as written ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end", "timex"),
    [
        ("On March 3, 2020, the envoys met.", "2020-03-03", "2020-03-03", "2020-03-03"),
        ("The envoys met on 3 March 2020.", "2020-03-03", "2020-03-03", "2020-03-03"),
        ("The envoys met on the 3rd of March 2020.", "2020-03-03", "2020-03-03", "2020-03-03"),
        ("The note is dated 13.04.2021 in Vienna.", "2021-04-13", "2021-04-13", "2021-04-13"),
        ("The note is dated 2021-04-13 in Vienna.", "2021-04-13", "2021-04-13", "2021-04-13"),
        ("The envoys met on Monday, March 2, 2020.", "2020-03-02", "2020-03-02", "2020-03-02"),
        ("The forum was held on May 20-21, 2019.", "2019-05-20", "2019-05-21", "2019-05-20/2019-05-21"),
        ("The forum was held on 20-21 May 2019.", "2019-05-20", "2019-05-21", "2019-05-20/2019-05-21"),
        ("The forum ran from May 20 to 21, 2019.", "2019-05-20", "2019-05-21", "2019-05-20/2019-05-21"),
        ("The treaty was signed in February 2019.", "2019-02-01", "2019-02-28", "2019-02"),
        ("The treaty was signed in 2010.", "2010-01-01", "2010-12-31", "2010"),
        ("The treaty was signed in early 2010.", "2010-01-01", "2010-05-02", "2010"),
        ("Exports fell in the third quarter of 2020.", "2020-07-01", "2020-09-30", "2020-Q3"),
        ("Exports fell in the second half of 2020.", "2020-07-01", "2020-12-31", "2020-H2"),
        ("Trust was high in the first half of the 1990s.", "1990-01-01", "1994-12-31", "199"),
        ("Trust was high in the 1990s.", "1990-01-01", "1999-12-31", "199"),
        ("Trust was high in the mid-90s.", "1993-05-02", "1996-08-31", "199"),
        ("They were allies in the summer of 2008.", "2008-06-01", "2008-08-31", "2008-SU"),
        ("They fought over it in the 19th century.", "1800-01-01", "1899-12-31", "18"),
        ("They fought in the second half of the 19th century.", "1850-01-01", "1899-12-31", "18"),
        ("The guests came on Christmas Eve 2019.", "2019-12-24", "2019-12-24", "2019-12-24"),
    ],
)
def test_a_date_as_written_needs_no_anchor(text: str, start: str, end: str, timex: str) -> None:
    found = one(text)
    assert (str(found.start), str(found.end), found.timex, found.anchor) == (start, end, timex, None)
    assert one(text, None) == found


@pytest.mark.parametrize("text", ["The draft is dated February 30, 2020.", "The draft is dated 31.06.2020 here."])
def test_a_day_that_no_calendar_has_is_not_made_up(text: str) -> None:
    assert all(r.precision != "day" for _, _, r in find_dates(text, PUBLISHED))


@pytest.mark.parametrize(("country", "timex"), [("USA", "2021-04-05"), ("GBR", "2021-05-04"), (None, "2021-XX-XX")])
def test_the_order_of_a_slashed_date_is_the_outlets(country: str | None, timex: str) -> None:
    read = parse(
        Article("a_1", "", country, None, None, None, "unknown", "en", None, "none", "news", "", "It came 4/5/2021.")
    )
    assert [each.range.timex for each in find_timexes(read, load())] == [timex]


# --- counted from publication ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end", "timex"),
    [
        ("The minister spoke yesterday.", "2021-04-28", "2021-04-28", "2021-04-28"),
        ("The minister spoke last night.", "2021-04-28", "2021-04-28", "2021-04-28TNI"),
        ("The minister speaks tonight.", "2021-04-29", "2021-04-29", "2021-04-29TNI"),
        ("The minister spoke on Tuesday.", "2021-04-27", "2021-04-27", "2021-04-27"),
        ("The minister spoke on Friday.", "2021-04-23", "2021-04-23", "2021-04-23"),
        ("The minister will speak on Friday.", "2021-04-30", "2021-04-30", "2021-04-30"),
        ("The vote is on Sunday.", "2021-05-02", "2021-05-02", "2021-05-02"),
        ("A vote this Sunday?", "2021-05-02", "2021-05-02", "2021-05-02"),
        ("The minister is expected to speak on Friday.", "2021-04-30", "2021-04-30", "2021-04-30"),
        ("A speech was planned for Friday.", "2021-04-30", "2021-04-30", "2021-04-30"),
        ("The minister spoke last Friday.", "2021-04-23", "2021-04-23", "2021-04-23"),
        ("The talks will be held the week of June 14.", "2021-06-14", "2021-06-20", "2021-W24"),
        ("The ministers met last week.", "2021-04-19", "2021-04-25", "2021-W16"),
        ("They talked over the last week.", "2021-04-22", "2021-04-29", "P1W"),
        ("They met in the last week of March.", "2021-03-25", "2021-03-31", "2021-W12"),
        ("They will meet in the first week of May.", "2021-05-01", "2021-05-07", "2021-W18"),
        ("The ministers will meet next month.", "2021-05-01", "2021-05-31", "2021-05"),
        ("The ministers will meet at the end of May.", "2021-05-22", "2021-05-31", "2021-05"),
        ("They will meet in the first half of June.", "2021-06-01", "2021-06-15", "2021-06"),
        ("The call is set for next Tuesday, May 4.", "2021-05-04", "2021-05-04", "2021-05-04"),
        ("The ministers met in mid-June.", "2020-06-11", "2020-06-20", "2020-06"),
        ("The ministers met late last year.", "2020-09-01", "2020-12-31", "2020"),
        ("The ministers met earlier this month.", "2021-04-01", "2021-04-29", "2021-04"),
        ("The ministers will meet later this year.", "2021-04-29", "2021-12-31", "2021"),
        ("The summit is expected this summer.", "2021-06-01", "2021-08-31", "2021-SU"),
        ("The summit was held last winter.", "2020-12-01", "2021-02-28", "2020-WI"),
        ("The summit was held in November.", "2020-11-01", "2020-11-30", "2020-11"),
        ("The summit will be held in November.", "2021-11-01", "2021-11-30", "2021-11"),
        ("They called each other on April 13.", "2021-04-13", "2021-04-13", "2021-04-13"),
        ("They said the call would be held on April 20.", "2021-04-20", "2021-04-20", "2021-04-20"),
        ("They called each other on December 30.", "2020-12-30", "2020-12-30", "2020-12-30"),
        ("He resigned three days ago.", "2021-04-26", "2021-04-26", "2021-04-26"),
        ("He resigned a couple of weeks ago.", "2021-04-05", "2021-04-18", "2021-W15"),
        ("He resigned two years ago.", "2019-01-01", "2019-12-31", "2019"),
        ("They have talked for the past two months.", "2021-02-28", "2021-04-29", "P2M"),
        ("The talks may be repeated in a month or two.", "2021-05-29", "2021-06-29", "P2M"),
        ("They must answer within 30 days.", "2021-04-29", "2021-05-29", "P30D"),
        ("They will answer within days.", "2021-04-29", "None", "PXD"),
        ("They will answer in the coming weeks.", "2021-04-29", "None", "PXW"),
        ("The sides are talking now.", "2021-04-29", "2021-04-29", "PRESENT_REF"),
        ("The embassy closed recently.", "None", "2021-04-29", "PAST_REF"),
    ],
)
def test_a_relative_date_counts_from_publication(text: str, start: str, end: str, timex: str) -> None:
    found = one(text)
    assert (str(found.start), str(found.end), found.timex, found.anchor) == (start, end, timex, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("The minister spoke yesterday.", "XXXX-XX-XX"),
        ("The minister spoke on Monday.", "XXXX-WXX-1"),
        ("The ministers met last week.", "XXXX-WXX"),
        ("The ministers met in June.", "XXXX-06"),
        ("The ministers met on June 4.", "XXXX-06-04"),
        ("The ministers met last summer.", "XXXX-SU"),
    ],
)
def test_without_a_publication_day_a_relative_date_stays_unresolved(text: str, timex: str) -> None:
    found = one(text, None)
    assert (found.start, found.end, found.anchor, found.timex) == (None, None, None, timex)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They must leave by May 5.", "None", "2021-05-05"),
        ("The border stays shut until the end of May.", "None", "2021-05-31"),
        ("They have quarrelled since 2014.", "2014-01-01", "None"),
        ("By Tuesday he must leave.", "None", "2021-05-04"),
        ("They left before the end of June 2020.", "None", "2020-06-30"),
        ("They left before June 2, 2020.", "None", "2020-06-01"),
        ("They left after June 2, 2020.", "2020-06-03", "None"),
        ("They extended the deadline until Monday.", "None", "2021-05-03"),
        ("After the vote on Monday, 26 members left.", "2021-04-26", "2021-04-26"),
        ("After Monday's vote, 26 members left.", "2021-04-26", "2021-04-26"),
    ],
)
def test_a_preposition_leaves_one_side_open(text: str, start: str, end: str) -> None:
    assert days(text) == (start, end)


def test_both_halves_of_from_and_to_hold_the_whole_interval() -> None:
    found = [r for _, _, r in find_dates("He travelled from last Monday to Wednesday.", PUBLISHED)]
    assert {(str(r.start), str(r.end)) for r in found} == {("2021-04-26", "2021-04-28")}


@pytest.mark.parametrize(
    ("text", "timex", "precision"),
    [
        ("They talked for nearly two hours.", "PT2H", "duration"),
        ("They talked for half an hour.", "PT30M", "duration"),
        ("They talked for 3 hours and 40 minutes.", "PT3H40M", "duration"),
        ("They talked for two to three weeks.", "P2W", "duration"),
        ("They talked for two and a half years.", "P2Y6M", "duration"),
        ("They quarrelled for several months.", "PXM", "duration"),
        ("They meet every year.", "P1Y", "set"),
        ("They meet every other week.", "P2W", "set"),
        ("They meet every Friday.", "XXXX-WXX-5", "set"),
        ("They meet twice a month.", "P1M", "set"),
    ],
)
def test_lengths_and_sets_have_no_days(text: str, timex: str, precision: str) -> None:
    found = one(text)
    assert (found.timex, found.precision, found.start, found.end) == (timex, precision, None, None)


@pytest.mark.parametrize(
    ("text", "timexes"),
    [
        ("It struck between August and December 2016.", ["2016-08", "2016-12"]),
        ("It struck on March 3 and April 4, 2016.", ["2016-03-03", "2016-04-04"]),
        ("It struck from November to January 2016.", ["2015-11/2016-01"]),
    ],
)
def test_a_year_is_shared(text: str, timexes: list[str]) -> None:
    assert [r.timex for _, _, r in find_dates(text, PUBLISHED)] == timexes


def test_last_week_is_on_a_sunday_the_week_that_ends() -> None:
    sunday = dt.date(2021, 5, 2)
    assert [r.timex for _, _, r in find_dates("They met last week.", sunday)] == ["2021-W17"]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("It opens at 5 p.m. Eastern time on Friday, April 30.", "2021-04-30T17:00"),
        ("It opened at 9:30 a.m. local time Monday.", "2021-04-26T09:30"),
        ("It opened at 1100 GMT on Monday.", "2021-04-26T11:00"),
        ("It opened at 12.01 a.m. on Monday.", "2021-04-26T00:01"),
        ("It opened at noon on Monday.", "2021-04-26T12:00"),
        ("They extended the deadline until 9 a.m. Tuesday.", "2021-05-04T09:00"),
    ],
)
def test_an_hour_in_its_zone(text: str, timex: str) -> None:
    assert one(text).timex == timex


def test_an_hour_and_its_day_are_one_expression() -> None:
    found = one("The envoys arrived at 9:30 a.m. on Tuesday.")
    assert (found.timex, str(found.start), found.text) == ("2021-04-27T09:30", "2021-04-27", "9:30 a.m. on Tuesday")


@pytest.mark.parametrize(
    ("text", "covered", "timex"),
    [
        ("They held a five-hour meeting.", "five-hour", "PT5H"),
        ("Earlier in the day he met the king.", "Earlier in the day", "2021-04-29"),
        ("He was silent for the last half century.", "the last half century", "P50Y"),
        ("It is the first victory in 20 years.", "20 years", "P20Y"),
        ("Sales fell during the 2012 fiscal year.", "the 2012 fiscal year", "2012"),
        ("They march each night.", "each night", "XXXX-XX-XXTNI"),
        ("They met two or three months ago.", "two or three months ago", "2021-02"),
        ("They have met for at least the past two years.", "at least the past two years", "P2Y"),
        ("He came on Mon Apr 26, 2021.", "Mon Apr 26, 2021", "2021-04-26"),
        ("He wrote a two-and-a-half-year plan.", "two-and-a-half-year", "P2Y6M"),
        ("He lived there for about two years.", "about two years", "P2Y"),
        ("He stayed for no more than ten days.", "no more than ten days", "P10D"),
        ("He talked over two months ago.", "over two months ago", "2021-02"),
        ("The plan took nearly half a century.", "nearly half a century", "P50Y"),
        ("In the nine months, sales fell.", "the nine months", "P9M"),
        ("The third-quarter loss grew.", "third-quarter", "2020-Q3"),
        ("The loss grew in the fiscal third quarter.", "the fiscal third quarter", "2020-Q3"),
        ("Sales rose in fiscal 2019.", "fiscal 2019", "2019"),
        ("Sales rose in the current fiscal year.", "the current fiscal year", "2021"),
        ("Sales rose in the quarter.", "the quarter", "2021-Q1"),
        ("Sales rose for the year.", "the year", "2021"),
        ("Sales rose in the year ended long ago.", "the year", "P1Y"),
        ("Sales rose in recent years.", "recent years", "PAST_REF"),
        ("Sales will rise in coming months.", "coming months", "FUTURE_REF"),
        ("Sales rose this past winter.", "this past winter", "2020-WI"),
        ("Sales rose in mid-afternoon yesterday.", "mid-afternoon yesterday", "2021-04-28TAF"),
        ("They meet every Sunday night.", "every Sunday night", "XXXX-WXX-7TNI"),
        ("The March summit failed.", "March", "2021-03"),
        ("He called two hours ago.", "two hours ago", "PT2H"),
        ("He left a day before the others met.", "a day", "P1D"),
    ],
)
def test_what_belongs_to_an_expression(text: str, covered: str, timex: str) -> None:
    found = one(text)
    assert (found.text, found.timex) == (covered, timex)


def test_a_year_earlier_is_the_same_quarter_of_the_year_before() -> None:
    text = "Sales fell in the fourth quarter of 2019. In the year-ago period they rose. They had fallen a year earlier."
    assert [r.timex for _, _, r in find_dates(text, PUBLISHED)] == ["2019-Q4", "2018-Q4", "2018-Q4"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("During a trip in September he met the king.", 2020),
        ("During a trip in September he will meet the king.", 2021),
        ("In September he met the king.", 2020),
        ("The case is heard in September.", 2021),
        ("They scheduled a hearing for September 9.", 2021),
        ("They have been at odds since September.", 2020),
        ("The order issued in September failed.", 2020),
        ("In this September 9, 2020, picture he speaks.", 2020),
        ("The fiscal year ended September 30.", 2020),
    ],
)
def test_the_verb_decides_the_year_of_a_month(text: str, year: int) -> None:
    found = find_dates(text, PUBLISHED)[-1][2]
    assert found.start is not None
    assert (found.start.year, found.start.month) == (year, 9)


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Theresa May resigned.",
        "The May government fell.",
        "He wrote in the last week of the war.",
        "They led in the second half of the game.",
        "The star is two billion years old.",
        "The star is 400 light years off.",
        "He is in his early 40s.",
        "All over-60s may come.",
        "One day it will end.",
        "The Good Friday Agreement held.",
        "He leads the Tuesday Group.",
        "He spoke on the program This Week again.",
        "The French daily Le Monde said so.",
        "Those days had no end.",
        "Listen 3:26 here.",
        "They led 1700 soldiers.",
        "It costs two dollars a week.",
        "It is the second victory in as many months.",
        "Hundreds of years have made it so.",
        "They work in a half dozen states.",
        "The Communist Party chief saw High Noon.",
        "They may agree and march on.",
        "The prisoner is a 44-year-old man.",
        "About 2,000 people came, 1700 percent more.",
        "A fall in prices helped them.",
        "Jan Kavan spoke for them.",
        "It follows from 50 U.S.C. 1701 that they must.",
        "The Prague Spring was crushed.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


# --- counted from what was named ------------------------------------------------------------------------------


def test_the_day_before_counts_from_the_day_last_named_in_the_passage() -> None:
    found = find_dates("On April 20 the court sat. The day before, the envoy had left.", PUBLISHED)
    assert [str(r.start) for _, _, r in found] == ["2021-04-20", "2021-04-19"]
    assert found[1][2].anchor == dt.date(2021, 4, 20)


def test_after_a_heading_the_day_before_counts_from_publication() -> None:
    text = "On April 20 the court sat in the capital.\n\nA cold reply\n\nThe day before, the envoy said he would leave."
    assert [str(r.start) for _, _, r in find_dates(text, PUBLISHED)] == ["2021-04-20", "2021-04-28"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("In 2012 they signed. That April the envoy left.", "2012-04-01"),
        ("In 2012 they signed. That summer the envoy left.", "2012-06-01"),
        ("On April 20 the court sat. The next day the envoy left.", "2021-04-21"),
        ("On April 20 the court sat. Two days later the envoy left.", "2021-04-22"),
        ("On April 20 the court sat. On the same day the envoy left.", "2021-04-20"),
        ("On April 20 the court sat. Three days earlier the envoy had left.", "2021-04-17"),
        ("In 2015 they signed. The next year the envoy left.", "2016-01-01"),
        ("In 2015 they signed. The following year the envoy left.", "2016-01-01"),
    ],
)
def test_a_narrative_date_counts_from_what_was_named(text: str, start: str) -> None:
    assert str(find_dates(text, PUBLISHED)[-1][2].start) == start


def test_the_day_before_an_event_without_a_day_is_left_alone() -> None:
    assert find_dates("The envoy left the day before the vote was held.", PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("On April 20 the court sat. The next morning the envoy left.", "2021-04-21TMO"),
        ("The next morning the envoy left.", "XXXX-XX-XX"),
        ("The prices fell. Some 20 years later they rose.", "P20Y"),
    ],
)
def test_what_follows_needs_a_day_to_follow(text: str, timex: str) -> None:
    assert find_dates(text, PUBLISHED)[-1][2].timex == timex


def test_that_day_needs_a_day() -> None:
    assert find_dates("You read the news, and that day you sell.", PUBLISHED) == []


# --- terms in office --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end", "text_of"),
    [
        ("After Biden's inauguration the allies wrote.", "2021-01-20", "None", "After Biden's inauguration"),
        ("Since taking office, Joe Biden has been clear.", "2021-01-20", "None", "Since taking office"),
        ("Joe Biden wrote two days after taking office.", "2021-01-22", "2021-01-22", "two days after taking office"),
        ("They met before Biden took office.", "None", "2021-01-20", "before Biden took office"),
        ("At his inauguration Joe Biden spoke.", "2021-01-20", "2021-01-20", "At his inauguration"),
        ("After his inauguration Joe Biden called Vladimir Putin.", "2021-01-20", "None", "After his inauguration"),
        ("On his first day in office Joe Biden wrote.", "2021-01-20", "2021-01-20", "On his first day in office"),
        ("They hoped for much when Trump took office.", "2017-01-20", "2017-01-20", "when Trump took office"),
    ],
)
def test_a_term_in_office_gives_the_day(text: str, start: str, end: str, text_of: str) -> None:
    found = one(text)
    assert (str(found.start), str(found.end), found.text) == (start, end, text_of)
    assert found.anchor in (dt.date(2017, 1, 20), dt.date(2021, 1, 20))


def test_a_couple_of_weeks_are_two_or_three() -> None:
    found = one("Joe Biden called a couple of weeks after taking office.")
    assert (str(found.start), str(found.end), found.timex) == ("2021-02-01", "2021-02-14", "2021-W05")


def test_a_length_counts_from_the_day_named_after_it() -> None:
    found = find_dates("The envoys left ten days before the June 16 summit.", PUBLISHED)
    assert [str(r.start) for _, _, r in found] == ["2021-06-06", "2021-06-16"]


def test_the_day_after_a_length_may_stand_some_words_on() -> None:
    found = find_dates("A week after the expulsion of ten diplomats on April 15, he answered.", PUBLISHED)
    assert [str(r.start) for _, _, r in found] == ["2021-04-19", "2021-04-15"]


def test_a_term_of_somebody_unknown_gives_no_day() -> None:
    assert find_dates("After Zorblatt's inauguration the allies wrote.", PUBLISHED) == []


@pytest.mark.parametrize(
    "text", ["", " \n", "²³ May", "0000-00-00", "9000 years from now", "٣ ٢٠٢١", "1/1/1", "in 1 or 2"]
)
def test_odd_text_is_read_without_a_fault(text: str) -> None:
    assert all(r.start is None or r.end is None or r.start <= r.end for _, _, r in find_dates(text, PUBLISHED))


# --- events that the article or the data dates --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end", "text_of"),
    [
        (
            "The summit will be held on June 16. On the eve of the summit the envoys met.",
            "06-15",
            "06-15",
            "On the eve of",
        ),
        (
            "The presidents held a call on April 13. Two days after the call he left.",
            "04-15",
            "04-15",
            "Two days after",
        ),
        ("The presidents spoke on April 13. After the call the court was silent.", "04-13", None, "After the call"),
        ("The April 13 call was long. The day before the call, he left.", "04-12", "04-12", "The day before the call"),
        (
            "The vote, scheduled for May 2, may fail. He comes back after the vote.",
            "05-02",
            None,
            "after the vote",
        ),
        ("The ministers met on April 20. Since the meeting he was silent.", "04-20", None, "Since the meeting"),
        (
            "They fired at the port on April 20. The strike on April 21 was worse. He spoke after the strike.",
            "04-21",
            None,
            "after the strike",
        ),
    ],
)
def test_an_event_that_the_article_dates_is_counted_from(text: str, start: str, end: str | None, text_of: str) -> None:
    found = find_dates(text, PUBLISHED)[-1][2]
    assert (str(found.start), str(found.end)) == (f"2021-{start}", f"2021-{end}" if end else "None")
    assert found.text.startswith(text_of)


def test_an_event_may_be_dated_below() -> None:
    found = find_dates("He left ten days before the summit. The summit is planned for June 16.", PUBLISHED)
    assert [str(r.start) for _, _, r in found] == ["2021-06-06", "2021-06-16"]


@pytest.mark.parametrize(
    "text",
    [
        "The call on April 13 was long. He left after a call.",
        "The call on April 13 was long. He left after the call with the queen.",
        "The first summit was held on April 13. He left after the second summit.",
        "He left after the vote.",
        "The votes on April 13 and April 14 failed. He left before the treaty.",
        "The attacks on April 13 failed. He left before the attack.",
        "The attack on September 11, 2001, shocked all. He left after the attack.",
    ],
)
def test_another_event_is_not_counted_from(text: str) -> None:
    assert all(
        "he left" not in r.text.lower() and " the " not in f" {r.text} " for _, _, r in find_dates(text, PUBLISHED)
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They have not met since the annexation of Crimea.", "2014-03-18", "None"),
        ("He resigned ten days after the 9/11 attacks.", "2001-09-21", "2001-09-21"),
        ("He was calm on the eve of the Helsinki summit.", "2018-07-15", "2018-07-15"),
        ("He came two days after the 2016 U.S. presidential election.", "2016-11-10", "2016-11-10"),
        ("They met before the 2016 US election.", "None", "2016-11-08"),
    ],
)
def test_an_event_that_the_data_dates_is_counted_from(text: str, start: str, end: str) -> None:
    assert days(text) == (start, end)


def test_the_article_knows_its_events_best() -> None:
    text = "The Helsinki summit was held on April 20. He left after the Helsinki summit."
    assert [str(r.start) for _, _, r in find_dates(text, PUBLISHED)] == ["2021-04-20", "2021-04-20"]


def test_an_event_of_the_data_that_was_yet_to_come_is_not_counted_from() -> None:
    assert find_dates("They quarrelled before the annexation of Crimea.", dt.date(2010, 1, 1)) == []


def test_the_inauguration_is_that_of_the_president_named_above() -> None:
    found = find_dates("Joe Biden won the vote.\n\nThe allies wrote two days after the inauguration.", PUBLISHED)
    assert [str(r.start) for _, _, r in found] == ["2021-01-22"]


@pytest.mark.parametrize("published", [dt.date(1, 1, 5), dt.date(9999, 12, 30)])
def test_what_lies_off_the_calendar_is_left_out(published: Day) -> None:
    text = "They met 30 years ago, in the last quarter and last spring; they will meet next Friday and in 90 years."
    assert all(r.start is None or r.end is None or r.start <= r.end for _, _, r in find_dates(text, published))


# --- what cannot be ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The summit could take place in June 2020.",
        "The summit is planned for June 2020.",
        "The summit will be held in June 2020.",
        "The sides are expected to meet in June 2020.",
    ],
)
def test_a_plan_that_lies_before_its_report_is_flagged(text: str) -> None:
    found = one(text)
    assert found.flag == "impossible"
    assert (found.timex, found.likely) == ("2020-06", (dt.date(2021, 6, 1), dt.date(2021, 6, 30)))


def test_the_likely_year_is_the_next_where_the_month_is_over() -> None:
    assert one("The summit could take place in January 2020.").likely == (dt.date(2022, 1, 1), dt.date(2022, 1, 31))


@pytest.mark.parametrize(
    "text",
    [
        "The summit took place in June 2020.",
        "The summit was planned for June 2020.",
        "The summit could have taken place in June 2020.",
        "Nobody could travel in June 2020.",
        "The summit could take place in June 2022.",
        "The summit could not take place in June 2020.",
        "The summit will be held in June.",
        "He would be elected in June 2020.",
    ],
)
def test_what_can_be_is_not_flagged(text: str) -> None:
    assert one(text).flag is None


# --- which date says when ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("On April 13, the presidents held a call.", "held", "April 13"),
        ("The presidents held a call on April 13.", "held", "April 13"),
        ("On Monday he came to Oslo, met the king and left on Tuesday.", "met", "Monday"),
        ("On Monday he came to Oslo, met the king and left on Tuesday.", "left", "Tuesday"),
        ("He signed it on the night of April 13.", "signed", "April 13"),
        ("The April 13 call was long.", "call", "April 13"),
        ("The envoy said on Friday he was ready.", "said", "Friday"),
        ("The envoy said on Friday he was ready.", "was", None),
        ("The envoy said that the talks failed last year.", "said", None),
        ("The envoy said that the talks failed last year.", "failed", "last year"),
        ("The envoy praised the 2010 treaty.", "praised", None),
        ("They meet every year.", "meet", None),
        ("He said at a briefing on Monday that it works.", "said", "Monday"),
        ("He said after a meeting last week that it works.", "said", None),
        ("On Monday he said that they had offered it, but she refused.", "refused", None),
    ],
)
def test_when_keeps_to_the_clause(text: str, word: str, expected: str | None) -> None:
    assert dated(text, word) == expected


# --- properties ---------------------------------------------------------------------------------------------------

SHIFTING = (
    "He came yesterday.",
    "He comes tomorrow.",
    "He came four days ago.",
    "He came today.",
    "It fell last night.",
)
WEEKLY = ("He came on Tuesday.", "He will come on Tuesday.", "They met last week.", "They will meet next week.")
ANY = (
    *SHIFTING,
    *WEEKLY,
    "It fell in May.",
    "It will be held at the end of June.",
    "They met last winter.",
    "It was 2010.",
)


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(0, 400), st.sampled_from(SHIFTING))
def test_relative_days_shift_with_publication(on: Day, by: int, text: str) -> None:
    away = dt.timedelta(by)
    first, second = one(text, on), one(text, on + away)
    assert first.start and second.start
    assert second.start - first.start == away


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(0, 60), st.sampled_from(WEEKLY))
def test_weekdays_and_weeks_shift_by_weeks(on: Day, by: int, text: str) -> None:
    away = dt.timedelta(7 * by)
    first, second = one(text, on), one(text, on + away)
    assert first.start and second.start
    assert second.start - first.start == away


@settings(max_examples=60, deadline=None)
@given(DAYS, st.lists(st.sampled_from(ANY), min_size=1, max_size=4))
def test_spans_cut_out_their_text_and_start_comes_first(on: Day, sentences: list[str]) -> None:
    text = " ".join(sentences)
    found = find_dates(text, on)
    assert found
    for start, end, each in found:
        assert text[start:end] == each.text
        assert each.start is None or each.end is None or each.start <= each.end


@given(DAYS, st.sampled_from(sorted(cal.PRECISION)))
def test_a_period_holds_its_day(on: Day, unit: str) -> None:
    period = cal.around(on, unit)
    assert period.start and period.end
    assert period.start <= on <= period.end or unit == "WE"


@given(DAYS, st.integers(-600, 600))
def test_months_added_and_taken_away(on: Day, count: int) -> None:
    there = cal.add_months(on, count)
    assert (there.year - on.year) * 12 + there.month - on.month == count
    assert there.day == on.day or there == cal.end_of_month(there)


@given(DAYS, st.sampled_from(["START", "MID", "END"]), st.sampled_from(["W", "M", "Q", "Y", "DE"]))
def test_a_part_lies_inside_its_period(on: Day, edge: str, unit: str) -> None:
    whole = cal.around(on, unit)
    part = cal.part(whole, edge)
    assert whole.start and whole.end and part.start and part.end
    assert whole.start <= part.start <= part.end <= whole.end


@pytest.mark.parametrize(("year", "day"), [(2021, "2021-04-04"), (2000, "2000-04-23"), (1999, "1999-04-04")])
def test_easter(year: int, day: str) -> None:
    assert str(cal.easter(year)) == day


# --- the data -------------------------------------------------------------------------------------------------------


def test_every_rule_has_a_meaning() -> None:
    assert {rule.meaning for rule in rules()} - {"modifier"} == set(MEANINGS)


def test_every_holiday_has_a_day() -> None:
    assert all(cal.holiday(row["day"], 2021).year == 2021 for row in rows("dates_holidays"))


@given(st.integers(0, 99999), st.sampled_from(["", "th", "s"]))
def test_every_numeral_has_a_letter(number: int, suffix: str) -> None:
    values = numeral(f"{number}{suffix}")
    assert frozenset(values) in alphabet() or not values


@pytest.mark.parametrize("pattern", ["[ab]?(?:[c]|[d][e])[f]", "(?P<x>[a])*[b]+[c]"])
def test_opening_is_what_a_match_may_begin_with(pattern: str) -> None:
    words = ["af", "acf", "bcf", "cf", "def", "ef", "ab", "bc", "abc", "c", "f"]
    begun = {word[0] for word in words if re.match(pattern, word)}
    assert begun <= opening(pattern) <= set("abcdef")


# --- the benchmark --------------------------------------------------------------------------------------------------

TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>x</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2021-04-29" functionInDocument="CREATION_TIME">April 29</TIMEX3></DCT>
<TEXT>
The envoy <EVENT eid="e1">came</EVENT> <TIMEX3 tid="t1" type="DATE" value="2021-04-28">yesterday</TIMEX3> and stayed.
</TEXT></TimeML>"""


def measure(path: Path) -> subprocess.CompletedProcess[str]:
    script = Path(__file__).parents[1] / "benchmarks" / "dates.py"
    return subprocess.run([sys.executable, script, path], capture_output=True, text=True, check=False)


def test_the_benchmark_scores_a_timeml_file(tmp_path: Path) -> None:
    (tmp_path / "one.tml").write_text(TIMEML, encoding="utf-8")
    done = measure(tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^value +100\.0 +100\.0 +100\.0", done.stdout, re.M)


def test_the_benchmark_takes_a_file_and_nested_folders(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "one.tml").write_text(TIMEML, encoding="utf-8")
    (tmp_path / "two.tml").write_text(TIMEML.replace("yesterday", "then"), encoding="utf-8")
    assert "1 documents, 1 gold expressions, 1 found" in measure(deep / "one.tml").stdout
    assert "2 documents, 2 gold expressions, 1 found" in measure(tmp_path).stdout


@pytest.mark.parametrize(
    "broken", ["<TimeML><TEXT>cut", "<TimeML></TimeML>", TIMEML.replace("2021-04-29", "2021-13-29")]
)
def test_the_benchmark_names_a_file_that_is_no_timeml(tmp_path: Path, broken: str) -> None:
    (tmp_path / "good.tml").write_text(TIMEML, encoding="utf-8")
    (tmp_path / "bad.tml").write_text(broken, encoding="utf-8")
    done = measure(tmp_path)
    assert (done.returncode, "bad.tml" in done.stderr) == (1, True)
    assert "1 documents, 1 gold expressions" in done.stdout


def test_a_timex_is_a_row_of_plain_values() -> None:
    assert Timex._fields == ("start", "end", "first", "last", "head", "range")
