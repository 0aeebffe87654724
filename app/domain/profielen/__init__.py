"""Regioprofielen: the way each region works, read from TOML files."""

from app.domain.profielen.regioprofiel import Profielen, Regioprofiel

__all__ = ["Profielen", "Regioprofiel"]
