"""The coding tables: intensities of PLOVER, and the way from PLOVER back to CAMEO and its Goldstein scores."""

from collections.abc import Iterable
from functools import cache

from detente.lexicon.tables import Row, head, items, rows

_TABLES = ("plover_scores", "cameo_plover", "plover_cameo", "cameo_goldstein")


@cache
def tables() -> tuple[tuple[str, str], ...]:
    """Return (name, version) of each coding table in use."""
    return tuple((head(name)["table"], head(name)["version"]) for name in _TABLES)


@cache
def plover_score(type: str, mode: str | None) -> float | None:
    """Return the PLOVER intensity of a type and mode, else the type's own; None for an unknown type."""
    scores = _plover_scores()
    return scores.get((type, (mode or "").lower()), scores.get((type, "")))


@cache
def goldstein(code: str) -> float | None:
    """Return the Goldstein score of a CAMEO code, or None for an unknown one."""
    return _goldsteins().get(code)


@cache
def cameo(type: str, mode: str | None, contexts: tuple[str, ...] = ()) -> tuple[str, float | None] | None:
    """Return the CAMEO code that a PLOVER type, mode and contexts come from best, with its Goldstein score.

    The published table maps many codes to one. The inverse takes the row of the type whose mode fits (one without a
    mode, if the table knows none such), which shares most contexts and adds fewest, then the most general code; our
    own readings (``plover_cameo``) go before it where they fit at least as well. None for an unknown type.
    """
    wanted = (mode or "").lower()
    own = [row for row in rows("plover_cameo") if (row["type"], row["mode"]) == (type, wanted)]
    own = [row for row in own if set(items(row["contexts"])) <= set(contexts)]
    listed = [row for row in rows("cameo_plover") if row["type"] == type]
    if not listed:
        return None
    fitting = [row for row in listed if row["mode"] == wanted]
    fitting = fitting or [row for row in listed if not row["mode"]] or listed
    best = min(own + fitting, key=lambda row: _distance(row, contexts, row in own))
    return best["code"], goldstein(best["code"])


def _distance(row: Row, contexts: Iterable[str], own: bool) -> tuple[int, bool, int, int, str]:
    code, named, asked = row["code"], set(items(row["contexts"])), set(contexts)
    general = len(code) == 3 and code.endswith("0")
    return -len(named & asked), not own, 0 if general else len(named - asked), len(code), code


@cache
def _plover_scores() -> dict[tuple[str, str], float]:
    return {(row["type"], row["mode"]): float(row["score"]) for row in rows("plover_scores")}


@cache
def _goldsteins() -> dict[str, float]:
    return {row["code"]: float(row["goldstein"]) for row in rows("cameo_goldstein")}
