"""What the plans lead to: the proposed lines of a decision, and where the decision differs (M15)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from app.domain import woorden
from app.domain.besluit.besluit import Besluit, Besluitregel, Leveringsvorm, Uitkomst, Verschil
from app.domain.besluit.eenheden import NIETS_BEKEND, Inkoop
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout
from app.domain.plan.ondersteuningsplan import (
    AanvullendeInzet,
    Inzet,
    Ondersteuningsplan,
    Planversie,
    Productkeuze,
)
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.profielen import Regioprofiel
from app.domain.waarden import (
    MINUTEN_PER_EENHEID,
    Eenheid,
    Frequentie,
    Omvang,
    Periode,
    Weekomvang,
    zegt_iets,
)
from app.domain.woorden import datum


@dataclass(frozen=True, slots=True)
class Onderbouwing:
    """A plan with the exact version of it that a decision rests on, and the profile it was made under."""

    plan: Ondersteuningsplan
    versie: Planversie
    profiel: Regioprofiel
    inkoop: Inkoop = NIETS_BEKEND
    """What the municipality buys, which says in which units may be granted."""


@vervult("M15")
def stel_voor(
    plan_van_aanpak: PlanVanAanpak, onderbouwing: Sequence[Onderbouwing]
) -> tuple[Besluitregel, ...]:
    """The lines that follow from the plans: product, extent in the unit of the region, period.

    The unit is one that register and contract have: the first in which the extent is a whole number, so that
    3.75 hours become 225 minutes (IV042, IV081); what is said per two weeks and gives no whole number a week
    becomes a total over the period. What a plan leaves open stays open, for a person to fill in:
    the volume where no unit gives a whole number, or where it is spread over several products. The same
    product at the same provider over the same period becomes one line, since the standard lets one product
    be allocated once (TR302).
    """
    regels = [
        regel
        for grond in onderbouwing
        for regel in (
            *_uit_inzet(grond, plan_van_aanpak.termijn),
            *_uit_aanvullend(grond, plan_van_aanpak.termijn),
        )
    ]
    samengevoegd = _voeg_samen(regels)
    return tuple(replace(regel, nummer=nummer) for nummer, regel in enumerate(samengevoegd, start=1))


def _uit_inzet(grond: Onderbouwing, termijn: Periode) -> Iterator[Besluitregel]:
    for inzet in grond.versie.inhoud.inzet:
        producten = inzet.producten or _product_van_profiel(inzet, grond.profiel)
        for product in producten or (None,):
            omvang = None
            if product is not None and len(producten) <= 1:
                omvang = _omvang(inzet, product, grond, termijn)
            zegt_tijd = omvang is not None and omvang.minuten_per_week() is not None
            yield Besluitregel(
                resultaatgebied=inzet.resultaatgebied,
                resultaten=inzet.resultaten,
                leveringsvorm=Leveringsvorm.NATURA,
                activiteiten=inzet.aard or "",
                frequentie=inzet.frequentie or "",
                periode=_periode(inzet, termijn),
                aanbieder=grond.plan.aanbieder,
                categorie=None if product is None else product.categorie,
                productcode=None if product is None else product.code,
                omvang=omvang,
                concrete_tijd=None if zegt_tijd or len(producten) > 1 else inzet.omvang,
            )


def _product_van_profiel(inzet: Inzet, profiel: Regioprofiel) -> tuple[Productkeuze, ...]:
    return tuple(
        Productkeuze(p.categorie, p.code)
        for p in profiel.producten
        if (p.resultaatgebied, p.intensiteit) == (inzet.resultaatgebied, inzet.intensiteit)
    )


def _omvang(inzet: Inzet, product: Productkeuze, grond: Onderbouwing, termijn: Periode) -> Omvang | None:
    if inzet.omvang is None:
        return None
    periode = _periode(inzet, termijn)
    eenheden = _eenheden(product, grond, periode)
    for eenheid in eenheden:
        minuten_per_eenheid = MINUTEN_PER_EENHEID.get(eenheid)
        if minuten_per_eenheid is not None:
            volume = inzet.omvang.minuten / minuten_per_eenheid
            if volume.denominator == 1:
                return Omvang(int(volume), eenheid, Frequentie.PER_WEEK)
        elif eenheid is Eenheid.STUKS_OUTPUT:
            return EEN_RESULTAAT
    return _in_totaal(inzet.omvang, eenheden, periode)


def _in_totaal(per_keer: Weekomvang, eenheden: Collection[Eenheid], periode: Periode) -> Omvang | None:
    """The sum over the period of what is said per two weeks, up to a whole unit; none without an end."""
    kleinste = next((eenheid for eenheid in MINUTEN_PER_EENHEID if eenheid in eenheden), None)
    if not per_keer.per_twee_weken or kleinste is None or periode.eind is None:
        return None
    weken = Fraction((periode.eind - periode.begin).days + 1, 7)
    volume = ceil(weken * per_keer.minuten / MINUTEN_PER_EENHEID[kleinste])
    return Omvang(volume, kleinste, Frequentie.TOTAAL)


EEN_RESULTAAT = Omvang(1, Eenheid.STUKS_OUTPUT, Frequentie.PER_MAAND)
"""What a region pays that buys a resultaatgebied per output; the expected time stands beside it (W05)."""


def _eenheden(product: Productkeuze, grond: Onderbouwing, periode: Periode) -> tuple[Eenheid, ...]:
    """The units that may be granted, that of the region's table first where it is one of them."""
    gekocht = grond.inkoop.eenheden(grond.plan.aanbieder, product.categorie, product.code, periode.begin)
    tabel = [
        p.eenheid
        for p in grond.profiel.producten
        if (p.categorie, p.code) == (product.categorie, product.code)
    ]
    if gekocht is None:
        return tuple(dict.fromkeys(tabel))
    return tuple(dict.fromkeys((*(e for e in tabel if e in gekocht), *gekocht)))


def _uit_aanvullend(grond: Onderbouwing, termijn: Periode) -> Iterator[Besluitregel]:
    for inzet in grond.versie.inhoud.aanvullend:
        yield Besluitregel(
            resultaatgebied=None,
            resultaten=(),
            leveringsvorm=Leveringsvorm.NATURA,
            activiteiten=inzet.toelichting or _naam(inzet.product, grond.profiel),
            frequentie=_in_woorden(inzet),
            periode=_periode(inzet, termijn),
            aanbieder=grond.plan.aanbieder,
            categorie=inzet.product.categorie,
            productcode=inzet.product.code,
            omvang=_aanvullende_omvang(inzet),
        )


def _naam(product: Productkeuze, profiel: Regioprofiel) -> str:
    return next(
        (
            p.naam
            for p in profiel.aanvullende_producten
            if (p.categorie, p.code) == (product.categorie, product.code)
        ),
        "",
    )


_PER = {
    Frequentie.PER_DAG: "per dag",
    Frequentie.PER_WEEK: "per week",
    Frequentie.PER_MAAND: "per maand",
    Frequentie.TOTAAL: "in de hele periode",
}


def _in_woorden(inzet: AanvullendeInzet) -> str:
    if inzet.aantal is None or inzet.frequentie is None:
        return ""
    return f"{inzet.aantal.normalize():f} keer {_PER[inzet.frequentie]}".replace(".", ",")


def _aanvullende_omvang(inzet: AanvullendeInzet) -> Omvang | None:
    if inzet.aantal is None or inzet.eenheid is None or inzet.frequentie is None:
        return None
    heel = inzet.aantal == inzet.aantal.to_integral_value()
    return Omvang(int(inzet.aantal), inzet.eenheid, inzet.frequentie) if heel else None


def _periode(inzet: Inzet | AanvullendeInzet, termijn: Periode) -> Periode:
    begin = inzet.begin or termijn.begin
    eind = inzet.eind or termijn.eind
    return Periode(begin, eind if eind is None else max(begin, eind))


def _voeg_samen(regels: Iterable[Besluitregel]) -> list[Besluitregel]:
    samen: dict[object, Besluitregel] = {}
    for regel in regels:
        sleutel: object = (regel.aanbieder, regel.categorie, regel.productcode, regel.periode)
        eerder = samen.get(sleutel) if regel.productcode is not None else None
        if eerder is None:
            samen[sleutel if regel.productcode is not None else object()] = regel
        else:
            samen[sleutel] = _samen(eerder, regel)
    return list(samen.values())


def _samen(een: Besluitregel, ander: Besluitregel) -> Besluitregel:
    return replace(
        een,
        resultaten=tuple(dict.fromkeys((*een.resultaten, *ander.resultaten))),
        activiteiten="; ".join(dict.fromkeys(filter(None, (een.activiteiten, ander.activiteiten)))),
        frequentie="; ".join(dict.fromkeys(filter(None, (een.frequentie, ander.frequentie)))),
        omvang=_opgeteld(een.omvang, ander.omvang),
        concrete_tijd=_tijd_opgeteld(een.concrete_tijd, ander.concrete_tijd),
    )


def _opgeteld(een: Omvang | None, ander: Omvang | None) -> Omvang | None:
    if een is None or ander is None:
        return None
    if een == ander == EEN_RESULTAAT:
        return een
    if {een.eenheid, ander.eenheid} == {Eenheid.UUR, Eenheid.MINUUT}:
        een, ander = _in_minuten(een), _in_minuten(ander)
    zelfde = (een.eenheid, een.frequentie) == (ander.eenheid, ander.frequentie)
    return replace(een, volume=een.volume + ander.volume) if zelfde else None


def _in_minuten(omvang: Omvang) -> Omvang:
    return Omvang(omvang.volume * MINUTEN_PER_EENHEID[omvang.eenheid], Eenheid.MINUUT, omvang.frequentie)


def _tijd_opgeteld(een: Weekomvang | None, ander: Weekomvang | None) -> Weekomvang | None:
    if een is None or ander is None:
        return None
    if (een.eenheid, een.per_twee_weken) != (ander.eenheid, ander.per_twee_weken):
        return None
    return replace(een, aantal=een.aantal + ander.aantal)


@vervult("M14", "W05", "H29")
def opengelaten(voorstel: Sequence[Besluitregel]) -> Iterator[Veldfout]:
    """What each proposed line lacks for a decision, and why the plan leaves it open."""
    for i, regel in enumerate(voorstel):
        if regel.productcode is None:
            yield Veldfout(
                f"regels[{i}].productcode",
                "Het plan noemt geen product, en de regio kent er geen bij dit resultaatgebied en deze "
                "intensiteit. Kies een product.",
                "M14",
            )
        elif regel.omvang is None:
            yield Veldfout(
                f"regels[{i}].omvang", f"{waarom_open(regel)} Kies volume, eenheid en frequentie.", "W05"
            )
        if not zegt_iets(regel.activiteiten):
            yield Veldfout(f"regels[{i}].activiteiten", "Het plan zegt niet wat de aanbieder doet.", "H29")
        if not zegt_iets(regel.frequentie):
            yield Veldfout(f"regels[{i}].frequentie", "Het plan zegt niet hoe vaak dat gebeurt.", "H29")


def waarom_open(gepland: Besluitregel) -> str:
    """Why the plan gives no extent of this line, of which it does name the product."""
    if gepland.concrete_tijd is None:
        return "Het plan zegt niet hoeveel van dit product, of verdeelt de tijd over meer producten."
    return (
        f"Het plan zegt {_hoeveel(gepland)}; dat is geen heel getal in een eenheid van productregister en "
        "contract."
    )


def tijd_per_week(regel: Besluitregel) -> Fraction | None:
    """The concrete time of a line in minutes a week (W05); None where the line does not say it."""
    minuten = None if regel.omvang is None else regel.omvang.minuten_per_week()
    if minuten is None and regel.concrete_tijd is not None:
        return regel.concrete_tijd.minuten
    return minuten


@vervult("M15")
def verschillen(
    besluit: Besluit, voorstel: Sequence[Besluitregel], onderbouwing: Sequence[Onderbouwing]
) -> tuple[Verschil, ...]:
    """Where the decision differs from what the plans in `onderbouwing` lead to, each with its grounds.

    The grounds of a changed or added line are in that line, those of a line that was left out in the
    refusal of its results. A provider whose plan was waived has no plan to differ from, nor has a supplier
    without AGB code; and a decision that stops what ran or sets the aanvraag aside does not speak of the
    plan: its motivation does.
    """
    if besluit.uitkomst in (Uitkomst.BEEINDIGD, Uitkomst.BUITEN_BEHANDELING):
        return ()
    met_plan = {regel.aanbieder for regel in voorstel}
    bij_regel = geplande_regels(besluit.regels, voorstel)
    gevonden: list[Verschil] = []
    for regel in besluit.regels:
        gepland = bij_regel.get(regel.nummer)
        if gepland is not None:
            gevonden.extend(_per_veld(regel, gepland))
        elif voorstel and regel.leverancier is None and regel.aanbieder in {None, *met_plan}:
            gevonden.append(
                Verschil(regel.nummer, "regel", "niet gepland", "toegekend", regel.afwijking_van_plan)
            )
    gevonden.extend(_in_opengelaten_tijd(besluit, voorstel, bij_regel, onderbouwing))
    gevonden.extend(
        Verschil(None, "regel", "gepland", "niet toegekend", _grond_van_afwijzing(besluit, gepland))
        for gepland in voorstel
        if gepland not in bij_regel.values()
    )
    return tuple(gevonden)


_GELIJKENIS: tuple[Callable[[Besluitregel], tuple[object, ...]], ...] = (
    lambda r: (r.aanbieder, r.resultaatgebied, r.categorie, r.productcode),
    lambda r: (r.aanbieder, r.resultaatgebied),
    lambda r: (r.resultaatgebied,),
)
"""In what a line resembles a planned one, the most alike first."""


def geplande_regels(
    regels: Sequence[Besluitregel], voorstel: Sequence[Besluitregel]
) -> dict[int, Besluitregel]:
    """The planned line that each line, by number, comes from; each one once, the most alike first.

    A line outside the resultaatgebieden comes from no other product.
    """
    over = list(voorstel)
    gekoppeld: dict[int, Besluitregel] = {}
    for lijkt in _GELIJKENIS:
        for regel in regels:
            if regel.nummer in gekoppeld or (regel.resultaatgebied is None and lijkt is not _GELIJKENIS[0]):
                continue
            gepland = next((g for g in over if lijkt(g) == lijkt(regel)), None)
            if gepland is not None:
                over.remove(gepland)
                gekoppeld[regel.nummer] = gepland
    return gekoppeld


def _per_veld(regel: Besluitregel, gepland: Besluitregel) -> Iterator[Verschil]:
    for veld, van_plan, van_besluit in (
        ("leveringsvorm", gepland.leveringsvorm.value, regel.leveringsvorm.value),
        ("aanbieder", gepland.aanbieder or "geen", regel.aanbieder or regel.leverancier or "geen"),
        ("product", _product(gepland), _product(regel)),
        ("activiteiten", gepland.activiteiten, regel.activiteiten),
        ("frequentie", gepland.frequentie, regel.frequentie),
        ("begin", f"{datum(gepland.periode.begin)}", f"{datum(regel.periode.begin)}"),
        ("eind", _dag(gepland.periode), _dag(regel.periode)),
    ):
        if van_plan != van_besluit:
            yield Verschil(regel.nummer, veld, van_plan, van_besluit, regel.afwijking_van_plan)
    if _is_anders_in_omvang(regel, gepland):
        yield Verschil(regel.nummer, "omvang", _hoeveel(gepland), _hoeveel(regel), regel.afwijking_van_plan)


def _is_anders_in_omvang(regel: Besluitregel, gepland: Besluitregel) -> bool:
    tijd, geplande_tijd = tijd_per_week(regel), tijd_per_week(gepland)
    if tijd is not None or geplande_tijd is not None:
        return geplande_tijd is not None and tijd != geplande_tijd
    return gepland.omvang is not None and regel.omvang != gepland.omvang


def _in_opengelaten_tijd(
    besluit: Besluit,
    voorstel: Sequence[Besluitregel],
    bij_regel: Mapping[int, Besluitregel],
    onderbouwing: Sequence[Onderbouwing],
) -> Iterator[Verschil]:
    """Lines of which a plan leaves the extent open: at one provider they share the time of its plan."""
    for aanbieder in dict.fromkeys(grond.plan.aanbieder for grond in onderbouwing):
        gepland = [r for r in voorstel if r.aanbieder == aanbieder and r.resultaatgebied is not None]
        open_ = [regel for regel in gepland if tijd_per_week(regel) is None]
        regels = [regel for regel in besluit.regels if bij_regel.get(regel.nummer) in open_]
        over = sum(
            inzet.omvang.minuten
            for grond in onderbouwing
            if grond.plan.aanbieder == aanbieder
            for inzet in grond.versie.inhoud.inzet
            if inzet.omvang is not None
        ) - sum(tijd_per_week(regel) or 0 for regel in gepland)
        besloten = sum(tijd_per_week(regel) or 0 for regel in regels)
        if regels and besloten != over:
            gronden = (regel.afwijking_van_plan for regel in regels if regel.afwijking_van_plan)
            yield Verschil(
                regels[0].nummer,
                "omvang",
                woorden.tijd_per_week(over),
                woorden.tijd_per_week(besloten),
                next(gronden, None),
            )


def _product(regel: Besluitregel) -> str:
    return f"{regel.categorie}/{regel.productcode}" if regel.productcode else regel.categorie or "open"


def _dag(periode: Periode) -> str:
    return "open" if periode.eind is None else f"{datum(periode.eind)}"


def _hoeveel(regel: Besluitregel) -> str:
    tijd = tijd_per_week(regel)
    if tijd is not None:
        return woorden.tijd_per_week(tijd)
    if regel.omvang is None:
        return "niet bepaald"
    return woorden.omvang(regel.omvang, regel.categorie)


def _grond_van_afwijzing(besluit: Besluit, gepland: Besluitregel) -> str | None:
    return next(
        (deel.reden for deel in besluit.afgewezen_delen if set(gepland.resultaten) <= set(deel.resultaten)),
        None,
    )


VRIJE_TEKST = ("activiteiten", "frequentie")
"""Fields in words about the client, which no error repeats; the differences themselves show them."""


@vervult("M15", "W07")
def ongegronde_verschillen(
    besluit: Besluit, voorstel: Sequence[Besluitregel], onderbouwing: Sequence[Onderbouwing]
) -> Iterator[Veldfout]:
    """Each difference from the plans for which the decision gives no grounds (Awb 3:2, 3:46)."""
    for verschil in verschillen(besluit, voorstel, onderbouwing):
        if not zegt_iets(verschil.grond):
            veld = (
                "afgewezenDelen"
                if verschil.regel is None
                else f"regels[{verschil.regel - 1}].afwijkingVanPlan"
            )
            waarin = verschil.veld
            if waarin not in VRIJE_TEKST:
                waarin += f": plan {verschil.plan}, besluit {verschil.besluit}"
            yield Veldfout(veld, f"Het besluit wijkt af van het plan ({waarin}). Geef de grond.", "M15")
