"""The one reader of the data files: states, organisations, people and their terms in office, outlets, titles, nouns
for kinds of people, issues, and the tables of PLOVER and CAMEO."""

from detente.lexicon.checking import check
from detente.lexicon.core import Lexicon, Post
from detente.lexicon.cues import Cues
from detente.lexicon.entities import Control, Entity, Kind, Outlet, Tenure
from detente.lexicon.loading import load, use
from detente.lexicon.names import key
from detente.lexicon.tables import Fault, head, items, rows

__all__ = [
    "Control",
    "Cues",
    "Entity",
    "Fault",
    "Kind",
    "Lexicon",
    "Outlet",
    "Post",
    "Tenure",
    "check",
    "head",
    "items",
    "key",
    "load",
    "rows",
    "use",
]
