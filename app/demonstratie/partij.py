"""A caller of the API in the demonstration: one worker of one organisation."""

from pathlib import Path
from typing import Any, Self

import httpx2

from app.demonstratie.verteller import Verteller

Json = dict[str, Any]


class OnverwachtAntwoord(Exception):
    """The API answered otherwise than the story goes; the demonstration stops."""


class Partij:
    """Calls the API with a token, and knows the ETag of what it read or made last."""

    def __init__(self, adres: str, token: str, verteller: Verteller) -> None:
        """Call this server with this token."""
        self._http = httpx2.Client(base_url=f"{adres}/v1", headers={"Authorization": f"Bearer {token}"})
        self._verteller = verteller

    def __enter__(self) -> Self:
        """Call for as long as the block lasts."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._http.close()

    def lees(self, pad: str) -> Any:
        """Read a resource."""
        return self._gelukt(self._http.get(pad)).json()

    def maak(self, pad: str, **inhoud: Any) -> Any:
        """Make something."""
        return self._gelukt(self._http.post(pad, json=inhoud)).json()

    def doe(self, bron: str, stap: str, **inhoud: Any) -> Any:
        """Take a step with a resource, in the state that it is in now."""
        return self._gelukt(self._stap(bron, stap, inhoud)).json()

    def vervang(self, bron: str, stap: str = "", **inhoud: Any) -> Any:
        """Replace a resource or a part of it, in the state that it is in now."""
        koppen = {"If-Match": self._etag(bron)}
        return self._gelukt(self._http.put(f"{bron}{stap}", json=inhoud, headers=koppen)).json()

    def mislukt(self, tekst: str, eisen: str, *, pad: str, bron: str | None = None, **inhoud: Any) -> None:
        """Try to take a step that must be refused, and tell the reasons."""
        antwoord = self._stap(bron, pad, inhoud) if bron else self._http.post(pad, json=inhoud)
        self._geweigerd(tekst, eisen, antwoord)

    def mislukt_vervangen(self, tekst: str, eisen: str, *, bron: str, stap: str, **inhoud: Any) -> None:
        """Try to replace something where that must be refused, and tell the reasons."""
        koppen = {"If-Match": self._etag(bron)}
        self._geweigerd(tekst, eisen, self._http.put(f"{bron}{stap}", json=inhoud, headers=koppen))

    def _geweigerd(self, tekst: str, eisen: str, antwoord: httpx2.Response) -> None:
        if not 400 <= antwoord.status_code < 500:
            raise OnverwachtAntwoord(
                f"{antwoord.request.url}: {antwoord.status_code}, a refusal was expected"
            )
        self._verteller.weigering(tekst, eisen, antwoord.json())

    def bewaar(self, pad: str, bestand: Path) -> None:
        """Write what a resource holds into a file."""
        bestand.write_bytes(self._gelukt(self._http.get(pad)).content)
        self._verteller.bestand(bestand)

    def _stap(self, bron: str, stap: str, inhoud: Json) -> httpx2.Response:
        koppen = {"If-Match": self._etag(bron)}
        if inhoud:
            return self._http.post(f"{bron}{stap}", json=inhoud, headers=koppen)
        return self._http.post(f"{bron}{stap}", headers=koppen)

    def _etag(self, bron: str) -> str:
        etag: str = self._gelukt(self._http.get(bron)).headers["ETag"]
        return etag

    def _gelukt(self, antwoord: httpx2.Response) -> httpx2.Response:
        if antwoord.is_success:
            return antwoord
        raise OnverwachtAntwoord(f"{antwoord.request.url}: {antwoord.status_code} {antwoord.text}")
