"""Regioprofielen: the way each region works; the regions of the package are the TOML files here."""

from app.domain.profielen.regioprofiel import Profielen, Regioprofiel

__all__ = ["Profielen", "Regioprofiel"]
