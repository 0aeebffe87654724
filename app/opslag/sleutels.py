"""Encryption at rest, and the keyed hashes by which a client is found (W06)."""

import hmac
import json
import secrets
from base64 import b64decode, urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.waarden import Bsn
from app.opslag.fouten import OngeldigeSleutel, Onleesbaar

SLEUTELLENGTE = 32
KENMERKLENGTE = 4
NONCELENGTE = 12


@dataclass(frozen=True, slots=True)
class Sleutels:
    """The secrets of one installation, each 32 bytes as URL-safe base64.

    The first of `versleuteling` encrypts; all of them decrypt, so that a key is rotated by putting
    a new one in front. `zoeken` keys the look-up hash and stays.
    """

    versleuteling: tuple[str, ...] = field(repr=False)
    zoeken: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.versleuteling:
            raise OngeldigeSleutel("Er is minstens een sleutel nodig om mee te versleutelen.")
        for sleutel in (*self.versleuteling, self.zoeken):
            _bytes(sleutel)


def maak_sleutels() -> Sleutels:
    """Fresh random keys, for local use and tests."""
    return Sleutels((_nieuwe_sleutel(),), _nieuwe_sleutel())


class Kluis:
    """Encrypts and decrypts with AES-256-GCM; the bytes hold the key's fingerprint, a nonce and the rest."""

    def __init__(self, sleutels: Sleutels) -> None:
        """Prepare the ciphers once."""
        self._ciphers = {_kenmerk(_bytes(s)): AESGCM(_bytes(s)) for s in sleutels.versleuteling}
        self._merken = {
            _kenmerk(_bytes(s)): hmac.new(_bytes(s), b"wmo-sleutelmerk", sha256).hexdigest()
            for s in sleutels.versleuteling
        }
        self._actueel = next(iter(self._ciphers))
        self._zoeken = _bytes(sleutels.zoeken)
        self._begin = hmac.new(self._zoeken, digestmod=sha256)

    def versleutel(self, klaartekst: bytes, plaats: str) -> bytes:
        """Encrypt for one place; the result cannot be read at any other place."""
        nonce = secrets.token_bytes(NONCELENGTE)
        return (
            self._actueel + nonce + self._ciphers[self._actueel].encrypt(nonce, klaartekst, plaats.encode())
        )

    def ontsleutel(self, versleuteld: bytes, plaats: str) -> bytes:
        """Decrypt what was encrypted for this place; Onleesbaar without the key, or after tampering."""
        try:
            kenmerk, rest = versleuteld[:KENMERKLENGTE], memoryview(versleuteld)[KENMERKLENGTE:]
            return self._ciphers[kenmerk].decrypt(rest[:NONCELENGTE], rest[NONCELENGTE:], plaats.encode())
        except (KeyError, InvalidTag, ValueError, TypeError) as fout:
            raise Onleesbaar(f"{plaats} is niet te ontsleutelen met de ingestelde sleutels.") from fout

    @property
    def merken(self) -> dict[str, frozenset[str]]:
        """Of each kind of key, the marks by which a database knows which keys belong to it."""
        zoeken = hmac.new(self._zoeken, b"wmo-sleutelmerk", sha256).hexdigest()
        return {"zoeken": frozenset({zoeken}), "versleutelen": frozenset(self._merken.values())}

    @property
    def nieuwste_merk(self) -> str:
        """The mark of the key that encrypts."""
        return self._merken[self._actueel]

    @property
    def actueel(self) -> bytes:
        """Fingerprint of the key that encrypts: the first bytes of all that it encrypted."""
        return self._actueel

    def herversleutel(self, versleuteld: bytes, plaats: str) -> bytes:
        """The same content, at the same place, with the newest key."""
        return self.versleutel(self.ontsleutel(versleuteld, plaats), plaats)

    def zoekwaarde(self, gemeente: str, bsn: Bsn) -> str:
        """Keyed hash of a Bsn, another in each municipality, so that rows cannot be joined across tenants."""
        return self._hash(f"{gemeente}:{bsn.cijfers}")

    def kenmerk(self, *delen: object) -> str:
        """Keyed hash of these parts together, of which nothing can be guessed back."""
        return self._hash(json.dumps(delen))

    def _hash(self, tekst: str) -> str:
        begonnen = self._begin.copy()
        begonnen.update(tekst.encode())
        return begonnen.hexdigest()


def _nieuwe_sleutel() -> str:
    return urlsafe_b64encode(secrets.token_bytes(SLEUTELLENGTE)).decode()


def _bytes(sleutel: str) -> bytes:
    with suppress(ValueError):
        # What is no part of it is refused: two keys without a comma between them would be the first alone.
        ruw = b64decode(sleutel.strip(), b"-_", validate=True)
        if len(ruw) == SLEUTELLENGTE:
            return ruw
    raise OngeldigeSleutel(f"Een sleutel bestaat uit {SLEUTELLENGTE} bytes, geschreven als URL-safe base64.")


def _kenmerk(sleutel: bytes) -> bytes:
    return sha256(b"wmo-sleutelkenmerk:" + sleutel).digest()[:KENMERKLENGTE]
