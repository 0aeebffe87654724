from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_an_inzet_for_two_results_is_found_where_the_inzet_is_set_out_per_result() -> None:
    invulling = een_invulling(een_inzet(resultaten=("R1", "R2")))

    assert gevonden("indeling_klopt_niet", "mlo", invulling) == ["inzet[0].resultaten"]
    assert gevonden("indeling_klopt_niet", "hvb", invulling) == []


def test_a_second_inzet_is_found_where_the_inzet_is_set_out_per_resultaatgebied() -> None:
    invulling = een_invulling(een_inzet(resultaten=("R1",)), een_inzet(resultaten=("R2",)))

    assert gevonden("indeling_klopt_niet", "hvb", invulling) == ["inzet[1].resultaatgebied"]
    assert gevonden("indeling_klopt_niet", "mlo", invulling) == []
