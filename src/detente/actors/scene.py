"""What is known of an article while its mentions are resolved: phrases, positions, who spoke, who was meant so far."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from detente.actors.build import of_entity
from detente.actors.items import find_items, is_person, split
from detente.actors.phrases import Phrase, read_phrase
from detente.lexicon import Lexicon
from detente.mentions import Mention, pronouns
from detente.records import Actor, Day, Span, Statement
from detente.sentences import Document, Token
from detente.statements import Quotation, find_quotations, is_document

_NEAR = 8


@dataclass(frozen=True)
class Scene:
    """One article's mentions with their phrases, and ``meant``, who each is taken for so far (filled in order)."""

    document: Document
    lexicon: Lexicon
    on: Day | None
    mentions: tuple[Mention, ...]
    phrases: tuple[Phrase | None, ...]
    statements: tuple[Statement, ...]
    addressees: Mapping[str, Span]
    quotations: tuple[Quotation, ...]
    meant: dict[int, tuple[Actor, ...]] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)

    def token(self, i: int) -> Token | None:
        """The head token of mention ``i``, None for what isn't parsed."""
        head = self.mentions[i].head
        return self.document.tokens[head] if head >= 0 else None

    def sentence(self, i: int) -> int:
        """The sentence that mention ``i`` stands in (for what isn't parsed: the next one)."""
        tokens = self.document.tokens
        at = min(self.mentions[i].first, len(tokens) - 1)
        return tokens[at].sentence if tokens else 0

    def raw(self, i: int) -> str:
        return self.document.text(self.mentions[i].start, self.mentions[i].end)

    def span(self, i: int) -> Span:
        return self.mentions[i].start, self.mentions[i].end

    def article_of(self, i: int) -> str:
        """The article or other determiner that mention ``i`` begins with, "" if none."""
        first = self.document.tokens[self.mentions[i].first]
        return first.lower if first.pos == "DET" else ""

    def name(self, i: int) -> str | None:
        """The proper name inside mention ``i`` as written."""
        name = self.mentions[i].name
        return self.document.text(*self.document.span(*name)) if name else None

    def only(self, i: int) -> Actor | None:
        """Who mention ``i`` means, where it is one actor."""
        meant = self.meant.get(i, ())
        return meant[0] if len(meant) == 1 else None

    def mean(self, i: int, *actors: Actor) -> None:
        """Take mention ``i`` for ``actors``, each with this mention's words and span; for nobody without any."""
        if not actors:
            return
        self.meant[i] = tuple(self._worn(i, actor) for actor in actors)

    def _worn(self, i: int, actor: Actor) -> Actor:
        """An actor as mention ``i`` names it; a pronoun names a person as whoever it comes back to is named."""
        person = self.mentions[i].kind != "nominal" and actor.id is not None and actor.id.startswith("person:")
        named = "person" if person else actor.named
        return replace(actor, raw=self.raw(i), span=self.span(i), named=named)

    def at(self, span: Span) -> int | None:
        """The mention at a span: the same one, else the one that overlaps it most and holds its head."""
        if (same := self._places.get(span)) is not None:
            return same
        if (headed := self._headed(span)) is not None:
            return headed
        best, most = None, 0
        last = bisect_right(self._starts, span[1])
        for i in range(max(0, bisect_right(self._starts, span[0]) - _NEAR), last):
            mention = self.mentions[i]
            shared = min(mention.end, span[1]) - max(mention.start, span[0])
            if shared > most and mention.kind != "pronoun" and self._heads(mention, span):
                best, most = i, shared
        return best

    def _headed(self, span: Span) -> int | None:
        """The widest mention inside a span that its first head stands in: "Ann Lee" of "Ann Lee, who led the talks"."""
        tokens = self.document.tokens
        first, last = bisect_right(self._starts, span[0] - 1), bisect_right(self._starts, span[1] - 1)
        for i in range(first, min(last, first + _NEAR)):
            mention = self.mentions[i]
            above = tokens[mention.head].head if mention.head >= 0 else -1
            apart = above >= 0 and not span[0] <= tokens[above].start < span[1]
            if mention.end <= span[1] and (apart or above == mention.head >= 0):
                return i
        return None

    def noun(self, span: Span) -> Token | None:
        """The noun that a span is about: the first whose own head lies outside."""
        tokens = [token for token in self.document.tokens if span[0] <= token.start < span[1]]
        inside = {token.i for token in tokens}
        return next((token for token in tokens if token.pos == "NOUN" and token.head not in inside), None)

    def _heads(self, mention: Mention, span: Span) -> bool:
        """True unless the mention only modifies what the span is about ("Russian television"; not "Kyiv's letter")."""
        if mention.start > span[0] and (noun := self.noun(span)) is not None and noun.end <= mention.start:
            return is_document(noun)
        tokens = self.document.tokens
        last = mention.last
        if mention.head < 0 or last >= len(tokens) or tokens[last].start >= span[1]:
            return True
        above = tokens[tokens[mention.head].head]
        of_people = self.lexicon.demonym(self.document.text(mention.start, mention.end)) is not None
        modifies = of_people and tokens[mention.head].dep in ("amod", "compound", "nmod") and last <= above.i
        return not modifies or above.start >= span[1] or is_document(above)

    @cached_property
    def voice(self) -> str | None:
        """The country whose government publishes the article itself: an outlet of the state that is only an address."""
        outlet = self.lexicon.outlet(self.document.article.outlet)
        official = outlet is not None and outlet.control == "state" and outlet.name == outlet.domain
        return outlet.country if official and outlet else None

    @cached_property
    def titled(self) -> tuple[Actor, ...]:
        """The people whom the article's title names, as far as the lexicon knows them."""
        items = find_items(split(self.document.article.title or ""), self.lexicon, self.on)
        named = [item.entities[0] for item in items if is_person(item)]
        return tuple(
            of_entity(entity, entity.name, None, self.on, self.lexicon, False) for entity in dict.fromkeys(named)
        )

    @cached_property
    def _places(self) -> dict[Span, int]:
        return {(mention.start, mention.end): i for i, mention in enumerate(self.mentions)}

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _contents(self) -> list[tuple[int, int, int, Statement]]:
        """Every piece of content with its statement, the shorter contents first."""
        sizes = ((sum(end - start for start, end in s.spans), s) for s in self.statements)
        pieces = [(size, *span, s) for size, s in sizes for span in s.spans]
        return sorted(pieces, key=lambda piece: piece[0])

    def inside(self, at: int) -> Statement | None:
        """The innermost statement whose content covers an offset."""
        return next((s for _, start, end, s in self._contents if start <= at < end), None)

    def said(self, i: int) -> Statement | None:
        """The statement in whose quoted words mention ``i`` stands: the outermost, since what a quotation reports
        of others is still in its speaker's words, unless quotation marks open anew."""
        at = self.mentions[i].start
        statement = self.inside(at)
        while statement is not None and statement.parent in self._by_id and not self._opens(statement):
            statement = self._by_id[statement.parent]
        if statement is None or statement.kind == "indirect":
            return None
        return statement if statement.kind == "direct" or self.quoted(at) else None

    @cached_property
    def _by_id(self) -> dict[str | None, Statement]:
        return {statement.id: statement for statement in self.statements}

    def quoted(self, at: int) -> bool:
        """True where an offset lies in quotation marks."""
        return any(quotation.covers(at) for quotation in self.quotations)

    def _opens(self, statement: Statement) -> bool:
        """True where a statement's content begins with a quotation of its own."""
        start = statement.spans[0][0] if statement.spans else -1
        return any(quotation.start <= start <= quotation.inner[0] for quotation in self.quotations)

    def speaker(self, statement: Statement) -> Actor | None:
        """The speaker of a statement, as far as the source's mention is resolved."""
        at = self.at(statement.source_span) if statement.source_span else None
        return self.only(at) if at is not None else None


def open_scene(
    document: Document,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    addressees: Mapping[str, Span],
    lexicon: Lexicon,
) -> Scene:
    """Return the scene of an article with every phrase read."""
    on = document.article.published
    phrases = tuple(_phrase(document, mention, lexicon, on) for mention in mentions)
    return Scene(
        document, lexicon, on, tuple(mentions), phrases, tuple(statements), addressees, find_quotations(document)
    )


def _phrase(document: Document, mention: Mention, lexicon: Lexicon, on: Day | None) -> Phrase | None:
    """The phrase of a mention without its proper name: what its titles and attributes say."""
    if mention.kind == "pronoun" or mention.head < 0:
        return None
    skip = range(*mention.name) if mention.name else range(0)
    words = [token.text for token in document.tokens[mention.first : mention.last] if token.i not in skip]
    while words and words[0] == ",":
        words = words[1:]
    if mention.name and mention.name[0] > mention.first and document.tokens[mention.name[0] - 1].tag == "POS":
        words = []
    return read_phrase(words, lexicon, on) if words else None


def pronoun(scene: Scene, i: int) -> dict[str, str]:
    """The row of the table for the pronoun that mention ``i`` is."""
    return pronouns()[scene.document.tokens[scene.mentions[i].head].lower]
