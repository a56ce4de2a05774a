"""Where someone is meant: spans of people, states, bodies and groups, not yet who."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.lexicon import Entity, Lexicon
from detente.mentions.names import find_aliases
from detente.mentions.phrases import Core, find_cores
from detente.mentions.words import Text, Tokens, given_names, honorifics, nominals, pronouns, short_names
from detente.records import Span
from detente.sentences import Document, Sentence

__all__ = ["Mention", "MentionKind", "find_mentions", "given_names", "honorifics", "nominals", "pronouns"]

MentionKind = Literal["name", "nominal", "pronoun", "label", "note"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that means somebody. ``start`` and ``end`` are offsets in ``Article.text``; ``first`` and ``last`` the
    half-open token range; ``head`` its syntactic head (-1 for what isn't parsed). ``name`` is the token range of the
    proper name inside, ``roles`` the head tokens of its titles and role nouns; ``entities`` the lexicon's candidates.
    """

    start: int
    end: int
    first: int
    last: int
    head: int
    kind: MentionKind
    entities: tuple[Entity, ...] = ()
    name: Tokens | None = None
    roles: tuple[int, ...] = ()


def find_mentions(document: Document, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return everybody meant in ``document``, ordered by start, the wider first."""
    words = tuple(token.text for token in document.tokens)
    text = Text(document, lexicon, document.article.published, words, {}, short_names(document.article.text, lexicon))
    found = [*_labels(text), *_notes(text)]
    for sentence in document.sentences:
        text.aliases.clear()
        text.aliases.update(find_aliases(text, sentence))
        found += _sentence(text, sentence)
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))


def _labels(text: Text) -> Iterator[Mention]:
    for paragraph in text.document.paragraphs:
        if paragraph.label:
            yield _unparsed(text, paragraph.label, "label", text.document.text(*paragraph.label).strip(" :"))


def _notes(text: Text) -> Iterator[Mention]:
    for paragraph in text.document.paragraphs:
        for note in paragraph.notes:
            yield _unparsed(text, (note.start, note.end), "note", note.text)


def _unparsed(text: Text, span: Span, kind: MentionKind, words: str) -> Mention:
    at = next((token.i for token in text.document.tokens if token.start >= span[0]), len(text.document.tokens))
    return Mention(*span, at, at, -1, kind, text.lexicon.find(words, text.on))


def _sentence(text: Text, sentence: Sentence) -> list[Mention]:
    cores = find_cores(text, sentence)
    heads = {core.head for core in cores}
    spans = [*(_mention(text, core) for core in cores), *_modifiers(text, sentence, cores)]
    return spans + [mention for mention in _pronouns(text, sentence) if mention.head not in heads]


def _mention(text: Text, core: Core) -> Mention:
    start, end = text.document.span(core.first, core.last)
    kind: MentionKind = "name" if core.name else "nominal"
    return Mention(start, end, core.first, core.last, core.head, kind, core.entities, core.name, core.roles)


def _modifiers(text: Text, sentence: Sentence, cores: list[Core]) -> Iterator[Mention]:
    """Names and demonyms before a noun that means nobody: "US sanctions", "Russian forces' advance"."""
    covered = {i for core in cores for i in range(core.first, core.last)}
    i = sentence.first
    while i < sentence.last:
        people = text.lexicon.demonym_length(text.words, i) if text.words[i][0].isupper() else 0
        last, entities = text.aliases.get(i, (i + max(people, 1), ()))
        if (entities or people) and not covered & set(range(i, last)):
            start, end = text.document.span(i, last)
            yield Mention(start, end, i, last, last - 1, "name", entities, (i, last))
        i = last


def _pronouns(text: Text, sentence: Sentence) -> Iterator[Mention]:
    for token in text.document.tokens[sentence.first : sentence.last]:
        row = pronouns().get(token.lower)
        if row is None or token.pos not in ("PRON", "DET") or token.dep in ("expl", "mark", "det"):
            continue
        if row["kind"] == "relative" and text.token(token.head).dep != "relcl":
            continue
        if row["kind"] == "reflexive" and token.dep in ("appos", "npadvmod"):
            continue
        yield Mention(token.start, token.end, token.i, token.i + 1, token.i, "pronoun")
