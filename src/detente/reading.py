"""The main path: `Article` -> `Findings`, one loop that can be read aloud."""

from functools import cache

from detente.actors import resolve
from detente.clauses import find_clauses
from detente.dates import find_timexes
from detente.encoder import see
from detente.encoder import version as encoder_version
from detente.events import find_events
from detente.lexicon import Lexicon
from detente.mentions import find_mentions
from detente.propositions import Scene, find_propositions
from detente.records import Article, Findings
from detente.sentences import parse
from detente.statements import find_statements

READER = "detente-0.1.0"
PARSER = "en_core_web_sm-3.8.0"


@cache
def model() -> str:
    """Return the versions of the models that read: parser and encoder."""
    return f"{PARSER}, encoder {encoder_version()}"


def read(article: Article, lexicon: Lexicon) -> Findings:
    """Return all that one article says: a pure function of the article, the lexicon and the versions named above."""
    scene = look(article, lexicon)
    propositions = find_propositions(scene)
    return Findings(article, scene.statements, scene.events, propositions)


def look(article: Article, lexicon: Lexicon) -> Scene:
    """Return what an article tells of, before it is asked what of it is threatened, promised or foretold."""
    document = parse(article)
    timexes = find_timexes(document, lexicon)
    mentions = find_mentions(document, lexicon)
    seen = see(document)
    said, addressees = find_statements(document, seen.attributions, mentions, timexes, lexicon)
    cast = resolve(document, mentions, said, addressees, lexicon)
    statements = cast.statements
    clauses = find_clauses(document, statements, lexicon)
    events = find_events(document, clauses, statements, mentions, cast, timexes, lexicon, seen.acts)
    return Scene(document, clauses, statements, events, cast, timexes, lexicon, seen.prospects)
