import pytest

from app.domain.plan.ondersteuningsplan import Productkeuze
from app.domain.toetsen import Aanbod
from app.domain.waarden import Eenheid
from tests.bouw import een_invulling, een_inzet, een_product, uren
from tests.domain.toetsen.proef import gevonden

HULP = Productkeuze("01", "01H01")
TRAPLIFT, RIT, VERBLIJF = (
    Productkeuze("13", "13T01"),
    Productkeuze("08", "08V01"),
    Productkeuze("04", "04N01"),
)
EENHEDEN = {
    HULP: (Eenheid.UUR,),
    TRAPLIFT: (Eenheid.STUKS_OUTPUT,),
    RIT: (Eenheid.STUKS_OUTPUT,),
    VERBLIJF: (Eenheid.ETMAAL,),
}
TOETSEN = ("tijd_bij_aantal", "omvang_ontbreekt", "geen_concrete_tijd")


def fouten(regio: str, *producten: Productkeuze, uren_per_week: int | None) -> list[str]:
    """Which of these toetsen find something."""
    omvang = None if uren_per_week is None else uren(uren_per_week)
    invulling = een_invulling(een_inzet(producten=producten, omvang=omvang, frequentie="Elke week"))
    aanbod = Aanbod(tuple(een_product(p, eenheden=EENHEDEN[p]) for p in producten), ())
    return [toets for toets in TOETSEN if gevonden(toets, regio, invulling, aanbod=aanbod)]


@pytest.mark.parametrize("product", [TRAPLIFT, RIT, VERBLIJF], ids=["a thing", "trips", "nights"])
def test_of_what_is_counted_otherwise_hours_are_invented_and_not_asked(
    regio: str, product: Productkeuze
) -> None:
    assert fouten(regio, product, uren_per_week=2) == ["tijd_bij_aantal"]
    assert fouten(regio, product, uren_per_week=None) == []


def test_of_help_hours_are_asked_also_beside_a_thing(regio: str) -> None:
    for producten in ((HULP,), (HULP, TRAPLIFT)):
        assert fouten(regio, *producten, uren_per_week=2) == []
        assert fouten(regio, *producten, uren_per_week=None) == ["omvang_ontbreekt", "geen_concrete_tijd"]
