"""Where events were, how much of them, and which date of a list is theirs."""

from test_events import events_of, only

from detente.records import Magnitude


def test_money_durations_and_compounds_are_counted() -> None:
    aid = only("Norway provided $7 million in aid to Moldova.", "AID")
    assert aid.magnitudes == (Magnitude(7e6, "dollar"),)
    grain = only("Ukraine delivered 500 tonnes of grain to Lebanon.", "AID")
    assert grain.magnitudes == (Magnitude(500, "ton"),)
    moved = only("Russia deployed 3,000 troops to Belarus.", "MOBILIZE")
    assert moved.magnitudes == (Magnitude(3000, "troop"),)
    trip = only("Blinken made a two-day trip to Egypt.", "CONSULT")
    assert trip.magnitudes == (Magnitude(2, "day"),)


def test_a_date_a_share_and_a_window_of_time_are_no_magnitudes() -> None:
    for text, kind in (
        ("The United States condemned the March 21 attack on Georgia by Russia.", "ASSAULT"),
        ("Lavrov and Blinken agreed to talk again in two weeks.", "CONSULT"),
        ("China cooperated with Serbia over the past 30 years.", "COOPERATE"),
    ):
        assert [event.magnitudes for event in events_of(text) if event.type == kind] in ([()], [(), ()])


def test_a_visit_is_where_it_goes_and_talks_are_where_the_others_are() -> None:
    for text, where in (
        ("Lavrov made a visit to Oslo.", "Oslo"),
        ("Blinken met Egyptian officials in Cairo.", "Cairo"),
        ("Lavrov had talks with his Polish counterpart in Geneva.", "Geneva"),
    ):
        found = only(text, "CONSULT").place
        assert found is not None and found.name == where
    assert only("Blinken had talks with Lavrov on the situation in Cairo.", "CONSULT").place is None


def test_a_date_that_opens_an_entry_dates_what_follows() -> None:
    text = "December 7: Blinken’s call with Lavrov - December 9: Blinken’s meeting with Kuleba in Paris."
    assert [str(event.when.start)[5:] for event in events_of(text) if event.when is not None] == ["12-07", "12-09"]
