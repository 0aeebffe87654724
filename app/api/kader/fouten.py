"""What can go wrong in the exchange itself, and the HTTP status of every error that leaves.

WmoFout (app.domain.fouten)
├─ the process says no: OngeldigeInvoer, GeenToegang, NietGevonden, VerkeerdeStatus, …
└─ HttpFout
   ├─ who calls: NietAangemeld, TeWeinigRechten
   ├─ what is asked: MethodeNietToegestaan, NietLeverbaar, RevisieOntbreekt, SleutelHergebruikt
   ├─ what is sent: TeTraag, TeGroot, DubbeleLengte, VerkeerdMediatype, VerkeerdeHttpVersie
   └─ ours: InterneFout, Bezet, UitgeverOnbereikbaar
"""

from collections.abc import Mapping

from app.domain.fouten import (
    BestaatAl,
    GeenToegang,
    NietGevonden,
    OngeldigeInvoer,
    VerkeerdeStatus,
    VerouderdeRevisie,
    VoorwaardeNietVervuld,
    WmoFout,
)
from app.istandaard.xml import OnbekendBericht, OnleesbaarBericht
from app.opslag import Onbereikbaar, Onleesbaar, VerkeerdeSleutels


class HttpFout(WmoFout):
    """An error of the exchange itself, not of the process; `headers` go out with the answer."""

    def __init__(self, melding: str, headers: Mapping[str, str] | None = None) -> None:
        """Keep the Dutch sentence and the response headers that belong to it."""
        super().__init__(melding)
        self.headers = dict(headers or {})


class NietAangemeld(HttpFout):
    """No token, or one that does not hold (RFC 6750)."""

    soort = "niet-aangemeld"
    titel = "U bent niet aangemeld"


class TeWeinigRechten(HttpFout):
    """The token holds, but lacks the scope of this operation (RFC 6750)."""

    soort = "te-weinig-rechten"
    titel = "Uw token geeft dit recht niet"


class MethodeNietToegestaan(HttpFout):
    """The resource exists, but not with this method."""

    soort = "methode-niet-toegestaan"
    titel = "Deze bewerking bestaat hier niet"


class NietLeverbaar(HttpFout):
    """The caller accepts no media type that this operation can give."""

    soort = "niet-leverbaar"
    titel = "Niet in de gevraagde vorm beschikbaar"


class TeTraag(HttpFout):
    """The body did not arrive in time."""

    soort = "te-traag"
    titel = "Het versturen duurde te lang"


class TeGroot(HttpFout):
    """The body is larger than this operation takes."""

    soort = "te-groot"
    titel = "De inhoud is te groot"


class DubbeleLengte(HttpFout):
    """The length of the body is said in two ways, which others may read differently (RFC 9112, 6.1)."""

    soort = "dubbele-lengte"
    titel = "De lengte van de inhoud staat er twee keer"


class VerkeerdeHttpVersie(HttpFout):
    """Another major version of HTTP than that of this connection (RFC 9110, 15.6.6)."""

    soort = "verkeerde-http-versie"
    titel = "Deze versie van HTTP gaat hier niet"


class VerkeerdMediatype(HttpFout):
    """The body is of a kind that this operation does not take."""

    soort = "verkeerd-mediatype"
    titel = "De inhoud is van een verkeerde soort"


class RevisieOntbreekt(HttpFout):
    """A change was asked without saying in If-Match what was read (RFC 6585)."""

    soort = "revisie-ontbreekt"
    titel = "Er staat niet bij welke versie u las"


class SleutelHergebruikt(HttpFout):
    """The Idempotency-Key was used for another request; its draft says 422, which this API does not use."""

    soort = "sleutel-hergebruikt"
    titel = "De Idempotency-Key hoort bij een ander verzoek"


class InterneFout(HttpFout):
    """A fault of ours."""

    soort = "interne-fout"
    titel = "Er ging bij ons iets mis"


class Bezet(HttpFout):
    """As many of these requests are being handled as may be at a time; a moment later there is room again."""

    soort = "bezet"
    titel = "Het is nu te druk"


class UitgeverOnbereikbaar(HttpFout):
    """Whether a token holds cannot be said now, as the keys of its issuer could not be read."""

    soort = "uitgever-onbereikbaar"
    titel = "Uw token is nu niet te controleren"


STATUS: dict[type[WmoFout], int] = {
    OngeldigeInvoer: 400,
    OnleesbaarBericht: 400,
    OnbekendBericht: 400,
    DubbeleLengte: 400,
    NietAangemeld: 401,
    GeenToegang: 403,
    TeWeinigRechten: 403,
    NietGevonden: 404,
    MethodeNietToegestaan: 405,
    NietLeverbaar: 406,
    TeTraag: 408,
    VerkeerdeStatus: 409,
    VoorwaardeNietVervuld: 409,
    BestaatAl: 409,
    SleutelHergebruikt: 409,
    VerouderdeRevisie: 412,
    TeGroot: 413,
    VerkeerdMediatype: 415,
    RevisieOntbreekt: 428,
    InterneFout: 500,
    Bezet: 503,
    UitgeverOnbereikbaar: 503,
    VerkeerdeHttpVersie: 505,
    Onleesbaar: 500,
    VerkeerdeSleutels: 503,
    Onbereikbaar: 503,
}
"""The status of each kind of error; a kind that is not here is a fault of ours."""


def status_van(fout: WmoFout) -> int:
    """The HTTP status of this error; raises TypeError for a kind that has none."""
    for soort in type(fout).mro():
        if soort in STATUS:
            return STATUS[soort]
    raise TypeError(f"{type(fout).__name__} has no HTTP status") from fout
