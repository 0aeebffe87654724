"""From domain values to a wmo301: what stands where, and where a fault in it points."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.keten.dossier import Verzoeksoort
from app.domain.partijen import Contact, Geboortedatum, Naam, Relatie
from app.domain.toewijzing.berichtinhoud import InBericht, met_referenties
from app.domain.toewijzing.gelijkheid import ALLEEN_IN_BERICHT, VERGELEKEN, ongelijke_velden, toegewezen
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.toewijzing.uitvoeren import voer_uit
from app.domain.waarden import Eenheid, Frequentie, Omvang, Periode
from app.istandaard.berichten.wmo301 import ToegewezenProduct, Wmo301
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codec import schrijf
from app.istandaard.opstellen import maak_wmo301, toegewezen_in, veldfout
from app.istandaard.regels import inhoud
from app.istandaard.xml import OngeldigBericht
from tests.bouw import (
    AANBIEDER,
    BEGIN,
    NU,
    VANDAAG,
    een_bekendgemaakt_besluit,
    een_besluitregel,
    een_client,
    omstandigheden,
)


def een_toewijzing(**regel: Any) -> Toewijzing:
    besluit = een_bekendgemaakt_besluit(een_besluitregel(**regel))
    (toewijzing,) = voer_uit((), (besluit,), (), omstandigheden(), besluit)
    return toewijzing


def in_bericht(toewijzing: Toewijzing | None = None, **anders: Any) -> InBericht:
    return replace(InBericht(toewijzing or een_toewijzing(), True, None), **anders)


def een_wmo301(*keuzes: InBericht, **client: Any) -> Wmo301:
    return maak_wmo301(
        een_client(**client),
        keuzes or (in_bericht(),),
        aanbieder=AANBIEDER,
        identificatie="000000000001",
        dagtekening=VANDAAG,
        plek=lambda toewijzing: "besluit.regels[0]",
    )


def product(*keuzes: InBericht) -> ToegewezenProduct:
    return een_wmo301(*keuzes).client.toegewezen_producten[0]


RELATIE = Relatie(
    "1", "03", Naam("Partner"), Contact("01", postcode="6041AA", huisnummer=12, landcode="NL"), volgorde=1
)


def test_a_full_client_passes_schema_and_rules() -> None:
    bericht = een_wmo301(
        naam=Naam("Wit", "de", "Robin", "R", "Jansen", "van", "4"),
        geboortedatum=Geboortedatum(date(1955, 1, 1), "2"),
        communicatie_vorm="1",
        communicatie_taal="Deens",
        contacten=(
            Contact("01", "Straat", 1, "A", "bis", None, "6041AA", "Roermond", "NL"),
            Contact("04", telefoonnummers=("0611111111", "0622222222"), periode=Periode(BEGIN)),
        ),
        relaties=(RELATIE,),
    )  # fmt: skip
    assert schrijf(bericht)
    assert inhoud(bericht) == ()


def test_an_organisation_as_guardian_goes_out_in_the_way_that_the_gate_takes() -> None:
    voogd = replace(RELATIE, naam=Naam("Stichting Voogdij", naamgebruik="6"))
    bericht = een_wmo301(relaties=(voogd,))
    assert bericht.client.relaties[0].naam.naam_gebruik == "1"
    assert inhoud(bericht) == ()


def test_the_header_says_who_and_which_schemas() -> None:
    header = een_wmo301().header
    assert (header.bericht_code, header.afzender, header.ontvanger) == ("414", "0957", AANBIEDER)
    assert header.xsd_versie.basisschema_xsd_versie == header.xsd_versie.bericht_xsd_versie == "1.0.0"


def test_what_is_decided_in_the_hour_that_comes_twice_is_written_in_order() -> None:
    toewijzing = een_toewijzing()
    momenten = [
        datetime(2026, 10, 25, uur, minuut, tzinfo=UTC) for uur, minuut in ((0, 30), (1, 10), (1, 50))
    ]
    versies = [
        replace(toewijzing.actueel, volgnummer=n, toegewezen_op=moment)
        for n, moment in enumerate(momenten, start=1)
    ]
    geschreven = [
        product(in_bericht(replace(toewijzing, versies=tuple(versies[:aantal])))) for aantal in (1, 2, 3)
    ]
    assert {str(p.toewijzingsdatum) for p in geschreven} == {"2026-10-25"}
    assert [str(p.toewijzingstijd) for p in geschreven] == ["02:30:00", "02:30:01", "02:50:00"]


@given(
    st.lists(
        st.datetimes(datetime(2026, 10, 24, 20), datetime(2026, 10, 25, 6)),
        min_size=2,
        max_size=5,
        unique=True,
    )
)
def test_a_later_version_is_always_written_later(momenten: list[datetime]) -> None:
    toewijzing = een_toewijzing()
    versies = [
        replace(toewijzing.actueel, volgnummer=n, toegewezen_op=moment.replace(tzinfo=UTC))
        for n, moment in enumerate(sorted(momenten), start=1)
    ]
    geschreven = [
        replace(toewijzing, versies=tuple(versies[:aantal])).besluitmoment
        for aantal in range(1, len(versies) + 1)
    ]
    assert all(eerder < later for eerder, later in pairwise(geschreven))


def test_a_version_that_changes_nothing_is_written_with_the_same_moment() -> None:
    toewijzing = een_toewijzing()
    opnieuw = replace(toewijzing.actueel, volgnummer=2)
    herhaald = replace(toewijzing, versies=(toewijzing.actueel, opnieuw))
    assert herhaald.besluitmoment == toewijzing.besluitmoment


def test_the_moment_of_deciding_is_dutch_time_in_whole_seconds() -> None:
    gewoon = product()
    assert (str(gewoon.toewijzingsdatum), str(gewoon.toewijzingstijd)) == ("2026-02-16", "11:00:00")
    toewijzing = een_toewijzing()
    laat = replace(toewijzing.actueel, toegewezen_op=NU.replace(hour=23, minute=30, microsecond=999_999))
    volgende_dag = product(in_bericht(replace(toewijzing, versies=(laat,))))
    assert (str(volgende_dag.toewijzingsdatum), str(volgende_dag.toewijzingstijd)) == (
        "2026-02-17",
        "00:30:00",
    )


@pytest.mark.parametrize(
    "regel",
    [
        {},
        {"periode": Periode(BEGIN), "omvang": Omvang(40, Eenheid.UUR, Frequentie.PER_MAAND)},
        {"productcode": None, "omvang": None, "budget": 5000},
        {"categorie": None, "productcode": None, "omvang": None, "budget": 5000},
    ],
    ids=["specific", "without end", "budget", "without product"],
)
def test_what_is_granted_reads_back_from_the_message_unchanged(regel: dict[str, Any]) -> None:
    toewijzing = een_toewijzing(**regel)
    bericht = een_wmo301(in_bericht(toewijzing))
    terug = toegewezen_in(bericht.client.toegewezen_producten[0], bericht.header)
    assert terug == toegewezen(toewijzing)


def test_a_message_that_says_anything_else_is_unequal() -> None:
    bericht = een_wmo301()
    anders = replace(bericht.client.toegewezen_producten[0], einddatum=None)
    assert ongelijke_velden(toegewezen_in(anders, bericht.header), toegewezen(een_toewijzing())) == ("eind",)


def test_every_element_of_a_product_is_compared_or_said_why_not() -> None:
    vergeleken = {element.partition("/")[0] for _, element in VERGELEKEN.values()} - {"Header"}
    elementen = {
        "".join(deel.capitalize() for deel in veld.name.split("_"))
        for veld in fields(ToegewezenProduct)
        if veld.name != "plaats"
    }
    assert vergeleken | ALLEEN_IN_BERICHT.keys() == elementen


def test_a_reference_goes_along_while_its_request_is_open_and_that_of_a_change_on_all() -> None:
    toewijzing = een_toewijzing()
    met = replace(toewijzing, versies=(replace(toewijzing.actueel, referentie_aanbieder="V-1"),))
    ander = replace(toewijzing, nummer=toewijzing.nummer + 1)

    def gedragen(**lopend: Verzoeksoort) -> list[str | None]:
        verzoeken = {naam.replace("_", "-"): soort for naam, soort in lopend.items()}
        keuzes = met_referenties((in_bericht(met), in_bericht(ander, gewijzigd=False)), verzoeken)
        return [product(keuze).referentie_aanbieder for keuze in keuzes]

    assert gedragen() == gedragen(V_2=Verzoeksoort.WIJZIGING) == [None, None]
    assert gedragen(V_1=Verzoeksoort.TOEWIJZING) == ["V-1", None]
    assert gedragen(V_1=Verzoeksoort.WIJZIGING) == ["V-1", "V-1"]


@pytest.mark.parametrize(
    ("client", "veld", "regel"),
    [
        ({"communicatie_vorm": "1"}, "client.communicatieTaal", "CD007"),
        ({"naam": Naam("Wit", naamgebruik="2")}, "client.naam.naamgebruik", "CS050"),
        ({"geboortedatum": Geboortedatum(date(1800, 1, 1))}, "client.geboortedatum.datum", "TR002"),
        (
            {"contacten": (Contact("01", huisnummer=1, landcode="NL"),)},
            "client.contacten[0].postcode",
            "CD034",
        ),
        (
            {"relaties": (replace(RELATIE, contact=Contact("01", postcode="6041AA", landcode="NL")),)},
            "client.relaties[0].contact.huisnummer",
            "CD025",
        ),
    ],
)
def test_a_broken_rule_points_at_the_field_of_the_request(
    client: dict[str, Any], veld: str, regel: str
) -> None:
    fouten = {(f.veld, f.regel) for f in map(veldfout, inhoud(een_wmo301(**client)))}
    assert (veld, regel) in fouten


def test_a_fault_in_a_product_points_at_its_line() -> None:
    zonder_einde = een_wmo301(in_bericht(een_toewijzing(periode=Periode(BEGIN))))
    assert [(f.veld, f.regel) for f in map(veldfout, inhoud(zonder_einde))] == [
        ("besluit.regels[0].periode.einddatum", "CD076")
    ]


def test_a_fault_against_the_schema_points_there_too() -> None:
    with pytest.raises(OngeldigBericht) as fout:
        schrijf(een_wmo301(geslacht="7"))
    assert [veldfout(b).veld for b in fout.value.bevindingen] == ["client.geslacht"]


def test_a_finding_without_a_place_concerns_the_whole_message() -> None:
    assert veldfout(Bevinding("TR056", "9056", None, None, None, "Dubbel.")).veld == "bericht"


@pytest.mark.parametrize(
    ("nummer", "telefoonnummer", "landnummer"),
    [
        ("0475123456", "0475123456", "0031"),
        ("+3242223344", "42223344", "0032"),
        ("003242223344", "42223344", "0032"),
        ("0031475123456", "475123456", "0031"),
        ("+49241123456", "241123456", "0049"),
        ("+352271234", "271234", "+352"),
        ("+12125550123", "2125550123", "001"),
    ],
)
def test_a_number_of_another_country_goes_with_that_of_the_country(
    nummer: str, telefoonnummer: str, landnummer: str
) -> None:
    bericht = een_wmo301(contacten=(Contact("02", telefoonnummers=(nummer,)),))

    telefoon = bericht.client.contactgegevens[0].telefoon

    assert telefoon is not None
    assert (telefoon.telefoon01.telefoonnummer, telefoon.telefoon01.landnummer) == (
        telefoonnummer,
        landnummer,
    )
    assert list(inhoud(bericht)) == []
    schrijf(bericht)
