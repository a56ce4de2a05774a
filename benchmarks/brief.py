"""CPU time of drawing the brief of a large ledger: made-up reports with ten events and ten statements each, all of one
relation, so that every row is one that the brief weighs. Facts, cases and verdicts are the view's work, drawn before.

    python benchmarks/brief.py [--reports N]
"""

import argparse
import datetime as dt
import platform
import time

from detente.book.view import View
from detente.brief import summarize
from detente.records import Actor, Article, Event, Statement, make_id

EACH = 10  # events, and statements, of a report
START = dt.date(2015, 1, 1)


def main() -> None:
    """Print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=3000)
    reports = parser.parse_args().reports
    view = made_up(reports)
    assert view.facts
    assert view.verdicts == ()
    assert view.rows
    began = time.process_time()
    summarize(view)
    took = time.process_time() - began
    print(f"{reports:,} reports, {len(view.events):,} events, {len(view.statements):,} statements: {took:.1f} s of CPU")
    print(f"Python {platform.python_version()}, {platform.machine()}")


def made_up(reports: int) -> View:
    """Return a view of so many reports, two a day."""
    articles, events, statements = {}, [], []
    for number in range(reports):
        lines = [f"The United States sanctioned Russia over cyberattacks, part {n} of {number}." for n in range(EACH)]
        lines += [f"We condemn the cyberattacks and the sanctions, she said for time {n}." for n in range(EACH)]
        article = _article(number, "\n".join(lines))
        articles[article.id] = article
        at = 0
        for n, line in enumerate(lines):
            span = at, at + len(line)
            at += len(line) + 1
            if n < EACH:
                events.append(_event(article, span, "COERCE" if n % 2 else "ACCUSE"))
            else:
                statements.append(_statement(article, span))
    return View(None, None, articles, (), tuple(statements), tuple(events), (), (), (), (), ())


def _who(country: str, named: str = "place") -> Actor:
    return Actor(f"state:{country}", country, country, None, f"{country}GOV", country, "GOV", None, named)  # type: ignore[arg-type]


def _article(number: int, text: str) -> Article:
    day = START + dt.timedelta(number // 2)
    return Article(
        make_id("articles", number), "Example Herald", "USA", None, None, day, "stated", "en", None, "none", "news",
        make_id("articles", text)[2:10], text,
    )  # fmt: skip


def _event(article: Article, span: tuple[int, int], kind: str) -> Event:
    return Event(
        make_id("events", article.id, span[0]), article.id, *span, "made up", 0.9, kind, None, (), (_who("USA"),),
        (_who("RUS"),), False, None, None, None, (), "actual", False, "asserted", None, None, None, -8.0,
    )  # fmt: skip


def _statement(article: Article, span: tuple[int, int]) -> Statement:
    return Statement(
        make_id("statements", article.id, span[0]), article.id, *span, "made up", 0.9, _who("USA", "person"), None,
        None, (span,), "indirect", "paraphrase", "assert", None, None, None, None, ("cyber",),
    )  # fmt: skip


if __name__ == "__main__":
    main()
