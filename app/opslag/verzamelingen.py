"""The repositories, one per aggregate; each finder is one query."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    Uuid,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    union_all,
    update,
)

from app.domain.berichttaak import taken_van_bericht
from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Besluit, Besluitstatus
from app.domain.bezwaar.bezwaar import Bezwaar
from app.domain.briefgegevens import Briefgegevens
from app.domain.document import Document
from app.domain.feit import Feit
from app.domain.fouten import NietGevonden
from app.domain.keten.dossier import Partijen
from app.domain.melding import Melding
from app.domain.omzetting import Clientomzetting, Omzetting
from app.domain.onderzoek import Onderzoek
from app.domain.partijen import Aanbieder, Client, Contract, Geboortedatum, Partij, Product
from app.domain.plan.afziening import Afziening
from app.domain.plan.ondersteuningsplan import Beoordeling, Ondersteuningsplan, Planstatus, Planversie
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.rapportage import Rapportage
from app.domain.toewijzing.toewijzing import Berichtkop, Berichtstatus, Toewijzing, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import Draagregel
from app.domain.waarden import AgbCode, Bsn, Gemeentecode, kalenderdag
from app.domain.werkstand import (
    Werkvraag,
    Zaaksoort,
    aanbieder_aan_zet,
    antwoord_voor,
    plan_uiterlijk,
    toewijzen_voor,
)
from app.opslag import berichttaken, opdrachten, openstaand, zoekwaarden
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, begrens, lees_bladzijde, zonder_index
from app.opslag.toegang import zichtbaar, zichtbaar_voor
from app.opslag.verwerking import Aanraking, Verwerking, verwerking_uit, verwerkingen_van
from app.opslag.verzameling import MetId, Register, Sessie, VanClient, VanMelding, Verzameling, lees, noteer

Reeks = Literal["toewijzing", "bericht", "besluit", "bezwaar"]
MEESTE_VERZONDEN = 1_000
"""Messages to one provider that are looked at when it begins to keep them here; few are not answered then."""


class Clienten(MetId[Client]):
    """The persons that a municipality supports."""

    tabel = t.client
    soort = Client
    bestaat_al = "Deze cliënt is al bekend bij de gemeente."

    def afgeleid(self, waarde: Client) -> dict[str, Any]:
        """The keyed hashes by which it is found."""
        return dict(zoekwaarden.zoekwaarden(self._sessie.kluis, waarde))

    def met_bsn(self, bsn: Bsn) -> Client | None:
        """The client with this Bsn in the calling municipality."""
        zoekwaarde = self._sessie.kluis.zoekwaarde(self._sessie.gemeente(None), bsn)
        return self._vind(bsn_zoekwaarde=zoekwaarde)

    def met_naam(
        self, achternaam: str, geboortedatum: Geboortedatum, hoogstens: int
    ) -> tuple[Client, ...] | None:
        """Those of the calling municipality with this surname and date of birth, in the order recorded.

        None where there are more than `hoogstens`: then nobody's data are read.
        """
        gemeente = self._sessie.gemeente(None)
        vraag = zoekwaarden.met_naam(self._sessie.kluis, gemeente, achternaam, geboortedatum)
        ids = self._sessie.verbinding.execute(vraag.limit(hoogstens + 1)).scalars().all()
        return None if len(ids) > hoogstens else tuple(self.met_ids(ids).values())

    def vindt_ieders_naam(self) -> bool:
        """Whether each client can be found by name: not before all from before that was kept are done."""
        vraag = zoekwaarden.nog_te_vullen().where(zichtbaar(self.tabel, self._sessie.tenant))
        return self._sessie.verbinding.execute(vraag.limit(1)).first() is None

    def met_ids(self, ids: Collection[UUID]) -> dict[UUID, Client]:
        """Each of these clients."""
        return {client.id: client for client in self._zoek_waar(self.tabel.c.id.in_(ids))}

    def vergrendel(self, id: UUID) -> None:
        """Let no other transaction that locks this client go on before this one ends.

        For steps that weigh several rows of one client together, such as allocating.
        """
        if not self._vergrendel(id=id):
            raise NietGevonden("Deze cliënt bestaat niet, of u mag die niet zien.")

    def haal_vergrendeld(self, id: UUID) -> Client:
        """The client with this id, locked likewise."""
        gevonden = self._vraag(opdrachten.lees_vergrendeld(self.tabel, self._sessie.tenant.partij), id=id)
        if not gevonden:
            raise NietGevonden("Deze cliënt bestaat niet, of u mag die niet zien.")
        return gevonden[0]

    def haal_vergrendeld_van(self, besluit_id: UUID) -> Client:
        """The client of this decision, locked likewise."""
        partij = self._sessie.tenant.partij
        gevonden = self._vraag(opdrachten.lees_vergrendeld_van(self.tabel, t.besluit, partij), id=besluit_id)
        if not gevonden:
            raise NietGevonden("Er is geen besluit met dit kenmerk, of u mag die niet zien.")
        return gevonden[0]


class Meldingen(MetId[Melding], VanClient[Melding]):
    """Reports of a need for support."""

    tabel = t.melding
    soort = Melding

    def afgeleid(self, waarde: Melding) -> dict[str, Any]:
        """Whether the client withdrew it, and who handles the case."""
        return {"ingetrokken": waarde.intrekking is not None, "behandelaar": waarde.behandelaar}

    def bewaar(self, waarde: Melding) -> Melding:
        """Keep the melding, with which its case begins."""
        self._sessie.raak(waarde.id, geheel=True)
        return super().bewaar(waarde)

    def met_ids(self, ids: Collection[UUID]) -> tuple[Melding, ...]:
        """These meldingen, oldest first."""
        return self._zoek_waar(self.tabel.c.id.in_(ids))

    def openstaand(
        self, limiet: int, cursor: str | None, vraag: Werkvraag
    ) -> Bladzijde[tuple[Melding, Zaaksoort]]:
        """Those on which somebody still has to act (app.opslag.openstaand), each with its kind of work."""
        stand, tenant = t.werkstand.c, self._sessie.tenant
        wijze = openstaand.leeswijze(vraag, tenant.code, kalenderdag(self._sessie.verwerker.nu))
        gekozen = select(stand.melding_id, stand.soort, *wijze.sleutel).where(
            zichtbaar(t.werkstand, tenant), *wijze.waar
        )
        rijen, volgende = lees_bladzijde(
            self._sessie.verbinding, self._sessie.kluis, gekozen, wijze.sleutel, limiet, cursor, wijze.zeef
        )
        meldingen = {melding.id: melding for melding in self.met_ids([rij.melding_id for rij in rijen])}
        return Bladzijde(tuple((meldingen[rij.melding_id], Zaaksoort(rij.soort)) for rij in rijen), volgende)


class Onderzoeken(MetId[Onderzoek], VanMelding[Onderzoek]):
    """Researches after a melding."""

    tabel = t.onderzoek
    soort = Onderzoek

    def bewaar(self, waarde: Onderzoek) -> Onderzoek:
        """Keep the research, which ends a clock of its case."""
        self._sessie.raak(waarde.melding_id, geheel=True)
        return super().bewaar(waarde)


class PlannenVanAanpak(MetId[PlanVanAanpak], VanMelding[PlanVanAanpak]):
    """The municipality's plans; each row is one version."""

    tabel = t.plan_van_aanpak
    soort = PlanVanAanpak
    bestaat_al = "Van dit plan van aanpak is intussen al een nieuwe versie gemaakt."

    def laatste_versie(self, melding_id: UUID) -> PlanVanAanpak | None:
        """The version with the highest number."""
        vraag = select(self.tabel).where(self.tabel.c.melding_id == melding_id)
        gevonden = self._lees(vraag.order_by(self.tabel.c.volgnummer.desc()).limit(1))
        return gevonden[0] if gevonden else None


class Ondersteuningsplannen(MetId[Ondersteuningsplan], VanMelding[Ondersteuningsplan]):
    """Plans of providers, each for one plan van aanpak."""

    tabel = t.ondersteuningsplan
    soort = Ondersteuningsplan
    bestaat_al = "Bij deze aanbieder loopt voor dit plan van aanpak al een uitvraag."

    def afgeleid(self, waarde: Ondersteuningsplan) -> dict[str, Any]:
        """Whether it was ever sent to the provider, and by when that has to submit it."""
        return {
            "uitgevraagd": any(o.naar == Planstatus.UITGEVRAAGD for o in waarde.overgangen),
            "uiterlijk": plan_uiterlijk(waarde, self._sessie.rekenwijze),
            "aanbieder_aan_zet": aanbieder_aan_zet(waarde),
        }

    def lopende(
        self, limiet: int, cursor: str | None = None, *, sinds: datetime | None = None
    ) -> Bladzijde[Ondersteuningsplan]:
        """Those on which somebody still has to act, oldest first: the worklist of a provider.

        With `sinds` those that changed since then, the first change first.
        """
        vandaag = kalenderdag(self._sessie.verwerker.nu)
        loopt = openstaand.loopt(self.tabel.c.client_id, vandaag)
        if sinds is not None:
            # The index of what is under way knows no changes: of what changed a bounded part is searched.
            onderweg = zonder_index(self.tabel.c.status).in_(t.OPEN_PLAN)
            return self._blader(select(self.tabel), limiet, cursor, sinds=sinds, ook=(onderweg, loopt))
        onderweg = self.tabel.c.status.in_(map(t.letterlijk, t.OPEN_PLAN))
        return self._blader(select(self.tabel).where(onderweg, loopt), limiet, cursor)

    def van_plan_van_aanpak(self, plan_van_aanpak_id: UUID) -> tuple[Ondersteuningsplan, ...]:
        """All plans of all providers for one plan van aanpak, oldest first."""
        return self._zoek(plan_van_aanpak_id=plan_van_aanpak_id)


class Planversies(Register[Planversie]):
    """Submitted versions; none ever changes (M20)."""

    tabel = t.planversie
    soort = Planversie
    bestaat_al = "Deze versie van het ondersteuningsplan is al ingediend."

    def haal(self, plan_id: UUID, volgnummer: int) -> Planversie:
        """One version of one plan."""
        return self._haal(plan_id=plan_id, volgnummer=volgnummer)

    def van_plan(self, plan_id: UUID) -> tuple[Planversie, ...]:
        """All versions of one plan, oldest first."""
        return self._zoek(plan_id=plan_id)

    def van_client(self, client_id: UUID) -> tuple[Planversie, ...]:
        """All versions of all plans for one client, oldest first."""
        return self._zoek(client_id=client_id)

    def bewaar(self, waarde: Planversie) -> Planversie:
        """Add a version to a plan that the caller may see; BestaatAl when its number is taken."""
        tenant = self._sessie.tenant
        opdracht = opdrachten.voeg_toe_van(self.tabel, t.ondersteuningsplan, "plan_id", tenant.partij)
        rij = self._rij(waarde, {"aangemaakt": self._sessie.verwerker.nu})
        eigenaar = self._schrijf(opdracht, rij | {opdrachten.TENANT: tenant.code}).first()
        if eigenaar is None:
            raise NietGevonden("Dit ondersteuningsplan bestaat niet, of u mag het niet zien.")
        self._geschreven("maken", rij | eigenaar._asdict())
        return waarde


class Beoordelingen(Register[Beoordeling]):
    """Assessments of submitted versions; none ever changes."""

    tabel = t.beoordeling
    soort = Beoordeling

    def haal(self, id: UUID) -> Beoordeling:
        """The assessment with this id."""
        return self._haal(id=id)

    def van_plan(self, plan_id: UUID) -> tuple[Beoordeling, ...]:
        """All assessments of one plan, oldest first."""
        return self._zoek(plan_id=plan_id)

    def van_client(self, client_id: UUID) -> tuple[Beoordeling, ...]:
        """All assessments of all plans for one client, oldest first."""
        return self._zoek(client_id=client_id)


class Afzieningen(MetId[Afziening], VanMelding[Afziening]):
    """Recorded choices not to ask for a plan."""

    tabel = t.afziening
    soort = Afziening

    def van_plan_van_aanpak(self, plan_van_aanpak_id: UUID) -> tuple[Afziening, ...]:
        """All waivers for one plan van aanpak, oldest first."""
        return self._zoek(plan_van_aanpak_id=plan_van_aanpak_id)


class Aanvragen(MetId[Aanvraag], VanMelding[Aanvraag]):
    """Applications."""

    tabel = t.aanvraag
    soort = Aanvraag

    def afgeleid(self, waarde: Aanvraag) -> dict[str, Any]:
        """Whether the client withdrew it."""
        return {"ingetrokken": waarde.intrekking is not None}

    def bewaar(self, waarde: Aanvraag) -> Aanvraag:
        """Keep the aanvraag, which has clocks in its case."""
        self._sessie.raak(waarde.melding_id, geheel=True)
        return super().bewaar(waarde)


class Besluiten(MetId[Besluit], VanMelding[Besluit]):
    """Decisions."""

    tabel = t.besluit
    soort = Besluit
    bestaat_al = "Er is al een besluit met dit kenmerk."

    def afgeleid(self, waarde: Besluit) -> dict[str, Any]:
        """The day of the announcement, and whether allocations have yet to follow, and by when."""
        return {
            "bekendgemaakt_op": waarde.bekendmaking.op if waarde.bekendmaking else None,
            "toe_te_wijzen": waarde.toe_te_wijzen,
            "toewijzen_voor": toewijzen_voor(waarde),
        }

    def bewaar(self, waarde: Besluit) -> Besluit:
        """Keep the besluit; to announce, withdraw or review it moves a clock, to carry it out does not.

        What it changes has no review of its own any more, in whichever case that was decided.
        """
        if waarde.bekendmaking is not None and (waarde.uitgevoerd_op is None or waarde.evaluaties):
            eerder = select(self.tabel.c.melding_id).where(self.tabel.c.id == waarde.wijzigt)
            zaken = self._sessie.verbinding.execute(eerder).scalars() if waarde.wijzigt else ()
            self._sessie.raak(waarde.melding_id, *zaken, geheel=True)
        return super().bewaar(waarde)

    def vervangen(self, melding_ids: Collection[UUID]) -> frozenset[UUID]:
        """The decisions of these meldingen that an announced one changes, of whichever case that is."""
        later = self.tabel.alias("later")
        vraag = (
            select(self.tabel.c.id)
            .join(later, later.c.wijzigt == self.tabel.c.id)
            .where(self.tabel.c.melding_id.in_(melding_ids), zichtbaar(self.tabel, self._sessie.tenant))
            .where(later.c.status == Besluitstatus.BEKENDGEMAAKT.value)
        )
        return frozenset(self._sessie.verbinding.execute(vraag).scalars())


class Bezwaren(MetId[Bezwaar], VanMelding[Bezwaar]):
    """Objections to decisions."""

    tabel = t.bezwaar
    soort = Bezwaar
    bestaat_al = "Er is al een bezwaar met dit kenmerk."

    def afgeleid(self, waarde: Bezwaar) -> dict[str, Any]:
        """Where it stands, and whether somebody still has to act on it."""
        return {"status": waarde.status.value, "wacht": waarde.wacht}

    def bewaar(self, waarde: Bezwaar) -> Bezwaar:
        """Keep the bezwaar, which has clocks in its case."""
        self._sessie.raak(waarde.melding_id, geheel=True)
        return super().bewaar(waarde)

    def tegen(self, besluit_id: UUID) -> tuple[Bezwaar, ...]:
        """All objections to one decision, oldest first."""
        return self._zoek(besluit_id=besluit_id)


_TOEWIJZINGEN_TUSSEN: Select[Any] = select(t.toewijzing).where(
    t.toewijzing.c.gemeente == bindparam("gemeente"),
    t.toewijzing.c.nummer.in_(bindparam("nummers", expanding=True)),
    t.toewijzing.c.aanbieder == bindparam("aanbieder"),
)


class Toewijzingen(VanMelding[Toewijzing]):
    """Allocations, by number within a municipality."""

    tabel = t.toewijzing
    soort = Toewijzing
    bestaat_al = "Dit toewijzingnummer is al gebruikt."

    def afgeleid(self, waarde: Toewijzing) -> dict[str, Any]:
        """The decision that made the version that holds, and its period (IV013)."""
        actueel = waarde.actueel
        return {
            "besluit_id": actueel.besluit_id,
            "begin": actueel.periode.begin,
            "eind": actueel.periode.eind,
        }

    def haal(
        self, nummer: int, revisie: int | None = None, gemeente: Gemeentecode | None = None
    ) -> Toewijzing:
        """The allocation with this number; a provider names the municipality that gave it out."""
        return self._haal_revisie(revisie, gemeente=self._sessie.gemeente(gemeente), nummer=nummer)

    def bewaar(self, waarde: Toewijzing) -> Toewijzing:
        """Keep the allocation, with which what there is to do about it may change."""
        bewaard = super().bewaar(waarde)
        self._sessie.toewijzingen[bewaard.gemeente, bewaard.nummer] = bewaard
        return bewaard

    def tussen(self, tussen: Partijen, nummers: Collection[int]) -> dict[int, Toewijzing]:
        """Those with these numbers between these two, whoever of both calls."""
        waarden = tussen._asdict() | {"nummers": nummers}
        rijen = self._sessie.verbinding.execute(_TOEWIJZINGEN_TUSSEN, waarden).all()
        return {toewijzing.nummer: toewijzing for toewijzing in self._waarden(rijen)}

    def van_client_bij(self, client_id: UUID, aanbieder: AgbCode) -> tuple[Toewijzing, ...]:
        """All of one client with one provider: the full set that a 301 carries (OP087)."""
        return self._zoek(client_id=client_id, aanbieder=aanbieder)


_DRAAGREGEL = text(
    "INSERT INTO draagregel (gemeente, besluit_id, regel, nummer) "
    "VALUES (:gemeente, :besluit_id, :regel, :nummer) ON CONFLICT DO NOTHING"
).bindparams(bindparam("besluit_id", type_=Uuid))


class Draagregels:
    """On which lines of which decisions numbers rest; what was so once stays known (W04)."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def leg_vast(self, regels: Collection[Draagregel]) -> None:
        """Add those that are not there yet."""
        if regels:
            gemeente = self._sessie.gemeente(None)
            self._sessie.verbinding.execute(
                _DRAAGREGEL, [{"gemeente": gemeente, **asdict(regel)} for regel in regels]
            )

    def van(self, toewijzing: Toewijzing) -> tuple[Draagregel, ...]:
        """Those of one allocation; of no concern to its provider, who sees none."""
        return self._zoek(
            t.draagregel.c.gemeente == toewijzing.gemeente, t.draagregel.c.nummer == toewijzing.nummer
        )

    def van_nummers(self, nummers: Collection[int]) -> tuple[Draagregel, ...]:
        """Those of these numbers of the municipality."""
        return self._zoek(t.draagregel.c.nummer.in_(nummers))

    def _zoek(self, *voorwaarden: ColumnElement[bool]) -> tuple[Draagregel, ...]:
        tabel = t.draagregel
        vraag = select(tabel.c.besluit_id, tabel.c.regel, tabel.c.nummer).where(
            *voorwaarden, zichtbaar(tabel, self._sessie.tenant)
        )
        rijen = self._sessie.verbinding.execute(vraag.order_by(*vraag.selected_columns))
        return tuple(Draagregel(*rij) for rij in rijen)


class Feiten(MetId[Feit], VanClient[Feit]):
    """What happened to clients."""

    tabel = t.feit
    soort = Feit

    def afgeleid(self, waarde: Feit) -> dict[str, Any]:
        """From which day on it ends the cases of the client."""
        return {"eindigt_zaken_op": waarde.op if waarde.eindigt_zaken else None}

    def bewaar(self, waarde: Feit) -> Feit:
        """Keep the fact, which may open or close every case of the client."""
        zaken = select(t.melding.c.id).where(t.melding.c.client_id == waarde.client_id)
        self._sessie.raak(*self._sessie.verbinding.execute(zaken).scalars(), geheel=True)
        return super().bewaar(waarde)


class Omzettingen(MetId[Omzetting]):
    """What municipalities have changed in running allocations."""

    tabel = t.omzetting
    soort = Omzetting

    def haal_vergrendeld(self, id: UUID) -> Omzetting:
        """The one with this id, which nobody withdraws until the transaction ends."""
        self._vergrendel(id=id)
        return self.haal(id)

    def clienten(self, omzetting: Omzetting, limiet: int, cursor: str | None = None) -> Bladzijde[UUID]:
        """Clients for whom it may have something to do and was not carried out yet, a page at a time.

        They have an allocation of the product that has not ended by then, or a decision that has yet to be
        carried out, of which the lines are not searched. A page is of all who ever had the product, and
        leaves out for whom there is nothing to do: to search on until it is full would cost all of them.
        """
        toewijzing, besluit = t.toewijzing.alias("kandidaat").c, t.besluit.alias("kandidaat").c
        van, kluis = omzetting.van, self._sessie.kluis
        loopt = case((or_(toewijzing.eind.is_(None), toewijzing.eind >= omzetting.per), 1), else_=0)
        gehad = (
            select(toewijzing.client_id, func.max(loopt).label("telt"))
            .where(
                toewijzing.gemeente == omzetting.gemeente,
                toewijzing.categorie == van.categorie,
                toewijzing.productcode == van.productcode,
            )
            .group_by(toewijzing.client_id)
        )
        if van.aanbieder is not None:
            gehad = gehad.where(toewijzing.aanbieder == van.aanbieder)
        wachtend = (
            select(besluit.client_id, literal(1).label("telt"))
            .where(besluit.gemeente == omzetting.gemeente, besluit.toe_te_wijzen)
            .distinct()
        )
        kandidaat = union_all(
            begrens(kluis, gehad, [toewijzing.client_id], limiet, cursor).subquery().select(),
            begrens(kluis, wachtend, [besluit.client_id], limiet, cursor).subquery().select(),
        ).subquery("kandidaat").c  # fmt: skip
        gedaan = t.clientomzetting.c
        al_gedaan = exists().where(
            gedaan.omzetting_id == omzetting.id,
            gedaan.client_id == kandidaat.client_id,
            gedaan.wacht_in.is_(None),
        )
        vraag = select(
            kandidaat.client_id, func.max(kandidaat.telt).label("telt"), al_gedaan.label("gedaan")
        ).group_by(kandidaat.client_id)
        rijen, volgende = lees_bladzijde(
            self._sessie.verbinding, kluis, vraag, [kandidaat.client_id], limiet, cursor
        )
        return Bladzijde(tuple(rij.client_id for rij in rijen if rij.telt and not rij.gedaan), volgende)


class Clientomzettingen(Register[Clientomzetting]):
    """Omzettingen as they were carried out for clients, or wait for that: then as a task in a case."""

    tabel = t.clientomzetting
    soort = Clientomzetting
    bestaat_al = "Deze omzetting is voor deze cliënt al uitgevoerd."

    def bewaar(self, waarde: Clientomzetting) -> Clientomzetting:
        """Add it; one that waits opens the case in which it does."""
        if waarde.wacht_in is not None:
            self._sessie.raak(waarde.wacht_in)
        return super().bewaar(waarde)

    def laat_los(self, *omzettingen: Clientomzetting) -> None:
        """Let these wait no more, which may close the cases in which they did.

        What was carried out but for a total stays, as carried out; the others are as if they never waited.
        """
        for gedaan, opdracht in (
            (False, delete(self.tabel)),
            (True, update(self.tabel).values(wacht_in=None)),
        ):
            ids = [omzetting.id for omzetting in omzettingen if omzetting.deels is gedaan]
            eigen = self.tabel.c
            for deel in opdrachten.delen(ids):
                waar = opdracht.where(eigen.id.in_(deel), zichtbaar(self.tabel, self._sessie.tenant))
                terug = waar.returning(eigen.id, eigen.gemeente, eigen.client_id)
                for rij in self._schrijf(terug).all():
                    noteer(self._sessie, "wijzigen" if gedaan else "wissen", self.tabel, rij._asdict())
        self._sessie.raak(*filter(None, (omzetting.wacht_in for omzetting in omzettingen)))

    def wachtend(self, omzetting_id: UUID) -> tuple[Clientomzetting, ...]:
        """All that wait for one omzetting, in whichever case."""
        eigen = self.tabel.c
        return self._zoek_waar(eigen.omzetting_id == omzetting_id, eigen.wacht_in.is_not(None))

    def uitgevoerd(self, omzetting_id: UUID, limiet: int, cursor: str | None) -> Bladzijde[Clientomzetting]:
        """A page of the clients for whom it was carried out, the first one first, without those that wait.

        So it may hold fewer than were asked for: what waits is few, and its content says for what.
        """
        bladzijde = self.bladzijde(limiet, cursor, omzetting_id=omzetting_id)
        return replace(bladzijde, rijen=tuple(rij for rij in bladzijde.rijen if rij.uitgevoerd))

    def haal(self, id: UUID) -> Clientomzetting:
        """The one with this id; NietGevonden when out of sight."""
        return self._haal(id=id)

    def van_client(self, client_id: UUID) -> tuple[Clientomzetting, ...]:
        """All of one client, oldest first."""
        return self._zoek(client_id=client_id)

    def van_clienten(self, client_ids: Collection[UUID]) -> dict[UUID, tuple[Clientomzetting, ...]]:
        """All of each of these clients, oldest first, in one query."""
        return self._per("client_id", client_ids)

    def van_meldingen(self, melding_ids: Collection[UUID]) -> dict[UUID, tuple[Clientomzetting, ...]]:
        """Those that wait in each of these cases, oldest first, in one query."""
        return self._per("wacht_in", melding_ids)


class Berichten(MetId[Toewijzingsbericht], VanClient[Toewijzingsbericht]):
    """The wmo301s."""

    tabel = t.toewijzingsbericht
    soort = Toewijzingsbericht
    bestaat_al = "Deze berichtidentificatie is al gebruikt."

    def afgeleid(self, waarde: Toewijzingsbericht) -> dict[str, Any]:
        """By when the provider has to answer it."""
        return {"uiterlijk": antwoord_voor(waarde, self._sessie.rekenwijze)}

    def bewaar(self, waarde: Toewijzingsbericht) -> Toewijzingsbericht:
        """Keep the message, which may open or close the case where it waits.

        With a new one also which allocation versions it carries.
        """
        zaken = {waarde.wacht_in}
        if waarde.revisie:
            wachtte_in = select(self.tabel.c.wacht_in).where(self.tabel.c.id == waarde.id)
            zaken.add(self._sessie.verbinding.scalar(wachtte_in))
        self._sessie.raak(*filter(None, zaken))
        bewaard = super().bewaar(waarde)
        berichttaken.zet(
            self._sessie,
            t.berichttaak.c.bericht_id,
            waarde.id,
            taken_van_bericht(bewaard),
            nieuw=not waarde.revisie,
        )
        if waarde.revisie == 0 and waarde.versies:
            self._schrijf(
                opdrachten.voeg_toe(t.berichtversie),
                [
                    {"bericht_id": waarde.id, "gemeente": waarde.gemeente, "nummer": n, "volgnummer": v}
                    for n, v in waarde.versies
                ],
            )
        return bewaard

    def vervang_afgekeurde(self, client_id: UUID, aanbieder: AgbCode) -> None:
        """Let none about this client wait any more that this provider rejected: what holds is told anew."""
        eigen, verbinding = self.tabel.c, self._sessie.verbinding
        wachtend = select(eigen.id, eigen.wacht_in).where(
            eigen.client_id == client_id,
            eigen.aanbieder == aanbieder,
            eigen.status == Berichtstatus.AFGEKEURD.value,
            eigen.wacht_in.is_not(None),
            zichtbaar(self.tabel, self._sessie.tenant),
        )
        rijen = verbinding.execute(wachtend).all()
        if rijen:
            self._sessie.raak(*(rij.wacht_in for rij in rijen))
            ids = [rij.id for rij in rijen]
            self._schrijf(update(self.tabel).where(eigen.id.in_(ids)).values(wacht_in=None))

    def van_meldingen(self, melding_ids: Collection[UUID]) -> dict[UUID, tuple[Toewijzingsbericht, ...]]:
        """Those that wait in each of these cases, oldest first, in one query."""
        return self._per("wacht_in", melding_ids)

    def met_identificatie(self, identificatie: str) -> Toewijzingsbericht | None:
        """The message of the calling municipality with this BerichtIdentificatie."""
        return self._vind(gemeente=self._sessie.gemeente(None), identificatie=identificatie)

    def hier_ontvangen(self, aanbieder: AgbCode, code: str) -> tuple[Toewijzingsbericht, ...]:
        """Of the `MEESTE_VERZONDEN` that went out to this provider first: those that it was handed here.

        `code` is their BerichtCode.
        """
        eigen, bij_aanbieder = self.tabel.c, t.berichtontvangst.c
        wacht = (
            select(eigen.id, eigen.identificatie)
            .where(
                eigen.gemeente == self._sessie.tenant.code,
                eigen.aanbieder == aanbieder,
                eigen.status == Berichtstatus.VERZONDEN.value,
            )
            .order_by(eigen.aangemaakt, eigen.id)
            .limit(MEESTE_VERZONDEN)
            .subquery()
        )
        ontvangen = select(wacht.c.id).join(
            t.berichtontvangst,
            and_(
                bij_aanbieder.afzender == self._sessie.tenant.code,
                bij_aanbieder.code == code,
                bij_aanbieder.identificatie == wacht.c.identificatie,
                zonder_index(bij_aanbieder.eigenaar) == aanbieder,
            ),
        )
        return self.met_ids(set(self._sessie.verbinding.execute(ontvangen).scalars()))

    def met_ids(self, ids: Collection[UUID]) -> tuple[Toewijzingsbericht, ...]:
        """These messages, oldest first."""
        return self._zoek_waar(self.tabel.c.id.in_(ids))

    def koppen_van_client_bij(self, client_id: UUID, aanbieder: AgbCode) -> tuple[Berichtkop, ...]:
        """All messages about one client to one provider, oldest first, without what they say."""
        return self._koppen({self.tabel.c.client_id: client_id, self.tabel.c.aanbieder: aanbieder})

    def koppen_van_client(self, client_id: UUID) -> tuple[Berichtkop, ...]:
        """All messages about one client, oldest first, without what they say."""
        return self._koppen({self.tabel.c.client_id: client_id})

    def koppen_van_clienten(self, client_ids: Collection[UUID]) -> tuple[Berichtkop, ...]:
        """All messages about these clients, oldest first, without what they say."""
        return self._lees_koppen(
            _koppen_waar(self._sessie.tenant.partij, self.tabel.c.client_id.in_(client_ids)),
            {opdrachten.TENANT: self._sessie.tenant.code},
        )

    def koppen_met(self, toewijzing: Toewijzing) -> tuple[Berichtkop, ...]:
        """All messages that carry this allocation, oldest first, each with its versions of this one alone."""
        versie = t.berichtversie.c
        return self._koppen({versie.gemeente: toewijzing.gemeente, versie.nummer: toewijzing.nummer})

    def _koppen(self, gelijk: Mapping[Column[Any], object]) -> tuple[Berichtkop, ...]:
        tenant = self._sessie.tenant
        vraag = _vraag_koppen(tenant.partij, tuple(gelijk))
        waarden = {kolom.name: waarde for kolom, waarde in gelijk.items()} | {opdrachten.TENANT: tenant.code}
        return self._lees_koppen(vraag, waarden)

    def _lees_koppen(self, vraag: Select[Any], waarden: Mapping[str, object]) -> tuple[Berichtkop, ...]:
        koppen: dict[UUID, Berichtkop] = {}
        for rij in self._sessie.verbinding.execute(vraag, waarden):
            gelezen = rij._asdict()
            noteer(self._sessie, "lezen", self.tabel, gelezen)
            eerder = koppen[rij.id].versies if rij.id in koppen else ()
            gelezen["versies"] = (*eerder, (rij.nummer, rij.volgnummer))
            koppen[rij.id] = lees(Berichtkop, gelezen, f"{self.tabel.name}:{rij.id}")
        return tuple(koppen.values())


@cache
def _vraag_koppen(partij: Partij, kolommen: tuple[Column[Any], ...]) -> Select[Any]:
    """The messages that an organisation of this kind sees, a row for each version, by these columns."""
    return _koppen_waar(partij, *(kolom == bindparam(kolom.name) for kolom in kolommen))


def _koppen_waar(partij: Partij, *voorwaarden: ColumnElement[bool]) -> Select[Any]:
    bericht, versie = t.toewijzingsbericht.c, t.berichtversie.c
    kop = (
        bericht.id,
        bericht.gemeente,
        bericht.client_id,
        bericht.aanbieder,
        bericht.identificatie,
        bericht.status,
    )
    zichtbaar = zichtbaar_voor(t.toewijzingsbericht, partij, bindparam(opdrachten.TENANT))
    return (
        select(*kop, versie.nummer, versie.volgnummer)
        .join(t.berichtversie, versie.bericht_id == bericht.id)
        .where(*voorwaarden, zichtbaar)
        .order_by(bericht.aangemaakt, bericht.id, versie.nummer, versie.volgnummer)
    )


class Rapportages(MetId[Rapportage], VanMelding[Rapportage]):
    """Notes in the municipal report."""

    tabel = t.rapportage
    soort = Rapportage

    def van_plan(self, plan_id: UUID) -> tuple[Rapportage, ...]:
        """All notes on one ondersteuningsplan, oldest first."""
        return self._zoek(plan_id=plan_id)


class Aanbieders(Verzameling[Aanbieder]):
    """Providers, as each municipality knows them."""

    tabel = t.aanbieder
    soort = Aanbieder
    bestaat_al = "Deze aanbieder is al bekend bij de gemeente."

    def vergrendel(self, agb: AgbCode) -> None:
        """Let no other transaction of this municipality that locks this provider go on before this one ends.

        For steps that weigh several contracts of one provider together.
        """
        if not self._vergrendel(agb=agb):
            raise NietGevonden("Deze aanbieder is niet bekend bij deze gemeente.")

    def haal(
        self, agb: AgbCode, revisie: int | None = None, gemeente: Gemeentecode | None = None
    ) -> Aanbieder:
        """The provider as one municipality knows it; a provider names the municipality."""
        return self._haal_revisie(revisie, gemeente=self._sessie.gemeente(gemeente), agb=agb)

    def houdt_berichten_hier(self, agb: AgbCode) -> bool:
        """Whether the calling municipality says of this provider that it keeps its messages here."""
        aanbieder = self._vind(gemeente=self._sessie.gemeente(None), agb=agb)
        return aanbieder is not None and aanbieder.berichten_hier

    def gemeenten(self) -> tuple[Gemeentecode, ...]:
        """The municipalities that know the calling provider."""
        return tuple(aanbieder.gemeente for aanbieder in self._zoek())

    def namen(self, codes: Collection[AgbCode]) -> dict[AgbCode, str]:
        """The name of each of these providers that the caller knows, by AGB code."""
        return {aanbieder.agb: aanbieder.naam for aanbieder in self._zoek_waar(self.tabel.c.agb.in_(codes))}


class Producten(Verzameling[Product]):
    """The product lists of the municipalities."""

    tabel = t.product
    soort = Product
    bestaat_al = "Dit product staat al op de lijst van de gemeente."

    def haal(
        self, categorie: str, code: str, revisie: int | None = None, gemeente: Gemeentecode | None = None
    ) -> Product:
        """One product of one municipality; a provider names the municipality."""
        return self._haal_revisie(
            revisie,
            gemeente=self._sessie.gemeente(gemeente),
            categorie=categorie,
            code=code,
        )

    def alle(self) -> tuple[Product, ...]:
        """All that the caller may see."""
        return self._zoek()

    def codes(self) -> frozenset[tuple[str, str]]:
        """The category and code of all that the caller may see."""
        tenant = self._sessie.tenant
        vraag = opdrachten.kolommen(self.tabel, tenant.partij, ("categorie", "code"))
        rijen = self._sessie.verbinding.execute(vraag, {opdrachten.TENANT: tenant.code})
        return frozenset((rij.categorie, rij.code) for rij in rijen)


class Contracten(MetId[Contract]):
    """What a provider may deliver, when, at which tariff."""

    tabel = t.contract
    soort = Contract

    def afgeleid(self, waarde: Contract) -> dict[str, Any]:
        """Its period."""
        return {"begin": waarde.periode.begin, "eind": waarde.periode.eind}

    def geldig(
        self,
        aanbieder: AgbCode,
        categorie: str,
        code: str,
        dag: date,
        gemeente: Gemeentecode | None = None,
    ) -> Contract | None:
        """The contract for one product that holds on a day; a provider names the municipality."""
        c = self.tabel.c
        gevonden = self._zoek_waar(
            c.gemeente == self._sessie.gemeente(gemeente),
            c.aanbieder == aanbieder,
            c.categorie == categorie,
            c.code == code,
            and_(c.begin <= dag, or_(c.eind.is_(None), c.eind >= dag)),
        )
        return gevonden[0] if gevonden else None

    def van_aanbieder(self, aanbieder: AgbCode, gemeente: Gemeentecode | None = None) -> tuple[Contract, ...]:
        """All contracts of one provider with one municipality; a provider names the municipality."""
        return self._zoek(gemeente=self._sessie.gemeente(gemeente), aanbieder=aanbieder)

    def van_aanbieders(self, codes: Collection[AgbCode]) -> tuple[Contract, ...]:
        """All contracts of these providers that the caller may see."""
        return self._zoek_waar(self.tabel.c.aanbieder.in_(codes))

    def van_product(self, categorie: str, code: str, vanaf: date) -> tuple[Contract, ...]:
        """The contracts on a product that have not ended by a day, of all providers."""
        c = self.tabel.c
        return self._zoek_waar(
            and_(c.categorie == categorie, c.code == code),
            or_(c.eind.is_(None), c.eind >= vanaf),
        )


class AlleBriefgegevens(Register[Briefgegevens]):
    """What letters say of the municipality."""

    tabel = t.briefgegevens
    soort = Briefgegevens

    def haal(self, id: UUID) -> Briefgegevens:
        """The one with this id."""
        return self._haal(id=id)

    def voor(self, dag: date) -> Briefgegevens | None:
        """What letters of this day say, if anything was recorded for it."""
        c = self.tabel.c
        vraag = select(self.tabel).where(c.vanaf <= dag)
        gevonden = self._lees(vraag.order_by(c.vanaf.desc(), c.aangemaakt.desc(), c.id.desc()).limit(1))
        return gevonden[0] if gevonden else None


class Documenten(Register[Document]):
    """PDFs that were given out, kept as they were."""

    tabel = t.document
    soort = Document

    def haal(self, id: UUID) -> Document:
        """The document with this id."""
        return self._haal(id=id)

    def van(self, verwijst_naar: UUID) -> tuple[Document, ...]:
        """All documents that show one plan, besluit or bezwaar, oldest first."""
        return self._zoek(verwijst_naar=verwijst_naar)

    def van_client(self, client_id: UUID) -> tuple[Document, ...]:
        """All documents about one client, oldest first."""
        return self._zoek(client_id=client_id)


_BLOK = text(
    "INSERT INTO nummering (gemeente, reeks, laatste) VALUES (:gemeente, :reeks, :aantal) "
    "ON CONFLICT (gemeente, reeks) DO UPDATE SET laatste = nummering.laatste + excluded.laatste "
    "RETURNING laatste"
)


class Nummering:
    """Series of numbers per municipality; a number is never given out twice (TR056, TR332)."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def volgende(self, reeks: Reeks) -> int:
        """The next number, from 1. Others wait for it until this transaction ends."""
        return self.blok(reeks, 1).start

    def blok(self, reeks: Reeks, aantal: int) -> range:
        """So many numbers in a row, for what is made together. Others wait for theirs likewise."""
        waarden = {"gemeente": self._sessie.gemeente(None), "reeks": reeks, "aantal": aantal}
        laatste: int = self._sessie.verbinding.execute(_BLOK, waarden).scalar_one()
        return range(laatste - aantal + 1, laatste + 1)


class Verwerkingen:
    """The access record, as one client may read it (W06)."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def van_client(self, client_id: UUID, limiet: int, cursor: str | None = None) -> Bladzijde[Verwerking]:
        """Who did what with the data of one client, oldest first; reading it is recorded too."""
        daad = verwerkingen_van(client_id, zichtbaar(t.verwerking, self._sessie.tenant))
        sleutel = [daad.c.id, daad.c.nummer]
        rijen, volgende = lees_bladzijde(
            self._sessie.verbinding, self._sessie.kluis, select(daad), sleutel, limiet, cursor
        )
        for gemeente in {rij.gemeente for rij in rijen}:
            self._sessie.spoor.noteer(Aanraking("lezen", "verwerking", str(client_id), gemeente, client_id))
        return Bladzijde(tuple(verwerking_uit(rij._mapping) for rij in rijen), volgende)
