"""A phrase -> an expression; an expression and the day it counts from -> `DateRange`."""

from detente.dates.attach import Timex, when
from detente.dates.reading import find_dates, find_timexes

__all__ = ["Timex", "find_dates", "find_timexes", "when"]
