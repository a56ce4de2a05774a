"""The words that mean someone, as the tables have them, and what every step of the search looks at."""

from dataclasses import dataclass
from functools import cache, lru_cache

from detente.lexicon import Entity, Lexicon, rows
from detente.records import Day
from detente.sentences import Document, Token

Tokens = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """What every step looks at."""

    document: Document
    lexicon: Lexicon
    on: Day | None
    words: tuple[str, ...]
    aliases: dict[int, tuple[int, tuple[Entity, ...]]]
    short: dict[str, Entity]

    def token(self, i: int) -> Token:
        return self.document.tokens[i]


def short_names(text: str, lexicon: Lexicon) -> dict[str, Entity]:
    """Return the words that, after "the", name a state in a text that names it in full ("the North")."""
    found = {row["word"]: lexicon.entity(row["id"]) for row in rows("short_names") if row["where"] in text}
    return {word: entity for word, entity in found.items() if entity is not None}


@cache
def pronouns() -> dict[str, dict[str, str]]:
    """Return the table of pronouns by their lower-case form."""
    return {row["form"]: row for row in rows("pronouns")}


@cache
def nominals() -> dict[str, dict[str, str]]:
    """Return the table of head nouns that mean someone, by lemma."""
    return {row["noun"]: row for row in rows("nominals")}


@cache
def honorifics() -> dict[str, dict[str, str]]:
    """Return the table of words before a name ("mr", "sen"), without their dot."""
    return {row["form"]: row for row in rows("honorifics")}


@cache
def not_names() -> frozenset[str]:
    """Return capitalised words that mean nobody: months, weekdays, feasts."""
    return frozenset(row["word"] for row in rows("not_names"))


@cache
def given_names() -> dict[str, str]:
    """Return common given names with their gender ("m", "f", "" where open)."""
    return {row["name"].lower(): row["gender"] for row in rows("given_names")}


def is_role(text: Text, i: int) -> bool:
    """Whether the word means someone by what they are ("minister", "troops", "expert", "side")."""
    token = text.token(i)
    if token.pos not in ("NOUN", "PROPN") or (len(token.text) < 3 and not token.text.isupper()):
        return False
    return _means_someone(text.lexicon, token.lower, token.lemma.lower())


@lru_cache(maxsize=65536)
def _means_someone(lexicon: Lexicon, word: str, lemma: str) -> bool:
    row = nominals().get(word) or nominals().get(lemma)
    if row is not None:
        return row["named"] != "none"
    known = lexicon.agent(word) or lexicon.agent(lemma)
    return bool(known or lexicon.office([word]))
