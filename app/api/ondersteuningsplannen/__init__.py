"""Ondersteuningsplannen: the endpoints, and the bodies of what a plan says, asks and goes through."""
