"""The resources of the API, in the order of the documentation."""

from app.api import problemen, werkvoorraad

ROUTERS = (problemen.router, werkvoorraad.router)
