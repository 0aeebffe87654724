"""A caller of the API in the demonstration: one worker of one organisation."""

from dataclasses import dataclass
from typing import Any

import httpx2

Json = dict[str, Any]


class OnverwachtAntwoord(Exception):
    """The API answered otherwise than the story goes; the demonstration stops."""


class Geweigerd(OnverwachtAntwoord):
    """The API refused to make or change something; where the story foresaw that, it goes on."""

    def __init__(self, verzoek: str, probleem: Json) -> None:
        """Say which request was refused, and keep the problem that the API gave as the reason."""
        super().__init__(f"{verzoek}: {probleem}")
        self.probleem = probleem


@dataclass(frozen=True, slots=True)
class Partij:
    """Calls the API over a connection with a token; reads a resource before changing it, for its ETag."""

    http: httpx2.Client

    def lees(self, pad: str) -> Any:
        """Read a resource."""
        return self._haal(pad).json()

    def download(self, pad: str) -> bytes:
        """Read a document or message as it is."""
        return self._haal(pad).content

    def maak(self, pad: str, **inhoud: Any) -> Json:
        """Make something."""
        return self._stuur("POST", pad, inhoud, {})

    def doe(self, bron: str, stap: str, **inhoud: Any) -> Json:
        """Take a step with a resource, in the state that it is in now."""
        return self._stuur("POST", f"{bron}{stap}", inhoud, self._als_nu(bron))

    def vervang(self, bron: str, deel: str = "", **inhoud: Any) -> Json:
        """Replace a resource or a part of it, in the state that it is in now."""
        return self._stuur("PUT", f"{bron}{deel}", inhoud, self._als_nu(bron))

    def _als_nu(self, bron: str) -> dict[str, str]:
        return {"If-Match": self._haal(bron).headers["ETag"]}

    def _haal(self, pad: str) -> httpx2.Response:
        return _gelukt(self.http.get(pad))

    def _stuur(self, methode: str, pad: str, inhoud: Json, koppen: dict[str, str]) -> Json:
        antwoord = self.http.request(methode, pad, json=inhoud or None, headers=koppen)
        if antwoord.is_client_error:
            raise Geweigerd(f"{methode} {pad}", antwoord.json())
        gemaakt: Json = _gelukt(antwoord).json()
        return gemaakt


def _gelukt(antwoord: httpx2.Response) -> httpx2.Response:
    if antwoord.is_success:
        return antwoord
    raise OnverwachtAntwoord(f"{antwoord.request.url}: {antwoord.status_code} {antwoord.text}")
