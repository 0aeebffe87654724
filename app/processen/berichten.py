"""The wmo301: drawn up, checked by every rule, kept as ready, and followed until the provider has it."""

from collections.abc import Callable, Sequence
from itertools import count
from uuid import UUID, uuid4

from app.domain.berichtinhoud import InBericht, stel_samen
from app.domain.besluit import Besluit
from app.domain.dossier import BekendeToewijzing, Berichtsleutel, Clientsleutel, Dossier, Toewijzingsleutel
from app.domain.eisen import vervult
from app.domain.fouten import BestaatAl, OngeldigeInvoer, Veldfout, VoorwaardeNietVervuld
from app.domain.gelijkheid import ongelijke_velden, toegewezen
from app.domain.partijen import Client, Rol
from app.domain.toewijzing import (
    Berichtstatus,
    Toewijzing,
    Toewijzingsbericht,
    zet_status,
)
from app.domain.uitvoeren import Omstandigheden, nieuwe_toewijzingen
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.istandaard.berichten.wmo301 import ToegewezenProduct, Wmo301
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.opstellen import maak_wmo301, toegewezen_in, veldfout
from app.istandaard.regels import Kennis, Productlijst, Vandaag, inhoud, samenhang
from app.istandaard.xml import OngeldigBericht
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Berichtrij
from app.processen.verzoek import GEMEENTE, Verzoek, voor

BERICHTCODE = "414"
PROEF = "0"
"""Identification of a message that is only tried out and never kept."""

Plek = Callable[[Toewijzing], str]


@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def stel_opnieuw_op(verzoek: Verzoek, client_id: UUID, aanbieder: AgbCode) -> Toewijzingsbericht:
    """Draw up the message anew, for instance after the provider rejected the last one."""
    verzoek.opslag.clienten.vergrendel(client_id)
    client = verzoek.opslag.clienten.haal(client_id)
    eerdere = verzoek.opslag.berichten.van_client_bij(client.id, aanbieder)
    bericht = stel_op(verzoek, client, aanbieder)
    if bericht is None:
        raise VoorwaardeNietVervuld("Er is niets om aan deze aanbieder te laten weten.")
    if any(bericht.id == eerder.id for eerder in eerdere):
        raise BestaatAl(f"Het bericht {bericht.identificatie} zegt hetzelfde en staat al klaar.")
    return bericht


def stel_op(
    verzoek: Verzoek, client: Client, aanbieder: AgbCode, besluit: Besluit | None = None
) -> Toewijzingsbericht | None:
    """Draw up and keep the message for one client and one provider; None when there is nothing to tell.

    A message that says the same and waits to be sent is not drawn up twice. Raises OngeldigeInvoer with every
    finding of schema and rules at once, each at the field that it comes from: of `besluit`, of the client, or
    of the allocation. Then nothing is kept.
    """
    vereis_berichtenverkeer(client)
    toewijzingen = verzoek.opslag.toewijzingen.van_client_bij(client.id, aanbieder)
    eerdere = verzoek.opslag.berichten.van_client_bij(client.id, aanbieder)
    keuzes = stel_samen(toewijzingen, eerdere, verzoek.vandaag)
    if not keuzes:
        return None
    identificatie = f"{verzoek.opslag.nummering.volgende('bericht'):012d}"
    bericht = _maak(verzoek, client, aanbieder, keuzes, identificatie, _plek(besluit))
    wachtend = _wachtend(bericht, eerdere, verzoek)
    if wachtend is not None:
        return wachtend
    xml = _keur(verzoek, bericht, _dossier(client, toewijzingen, eerdere))
    vereis_gelijk(bericht, keuzes)
    return verzoek.opslag.berichten.bewaar(
        Toewijzingsbericht(
            id=uuid4(),
            gemeente=client.gemeente,
            client_id=client.id,
            aanbieder=aanbieder,
            identificatie=identificatie,
            dagtekening=verzoek.vandaag,
            status=Berichtstatus.KLAAR,
            versies=tuple((k.toewijzing.nummer, k.toewijzing.actueel.volgnummer) for k in keuzes),
            xml=xml,
        )
    )


def _wachtend(
    bericht: Wmo301, eerdere: Sequence[Toewijzingsbericht], verzoek: Verzoek
) -> Toewijzingsbericht | None:
    """The message that waits to be sent and says the same as this one."""
    for ander in eerdere:
        if ander.status is Berichtstatus.KLAAR:
            gelezen = codec.lees(ander.xml, verzoek.schemas)
            if isinstance(gelezen, Wmo301) and gelezen.client == bericht.client:
                return ander
    return None


def vereis_berichtenverkeer(client: Client) -> None:
    """Refuse messages on a client whom passing data on would endanger (OP003)."""
    if client.berichtenverkeer_geblokkeerd:
        raise VoorwaardeNietVervuld(
            "Voor deze cliënt is het berichtenverkeer geblokkeerd; er gaat geen wmo301 uit.",
            Veldfout(
                "client.berichtenverkeerGeblokkeerd",
                "Gegevens doorgeven kan de cliënt in gevaar brengen. Regel de levering buiten berichten om.",
                "OP003",
            ),
        )


@vervult("M18")
def vereis_gelijk(bericht: Wmo301, keuzes: Sequence[InBericht]) -> None:
    """Refuse a message that says anything else than its allocations, and so than the decision."""
    fouten = [
        Veldfout(
            f"toewijzingen[{keuze.toewijzing.nummer}].{veld}", "Het bericht zegt hier iets anders.", "M18"
        )
        for product, keuze in zip(bericht.client.toegewezen_producten, keuzes, strict=True)
        for veld in ongelijke_velden(toegewezen_in(product, bericht.header), toegewezen(keuze.toewijzing))
    ]
    if fouten:
        raise VoorwaardeNietVervuld("De wmo301 is niet gelijk aan de toewijzingen.", *fouten)


def vereis_toewijsbaar(verzoek: Verzoek, client: Client, besluit: Besluit) -> None:
    """Try the lines of a decision out in a message, so that none is taken that can never be allocated.

    Beside the new lines stand the allocations that the decision does not replace. Raises OngeldigeInvoer with
    every finding on either; data of the client may still be mended later.
    """
    huidig = verzoek.opslag.toewijzingen.van_client(client.id)
    nummers = count(max((t.nummer for t in huidig), default=0) + 1)
    bij = Omstandigheden(verzoek.nu, verzoek.vandaag, lambda: next(nummers), lambda nummer: False)
    nieuw = nieuwe_toewijzingen(besluit, bij)
    blijft = [t for t in huidig if t.loopt(verzoek.vandaag) and t.actueel.besluit_id != besluit.wijzigt]
    bevindingen: list[Bevinding] = []
    for aanbieder in dict.fromkeys(toewijzing.aanbieder for toewijzing in nieuw):
        keuzes = [InBericht(t, True, None) for t in (*blijft, *nieuw) if t.aanbieder == aanbieder]
        bericht = _maak(verzoek, client, aanbieder, keuzes, PROEF, _plek(besluit, "regels"))
        bevindingen += _bevindingen(verzoek, bericht, _dossier(client, (), ()))[1]
    fouten = [veldfout(bevinding) for bevinding in bevindingen if _betreft_toewijzing(bevinding)]
    if fouten:
        raise OngeldigeInvoer("Deze regels kunnen zo niet in een wmo301 staan.", *fouten)


def _betreft_toewijzing(bevinding: Bevinding) -> bool:
    return bevinding.klasse == ToegewezenProduct.__name__


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal(verzoek: Verzoek, bericht_id: UUID) -> Toewijzingsbericht:
    """One message; a provider sees it once it has gone out."""
    return verzoek.opslag.berichten.haal(bericht_id)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    verzoek: Verzoek,
    limiet: int,
    cursor: str | None,
    client_id: UUID | None,
    aanbieder: AgbCode | None,
    status: Berichtstatus | None,
) -> Bladzijde[Berichtrij]:
    """Messages, oldest first."""
    return verzoek.opslag.lijsten.berichten(
        limiet, cursor, client_id=client_id, aanbieder=aanbieder, status=status
    )


@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def volg(
    verzoek: Verzoek, bericht_id: UUID, revisie: int, status: Berichtstatus, reden: str | None
) -> Toewijzingsbericht:
    """Record that the message went out, or what the provider answered; rejected is not sent (OP286)."""
    bericht = verzoek.opslag.berichten.haal(bericht_id, revisie)
    return verzoek.opslag.berichten.bewaar(
        zet_status(bericht, status, verzoek.beller.medewerker, verzoek.nu, reden)
    )


def _maak(
    verzoek: Verzoek,
    client: Client,
    aanbieder: AgbCode,
    keuzes: Sequence[InBericht],
    identificatie: str,
    plek: Plek,
) -> Wmo301:
    return maak_wmo301(
        client,
        keuzes,
        aanbieder=aanbieder,
        identificatie=identificatie,
        dagtekening=verzoek.vandaag,
        plek=plek,
        schemas=verzoek.schemas,
    )


def _plek(besluit: Besluit | None, regels: str = "besluit.regels") -> Plek:
    """Where an allocation comes from: the line of the decision at hand, or else the allocation itself."""

    def plek(toewijzing: Toewijzing) -> str:
        nu = toewijzing.actueel
        if besluit is not None and nu.besluit_id == besluit.id:
            return f"{regels}[{nu.besluitregel - 1}]"
        return f"toewijzingen[{toewijzing.nummer}]"

    return plek


def _keur(verzoek: Verzoek, bericht: Wmo301, dossier: Dossier) -> bytes:
    xml, bevindingen = _bevindingen(verzoek, bericht, dossier)
    if bevindingen:
        raise OngeldigeInvoer(
            "De wmo301 voldoet niet aan de standaard. Er is niets vastgelegd.",
            *(veldfout(bevinding) for bevinding in bevindingen),
        )
    return xml


def _bevindingen(verzoek: Verzoek, bericht: Wmo301, dossier: Dossier) -> tuple[bytes, list[Bevinding]]:
    """The bytes, and everything wrong with them: schema, content and coherence at once."""
    producten = verzoek.opslag.producten.alle()
    kennis = Kennis(
        vandaag=Vandaag(verzoek.vandaag),
        gemeenten=gemeentelijst(),
        productlijst=Productlijst(frozenset((p.categorie, p.code) for p in producten)),
    )
    tegen_regels = [*inhoud(bericht), *samenhang(bericht, dossier, kennis).bevindingen]
    try:
        return codec.schrijf(bericht, verzoek.schemas), tegen_regels
    except OngeldigBericht as fout:
        return b"", [*fout.bevindingen, *tegen_regels]


def _dossier(
    client: Client, toewijzingen: Sequence[Toewijzing], eerdere: Sequence[Toewijzingsbericht]
) -> Dossier:
    """What earlier messages to this provider left behind; a rejected one leaves nothing (OP286)."""
    verzonden = [b for b in eerdere if b.status is not Berichtstatus.AFGEKEURD]
    bekend = {nummer for bericht in verzonden for nummer, _ in bericht.versies}
    sleutel = Clientsleutel(str(client.id))
    return Dossier(
        clientsleutel=lambda bsn: sleutel,
        berichten=frozenset(Berichtsleutel(BERICHTCODE, b.gemeente, b.identificatie) for b in eerdere),
        toewijzingen={
            Toewijzingsleutel(t.gemeente, t.nummer): BekendeToewijzing(
                client=sleutel,
                aanbieder=t.aanbieder,
                categorie=t.categorie,
                productcode=t.productcode,
                ingangsdatum=t.actueel.periode.begin,
                einddatum=t.actueel.periode.eind,
                omvang=t.actueel.omvang,
                budget=t.actueel.budget,
                verwijderd=t.verwijderd,
            )
            for t in toewijzingen
            if t.nummer in bekend
        },
    )
