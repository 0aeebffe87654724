"""What a provider keeps of its deliveries, and the wmo305s and wmo307s that tell the municipality (OP011)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.fouten import (
    NietGevonden,
    VerkeerdeStatus,
    VoorwaardeNietVervuld,
    verouderd,
)
from app.domain.keten.bijhouden import (
    Leverperiode,
    Mededeling,
    meldingen,
    per_bericht,
    te_melden,
    vereis_aaneen,
)
from app.domain.keten.bijhouden import leverperiodes as als_leverperiodes
from app.domain.keten.dossier import BekendeToewijzing, Betrokkenen, Partijen, Toewijzingsleutel
from app.domain.keten.historie import (
    Levering,
    Toewijzingsversie,
    Vraag,
    bijgehouden,
    bijgehouden_op,
    bijgehouden_te_melden,
    bijgehouden_van,
    leveringen_van,
    van_toewijzing,
)
from app.domain.keten.levering import Leverhistorie
from app.domain.partijen import Naam, Rol
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.aanbiederberichten import Kop, maak_levermelding, naam_van
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo301 import Wmo301
from app.opslag.bladzijde import Bladzijde
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen import naslaan
from app.processen.handeling import Handeling, voor
from app.processen.keten.ontvangen import verzend

PER_KEER = 25
"""Deliveries that are reported in one transaction; nobody judges anything between the two meanwhile."""
MEESTE_KEREN = 10
"""How often one page of a list looks further for what was asked, each time for as much as it lacks."""
AANGEKOMEN = (Ontvangststatus.GOEDGEKEURD, Ontvangststatus.VERZONDEN)


@dataclass(frozen=True, slots=True)
class Leveringgegevens:
    """What a provider says of its delivery on an allocation."""

    leverperiodes: tuple[Leverperiode, ...]


@dataclass(frozen=True, slots=True)
class Leveringregel:
    """What is kept of a delivery, to whom and of what, as a list shows it."""

    gemeente: Gemeentecode
    nummer: int
    begonnen: bool
    leverperiodes: tuple[Leverperiode, ...]
    afgekeurd: bool
    afgekeurd_op: date | None
    naam: Naam | None
    """Of the client, as the last wmo301 has it; None where that is gone."""
    categorie: str | None
    productcode: str | None


@dataclass(frozen=True, slots=True)
class Leveringinzage:
    """What is kept of a delivery, what of it has yet to be reported, and what became of the last report."""

    levering: Levering
    toewijzing: BekendeToewijzing
    """What was allocated, as it was told last."""
    te_melden: tuple[Mededeling, ...]
    bericht: Berichtontvangst | None

    @property
    def revisie(self) -> int:
        """Number of the last change."""
        return self.levering.revisie


@dataclass(frozen=True, slots=True)
class Meldronde:
    """The messages of one round, and whether there is more to report."""

    berichten: tuple[Berichtontvangst, ...]
    meer: bool


@voor(Rol.AANBIEDER)
def haal(handeling: Handeling, gemeente: Gemeentecode, nummer: int) -> Leveringinzage:
    """What is kept of the delivery on an allocation that was received; empty when that is nothing yet."""
    bij = keten_met(handeling, gemeente)
    levering = levering_op(handeling, bij, gemeente, nummer)
    bij.noteer("lezen", levering)
    return _inzage(handeling, bij, levering)


@voor(Rol.AANBIEDER)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    gemeente: Gemeentecode,
    *,
    nog_te_melden: bool,
    begonnen: bool | None,
) -> Bladzijde[Leveringregel]:
    """What is kept of deliveries to clients of this municipality, and what of it has yet to begin.

    What changed last is at the end. Left out is what was withdrawn before it began, and what is not asked
    for; so many rows are looked at in search of more, so that a page may hold less than was asked.
    """
    bij = keten_met(handeling, gemeente)
    sleutel = bijgehouden_te_melden() if nog_te_melden else bijgehouden()
    gevonden: list[tuple[Levering, BekendeToewijzing | None]] = []
    for _ in range(MEESTE_KEREN):
        blad: Bladzijde[Levering] = bij.bladzijde(sleutel, limiet - len(gevonden), cursor)
        gevonden += [rij for rij in _geldend(bij, blad.rijen) if begonnen in (None, rij[0].begonnen)]
        cursor = blad.volgende
        if cursor is None or len(gevonden) == limiet:
            break
    namen = _namen(handeling, bij, [levering.toewijzing for levering, _ in gevonden])
    for levering, _ in gevonden:
        bij.noteer("lezen", levering)
    regels = (_regel(levering, bekend, namen.get(levering.toewijzing)) for levering, bekend in gevonden)
    return Bladzijde(tuple(regels), cursor)


@voor(Rol.AANBIEDER)
def leg_vast(
    handeling: Handeling,
    gemeente: Gemeentecode,
    nummer: int,
    revisie: int,
    gegevens: Leveringgegevens,
) -> Leveringinzage:
    """Keep this of the delivery on an allocation, in place of what was kept; it is reported later.

    What was rejected may go again after this, with what was rejected in the same message. VerkeerdeStatus for
    what began or ended on an allocation that was withdrawn, which counts as never sent (TR019, OP033x1).
    """
    bij = keten_met(handeling, gemeente)
    bij.vergrendel()
    levering = levering_op(handeling, bij, gemeente, nummer)
    if levering.revisie != revisie:
        raise verouderd()
    vereis_aaneen(gegevens.leverperiodes, handeling.vandaag)
    gemeld = _gemeld(bij, levering.van)
    _vereis_toegewezen(bij, levering, gegevens.leverperiodes, gemeld)
    nieuw = replace(levering, leverperiodes=gegevens.leverperiodes, afgekeurd=False, revisie=revisie + 1)
    nieuw = replace(nieuw, te_melden=bool(_over(bij, nieuw, gemeld)))
    bij.vervang(nieuw)
    if levering.afgekeurd:
        _geef_vrij(bij, levering, gemeld)
    bij.noteer("wijzigen" if revisie else "maken", nieuw)
    return _inzage(handeling, bij, nieuw)


@voor(Rol.AANBIEDER)
def meld(handeling: Handeling, gemeente: Gemeentecode) -> Meldronde:
    """Report what this municipality has not heard yet: per client starts together, and stops together.

    A correction takes several messages where their order matters (TR071, TR326, TR382). What is rejected
    does not go again until something is kept anew: it would be rejected once more.
    """
    bij = keten_met(handeling, gemeente)
    bij.vergrendel_beide()
    blad: Bladzijde[Levering] = bij.bladzijde(bijgehouden_te_melden(), PER_KEER)
    berichten: list[Berichtontvangst] = []
    for van in dict.fromkeys(levering.van for levering in blad.rijen):
        berichten += _meld_client(handeling, bij, van)
    return Meldronde(tuple(berichten), blad.volgende is not None)


def keten_met(handeling: Handeling, gemeente: Gemeentecode, *, ook_nieuw: bool = False) -> Ketenhistorie:
    """What the calling provider keeps of its exchange with this municipality.

    OngeldigeInvoer for a code of no municipality, NietGevonden for one that it has nothing of; with
    `ook_nieuw` that may be the first exchange.
    """
    aanbieder = handeling.beller.code
    bij = handeling.opslag.keten(aanbieder, Partijen(gemeente, aanbieder))
    if bij.is_bekend():
        return bij
    naslaan.vereis_gemeente(gemeente)
    if not ook_nieuw:
        raise NietGevonden(
            "U hebt van deze gemeente niets ontvangen, en zij heeft u niet als aanbieder. Klopt de code?"
        )
    return bij


def ontvangen_toewijzing(
    bij: Ketenhistorie, gemeente: Gemeentecode, nummer: int
) -> tuple[Toewijzingsleutel, BekendeToewijzing]:
    """The allocation that the provider received under this number; else NietGevonden."""
    sleutel = Toewijzingsleutel(gemeente, nummer)
    bekend = bij.haal(Vraag(frozenset({van_toewijzing(sleutel)}))).op_nummer(sleutel)
    if bekend is None:
        raise NietGevonden(
            "U hebt van deze gemeente geen toewijzing met dit nummer ontvangen. Lever eerst de wmo301 aan."
        )
    return sleutel, bekend


def levering_op(handeling: Handeling, bij: Ketenhistorie, gemeente: Gemeentecode, nummer: int) -> Levering:
    """What is kept on this allocation; without anything what was reported, with revision 0."""
    sleutel, bekend = ontvangen_toewijzing(bij, gemeente, nummer)
    gevonden: Sequence[Levering] = bij.bladzijde(bijgehouden_op(sleutel), 1).rijen
    if gevonden and gevonden[0].vastgelegd:
        return gevonden[0]
    van = Betrokkenen(gemeente, AgbCode(handeling.beller.code), bekend.client)
    return Levering(
        id=gevonden[0].id if gevonden else uuid4(),
        van=van,
        toewijzing=sleutel,
        client_id=gevonden[0].client_id if gevonden else client_id_van(handeling, bij, sleutel),
        leverperiodes=als_leverperiodes(_gemeld(bij, van).op(nummer)),
        te_melden=False,
    )


def laatste_301(handeling: Handeling, bij: Ketenhistorie, sleutel: Toewijzingsleutel) -> Wmo301:
    """The last wmo301 that held this allocation, which says who the client is."""
    bron = bij.bron(van_toewijzing(sleutel))
    assert bron is not None  # without one there would be no allocation
    bericht = codec.lees(handeling.opslag.ontvangsten.haal(bron).xml, handeling.schemas)
    assert isinstance(bericht, Wmo301)
    return bericht


def client_id_van(handeling: Handeling, bij: Ketenhistorie, sleutel: Toewijzingsleutel) -> UUID:
    """How the access record of the municipality names the client of this allocation."""
    bsn = laatste_301(handeling, bij, sleutel).client.bsn
    (client_id,) = handeling.opslag.ontvangsten.betrokkenen(sleutel.gemeente, (bsn,))
    return client_id


def kop(handeling: Handeling, gemeente: Gemeentecode) -> Kop:
    """The header of the next message of this provider to this municipality."""
    aanbieder = handeling.beller.code
    nummer = handeling.opslag.ontvangsten.volgnummer(aanbieder)
    return Kop(aanbieder, gemeente, f"M{nummer:011d}", handeling.vandaag, handeling.schemas)


def verstuur(handeling: Handeling, bericht: Berichtklasse) -> Berichtontvangst:
    """Hand over what was drawn up; VoorwaardeNietVervuld while a large declaration before it is judged."""
    verzonden = verzend(handeling, codec.schrijf(bericht, handeling.schemas))
    if verzonden.status is Ontvangststatus.ONTVANGEN:
        raise VoorwaardeNietVervuld(
            "Een eerdere declaratie aan deze gemeente wordt nog beoordeeld. Probeer het daarna opnieuw."
        )
    return verzonden


def _inzage(handeling: Handeling, bij: Ketenhistorie, levering: Levering) -> Leveringinzage:
    _, bekend = ontvangen_toewijzing(bij, *levering.toewijzing)
    return Leveringinzage(
        levering,
        bekend,
        _te_melden(levering, bekend, _gemeld(bij, levering.van)),
        None if levering.bericht is None else handeling.opslag.ontvangsten.vind(levering.bericht),
    )


def _regel(levering: Levering, bekend: BekendeToewijzing | None, naam: Naam | None) -> Leveringregel:
    return Leveringregel(
        gemeente=levering.gemeente,
        nummer=levering.nummer,
        begonnen=levering.begonnen,
        leverperiodes=levering.leverperiodes,
        afgekeurd=levering.afgekeurd,
        afgekeurd_op=levering.afgekeurd_op,
        naam=naam,
        categorie=None if bekend is None else bekend.categorie,
        productcode=None if bekend is None else bekend.productcode,
    )


def _geldend(
    bij: Ketenhistorie, leveringen: Sequence[Levering]
) -> Iterator[tuple[Levering, BekendeToewijzing | None]]:
    """These as they are known, with what was allocated; without what was withdrawn before it began."""
    vraag = {van_toewijzing(levering.toewijzing) for levering in leveringen}
    vraag |= {leveringen_van(levering.van) for levering in leveringen if not levering.vastgelegd}
    dossier = bij.haal(Vraag(frozenset(vraag)))
    for levering in leveringen:
        bekend = dossier.op_nummer(levering.toewijzing)
        geldt = bekend is not None and not bekend.verwijderd
        if not levering.vastgelegd:
            gemeld = dossier.leveringen.get(levering.van, Leverhistorie()).op(levering.nummer)
            levering = replace(levering, leverperiodes=als_leverperiodes(gemeld))
        if geldt or levering.begonnen or levering.te_melden:
            yield levering, bekend


def _namen(
    handeling: Handeling, bij: Ketenhistorie, toewijzingen: Collection[Toewijzingsleutel]
) -> dict[Toewijzingsleutel, Naam]:
    """The name of the client of each of these, as the last wmo301 has it; each message is read once."""
    bron = {
        vondst.gegeven.toewijzing: vondst.herkomst
        for vondst in bij.vind({van_toewijzing(toewijzing) for toewijzing in toewijzingen})
        if isinstance(vondst.gegeven, Toewijzingsversie)
    }
    namen: dict[UUID, Naam] = {}
    for ontvangst in handeling.opslag.ontvangsten.met_ids(frozenset(bron.values())):
        bericht = codec.lees(ontvangst.xml, handeling.schemas)
        assert isinstance(bericht, Wmo301)  # nothing else allocates
        namen[ontvangst.id] = naam_van(bericht.client)
    return {toewijzing: namen[van] for toewijzing, van in bron.items() if van in namen}


def _gemeld(bij: Ketenhistorie, van: Betrokkenen) -> Leverhistorie:
    """What was reported of this client, and was not rejected."""
    return bij.haal(Vraag(frozenset({leveringen_van(van)}))).leveringen.get(van, Leverhistorie())


def _over(bij: Ketenhistorie, levering: Levering, gemeld: Leverhistorie) -> tuple[Mededeling, ...]:
    _, bekend = ontvangen_toewijzing(bij, *levering.toewijzing)
    return _te_melden(levering, bekend, gemeld)


def _te_melden(
    levering: Levering, bekend: BekendeToewijzing, gemeld: Leverhistorie
) -> tuple[Mededeling, ...]:
    """What has to be reported; nothing of what was withdrawn, on which nothing can be (TR019)."""
    if bekend.verwijderd:
        return ()
    nummer = levering.nummer
    geldt = meldingen(levering.leverperiodes, nummer, bekend.categorie, bekend.productcode)
    return te_melden(gemeld.op(nummer), geldt)


def _meld_client(handeling: Handeling, bij: Ketenhistorie, van: Betrokkenen) -> list[Berichtontvangst]:
    leveringen: Sequence[Levering] = bij.bladzijde(bijgehouden_van(van), PER_KEER).rijen
    gemeld = _gemeld(bij, van)
    client = laatste_301(handeling, bij, leveringen[-1].toewijzing).client
    berichten: list[Berichtontvangst] = []
    laatste_over: dict[int | None, Berichtontvangst] = {}
    te_doen = [_over(bij, levering, gemeld) for levering in leveringen if levering.te_melden]
    for mededelingen in per_bericht(te_doen):
        bericht = maak_levermelding(kop(handeling, van.gemeente), client, mededelingen)
        verzonden = verstuur(handeling, bericht)
        berichten.append(verzonden)
        laatste_over |= {mededeling.start.toewijzing: verzonden for mededeling in mededelingen}
        if verzonden.status not in AANGEKOMEN:
            break
    nu = _gemeld(bij, van)
    for levering in leveringen:
        if not levering.te_melden:
            continue
        over = laatste_over.get(levering.toewijzing.nummer)
        afgekeurd = over is not None and over.status not in AANGEKOMEN
        bij.vervang(
            replace(
                levering,
                te_melden=not afgekeurd and bool(_over(bij, levering, nu)),
                afgekeurd=afgekeurd,
                afgekeurd_op=handeling.vandaag if afgekeurd else None,
                bericht=levering.bericht if over is None else over.id,
            )
        )
    return berichten


def _geef_vrij(bij: Ketenhistorie, van: Levering, gemeld: Leverhistorie) -> None:
    """Let what was rejected in the same message go again: one wrong report rejects all of it (OP286)."""
    for ander in bij.bladzijde(bijgehouden_van(van.van), PER_KEER).rijen:
        if ander.afgekeurd and ander.bericht == van.bericht and ander.id != van.id:
            bij.vervang(replace(ander, afgekeurd=False, te_melden=bool(_over(bij, ander, gemeld))))


def _vereis_toegewezen(
    bij: Ketenhistorie, levering: Levering, leverperiodes: Sequence[Leverperiode], gemeld: Leverhistorie
) -> None:
    """Refuse more than was reported on an allocation that was withdrawn; less may be kept."""
    _, bekend = ontvangen_toewijzing(bij, *levering.toewijzing)
    eerder = (*levering.leverperiodes, *als_leverperiodes(gemeld.op(levering.nummer)))
    if bekend.verwijderd and not set(leverperiodes) <= set(eerder):
        raise VerkeerdeStatus(
            "De gemeente heeft deze toewijzing ingetrokken: zij geldt als nooit toegewezen, en een start of "
            "stop erop wordt afgekeurd (TR019). Vraag de gemeente om een nieuwe toewijzing als u wel levert."
        )
