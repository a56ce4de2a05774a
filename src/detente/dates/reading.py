"""The way through the room: expressions of each sentence, in order, with what was named before them."""

from detente.dates.attach import Timex
from detente.dates.calendar import Period
from detente.dates.expressions import Expression, find_expressions, mean
from detente.dates.happenings import find_edges_of_events, find_happenings
from detente.dates.joining import Read, joined
from detente.dates.terms import Edge, find_edges
from detente.lexicon import Lexicon
from detente.records import Article, DateRange, Day, Precision
from detente.sentences import Document, Sentence

NAMING = frozenset(
    (
        "day_word",
        "calendar",
        "numeric",
        "weekday",
        "weekday_of",
        "month_of",
        "relative",
        "narrative",
        "earlier",
        "ago",
        "holiday",
        "part_of_year",
        "the_unit",
    )
)
REACH = 3


def find_dates(text: str, published: Day | None = None) -> list[tuple[int, int, DateRange]]:
    """Return the dates of a text as (start, end, range), offsets in ``text``.

    Relative expressions count from ``published``; without it they stay unresolved (no days, no anchor).
    """
    from detente.lexicon import load
    from detente.sentences import parse

    article = Article(
        "a_text",
        "",
        None,
        None,
        None,
        published,
        "stated" if published else "unknown",
        "en",
        None,
        "unknown",
        "news",
        "",
        text,
    )
    return [(each.start, each.end, each.range) for each in find_timexes(parse(article), load())]


def find_timexes(document: Document, lexicon: Lexicon) -> tuple[Timex, ...]:
    """Return the dated expressions of the whole document in order, resolved against its day of publication."""
    found: list[list[Timex]] = []
    sources: list[tuple[list[Read], list[Edge]]] = []
    passage = Passage(document)
    for sentence in document.sentences:
        passage.enter(sentence)
        read: list[Read] = []
        for expression in find_expressions(document, sentence):
            meaning = mean(document, expression, document.article.published, passage.named)
            if meaning is None:
                continue
            read.append((expression, meaning))
            passage.name(expression, meaning.period)
        edges = find_edges(document, sentence, lexicon)
        found.append(joined(document, read, edges))
        sources.append((read, edges))
    happenings = find_happenings(document, [each for timexes in found for each in timexes])
    for i, counted in find_edges_of_events(document, happenings).items():
        read, edges = sources[i]
        found[i] = joined(document, read, edges + counted)
    return tuple(sorted((each for timexes in found for each in timexes), key=lambda each: (each.start, each.end)))


class Passage:
    """What a narrative expression ("the day before") counts from: the period last named since the last heading."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.periods: dict[Precision, tuple[int, Period]] = {}
        self.at = 0

    def enter(self, sentence: Sentence) -> None:
        """Forget what was named where the sentence opens a new passage, or where it was named too far above."""
        between = self.document.paragraphs[self.at : sentence.paragraph + 1]
        if any(p.kind == "heading" for p in between):
            self.periods.clear()
        self.at = sentence.paragraph

    def name(self, expression: Expression, period: Period) -> None:
        """Note the period that an expression named; a quarter only where it is called one."""
        kind = expression.match.meaning
        quarterly = kind in ("part_of_year", "the_unit")
        if kind not in NAMING or period.start is None or (period.precision == "quarter" and not quarterly):
            return
        self.periods.pop(period.precision, None)
        self.periods[period.precision] = (self.at, period)

    @property
    def named(self) -> tuple[Period, ...]:
        """What was named within reach, the latest first, one period of each precision."""
        return tuple(period for at, period in reversed(self.periods.values()) if self.at - at <= REACH)
