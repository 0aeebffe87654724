"""An issuer of tokens for local use and tests: it vouches for nobody, and production does not accept it."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt import PyJWKSet
from jwt.algorithms import ECAlgorithm

from app.domain.fouten import WmoFout
from app.domain.partijen import Rol
from app.instelbestand import lees_begrensd, waarom_niet

UITGEVER = "urn:wmo:lokaal"
_KID = "lokaal"


class LokaleUitgever:
    """Signs tokens with a key of its own."""

    def __init__(self, sleutel: EllipticCurvePrivateKey) -> None:
        """Sign with this key."""
        self._sleutel = sleutel

    @classmethod
    def uit_bestand(cls, bestand: Path) -> "LokaleUitgever":
        """The issuer whose key is in this file; an absent file is made, readable for the owner only."""
        sleutel = generate_private_key(SECP256R1())
        pem = sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return cls(sleutel if maak_bestand(bestand, pem) else _lees_sleutel(bestand))

    def sleutels(self) -> PyJWKSet:
        """The public key, as an issuer would publish it."""
        jwk = json.loads(ECAlgorithm.to_jwk(self._sleutel.public_key()))
        return PyJWKSet.from_dict({"keys": [{**jwk, "kid": _KID, "alg": "ES256", "use": "sig"}]})

    def maak_token(
        self,
        *,
        publiek: str,
        rol: Rol,
        medewerker: str,
        scopes: frozenset[str],
        gemeente: str | None = None,
        agb: str | None = None,
        geldig: timedelta = timedelta(hours=8),
        nu: datetime | None = None,
    ) -> str:
        """A token for a worker of one municipality or one provider; `nu` only to make an old one."""
        nu = nu or datetime.now(UTC)
        organisatie = {"gemeente": gemeente} if agb is None else {"agb": agb}
        return jwt.encode(
            {
                "iss": UITGEVER,
                "aud": publiek,
                "sub": "lokaal",
                "client_id": "lokaal",
                "iat": nu,
                "nbf": nu,
                "exp": nu + geldig,
                "medewerker": medewerker,
                "rol": rol.value,
                "scope": " ".join(sorted(scopes)),
                **organisatie,
            },
            self._sleutel,
            algorithm="ES256",
            headers={"kid": _KID, "typ": "at+jwt"},
        )


def maak_bestand(bestand: Path, inhoud: bytes) -> bool:
    """Put a file in place, readable for the owner only, as a whole or not at all; False where there is one.

    It is written beside it and then linked: a kill, a full disk or a second start never leaves half a key.
    """
    try:
        if bestand.exists():
            return False
        with NamedTemporaryFile(dir=bestand.parent, prefix=f"{bestand.name}.") as naast:
            naast.write(inhoud)
            naast.flush()
            os.fsync(naast.fileno())
            os.link(naast.name, bestand)
    except FileExistsError:
        return False
    except OSError as fout:
        raise WmoFout(f"{bestand} is niet te maken: {waarom_niet(fout)}.") from None
    return True


def _lees_sleutel(bestand: Path) -> EllipticCurvePrivateKey:
    try:
        sleutel = load_pem_private_key(lees_begrensd(bestand), None)
    except PermissionError as fout:
        raise WmoFout(f"{bestand} is niet te lezen: {waarom_niet(fout)}.") from None
    except (ValueError, TypeError, OSError):
        sleutel = None
    if not isinstance(sleutel, EllipticCurvePrivateKey) or not isinstance(sleutel.curve, SECP256R1):
        raise WmoFout(f"{bestand} is beschadigd; verwijder het, dan maakt het programma een nieuwe sleutel.")
    return sleutel
