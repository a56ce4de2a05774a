"""The words of an entry made by hand -> a sentence that can be read like a report's, and where its parts stand."""

import re
from functools import cache
from typing import NamedTuple

from detente.articles import Defaults, article
from detente.lexicon import rows
from detente.records import Article, Day, PropositionKind, Span
from detente.sentences import parse

_VERB: dict[PropositionKind, str] = {  # what a noun phrase is the object of
    "threat": "threatens",
    "promise": "promises",
    "offer": "offers",
    "demand": "demands",
    "forecast": "expects",
}


class Sentence(NamedTuple):
    """A sentence with the spans of its outcome and its condition."""

    text: str
    outcome: Span
    condition: Span | None


def compose(
    kind: PropositionKind, outcome: str, condition: str | None, maker: str | None, addressee: str | None
) -> Sentence:
    """Return the sentence that an outcome and a condition make with who says it: "Russia will leave if they arm"."""
    outcome = _bare(outcome)
    before = _before(kind, outcome, maker, addressee)
    text = before + outcome
    if condition is None:
        return Sentence(f"{text}.", (len(before), len(text)), None)
    condition = _bare(condition)
    link = _link(condition, addressee)
    start = len(text) + len(link)
    return Sentence(f"{text}{link}{condition}.", (len(before), len(text)), (start, start + len(condition)))


def noted(text: str, outlet: str, published: Day | None) -> Article:
    """Return the note of somebody: a report of his own, of that day."""
    return article([{"text": text, "outlet": outlet, "genre": "note", "language": "en"}], {}, Defaults(None, published))


def place_of(words: str, text: str) -> Span | None:
    """Return where words stand in a text, however their blanks, quotation marks and dashes are typed; None: nowhere."""
    pattern = r"\s+".join(map(_typed, words.split()))
    found = re.search(pattern, text) if pattern else None
    return found.span() if found else None


_ALIKE = ('"“”„«»', "'’‘`", "-‐‑–—")


def _typed(word: str) -> str:
    alike = {character: f"[{re.escape(group)}]" for group in _ALIKE for character in group}
    return "".join(alike.get(character, re.escape(character)) for character in word)


def _bare(words: str) -> str:
    bare = " ".join(words.split()).rstrip(".!;, ").removeprefix("that ")
    return f"not {bare.removeprefix('not to ')}" if bare.startswith("not to ") else bare


def _before(kind: PropositionKind, outcome: str, maker: str | None, addressee: str | None) -> str:
    form, first = _form(outcome), outcome.partition(" ")[0].lower()
    if form == "clause":
        return ""
    if form == "noun":
        return f"{maker} {_VERB[kind]} " if maker else "There will be "
    if kind == "demand":
        return f"{maker or 'Somebody'} demands that {addressee or 'they'} " + ("should " if first == "not" else "")
    if first == "to":
        return f"{maker or 'Somebody'} intends "
    return f"{maker or 'Somebody'} " + ("" if first in _modals() else "will ")


def _link(condition: str, addressee: str | None) -> str:
    """What stands between an outcome and its condition."""
    lowered = f"{condition.lower()} "
    if any(lowered.startswith(f"{marker} ") for marker in _markers()):
        return " "
    form = _form(condition)
    return " if " if form == "clause" else f" if {addressee or 'they'} " if form == "verb" else " in the event of "


def _form(words: str) -> str:
    """What words are by themselves: a clause with its subject, a predicate ("verb"), or a noun phrase."""
    document, framed = (parse(noted(text, "form", None)) for text in (f"{words}.", f"They will {words}."))
    if not document.tokens:
        return "noun"
    root = document.tokens[document.sentences[0].root]
    if any(document.tokens[i].dep in ("nsubj", "nsubjpass", "expl") for i in document.children[root.i]):
        return "clause"
    said = framed.tokens[framed.sentences[0].root]
    to_do = said.tag == "VB" and framed.children[said.i][-1:] != () and document.tokens[0].tag not in ("NNS", "DT")
    return "verb" if root.pos in ("VERB", "AUX") or (to_do and said.start == len("They will ")) else "noun"


@cache
def _markers() -> frozenset[str]:
    return frozenset(row["marker"] for row in rows("conditionals") if row["role"] == "condition")


@cache
def _modals() -> frozenset[str]:
    return frozenset(("will", "would", "may", "might", "could", "can", "shall", "must", "should"))
