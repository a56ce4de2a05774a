"""Détente reads rival outlets' reports of the relations between states and holds each side's words against its deeds."""
