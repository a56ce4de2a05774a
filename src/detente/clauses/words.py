"""Classes of words that tell how real a clause is, after data/classes.tsv."""

from functools import cache

from detente.lexicon import rows


@cache
def class_words(name: str) -> frozenset[str]:
    """Return the lemmas of a class.

    Raises:
        LookupError: the table has no such class.
    """
    found = frozenset(row["word"] for row in rows("classes") if row["class"] == name)
    if not found:
        raise LookupError(f"data/classes.tsv has no class {name!r}")
    return found
