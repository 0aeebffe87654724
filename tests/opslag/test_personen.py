"""Every table is about persons or not; what is, is shown to that person, and destroyed (W04, W06)."""

from dataclasses import fields

import pytest
from sqlalchemy import Table

from app.opslag import tabellen as t
from app.opslag.vernietiging import ZAAK, ZONDER_ZAAK
from app.processen.export import Aanbiederexport, Export

GETOOND = {
    t.client: "client",
    t.melding: "meldingen",
    t.onderzoek: "onderzoeken",
    t.plan_van_aanpak: "plannen_van_aanpak",
    t.ondersteuningsplan: "ondersteuningsplannen",
    t.planversie: "planversies",
    t.beoordeling: "beoordelingen",
    t.afziening: "afzieningen",
    t.aanvraag: "aanvragen",
    t.besluit: "besluiten",
    t.bezwaar: "bezwaren",
    t.feit: "feiten",
    t.clientomzetting: "omzettingen",
    t.toewijzing: "toewijzingen",
    t.toewijzingsbericht: "berichten",
    t.rapportage: "rapportages",
    t.document: "documenten",
    t.bewaarreden: "bewaarredenen",
    t.vernietigingsverzoek: "vernietigingsverzoeken",
    t.verzoek: "verzoeken",
    t.berichtontvangst: "ontvangsten",
    t.ketengegeven: "levermeldingen",  # and declaratieregels; the rest of it is shown by other tables
    t.verwerking: "verwerkingen",
    t.betrokkene: "verwerkingen",
}
"""What is about a person, and where that person finds it in the export."""

GEHOUDEN_DOOR_AANBIEDER = {
    t.verzoek: "verzoeken",
    t.berichtontvangst: "ontvangsten",
    t.ketengegeven: "leveringen",  # and maanden, levermeldingen, declaratieregels, toewijzingen
}
"""The same of what is of its owner, where that is a provider."""

NIET = {
    t.draagregel: "joins an allocation to the lines of decisions; both are shown",
    t.berichtversie: "joins a message to the allocations in it; both are shown",
    t.werkstand: "follows from the case, and is written anew",
    t.berichttaak: "follows from a message, and is written anew",
    t.ketensleutel: "keyed hashes by which something that is shown is found",
    t.declaratie: "sums over many",
    t.keten: "that two parties exchange messages",
    t.antwoord: "an answer given before, for a day; nothing tells whom it is about",
    t.omzetting: "what goes over for all",
    t.briefgegevens: "of the municipality",
    t.aanbieder: "an organisation",
    t.product: "what is bought",
    t.contract: "what is bought",
    t.nummering: "a number",
    t.vernietiging: "that something was destroyed, without what it said",
    t.vernietigde_zaak: "the same",
    t.zegel: "hashes",
    t.zegelregel: "hashes",
    t.sleutelmerk: "hashes",
    t.verenigbaar: "a version",
}
"""What a person does not find in an export, and why."""

LOGBOEK = {t.verwerking, t.betrokkene}
"""It outlives what it is about, and says nothing of it."""


def test_of_every_table_it_is_known_whether_it_is_about_persons() -> None:
    assert GETOOND.keys() | NIET.keys() == set(t.metadata.sorted_tables)
    assert not GETOOND.keys() & NIET.keys()


def test_what_is_about_a_person_stands_in_the_export() -> None:
    assert set(GETOOND.values()) <= {veld.name for veld in fields(Export)}
    assert set(GEHOUDEN_DOOR_AANBIEDER.values()) <= {veld.name for veld in fields(Aanbiederexport)}
    assert GEHOUDEN_DOOR_AANBIEDER.keys() == {
        tabel for tabel in GETOOND if "eigenaar" in tabel.c and tabel not in LOGBOEK
    }


def test_what_is_about_a_person_is_destroyed() -> None:
    assert GETOOND.keys() - LOGBOEK <= {*ZAAK, *ZONDER_ZAAK, t.ketengegeven, t.berichtontvangst}


@pytest.mark.parametrize("tabel", [tabel for tabel in GETOOND if tabel not in LOGBOEK], ids=str)
def test_what_it_says_is_encrypted_and_so_encrypted_again_with_a_new_key(tabel: Table) -> None:
    assert any(kolom.info == t.VERSLEUTELD for kolom in tabel.c)
