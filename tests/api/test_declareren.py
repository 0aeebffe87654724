"""What was declared on an allocation bounds what may become of it (TR385, UP031)."""

from tests.api.conftest import Klok
from tests.api.declareren import crediteer, declareer, lopend
from tests.api.verhaal import AGB, Gemeente


def taken(gemeente: Gemeente) -> list[str]:
    """What the worklist tells to settle with a provider."""
    return [t for zaak in gemeente.lees("/werkvoorraad") for t in zaak["taken"] if AGB in t]


def verhuisd(gemeente: Gemeente, client_id: str, datum: str) -> None:
    gemeente.doe("POST", f"/clienten/{client_id}/feiten", {"soort": "verhuizing", "datum": datum})


def test_an_end_before_the_last_declared_day_asks_agreement(roermond: Gemeente, klok: Klok) -> None:
    toewijzing = lopend(roermond, klok)
    declareer(roermond, toewijzing)
    verhuisd(roermond, toewijzing["clientId"], "2026-03-15")
    assert [regel for regel in ("OP186", "UP031") if any(regel in t for t in taken(roermond))] == [
        "OP186",
        "UP031",
    ]


def test_an_end_on_the_last_declared_day_does_not(roermond: Gemeente, klok: Klok) -> None:
    toewijzing = lopend(roermond, klok)
    declareer(roermond, toewijzing)
    verhuisd(roermond, toewijzing["clientId"], "2026-04-01")
    assert not any("UP031" in taak for taak in taken(roermond))


def test_support_that_was_declared_is_deleted_only_after_a_credit(roermond: Gemeente, klok: Klok) -> None:
    toewijzing = lopend(roermond, klok)
    declareer(roermond, toewijzing)
    verhuisd(roermond, toewijzing["clientId"], "2026-02-28")
    assert any("Laat crediteren" in taak and "TR385" in taak for taak in taken(roermond))

    crediteer(roermond, toewijzing)
    assert taken(roermond)
    assert not any("TR385" in taak for taak in taken(roermond))
