"""What a besluit has to say to the client: how much, how often, by whom, for how long, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitsoort, Leveringsvorm, Uitkomst, geldige
from app.domain.besluit.grondslag import Grondslag
from app.domain.besluit.voorstel import geplande_regels, tijd_per_week, waarom_open
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout
from app.domain.melding import Melding
from app.domain.profielen import Regioprofiel
from app.domain.termijnen import Kalender, einde
from app.domain.waarden import MINUTEN_PER_EENHEID, TELT_ZELF, VERVOER, VOORZIENINGEN, Periode, zegt_iets
from app.domain.woorden import datum


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
def onbepaalde_omvang(besluit: Besluit, voorstel: Sequence[Besluitregel] = ()) -> Iterable[Veldfout]:
    """Each line of help says its concrete time a week; all else its extent in its own unit.

    What is counted by itself needs no hours: an additional product, an aid or adaptation (categories 11 to
    14), transport and nights; hours beside those would be invented. A result that is paid per output says the
    expected hours beside it. Where the plans, in `voorstel`, leave the extent open, it says why.
    """
    gepland = geplande_regels(besluit.regels, voorstel)
    for i, regel in enumerate(besluit.regels):
        eigen_eenheid = _telt_zelf(regel) and regel.omvang is not None
        if regel.concrete_tijd is not None and _kent_geen_uren(regel):
            yield Veldfout(
                f"regels[{i}].concreteTijd",
                "Dit telt in stuks, ritten of nachten, en niet in uren. Laat concreteTijd weg en zeg met de "
                "omvang hoeveel het er zijn.",
                "W05",
            )
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
            bron = gepland.get(regel.nummer)
            if bron is not None and (bron.productcode is None or bron.omvang is not None):
                bron = None
            yield Veldfout(
                f"regels[{i}].omvang",
                ("" if bron is None else f"{waarom_open(bron)} ")
                + "Kies volume, eenheid en frequentie: zonder die is dit product niet toe te wijzen.",
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


def _kent_geen_uren(regel: Besluitregel) -> bool:
    if regel.omvang is None:
        return regel.categorie in {*VOORZIENINGEN, VERVOER}
    return _telt_zelf(regel) and regel.omvang.eenheid not in MINUTEN_PER_EENHEID


def _is_hulp(regel: Besluitregel) -> bool:
    """Whether somebody comes to help, for a time; not a thing, an adaptation or a trip."""
    in_tijd = regel.omvang is not None and regel.omvang.eenheid in MINUTEN_PER_EENHEID
    return in_tijd or regel.concrete_tijd is not None or not _telt_zelf(regel)


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
        if not natura and regel.periode.eind is None:
            yield Veldfout(
                f"regels[{i}].periode.einddatum",
                "Noem de laatste dag van het pgb: het budget is voor de hele periode.",
                "W07",
            )
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
    spoed = [b for b in geldige(grondslag.andere_besluiten) if b.soort is Besluitsoort.SPOED]
    in_zaak = (besluit, *(b for b in spoed if b.melding_id == besluit.melding_id))
    begin = min((regel.periode.begin for b in in_zaak for regel in b.regels), default=None)
    if begin is None:
        return
    uiterlijk = einde(begin, profiel.spoed_hoogstens, kalender, atw=False)
    for i, regel in enumerate(besluit.regels):
        if regel.periode.eind is not None and regel.periode.eind > uiterlijk:
            yield Veldfout(
                f"regels[{i}].periode.einddatum",
                f"Een spoedbesluit is tijdelijk: hier hoogstens tot en met {datum(uiterlijk)}.",
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
