"""A text of several pages, in whatever field, breaks over pages and loses no word."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from pypdf import PageObject

from app.documenten.besluit import Afwijzing, Beeindiging, maak_besluitdocument
from app.documenten.omzetting import Omzettingsbrief, maak_omzettingsbrief
from app.documenten.plan import AanvullendeRegel, maak_plandocument
from app.domain.omzetting import Omzettingsoort
from app.domain.plan.ondersteuningsplan import OndertekeningAlternatief
from app.domain.waarden import Eenheid, Frequentie
from tests.documenten.bouwers import besluitdocument, brief, inzet, plandocument, toekenning
from tests.documenten.lezen import lees
from tests.documenten.voorbeelden import ANDERE_NAAM, MINDER, ONDERZOCHT, VERANDERT

LANG = {"aard", "activiteiten", "afwijking_intensiteit", "andere_wijze", "bezwaarclausule", "casus"}
LANG |= {"frequentie", "motivering", "omschrijving", "reden", "toelichting", "wat", "wijze", "zienswijze"}
LANG |= {"zonder_plan"}
"""Fields that take a text of more than a line."""
WOORDEN = 300
"""More than a page of the narrowest column."""

VERVOER = AanvullendeRegel(
    "Vervoer", Decimal(3), Eenheid.STUKS_INSPANNING, Frequentie.PER_WEEK, tarief=1250, toelichting="Lang."
)
PLAN = plandocument(
    casus="Lang.",
    aanvullend=(VERVOER,),
    inzet=(inzet(verwachte_intensiteit="Licht", afwijking_intensiteit="Lang."),),
    alternatief=OndertekeningAlternatief(2, "Lang.", "Lang.", date(2027, 3, 8)),
)
BESLUIT = besluitdocument(
    toekenningen=(toekenning(motivering="Lang."),),
    afwijzingen=(Afwijzing("Lang.", "Lang."),),
    beeindigingen=(Beeindiging("Lang.", "De Linde", date(2027, 4, 1), date(2027, 8, 31)),),
    resultaten=plandocument().resultaten,
    onderzocht=replace(ONDERZOCHT, punten=ONDERZOCHT.punten[:1]),
    nadeel=MINDER,
    krijgt_minder=True,
    zonder_plan="Lang.",
    plannen=(),
    **VERANDERT,
)
OMZETTING = Omzettingsbrief(
    brief=brief(), soort=Omzettingsoort.CONTRACTWIJZIGING, per=ANDERE_NAAM.vanaf, veranderingen=(ANDERE_NAAM,)
)


def verlengd(waarde: Any, velden: Iterator[int]) -> Any:
    """The same document, with words that are nowhere else in every field that takes them."""
    if isinstance(waarde, tuple):
        return tuple(verlengd(deel, velden) for deel in waarde)
    if not is_dataclass(waarde) or isinstance(waarde, type):
        return waarde
    anders = {}
    for veld in fields(waarde):
        oud = getattr(waarde, veld.name)
        if veld.name == "brief":
            continue
        if veld.name in LANG and type(oud) is str:
            anders[veld.name] = " ".join(
                f"v{nummer}w{i}" for nummer in (next(velden),) for i in range(WOORDEN)
            )
        else:
            anders[veld.name] = verlengd(oud, velden)
    return replace(waarde, **anders)


def woorden(pagina: PageObject) -> Iterator[str]:
    """The words of a page, of which each stands within its edges."""
    breedte, hoogte = float(pagina.mediabox.width), float(pagina.mediabox.height)

    def vereis_erop(geschreven: str, cm: list[float], tm: list[float], _font: Any, _grootte: float) -> None:
        x, y = cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]
        assert not geschreven.strip() or (0 < x < breedte and 0 < y < hoogte)

    gelezen = pagina.extract_text(visitor_text=vereis_erop)
    return (woord.strip(".,:;") for woord in gelezen.split())


@pytest.mark.parametrize(
    ("maak", "inhoud"),
    [(maak_plandocument, PLAN), (maak_besluitdocument, BESLUIT), (maak_omzettingsbrief, OMZETTING)],
    ids=["plan", "besluit", "omzetting"],
)
def test_a_text_of_pages_in_every_field_is_printed_whole(maak: Callable[[Any], bytes], inhoud: Any) -> None:
    velden = count(1)
    pdf = maak(verlengd(inhoud, velden))

    geschreven = {f"v{nummer}w{i}" for nummer in range(1, next(velden)) for i in range(WOORDEN)}
    assert geschreven <= {woord for pagina in lees(pdf).pages for woord in woorden(pagina)}
