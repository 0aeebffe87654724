"""What a message asks of the history of a party, and what it leaves behind there once it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from app.domain.keten import historie as h
from app.domain.keten.declaratie import GeslotenPeriode
from app.domain.keten.dossier import (
    BekendeDeclaratie,
    BekendeToewijzing,
    BekendVerzoek,
    Berichtsleutel,
    Betrokkenen,
    Clientsleutel,
    Declaratiesleutel,
    Dossier,
    Partijen,
    Toewijzingsleutel,
    Verzoeksleutel,
    Verzoeksoort,
    Verzoekstand,
)
from app.domain.keten.historie import Gegeven, Historie, Mutaties, Sleutel, Vraag
from app.domain.levertaak import ALLES, sleutels
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Gemeentecode, Omvang
from app.istandaard.berichten import wmo325
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.headers import Berichtheader, Retourheader
from app.istandaard.berichten.wmo301 import ToegewezenProduct, Wmo301
from app.istandaard.berichten.wmo305 import Wmo305
from app.istandaard.berichten.wmo307 import Wmo307
from app.istandaard.berichten.wmo315 import Wmo315
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import GEEN_REDENEN, IN_ORDE, Redenen
from app.istandaard.declaraties import prestatie_in
from app.istandaard.leveringen import EERSTE, VERWIJDEREN, meldingen
from app.istandaard.waarden import NietTeBerekenen

STAND_NA = {"1": Verzoekstand.AFGEWEZEN, "2": Verzoekstand.IN_ONDERZOEK}
"""How a request stands after an answer with this VerzoekAntwoord (WJ760)."""


def vraag_van(bericht: Berichtklasse, clientsleutel: Callable[[str], Clientsleutel]) -> Vraag:
    """The slice that the rules on this message may look at, and that its mutations are made from.

    And what there is to do about the allocations that it names follows from it.

    `clientsleutel` gives the key under which the party keeps a client. A return asks nothing.
    """
    sleutel = sleutel_van(bericht)
    if sleutel is None:
        return Vraag()
    gevraagd = frozenset({h.van_bericht(sleutel), *_gevraagd(bericht, clientsleutel)})
    return Vraag(gevraagd, frozenset(_hoogste_gevraagd(bericht)))


def _hoogste_gevraagd(bericht: Any) -> Iterator[Sleutel]:
    tussen = partijen_van(bericht)
    match bericht:
        case Wmo323():
            yield h.laatste_declaratie(tussen)
        case Wmo325():
            yield h.van_declaratie(_beantwoorde(bericht))  # without its lines, of which there may be many


def _gevraagd(bericht: Any, clientsleutel: Callable[[str], Clientsleutel]) -> Iterator[Sleutel]:
    tussen = partijen_van(bericht)
    gemeente, aanbieder = Gemeentecode(tussen.gemeente), AgbCode(tussen.aanbieder)

    def bij(bsn: str) -> Betrokkenen:
        return Betrokkenen(gemeente, aanbieder, clientsleutel(bsn))

    def op(nummers: Iterable[int | None]) -> list[Toewijzingsleutel]:
        return [Toewijzingsleutel(gemeente, int(nummer)) for nummer in nummers if nummer is not None]

    def onder(referentie: str) -> Sleutel:
        return h.van_verzoek(Verzoeksleutel(gemeente, aanbieder, referentie))

    match bericht:
        case Wmo301():
            producten = bericht.client.toegewezen_producten
            yield h.verzoeken_van(bij(bericht.client.bsn))
            for toewijzing in op(product.toewijzing_nummer for product in producten):
                yield from sleutels((toewijzing, bij(bericht.client.bsn)), ALLES)
            yield from map(onder, genoemde_verzoeken(bericht))
        case Wmo305() | Wmo307():
            client: Any = bericht.client
            klassen = client.start_producten if isinstance(bericht, Wmo305) else client.stop_producten
            yield h.leveringen_van(bij(bericht.client.bsn))
            yield h.toewijzingen_van(bij(bericht.client.bsn))
            for toewijzing in op(klasse.toewijzing_nummer for klasse in klassen):
                yield from sleutels((toewijzing, bij(bericht.client.bsn)), ALLES)
        case Wmo315():
            yield h.verzoeken_van(bij(bericht.client.bsn))
            yield from (onder(p.referentie_aanbieder) for p in bericht.client.aangevraagde_producten)
        case Wmo317():
            yield h.verzoeken_van(bij(bericht.client.bsn))
            yield h.toewijzingen_van(bij(bericht.client.bsn))
            yield onder(bericht.client.verzoek.referentie_aanbieder)
            yield from map(h.van_toewijzing, op(_genoemd(bericht)))
        case Wmo319():
            yield from map(onder, genoemde_verzoeken(bericht))
        case Wmo323():
            yield h.van_declaratienummer(tussen, bericht.declaratie.declaratie_nummer)
            for client in bericht.declaratie.clienten:
                yield h.toewijzingen_van(bij(client.bsn))
                yield h.leveringen_van(bij(client.bsn))
                for regel in client.prestaties:
                    yield h.van_referentie(tussen, regel.product_referentie.referentie_nummer)
                    for toewijzing in op((regel.toewijzing_nummer,)):
                        yield h.van_toewijzing(toewijzing)
                        yield h.prestaties_op(toewijzing)
        case Wmo325():
            antwoord = bericht.declaratie_antwoord
            for van in () if antwoord is None else antwoord.clienten:
                yield from (
                    h.van_referentie(tussen, p.product_referentie.referentie_nummer) for p in van.prestaties
                )


def mutaties_van(bericht: Berichtklasse, dossier: Dossier, geweigerd: Redenen = GEEN_REDENEN) -> Mutaties:
    """What this accepted message leaves behind; a rejected one must not come here (OP286).

    `dossier` is the slice that `vraag_van` asked for. Of a wmo323 that was granted in part, `geweigerd` holds
    the lines that were refused.
    """
    sleutel = sleutel_van(bericht)
    return () if sleutel is None else (h.Gebruik(sleutel), *_mutaties(bericht, dossier, geweigerd))


def neem_op(
    bij: Historie, herkomst: Hashable, bericht: Berichtklasse, geweigerd: Redenen = GEEN_REDENEN
) -> None:
    """Add what this accepted message leaves behind to the history of a party."""
    dossier = bij.haal(vraag_van(bericht, bij.clientsleutel))
    bij.leg_vast(herkomst, mutaties_van(bericht, dossier, geweigerd))


def genoemde_verzoeken(bericht: Wmo301 | Wmo319) -> frozenset[str]:
    """The ReferentieAanbieder of each request that this message grants or answers."""
    if isinstance(bericht, Wmo319):
        return frozenset({bericht.antwoord.referentie_aanbieder})
    producten = bericht.client.toegewezen_producten
    return frozenset(p.referentie_aanbieder for p in producten if p.referentie_aanbieder is not None)


def _mutaties(bericht: Any, dossier: Dossier, geweigerd: Redenen) -> Iterator[Gegeven]:
    match bericht:
        case Wmo301():
            yield from _toewijzingen(dossier, bericht)
        case Wmo305() | Wmo307():
            yield from _leveringen(dossier, bericht)
        case Wmo315():
            yield from _verzoeken_om_toewijzing(dossier, bericht)
        case Wmo317():
            yield _verzoek_om_wijziging(dossier, bericht)
        case Wmo319():
            antwoord = bericht.antwoord
            yield from _stand(
                dossier, bericht, antwoord.referentie_aanbieder, STAND_NA[antwoord.verzoek_antwoord]
            )
        case Wmo323():
            yield from _declaratie(dossier, bericht, geweigerd)
        case Wmo325():
            yield from _weigeringen(dossier, bericht)


def sleutel_van(bericht: Berichtklasse) -> Berichtsleutel | None:
    """What makes a message unique (TR056); None for a return, which has the identification of its message."""
    header = getattr(bericht, "header", None)
    if not isinstance(header, Berichtheader) or isinstance(header, Retourheader):
        return None
    return Berichtsleutel(header.bericht_code, header.afzender, header.bericht_identificatie.identificatie)


def toewijzing_in(product: ToegewezenProduct, bericht: Wmo301, dossier: Dossier) -> BekendeToewijzing:
    """The version of an allocation that this message holds, as history keeps it."""
    eind, omvang = product.einddatum, product.omvang
    return BekendeToewijzing(
        client=dossier.clientsleutel(bericht.client.bsn),
        aanbieder=AgbCode(bericht.header.ontvanger),
        categorie=None if product.product is None else product.product.categorie,
        productcode=None if product.product is None else product.product.code,
        ingangsdatum=product.ingangsdatum.dag_of_grens,
        einddatum=None if eind is None else eind.dag_of_grens,
        omvang=None
        if omvang is None
        else Omvang(int(omvang.volume), Eenheid(omvang.eenheid), Frequentie(omvang.frequentie)),
        budget=None if product.budget is None else int(product.budget),
        verwijderd=is_verwijderd(product),
        besloten=_besloten(product),
    )


def is_verwijderd(product: ToegewezenProduct) -> bool:
    """Whether this deletes the allocation: it leaves no day, with RedenWijziging 13, or 01 in old ones."""
    return product.reden_wijziging in ("13", "01") and product.einddatum == product.ingangsdatum


def partijen_van(bericht: Any) -> Partijen:
    """Between whom it goes, whoever of the two sends it."""
    header = bericht.header
    gemeente, aanbieder = sorted((header.afzender, header.ontvanger), key=len)
    return Partijen(gemeente, aanbieder)


def ontvanger_en_afzender(bericht: Any) -> tuple[str, str]:
    """Who receives it, and who sends it."""
    return partijen_in(bericht.header)


def partijen_in(header: Any) -> tuple[str, str]:
    """Who receives the message with this header, and who sends it.

    A return keeps the header of what it answers (IV028).
    """
    if isinstance(header, Retourheader):
        return header.afzender, header.ontvanger
    return header.ontvanger, header.afzender


def bsns_in(bericht: Any) -> frozenset[str]:
    """About whom a message is."""
    hoofd = next((d for n in _HOOFDEN if (d := getattr(bericht, n, None)) is not None), None)
    if hoofd is None:
        return frozenset()
    clienten = getattr(hoofd, "clienten", (hoofd,))
    return frozenset(client.bsn for client in clienten if hasattr(client, "bsn"))


_HOOFDEN = ("client", "declaratie", "declaratie_antwoord")


def _toewijzingen(dossier: Dossier, bericht: Wmo301) -> Iterator[Gegeven]:
    gemeente = Gemeentecode(bericht.header.afzender)
    for product in bericht.client.toegewezen_producten:
        sleutel = Toewijzingsleutel(gemeente, int(product.toewijzing_nummer))
        yield h.Toewijzingsversie(sleutel, toewijzing_in(product, bericht, dossier))
        if product.referentie_aanbieder is not None:
            yield from _stand(dossier, bericht, product.referentie_aanbieder, Verzoekstand.TOEGEWEZEN)


def _stand(
    dossier: Dossier, bericht: Wmo301 | Wmo319, referentie: str, stand: Verzoekstand
) -> Iterator[Gegeven]:
    gemeente, aanbieder = bericht.header.afzender, bericht.header.ontvanger
    verzoek = dossier.verzoek(gemeente, aanbieder, referentie)
    sleutel = Verzoeksleutel(Gemeentecode(gemeente), AgbCode(aanbieder), referentie)
    if verzoek is not None:
        yield h.Verzoekantwoord(sleutel, verzoek.client, stand)
        return
    client = dossier.clientsleutel(bericht.client.bsn) if isinstance(bericht, Wmo301) else Clientsleutel("")
    yield h.Verzoekantwoord(sleutel, client, stand, vooruit=True)


def _verzoeken_om_toewijzing(dossier: Dossier, bericht: Wmo315) -> Iterator[Gegeven]:
    # Each requested product is a request of its own, with its own reference and its own end.
    header = bericht.header
    for product in bericht.client.aangevraagde_producten:
        yield h.Verzoek(
            Verzoeksleutel(
                Gemeentecode(header.ontvanger), AgbCode(header.afzender), product.referentie_aanbieder
            ),
            BekendVerzoek(
                soort=Verzoeksoort.TOEWIJZING,
                client=dossier.clientsleutel(bericht.client.bsn),
                ingangsdatums=(product.toewijzing_ingangsdatum.dag_of_grens,),
            ),
        )


def _verzoek_om_wijziging(dossier: Dossier, bericht: Wmo317) -> Gegeven:
    header = bericht.header
    toegewezen = dossier.toewijzingen_van(header.ontvanger, header.afzender, bericht.client.bsn)
    genoemd = sorted(_genoemd(bericht) & toegewezen.keys())
    return h.Verzoek(
        Verzoeksleutel(
            Gemeentecode(header.ontvanger),
            AgbCode(header.afzender),
            bericht.client.verzoek.referentie_aanbieder,
        ),
        BekendVerzoek(
            soort=Verzoeksoort.WIJZIGING,
            client=dossier.clientsleutel(bericht.client.bsn),
            ingangsdatums=tuple(toegewezen[nummer].ingangsdatum for nummer in genoemd),
        ),
    )


def _genoemd(bericht: Wmo317) -> set[int]:
    verzoek = bericht.client.verzoek
    genoemd = {int(product.toewijzing_nummer) for product in verzoek.ongewijzigde_producten}
    return genoemd | {int(product.toewijzing_nummer) for product in verzoek.te_wijzigen_producten}


def _leveringen(dossier: Dossier, bericht: Wmo305 | Wmo307) -> Iterator[Gegeven]:
    # Deletions in a message come before its deliveries (IV008).
    client, header = bericht.client, bericht.header
    van = dossier.betrokkenen(gemeente=header.ontvanger, aanbieder=header.afzender, bsn=client.bsn)
    for status in (VERWIJDEREN, EERSTE):
        for _, melding in meldingen(client, status):
            yield h.Levermelding(van, melding, verwijderd=status == VERWIJDEREN)


def _declaratie(dossier: Dossier, bericht: Wmo323, geweigerd: Redenen) -> Iterator[Gegeven]:
    header, declaratie = bericht.header, bericht.declaratie
    gemeente = Gemeentecode(header.ontvanger)
    sleutel = Declaratiesleutel(
        gemeente, AgbCode(header.afzender), header.bericht_identificatie.identificatie
    )
    regels = [
        h.Declaratieregel(
            sleutel,
            dossier.clientsleutel(client.bsn),
            prestatie_in(klasse),
            toegekend=klasse.plaats not in geweigerd,
            codes=geweigerd.get(klasse.plaats, ()),
            crediteert=_gecrediteerd(dossier, sleutel, klasse.product_referentie.vorig_referentie_nummer),
        )
        for client in declaratie.clienten
        for klasse in client.prestaties
    ]
    bekend = _bekend(bericht)
    yield h.Declaratie(sleutel, replace(bekend, ingangsdatums=_ingangsdatums(dossier, gemeente, regels)))
    yield from regels


def _gecrediteerd(
    dossier: Dossier, sleutel: Declaratiesleutel, vorige: str | None
) -> Declaratiesleutel | None:
    tussen = Partijen(sleutel.gemeente, sleutel.aanbieder)
    return None if vorige is None else dossier.declaratie_met(tussen, vorige)


def afgekeurde_declaratie(bericht: Wmo323, dossier: Dossier) -> Mutaties:
    """What a declaration leaves behind that was rejected as a whole: only that it was sent (TR337).

    Nothing when its identification is that of one that was processed; that one is what an answer names.
    """
    header = bericht.header
    sleutel = Declaratiesleutel(
        Gemeentecode(header.ontvanger),
        AgbCode(header.afzender),
        header.bericht_identificatie.identificatie,
    )
    if sleutel_van(bericht) in dossier.berichten:
        return ()
    return (h.Declaratie(sleutel, replace(_bekend(bericht), verwerkt=False)),)


def als_afgekeurd(dossier: Dossier) -> Mutaties:
    """What is left of the declarations in this slice once an answer rejects them as a whole."""
    return tuple(h.Declaratie(s, replace(d, verwerkt=False)) for s, d in dossier.declaraties.items())


def _bekend(bericht: Wmo323) -> BekendeDeclaratie:
    header, declaratie = bericht.header, bericht.declaratie
    periode = declaratie.declaratie_periode
    return BekendeDeclaratie(
        nummer=declaratie.declaratie_nummer,
        dagtekening=header.bericht_identificatie.dagtekening.dag_of_grens,
        xsd_versie=(header.xsd_versie.basisschema_xsd_versie, header.xsd_versie.bericht_xsd_versie),
        periode=GeslotenPeriode(periode.begindatum.dag_of_grens, periode.einddatum.dag_of_grens),
    )


def _ingangsdatums(
    dossier: Dossier, gemeente: Gemeentecode, regels: Iterable[h.Declaratieregel]
) -> tuple[date, ...]:
    nummers = {regel.prestatie.toewijzing for regel in regels}
    bekend = (dossier.op_nummer(Toewijzingsleutel(gemeente, nummer)) for nummer in nummers)
    return tuple(sorted({toewijzing.ingangsdatum for toewijzing in bekend if toewijzing is not None}))


def _weigeringen(dossier: Dossier, bericht: Wmo325) -> Iterator[Gegeven]:
    # What was granted of this declaration; a line that was refused already may be equal to one of an earlier
    # declaration, which keeps counting.
    declaratie, antwoord = dossier.declaratie(_beantwoorde(bericht)), bericht.declaratie_antwoord
    if declaratie is None or antwoord is None:
        return
    for client in antwoord.clienten:
        for klasse in client.prestaties:
            prestatie = prestatie_in(klasse)
            regel = declaratie.regels.get(prestatie.referentie)
            if regel is not None and regel.toegekend and regel.prestatie == prestatie:
                yield h.Weigering(
                    Toewijzingsleutel(Gemeentecode(bericht.header.afzender), prestatie.toewijzing),
                    dossier.clientsleutel(client.bsn),
                    prestatie,
                    AgbCode(bericht.header.ontvanger),
                    redenen_van(client, klasse),
                )


def _beantwoorde(bericht: Wmo325) -> Declaratiesleutel:
    """The declaration that it answers."""
    header = bericht.header
    identificatie = header.declaratie_identificatie.identificatie
    return Declaratiesleutel(Gemeentecode(header.afzender), AgbCode(header.ontvanger), identificatie)


def redenen_van(client: wmo325.Client, regel: wmo325.Prestatie) -> tuple[str, ...]:
    """Why a line is refused: as its client is, of which no line is judged, or by itself (IV088)."""
    van_client = tuple(code for code in client.retour_codes if code != IN_ORDE)
    return van_client or regel.retour_codes


def _besloten(product: ToegewezenProduct) -> datetime:
    # A moment outside the calendar comes before every other, so that it replaces no version.
    try:
        dag = datetime.combine(product.toewijzingsdatum.dag, time())
        return dag + product.toewijzingstijd.sinds_middernacht
    except (NietTeBerekenen, OverflowError):
        return datetime.min
