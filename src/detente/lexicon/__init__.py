"""The one reader of the data files: states, organisations, people and their terms in office, outlets, titles, nouns
for kinds of people, issues, and the tables of PLOVER and CAMEO."""

from detente.lexicon.core import Lexicon, load
from detente.lexicon.entities import Control, Entity, Kind, Outlet, Tenure
from detente.lexicon.names import key
from detente.lexicon.tables import head, items, rows

__all__ = ["Control", "Entity", "Kind", "Lexicon", "Outlet", "Tenure", "head", "items", "key", "load", "rows"]
