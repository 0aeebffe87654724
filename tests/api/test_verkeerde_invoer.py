"""What does not fit what came before, handed over to the real door.

Of each situation holds: the message is kept as it came, its answer says by which rule it is refused, whoever
has to act finds it, and nobody else sees anything of it. `wmo keten` says the same of the same chain.
"""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.oordeel import Niveau, Oordeel
from app.istandaard.retour import Afzending, antwoord
from app.opslag import Databank
from tests.api.test_ontvangsten import PAD, ontvangst, regels
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND, VANDAAG
from tests.istandaard.regels.bouw_levering import een_305, start
from tests.istandaard.test_keten_regels import A, als
from tests.processen.test_ontvangen_ketens import leg_inkoop_vast

pytestmark = pytest.mark.beide

Als = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def inkoop(databank: Databank) -> None:
    leg_inkoop_vast(databank)


@pytest.fixture
def gemeente(als_gemeente: Als) -> TestClient:
    return als_gemeente(ROERMOND, Rol.ADMINISTRATIE)


@pytest.fixture
def aanbieder(als_aanbieder: Als) -> TestClient:
    return als_aanbieder(AANBIEDER)


def retour(bericht: Any, nummer: str = "R1", *, wijst_af: bool) -> bytes:
    """The answer to this message that its receiver made itself."""
    oordeel = Oordeel(Niveau.INHOUD if wijst_af else Niveau.GEEN)
    gemaakt = antwoord(bericht, oordeel, Afzending(nummer, VANDAAG))
    assert gemaakt is not None
    return codec.schrijf(gemaakt)


class TestReturns:
    """The receiver works here, and its own system answers too."""

    @pytest.fixture(autouse=True)
    def toegewezen(self, inkoop: None, gemeente: TestClient) -> None:
        assert ontvangst(gemeente, codec.schrijf(A))["status"] == "goedgekeurd"

    def start(self, bel: TestClient, nummer: str = "305-1", begin: str = "2026-01-05") -> list[str]:
        return regels(ontvangst(bel, codec.schrijf(als(een_305(start(begin)), identificatie=nummer))))

    def test_what_the_receiver_says_that_it_rejects_counts_with_neither(
        self, gemeente: TestClient, aanbieder: TestClient
    ) -> None:
        assert self.start(aanbieder) == []
        af = ontvangst(gemeente, retour(als(een_305(), identificatie="305-1"), wijst_af=True))
        assert "telt als niet verzonden" in af["opmerking"]
        assert self.start(aanbieder, "305-2") == []  # with both it is the first again

    def test_what_only_the_sender_says_is_rejected_keeps_counting_with_the_receiver(
        self, gemeente: TestClient, aanbieder: TestClient
    ) -> None:
        assert self.start(aanbieder) == []
        teruggestuurd = retour(als(een_305(), identificatie="305-1"), wijst_af=True)
        ontvangst(aanbieder, teruggestuurd)
        assert self.start(aanbieder, "305-2", "2026-02-02") == ["TR326"]
        ontvangst(gemeente, teruggestuurd)  # now the receiver says so too
        assert self.start(aanbieder, "305-3", "2026-02-02") == []

    def test_the_sender_finds_it_among_what_was_rejected_and_does_not_send_it_by_handing_it_over_again(
        self, gemeente: TestClient, aanbieder: TestClient
    ) -> None:
        verzonden = als(een_305(), identificatie="305-1")
        ontvangst(gemeente, codec.schrijf(verzonden))
        ontvangst(aanbieder, codec.schrijf(verzonden))
        ontvangst(gemeente, retour(verzonden, wijst_af=True))
        weer = ontvangst(aanbieder, codec.schrijf(verzonden))
        assert (weer["status"], weer["soortAntwoord"]) == ("afgekeurd", "wmo306")
        assert "telt als niet verzonden" in weer["opmerking"]
        afgekeurd = aanbieder.get(PAD, params={"verzonden": True, "status": "afgekeurd"}).json()
        assert [rij["id"] for rij in afgekeurd] == [weer["id"]]
        assert self.start(aanbieder, "305-2") == []

    @pytest.mark.parametrize(
        ("eerst", "daarna", "opmerking"),
        [
            ("approves", False, None),
            ("approves", True, "telt als niet verzonden"),
            ("rejects", True, None),
            ("rejects", False, "iets anders"),
        ],
    )
    def test_of_two_that_contradict_a_person_hears(
        self, gemeente: TestClient, aanbieder: TestClient, eerst: str, daarna: bool, opmerking: str | None
    ) -> None:
        assert self.start(aanbieder) == []
        verzonden = als(een_305(), identificatie="305-1")
        ontvangst(gemeente, retour(verzonden, "R1", wijst_af=eerst == "rejects"))
        tweede = ontvangst(gemeente, retour(verzonden, "R2", wijst_af=daarna)).get("opmerking")
        assert tweede is None if opmerking is None else opmerking in tweede
