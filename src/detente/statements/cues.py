"""Words of a sentence -> cues: which verbs, nouns and adjectives report what somebody said, and which only seem to."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from detente.lexicon import items, rows
from detente.records import Act, Attitude
from detente.sentences import Document, Token

_BLOCKING = frozenset(
    {
        "can",
        "could",
        "may",
        "might",
        "should",
        "must",
        "ought",
        "would",
        "will",
        "shall",
        "'ll",
        "’ll",
        "'d",
        "’d",
        "ca",
        "wo",
    }
)
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "hardly", "no", "neither", "nor"})
_HYPOTHETICAL = frozenset({"if", "whether", "unless", "lest", "until"})
_SILENT = frozenset({"comment", "respond", "reply", "answer", "elaborate", "say", "discuss"})
_PASSING = frozenset({"go", "continue", "proceed", "begin", "start", "speak", "phone", "telephone"})
_SPOKEN = {"says": "say", "said": "say", "saying": "say", "adds": "add", "tells": "tell", "notes": "note"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A line of ``cues.tsv``: what a word reports and in which frames its content may stand.

    Beside cues proper the table lists other words by the part they play, given as ``pos``: "adverb" (of an answer),
    "document", "venue", "speaking", "request", "claim", "no verb".
    """

    lemma: str
    pos: str
    act: Act
    kind: Attitude
    frames: frozenset[str]


@cache
def cues() -> dict[tuple[str, str], Cue]:
    """Return all cues by lemma and part of speech."""
    return {
        (row["lemma"], row["pos"]): Cue(
            row["lemma"],
            row["pos"],
            cast(Act, row["act"]),
            cast(Attitude, row["kind"]),
            frozenset(items(row["frames"])),
        )
        for row in rows("cues")
    }


def cue_of(document: Document, token: Token) -> Cue | None:
    """Return the cue that ``token`` can be, by its lemma and part of speech, or None."""
    if token.tag.startswith("VB") or token.lower in _SPOKEN:
        lemma = _SPOKEN.get(token.lower, token.lemma.lower())
        for child in document.children[token.i]:
            particle = document.tokens[child]
            if particle.dep in ("prt", "prep") and 0 < child - token.i <= 2:
                phrase = cues().get((f"{lemma} {particle.lower}", "verb"))
                if phrase is not None or particle.dep == "prt":
                    return phrase
        return cues().get((lemma, "verb"))
    if token.tag in ("NN", "NNS"):
        return cues().get((token.lemma.lower(), "noun"))
    if token.tag == "JJ":
        return cues().get((token.lower, "adj"))
    return None


def act_of(document: Document, token: Token, cue: Cue, quoting: bool) -> Act | None:
    """Return the act that a verb cue performs, or None where nothing was said (negated, modal, conditional).

    ``quoting``: a direct quotation hangs on the cue, which makes an infinitive a fact ("took the floor to say").
    """
    tokens, children = document.tokens, document.children[token.i]
    marks = {tokens[i].lower for i in children if tokens[i].dep in ("mark", "advmod", "dep") and i < token.i}
    if marks & _HYPOTHETICAL:
        return None
    aux = {tokens[i].lower for i in children if tokens[i].dep in ("aux", "auxpass")}
    modal = bool(aux & _BLOCKING)
    negated = any(tokens[i].dep == "neg" or (i < token.i and tokens[i].lower in _NEGATIONS) for i in children)
    if negated:
        if cue.lemma == "rule out":
            return "assert"
        return "decline" if cue.lemma in _SILENT and ("did" in aux or "does" in aux or "do" in aux or modal) else None
    if modal:
        return cue.act if quoting and not aux & {"if", "should", "must"} else None
    if token.tag == "VB" and not aux:
        return cue.act if has_subject(document, token.i) and (quoting or token.dep == "ROOT") else None
    if "to" in aux:
        governor = tokens[token.head]
        if governor.lemma.lower() in _PASSING and token.dep in ("xcomp", "advcl", "conj"):
            return act_of(document, governor, cue, quoting)
        return cue.act if quoting and governor.lemma.lower() not in ("decline", "refuse", "want") else None
    if aux & {"do", "does", "did"} and tokens[document.sentences[token.sentence].last - 1].text == "?":
        return None
    return cue.act


def is_unsent(document: Document, i: int) -> bool:
    """True for what a document would say that nobody has sent ("unless he sends a notice stating that ...")."""
    return any(t.dep == "mark" and t.lower in ("if", "unless") for t in about_sending(document, i))


def about_sending(document: Document, i: int) -> Iterator[Token]:
    """Yield what hangs on the words around a document that cue ``i`` tells of ("sends a notice stating that ...")."""
    tokens = document.tokens
    at = tokens[i].head
    if tokens[i].dep != "acl" or tokens[i].tag != "VBG" or tokens[at].pos != "NOUN":
        return
    for _ in range(6):
        yield from (tokens[c] for c in document.children[at])
        at = tokens[at].head


def has_subject(document: Document, verb: int) -> bool:
    """True where a subject hangs on the verb itself."""
    return any(document.tokens[i].dep in ("nsubj", "nsubjpass") for i in document.children[verb])


def speaks(token: Token) -> bool:
    """True for a verb that means to speak, whether or not it reports what is said ("discuss")."""
    lemma = token.lemma.lower()
    cue = cues().get((lemma, "verb"))
    return (lemma, "speaking") in cues() or (cue is not None and cue.kind == "speech" and "quote" in cue.frames)


def is_document(token: Token) -> bool:
    """True for a noun that names what can be read: a report, a poll, a decree."""
    return (token.lemma.lower(), "document") in cues()


@cache
def not_verbs() -> frozenset[str]:
    """Return words that the parser takes for verbs and that never are ("persona non grata")."""
    return frozenset(lemma for lemma, pos in cues() if pos == "no verb")
