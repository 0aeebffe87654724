"""Both sides keep the same of what was decided, whichever of them handed a message over first."""

from typing import Any

import pytest

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.historie import Declaratieregel
from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.historie import ontvanger_en_afzender, partijen_van
from app.istandaard.regels import berichtsoort
from app.istandaard.voorbeeldjaar.bouw import AANBIEDER, GEMEENTE, bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.opslag import Databank
from tests.istandaard.retouren import met_fout
from tests.processen.conftest import maak_beurten_af
from tests.processen.test_tegenspraak import aangesloten, lever, toegekend
from tests.processen.uitwisseling import BEGIN
from tests.processen.verloop import handel

pytestmark = pytest.mark.beide

__all__ = ["aangesloten"]


def tot_declaratie(databank: Databank) -> Any:
    """A declaration of the year with a line that is refused, after what came before it."""
    for _, inhoud in bestanden(jaar()).values():
        bericht: Any = codec.lees(inhoud)
        if berichtsoort(bericht) == "wmo323" and len(bericht.declaratie.clienten[0].prestaties) > 1:
            return met_fout(bericht)
        lever(databank, ontvanger_en_afzender(bericht)[1], inhoud)
    raise AssertionError


def regels(databank: Databank, wie: str, ontvangst: Berichtontvangst) -> list[tuple[object, ...]]:
    """The lines that this party keeps of a declaration, and how each counts."""
    tussen = partijen_van(codec.lees(ontvangst.xml))
    maak_beurten_af(lambda: handel(databank, GEMEENTE, Rol.ADMINISTRATIE, BEGIN), tussen)
    with handel(databank, wie, Rol.ADMINISTRATIE, BEGIN) as handeling:
        nagelaten = handeling.opslag.keten(wie, tussen).nagelaten(ontvangst.id, 100)
    return [(g.prestatie, g.toegekend, g.codes) for g in nagelaten if isinstance(g, Declaratieregel)]


@pytest.mark.usefixtures("aangesloten", "wijze")
@pytest.mark.parametrize("volgorde", [(AANBIEDER, GEMEENTE), (GEMEENTE, AANBIEDER)])
def test_a_refused_line_is_refused_with_both(databank: Databank, volgorde: tuple[str, str]) -> None:
    inhoud = codec.schrijf(tot_declaratie(databank))
    eerst, daarna = (lever(databank, wie, inhoud) for wie in volgorde)
    assert (eerst.id, eerst.status) == (daarna.id, Ontvangststatus.DEELS)
    van_gemeente, van_aanbieder = (regels(databank, wie, eerst) for wie in (GEMEENTE, AANBIEDER))
    assert van_gemeente == van_aanbieder
    assert [(telt, codes) for _, telt, codes in van_aanbieder if not telt] == [(False, ("9338",))]
    assert toegekend(databank, GEMEENTE, eerst) == toegekend(databank, AANBIEDER, eerst)
