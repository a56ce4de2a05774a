"""Records written by hand for tests of the rooms that read no text."""

import datetime as dt

from detente.records import (
    Actor,
    Article,
    Event,
    Findings,
    Part,
    Pattern,
    Proposition,
    Reading,
    Statement,
    Tally,
    make_id,
)

NOON = dt.datetime(2021, 6, 1, 12, tzinfo=dt.UTC)


def article(text: str = "Ministers met.", outlet: str = "Herald", day: int = 1, url: str | None = None) -> Article:
    published = dt.date(2021, 5, day)
    return Article(
        id=make_id("articles", outlet, url, text, published),
        outlet=outlet,
        outlet_country="USA",
        url=url,
        title="A title",
        published=published,
        published_basis="stated",
        language="en",
        original_language=None,
        translation="none",
        genre="news",
        version=make_id("articles", text)[2:10],
        text=text,
    )


def state(country: str) -> Actor:
    return Actor(f"state:{country}", country, country, None, f"{country}GOV", country, "GOV", None, "place")


def statement(of: Article, start: int = 0, end: int = 8) -> Statement:
    return Statement(
        id=make_id("statements", of.id, start),
        article=of.id,
        start=start,
        end=end,
        rule="by-hand",
        score=0.9,
        speaker=state("USA"),
        source_span=None,
        cue_span=None,
        spans=((start, end),),
        kind="direct",
        wording="verbatim",
        act="assert",
        parent=None,
        addressee=None,
        said_on=None,
        venue=None,
        topics=("cyber",),
    )


def event(of: Article, start: int = 0, kind: str = "CONSULT") -> Event:
    return Event(
        id=make_id("events", of.id, start, kind),
        article=of.id,
        start=start,
        end=len(of.text),
        rule="by-hand",
        score=0.8,
        type=kind,
        mode=None,
        contexts=(),
        source=(state("USA"),),
        target=(state("RUS"),),
        symmetric=kind == "CONSULT",
        initiator=None,
        when=None,
        place=None,
        magnitudes=(),
        modality="actual",
        negated=False,
        stance="asserted",
        asserted_by=None,
        within=None,
        cameo="040",
        goldstein=1.0,
    )


def proposition(of: Article, start: int = 0) -> Proposition:
    return Proposition(
        id=make_id("propositions", of.id, start),
        article=of.id,
        start=start,
        end=len(of.text),
        rule="by-hand",
        score=0.7,
        statement=None,
        kind="threat",
        force="commit",
        valence="harm",
        maker=state("USA"),
        addressee=state("RUS"),
        condition=None,
        outcome=Part("sanctions", None, None, Pattern(("SANCTION",), "USA", "RUS", None)),
        window=None,
        window_basis="none",
        strength="will",
        testable=True,
        why_not=None,
    )


def findings(of: Article) -> Findings:
    return Findings(of, (statement(of),), (event(of),), (proposition(of),))


def reading(of: Article, reader: str = "detente-1", at: dt.datetime = NOON) -> Reading:
    return Reading(
        of.id,
        reader,
        "lexicon-1",
        "model-1",
        tuple(Tally(table, 1) for table in ("statements", "events", "propositions")),
        at,
        True,
    )
