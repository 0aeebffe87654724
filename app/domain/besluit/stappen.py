"""The steps in the life of a besluit: drafted, taken, announced, withdrawn.

Each gives the next besluit, or says why not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import (
    GELDIG,
    AfgewezenDeel,
    Bekendmaking,
    Besluit,
    Besluitregel,
    Besluitsoort,
    Besluitstatus,
    Leveringsvorm,
    Planversieverwijzing,
    Uitkomst,
    Verzendweg,
    Vorm,
    genomen_op,
)
from app.domain.besluit.voorstel import Onderbouwing, ongegronde_verschillen, stel_voor, tijd_per_week
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld, geen_overgang
from app.domain.identificatie import niet_vastgesteld
from app.domain.melding import Melding
from app.domain.onderzoek import Onderzoek, tekorten
from app.domain.partijen import Client, Overgang
from app.domain.plan.afziening import Afziening
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.plan.stappen import kan_besluit_dragen
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import Profielgemeente, Verandering
from app.domain.termijnen import Kalender, einde
from app.domain.waarden import (
    MINUTEN_PER_EENHEID,
    VERVOER,
    VOORZIENINGEN,
    Eenheid,
    Periode,
    kalenderdag,
    zegt_iets,
)

S = Besluitstatus

OVERGANGEN: dict[Besluitstatus, frozenset[Besluitstatus]] = {
    S.ONTWERP: frozenset({S.GENOMEN, S.INGETROKKEN}),
    S.GENOMEN: frozenset({S.BEKENDGEMAAKT, S.INGETROKKEN}),
    S.BEKENDGEMAAKT: frozenset({S.BEKENDGEMAAKT, S.INGETROKKEN}),
    S.INGETROKKEN: frozenset(),
}


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


@vervult("W07")
def bepaal_uitkomst(
    regels: Sequence[Besluitregel],
    afgewezen: Sequence[AfgewezenDeel],
    wijzigt: UUID | None,
    soort: Besluitsoort = Besluitsoort.REGULIER,
) -> Uitkomst:
    """Granted, partly, refused, stopped or set aside: follows from the decision, and is never typed."""
    if soort is Besluitsoort.BUITEN_BEHANDELING:
        return Uitkomst.BUITEN_BEHANDELING
    if not regels:
        return Uitkomst.AFGEWEZEN if afgewezen or wijzigt is None else Uitkomst.BEEINDIGD
    return Uitkomst.GEDEELTELIJK if afgewezen else Uitkomst.TOEGEKEND


@vervult("H28", "W07")
def bepaal_vorm(
    gemeente: Profielgemeente, uitkomst: Uitkomst, grondslag: Grondslag, *, beschikking_gevraagd: bool
) -> Vorm:
    """Plan van aanpak with the plan where the municipality works beschikkingsarm, else a beschikking.

    A refusal, also of a part, a client who asks for it, and a decision without a plan get a beschikking.
    """
    zonder_beschikking = (
        gemeente.beschikkingsarm
        and uitkomst is Uitkomst.TOEGEKEND
        and bool(grondslag.onderbouwing)
        and not beschikking_gevraagd
    )
    return Vorm.PLAN_VAN_AANPAK_MET_PLAN if zonder_beschikking else Vorm.BESCHIKKING


def bezwaarclausule(gemeente: Profielgemeente) -> str:
    """The objection clause for when the municipality writes none of its own (Awb 3:45, 6:7, 6:8)."""
    college = f"het college van burgemeester en wethouders van {gemeente.naam}"
    return f"Stuur uw bezwaar binnen zes weken na de bekendmaking aan {college}."


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
    if eerder is None or eerder.status is not S.BEKENDGEMAAKT:
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
    for ander in _geldig(grondslag.andere_besluiten):
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


def _geldig(besluiten: Iterable[Besluit]) -> Iterator[Besluit]:
    return (b for b in besluiten if b.status in GELDIG)


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
    eerder = tuple(_geldig(grondslag.andere_besluiten))
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


@vervult("W07")
def ontbrekende_motivering(besluit: Besluit) -> Iterable[Veldfout]:
    """The decision is motivated and says how to object (Awb 3:45, 3:46), also for each refused part."""
    if not zegt_iets(besluit.motivering):
        yield Veldfout("motivering", "Motiveer het besluit (Awb 3:46).", "W07")
    if not zegt_iets(besluit.bezwaarclausule):
        yield Veldfout("bezwaarclausule", "Vermeld hoe de cliënt bezwaar kan maken (Awb 3:45).", "W07")
    for i, deel in enumerate(besluit.afgewezen_delen):
        if not zegt_iets(deel.reden):
            yield Veldfout(f"afgewezenDelen[{i}].reden", "Geef de reden van deze afwijzing.", "W07")
        if (deel.leveringsvorm is Leveringsvorm.PGB) != (deel.pgb_weigergrond is not None):
            yield Veldfout(
                f"afgewezenDelen[{i}].pgbWeigergrond",
                "Wie een pgb weigert, noemt de grond daarvoor (Wmo 2.3.6 lid 2 en 5), en alleen dan.",
                "W07",
            )
    zegt_niets = not besluit.regels and not besluit.afgewezen_delen and besluit.wijzigt is None
    if zegt_niets and besluit.soort is not Besluitsoort.BUITEN_BEHANDELING:
        yield Veldfout("regels", "Het besluit kent niets toe en wijst niets af.", "W07")


@vervult("W05")
def onbepaalde_omvang(besluit: Besluit) -> Iterable[Veldfout]:
    """Each line of help says its concrete time a week; all else its extent in its own unit.

    What is counted by itself needs no hours: an additional product, an aid or adaptation (categories 11 to
    14), transport and nights. A result that is paid per output says the expected hours beside it.
    """
    for i, regel in enumerate(besluit.regels):
        eigen_eenheid = _telt_zelf(regel) and regel.omvang is not None
        if tijd_per_week(regel) is None and not eigen_eenheid:
            yield Veldfout(
                f"regels[{i}].omvang",
                "De cliënt moet weten hoeveel tijd het is: minuten, uren of dagdelen per week. Zegt de "
                "omvang dat niet, vul dan ook concreteTijd in.",
                "W05",
            )
        elif _volume(regel) <= 0:
            yield Veldfout(f"regels[{i}].omvang", "De omvang is meer dan nul.", "W05")
        elif regel.leveringsvorm is Leveringsvorm.NATURA and regel.productcode and regel.omvang is None:
            yield Veldfout(
                f"regels[{i}].omvang",
                "Kies volume, eenheid en frequentie: zonder die is dit product niet toe te wijzen.",
                "CD041",
            )
        elif regel.concrete_tijd is not None and _spreekt_tegen(regel):
            yield Veldfout(
                f"regels[{i}].concreteTijd", "De concrete tijd is anders dan wat de omvang zegt.", "W05"
            )


def _telt_zelf(regel: Besluitregel) -> bool:
    return (
        regel.resultaatgebied is None
        or regel.categorie in {*VOORZIENINGEN, VERVOER}
        or (regel.omvang is not None and regel.omvang.eenheid in TELT_ZELF)
    )


def _is_hulp(regel: Besluitregel) -> bool:
    """Whether somebody comes to help, for a time; not a thing, an adaptation or a trip."""
    in_tijd = regel.omvang is not None and regel.omvang.eenheid in MINUTEN_PER_EENHEID
    return in_tijd or regel.concrete_tijd is not None or not _telt_zelf(regel)


TELT_ZELF = frozenset({Eenheid.ETMAAL, Eenheid.STUKS_INSPANNING})
"""Units that tell a client by themselves what there is: nights, trips."""


def _volume(regel: Besluitregel) -> float:
    if regel.omvang is not None:
        return regel.omvang.volume
    return 0 if regel.concrete_tijd is None else float(regel.concrete_tijd.aantal)


def _spreekt_tegen(regel: Besluitregel) -> bool:
    minuten = None if regel.omvang is None else regel.omvang.minuten_per_week()
    return minuten is not None and regel.concrete_tijd is not None and regel.concrete_tijd.minuten != minuten


@vervult("H29")
def onduidelijke_regels(besluit: Besluit) -> Iterable[Veldfout]:
    """Each line says in words what is done and how often, so that the client sees it at once."""
    for i, regel in enumerate(besluit.regels):
        if not zegt_iets(regel.activiteiten):
            yield Veldfout(f"regels[{i}].activiteiten", "Beschrijf welke werkzaamheden er komen.", "H29")
        if not zegt_iets(regel.frequentie):
            yield Veldfout(f"regels[{i}].frequentie", "Beschrijf hoe vaak dat gebeurt.", "H29")


@vervult("W07")
def onjuiste_leveringsvorm(besluit: Besluit) -> Iterable[Veldfout]:
    """In natura names who delivers what; a personal budget names its amount and nobody."""
    for i, regel in enumerate(besluit.regels):
        natura = regel.leveringsvorm is Leveringsvorm.NATURA
        genoemd = [wie for wie in (regel.aanbieder, regel.leverancier) if wie is not None]
        if natura and len(genoemd) != 1:
            yield Veldfout(
                f"regels[{i}].aanbieder",
                "Noem wie de ondersteuning levert: een aanbieder, of een leverancier zonder AGB-code.",
                "W07",
            )
        if natura and regel.leverancier is not None and _is_hulp(regel):
            yield Veldfout(
                f"regels[{i}].leverancier",
                "Hulp in tijd levert een aanbieder met een AGB-code. Een leverancier is er voor vervoer, "
                "hulpmiddelen en woningaanpassingen.",
                "M02",
            )
        if not natura and genoemd:
            yield Veldfout(f"regels[{i}].aanbieder", "Bij een pgb kiest de cliënt zelf wie levert.", "W07")
        if not natura and not regel.budget:
            yield Veldfout(f"regels[{i}].budget", "Noem de hoogte van het pgb, in centen.", "W07")
        if not natura and not zegt_iets(regel.pgb_motivering):
            yield Veldfout(
                f"regels[{i}].pgbMotivering",
                "Zeg waarom de cliënt een pgb wil (Wmo 2.3.6 lid 2).",
                "W07",
            )


@vervult("M14", "W07")
def onbesliste_resultaten(besluit: Besluit, grondslag: Grondslag) -> Iterable[Veldfout]:
    """Every result of the plan van aanpak is granted in a line or refused in words; no other is named.

    What is granted in a resultaatgebied is granted for a result in it.
    """
    spreekt_niet_van_plan = besluit.uitkomst in (Uitkomst.BEEINDIGD, Uitkomst.BUITEN_BEHANDELING)
    if grondslag.plan_van_aanpak is None or besluit.soort is Besluitsoort.SPOED or spreekt_niet_van_plan:
        return
    bekend = {resultaat.code: resultaat.resultaatgebied for resultaat in grondslag.plan_van_aanpak.resultaten}
    genoemd = {
        code: f"{veld}.resultaten"
        for veld, codes in (
            *((f"regels[{i}]", regel.resultaten) for i, regel in enumerate(besluit.regels)),
            *((f"afgewezenDelen[{i}]", deel.resultaten) for i, deel in enumerate(besluit.afgewezen_delen)),
        )
        for code in codes
    }
    for code in sorted(bekend.keys() - genoemd.keys()):
        yield Veldfout("regels", f"Over resultaat {code} is niet beslist: ken het toe of wijs het af.", "W07")
    for code in sorted(genoemd.keys() - bekend.keys()):
        yield Veldfout(genoemd[code], f"Resultaat {code} staat niet in het plan van aanpak.", "W07")
    for i, regel in enumerate(besluit.regels):
        gebieden = {bekend.get(code) for code in regel.resultaten}
        if regel.resultaatgebied is not None and regel.resultaatgebied not in gebieden:
            yield Veldfout(
                f"regels[{i}].resultaten",
                "Noem een resultaat uit het plan van aanpak dat in dit resultaatgebied ligt.",
                "M14",
            )


@vervult("W03")
def onjuiste_spoed(
    besluit: Besluit, grondslag: Grondslag, melding: Melding, profiel: Regioprofiel, kalender: Kalender
) -> Iterable[Veldfout]:
    """An urgent decision is for a melding marked so, and lasts no longer than the region allows (2.3.3).

    That counts from the first day that was granted with urgency in this case, so that a second such
    decision does not begin anew.
    """
    if besluit.soort is not Besluitsoort.SPOED:
        return
    if not melding.spoed:
        yield Veldfout(
            "meldingId",
            "Deze melding is niet als spoed vastgelegd. Doe onderzoek en neem een regulier besluit.",
            "W03",
        )
    spoed = [b for b in _geldig(grondslag.andere_besluiten) if b.soort is Besluitsoort.SPOED]
    in_zaak = (besluit, *(b for b in spoed if b.melding_id == besluit.melding_id))
    begin = min((regel.periode.begin for b in in_zaak for regel in b.regels), default=None)
    if begin is None:
        return
    uiterlijk = einde(begin, profiel.spoed_hoogstens, kalender, atw=False)
    for i, regel in enumerate(besluit.regels):
        if regel.periode.eind is not None and regel.periode.eind > uiterlijk:
            yield Veldfout(
                f"regels[{i}].periode.einddatum",
                f"Een spoedbesluit is tijdelijk: hier hoogstens tot en met {uiterlijk:%d-%m-%Y}.",
                "W03",
            )


@vervult("W03")
def onjuiste_periode(besluit: Besluit, grondslag: Grondslag) -> Iterable[Veldfout]:
    """Each line lies inside the term to be indicated (M14); an urgent one ends; a change has a first day."""
    termijn = None if grondslag.plan_van_aanpak is None else grondslag.plan_van_aanpak.termijn
    for i, regel in enumerate(besluit.regels):
        if besluit.soort is Besluitsoort.SPOED and regel.periode.eind is None:
            yield Veldfout(
                f"regels[{i}].periode.einddatum", "Een spoedbesluit is tijdelijk: geef een einddatum.", "W03"
            )
        if termijn is not None and not termijn.omvat(_vanaf_ingang(regel.periode, besluit.ingangsdatum)):
            yield Veldfout(
                f"regels[{i}].periode", "De periode valt buiten de termijn van het plan van aanpak.", "M14"
            )
    if (besluit.wijzigt is None) != (besluit.ingangsdatum is None):
        yield Veldfout(
            "ingangsdatum",
            "Alleen een besluit dat een eerder besluit wijzigt heeft een ingangsdatum, en altijd.",
            "W08",
        )


def _vanaf_ingang(periode: Periode, ingangsdatum: date | None) -> Periode:
    """What a line grants from the ingangsdatum on; a total that changes whole began before it (TR373)."""
    if ingangsdatum is None or periode.begin >= ingangsdatum:
        return periode
    return replace(periode, begin=ingangsdatum if periode.eind is None else min(ingangsdatum, periode.eind))


@vervult("M15", "M16", "H26", "W05", "W07")
def neem(
    besluit: Besluit,
    grondslag: Grondslag,
    door: str,
    op: datetime,
    onuitvoerbaar: Iterable[Veldfout] = (),
) -> Besluit:
    """Take the decision, when everything that it needs is there and nothing makes it impossible to carry out.

    Raises VerkeerdeStatus unless it is a draft, and VoorwaardeNietVervuld with every lack at once.
    """
    fouten = (
        *ontbrekende_aanvraag(besluit, grondslag),
        *inhoud_zonder_behandeling(besluit),
        *onwijzigbaar_besluit(besluit, grondslag),
        *al_besloten(besluit, grondslag),
        *ander_plan_van_aanpak(besluit, grondslag),
        *ontbrekende_vaststelling(besluit, grondslag),
        *ontbrekende_grond(besluit, grondslag),
        *ontbrekende_motivering(besluit),
        *onjuiste_leveringsvorm(besluit),
        *onbepaalde_omvang(besluit),
        *onduidelijke_regels(besluit),
        *onbesliste_resultaten(besluit, grondslag),
        *onjuiste_periode(besluit, grondslag),
        *onuitvoerbaar,
        *ongegronde_verschillen(besluit, grondslag.voorstel, grondslag.onderbouwing),
    )
    _vereis_overgang(besluit, S.GENOMEN)
    if fouten:
        raise VoorwaardeNietVervuld("Het besluit kan zo niet worden genomen.", *fouten)
    return _naar(besluit, S.GENOMEN, door, op)


KENNISGEVING = timedelta(days=2)
"""How long after it was put in a portal the client is told at the latest (Awb 2:10): 48 hours."""


@vervult("W07")
def onjuiste_verzending(bekendmaking: Bekendmaking, vorige: Bekendmaking | None) -> Iterable[Veldfout]:
    """What is wrong with the way: two ways at once, or an electronic one against the law.

    That is one that the client did not ask for (Awb 2:8), or a portal without notice (2:10). What did not
    arrive, `vorige`, is sent again on a later day (2:11).
    """
    if vorige is not None and bekendmaking.op <= vorige.op:
        yield Veldfout("datum", "Kies een latere dag dan die van wat niet aankwam (Awb 2:11).", "W07")
    elektronisch, weg = bekendmaking.elektronisch, bekendmaking.weg
    if elektronisch is None:
        if weg is Verzendweg.ELEKTRONISCH:
            yield Veldfout("elektronisch", "Leg vast wanneer de cliënt om deze weg vroeg (Awb 2:8).", "W07")
        return
    if weg not in (None, Verzendweg.ELEKTRONISCH):
        yield Veldfout("weg", f"Dit past niet bij een elektronische verzending: {weg}.", "W07")
    bereikbaar = elektronisch.bereikbaar_vanaf
    if bereikbaar is not None and kalenderdag(bereikbaar) != bekendmaking.op:
        yield Veldfout("datum", "Kies de dag waarop de cliënt het kon lezen (bereikbaarVanaf).", "W07")
    if elektronisch.toestemming_op > bekendmaking.op:
        yield Veldfout(
            "elektronisch.toestemmingsdatum",
            "Elektronisch kan pas nadat de cliënt daar uitdrukkelijk om vroeg (Awb 2:8).",
            "W07",
        )
    verteld_op = elektronisch.kennisgeving_op
    op_tijd = verteld_op is not None and bekendmaking.op <= verteld_op <= bekendmaking.op + KENNISGEVING
    if elektronisch.portaal and not op_tijd:
        yield Veldfout(
            "elektronisch.kennisgevingsdatum",
            "Vertel de cliënt binnen 48 uur dat het in het portaal staat, en leg de dag vast (Awb 2:10).",
            "W07",
        )


def vereis_te_verzenden(vorige: Bekendmaking | None) -> None:
    """Refuse to send what was sent already, unless it can have failed to arrive electronically (Awb 2:11)."""
    if vorige is not None and vorige.elektronisch is None:
        raise VerkeerdeStatus("Dit is al bekendgemaakt. Opnieuw kan alleen na een elektronische verzending.")


@vervult("W07")
def maak_bekend(
    besluit: Besluit, bekendmaking: Bekendmaking, door: str, op: datetime, vandaag: date
) -> Besluit:
    """Record that the decision was sent or handed to the client; from that day it works (Awb 3:40, 3:41).

    Once more where it was sent electronically and did not arrive: the new day counts (2:11).
    """
    _vereis_overgang(besluit, S.BEKENDGEMAAKT)
    vereis_te_verzenden(besluit.bekendmaking)
    fouten = [*onjuiste_verzending(bekendmaking, besluit.bekendmaking)]
    if not genomen_op(besluit) <= bekendmaking.op <= vandaag:
        te_kiezen = "Kies de dag van het besluit of een latere dag, tot en met vandaag."
        fouten.insert(0, Veldfout("datum", te_kiezen, "W07"))
    if fouten:
        raise VoorwaardeNietVervuld("De bekendmaking klopt niet.", *fouten)
    return replace(_naar(besluit, S.BEKENDGEMAAKT, door, op), bekendmaking=bekendmaking)


def trek_in(
    besluit: Besluit, andere_besluiten: Iterable[Besluit], reden: str, door: str, op: datetime
) -> Besluit:
    """Withdraw the decision, on which no later one rests.

    Once it is carried out, only a decision that changes it can (Wmo 2.3.10).
    """
    if besluit.uitgevoerd_op is not None:
        raise VerkeerdeStatus(
            "Dit besluit is al uitgevoerd in toewijzingen. Neem een besluit dat dit besluit wijzigt."
        )
    for later in _geldig(andere_besluiten):
        if later.wijzigt == besluit.id:
            raise VerkeerdeStatus(f"Besluit {later.kenmerk} wijzigt dit besluit. Trek dat eerst in.")
    return _naar(besluit, S.INGETROKKEN, door, op, reden)


@vervult("M17", "W07", "W08")
def vereis_uitvoerbaar(besluit: Besluit, voorganger: Besluit | None) -> None:
    """Refuse to carry out a decision before it is announced, for the second time, or out of turn.

    What a decision changes is what the one before it, `voorganger`, has allocated.
    """
    if besluit.status is not S.BEKENDGEMAAKT:
        raise VerkeerdeStatus(
            f"Toewijzen kan pas als het besluit is bekendgemaakt; de status is nu: {besluit.status}."
        )
    if besluit.uitgevoerd_op is not None:
        raise VerkeerdeStatus("Dit besluit is al uitgevoerd in toewijzingen.")
    if voorganger is not None and voorganger.toe_te_wijzen:
        raise VerkeerdeStatus(
            f"Wijs eerst besluit {voorganger.kenmerk} toe; dit besluit wijzigt wat daarin is toegekend."
        )


def _vereis_overgang(besluit: Besluit, status: Besluitstatus) -> None:
    if status not in OVERGANGEN[besluit.status]:
        raise geen_overgang("Een besluit", besluit.status, status, OVERGANGEN[besluit.status])


def _naar(
    besluit: Besluit, status: Besluitstatus, door: str, op: datetime, reden: str | None = None
) -> Besluit:
    _vereis_overgang(besluit, status)
    return replace(
        besluit, status=status, overgangen=(*besluit.overgangen, Overgang(status, op, door, reden))
    )
