"""The resources of the API, in the order of the documentation."""

from app.api import (
    berichten,
    besluiten,
    codelijsten,
    problemen,
    regels,
    toewijzingen,
    validaties,
    werkvoorraad,
)

ROUTERS = (
    problemen.router,
    werkvoorraad.router,
    besluiten.router,
    toewijzingen.router,
    berichten.router,
    validaties.router,
    regels.router,
    codelijsten.router,
)

SCOPES = frozenset[str]().union(*(router.scopes for router in ROUTERS))
"""Every scope that an operation asks for."""
