"""The decision on paper: a beschikking, or the plan van aanpak with the plan (beschikkingsarm)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.documenten import tekst
from app.documenten.brief import Brief, kader_van, verzonden
from app.documenten.plan import Plandocument, Resultaatregel, plan_gegevens
from app.documenten.zetten import Gegeven, zet
from app.domain import woorden
from app.domain.besluit.besluit import (
    Bekendmaking,
    Besluitsoort,
    Besluitstatus,
    Herzieningsgrond,
    Leveringsvorm,
    Nadeel,
    Pgbweigergrond,
    Uitkomst,
    Verschil,
    Vorm,
    Zienswijzeuitzondering,
)
from app.domain.besluit.grondslag import WIJZIGEND
from app.domain.eisen import vervult
from app.domain.onderzoek import ONDERWERPEN, Onderwerp, Verantwoording
from app.domain.plan.plan_van_aanpak import Clientondertekening
from app.domain.prijs import prijs
from app.domain.waarden import VOORZIENINGEN, Eenheid, Omvang, Periode, Weekomvang

TITELS = {
    Vorm.BESCHIKKING: "Besluit over uw ondersteuning",
    Vorm.PLAN_VAN_AANPAK_MET_PLAN: "Uw plan van aanpak en ons besluit",
}

UITKOMSTEN = {
    Uitkomst.TOEGEKEND: "U krijgt de ondersteuning die hieronder staat.",
    Uitkomst.GEDEELTELIJK: "U krijgt een deel van de ondersteuning. De rest wijzen wij af. Hieronder leest u "
    "welk deel u krijgt, en waarom u de rest niet krijgt.",
    Uitkomst.AFGEWEZEN: "U krijgt de ondersteuning niet die u vroeg: wij wijzen die af. Hieronder leest u "
    "waarom.",
    Uitkomst.BEEINDIGD: "Uw ondersteuning stopt. Hieronder leest u wat er stopt, wanneer en waarom.",
    Uitkomst.BUITEN_BEHANDELING: "Wij behandelen uw aanvraag niet verder, omdat wij niet genoeg gegevens "
    "hebben. Hieronder leest u waarom. U kunt altijd een nieuwe aanvraag doen.",
}

NIET_MEER = (
    "U krijgt niet de extra ondersteuning die hieronder staat: wij wijzen die af. Wat u al had, verandert "
    "door dit besluit niet."
)
"""Of a decision after an earlier one that changes nothing and refuses more."""

TIJDELIJK = (
    "Dat is tijdelijk, omdat uw situatie haast heeft: hieronder staat tot wanneer. Intussen onderzoeken wij "
    "wat u daarna nodig hebt."
)

GRONDSLAGEN = {
    Besluitsoort.REGULIER: "Wij nemen dit besluit op grond van artikel 2.3.5 van de Wet maatschappelijke "
    "ondersteuning 2015 (Wmo 2015).",
    Besluitsoort.SPOED: "Uw situatie heeft haast. Daarom nemen wij een tijdelijk besluit op grond van "
    "artikel 2.3.3 van de Wet maatschappelijke ondersteuning 2015 (Wmo 2015). Intussen gaat ons onderzoek "
    "door.",
    Besluitsoort.HERBEOORDELING: "Wij hebben uw situatie opnieuw bekeken. Daarom nemen wij een nieuw besluit "
    "op grond van de artikelen 2.3.9 en 2.3.10 van de Wet maatschappelijke ondersteuning 2015 (Wmo 2015).",
    Besluitsoort.HERSTEL: "In ons eerdere besluit stond een fout. Die herstellen wij met dit besluit, op "
    "grond van artikel 2.3.5 van de Wet maatschappelijke ondersteuning 2015 (Wmo 2015).",
    Besluitsoort.BUITEN_BEHANDELING: "Wij nemen dit besluit op grond van artikel 4:5 van de Algemene wet "
    "bestuursrecht (Awb).",
}

HERZIENINGSGRONDEN = {
    Herzieningsgrond.ONJUISTE_GEGEVENS: "wij onjuiste of onvolledige gegevens kregen (artikel 2.3.10, eerste "
    "lid, onder a, Wmo 2015)",
    Herzieningsgrond.NIET_LANGER_AANGEWEZEN: "u de ondersteuning niet langer nodig hebt (artikel 2.3.10, "
    "eerste lid, onder b, Wmo 2015)",
    Herzieningsgrond.NIET_MEER_TOEREIKEND: "de ondersteuning niet meer past (artikel 2.3.10, eerste lid, "
    "onder c, Wmo 2015)",
    Herzieningsgrond.VOORWAARDEN_NIET_NAGEKOMEN: "u zich niet hield aan de voorwaarden (artikel 2.3.10, "
    "eerste lid, onder d, Wmo 2015)",
    Herzieningsgrond.NIET_OF_ANDERS_GEBRUIKT: "u de ondersteuning niet of voor iets anders gebruikt (artikel "
    "2.3.10, eerste lid, onder e, Wmo 2015)",
}

PGB_WEIGERGRONDEN = {
    Pgbweigergrond.NIET_BEKWAAM: "u kunt een pgb niet zelf of met hulp beheren (artikel 2.3.6, tweede lid, "
    "onder a, Wmo 2015)",
    Pgbweigergrond.NIET_GEMOTIVEERD: "u hebt niet uitgelegd waarom u een pgb wilt (artikel 2.3.6, tweede "
    "lid, onder b, Wmo 2015)",
    Pgbweigergrond.KWALITEIT: "het is niet zeker dat de hulp veilig, doeltreffend en cliëntgericht is "
    "(artikel 2.3.6, tweede lid, onder c, Wmo 2015)",
    Pgbweigergrond.DUURDER: "het pgb is duurder dan hulp die wij voor u regelen (artikel 2.3.6, vijfde lid, "
    "onder a, Wmo 2015)",
    Pgbweigergrond.EERDER_HERZIEN: "wij hebben een eerder besluit over een pgb moeten herzien of intrekken "
    "(artikel 2.3.6, vijfde lid, onder b, Wmo 2015)",
}

UITZONDERINGEN = {
    Zienswijzeuitzondering.SPOED: "er haast bij is",
    Zienswijzeuitzondering.AL_GEGEVEN: "u dat al eerder vertelde",
    Zienswijzeuitzondering.DOEL: "dit besluit anders niet zou werken",
}

VOORBEHOUDEN = {
    Besluitstatus.ONTWERP: "Dit is een ontwerp. Het is nog geen besluit.",
    Besluitstatus.INGETROKKEN: "Dit besluit is ingetrokken. Het geldt niet meer.",
}
"""What a reader must know first, where the document is not a decision that stands."""

LEVERINGSVORMEN = {
    Leveringsvorm.NATURA: ("in natura", "In natura betekent: wij betalen de aanbieder."),
    Leveringsvorm.PGB: (
        "met een pgb",
        "Met een pgb (persoonsgebonden budget) betekent: u kiest en regelt zelf de hulp. De Sociale "
        "Verzekeringsbank (SVB) betaalt die hulp voor u uit uw budget.",
    ),
}
"""Name and explanation of each form of delivery."""


@dataclass(frozen=True, slots=True)
class Toekenning:
    """One line of the decision, in words for the client (H29, W05)."""

    nummer: int
    activiteiten: str
    frequentie: str
    leveringsvorm: Leveringsvorm
    periode: Periode
    omvang: Omvang | None = None
    concrete_tijd: Weekomvang | None = None
    """The time a week, where the extent does not say it itself (W05)."""
    budget: int | None = None
    """Cents."""
    tarief: int | None = None
    """Cents per unit, of an additional product (H11)."""
    aanbieder: str | None = None
    """Name of who delivers in natura."""
    product: str | None = None
    categorie: str | None = None
    """Of the product (WMO020); it says what is counted: things, trips, nights."""
    productsoort: str | None = None
    """The name of that category, for where no product is chosen."""
    resultaatgebied: str | None = None
    """None for an additional product (H10)."""
    resultaten: tuple[str, ...] = ()
    """The descriptions of the results it serves."""
    motivering: str | None = None
    verschillen: tuple[Verschil, ...] = ()
    """Where this line differs from the plan, and why (M15, Awb 3:2)."""
    gepland: "Toekenning | None" = None
    """What the plan says in its place; None where the plan does not have it."""


@dataclass(frozen=True, slots=True)
class Afwijzing:
    """What is refused, and why (W07)."""

    wat: str
    reden: str
    resultaten: tuple[str, ...] = ()
    """The descriptions of the results it was asked for."""
    pgb_weigergrond: Pgbweigergrond | None = None
    """On which ground of the law a personal budget is refused."""


@dataclass(frozen=True, slots=True)
class Beeindiging:
    """Support that was granted before and ends by this decision (W08)."""

    wat: str
    wie: str
    begin: date
    laatste_dag: date | None
    """None when no day is left of it."""
    eerder_tot: date | None = None
    """Until when what comes before it goes on, where no day is left of it."""
    vervolg: int | None = None
    """Number of the line that takes its place; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Besluitdocument:
    """All that the decision shows."""

    brief: Brief
    vorm: Vorm
    soort: Besluitsoort
    uitkomst: Uitkomst
    status: Besluitstatus
    toekenningen: tuple[Toekenning, ...]
    motivering: str
    bezwaarclausule: str
    """Where and how to object, in the municipality's own words."""
    melding_op: date
    onderzocht: Verantwoording | None = None
    """What the research found on the subjects of the law (W11); nothing where there was none."""
    aanvraag_op: date | None = None
    """None only for an urgent temporary decision (W03)."""
    bekendmaking: Bekendmaking | None = None
    """How and when it reached the client, once it did."""
    bezwaar_tot: date | None = None
    """The last day for objecting, known from the announcement on (Awb 6:7, 6:8)."""
    bezwaar_tot_voorlopig: bool = False
    """Whether a royal decree that is not known yet may still make that a later day (W12)."""
    afwijzingen: tuple[Afwijzing, ...] = ()
    beeindigingen: tuple[Beeindiging, ...] = ()
    wijzigt: str | None = None
    """Reference of the earlier decision that this one changes (W08)."""
    ingangsdatum: date | None = None
    """From when on it does."""
    nadeel: Nadeel | None = None
    """On what it rests that the client gets less, or is worse off in another way (W08)."""
    krijgt_minder: bool = False
    """Whether the client gets less, as far as old and new can be compared."""
    evaluatiedatum: date | None = None
    """By when municipality and client look whether the support still fits (Wmo 2.3.9)."""
    vervallen_evaluatie: date | None = None
    """The day on which they would have, by the decision that this one changes."""
    resultaten: tuple[Resultaatregel, ...] = ()
    """The results of the plan van aanpak; they belong to a beschikkingsarm decision (H28)."""
    ondertekend: Clientondertekening | None = None
    """Who signed that plan van aanpak, and when."""
    plannen: tuple[Plandocument, ...] = ()
    """The exact plan versions it rests on; they become its appendices (H27, H28)."""
    zonder_plan: str | None = None
    """Why there is no plan (M03)."""


@vervult("H27", "H28", "H29")
def maak_besluitdocument(besluit: Besluitdocument) -> bytes:
    """The decision with its plans as PDF: PDF/A-2a and PDF/UA-1, the same bytes for the same decision.

    On top stands what is done, by whom, how often, how long and from when to when (H29, W05); then the
    grounds, what is refused, and the objection clause (W07).
    """
    return zet("besluit", _gegevens(besluit), besluit.brief.datum)


def _gegevens(besluit: Besluitdocument) -> dict[str, Gegeven]:
    afzender = besluit.brief.afzender
    return {
        **kader_van(besluit.brief, TITELS[besluit.vorm], afzender.ondertekenaar),
        "voorbehoud": VOORBEHOUDEN.get(besluit.status),
        "inleiding": [*_aanloop(besluit), _uitkomst(besluit)],
        "toekenningen": [_toekenning(toekenning) for toekenning in besluit.toekenningen],
        "leveringsvormen": [
            uitleg
            for vorm, (_, uitleg) in LEVERINGSVORMEN.items()
            if vorm in {toekenning.leveringsvorm for toekenning in besluit.toekenningen}
        ],
        "resultaten": [
            {"resultaatgebied": r.resultaatgebied, "omschrijving": r.omschrijving} for r in besluit.resultaten
        ],
        "ondertekend": _ondertekend(besluit.ondertekend),
        "onderzocht": _onderzocht(besluit.onderzocht),
        "motivering": besluit.motivering,
        "nadeel": _nadeel(besluit.nadeel, krijgt_minder=besluit.krijgt_minder),
        "afwijzingen": [
            {"wat": a.wat, "reden": _reden(a), "resultaten": a.resultaten} for a in besluit.afwijzingen
        ],
        "beeindigingen": [
            {
                "wat": b.wat,
                "wie": b.wie,
                "wanneer": [_wanneer(b, besluit.brief.datum), _daarna(b, besluit.toekenningen)],
            }
            for b in besluit.beeindigingen
        ],
        "evaluatie": _evaluatie(besluit),
        "grondslag": GRONDSLAGEN[besluit.soort],
        "meldplicht": bool(besluit.toekenningen) or _houdt_wat_er_was(besluit),
        "inhoudelijk": besluit.soort is not Besluitsoort.BUITEN_BEHANDELING,
        "beschikkingsarm": besluit.vorm is Vorm.PLAN_VAN_AANPAK_MET_PLAN,
        "bezwaarclausule": besluit.bezwaarclausule,
        "verzonden": verzonden(besluit.bekendmaking, "dit besluit") if besluit.bekendmaking else None,
        "bezwaar_tot": tekst.datum(besluit.bezwaar_tot) if besluit.bezwaar_tot else None,
        "bezwaar_tot_voorlopig": tekst.VOORLOPIG if besluit.bezwaar_tot_voorlopig else None,
        "bezwaaradres": afzender.bezwaaradres,
        "bezwaar_digitaal": afzender.bezwaar_digitaal,
        "eigen_bijdrage": afzender.eigen_bijdrage if besluit.toekenningen else None,
        "clientondersteuning": afzender.clientondersteuning,
        "bemiddeling": afzender.bemiddeling,
        "plannen": [plan_gegevens(plan) for plan in besluit.plannen],
        "zonder_plan": besluit.zonder_plan,
    }


def _reden(afwijzing: Afwijzing) -> str:
    if afwijzing.pgb_weigergrond is None:
        return afwijzing.reden
    return f"{afwijzing.reden}\nDe wet noemt deze grond: {PGB_WEIGERGRONDEN[afwijzing.pgb_weigergrond]}."


def _ondertekend(ondertekend: Clientondertekening | None) -> str | None:
    if ondertekend is None:
        return None
    dag, namens = tekst.datum(ondertekend.op), ondertekend.vertegenwoordiger
    if namens is None:
        return f"U ondertekende dit plan van aanpak op {dag}."
    return f"{tekst.handelend(namens)}, ondertekende dit plan van aanpak namens u op {dag}."


@vervult("W11")
def _onderzocht(onderzocht: Verantwoording | None) -> Gegeven:
    """What was found on each subject, in the order of the law; and when a personal budget was spoken of."""
    if onderzocht is None or not onderzocht.punten:
        return None
    per_onderwerp = {punt.onderwerp: punt for punt in onderzocht.punten}
    pgb_op = onderzocht.pgb_besproken_op
    punten: list[Gegeven] = [
        {
            "onderwerp": ONDERWERPEN[onderwerp][:1].upper() + ONDERWERPEN[onderwerp][1:],
            "toelichting": punt.toelichting,
            "van_toepassing": punt.van_toepassing,
        }
        for onderwerp in Onderwerp
        if (punt := per_onderwerp.get(onderwerp)) is not None
    ]
    return {"punten": punten, "pgb_besproken": tekst.datum(pgb_op) if pgb_op else None}


def _daarna(beeindiging: Beeindiging, toekenningen: Sequence[Toekenning]) -> str:
    """What the client gets instead, and from when."""
    for toekenning in toekenningen:
        if toekenning.nummer == beeindiging.vervolg:
            vanaf = tekst.datum(toekenning.periode.begin)
            return f"Vanaf {vanaf} krijgt u wat er bij {toekenning.nummer} staat."
    return "Daar komt niets voor in de plaats."


def _wanneer(beeindiging: Beeindiging, datum: date) -> str:
    """Until when it goes on; of what is left nothing, whether it had begun by the day of the letter."""
    if beeindiging.laatste_dag is not None:
        return f"tot en met {tekst.datum(beeindiging.laatste_dag)}"
    begin = tekst.datum(beeindiging.begin)
    wat = f"begint niet op {begin}" if beeindiging.begin > datum else f"vervalt vanaf {begin}"
    if beeindiging.eerder_tot is None or beeindiging.eerder_tot < datum:
        return wat
    return f"{wat}; wat u nu al krijgt, blijft tot en met {tekst.datum(beeindiging.eerder_tot)}"


def _nadeel(nadeel: Nadeel | None, *, krijgt_minder: bool) -> list[str]:
    """Why the client may get less or be worse off, and what the client said of it."""
    if nadeel is None:
        return []
    wat = "U krijgt minder dan voorheen" if krijgt_minder else "Dit besluit kan nadelig voor u zijn"
    zinnen = [f"{wat}. Dat mag, omdat {HERZIENINGSGRONDEN[nadeel.grond]}."]
    if nadeel.gevraagd_op:
        zinnen.append(f"Op {tekst.datum(nadeel.gevraagd_op)} vroegen wij wat u daarvan vindt.")
    if nadeel.uitzondering:
        zinnen.append(
            f"Wij vroegen u niet vooraf wat u daarvan vindt, omdat {UITZONDERINGEN[nadeel.uitzondering]}."
        )
    if nadeel.zienswijze:
        zinnen.append(f"U vindt: {nadeel.zienswijze}")
    return zinnen


@vervult("W08")
def _evaluatie(besluit: Besluitdocument) -> list[Gegeven]:
    """By when municipality and client look again, and which day for that does not hold any more."""
    zinnen: list[Gegeven] = []
    if besluit.evaluatiedatum is not None:
        zinnen.append(
            f"Uiterlijk op {tekst.datum(besluit.evaluatiedatum)} kijken wij samen met u of de ondersteuning "
            "nog bij u past (artikel 2.3.9 van de Wmo 2015). Wij nemen daarvoor contact met u op. Wilt u dat "
            "wij eerder kijken? Vraag het ons."
        )
    if besluit.vervallen_evaluatie is not None:
        oud = tekst.datum(besluit.vervallen_evaluatie)
        zinnen.append(f"Eerder spraken wij af om uiterlijk op {oud} te kijken. Die afspraak vervalt.")
    return zinnen


def _aanloop(besluit: Besluitdocument) -> list[str]:
    zinnen = [f"Op {tekst.datum(besluit.melding_op)} vroeg u ons om ondersteuning."]
    if besluit.aanvraag_op:
        zinnen.append(f"Uw aanvraag is van {tekst.datum(besluit.aanvraag_op)}.")
    if besluit.wijzigt:
        vanaf = f" vanaf {tekst.datum(besluit.ingangsdatum)}" if besluit.ingangsdatum else ""
        zinnen.append(f"Dit besluit verandert ons eerdere besluit met kenmerk {besluit.wijzigt}{vanaf}.")
    return zinnen


def _houdt_wat_er_was(besluit: Besluitdocument) -> bool:
    return besluit.uitkomst is Uitkomst.AFGEWEZEN and besluit.soort in WIJZIGEND


def _uitkomst(besluit: Besluitdocument) -> str:
    if _houdt_wat_er_was(besluit):
        return NIET_MEER
    tijdelijk = besluit.soort is Besluitsoort.SPOED and besluit.toekenningen
    return f"{UITKOMSTEN[besluit.uitkomst]}{' ' + TIJDELIJK if tijdelijk else ''}"


def _toekenning(toekenning: Toekenning) -> Gegeven:
    return {
        "nummer": str(toekenning.nummer),
        "activiteiten": _aaneen(toekenning.activiteiten),
        "wie": toekenning.aanbieder or "U kiest zelf",
        "leveringsvorm": LEVERINGSVORMEN[toekenning.leveringsvorm][0],
        "frequentie": _aaneen(toekenning.frequentie),
        "hoeveel": _hoeveel(toekenning),
        "wanneer": tekst.periode(toekenning.periode.begin, toekenning.periode.eind),
        "product": toekenning.product or toekenning.activiteiten,
        "resultaatgebied": toekenning.resultaatgebied or "Aanvullend product",
        "resultaten": toekenning.resultaten,
        "motivering": toekenning.motivering,
        "anders": _anders(toekenning),
    }


def _aaneen(tekst_: str) -> str:
    """What two lines of a plan said, joined as they were written: without a full stop in between."""
    return tekst_.replace(".; ", "; ")


def _anders(toekenning: Toekenning) -> list[Gegeven]:
    """One paragraph on all that differs from the plan: what it says, what is decided, and why, once."""
    if not toekenning.verschillen:
        return []
    gepland = toekenning.gepland
    if gepland is None:
        zinnen = ["Dit staat zo niet in het ondersteuningsplan."]
    else:
        paren = [_in_woorden(v, gepland, toekenning) for v in toekenning.verschillen]
        plan, besluit = (", ".join(dict.fromkeys(kant)) for kant in zip(*paren, strict=True))
        zinnen = [
            "Dit is anders dan in het ondersteuningsplan.",
            tekst.zin(f"In het plan staat: {plan}"),
            tekst.zin(f"Wij besluiten: {besluit}"),
        ]
    gronden = dict.fromkeys(v.grond for v in toekenning.verschillen if v.grond)
    return [*zinnen, *(tekst.zin(f"Waarom: {grond}") for grond in gronden)]


_NAAST_ELKAAR: dict[str, Callable[[Toekenning], str]] = {
    "leveringsvorm": lambda t: LEVERINGSVORMEN[t.leveringsvorm][0],
    "aanbieder": lambda t: t.aanbieder or "u kiest zelf wie het doet",
    "product": lambda t: t.product or t.productsoort or "nog geen product",
    "begin": lambda t: tekst.periode(t.periode.begin, t.periode.eind),
    "eind": lambda t: tekst.periode(t.periode.begin, t.periode.eind),
}
"""What a difference is called in the table of what is granted; any other is in words already."""


def _in_woorden(verschil: Verschil, gepland: Toekenning, toekenning: Toekenning) -> tuple[str, str]:
    zeg = _NAAST_ELKAAR.get(verschil.veld)
    kanten = (verschil.plan, verschil.besluit) if zeg is None else (zeg(gepland), zeg(toekenning))
    return kanten[0].rstrip(" ."), kanten[1].rstrip(" .")


def _omvang(toekenning: Toekenning) -> list[Gegeven]:
    """The extent as a client counts it: 1 traplift, 100 ritten in totaal, 2 uur per week."""
    omvang = toekenning.omvang
    if omvang is None:
        return []
    if omvang.eenheid in woorden.IN_STUKS and toekenning.categorie in VOORZIENINGEN:
        return [woorden.dingen(omvang.volume, toekenning.product or toekenning.activiteiten)]
    if omvang.eenheid is Eenheid.STUKS_OUTPUT and toekenning.concrete_tijd is not None:
        return []  # how the provider is paid; the time says what the client gets
    return [tekst.omvang(omvang, toekenning.categorie)]


def _hoeveel(toekenning: Toekenning) -> list[Gegeven]:
    return [
        *_omvang(toekenning),
        *([tekst.weekomvang(toekenning.concrete_tijd)] if toekenning.concrete_tijd else []),
        *([_budget(toekenning.budget, toekenning.periode)] if toekenning.budget is not None else []),
        *_prijs(toekenning),
    ]


def _budget(budget: int, periode: Periode) -> str:
    """The amount of a personal budget, and that it is for all days of its line."""
    bedrag = f"budget {woorden.euro(budget)}"
    return bedrag if periode.eind is None else f"{bedrag} voor de hele periode"


def _prijs(toekenning: Toekenning) -> list[Gegeven]:
    """Price times quantity, and who pays it: wij betalen € 25,00 per week (€ 12,50 per rit)."""
    omvang, tarief = toekenning.omvang, toekenning.tarief
    if not omvang or not tarief:
        return []
    wie = "wij betalen " if toekenning.leveringsvorm is Leveringsvorm.NATURA else ""
    bedrag = woorden.euro(prijs(tarief, Decimal(omvang.volume)))
    per, _ = woorden.geteld(omvang.eenheid, toekenning.categorie)
    return [f"{wie}{bedrag} {woorden.FREQUENTIES[omvang.frequentie]} ({woorden.euro(tarief)} per {per})"]
