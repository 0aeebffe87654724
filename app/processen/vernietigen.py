"""Keeping and destroying: reasons to keep, requests to destroy, and the run that destroys (W04)."""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID, uuid4

from app.domain import bewaren
from app.domain.berichtontvangst import Berichtontvangst, Vernietigde
from app.domain.bewaardezaak import bewaardezaken
from app.domain.bewaren import (
    Beeindiging,
    Beslissing,
    Bewaardezaak,
    Bewaarreden,
    Vernietiging,
    Vernietigingsverzoek,
    Verzoekstatus,
    Weigergrond,
)
from app.domain.eisen import vervult
from app.domain.fouten import NietGevonden
from app.domain.keten.dossier import Clientsleutel, Partijen
from app.domain.partijen import Beller, Client, Partij, Rol
from app.domain.persoonsdossier import ONBEANTWOORD, belemmeringen, grond, lopend
from app.domain.termijnen import Kalenders
from app.domain.waarden import AgbCode, Gemeentecode, kalenderdag
from app.istandaard.vernietigd import zonder_personen
from app.opslag import Databank, Opslag, Verwerker
from app.opslag.bladzijde import Bladzijde
from app.opslag.dossiers import Dossiers, Dossiersleutel, Plek
from app.opslag.vernietiging import PERSOON
from app.processen.handeling import GEMEENTE, Handeling, voor

T = TypeVar("T")

PER_KEER = 200
"""Clients or messages that are looked up at once."""


@voor(Rol.TOEGANG, Rol.ADMINISTRATIE)
def leg_bewaarreden_vast(handeling: Handeling, melding_id: UUID, reden: str, tot: date) -> Bewaarreden:
    """Keep a case longer than its term, for a reason, until a day."""
    bewaren.vereis_toekomst(tot, handeling.vandaag)
    melding = handeling.opslag.meldingen.haal(melding_id)
    return handeling.opslag.bewaarredenen.bewaar(
        Bewaarreden(
            id=uuid4(),
            gemeente=melding.gemeente,
            client_id=melding.client_id,
            melding_id=melding.id,
            reden=reden,
            tot=tot,
            door=handeling.beller.medewerker,
            op=handeling.nu,
        )
    )


@voor(Rol.TOEGANG, Rol.ADMINISTRATIE)
def beeindig_bewaarreden(
    handeling: Handeling, melding_id: UUID, reden_id: UUID, vanaf: date, waarom: str
) -> Bewaarreden:
    """End a reason to keep a case from a day on; the next run of destruction goes by that."""
    gevonden = handeling.opslag.bewaarredenen.haal(reden_id)
    if gevonden.melding_id != melding_id:
        raise NietGevonden("Deze zaak heeft deze reden om te bewaren niet.")
    einde = Beeindiging(vanaf, waarom, handeling.beller.medewerker, handeling.nu)
    return handeling.opslag.bewaarredenen.bewaar(bewaren.beeindig(gevonden, einde, handeling.vandaag))


@voor(*GEMEENTE)
def lijst_bewaarredenen(
    handeling: Handeling, limiet: int, cursor: str | None, melding_id: UUID
) -> Bladzijde[Bewaarreden]:
    """The reasons to keep one case, the first recorded first."""
    handeling.opslag.meldingen.haal(melding_id)
    return handeling.opslag.bewaarredenen.bladzijde(limiet, cursor, melding_id=melding_id)


@voor(Rol.TOEGANG, Rol.ADMINISTRATIE)
def neem_verzoek_aan(handeling: Handeling, client_id: UUID, ontvangen_op: date) -> Vernietigingsverzoek:
    """Record that a client asks for destruction; three months run from its day.

    Who stood in messages before becoming a client may have asked before that, too.
    """
    handeling.vereis_gebeurd({"ontvangstdatum": ontvangen_op})
    opslag = handeling.opslag
    opslag.clienten.vergrendel(client_id)
    client = opslag.clienten.haal(client_id)
    dagen = [kalenderdag(opslag.vernietigingen.client_sinds(client_id))]
    dagen += [melding.ontvangen_op for melding in opslag.meldingen.van_client(client_id)]
    dagen += _in_berichten_sinds(opslag, client)
    verzoek = Vernietigingsverzoek(uuid4(), client.gemeente, client.id, ontvangen_op)
    eerdere = opslag.vernietigingsverzoeken.van_client(client_id)
    return opslag.vernietigingsverzoeken.bewaar(bewaren.neem_aan(verzoek, eerdere, min(dagen)))


def _in_berichten_sinds(opslag: Opslag, client: Client) -> Iterator[date]:
    """The first day of which a message about this client tells, where there is one."""
    if client.bsn is None:
        return
    cijfers = client.bsn.cijfers
    persoon = Clientsleutel(opslag.ontvangsten.persoon(client.gemeente, cijfers))
    dossier = opslag.dossiers.dossier(Dossiersleutel(persoon, client.gemeente), cijfers)
    if not dossier.leeg:
        yield dossier.bekend_sinds


@voor(*GEMEENTE)
def lijst_verzoeken(
    handeling: Handeling, limiet: int, cursor: str | None, client_id: UUID
) -> Bladzijde[Vernietigingsverzoek]:
    """The requests of one client, the first recorded first."""
    handeling.opslag.clienten.haal(client_id)
    return handeling.opslag.vernietigingsverzoeken.bladzijde(limiet, cursor, client_id=client_id)


@voor(*GEMEENTE)
def haal_verzoek(
    handeling: Handeling, client_id: UUID, verzoek_id: UUID, revisie: int | None = None
) -> Vernietigingsverzoek:
    """One request of one client."""
    gevonden = handeling.opslag.vernietigingsverzoeken.haal(verzoek_id, revisie)
    if gevonden.client_id != client_id:
        raise NietGevonden("Deze cliënt heeft dit verzoek niet gedaan.")
    return gevonden


@vervult("W04")
@voor(Rol.BESLUIT)
def beslis_op_verzoek(
    handeling: Handeling,
    client_id: UUID,
    verzoek_id: UUID,
    revisie: int,
    motivering: str,
    weigergrond: Weigergrond | None,
) -> Vernietigingsverzoek:
    """Grant or refuse a request; what is granted goes with the next run, whatever its term."""
    handeling.opslag.clienten.vergrendel(client_id)
    huidig = haal_verzoek(handeling, client_id, verzoek_id, revisie)
    zaken = _zaken(handeling.opslag, client_id, handeling.vandaag, handeling.kalenders)
    beslissing = Beslissing(motivering, weigergrond, handeling.beller.medewerker, handeling.nu)
    buiten_zaken = _lopend(handeling.opslag, client_id, handeling.vandaag)
    if handeling.opslag.dossiers.is_onbeantwoord(client_id):
        buiten_zaken = (*buiten_zaken, ONBEANTWOORD)
    return handeling.opslag.vernietigingsverzoeken.bewaar(
        bewaren.beslis(huidig, beslissing, zaken, handeling.vandaag, buiten_zaken)
    )


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst_vernietigingen(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Vernietiging]:
    """What was destroyed of what the caller kept, the oldest first."""
    return handeling.opslag.vernietigingen.bladzijde(limiet, cursor)


Zoek = Callable[[Dossiers, Plek | None, bool], tuple[T, Plek | None]]
"""What finds something among the messages after a place: of one of two kinds, as received or sent."""
Gevonden = tuple[list[tuple[UUID, str, date]], Plek | None]
"""Messages, each with its municipality and the last day on which it is kept, and the place of the last."""


Heropend = Callable[[Vernietigingsverzoek], object]
"""What hears of a granted request that a run could not carry out wholly."""


class _AlleenProef(Exception):
    """Undoes the transaction of a dry run."""


@vervult("W04")
def vernietig(
    databank: Databank,
    nu: datetime,
    door: str,
    kalenders: Kalenders,
    *,
    gemeente: Gemeentecode | None = None,
    proef: bool = False,
    heropend: Heropend = lambda _: None,
) -> tuple[Vernietiging, ...]:
    """Destroy what may go today; gives what went, without personal data.

    A granted request of which something has to stay is open again after the run, with the reason in it;
    `heropend` is told of each, of a dry run too.

    Of all municipalities and providers, or of one municipality. Each client, and of a provider each person
    in its exchange with one municipality, is one transaction with the record of the destruction in it, so
    that a run that breaks off has done whole ones and the next one goes on. A dry run (`proef`) does the same
    and undoes it.
    """
    gemeenten = databank.gemeenten() if gemeente is None else (gemeente,)
    aanbieders = databank.aanbieders() if gemeente is None else ()
    return (
        *(
            v
            for code in gemeenten
            for v in _vernietig_bij_gemeente(databank, code, nu, door, kalenders, proef, heropend)
        ),
        *(
            v
            for code in aanbieders
            for v in _vernietig_bij_aanbieder(databank, code, nu, door, proef, heropend)
        ),
    )


def totalen(vernietigd: Collection[Vernietiging]) -> dict[str, Counter[str]]:
    """How many records of each kind went, per municipality or provider that kept them."""
    per_eigenaar: dict[str, Counter[str]] = {}
    for vernietiging in vernietigd:
        teller = per_eigenaar.setdefault(vernietiging.eigenaar, Counter())
        teller.update({telling.soort: telling.aantal for telling in vernietiging.aantallen})
    return per_eigenaar


class ZonderHistorie:
    """Who is in which message that left nothing in history, of several persons or of nobody: once a run.

    Of each person only a number is kept, the first half of the key, so that it fits in memory. Two persons
    may have the same number: whether a message really names somebody is read in the message.
    """

    def __init__(self) -> None:
        """Begin with no message."""
        self._per_bericht: list[tuple[UUID, array[int]]] = []
        self.antwoorden = defaultdict[UUID, list[UUID]](list)
        """By message the answers on it that name nobody."""

    def noem(
        self, bericht: UUID, personen: Collection[Clientsleutel], antwoord_op: UUID | None = None
    ) -> None:
        """Add a message, whom it names, and which one it answers."""
        self._per_bericht.append((bericht, array("Q", sorted(map(_getal, personen)))))
        if antwoord_op is not None and not personen:
            self.antwoorden[antwoord_op].append(bericht)

    def van(self, persoon: Clientsleutel) -> Iterator[UUID]:
        """The messages that may name this person."""
        getal = _getal(persoon)
        for bericht, getallen in self._per_bericht:
            plek = bisect_left(getallen, getal)
            if plek < len(getallen) and getallen[plek] == getal:
                yield bericht


def _getal(persoon: Clientsleutel) -> int:
    return int(persoon[:16], 16)


@dataclass(frozen=True, slots=True)
class _Ronde:
    """The run for one party."""

    databank: Databank
    verwerker: Verwerker
    proef: bool
    heropend: Heropend
    zonder_historie: ZonderHistorie = field(default_factory=ZonderHistorie)
    losgelaten: set[UUID] = field(default_factory=set)
    """The messages that it let go of, or in a dry run would have."""

    @property
    def vandaag(self) -> date:
        return kalenderdag(self.verwerker.nu)

    @contextmanager
    def stap(self) -> Iterator[Opslag]:
        """One transaction, which a dry run undoes."""
        with suppress(_AlleenProef), self.databank.transactie(self.verwerker) as opslag:
            yield opslag
            self.losgelaten.update(opslag.vernietigingen.losgelaten)
            if self.proef:
                raise _AlleenProef

    def heropen(
        self, opslag: Opslag, verzoeken: Iterable[Vernietigingsverzoek], redenen: Collection[str]
    ) -> None:
        """Open again what was granted of these requests: something stays of who asked."""
        for verzoek in verzoeken:
            if verzoek.status is Verzoekstatus.INGEWILLIGD:
                self.heropend(
                    opslag.vernietigingsverzoeken.bewaar(bewaren.heropen(verzoek, redenen, self.verwerker.nu))
                )

    def blader(self, zoek: Zoek[T]) -> Iterator[T]:
        """What is found among messages of one kind, such as those received, and then of the other.

        Some at a time until the last, each in a transaction of its own.
        """
        for van_andere_soort in (False, True):
            na: Plek | None = None
            while True:
                with self.databank.transactie(self.verwerker) as opslag:
                    gevonden, na = zoek(opslag.dossiers, na, van_andere_soort)
                if na is None:
                    break
                yield gevonden

    def zoek_zonder_historie(self) -> None:
        """Look through the messages that left nothing in history."""
        for gevonden in self.blader(lambda v, na, als: v.zonder_historie(PER_KEER, na, als_afzender=als)):
            for plek, genoemd in gevonden.items():
                self.zonder_historie.noem(plek.id, *genoemd)


def personen(vernietigd: Iterable[Vernietiging]) -> int:
    """How many persons went who were no client of who destroyed."""
    return sum(telling.aantal for v in vernietigd for telling in v.aantallen if telling.soort == PERSOON)


def _vernietig_bij_gemeente(
    databank: Databank,
    gemeente: Gemeentecode,
    nu: datetime,
    door: str,
    kalenders: Kalenders,
    proef: bool,
    heropend: Heropend,
) -> Iterator[Vernietiging]:
    beller = Beller(Partij.GEMEENTE, gemeente, door, Rol.ADMINISTRATIE, "wmo vernietig")
    ronde = _Ronde(databank, Verwerker(beller, "vernietig", uuid4().hex, nu), proef, heropend)
    ronde.zoek_zonder_historie()
    yield from _vernietig_clienten(ronde, kalenders)
    yield from _vernietig_personen(ronde)
    yield from _vernietig_berichten(ronde)


def _vernietig_bij_aanbieder(
    databank: Databank, aanbieder: AgbCode, nu: datetime, door: str, proef: bool, heropend: Heropend
) -> Iterator[Vernietiging]:
    """What a provider keeps, person by person in its exchange with each municipality."""
    beller = Beller(Partij.AANBIEDER, aanbieder, door, Rol.AANBIEDER, "wmo vernietig")
    ronde = _Ronde(databank, Verwerker(beller, "vernietig", uuid4().hex, nu), proef, heropend)
    ronde.zoek_zonder_historie()
    yield from _vernietig_personen(ronde)
    yield from _vernietig_berichten(ronde)


def _vernietig_clienten(ronde: _Ronde, kalenders: Kalenders) -> Iterator[Vernietiging]:
    na = None
    while True:
        with ronde.databank.transactie(ronde.verwerker) as opslag:
            gevonden = opslag.vernietigingen.kandidaten(PER_KEER, na)
        if not gevonden:
            return
        for client_id in gevonden:
            vernietigd = None
            with ronde.stap() as opslag:
                try:
                    opslag.clienten.vergrendel(client_id)
                except NietGevonden:  # another run was first
                    continue
                vernietigd = _wis(opslag, client_id, ronde, kalenders)
            if vernietigd is not None:
                yield vernietigd
        na = gevonden[-1]


def _vernietig_personen(ronde: _Ronde) -> Iterator[Vernietiging]:
    """Whom the party keeps by messages, and who is no client of it."""
    gezien: set[Dossiersleutel] = set()
    for sleutel, bsn in _personen(ronde):
        if sleutel in gezien:
            continue
        gezien.add(sleutel)
        vernietigd = None
        with ronde.stap() as opslag:
            vernietigd = _wis_persoon(opslag, sleutel, bsn, ronde)
        if vernietigd is not None:
            yield vernietigd


def _personen(ronde: _Ronde) -> Iterator[tuple[Dossiersleutel, str | None]]:
    """Of whom something might go: it is old, or was asked for; with the Bsn where no message has to tell."""
    with ronde.databank.transactie(ronde.verwerker) as opslag:
        gevraagd = opslag.dossiers.ingewilligd()
    yield from ((sleutel, None) for sleutel in gevraagd)
    for gevonden in ronde.blader(lambda v, na, als: v.sleutels(PER_KEER, na, als_afzender=als)):
        yield from ((sleutel, None) for sleutel in gevonden)
    for gedeeld in ronde.blader(lambda v, na, plannen: v.gedeelde_sleutels(PER_KEER, na, plannen=plannen)):
        yield from gedeeld


def _wis_persoon(
    opslag: Opslag, sleutel: Dossiersleutel, bsn: str | None, ronde: _Ronde
) -> Vernietiging | None:
    code, partij = ronde.verwerker.beller.code, ronde.verwerker.beller.partij
    bsn = bsn or opslag.dossiers.bsn_van(sleutel)
    if partij is Partij.AANBIEDER:
        opslag.keten(code, Partijen(sleutel.gemeente, code)).vergrendel()
    elif bsn is None or opslag.ontvangsten.clienten(code, (bsn,)):
        return None  # a client, or somebody of whom no message tells whether he is one
    dossier = opslag.dossiers.dossier(sleutel, bsn)
    waarom = grond(dossier, ronde.vandaag)
    if waarom is None:
        if partij is Partij.AANBIEDER:
            verzoeken = opslag.vernietigingsverzoeken.van_persoon(
                AgbCode(code), sleutel.persoon, sleutel.gemeente
            )
            ronde.heropen(opslag, verzoeken, tuple(belemmeringen(dossier, ronde.vandaag)))
        return None
    leeg = () if bsn is None else _snijd(opslag, sleutel.persoon, bsn, code, ronde.zonder_historie)
    antwoorden = ronde.zonder_historie.antwoorden
    return opslag.vernietigingen.vernietig_dossier(sleutel, waarom, bsn, leeg, antwoorden)


def _vernietig_berichten(ronde: _Ronde) -> Iterator[Vernietiging]:
    """By their own term: messages on which no history rests, and what was refused at the door."""
    for zoek in (_verlopen, _geweigerd):
        for gevonden in ronde.blader(zoek):
            per_gemeente = defaultdict(list)
            for id, gemeente, weg_na in gevonden:
                if weg_na < ronde.vandaag and id not in ronde.losgelaten:
                    per_gemeente[gemeente].append(id)
            vernietigd: list[Vernietiging] = []
            if per_gemeente:
                with ronde.stap() as opslag:
                    for gemeente, ids in per_gemeente.items():
                        _neem_uit(opslag, ids)
                        vernietigd.append(opslag.vernietigingen.vernietig_berichten(gemeente, ids))
            yield from vernietigd


def _verlopen(dossiers: Dossiers, na: Plek | None, als_afzender: bool) -> Gevonden:
    gevonden, laatste = dossiers.verlopen(PER_KEER, na, als_afzender=als_afzender)
    weg_na: list[tuple[UUID, str, date]] = [
        (plek.id, gemeente, bewaren.bewaard_tot(kalenderdag(plek.aangemaakt))) for plek, gemeente in gevonden
    ]
    return weg_na, laatste


def _geweigerd(dossiers: Dossiers, na: Plek | None, als_afzender: bool) -> Gevonden:
    if als_afzender:  # who handed it over is both
        return [], None
    gevonden = dossiers.geweigerd(PER_KEER, na)
    weg_na = [(plek.id, "", bewaren.geweigerd_tot(kalenderdag(sinds))) for plek, sinds in gevonden]
    return weg_na, gevonden[-1][0] if gevonden else None


def _wis(opslag: Opslag, client_id: UUID, ronde: _Ronde, kalenders: Kalenders) -> Vernietiging | None:
    vandaag = ronde.vandaag
    zaken, buiten_zaken = _zaken(opslag, client_id, vandaag, kalenders), _lopend(opslag, client_id, vandaag)
    verzoeken = opslag.vernietigingsverzoeken.van_client(client_id)
    weg = bewaren.te_vernietigen(
        zaken,
        opslag.vernietigingen.laatst_gemaakt(client_id)[None],
        vandaag,
        bewaren.laatst_ingewilligd(verzoeken),
        buiten_zaken,
    )
    if weg is None or not weg.client:
        in_zaken = (reden for zaak in zaken for reden in bewaren.belemmeringen(zaak, vandaag))
        ronde.heropen(opslag, verzoeken, (*in_zaken, *buiten_zaken))
    if weg is None:
        return None
    client = opslag.clienten.haal(client_id)
    leeg: tuple[UUID, ...] = ()
    if weg.client and client.bsn is not None:
        cijfers = client.bsn.cijfers
        persoon = Clientsleutel(opslag.ontvangsten.persoon(client.gemeente, cijfers))
        leeg = _snijd(opslag, persoon, cijfers, client.gemeente, ronde.zonder_historie)
    return opslag.vernietigingen.vernietig(client_id, weg, leeg, ronde.zonder_historie.antwoorden)


def _lopend(opslag: Opslag, client_id: UUID, vandaag: date) -> tuple[str, ...]:
    """What runs by the history of the municipality, also what was drawn up elsewhere."""
    return tuple(lopend(opslag.vernietigingen.historie(client_id), vandaag))


def _snijd(
    opslag: Opslag, persoon: Clientsleutel, bsn: str, eigen: str, zonder_historie: ZonderHistorie
) -> tuple[UUID, ...]:
    """Take this person out of messages about several; gives those that name nobody for this party any more.

    What the other party keeps of that person by a message stays in it for that one alone, until it destroys
    that itself.
    """
    ids = dict.fromkeys((*opslag.dossiers.over_meer_personen(persoon), *zonder_historie.van(persoon)))
    namen = opslag.ontvangsten.bsns_van(ids)
    met = [id for id in ids if bsn in namen.get(id, ())]
    houdt_ander, leeg = opslag.dossiers.houdt_ander(met), []
    for id in met:
        bericht = opslag.ontvangsten.vind(id)
        if bericht is None:  # this party destroyed it before
            continue
        ander = bericht.ander(eigen)
        blijft = ander is not None and id in houdt_ander and bsn not in bericht.vernietigd_door(ander)
        nieuw = _alleen_bij_ander(bericht, Vernietigde(eigen, bsn)) if blijft else _zonder(bericht, bsn)
        if nieuw is None or not set(nieuw.bsns or ()) - nieuw.vernietigd_door(eigen):
            leeg.append(id)
        if nieuw is not None:
            _bewaar(opslag, bericht, nieuw)
    return tuple(leeg)


def _alleen_bij_ander(bericht: Berichtontvangst, weg: Vernietigde) -> Berichtontvangst:
    """The message as the other party keeps it; what its receiver itself would have refused is of that one."""
    blijft = replace(bericht, vernietigd=(*bericht.vernietigd, weg))
    if bericht.eigen_oordeel is None or weg.partij != bericht.eigenaar:
        return blijft
    over = zonder_personen(bericht, (weg.bsn,))
    return replace(blijft, eigen_oordeel=None if over is None else over.eigen_oordeel)


def _bewaar(opslag: Opslag, eerder: Berichtontvangst, nieuw: Berichtontvangst) -> None:
    """Keep what is left; the sum of what its receiver would have refused goes with the words."""
    if eerder.eigen_oordeel is not None and nieuw.eigen_oordeel is None:
        opslag.declaraties.zet_eigen_oordeel(nieuw.id, None)
    if nieuw.xml == eerder.xml:
        opslag.ontvangsten.bewaar(nieuw)
    else:
        opslag.ontvangsten.bewaar_gesneden(nieuw)


def _neem_uit(opslag: Opslag, ids: Collection[UUID]) -> None:
    """Cut out of these messages whom the other party destroyed: this one lets go of them too."""
    for id in opslag.ontvangsten.met_vernietigden(ids):
        eerder = opslag.ontvangsten.haal(id)
        over: Berichtontvangst | None = eerder
        for bsn in {v.bsn for v in eerder.vernietigd}:
            over = None if over is None else _zonder(over, bsn)
        if over is not None:
            _bewaar(opslag, eerder, over)


def _zonder(bericht: Berichtontvangst, bsn: str) -> Berichtontvangst | None:
    """The message without this person, for both parties; None where nothing of it can stay."""
    over = zonder_personen(bericht, (bsn,))
    if over is None:
        return None
    return replace(over, vernietigd=tuple(v for v in bericht.vernietigd if v.bsn != bsn))


def _zaken(opslag: Opslag, client_id: UUID, vandaag: date, kalenders: Kalenders) -> tuple[Bewaardezaak, ...]:
    """The cases of a client, as the rules on keeping look at them."""
    toewijzingen = opslag.toewijzingen.van_client(client_id)
    return bewaardezaken(
        zaken=opslag.lijsten.zaken_van_client(client_id),
        toewijzingen=toewijzingen,
        draagregels=opslag.draagregels.van_nummers([t.nummer for t in toewijzingen]),
        berichten=opslag.berichten.van_client(client_id),
        redenen=opslag.bewaarredenen.van_client(client_id),
        laatst_gemaakt=opslag.vernietigingen.laatst_gemaakt(client_id),
        vandaag=vandaag,
        kalenders=kalenders,
    )
