"""The demand for a token: in the OpenAPI document, and as the parameter that gives an endpoint its caller."""

from fastapi import Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase

from app.domain.partijen import Beller


class _Toegangsbewijs(SecurityBase):
    """Gives an endpoint the Beller whose token the route has verified; puts the demand in the OpenAPI."""

    def __init__(self) -> None:
        self.model = HTTPBearer(
            bearerFormat="JWT",
            description=(
                "Access token (JWT) in de header Authorization, met `gemeente` (vier cijfers) of `agb` (acht "
                "cijfers), `medewerker`, `rol` (toegang, besluit, administratie of aanbieder) en `scope`. "
                "Het wordt gecontroleerd volgens RFC8725."
            ),
        )
        self.scheme_name = "toegangsbewijs"

    async def __call__(self, request: Request) -> Beller:
        gevonden = request.state.beller
        assert isinstance(gevonden, Beller)
        return gevonden


toegangsbewijs = _Toegangsbewijs()
"""Dependency for routes: `Security(toegangsbewijs, scopes=[...])`."""
