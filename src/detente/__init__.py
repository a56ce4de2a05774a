"""Détente reads rival outlets' reports of the relations between states and holds each side's words against its deeds.

book = detente.open("us-russia.detente")
book.read(["reports/"])
book.propositions(maker="Lavrov").df()
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Public name -> the room that has it: rooms load when they are first used, so that the command line starts at once.
_ROOMS = {
    "open": ("detente.book", "open_book"),
    "find_dates": ("detente.dates", "find_dates"),
    "resolve_actor": ("detente.actors", "resolve_actor"),
    "classify_event": ("detente.events", "classify_event"),
}

__all__ = ["__version__", "classify_event", "find_dates", "open", "resolve_actor"]


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    module, function = _ROOMS[name]
    return getattr(import_module(module), function)
