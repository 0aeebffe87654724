from tests.bouw import een_aanvullende_inzet, een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_all_inzet_without_start_date_is_found(regio: str) -> None:
    invulling = een_invulling(
        een_inzet(begin=None), aanvullend=(een_aanvullende_inzet(begin=None), een_aanvullende_inzet())
    )

    assert gevonden("begin_ontbreekt", regio, invulling) == [
        "inzet[0].begindatum",
        "aanvullend[0].begindatum",
    ]


def test_inzet_with_start_date_passes(regio: str) -> None:
    assert gevonden("begin_ontbreekt", regio) == []
