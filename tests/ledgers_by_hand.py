"""Ledgers filled without reading a text: reports made by hand, and what people and other programs add to them."""

import datetime as dt
from dataclasses import replace

from reports_by_hand import Report, day, state

from detente.articles import identity
from detente.records import Findings, Pattern, Reading, Tally
from detente.store import FINDINGS

USA, RUS = state("USA"), state("RUS")
NOON = dt.datetime(2021, 6, 1, 12, tzinfo=dt.UTC)


def fixed(report: Report, genre: str = "news") -> Findings:
    """The findings of a report, its article under the id that such a report has."""
    found = report.findings
    id_, version = identity(found.article.outlet, None, found.article.text, found.article.published)
    article = replace(found.article, id=id_, version=version, genre=genre)
    tables = (tuple(replace(row, article=id_) for row in getattr(found, table)) for table in FINDINGS)
    return Findings(article, *tables)


def read_by(found: Findings, reader: str = "detente-0.1.0", at: dt.datetime = NOON) -> tuple[Findings, Reading]:
    """A reading of a report with what it found."""
    counts = tuple(Tally(table, len(getattr(found, table))) for table in FINDINGS)
    return found, Reading(found.article.id, reader, "lexicon", "model", counts, at, True)


def reports() -> tuple[Findings, ...]:
    """Two outlets tell of a threat and of what came after it."""
    first = Report("Neva", "RUS", "2021-04-02")
    said = first.statement("The minister said so.", RUS)
    first.proposition(
        "threat",
        RUS,
        USA,
        "Russia will expel ten diplomats",
        Pattern(("SANCTION",), "RUS", "USA", None),
        "new sanctions are imposed",
        Pattern(("COERCE",), "USA", "RUS", None),
        statement=said.id,
        window=day("2021-04-02", "2021-06-30"),
        window_basis="stated",
    )
    second = Report("Post", "USA", "2021-04-20")
    second.event("Russia expelled ten diplomats.", "SANCTION", (RUS,), (USA,), when=day("2021-04-19"), goldstein=-5.0)
    second.event("=2+2 is no formula; the sides met.", "CONSULT", (RUS,), (USA,), when=day("2021-04-18"))
    return fixed(first), fixed(second)
