"""Mentions -> who, over the whole article and by the day; and a free phrase -> `Actor`."""

from detente.actors.cast import Cast, resolve
from detente.actors.free import resolve_actor

__all__ = ["Cast", "resolve", "resolve_actor"]
