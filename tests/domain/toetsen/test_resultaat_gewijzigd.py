import pytest

from tests.bouw import een_invulling, een_resultaat
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"omschrijving": "Het huis is meestal schoon."}, "omschrijving"),
        ({"resultaatgebied": "financien"}, "resultaatgebied"),
        ({"verwachte_intensiteit": "midden"}, "verwachteIntensiteit"),
    ],
)
def test_a_result_that_differs_from_the_plan_van_aanpak_is_found(anders: dict[str, str], veld: str) -> None:
    invulling = een_invulling(resultaten=(een_resultaat(**anders),))

    assert gevonden("resultaat_gewijzigd", "hvb", invulling) == [f"resultaten[0].{veld}"]


def test_only_other_white_space_is_no_difference(regio: str) -> None:
    invulling = een_invulling(resultaten=(een_resultaat(omschrijving="Het huis is  schoon en opgeruimd.\n"),))

    assert gevonden("resultaat_gewijzigd", regio, invulling) == []


def test_a_result_that_was_never_agreed_is_not_a_changed_one() -> None:
    invulling = een_invulling(resultaten=(een_resultaat("R9", omschrijving="Iets nieuws."),))

    assert gevonden("resultaat_gewijzigd", "hvb", invulling) == []
