"""The equality of besluit, toewijzing and wmo301, field by field and day by day (M18)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.eisen import vervult
from app.domain.toewijzing.tijdlijn import Aard, Stuk, Toegewezen
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.waarden import DAG, AgbCode, Periode

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

A number may run over several lines that follow on one another, and a fact may end it before its line (W08).
"""

ALLEEN_IN_BESLUIT = {
    "nummer": "ordent de regels van het besluit",
    "resultaatgebied": "de standaard kent geen resultaatgebieden",
    "resultaten": "staan in het plan van aanpak; de wmo301 kent geen veld ervoor",
    "leveringsvorm": "een pgb leidt niet tot een toewijzing (OP043)",
    "leverancier": "wie geen AGB-code heeft, krijgt geen wmo301",
    "activiteiten": "voor de cliënt (H29); de aanbieder heeft ze in zijn plan",
    "frequentie": "in woorden voor de cliënt (H29); als getal zit zij in de omvang",
    "concrete_tijd": "staat, waar de omvang geen tijd zegt, in woorden in Commentaar (W05)",
    "afwijking_van_plan": "motivering, voor de cliënt",
    "pgb_motivering": "een pgb leidt niet tot een toewijzing (OP043)",
}
"""Why the other fields of a decision line are not in the wmo301."""

ALLEEN_IN_BERICHT = {
    "ToewijzingNummer": "ontstaat bij het toewijzen (OP275)",
    "ReferentieAanbieder": "verwijst naar een verzoek van de aanbieder (TR379)",
    "Toewijzingsdatum": "het moment van toewijzen (IV013)",
    "Toewijzingstijd": "het moment van toewijzen (IV013)",
    "RedenWijziging": "volgt uit de oorzaak van de wijziging (W08)",
    "Commentaar": "zegt in woorden de concrete tijd, waar de omvang die niet zegt (W05)",
}
"""Why the other elements of a ToegewezenProduct are not in the decision."""


def toegewezen(toewijzing: Toewijzing) -> Toegewezen:
    """What an allocation grants now."""
    nu = toewijzing.actueel
    return Toegewezen(
        toewijzing.aanbieder, toewijzing.categorie, toewijzing.productcode, nu.periode, nu.omvang, nu.budget
    )


@vervult("M18")
def ongelijke_velden(een: Toegewezen, ander: Toegewezen) -> tuple[str, ...]:
    """The fields in which the two differ, by the names of VERGELEKEN."""

    def waarde(van: Toegewezen, veld: str) -> object:
        return getattr(van.periode if veld in ("begin", "eind") else van, veld)

    return tuple(veld for veld in VERGELEKEN if waarde(een, veld) != waarde(ander, veld))


@dataclass(frozen=True, slots=True)
class Ongelijkheid:
    """Support of which on some day another number is allocated than holds by decision."""

    aanbieder: AgbCode | None
    categorie: str | None
    productcode: str | None
    vanaf: date
    """The first day on which they differ; of a total its begin."""
    geldend: int
    toegewezen: int


@vervult("M18")
def ongelijkheden(stukken: Iterable[Stuk], toewijzingen: Iterable[Toewijzing]) -> tuple[Ongelijkheid, ...]:
    """Where what is allocated does not equal what holds by decision, of each kind of support the first day.

    Knows nothing of how a change was made: it counts, on every day, what holds and what is allocated. A total
    equals by its begin, end and amount.
    """
    groepen: dict[Aard, tuple[list[Toegewezen], list[Toegewezen]]] = {}
    for stuk in stukken:
        if stuk.inhoud.aanbieder is not None:
            groepen.setdefault(stuk.inhoud.aard, ([], []))[0].append(stuk.inhoud)
    for toewijzing in toewijzingen:
        if not toewijzing.verwijderd:
            inhoud = toegewezen(toewijzing)
            groepen.setdefault(inhoud.aard, ([], []))[1].append(inhoud)
    return tuple(
        gevonden
        for aard, (geldt, is_toegewezen) in groepen.items()
        for gevonden in (
            _ongelijke_totalen(aard, geldt, is_toegewezen)
            if aard.totaal
            else _eerste_ongelijke_dag(aard, geldt, is_toegewezen)
        )
    )


def _ongelijke_totalen(
    aard: Aard, geldend: Iterable[Toegewezen], is_toegewezen: Iterable[Toegewezen]
) -> Iterator[Ongelijkheid]:
    geldt, heeft = Counter(geldend), Counter(is_toegewezen)
    for inhoud in sorted(geldt | heeft, key=lambda i: i.periode.begin):
        if geldt[inhoud] != heeft[inhoud]:
            yield Ongelijkheid(*aard[:3], inhoud.periode.begin, geldt[inhoud], heeft[inhoud])
            return


def _eerste_ongelijke_dag(
    aard: Aard, geldend: list[Toegewezen], is_toegewezen: list[Toegewezen]
) -> Iterator[Ongelijkheid]:
    for dag in grenzen(inhoud.periode for inhoud in (*geldend, *is_toegewezen)):
        geldt = sum(inhoud.periode.bevat(dag) for inhoud in geldend)
        heeft = sum(inhoud.periode.bevat(dag) for inhoud in is_toegewezen)
        if geldt != heeft:
            yield Ongelijkheid(*aard[:3], dag, geldt, heeft)
            return


def grenzen(perioden: Iterable[Periode]) -> list[date]:
    """The days on which one of these periods begins or has just ended: between them nothing changes."""
    dagen: set[date] = set()
    for periode in perioden:
        dagen.add(periode.begin)
        if periode.eind is not None and periode.eind < date.max:
            dagen.add(periode.eind + DAG)
    return sorted(dagen)
