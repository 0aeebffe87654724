"""The issuers whose tokens count, and their public keys (JWKS, RFC 7517), cached and rotated."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence

import httpx2
import jwt
from jwt import PyJWK, PyJWKSet

LOG = logging.getLogger(__name__)

VERS_SECONDEN = 600
"""After this long the keys are read again, so that a withdrawn key stops counting."""
RUST_SECONDEN = 30
"""At least this long between two readings, so that tokens with invented key ids cause no traffic."""
HOUDBAAR_SECONDEN = 86_400
"""So long keys still count when the issuer cannot be reached."""


class Uitgever:
    """One issuer: where its keys are, and those read last."""

    def __init__(self, jwks_url: str, klok: Callable[[], float]) -> None:
        """Read nothing yet; the first token does. `klok` counts seconds."""
        self._url = jwks_url
        self._klok = klok
        self._sleutels: dict[str, PyJWK] = {}
        self._geprobeerd = self._gelezen = float("-inf")
        self._slot = asyncio.Lock()

    async def sleutel(self, kid: str) -> PyJWK | None:
        """The key with this id; reads the set again when the key is unknown or the set is old."""
        if kid not in self._sleutels or self._klok() - self._gelezen > VERS_SECONDEN:
            async with self._slot:
                if self._klok() - self._geprobeerd > RUST_SECONDEN:
                    await self._lees()
        if self._klok() - self._gelezen > HOUDBAAR_SECONDEN:
            return None
        return self._sleutels.get(kid)

    async def _lees(self) -> None:
        self._geprobeerd = self._klok()
        try:
            async with httpx2.AsyncClient(timeout=5, follow_redirects=False) as client:
                antwoord = (await client.get(self._url)).raise_for_status()
            self._sleutels = op_id(PyJWKSet.from_dict(antwoord.json()).keys)
            self._gelezen = self._geprobeerd
        except (httpx2.HTTPError, jwt.PyJWTError, ValueError, AttributeError) as fout:
            LOG.warning("cannot read the keys of an issuer: %s", type(fout).__name__)


class Uitgevers:
    """All issuers that count here: those with a JWKS address, and the local one with its keys at hand."""

    def __init__(
        self,
        op_afstand: Mapping[str, str],
        lokaal: Mapping[str, PyJWKSet] | None = None,
        klok: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take issuer to JWKS address, and issuer to keys; `klok` counts seconds."""
        self._op_afstand = {iss: Uitgever(url, klok) for iss, url in op_afstand.items()}
        self._lokaal = {iss: op_id(stel.keys) for iss, stel in (lokaal or {}).items()}

    async def sleutel(self, iss: object, kid: object) -> PyJWK | None:
        """The key with this id of this issuer, or None where issuer or key does not count here."""
        if not isinstance(iss, str) or not isinstance(kid, str):
            return None
        if iss in self._lokaal:
            return self._lokaal[iss].get(kid)
        uitgever = self._op_afstand.get(iss)
        return None if uitgever is None else await uitgever.sleutel(kid)


def op_id(sleutels: Sequence[PyJWK]) -> dict[str, PyJWK]:
    """Signing keys by their id."""
    return {s.key_id: s for s in sleutels if s.key_id and s.public_key_use in (None, "sig")}
