"""A case in the processes, without HTTP: what municipality and provider do, each step a transaction.

Every step fills in what a well-run case needs; a test names only what it is about.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

import pytest

from app.domain.fouten import VoorwaardeNietVervuld, WmoFout
from app.domain.onderzoek import Onderdeel
from app.domain.partijen import Rol
from app.domain.plan.ondersteuningsplan import (
    Aanleiding,
    Beoordeling,
    Brondocument,
    Clientinformatie,
    GedeeldOnderdeel,
    Invulling,
    Inzet,
    Ondersteuningsplan,
    Ondertekenaar,
    Ondertekening,
    OndertekeningAlternatief,
    Oordeel,
    Uitvraag,
    Vaststelling,
    Verzending,
    Weigerreden,
)
from app.domain.plan.plan_van_aanpak import Bespreking, Planinhoud, PlanVanAanpak, Resultaat
from app.domain.profielen import Profielen, Regioprofiel
from app.domain.profielen.regioprofiel import Beginner, Deelwijze
from app.domain.waarden import AgbCode, Gemeentecode, kalenderdag
from app.istandaard.xml import SCHEMAS
from app.opslag import Databank
from app.processen import documenten, melden, plannen, uitvragen
from app.processen.handeling import Handeling, Raadpleging
from app.processen.plannen import Indiening
from app.processen.regio import lees_profielen
from app.processen.uitvragen import Oordeelsgegevens, Terugleggegevens
from tests.bouw import (
    AANBIEDER,
    NU,
    ROERMOND,
    TERMIJN,
    TWEEDE_AANBIEDER,
    briefgegevens,
    een_aanbieder,
    een_beller,
    een_client,
    een_contract,
    een_inzet,
    een_melding,
    een_onderzoek,
    een_plan_van_aanpak,
    een_product,
    een_resultaat,
    kalenders,
    verwerker,
)

P = ParamSpec("P")
R = TypeVar("R")

ONDERDELEN = (Onderdeel("wonen", "Wonen", "Woont alleen."), Onderdeel("relaties", "Relaties", "Een zus."))
"""What the research found."""
DOELEN = (Onderdeel("doelen", "Doelen", "Een schoon huis."),)
"""What the plan van aanpak says beside its results."""


@cache
def alle_profielen() -> Profielen:
    return lees_profielen(None)


@contextmanager
def handel(
    databank: Databank,
    wie: str = ROERMOND,
    rol: Rol = Rol.TOEGANG,
    nu: datetime = NU,
    *,
    alleen_lezen: bool = False,
) -> Iterator[Handeling]:
    """One transaction of a worker of this municipality (four digits) or provider (eight)."""
    beller = een_beller(wie, rol)
    with databank.transactie(verwerker(beller, nu=nu), alleen_lezen=alleen_lezen) as opslag:
        yield Handeling(beller, nu, alle_profielen(), kalenders, SCHEMAS, opslag)


def raadpleeg(wie: str = ROERMOND, rol: Rol = Rol.TOEGANG, nu: datetime = NU) -> Raadpleging:
    """What such a worker asks that needs no transaction."""
    return Raadpleging(een_beller(wie, rol), nu, alle_profielen(), kalenders, SCHEMAS)


@contextmanager
def geweigerd(*velden: tuple[str, str | None], als: type[WmoFout] = VoorwaardeNietVervuld) -> Iterator[None]:
    """The step is refused in this way, with exactly these fields and requirements."""
    with pytest.raises(als) as fout:
        yield
    assert {(v.veld, v.regel) for v in fout.value.velden} == set(velden)


@dataclass
class Verloop:
    """The case of one client in one municipality, up to the plan van aanpak, with two providers."""

    databank: Databank
    gemeente: Gemeentecode = ROERMOND
    plan_van_aanpak: PlanVanAanpak = field(default_factory=een_plan_van_aanpak)
    nu: datetime = NU

    def __post_init__(self) -> None:
        van = {"gemeente": self.gemeente}
        with self.als() as handeling:
            opslag = handeling.opslag
            opslag.clienten.bewaar(een_client(**van))
            opslag.producten.bewaar(een_product(**van))
            opslag.briefgegevens.bewaar(briefgegevens(**van))
            for agb in (AANBIEDER, TWEEDE_AANBIEDER):
                opslag.aanbieders.bewaar(een_aanbieder(agb=agb, **van))
                opslag.contracten.bewaar(een_contract(id=UUID(int=int(agb)), aanbieder=agb, **van))
            opslag.meldingen.bewaar(een_melding(**van))
            opslag.onderzoeken.bewaar(een_onderzoek(onderdelen=ONDERDELEN, **van))
            self.plan_van_aanpak = opslag.plannen_van_aanpak.bewaar(
                replace(self.plan_van_aanpak, onderdelen=DOELEN, **van)
            )

    def als(self, rol: Rol = Rol.TOEGANG, agb: AgbCode = AANBIEDER) -> Any:
        """A transaction of a worker in this role."""
        return handel(self.databank, agb if rol is Rol.AANBIEDER else self.gemeente, rol, self.nu)

    def neem(
        self,
        stap: Callable[Concatenate[Handeling, P], R],
        /,
        *args: P.args,
        rol: Rol = Rol.TOEGANG,
        agb: AgbCode = AANBIEDER,
        **kwargs: P.kwargs,
    ) -> R:
        """Take a step."""
        with self.als(rol, agb) as handeling:
            return stap(handeling, *args, **kwargs)

    def met(self, stap: Callable[..., R], plan: Ondersteuningsplan, /, *args: Any, **hoe: Any) -> R:
        """Take a step with a plan as it is now."""
        return self.neem(stap, plan.id, self.lees(plan).revisie, *args, **hoe)

    def verzet(self, **duur: float) -> None:
        """Move the clock on."""
        self.nu += timedelta(**duur)

    @property
    def profiel(self) -> Regioprofiel:
        return alle_profielen().voor(self.gemeente, kalenderdag(self.nu))

    def lees(self, plan: Ondersteuningsplan) -> Ondersteuningsplan:
        return self.neem(uitvragen.haal_plan, plan.id)

    def onderdeel(self, document: Brondocument, code: str, **anders: Any) -> GedeeldOnderdeel:
        """A choice to share a part, with consent where the region asks for it."""
        wil = True if self.profiel.deelwijze is Deelwijze.TOESTEMMING else None
        deel = GedeeldOnderdeel(document, code, "De hulp plannen.", True, True, "Nodig voor de hulp.", wil)
        return replace(deel, **anders)

    def verzending(self, **anders: Any) -> Verzending:
        """By Zorgmail to the default provider."""
        return replace(Verzending("zorgmail", "linde@zorgmail.example.nl", self.nu, "ZM-1"), **anders)

    def uitvraag(self, **anders: Any) -> Uitvraag:
        onderdelen = (
            self.onderdeel(Brondocument.VRAAGANALYSE, "wonen"),
            self.onderdeel(Brondocument.VRAAGANALYSE, "relaties", noodzakelijk=False, gedeeld=False),
            self.onderdeel(Brondocument.PLAN_VAN_AANPAK, "doelen"),
        )
        verteld = Clientinformatie(kalenderdag(self.nu), "Aan de keukentafel", "medewerker-1")
        return replace(Uitvraag(onderdelen, self.verzending(), verteld), **anders)

    def herzie(self, *resultaten: Resultaat) -> PlanVanAanpak:
        """Make the next version of the plan van aanpak the one that holds."""
        inhoud = Planinhoud(
            resultaten or self.plan_van_aanpak.resultaten,
            TERMIJN,
            Bespreking(kalenderdag(self.nu), "thuis"),
            DOELEN,
        )
        huidig = self.plan_van_aanpak
        self.plan_van_aanpak = self.neem(melden.herzie_plan_van_aanpak, huidig.id, huidig.revisie, inhoud)
        return self.plan_van_aanpak

    def stel_op(self, agb: AgbCode = AANBIEDER, rol: Rol = Rol.TOEGANG, **anders: Any) -> Ondersteuningsplan:
        gegevens: dict[str, Any] = {
            "plan_van_aanpak_id": self.plan_van_aanpak.id,
            "aanbieder": agb,
            "aanleiding": Aanleiding.NIEUW,
            "casus": "Na een operatie lukt zwaar werk niet.",
            "vervangt": None,
            "resultaten": None,
        }
        return self.neem(uitvragen.stel_plan_op, rol=rol, **gegevens | anders)

    def vraag_uit(self, plan: Ondersteuningsplan, **anders: Any) -> Ondersteuningsplan:
        return self.met(uitvragen.vraag_uit, plan, self.uitvraag(**anders))

    def vraag(self, agb: AgbCode = AANBIEDER, **anders: Any) -> Ondersteuningsplan:
        """Make the concept and send it."""
        return self.vraag_uit(self.stel_op(agb, **anders))

    def ontvang(self, plan: Ondersteuningsplan) -> Ondersteuningsplan:
        return self.bij(plan, plannen.bevestig_ontvangst, None)

    def bij(self, plan: Ondersteuningsplan, stap: Callable[..., R], /, *args: Any, **hoe: Any) -> R:
        """Let the provider of the plan take a step with it."""
        return self.met(stap, plan, *args, rol=Rol.AANBIEDER, agb=plan.aanbieder, **hoe)

    def gevraagd(self, agb: AgbCode = AANBIEDER, **anders: Any) -> Ondersteuningsplan:
        """A plan of which the request was sent and received."""
        return self.ontvang(self.vraag(agb, **anders))

    def vul_in(self, plan: Ondersteuningsplan, *inzet: Inzet, **anders: Any) -> Ondersteuningsplan:
        """A complete plan, with the results that were asked."""
        standaard = tuple(
            een_inzet(resultaten=(r.code,), resultaatgebied=r.resultaatgebied) for r in plan.resultaten
        )
        resultaten = plan.resultaten if self.profiel.begint is Beginner.AANBIEDER else ()
        invulling = Invulling(
            resultaten, inzet or standaard, (), Bespreking(kalenderdag(self.nu), "Gesprek thuis")
        )
        return self.bij(plan, plannen.vul_in, replace(invulling, **anders))

    def dien_in(self, plan: Ondersteuningsplan, **anders: Any) -> Indiening:
        gegevens = {"formulier_versie": plan.formulier_versie, "gericht_aan": "medewerker-1"} | anders
        return self.bij(plan, plannen.dien_in, **gegevens)

    def maak(self, plan: Ondersteuningsplan, *inzet: Inzet, **anders: Any) -> Indiening:
        """Fill the plan in and submit it."""
        return self.dien_in(self.vul_in(plan, *inzet, **anders))

    def ingediend(self, agb: AgbCode = AANBIEDER, **anders: Any) -> Ondersteuningsplan:
        return self.maak(self.gevraagd(agb, **anders)).plan

    def beoordeel(self, plan: Ondersteuningsplan, **anders: Any) -> Beoordeling:
        gegevens = Oordeelsgegevens(self.lees(plan).versie, Oordeel.AKKOORD, "Sluit aan.", "Goed uitgelegd.")
        return self.met(uitvragen.beoordeel, plan, replace(gegevens, **anders))

    def leg_terug(self, plan: Ondersteuningsplan, **anders: Any) -> Ondersteuningsplan:
        contact = Bespreking(kalenderdag(self.nu), "Telefonisch")
        gegevens = Terugleggegevens(self.lees(plan).versie, "Het sluit niet aan.", contact, "Teamleider")
        return self.met(uitvragen.leg_terug, plan, replace(gegevens, **anders))

    def akkoord(self, agb: AgbCode = AANBIEDER, **anders: Any) -> Ondersteuningsplan:
        """A plan that the municipality agrees with."""
        plan = self.ingediend(agb, **anders)
        self.beoordeel(plan)
        return self.lees(plan)

    def onderteken(self, plan: Ondersteuningsplan, door: Ondertekenaar) -> Ondersteuningsplan:
        versie = self.lees(plan).versie
        return self.bij(
            plan, plannen.onderteken, Ondertekening(versie, door, kalenderdag(self.nu), "op papier")
        )

    def leg_alternatief_vast(
        self, plan: Ondersteuningsplan, reden: str, andere_wijze: str
    ) -> Ondersteuningsplan:
        alternatief = OndertekeningAlternatief(
            self.lees(plan).versie, reden, andere_wijze, kalenderdag(self.nu)
        )
        return self.bij(plan, plannen.leg_alternatief_vast, alternatief)

    def geef_afschrift(self, plan: Ondersteuningsplan) -> None:
        self.bij(
            plan, documenten.geef_afschrift, versie=self.lees(plan).versie, op=self.nu, kanaal="Overhandigd"
        )

    def stel_vast(self, plan: Ondersteuningsplan) -> Ondersteuningsplan:
        vaststelling = Vaststelling(self.lees(plan).versie, kalenderdag(self.nu), "Samen doorgenomen")
        return self.bij(plan, plannen.stel_vast, vaststelling)

    def rond_af(self, plan: Ondersteuningsplan) -> Ondersteuningsplan:
        """Sign, give the copy and adopt the plan."""
        for door in Ondertekenaar:
            self.onderteken(plan, door)
        self.geef_afschrift(plan)
        return self.stel_vast(plan)

    def vastgesteld(self, agb: AgbCode = AANBIEDER, **anders: Any) -> Ondersteuningsplan:
        """A plan that was laid down."""
        return self.rond_af(self.akkoord(agb, **anders))

    def weiger(self, plan: Ondersteuningsplan) -> Ondersteuningsplan:
        return self.bij(plan, plannen.weiger, Weigerreden.GEEN_CAPACITEIT, "Tot september is niemand vrij.")

    def trek_in(self, plan: Ondersteuningsplan) -> Ondersteuningsplan:
        return self.met(uitvragen.trek_plan_in, plan, "Andere aanbieder.")

    def beeindig(self, plan: Ondersteuningsplan) -> Ondersteuningsplan:
        return self.met(uitvragen.beeindig, plan, "De cliënt is verhuisd.")


def een_ander_resultaat() -> Resultaat:
    """The default result, in other words."""
    return een_resultaat(omschrijving="Het huis is schoon en de was is gedaan.")
