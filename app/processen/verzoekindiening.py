"""A provider asks: the wmo315 or wmo317 made from what it wants and from what it received (OP306, OP307)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.fouten import OngeldigeInvoer, Veldfout, VoorwaardeNietVervuld
from app.domain.keten.dossier import BekendeToewijzing, Betrokkenen, Verzoeksleutel, Verzoeksoort
from app.domain.keten.historie import Vraag, toewijzingen_van
from app.domain.partijen import Rol
from app.domain.verzoek.verzoek import Gevraagd, Persoon, Vraagsoort
from app.domain.waarden import AgbCode, Gemeentecode
from app.domain.woorden import datum
from app.istandaard import codec
from app.istandaard.aanbiederberichten import persoon_van
from app.istandaard.berichten.wmo315 import Wmo315
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import codelijst
from app.istandaard.historie import vraag_van
from app.istandaard.oordeel import oordeel
from app.istandaard.opstellen import veldfout
from app.istandaard.verzoeken import (
    VELDEN,
    in_verzoek,
    maak_wmo315,
    maak_wmo317,
    persoon_in_bericht,
    referenties_in,
)
from app.istandaard.xml import OngeldigBericht
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen.handeling import Handeling, voor
from app.processen.leveren import AANGEKOMEN, keten_met, kop, laatste_301, ontvangen_toewijzing, verstuur
from app.processen.naslaan import openbare_kennis
from app.processen.verzoeken import Verzoekinzage, inzage

REDENEN = codelijst("WJ758")
EERST_ANTWOORD = "TR374"
"""What is no fault of a request: it can be made once the one before it was answered."""


@dataclass(frozen=True, slots=True)
class Verzoekgegevens:
    """What a provider asks of a municipality, for whom."""

    gemeente: Gemeentecode
    soort: Verzoeksoort
    producten: tuple[Gevraagd, ...]
    toewijzing: int | None = None
    """Of which the client is meant; None where a product names one, or with `client`."""
    client: Persoon | None = None
    reden: str | None = None
    """RedenVerzoek (WJ758) of a change."""


@dataclass(frozen=True, slots=True)
class Indiening:
    """The requests that were made, and the message that they are in."""

    verzoeken: tuple[Verzoekinzage, ...]
    bericht: Berichtontvangst


@voor(Rol.AANBIEDER)
def dien_in(handeling: Handeling, gegevens: Verzoekgegevens) -> Indiening:
    """Make the request and hand it over; nothing is kept of one that the rules refuse."""
    _vereis_volledig(gegevens)
    bij = keten_met(handeling, gegevens.gemeente, ook_nieuw=gegevens.client is not None)
    bij.vergrendel_beide()
    bericht = _stel_op(handeling, bij, gegevens)
    bevindingen = _bevindingen(handeling, bij, bericht)
    if bevindingen:
        fouten = [_als_gevraagd(veldfout(bevinding, VELDEN), gegevens) for bevinding in bevindingen]
        raise _geweigerd("Dit verzoek voldoet niet aan de standaard. Er is niets verzonden.", fouten)
    verzonden = verstuur(handeling, bericht)
    if verzonden.status not in AANGEKOMEN:
        soorten = [gevraagd.soort for gevraagd in gegevens.producten]
        gelezen = (replace(b, pad=in_verzoek(b.pad or "", soorten)) for b in verzonden.bevindingen)
        fouten = [_als_gevraagd(veldfout(bevinding, VELDEN), gegevens) for bevinding in gelezen]
        raise _geweigerd("De gemeente zou dit verzoek afkeuren. Er is niets verzonden.", fouten)
    tussen = (gegevens.gemeente, AgbCode(handeling.beller.code))
    sleutels = [Verzoeksleutel(*tussen, referentie) for referentie in referenties_in(bericht)]
    verzoeken = {v.referentie: v for v in handeling.opslag.verzoeken.met_sleutels(sleutels)}
    return Indiening(tuple(inzage(handeling, verzoeken[s.referentie]) for s in sleutels), verzonden)


def _geweigerd(waarom: str, fouten: Sequence[Veldfout]) -> OngeldigeInvoer | VoorwaardeNietVervuld:
    """That it cannot be made as it is, or, where nothing else is wrong, that it cannot be made yet."""
    if all(fout.regel == EERST_ANTWOORD for fout in fouten):
        return VoorwaardeNietVervuld("Er staat al een verzoek open. Er is niets verzonden.", *fouten)
    return OngeldigeInvoer(waarom, *fouten)


def _als_gevraagd(fout: Veldfout, gegevens: Verzoekgegevens) -> Veldfout:
    """At a field that can be sent: a message has more than was asked, and other names for all of it."""
    product = f"{fout.veld}.".startswith(tuple(f"producten[{i}]." for i in range(len(gegevens.producten))))
    client = gegevens.client is not None and fout.veld.startswith("client.")
    if product or (client and fout.veld != "client.aangevraagdeProducten"):
        return fout
    return replace(fout, veld="reden" if fout.veld == "producten.redenVerzoek" else "producten")


def _vereis_volledig(gegevens: Verzoekgegevens) -> None:
    fouten = [*_fouten_om_wie(gegevens)]
    wijziging = gegevens.soort is Verzoeksoort.WIJZIGING
    if wijziging is (gegevens.reden is None):
        melding = REDENEN.kies_uit() if wijziging else "Laat dit weg; alleen een wijziging heeft een reden."
        fouten.append(Veldfout("reden", melding, "IV092"))
    for i, gevraagd in enumerate(gegevens.producten):
        fouten += _fouten_in(gevraagd, f"producten[{i}]", wijziging=wijziging)
    if fouten:
        raise OngeldigeInvoer("Dit verzoek is niet volledig.", *fouten)


def _fouten_om_wie(gegevens: Verzoekgegevens) -> Iterator[Veldfout]:
    if gegevens.client is None and _nummer(gegevens) is None:
        yield Veldfout("toewijzing", "Noem een toewijzing van de cliënt, of geef wie het is bij client.")
    elif gegevens.client is not None and (
        _nummer(gegevens) is not None or gegevens.soort is Verzoeksoort.WIJZIGING
    ):
        yield Veldfout("client", "Laat dit weg; wie de cliënt is volgt uit de toewijzing die u ontving.")


def _fouten_in(gevraagd: Gevraagd, veld: str, *, wijziging: bool) -> Iterator[Veldfout]:
    nieuw = gevraagd.soort is Vraagsoort.NIEUW
    if not wijziging and not nieuw:
        yield Veldfout(f"{veld}.soort", "Dit kan alleen in een verzoek om wijziging; kies hier nieuw.")
    if nieuw is (gevraagd.toewijzing is not None):
        melding = "Een nieuw product heeft nog geen nummer." if nieuw else "Noem het toewijzingnummer."
        yield Veldfout(f"{veld}.toewijzing", melding)
    if gevraagd.soort is Vraagsoort.ONGEWIJZIGD:
        for naam, waarde in (
            ("begindatum", gevraagd.begin),
            ("einddatum", gevraagd.eind),
            ("categorie", gevraagd.categorie),
            ("productcode", gevraagd.productcode),
            ("omvang", gevraagd.omvang),
            ("budget", gevraagd.budget),
        ):
            if waarde is not None:
                yield Veldfout(f"{veld}.{naam}", "Laat dit weg, of kies wijzigen: dit product blijft gelijk.")
        return
    if gevraagd.begin is None:
        yield Veldfout(f"{veld}.begindatum", "Geef vanaf wanneer u dit vraagt.")
    for naam, waarde in (("categorie", gevraagd.categorie), ("productcode", gevraagd.productcode)):
        if not nieuw and waarde is not None:
            melding = "Het product van een toewijzing wijzigt niet; beëindig haar en vraag een nieuw product."
            yield Veldfout(f"{veld}.{naam}", melding, "TR332")
    if nieuw and gevraagd.productcode is not None and gevraagd.categorie is None:
        yield Veldfout(f"{veld}.categorie", "Geef de categorie van dit product.")


def _nummer(gegevens: Verzoekgegevens) -> int | None:
    """Of an allocation of the client."""
    genoemd = (gegevens.toewijzing, *(gevraagd.toewijzing for gevraagd in gegevens.producten))
    return next((nummer for nummer in genoemd if nummer is not None), None)


def _stel_op(handeling: Handeling, bij: Ketenhistorie, gegevens: Verzoekgegevens) -> Wmo315 | Wmo317:
    gemeente, nummer = gegevens.gemeente, _nummer(gegevens)
    van = kop(handeling, gemeente)
    if nummer is None:
        assert gegevens.client is not None
        return maak_wmo315(van, persoon_in_bericht(gegevens.client), gegevens.producten)
    sleutel, bekend = ontvangen_toewijzing(bij, gemeente, nummer)
    client = laatste_301(handeling, bij, sleutel).client
    if gegevens.reden is None:
        return maak_wmo315(van, persoon_van(client), gegevens.producten)
    wie = Betrokkenen(gemeente, AgbCode(handeling.beller.code), bekend.client)
    dossier = bij.haal(Vraag(frozenset({toewijzingen_van(wie)})))
    alle = dossier.toewijzingen_van(gemeente, wie.aanbieder, client.bsn)
    actueel = {nummer: t for nummer, t in alle.items() if t.loopt(handeling.vandaag)}
    _vereis_voor_het_einde(gegevens.producten, actueel)
    return maak_wmo317(van, client.bsn, gegevens.reden, _aangevuld(gegevens.producten, actueel))


def _vereis_voor_het_einde(producten: Sequence[Gevraagd], actueel: dict[int, BekendeToewijzing]) -> None:
    """Refuse a change from after the last day of its allocation, where no other last day is asked."""
    fouten = []
    for i, gevraagd in enumerate(producten):
        nu = actueel.get(gevraagd.toewijzing or 0)
        if nu is None or nu.einddatum is None or gevraagd.begin is None or gevraagd.eind is not None:
            continue
        if gevraagd.begin > nu.einddatum:
            melding = (
                f"Deze toewijzing eindigt op {datum(nu.einddatum)}. Vraag de wijziging eerder, "
                "of geef ook een einddatum."
            )
            fouten.append(Veldfout(f"producten[{i}].begindatum", melding, "CS003"))
    if fouten:
        raise OngeldigeInvoer("Dit verzoek kan zo niet. Er is niets verzonden.", *fouten)


def _aangevuld(producten: Sequence[Gevraagd], actueel: dict[int, BekendeToewijzing]) -> tuple[Gevraagd, ...]:
    """With what a change leaves out as it is now, and with every current allocation that is not named."""
    genoemd = {gevraagd.toewijzing for gevraagd in producten}
    return (
        *(_gelijk_gelaten(gevraagd, actueel.get(gevraagd.toewijzing or 0)) for gevraagd in producten),
        *(Gevraagd(Vraagsoort.ONGEWIJZIGD, nummer) for nummer in sorted(actueel) if nummer not in genoemd),
    )


def _gelijk_gelaten(gevraagd: Gevraagd, nu: BekendeToewijzing | None) -> Gevraagd:
    if gevraagd.soort is not Vraagsoort.WIJZIGEN or nu is None:
        return gevraagd
    eind = nu.einddatum if gevraagd.eind is None else gevraagd.eind
    if gevraagd.omvang is None and gevraagd.budget is None:
        return replace(gevraagd, eind=eind, omvang=nu.omvang, budget=nu.budget)
    return replace(gevraagd, eind=eind)


def _bevindingen(handeling: Handeling, bij: Ketenhistorie, bericht: Any) -> tuple[Bevinding, ...]:
    """What is wrong with it by its schema, and else by all that this provider may know."""
    try:
        codec.schrijf(bericht, handeling.schemas)
    except OngeldigBericht as fout:
        return tuple(fout.bevindingen)
    dossier = bij.haal(vraag_van(bericht, bij.clientsleutel))
    return oordeel(bericht, dossier, openbare_kennis(handeling.vandaag)).bevindingen
