from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_a_resultaatgebied_of_another_region_is_found() -> None:
    invulling = een_invulling(een_inzet(resultaatgebied="psychisch"))

    assert gevonden("resultaatgebied_onbekend", "mlo", invulling) == ["inzet[0].resultaatgebied"]


def test_a_resultaatgebied_of_the_region_passes() -> None:
    assert (
        gevonden("resultaatgebied_onbekend", "hvb", een_invulling(een_inzet(resultaatgebied="psychisch")))
        == []
    )
