"""Answers that are kept for a day: what they hold, and the trail that giving them again leaves."""

from dataclasses import replace

import pytest

from app.opslag import BewaardAntwoord, Databank
from tests import bouw
from tests.bouw import Zaak

pytestmark = pytest.mark.beide

ANTWOORD = BewaardAntwoord("vingerafdruk", 201, {"location": "/v1/clienten/1"}, b"a\nb\x00\xff")


def test_an_answer_comes_back_as_it_was(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.antwoorden.vorig("sleutel") is None
        opslag.antwoorden.bewaar("sleutel", ANTWOORD)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.antwoorden.vorig("sleutel") == ANTWOORD


def test_giving_an_answer_again_is_recorded_as_reading(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.antwoorden.vorig("sleutel")
        opslag.meldingen.bewaar(zaak.melding)
        opslag.antwoorden.bewaar("sleutel", ANTWOORD)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.antwoorden.vorig("sleutel")
    with databank.transactie(bouw.verwerker()) as opslag:
        wijzigen, lezen = opslag.verwerkingen.van_client(zaak.client.id, 200).rijen[-2:]
    assert (wijzigen.actie, lezen.actie) == ("wijzigen", "lezen")
    assert lezen.object_id == wijzigen.object_id == str(zaak.melding.id)


def test_another_system_of_the_same_organisation_has_keys_of_its_own(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.antwoorden.vorig("sleutel")
        opslag.antwoorden.bewaar("sleutel", ANTWOORD)
    ander = bouw.verwerker()
    ander = replace(ander, beller=replace(ander.beller, systeem="ander systeem"))
    with databank.transactie(ander) as opslag:
        assert opslag.antwoorden.vorig("sleutel") is None
