"""The issuers whose tokens count, and their public keys (JWKS, RFC 7517), cached and rotated."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import httpx2
from jwt import PyJWK, PyJWKSet

from app.api.kader.fouten import UitgeverOnbereikbaar

LOG = logging.getLogger(__name__)

VERS_SECONDEN = 600
"""After this long the keys are read again, so that a withdrawn key stops counting."""
RUST_SECONDEN = 30
"""At least this long between two readings, so that tokens with invented key ids cause no traffic."""
HOUDBAAR_SECONDEN = 86_400
"""So long keys still count when the issuer cannot be reached."""
LEES_SECONDEN = 5
"""A reading that takes longer, however slowly its bytes come in, is given up."""
GROOTSTE_SET = 1_048_576
"""Bytes of a set of keys; a larger one is not read."""

LEDEN = ("kty", "kid", "alg", "use", "n", "e", "crv", "x", "y")
"""What is read of a key: its public part. Of a private one, primes would be sought for hours."""
LANGSTE_LID = 2048
"""Characters of each; a modulus of 12,000 bits has as many."""
MEESTE_SLEUTELS = 500
"""Keys of a set that are looked at."""

SOORTEN = {"RSA": ("RS256", "PS256"), "EC": ("ES256",)}
"""The algorithms for which a key of each kind counts when it names none itself."""

Sleutels = dict[tuple[str, str], PyJWK]
"""Signing keys by their id and algorithm."""


class Uitgever:
    """One issuer: where its keys are, and those read last."""

    def __init__(self, jwks_url: str, klok: Callable[[], float]) -> None:
        """Read nothing yet; the first token does. `klok` counts seconds."""
        self._url = jwks_url
        self._klok = klok
        self._sleutels: Sleutels = {}
        self._geprobeerd = self._gelezen = float("-inf")
        self._slot = asyncio.Lock()
        self._verversing: asyncio.Task[None] | None = None

    async def sleutel(self, kid: str, alg: str) -> PyJWK | None:
        """The key with this id for this algorithm.

        An unknown one waits for the set to be read again; a known one counts meanwhile, so that an issuer
        that does not answer keeps nobody out. Raises UitgeverOnbereikbaar for an unknown one while it does.
        """
        bekend = self._geldende(kid, alg)
        if bekend is None:
            await self._ververs()
            bekend = self._geldende(kid, alg)
            if bekend is None and self._gelezen < self._geprobeerd:
                raise UitgeverOnbereikbaar("De sleutels van de uitgever van dit token zijn nu niet te lezen.")
            return bekend
        if self._klok() - self._gelezen > VERS_SECONDEN and self._mag_lezen():
            self._verversing = asyncio.get_running_loop().create_task(self._ververs())
        return bekend

    def _geldende(self, kid: str, alg: str) -> PyJWK | None:
        houdbaar = self._klok() - self._gelezen <= HOUDBAAR_SECONDEN
        return self._sleutels.get((kid, alg)) if houdbaar else None

    def _mag_lezen(self) -> bool:
        return not self._slot.locked() and self._klok() - self._geprobeerd > RUST_SECONDEN

    async def _ververs(self) -> None:
        async with self._slot:
            if self._klok() - self._geprobeerd <= RUST_SECONDEN:
                return
            self._geprobeerd = self._klok()
            try:
                # Of the thread too: a name can take long to look up.
                async with asyncio.timeout(LEES_SECONDEN):
                    self._sleutels = await asyncio.to_thread(self._lees)
                self._gelezen = self._geprobeerd
            except (httpx2.HTTPError, TimeoutError, ValueError, RecursionError) as fout:
                LOG.warning("cannot read the keys of an issuer: %s", type(fout).__name__)

    def _lees(self) -> Sleutels:
        """The keys as they are now; on a loop of this thread, as what an address sends can be much work."""
        return op_id(_sleutels(json.loads(asyncio.run(self._haal()))))

    async def _haal(self) -> bytes:
        inhoud = bytearray()
        async with (
            asyncio.timeout(LEES_SECONDEN),
            httpx2.AsyncClient(timeout=LEES_SECONDEN, follow_redirects=False) as client,
            client.stream("GET", self._url, headers={"Accept-Encoding": "identity"}) as antwoord,
        ):
            antwoord.raise_for_status()
            async for deel in antwoord.aiter_raw():
                inhoud += deel
                if len(inhoud) > GROOTSTE_SET:
                    raise ValueError("the set of keys is too large")
        return bytes(inhoud)


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

    async def sleutel(self, iss: object, kid: object, alg: str) -> PyJWK | None:
        """The key with this id of this issuer, or None where issuer or key does not count here.

        Raises UitgeverOnbereikbaar where that cannot be said now.
        """
        if not isinstance(iss, str) or not isinstance(kid, str):
            return None
        if iss in self._lokaal:
            return self._lokaal[iss].get((kid, alg))
        uitgever = self._op_afstand.get(iss)
        return None if uitgever is None else await uitgever.sleutel(kid, alg)


def _sleutels(stel: Any) -> Iterator[PyJWK]:
    """Every key of a set that can be used; one that cannot, of whatever kind, hides no other.

    Raises ValueError when there is none.
    """
    leden = stel.get("keys") if isinstance(stel, dict) else None
    gevonden = False
    for lid in leden[:MEESTE_SLEUTELS] if isinstance(leden, list) else ():
        if not isinstance(lid, dict) or not isinstance(lid.get("kty"), str):
            continue
        publiek = {naam: lid[naam] for naam in LEDEN if naam in lid}
        if any(isinstance(waarde, str) and len(waarde) > LANGSTE_LID for waarde in publiek.values()):
            continue
        for alg in [lid["alg"]] if "alg" in lid else SOORTEN.get(lid["kty"], ()):
            try:
                sleutel = PyJWK(publiek, alg)
            except Exception as fout:  # whatever another party may put in a key
                LOG.warning("a key of an issuer cannot be used: %s", type(fout).__name__)
                continue
            gevonden = True
            yield sleutel
    if not gevonden:
        raise ValueError("no usable key")


def op_id(sleutels: Iterable[PyJWK]) -> Sleutels:
    """Signing keys by their id and algorithm; of two that share both, the first."""
    gevonden: Sleutels = {}
    for s in sleutels:
        if isinstance(s.key_id, str) and s.key_id and s.public_key_use in (None, "sig"):
            gevonden.setdefault((s.key_id, s.algorithm_name), s)
    return gevonden
