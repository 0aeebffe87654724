"""Who is calling: a bearer JWT, as the NL GOV profile for OAuth 2.0 asks of a resource server (RFC 6750)."""

import re
from collections.abc import Mapping
from typing import Any

import jwt
from starlette.datastructures import Headers

from app.api.kader.fouten import NietAangemeld, TeWeinigRechten
from app.api.kader.uitgevers import Uitgevers
from app.domain.partijen import Beller, Partij, Rol
from app.domain.waarden import zegt_iets

ALGORITMEN = ("RS256", "PS256", "ES256")
SOORTEN = frozenset({"jwt", "at+jwt", "application/at+jwt"})
SPELING_SECONDEN = 10
"""How far the clocks of issuer and server may differ."""

LANGSTE_TOKEN = 8192
LANGSTE_NAAM = 200
GEEN_TEKST = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither database nor log can hold as text: control characters, half pairs, no characters."""


async def herken(headers: Headers, scopes: frozenset[str], uitgevers: Uitgevers, publiek: str) -> Beller:
    """The caller behind the token in these headers.

    Raises NietAangemeld when there is no token that holds, TeWeinigRechten when it lacks one of the scopes.
    """
    token = _token(headers)
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
    gevonden = _beller(inhoud)
    if not scopes <= gevonden.scopes:
        nodig = " ".join(sorted(scopes))
        raise TeWeinigRechten(
            f"Voor deze bewerking is een token nodig met de scope: {nodig}.",
            {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{nodig}"'},
        )
    return gevonden


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
    """A claim that goes into the record: text that says something, of a length that a column holds."""
    if not isinstance(waarde, str) or not zegt_iets(waarde) or len(waarde) > LANGSTE_NAAM:
        raise _ongeldig(f"noemt geen naam of kenmerk van hoogstens {LANGSTE_NAAM} tekens (claim {claim})")
    if GEEN_TEKST.search(waarde):
        raise _ongeldig(f"bevat tekens die geen tekst zijn (claim {claim})")
    return waarde


def _cijfers(waarde: object, aantal: int) -> bool:
    return isinstance(waarde, str) and len(waarde) == aantal and waarde.isascii() and waarde.isdecimal()


def _ongeldig(wat: str) -> NietAangemeld:
    return NietAangemeld(f"Het access token {wat}.", {"WWW-Authenticate": 'Bearer error="invalid_token"'})
