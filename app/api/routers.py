"""The resources of the API, in the order of the documentation."""

from app.api import (
    aanbieders,
    aanvragen,
    afzieningen,
    berichten,
    besluiten,
    bewaren,
    clienten,
    codelijsten,
    contracten,
    export,
    feiten,
    meldingen,
    onderzoeken,
    plannen_van_aanpak,
    problemen,
    producten,
    rapportages,
    regels,
    regioprofielen,
    standen,
    toewijzingen,
    validaties,
    werkvoorraad,
)
from app.api.ondersteuningsplannen import endpoints as ondersteuningsplannen

ROUTERS = (
    problemen.router,
    werkvoorraad.router,
    clienten.router,
    export.router,
    feiten.router,
    standen.router,
    meldingen.router,
    onderzoeken.router,
    plannen_van_aanpak.router,
    ondersteuningsplannen.router,
    afzieningen.router,
    rapportages.router,
    aanvragen.router,
    besluiten.router,
    toewijzingen.router,
    berichten.router,
    bewaren.router,
    validaties.router,
    aanbieders.router,
    producten.router,
    contracten.router,
    regioprofielen.router,
    regels.router,
    codelijsten.router,
)

SCOPES = frozenset[str]().union(*(router.scopes for router in ROUTERS))
"""Every scope that an operation asks for."""
