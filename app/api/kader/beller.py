"""Who is calling: a bearer JWT, as the NL GOV profile for OAuth 2.0 asks of a resource server (RFC 6750)."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import jwt
from jwt import PyJWK
from starlette.datastructures import Headers

from app.api.kader.fouten import NietAangemeld, TeWeinigRechten
from app.api.kader.uitgevers import Uitgevers
from app.domain.partijen import Beller, Partij, Rol
from app.domain.waarden import zegt_iets
from app.istandaard.tonen import noemt_bsn

ALGORITMEN = ("RS256", "PS256", "ES256")
SOORTEN = frozenset({"jwt", "at+jwt", "application/at+jwt"})
SPELING_SECONDEN = 10
"""How far the clocks of issuer and server may differ."""

LANGSTE_GELDIGHEID = 24 * 3600
"""Seconds that a token may still count: who loses one for ever should not give access for ever."""

LANGSTE_TOKEN = 8192
LANGSTE_NAAM = 200
GEEN_TEKST = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither database nor log can hold as text: control characters, half pairs, no characters."""


@dataclass(frozen=True, slots=True)
class Gekeurd:
    """A token that held: with which key it was verified, until when it counts, and whom it describes."""

    uitgever: str
    kid: str
    alg: str
    sleutel: PyJWK
    tot: int
    """Its `exp`, in seconds since 1970."""
    beller: Beller


class Gekend:
    """The tokens that held last, by their hash, so that the next request with one need not verify it again.

    No more than so many; a new one takes the place of the one that was verified longest ago.
    """

    def __init__(self, hoogstens: int = 1000) -> None:
        """Begin with none."""
        self._hoogstens = hoogstens
        self._tokens: dict[bytes, Gekeurd] = {}

    def zoek(self, token: str) -> Gekeurd | None:
        """What was found of this token, if it is one of these."""
        return self._tokens.get(_hash(token))

    def onthoud(self, token: str, gekeurd: Gekeurd) -> None:
        """Keep what was found of a token that held."""
        self._tokens.pop(_hash(token), None)
        if len(self._tokens) >= self._hoogstens:
            del self._tokens[next(iter(self._tokens))]
        self._tokens[_hash(token)] = gekeurd


async def herken(
    headers: Headers, scopes: frozenset[str], uitgevers: Uitgevers, publiek: str, gekend: Gekend
) -> Beller:
    """The caller behind the token in these headers.

    Raises NietAangemeld when there is no token that holds, TeWeinigRechten when it lacks one of the scopes.
    """
    token = _token(headers)
    gekeurd = gekend.zoek(token)
    if gekeurd is None or not await _geldt_nog(gekeurd, uitgevers):
        gekeurd = await _keur(token, uitgevers, publiek)
        gekend.onthoud(token, gekeurd)
    if not scopes <= gekeurd.beller.scopes:
        nodig = " ".join(sorted(scopes))
        raise TeWeinigRechten(
            f"Voor deze bewerking is een token nodig met de scope: {nodig}.",
            {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{nodig}"'},
        )
    return gekeurd.beller


async def _geldt_nog(gekeurd: Gekeurd, uitgevers: Uitgevers) -> bool:
    """Whether time and issuer still hold to a token: keys that were read again are other keys."""
    sleutel = await uitgevers.sleutel(gekeurd.uitgever, gekeurd.kid, gekeurd.alg)
    return sleutel is gekeurd.sleutel and time.time() < gekeurd.tot + SPELING_SECONDEN


async def _keur(token: str, uitgevers: Uitgevers, publiek: str) -> Gekeurd:
    try:
        ongetoetst = jwt.decode_complete(token, options={"verify_signature": False})
        kop, uitgever = ongetoetst["header"], ongetoetst["payload"].get("iss")
        if kop.get("alg") not in ALGORITMEN or str(kop.get("typ", "jwt")).lower() not in SOORTEN:
            raise _ongeldig("is van een soort die hier niet geldt")
        sleutel = await uitgevers.sleutel(uitgever, kop.get("kid"), kop["alg"])
        if sleutel is None:
            raise _ongeldig("is niet uitgegeven of ondertekend door een uitgever die hier geldt")
        inhoud = jwt.decode(
            token,
            sleutel,
            algorithms=[kop["alg"]],
            audience=publiek,
            issuer=uitgever,
            leeway=SPELING_SECONDEN,
            options={"require": ["iss", "aud", "exp", "sub"]},
        )
    except jwt.ExpiredSignatureError:
        raise _ongeldig("is verlopen") from None
    except jwt.ImmatureSignatureError:
        raise _ongeldig("geldt nog niet") from None
    except jwt.InvalidAudienceError:
        raise _ongeldig("is voor een andere dienst bedoeld") from None
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError):
        raise _ongeldig("is niet te controleren") from None
    tot = int(inhoud["exp"])
    if tot > time.time() + LANGSTE_GELDIGHEID + SPELING_SECONDEN:
        raise _ongeldig("geldt te lang: hoogstens 24 uur vanaf nu (claim exp)")
    return Gekeurd(uitgever, kop["kid"], kop["alg"], sleutel, tot, _beller(inhoud))


def _hash(token: str) -> bytes:
    return sha256(token.encode("latin-1")).digest()


def _token(headers: Headers) -> str:
    waarden = headers.getlist("authorization")
    if not waarden:
        raise NietAangemeld(
            "Stuur een access token mee in de header Authorization: Bearer …", {"WWW-Authenticate": "Bearer"}
        )
    schema, _, token = waarden[0].partition(" ")
    if len(waarden) > 1 or schema.lower() != "bearer" or not 0 < len(token) <= LANGSTE_TOKEN:
        raise _ongeldig("staat niet in de vorm: Bearer, spatie, token")
    return token


def _beller(inhoud: Mapping[str, Any]) -> Beller:
    """The caller that these verified claims describe."""
    gemeente, agb = inhoud.get("gemeente"), inhoud.get("agb")
    if _cijfers(gemeente, 4) and agb is None:
        partij, code = Partij.GEMEENTE, str(gemeente)
    elif _cijfers(agb, 8) and gemeente is None:
        partij, code = Partij.AANBIEDER, str(agb)
    else:
        raise _ongeldig("moet een gemeentecode (claim gemeente) of een AGB-code (claim agb) bevatten")
    rol = inhoud.get("rol")
    if rol not in list(Rol) or (rol == Rol.AANBIEDER) != (partij is Partij.AANBIEDER):
        raise _ongeldig("bevat geen rol die bij de organisatie past (claim rol)")
    scope = inhoud.get("scope", "")
    if not isinstance(scope, str):
        raise _ongeldig("bevat geen leesbare scopes (claim scope)")
    medewerker = _naam(inhoud.get("medewerker"), "medewerker")
    systeem = _naam(inhoud.get("client_id") or inhoud["sub"], "client_id of sub")
    return Beller(partij, code, medewerker, Rol(rol), systeem, frozenset(scope.split()))


def _naam(waarde: object, claim: str) -> str:
    """A claim that goes into the record: text that says something, of a length that a column holds.

    No Bsn: it would stand in records and logs, and those of W06 are not to hold one. Nor is it masked, for
    then nobody could say later who it was.
    """
    if not isinstance(waarde, str) or not zegt_iets(waarde) or len(waarde) > LANGSTE_NAAM:
        raise _ongeldig(f"noemt geen naam of kenmerk van hoogstens {LANGSTE_NAAM} tekens (claim {claim})")
    if GEEN_TEKST.search(waarde) or not waarde.isprintable():  # what turns the direction is none either
        raise _ongeldig(f"bevat tekens die geen tekst zijn (claim {claim})")
    if noemt_bsn(waarde):
        raise _ongeldig(f"noemt een nummer dat een Bsn kan zijn (claim {claim})")
    return waarde


def _cijfers(waarde: object, aantal: int) -> bool:
    return isinstance(waarde, str) and len(waarde) == aantal and waarde.isascii() and waarde.isdecimal()


def _ongeldig(wat: str) -> NietAangemeld:
    return NietAangemeld(f"Het access token {wat}.", {"WWW-Authenticate": 'Bearer error="invalid_token"'})
