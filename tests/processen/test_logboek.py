"""The Logboek Dataverwerkingen: a line for each act on data of a person, without that person's name."""

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

from app import __version__
from app.opslag import Databank, Verwerker
from app.processen.logboek import ldv_regels
from tests import bouw
from tests.bouw import leg_zaak_vast

AANROEPER = "1234567890abcdef"


def regels(databank: Databank, **wat: Any) -> list[dict[str, Any]]:
    return list(ldv_regels(databank, bouw.klok, **wat))


def span(regel: dict[str, Any]) -> dict[str, Any]:
    (bron,) = regel["resourceSpans"]
    (scope,) = bron["scopeSpans"]
    (gevonden,) = scope["spans"]
    return gevonden | {"attributes": _als_dict(gevonden["attributes"])}


def _als_dict(attributen: list[dict[str, Any]]) -> dict[str, str]:
    return {a["key"]: a["value"]["stringValue"] for a in attributen}


def lees_client(databank: Databank, verwerker: Verwerker) -> None:
    with databank.transactie(verwerker) as opslag:
        opslag.clienten.bewaar(bouw.een_client())


def test_a_line_says_what_the_standard_asks(databank: Databank) -> None:
    lees_client(databank, replace(bouw.verwerker(activiteit="leg_client_vast"), aanroeper_span_id=AANROEPER))

    (regel,) = regels(databank, register="https://gemeente.example.nl/register#")

    gevonden = span(regel)
    betrokkene = gevonden["attributes"].pop("dpl.core.data_subject_id")
    begin, einde = int(gevonden.pop("startTimeUnixNano")), int(gevonden.pop("endTimeUnixNano"))
    assert (begin, len(betrokkene), len(gevonden.pop("spanId"))) == (1771236000 * 10**9, 64, 16)
    assert 0 < einde - begin < 60 * 10**9
    assert gevonden == {
        "traceId": "4bf92f3577b34da6a3ce929d0e0e4736",
        "parentSpanId": "00f067aa0ba902b7",
        "name": "maken client",
        "kind": 1,
        "status": {"code": 1},
        "attributes": {
            "dpl.core.processing_activity_id": "https://gemeente.example.nl/register#toegang",
            "dpl.core.data_subject_id_type": "urn:wmo:pseudoniem:hmac-sha256",
            "dpl.core.foreign_operation.trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
            "dpl.core.foreign_operation.span_id": AANROEPER,
            "wmo.bewerking": "leg_client_vast",
            "wmo.zegel": "1",
        },
    }
    bron = _als_dict(regel["resourceSpans"][0]["resource"]["attributes"])
    assert bron == {"service.name": "wmo", "service.version": __version__, "service.namespace": bouw.ROERMOND}


def test_every_act_is_one_line_with_a_span_of_its_own(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        leg_zaak_vast(opslag)

    spans = [span(regel) for regel in regels(databank)]

    assert len(spans) == 17
    assert len({s["spanId"] for s in spans}) == 17
    assert len({s["attributes"]["dpl.core.data_subject_id"] for s in spans}) == 1


def test_no_line_names_the_client_or_the_worker(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        zaak = leg_zaak_vast(opslag)

    tekst = json.dumps(regels(databank))

    namen = (
        "m.jansen",
        "zaaksysteem",
        bouw.BSN.cijfers,
        "Kanarie",
        str(zaak.client.id),
        str(zaak.melding.id),
    )
    assert not [naam for naam in namen if naam in tekst]


def test_the_next_export_begins_where_this_one_ended(databank: Databank) -> None:
    lees_client(databank, bouw.verwerker())
    (eerste,) = regels(databank)
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        opslag.clienten.bewaar(bouw.een_client(id=uuid4(), gemeente=bouw.HEUSDEN))

    zegel = int(span(eerste)["attributes"]["wmo.zegel"])
    (tweede,) = regels(databank, na_zegel=zegel)
    (van_heusden,) = regels(databank, gemeente=bouw.HEUSDEN)
    assert span(tweede)["attributes"]["wmo.zegel"] == "2"
    assert tweede == van_heusden


def test_a_record_from_before_spans_were_kept_is_a_line_too(databank: Databank) -> None:
    oud = (
        "moment, trace_id, activiteit, partij, code, medewerker, rol, systeem, actie, object_soort, "
        "object_id, gemeente, client_id"
    )
    lees_client(databank, bouw.verwerker())
    with databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql(f"INSERT INTO verwerking ({oud}) SELECT {oud} FROM verwerking")

    _, zonder = (span(regel) for regel in regels(databank))

    assert zonder["spanId"] == "0000000000000002"
    assert zonder["startTimeUnixNano"] == zonder["endTimeUnixNano"]
    assert "parentSpanId" not in zonder
