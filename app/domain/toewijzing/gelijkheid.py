"""The equality of besluit, toewijzing and wmo301, field by field (M18)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from app.domain.besluit.besluit import Besluit, Besluitregel, Leveringsvorm
from app.domain.eisen import vervult
from app.domain.toewijzing.toewijzing import FEITEN, Toewijzing
from app.domain.waarden import AgbCode, Omvang, Periode

VERGELEKEN = {
    "aanbieder": ("aanbieder", "Header/Ontvanger"),
    "categorie": ("categorie", "Product/Categorie"),
    "productcode": ("productcode", "Product/Code"),
    "begin": ("periode", "Ingangsdatum"),
    "eind": ("periode", "Einddatum"),
    "omvang": ("omvang", "Omvang"),
    "budget": ("budget", "Budget"),
}
"""What decision line, allocation and message all carry: field of the decision line, element of the wmo301.

Two deviations have a ground of their own. An allocation that was extended under its number (OP380) begins
before the line that extends it, and one that a recorded fact ended (W08) ends before its line.
"""

ALLEEN_IN_BESLUIT = {
    "nummer": "ordent de regels van het besluit",
    "resultaatgebied": "de standaard kent geen resultaatgebieden",
    "resultaten": "staan in het plan van aanpak; de wmo301 kent geen veld ervoor",
    "leveringsvorm": "een pgb leidt niet tot een toewijzing (OP043)",
    "activiteiten": "voor de cliënt (H29); de aanbieder heeft ze in zijn plan",
    "frequentie": "in woorden voor de cliënt (H29); als getal zit zij in de omvang",
    "concrete_tijd": "voor de cliënt (W05) waar de omvang geen tijd zegt",
    "afwijking_van_plan": "motivering, voor de cliënt",
}
"""Why the other fields of a decision line are not in the wmo301."""

ALLEEN_IN_BERICHT = {
    "ToewijzingNummer": "ontstaat bij het toewijzen (OP275)",
    "ReferentieAanbieder": "verwijst naar een verzoek van de aanbieder (TR379)",
    "Toewijzingsdatum": "het moment van toewijzen (IV013)",
    "Toewijzingstijd": "het moment van toewijzen (IV013)",
    "RedenWijziging": "volgt uit de oorzaak van de wijziging (W08)",
    "Commentaar": "een toelichting voor de aanbieder",
}
"""Why the other elements of a ToegewezenProduct are not in the decision."""

DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Toegewezen:
    """What all three carry: who delivers which product, when, and an extent or a budget in cents."""

    aanbieder: AgbCode
    categorie: str | None
    productcode: str | None
    periode: Periode
    omvang: Omvang | None
    budget: int | None


def toegewezen(toewijzing: Toewijzing) -> Toegewezen:
    """What an allocation grants now."""
    nu = toewijzing.actueel
    return Toegewezen(
        toewijzing.aanbieder, toewijzing.categorie, toewijzing.productcode, nu.periode, nu.omvang, nu.budget
    )


def volgens_besluit(regel: Besluitregel) -> Toegewezen:
    """What a line in natura grants to its provider."""
    assert regel.aanbieder is not None
    return Toegewezen(
        regel.aanbieder, regel.categorie, regel.productcode, regel.periode, regel.omvang, regel.budget
    )


@dataclass(frozen=True, slots=True)
class Ongelijkheid:
    """A decision line that its allocations or their message do not equal, and in which field."""

    regel: int
    veld: str
    """A key of VERGELEKEN, or `toewijzing` when there is none."""


@vervult("M18")
def ongelijke_velden(een: Toegewezen, ander: Toegewezen) -> tuple[str, ...]:
    """The fields in which the two differ, by the names of VERGELEKEN."""

    def waarde(van: Toegewezen, veld: str) -> object:
        return getattr(van.periode if veld in ("begin", "eind") else van, veld)

    return tuple(veld for veld in VERGELEKEN if waarde(een, veld) != waarde(ander, veld))


@vervult("M18")
def ongelijkheden(besluit: Besluit, toewijzingen: Sequence[Toewijzing]) -> tuple[Ongelijkheid, ...]:
    """Where the allocations of all providers together do not equal the decision's lines in natura.

    Usually a line has one allocation. After an earlier begin, or an extension past the old end, it has
    several that follow on one another day by day.
    """
    return tuple(
        Ongelijkheid(regel.nummer, veld)
        for regel in besluit.regels
        for veld in _ongelijk(regel, [t for t in toewijzingen if _rust_op(t, besluit, regel)])
    )


def _rust_op(toewijzing: Toewijzing, besluit: Besluit, regel: Besluitregel) -> bool:
    nu = toewijzing.actueel
    return not toewijzing.verwijderd and (nu.besluit_id, nu.besluitregel) == (besluit.id, regel.nummer)


def _ongelijk(regel: Besluitregel, dragers: list[Toewijzing]) -> Iterator[str]:
    if regel.leveringsvorm is Leveringsvorm.PGB or not dragers:
        if dragers or regel.leveringsvorm is Leveringsvorm.NATURA:
            yield "toewijzing"
        return
    dragers.sort(key=lambda t: t.actueel.periode.begin)
    for vorige, volgende in pairwise(dragers):
        eind = vorige.actueel.periode.eind
        if eind is None or eind + DAG != volgende.actueel.periode.begin:
            yield "begin"
    eerste, laatste = dragers[0], dragers[-1]
    geheel = Periode(eerste.actueel.periode.begin, laatste.actueel.periode.eind)
    for drager in dragers:
        verschil = ongelijke_velden(volgens_besluit(regel), replace(toegewezen(drager), periode=geheel))
        yield from (veld for veld in verschil if not _heeft_grond(veld, regel, eerste, laatste))


def _heeft_grond(veld: str, regel: Besluitregel, eerste: Toewijzing, laatste: Toewijzing) -> bool:
    if veld == "begin":
        return len(eerste.versies) > 1 and eerste.actueel.periode.begin < regel.periode.begin
    eind = laatste.actueel.periode.eind
    eerder = eind is not None and (regel.periode.eind is None or eind < regel.periode.eind)
    return veld == "eind" and laatste.actueel.oorzaak in FEITEN and eerder
