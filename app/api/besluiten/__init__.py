"""Besluiten: the endpoints, and the bodies of what a decision says, follows from, does and how it is sent."""
