"""What a besluit rests on: aanvraag, research, plans and earlier decisions; and what is wrong with that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import (
    Besluit,
    Besluitregel,
    Besluitsoort,
    Besluitstatus,
    Planversieverwijzing,
    geldige,
)
from app.domain.besluit.voorstel import Onderbouwing, stel_voor
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout
from app.domain.identificatie import niet_vastgesteld
from app.domain.melding import Melding
from app.domain.onderzoek import Onderzoek, tekorten
from app.domain.partijen import Client
from app.domain.plan.afziening import Afziening
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.plan.stappen import kan_besluit_dragen
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import Verandering


@dataclass(frozen=True, slots=True)
class Grondslag:
    """What a decision rests on: the plans in their exact version, waivers, plan van aanpak and aanvraag."""

    plan_van_aanpak: PlanVanAanpak | None
    onderbouwing: tuple[Onderbouwing, ...] = ()
    afzieningen: tuple[Afziening, ...] = ()
    aanvraag: Aanvraag | None = None
    andere_besluiten: tuple[Besluit, ...] = ()
    """The other decisions for this client; known where one is taken."""
    laatste_plan_van_aanpak: PlanVanAanpak | None = None
    """The newest version of the plan van aanpak; known where a decision is taken."""

    @property
    def voorstel(self) -> tuple[Besluitregel, ...]:
        """The lines that follow from the plans."""
        if self.plan_van_aanpak is None:
            return ()
        return stel_voor(self.plan_van_aanpak, self.onderbouwing)

    @property
    def planversies(self) -> tuple[Planversieverwijzing, ...]:
        """The exact plan versions."""
        return tuple(Planversieverwijzing(g.plan.id, g.versie.volgnummer) for g in self.onderbouwing)


WIJZIGEND = (Besluitsoort.HERBEOORDELING, Besluitsoort.HERSTEL)
"""Kinds of decision that there is only when an earlier one is changed (Wmo 2.3.9, 2.3.10)."""

ANTWOORD = (Besluitsoort.REGULIER, Besluitsoort.BUITEN_BEHANDELING)
"""Kinds of decision that answer an aanvraag."""


@vervult("W02", "W03", "W07", "W10")
def ontbrekende_aanvraag(besluit: Besluit, grondslag: Grondslag) -> Iterable[Veldfout]:
    """A regular decision answers an aanvraag, also where it takes the place of an urgent one (Wmo 2.3.5)."""
    if besluit.soort not in ANTWOORD:
        return
    if grondslag.aanvraag is None:
        yield Veldfout("aanvraagId", "Een besluit is het antwoord op een aanvraag. Noem die.", "W02")
    elif grondslag.aanvraag.melding_id != besluit.melding_id:
        yield Veldfout("aanvraagId", "Deze aanvraag hoort bij een andere melding.", "W02")
    elif grondslag.aanvraag.intrekking is not None:
        yield Veldfout("aanvraagId", "De cliënt heeft deze aanvraag ingetrokken.", "W10")


NA_ONDERZOEK = (Besluitsoort.REGULIER, Besluitsoort.HERBEOORDELING)
"""Kinds of decision that follow on a research (Wmo 2.3.5, 2.3.9); the others rest on something else."""


@vervult("W11")
def onvolledig_onderzoek(
    besluit: Besluit, client: Client, melding: Melding, onderzoek: Onderzoek | None
) -> Iterable[Veldfout]:
    """A decision rests on a closed research that did all that the law asks (Wmo 2.3.2, Awb 3:2).

    It is known who the client is, and under which Bsn (Wmo 2.3.4, 5.2.9).
    """
    if besluit.soort not in NA_ONDERZOEK:
        return
    for tekort in niet_vastgesteld(client):
        yield replace(tekort, veld=f"client.{tekort.veld}")
    if onderzoek is None or onderzoek.afronding is None:
        yield Veldfout("onderzoek", "Doe eerst het onderzoek, en rond het af (Wmo 2.3.2).", "W11")
    if onderzoek is not None:
        for tekort in tekorten(onderzoek, melding):
            yield replace(tekort, veld=f"onderzoek.{tekort.veld}")


@vervult("W10")
def inhoud_zonder_behandeling(besluit: Besluit) -> Iterable[Veldfout]:
    """What sets an aanvraag aside grants nothing, refuses nothing and changes nothing."""
    if besluit.soort is not Besluitsoort.BUITEN_BEHANDELING:
        return
    for veld, inhoud in (
        ("regels", besluit.regels),
        ("afgewezenDelen", besluit.afgewezen_delen),
        ("wijzigt", besluit.wijzigt),
    ):
        if inhoud:
            yield Veldfout(
                veld, "Wie een aanvraag buiten behandeling stelt, beslist er niet inhoudelijk op.", "W10"
            )


@vervult("W08")
def onwijzigbaar_besluit(besluit: Besluit, grondslag: Grondslag) -> Iterable[Veldfout]:
    """A change names the decision that it changes, which the client knows: it was announced and stands.

    A refusal of more changes nothing, so it names none; a stop grants and refuses nothing.
    """
    if besluit.wijzigt is None:
        weigert_meer = not besluit.regels and bool(besluit.afgewezen_delen)
        if besluit.soort in WIJZIGEND and not weigert_meer:
            yield Veldfout("wijzigt", "Noem het bekendgemaakte besluit dat dit besluit wijzigt.", "W08")
        return
    if not besluit.regels and besluit.afgewezen_delen:
        yield Veldfout(
            "wijzigt",
            "Zonder regels eindigt wat het eerdere besluit toekent. Weigert u alleen iets extra's, laat "
            "wijzigt dan weg; beëindigt u, laat afgewezenDelen dan weg.",
            "W08",
        )
    eerder = next((b for b in grondslag.andere_besluiten if b.id == besluit.wijzigt), None)
    if eerder is None or eerder.status is not Besluitstatus.BEKENDGEMAAKT:
        yield Veldfout("wijzigt", "Alleen een besluit dat is bekendgemaakt kan worden gewijzigd.", "W08")


@vervult("W08")
def onderbouwd_nadeel(besluit: Besluit, *, nadelig: bool, vandaag: date) -> Iterable[Veldfout]:
    """A change to the client's detriment names its ground, and the client could state a view before it.

    One of the two is there: when the client was asked (Awb 4:7, 4:8), which is no day to come, or why not
    (4:11).
    """
    nadeel = besluit.nadeel
    if nadelig and nadeel is None:
        yield Veldfout(
            "nadeel",
            "De cliënt krijgt minder dan nu. Noem de grond (Wmo 2.3.10 lid 1), en wanneer de cliënt kon "
            "zeggen wat die ervan vindt (Awb 4:7 en 4:8).",
            "W08",
        )
    if nadeel is not None and (nadeel.gevraagd_op is None) == (nadeel.uitzondering is None):
        yield Veldfout(
            "nadeel.gevraagdOp",
            "Noem wanneer de cliënt een zienswijze kon geven, of waarom dat niet hoefde (Awb 4:11).",
            "W08",
        )
    gevraagd = None if nadeel is None else nadeel.gevraagd_op
    if gevraagd is not None and gevraagd > vandaag:
        yield Veldfout(
            "nadeel.gevraagdOp", "Deze dag moet nog komen: vraag het de cliënt eerst (Awb 4:8).", "W08"
        )


def al_besloten(besluit: Besluit, grondslag: Grondslag) -> Iterable[Veldfout]:
    """One decision answers an aanvraag, and one takes the place of an earlier: a later one changes that."""
    aanvraag = _beantwoordt(besluit)
    for ander in geldige(grondslag.andere_besluiten):
        if besluit.wijzigt is not None and besluit.wijzigt == ander.wijzigt:
            yield Veldfout(
                "wijzigt", f"Dat besluit is al gewijzigd; noem het besluit {ander.kenmerk}.", "W08"
            )
        elif aanvraag is not None and aanvraag == _beantwoordt(ander):
            yield Veldfout(
                "aanvraagId",
                f"Op deze aanvraag is al besloten ({ander.kenmerk}). Wijzig dat, of trek het eerst in.",
                "W07",
            )


def _beantwoordt(besluit: Besluit) -> UUID | None:
    """The aanvraag that this decision answers; an urgent one comes before it (W03), a change after."""
    return besluit.aanvraag_id if besluit.soort in ANTWOORD else None


@vervult("H26", "H27", "H28", "M15")
def ontbrekende_vaststelling(besluit: Besluit, grondslag: Grondslag) -> Iterable[Veldfout]:
    """Each plan version is the last one, one on which a decision can rest, for this plan van aanpak."""
    for i, grond in enumerate(grondslag.onderbouwing):
        veld = f"planversies[{i}]"
        laatste = grond.plan.versie == grond.versie.volgnummer
        if not laatste or not kan_besluit_dragen(grond.plan, grond.profiel):
            yield Veldfout(
                veld,
                f"Aanbieder en cliënt hebben deze versie niet vastgesteld; het plan heeft status "
                f"{grond.plan.status} en versie {grond.plan.versie}.",
                "H26",
            )
        if grond.plan.plan_van_aanpak_id != besluit.plan_van_aanpak_id:
            yield Veldfout(veld, "Dit plan hoort bij een ander plan van aanpak.", "H27")


@vervult("M02", "M13", "H15")
def ander_plan_van_aanpak(besluit: Besluit, grondslag: Grondslag) -> Iterable[Veldfout]:
    """A decision rests on what municipality and client agreed last in this case.

    A repair rests on the version in which the mistake was made.
    """
    plan, laatste = grondslag.plan_van_aanpak, grondslag.laatste_plan_van_aanpak
    if plan is None:
        return
    if plan.melding_id != besluit.melding_id:
        yield Veldfout("planVanAanpakId", "Dit plan van aanpak hoort bij een andere melding.", "M02")
    elif laatste and laatste.volgnummer > plan.volgnummer and besluit.soort is not Besluitsoort.HERSTEL:
        yield Veldfout(
            "planVanAanpakId", f"Van dit plan van aanpak is een nieuwere versie: {laatste.id}.", "M13"
        )


@vervult("M05", "M02", "H26")
def ontbrekende_grond(besluit: Besluit, grondslag: Grondslag) -> Iterable[Veldfout]:
    """Whoever delivers has a plan, or a recorded waiver that shows the alignment; urgency needs neither.

    Of a supplier without AGB code none can be asked: it delivers things and trips, no help.
    """
    if besluit.soort is Besluitsoort.SPOED or not besluit.regels:
        return
    if besluit.plan_van_aanpak_id is None:
        yield Veldfout("planVanAanpakId", "Noem het plan van aanpak waarop het besluit rust.", "M02")
    for i, afziening in enumerate(grondslag.afzieningen):
        if afziening.plan_van_aanpak_id != besluit.plan_van_aanpak_id:
            yield Veldfout(f"afzieningen[{i}]", "Deze afziening hoort bij een ander plan van aanpak.", "M05")
    gedekt = {g.plan.aanbieder for g in grondslag.onderbouwing} | {a.aanbieder for a in grondslag.afzieningen}
    for i, regel in enumerate(besluit.regels):
        if regel.aanbieder is not None and regel.aanbieder not in gedekt:
            yield Veldfout(
                f"regels[{i}].aanbieder",
                "Van deze aanbieder is er geen vastgesteld plan, en geen vastgelegde afziening.",
                "M05",
            )


HERSTELT = (Besluitsoort.HERSTEL, Besluitsoort.SPOED)
"""Kinds of decision that no reassessment of the support comes before."""


@vervult("M02", "M04a")
def zonder_eigen_grond(
    besluit: Besluit,
    grondslag: Grondslag,
    veranderingen: Mapping[int, Verandering],
    profiel: Regioprofiel,
) -> Iterable[Veldfout]:
    """Each line that grants more or other support on the plan or waiver of an earlier decision.

    A reassessment asks a plan, or a waiver, of its own; the region says which changes may go without.
    """
    if besluit.soort in HERSTELT:
        return
    eerder = tuple(geldige(grondslag.andere_besluiten))
    plannen = {verwijzing for b in eerder for verwijzing in b.planversies}
    afzieningen = {id for b in eerder for id in b.afzieningen}
    eigen = {
        verwezen.plan.aanbieder
        for verwezen, verwijzing in zip(grondslag.onderbouwing, grondslag.planversies, strict=True)
        if verwijzing not in plannen
    } | {afziening.aanbieder for afziening in grondslag.afzieningen if afziening.id not in afzieningen}
    for i, regel in enumerate(besluit.regels):
        verandering = veranderingen.get(regel.nummer)
        if verandering is None or verandering in profiel.zonder_eigen_plan or regel.aanbieder in eigen:
            continue
        yield Veldfout(
            f"regels[{i}].aanbieder",
            f"Deze regel kent {verandering} toe dan nu geldt. Vraag daarvoor bij deze aanbieder een nieuw "
            "ondersteuningsplan, of leg vast dat u daarvan afziet, waar de regio dat kent.",
            "M02",
        )
