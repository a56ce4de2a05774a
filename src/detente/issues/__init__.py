"""What each side makes of each issue: what it calls common ground or a grievance, and its words beside its deeds."""

from detente.issues.contrasts import Contrast, Sample, contrasts
from detente.issues.positions import Calls, Position, positions

__all__ = ["Calls", "Contrast", "Position", "Sample", "contrasts", "positions"]
