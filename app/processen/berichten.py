"""The wmo301: drawn up, checked by every rule, kept as ready, and followed until the provider has it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count, islice
from uuid import UUID, uuid4

from app.domain.besluit.besluit import Besluit
from app.domain.eisen import vervult
from app.domain.fouten import BestaatAl, OngeldigeInvoer, Veldfout, VoorwaardeNietVervuld
from app.domain.keten.dossier import (
    BekendeToewijzing,
    BekendVerzoek,
    Berichtsleutel,
    Betrokkenen,
    Clientsleutel,
    Dossier,
    Partijen,
    Toewijzingsleutel,
    Verzoeksleutel,
    Verzoeksoort,
)
from app.domain.keten.historie import Vraag, verzoeken_van
from app.domain.partijen import Client, Rol
from app.domain.toewijzing.berichtinhoud import InBericht, bekend, met_referenties, stel_samen
from app.domain.toewijzing.clientgegevens import ZONDER_BSN, zonder_berichten
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.gelijkheid import ongelijke_velden, toegewezen
from app.domain.toewijzing.tijdlijn import geldend
from app.domain.toewijzing.toewijzing import (
    Berichtkop,
    Berichtstatus,
    Toewijzing,
    Toewijzingsbericht,
)
from app.domain.toewijzing.uitvoeren import Draagregel, Omstandigheden, draagregels, stappen, voltooi
from app.domain.verzoek.toekenning import Toekenning, nummers_voor
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.istandaard.berichten.wmo301 import ToegewezenProduct, Wmo301
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.historie import neem_op
from app.istandaard.opstellen import maak_wmo301, toegewezen_in, veldfout
from app.istandaard.regels import Kennis, Productlijst, Vandaag, inhoud, samenhang
from app.istandaard.xml import OngeldigBericht
from app.opslag.bladzijde import Bladzijde
from app.opslag.ketenhistorie import Ketenhistorie
from app.opslag.lijsten import Berichtrij
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.toekennen import vergrendel

BERICHTCODE = "414"
PROEF = "0"
"""Identification of a message that is only tried out and never kept."""

Plek = Callable[[Toewijzing], str]


@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def stel_opnieuw_op(handeling: Handeling, client_id: UUID, aanbieder: AgbCode) -> Toewijzingsbericht:
    """Draw up the message again, for instance after the provider rejected the last one.

    Raises BestaatAl when nothing changed since a message that was not rejected, VoorwaardeNietVervuld when
    there is nothing to tell, and what `stel_op` raises.
    """
    client = handeling.opslag.clienten.haal_vergrendeld(client_id)
    achtergebleven = _stof(handeling, client, aanbieder, onder_eerder_bsn=True)
    if achtergebleven is not None and not _onderweg(achtergebleven):
        return _stel_op(handeling, achtergebleven, plek_van(None, ()))
    stof = _stof(handeling, client, aanbieder)
    if stof is None:
        raise VoorwaardeNietVervuld("Er is niets om aan deze aanbieder te laten weten.")
    laatste = _ongewijzigd_na(handeling, stof)
    if laatste is not None:
        raise BestaatAl(
            f"Er is niets gewijzigd sinds bericht {laatste.identificatie} ({laatste.status}). Is dat niet "
            "aangekomen, leg dan vast dat het is afgekeurd."
            if laatste.status is Berichtstatus.VERZONDEN
            else f"Er is niets gewijzigd sinds bericht {laatste.identificatie} ({laatste.status})."
        )
    return _stel_op(handeling, stof, plek_van(None, ()))


def stel_op(
    handeling: Handeling,
    client: Client,
    aanbieder: AgbCode,
    toewijzingen: Sequence[Toewijzing],
    eerdere: Sequence[Berichtkop],
    plek: Plek,
) -> Toewijzingsbericht | None:
    """Draw up and keep the message for one client and one provider; None when there is nothing new to tell.

    Given are all that is allocated there to the client, and all earlier messages about the client to it.

    Raises OngeldigeInvoer with every finding of schema and rules at once, each at the field that it comes
    from: `plek` names the allocations. Then nothing is kept.
    """
    stof = _stof_uit(client, aanbieder, toewijzingen, eerdere, handeling.vandaag)
    if stof is None or _ongewijzigd_na(handeling, stof) is not None:
        _vervang_afgekeurde(handeling, client, aanbieder, eerdere)
        return None
    return _stel_op(handeling, stof, plek)


def stel_toekenning_op(
    handeling: Handeling, client: Client, aanbieder: AgbCode, toekenningen: Collection[Toekenning]
) -> Toewijzingsbericht:
    """Tell this provider again what holds, as what these requests ask; their exchange is locked.

    Raises VoorwaardeNietVervuld when nothing holds there, and what `stel_op` raises.
    """
    stof = _stof(handeling, client, aanbieder)
    keuzes = () if stof is None else stof.keuzes
    for toekenning in toekenningen:
        nummers = nummers_voor(toekenning, [keuze.toewijzing for keuze in keuzes])
        referentie = toekenning.verzoek.referentie
        keuzes = tuple(
            replace(keuze, referentie_aanbieder=referentie) if keuze.toewijzing.nummer in nummers else keuze
            for keuze in keuzes
        )
    assert stof is not None  # else no allocation would grant them
    verzoeken = {t.verzoek.referentie: t.verzoek.soort for t in toekenningen}
    return _stel_op(handeling, replace(stof, keuzes=keuzes, open_verzoeken=verzoeken), plek_van(None, ()))


@vervult("W08")
def stel_verwijdering_op(
    handeling: Handeling, client: Client, aanbieder: AgbCode
) -> Toewijzingsbericht | None:
    """Delete at a provider what was sent under a Bsn that turned out wrong, under that same Bsn (TR332).

    None when there is nothing to delete, or no more.
    """
    stof = _stof(handeling, client, aanbieder, onder_eerder_bsn=True)
    return None if stof is None else _stel_op(handeling, stof, plek_van(None, ()))


def vergeet_eerder_bsn(handeling: Handeling, client_id: UUID) -> None:
    """Forget the wrong Bsn of a client as soon as every provider approved what was deleted under it."""
    client = handeling.opslag.clienten.haal(client_id)
    if client.eerder_bsn is None:
        return
    achter = [t for t in handeling.opslag.toewijzingen.van_client(client_id) if t.onder_eerder_bsn]
    for aanbieder in {toewijzing.aanbieder for toewijzing in achter}:
        eerdere = handeling.opslag.berichten.koppen_van_client_bij(client_id, aanbieder)
        if stel_samen([t for t in achter if t.aanbieder == aanbieder], eerdere, handeling.vandaag):
            return
    handeling.opslag.clienten.bewaar(replace(client, eerder_bsn=None))


def _onderweg(stof: "_Stof") -> bool:
    """Whether a message that was not rejected tells all of it already."""
    return all(_is_verteld(keuze.toewijzing, stof.eerdere) for keuze in stof.keuzes)


def _is_verteld(toewijzing: Toewijzing, eerdere: Sequence[Berichtkop]) -> bool:
    return bekend(toewijzing, eerdere) == toewijzing.actueel


@dataclass(frozen=True, slots=True)
class _Stof:
    """What a message to one provider is made of, beside what it was told before."""

    client: Client
    """With the Bsn under which the message goes."""
    aanbieder: AgbCode
    toewijzingen: Sequence[Toewijzing]
    eerdere: Sequence[Berichtkop]
    keuzes: tuple[InBericht, ...]
    onder_eerder_bsn: bool = False
    open_verzoeken: Mapping[str, Verzoeksoort] = field(default_factory=dict)
    """The requests that it grants, by reference."""


def _stof(
    handeling: Handeling, client: Client, aanbieder: AgbCode, *, onder_eerder_bsn: bool = False
) -> _Stof | None:
    """None when there is nothing to tell under this Bsn: the client's own, or the one that was wrong."""
    if onder_eerder_bsn:
        if client.eerder_bsn is None:
            return None
        client = replace(client, bsn=client.eerder_bsn)
    toewijzingen = handeling.opslag.toewijzingen.van_client_bij(client.id, aanbieder)
    eerdere = handeling.opslag.berichten.koppen_van_client_bij(client.id, aanbieder)
    return _stof_uit(client, aanbieder, toewijzingen, eerdere, handeling.vandaag, onder_eerder_bsn)


def _stof_uit(
    client: Client,
    aanbieder: AgbCode,
    toewijzingen: Sequence[Toewijzing],
    eerdere: Sequence[Berichtkop],
    vandaag: date,
    onder_eerder_bsn: bool = False,
) -> _Stof | None:
    vereis_berichtenverkeer(client)
    eigen = [t for t in toewijzingen if t.onder_eerder_bsn is onder_eerder_bsn]
    keuzes = stel_samen(eigen, eerdere, vandaag)
    return _Stof(client, aanbieder, toewijzingen, eerdere, keuzes, onder_eerder_bsn) if keuzes else None


def _ongewijzigd_na(handeling: Handeling, stof: _Stof) -> Toewijzingsbericht | None:
    """The last message, if since then neither what is allocated changed nor what it says of the client."""
    if not _onderweg(stof):
        return None
    versies = {(keuze.toewijzing.nummer, keuze.toewijzing.actueel.volgnummer) for keuze in stof.keuzes}
    verteld = [
        kop.id
        for kop in stof.eerdere
        if kop.status is not Berichtstatus.AFGEKEURD and not versies.isdisjoint(kop.versies)
    ]
    (laatste,) = handeling.opslag.berichten.met_ids(verteld[-1:])
    nieuw = _maak(handeling, stof.client, stof.aanbieder, (), PROEF, plek_van(None, ()))
    gelezen = codec.lees(laatste.xml, handeling.schemas)
    assert isinstance(gelezen, Wmo301)  # we drew it up
    client = replace(gelezen.client, toegewezen_producten=nieuw.client.toegewezen_producten)
    return laatste if client == nieuw.client else None


def _stel_op(handeling: Handeling, stof: _Stof, plek: Plek) -> Toewijzingsbericht:
    keten = _keten_van_verzoeken(handeling, stof)
    if keten is not None and not stof.open_verzoeken:
        stof = _met_verzoeken(stof, keten)
    identificatie = f"{handeling.opslag.nummering.volgende('bericht'):012d}"
    bericht = _maak(handeling, stof.client, stof.aanbieder, stof.keuzes, identificatie, plek)
    xml = _keur(handeling, bericht, _dossier(stof))
    vereis_gelijk(bericht, stof.keuzes)
    _vervang_afgekeurde(handeling, stof.client, stof.aanbieder, stof.eerdere)
    laatste = max((k.toewijzing for k in stof.keuzes), key=lambda t: t.actueel.toegewezen_op)
    bewaard = handeling.opslag.berichten.bewaar(
        Toewijzingsbericht(
            id=uuid4(),
            gemeente=stof.client.gemeente,
            client_id=stof.client.id,
            aanbieder=stof.aanbieder,
            identificatie=identificatie,
            dagtekening=handeling.vandaag,
            status=Berichtstatus.KLAAR,
            versies=tuple((k.toewijzing.nummer, k.toewijzing.actueel.volgnummer) for k in stof.keuzes),
            xml=xml,
            wacht_in=laatste.melding_id,
        )
    )
    if keten is not None and stof.open_verzoeken:
        neem_op(keten, bewaard.id, bericht)
    return bewaard


def _keten_van_verzoeken(handeling: Handeling, stof: _Stof) -> Ketenhistorie | None:
    """The exchange with this provider, locked, where this tells of what was made to grant a request."""
    te_vertellen = (k.toewijzing for k in stof.keuzes if not _is_verteld(k.toewijzing, stof.eerdere))
    met_referentie = any(t.actueel.referentie_aanbieder is not None for t in te_vertellen)
    if not stof.open_verzoeken and not met_referentie:
        return None
    return vergrendel(handeling, Partijen(stof.client.gemeente, stof.aanbieder))


def _met_verzoeken(stof: _Stof, keten: Ketenhistorie) -> _Stof:
    """With the references of the requests that it grants and that are open.

    The message that carries one counts in history at once, so that a request is granted once; a return that
    rejects it opens the request, and the next message carries the reference again (OP286, IV097).
    """
    assert stof.client.bsn is not None  # there are no messages on who has none
    gemeente, aanbieder, bsn = stof.client.gemeente, stof.aanbieder, stof.client.bsn.cijfers
    betrokkenen = Betrokkenen(gemeente, aanbieder, keten.clientsleutel(bsn))
    dossier = keten.haal(Vraag(frozenset({verzoeken_van(betrokkenen)})))
    lopend = dossier.open_verzoeken(gemeente, aanbieder, bsn)
    keuzes = met_referenties(stof.keuzes, lopend)
    toegekend = {keuze.referentie_aanbieder for keuze in keuzes}
    return replace(
        stof, keuzes=keuzes, open_verzoeken={r: soort for r, soort in lopend.items() if r in toegekend}
    )


def _vervang_afgekeurde(
    handeling: Handeling, client: Client, aanbieder: AgbCode, eerdere: Sequence[Berichtkop]
) -> None:
    """What this provider rejected is no task any more: all that holds is told, or nothing is left to tell."""
    if any(kop.status is Berichtstatus.AFGEKEURD for kop in eerdere):
        handeling.opslag.berichten.vervang_afgekeurde(client.id, aanbieder)


def vereis_berichtenverkeer(client: Client) -> None:
    """Refuse messages on a client whom passing data on would endanger (OP003), or who has no Bsn."""
    belet = zonder_berichten(client)
    if belet is not None:
        raise VoorwaardeNietVervuld(
            "Over deze cliënt gaat geen wmo301 uit.", replace(belet, veld=f"client.{belet.veld}")
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


def vereis_toewijsbaar(handeling: Handeling, client: Client, lijn: Clientlijn, besluit: Besluit) -> None:
    """Try a decision out in the messages that it leads to, so that none is taken that can never be allocated.

    Beside it stands all that was taken, as if nothing waits.

    Raises OngeldigeInvoer with every finding on an allocation; data of the client may still be mended later.
    """
    nummers = count(max((t.nummer for t in lijn.toewijzingen), default=0) + 1)
    bij = Omstandigheden(handeling.nu, handeling.vandaag, lambda aantal: islice(nummers, aantal))
    na = lijn.genomen(besluit)
    te_doen = stappen(na, lijn.nummers, bij.vandaag)
    gewijzigd = tuple(voltooi(te_doen, na, bij, besluit))
    stand = {t.nummer: t for t in (*lijn.toewijzingen, *gewijzigd)}
    plek = plek_van(besluit, draagregels(geldend(na), stand.values()), "regels")
    bevindingen: list[Bevinding] = []
    for aanbieder in dict.fromkeys(toewijzing.aanbieder for toewijzing in gewijzigd):
        eigen = [t for t in stand.values() if t.aanbieder == aanbieder and not t.onder_eerder_bsn]
        keuzes = stel_samen(eigen, lijn.berichten_aan(aanbieder), handeling.vandaag)
        if not keuzes:  # all of it goes, and only a rejected message had told of it
            continue
        bericht = _maak(handeling, client, aanbieder, keuzes, PROEF, plek)
        bevindingen += _bevindingen(handeling, bericht, _dossier(_Stof(client, aanbieder, (), (), ())))[1]
    fouten = [veldfout(bevinding) for bevinding in bevindingen if _betreft_toewijzing(bevinding)]
    if fouten:
        raise OngeldigeInvoer("Deze regels kunnen zo niet in een wmo301 staan.", *fouten)


def clientbevindingen(handeling: Handeling, client: Client) -> tuple[Veldfout, ...]:
    """Why a wmo301 cannot hold the data of this client, by field, long before there is a decision."""
    bericht = _maak(handeling, client, AgbCode("00000000"), (), PROEF, lambda toewijzing: "")
    tegen_schema: Sequence[Bevinding] = ()
    try:
        codec.schrijf(bericht, handeling.schemas)
    except OngeldigBericht as fout:
        tegen_schema = [b for b in fout.bevindingen if b.pad != GEEN_PRODUCTEN]
    fouten = [veldfout(bevinding) for bevinding in (*tegen_schema, *inhoud(bericht))]
    gevonden = (replace(fout, veld=fout.veld.removeprefix("client.")) for fout in fouten)
    if client.bsn is None:
        return (ZONDER_BSN, *(fout for fout in gevonden if fout.veld != ZONDER_BSN.veld))
    return tuple(gevonden)


GEEN_PRODUCTEN = "client"
"""Where the schema misses the products, which a client without a decision does not have."""


def _betreft_toewijzing(bevinding: Bevinding) -> bool:
    return bevinding.klasse == ToegewezenProduct.__name__


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal(handeling: Handeling, bericht_id: UUID) -> Toewijzingsbericht:
    """One message; a provider sees it once it has gone out."""
    return handeling.opslag.berichten.haal(bericht_id)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    client_id: UUID | None,
    aanbieder: AgbCode | None,
    status: Berichtstatus | None,
    *,
    sinds: datetime | None = None,
) -> Bladzijde[Berichtrij]:
    """Messages, oldest first."""
    return handeling.opslag.lijsten.berichten(
        limiet, cursor, client_id=client_id, aanbieder=aanbieder, status=status, sinds=sinds
    )


def _maak(
    handeling: Handeling,
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
        dagtekening=handeling.vandaag,
        plek=plek,
        schemas=handeling.schemas,
    )


def plek_van(
    besluit: Besluit | None, draagregels: Iterable[Draagregel], regels: str = "besluit.regels"
) -> Plek:
    """Where an allocation comes from: the line of the decision at hand, or else the allocation itself."""
    eigen = {r.nummer: r.regel for r in draagregels if besluit is not None and r.besluit_id == besluit.id}

    def plek(toewijzing: Toewijzing) -> str:
        regel = eigen.get(toewijzing.nummer)
        return f"toewijzingen[{toewijzing.nummer}]" if regel is None else f"{regels}[{regel - 1}]"

    return plek


def _keur(handeling: Handeling, bericht: Wmo301, dossier: Dossier) -> bytes:
    xml, bevindingen = _bevindingen(handeling, bericht, dossier)
    if bevindingen:
        raise OngeldigeInvoer(
            "De wmo301 voldoet niet aan de standaard. Er is niets vastgelegd.",
            *(veldfout(bevinding) for bevinding in bevindingen),
        )
    return xml


def _bevindingen(handeling: Handeling, bericht: Wmo301, dossier: Dossier) -> tuple[bytes, list[Bevinding]]:
    """The bytes, and everything wrong with them: schema, content and coherence at once."""
    kennis = Kennis(
        vandaag=Vandaag(handeling.vandaag),
        gemeenten=gemeentelijst(),
        productlijst=Productlijst(handeling.opslag.producten.codes()),
    )
    tegen_regels = [*inhoud(bericht), *samenhang(bericht, dossier, kennis).bevindingen]
    try:
        return codec.schrijf(bericht, handeling.schemas), tegen_regels
    except OngeldigBericht as fout:
        return b"", [*fout.bevindingen, *tegen_regels]


def _dossier(stof: _Stof) -> Dossier:
    """What earlier messages to this provider left behind; a rejected one leaves nothing (OP286).

    What was sent under a Bsn that turned out wrong is of another person, so that no message mixes them.
    """
    verzonden = [b for b in stof.eerdere if b.status is not Berichtstatus.AFGEKEURD]
    gestuurd = {nummer for bericht in verzonden for nummer, _ in bericht.versies}
    sleutels = {
        eerder: Clientsleutel(f"{stof.client.id} eerder Bsn" if eerder else str(stof.client.id))
        for eerder in (False, True)
    }
    return Dossier(
        clientsleutel=lambda bsn: sleutels[stof.onder_eerder_bsn],
        berichten={Berichtsleutel(BERICHTCODE, b.gemeente, b.identificatie) for b in stof.eerdere},
        toewijzingen={
            Toewijzingsleutel(t.gemeente, t.nummer): BekendeToewijzing(
                client=sleutels[t.onder_eerder_bsn],
                aanbieder=t.aanbieder,
                categorie=t.categorie,
                productcode=t.productcode,
                ingangsdatum=t.actueel.periode.begin,
                einddatum=t.actueel.periode.eind,
                omvang=t.actueel.omvang,
                budget=t.actueel.budget,
                verwijderd=t.verwijderd,
            )
            for t in stof.toewijzingen
            if t.nummer in gestuurd
        },
        verzoeken={
            Verzoeksleutel(stof.client.gemeente, stof.aanbieder, referentie): BekendVerzoek(
                soort, sleutels[False], ()
            )
            for referentie, soort in stof.open_verzoeken.items()
        },
    )
