"""The trial of `make duurproef` for a moment, and that it would notice a loss."""

from dataclasses import replace

import pytest

from app.opslag.motoren import maak_motor
from tests.bedrijf import volhouden
from tests.bedrijf.volhouden import OPSTELLINGEN, houd_vol, keur_databank

pytestmark = pytest.mark.alles

SECONDEN = 8


@pytest.mark.parametrize("soort", OPSTELLINGEN)
def test_nothing_that_was_answered_is_lost_whatever_happens_to_the_server(
    soort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volhouden, "RUST", (1.0, 4.0))
    with OPSTELLINGEN[soort]() as opstelling:
        proef = houd_vol(opstelling, SECONDEN)
        assert proef.fouten == []
        assert proef.geteld["looked up"] > 0

        verloren = replace(proef.beantwoord[-1], pad="/v1/clienten/x", trace="0" * 32)
        proef.beantwoord.append(verloren)
        motor = maak_motor(opstelling.url)
        keur_databank(proef, motor)
        motor.dispose()
        assert len(proef.fouten) == 1
