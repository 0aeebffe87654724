"""Omzettingen over the API: looked at first, carried out client by client, told to the provider."""

from typing import Any

import pytest

from app.domain.partijen import Rol
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.codec import lees as lees_bericht
from tests.api.conftest import Klok, TikkendeKlok
from tests.api.spoed import keur_goed, ontwerp, regel, toegewezen
from tests.api.verhaal import AGB, ZORGMAIL, Gemeente, Json, fouten, regels
from tests.documenten.lezen import tekst

PER = "2027-01-01"
NIEUW = {"categorie": "01", "code": "01H09", "omschrijving": "Hulp thuis", "eenheden": ["04"]}
NIEUW_CONTRACT = {
    "aanbieder": AGB,
    "categorie": "01",
    "code": "01H09",
    "eenheid": "04",
    "tarief": 3400,
    "periode": {"begindatum": "2025-01-01"},
}


@pytest.fixture
def klok() -> Klok:
    return TikkendeKlok()


def leg_vast(gemeente: Gemeente, *, contract: Json | None = NIEUW_CONTRACT, **anders: Any) -> str:
    gemeente.probeer("POST", "/producten", NIEUW, rol=Rol.ADMINISTRATIE)
    if contract is not None:
        gemeente.probeer("POST", "/contracten", contract, rol=Rol.ADMINISTRATIE)
    omzetting = {
        "soort": "contractwijziging",
        "per": PER,
        "van": {"categorie": "01", "productcode": "01H01"},
        "naar": {"categorie": "01", "productcode": "01H09"},
        "toelichting": "Nieuwe productcodes in het contract van 2027.",
    }
    vast = gemeente.doe("POST", "/omzettingen", omzetting | anders, rol=Rol.ADMINISTRATIE)
    return f"/omzettingen/{vast['id']}"


def contracteer_bosch(gemeente: Gemeente, **eind: str) -> None:
    contract = {
        "aanbieder": "12345678",
        "categorie": "01",
        "code": "01H01",
        "eenheid": "04",
        "tarief": 3600,
        "periode": {"begindatum": "2026-01-01"} | eind,
    }
    gemeente.doe("POST", "/contracten", contract, rol=Rol.ADMINISTRATIE)


def voer_uit(gemeente: Gemeente, pad: str, client_id: str, **anders: Any) -> Any:
    inhoud = {"clientId": client_id} | anders
    return gemeente.probeer("POST", f"{pad}/uitvoeringen", inhoud, rol=Rol.ADMINISTRATIE)


def proefrun(gemeente: Gemeente, pad: str, vraag: str = "") -> list[Json]:
    return gemeente.lees(f"{pad}/proefrun{vraag}", rol=Rol.ADMINISTRATIE)  # type: ignore[no-any-return]


def producten(gemeente: Gemeente, bericht: Json) -> list[tuple[int, str | None, str | None, str | None]]:
    """Number, product, end and RedenWijziging of each product in a message."""
    xml = gemeente.probeer("GET", f"/berichten/{bericht['id']}/xml").content
    gelezen = lees_bericht(xml)
    assert isinstance(gelezen, Wmo301)
    return [
        (
            int(p.toewijzing_nummer),
            p.product and p.product.code,
            None if p.einddatum is None else str(p.einddatum),
            p.reden_wijziging,
        )
        for p in gelezen.client.toegewezen_producten
    ]


def test_a_proof_run_shows_what_carrying_out_then_does(roermond: Gemeente) -> None:
    uit = toegewezen(roermond)
    keur_goed(roermond, uit["berichten"][0])
    (toewijzing,) = uit["toewijzingen"]
    pad = leg_vast(roermond)

    (proef,) = proefrun(roermond, pad)
    assert (proef["clientId"], proef["kan"], proef["beletselen"]) == (toewijzing["clientId"], True, [])
    assert [(s.get("nummer"), s["wordt"]["productcode"], s.get("oorzaak")) for s in proef["stappen"]] == [
        (toewijzing["nummer"], "01H01", "contractwijziging"),
        (None, "01H09", None),
    ]
    assert roermond.lees(f"/toewijzingen/{toewijzing['nummer']}")["toewijzing"] == toewijzing

    gedaan = voer_uit(roermond, pad, proef["clientId"]).json()
    (bericht,) = gedaan["berichten"]
    oud, nieuw = toewijzing["nummer"], toewijzing["nummer"] + 1
    assert producten(roermond, bericht) == [
        (oud, "01H01", "2026-12-31", "03"),
        (nieuw, "01H09", "2027-02-28", None),
    ]
    assert proefrun(roermond, pad) == []
    (vermelding,) = roermond.lees(f"{pad}/uitvoeringen")
    assert vermelding == gedaan["omzetting"]
    stand = roermond.lees(f"/clienten/{proef['clientId']}/stand")
    assert stand["ongelijkheden"] == []
    assert [s.get("omgezetDoor") for s in stand["geldend"]] == [None, vermelding["id"]]


def test_many_clients_go_one_by_one_and_who_stops_goes_on(roermond: Gemeente) -> None:
    clienten = {toegewezen(roermond)["toewijzingen"][0]["clientId"] for _ in range(3)}
    pad = leg_vast(roermond)

    eerste = proefrun(roermond, pad, "?limiet=2")
    assert len(eerste) == 2
    assert voer_uit(roermond, pad, eerste[0]["clientId"]).status_code == 201

    rest = {proef["clientId"] for proef in proefrun(roermond, pad)}
    assert rest == clienten - {eerste[0]["clientId"]}
    for client_id in rest:
        assert voer_uit(roermond, pad, client_id).status_code == 201
    assert proefrun(roermond, pad) == []
    assert {v["clientId"] for v in roermond.lees(f"{pad}/uitvoeringen")} == clienten


def test_it_is_carried_out_once_for_a_client(roermond: Gemeente) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    pad = leg_vast(roermond)
    assert voer_uit(roermond, pad, client_id).status_code == 201
    assert voer_uit(roermond, pad, client_id).status_code == 409


def test_a_total_over_the_day_is_listed_and_stays(roermond: Gemeente) -> None:
    totaal = {
        "omvang": {"volume": 40, "eenheid": "04", "frequentie": "6"},
        "concreteTijd": {"aantal": 1, "eenheid": "uren"},
    }
    uit = toegewezen(roermond, regels=[regel(roermond, **totaal)])
    client_id = uit["toewijzingen"][0]["clientId"]
    pad = leg_vast(roermond)

    (proef,) = proefrun(roermond, pad)
    assert (proef["kan"], proef["stappen"]) == (False, [])
    assert [(b["regel"], b["houdtTegen"], b["besluitregel"]) for b in proef["beletselen"]] == [
        ("TR373", False, 1)
    ]
    antwoord = voer_uit(roermond, pad, client_id)
    assert (antwoord.status_code, regels(antwoord)) == (409, {"TR373"})


@pytest.mark.parametrize(
    ("register", "contract", "regel_die_tegenhoudt"),
    [
        ({"eenheden": ["01"]}, {"eenheid": "01"}, "TR341"),
        ({"eenheden": ["01", "04"]}, {}, None),
        ({"eenheden": ["04", "16"]}, {"eenheid": "16"}, "TR341"),
        ({}, {"periode": {"begindatum": "2027-02-01"}}, "M17"),
        ({}, {"aanbieder": "12345678"}, "M17"),
    ],
)
def test_each_client_s_own_provider_must_be_able_to_declare_what_it_becomes(
    roermond: Gemeente, register: Json, contract: Json, regel_die_tegenhoudt: str | None
) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    bosch = {"agb": "12345678", "naam": "De Bosch", "zorgmail": ZORGMAIL}
    roermond.doe("POST", "/aanbieders", bosch, rol=Rol.ADMINISTRATIE)
    roermond.doe("POST", "/producten", NIEUW | register, rol=Rol.ADMINISTRATIE)
    pad = leg_vast(roermond, contract=NIEUW_CONTRACT | contract)

    (proef,) = proefrun(roermond, pad)
    assert [b["regel"] for b in proef["beletselen"]] == [r for r in (regel_die_tegenhoudt,) if r]
    assert proef["kan"] is (regel_die_tegenhoudt is None)
    if regel_die_tegenhoudt is not None:
        (beletsel,) = proef["beletselen"]
        assert f"Aanbieder Thuiszorg De Linde ({AGB})" in beletsel["wat"]
        assert "01/01H09" in beletsel["wat"]
        antwoord = voer_uit(roermond, pad, client_id)
        assert (antwoord.status_code, regels(antwoord)) == (409, {regel_die_tegenhoudt})
        assert beletsel["wat"] in antwoord.text


def test_a_contract_that_ends_before_the_support_is_told_and_holds_nothing_up(roermond: Gemeente) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    kort = {"periode": {"begindatum": "2026-01-01", "einddatum": "2027-01-31"}}
    pad = leg_vast(roermond, contract=NIEUW_CONTRACT | kort)

    (proef,) = proefrun(roermond, pad)
    assert proef["kan"] is True
    (beletsel,) = proef["beletselen"]
    assert (beletsel["regel"], beletsel["houdtTegen"]) == ("M17", False)
    assert "heeft vanaf 1 februari 2027 geen contract meer voor product 01/01H09" in beletsel["wat"]
    assert voer_uit(roermond, pad, client_id).json()["beletselen"] == [beletsel]


def test_support_does_not_go_under_a_product_that_ends_before_it_does(roermond: Gemeente) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    pad = leg_vast(roermond)
    einde = {"einddatum": "2027-01-31", "reden": "Het product vervalt."}
    roermond.stap("/producten/01/01H09", "/beeindigingen", einde, rol=Rol.ADMINISTRATIE)

    (proef,) = proefrun(roermond, pad)
    assert [(b["regel"], b["houdtTegen"]) for b in proef["beletselen"]] == [("W08", True)]
    assert regels(voer_uit(roermond, pad, client_id)) == {"W08"}


def test_what_would_be_granted_twice_is_listed(roermond: Gemeente) -> None:
    roermond.doe("POST", "/producten", NIEUW, rol=Rol.ADMINISTRATIE)
    contract = {"aanbieder": AGB, "categorie": "01", "code": "01H09", "eenheid": "04", "tarief": 3400}
    vanaf = {"periode": {"begindatum": roermond.over()}}
    roermond.doe("POST", "/contracten", contract | vanaf, rol=Rol.ADMINISTRATIE)
    toegewezen(roermond, regels=[regel(roermond), regel(roermond, productcode="01H09")])

    (proef,) = proefrun(roermond, leg_vast(roermond))
    assert [(b["regel"], b["houdtTegen"]) for b in proef["beletselen"]] == [("OP259", True)]


def test_a_decision_that_waits_goes_along_and_one_not_announced_holds_it_up(roermond: Gemeente) -> None:
    genomen = roermond.neem_besluit(ontwerp(roermond))
    pad = leg_vast(roermond)
    assert voer_uit(roermond, pad, genomen["clientId"]).status_code == 409

    bekend = roermond.maak_bekend(genomen)
    (proef,) = proefrun(roermond, pad)
    assert (proef["kan"], proef["stappen"]) == (True, [])
    assert voer_uit(roermond, pad, genomen["clientId"]).status_code == 201

    uit = roermond.wijs_toe(bekend)
    assert [(p[1], p[2]) for p in producten(roermond, uit["berichten"][0])] == [
        ("01H01", "2026-12-31"),
        ("01H09", "2027-02-28"),
    ]


def test_an_end_in_the_past_asks_an_agreement(roermond: Gemeente) -> None:
    uit = toegewezen(roermond)
    keur_goed(roermond, uit["berichten"][0])
    client_id = uit["toewijzingen"][0]["clientId"]
    pad = leg_vast(roermond, per=roermond.over())
    (proef,) = proefrun(roermond, pad)
    gevraagd = {v["regel"] for stap in proef["stappen"] for v in stap["vragen"]}
    assert gevraagd == {"OP362"}

    assert regels(voer_uit(roermond, pad, client_id)) == {"OP362"}
    afspraak = {"aanbieder": AGB, "datum": roermond.over(), "met": "Teamleider", "inhoud": "Akkoord."}
    morgen = afspraak | {"datum": roermond.over(days=1)}
    te_vroeg = voer_uit(roermond, pad, client_id, afspraken=[morgen])
    assert (te_vroeg.status_code, fouten(te_vroeg)) == (400, {("afspraken[0].datum", None)})
    assert voer_uit(roermond, pad, client_id, afspraken=[afspraak]).status_code == 201


def test_what_cannot_be_carried_out_becomes_a_task_where_the_caller_asks_so(roermond: Gemeente) -> None:
    uit = toegewezen(roermond)
    keur_goed(roermond, uit["berichten"][0])
    client_id = uit["toewijzingen"][0]["clientId"]
    pad = leg_vast(roermond, per=roermond.over())

    assert voer_uit(roermond, pad, client_id).status_code == 409
    assert omzettaken(roermond) == []
    wachtend = voer_uit(roermond, pad, client_id, laatWachten=True).json()
    assert wachtend["omzetting"]["wachtIn"]
    assert (wachtend["toewijzingen"], wachtend["berichten"]) == ([], [])
    assert [(b["regel"], b["houdtTegen"]) for b in wachtend["beletselen"]] == [("OP362", True)]
    (taak,) = omzettaken(roermond)
    assert taak.startswith(f"Vraag instemming bij aanbieder {AGB}")

    opnieuw = voer_uit(roermond, pad, client_id, laatWachten=True).json()
    assert opnieuw["omzetting"] == wachtend["omzetting"]
    assert (len(proefrun(roermond, pad)), roermond.lees(f"{pad}/uitvoeringen")) == (1, [])
    afspraak = {"aanbieder": AGB, "datum": roermond.over(), "met": "Teamleider", "inhoud": "Akkoord."}
    gedaan = voer_uit(roermond, pad, client_id, laatWachten=True, afspraken=[afspraak]).json()
    assert "wachtIn" not in gedaan["omzetting"]
    assert omzettaken(roermond) == []
    assert voer_uit(roermond, pad, client_id, laatWachten=True).status_code == 409


def test_nothing_waits_where_nothing_would_go_over(roermond: Gemeente) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    pad = leg_vast(
        roermond, van={"categorie": "01", "productcode": "01H01", "aanbieder": AGB}, per="2028-01-01"
    )
    assert voer_uit(roermond, pad, client_id, laatWachten=True).status_code == 409
    assert omzettaken(roermond) == []


def omzettaken(gemeente: Gemeente) -> list[str]:
    zaken = gemeente.lees("/werkvoorraad")
    return [taak for zaak in zaken for taak in zaak["taken"] if "omzetting" in taak]


def test_a_withdrawn_one_goes_no_further(roermond: Gemeente) -> None:
    clienten = [toegewezen(roermond)["toewijzingen"][0]["clientId"] for _ in range(2)]
    pad = leg_vast(roermond)
    assert voer_uit(roermond, pad, clienten[0]).status_code == 201

    uit = roermond.stap(pad, "/intrekkingen", {"reden": "Het gaat niet door."}, rol=Rol.ADMINISTRATIE)
    assert uit["ingetrokken"] is True
    assert voer_uit(roermond, pad, clienten[1]).status_code == 409
    assert len(roermond.lees(f"{pad}/uitvoeringen")) == 1


def test_an_omzetting_stays_inside_its_municipality(roermond: Gemeente, heusden: Gemeente) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    toegewezen_in_heusden = leg_vast(heusden)

    assert proefrun(heusden, toegewezen_in_heusden) == []
    assert voer_uit(heusden, toegewezen_in_heusden, client_id).status_code == 404
    pad = leg_vast(roermond)
    assert heusden.probeer("GET", pad).status_code == 404
    assert heusden.probeer("GET", f"{pad}/proefrun", rol=Rol.ADMINISTRATIE).status_code == 404


def test_the_toegang_and_providers_carry_nothing_out(roermond: Gemeente, linde: Any) -> None:
    pad = leg_vast(roermond)
    assert roermond.probeer("GET", f"{pad}/proefrun").status_code == 403
    assert roermond.probeer("POST", f"{pad}/uitvoeringen", {"clientId": pad[-36:]}).status_code == 403
    assert linde.probeer("GET", pad).status_code in (403, 404)


def test_an_export_has_what_was_carried_out(roermond: Gemeente) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    gedaan = voer_uit(roermond, leg_vast(roermond), client_id).json()

    export = roermond.lees(f"/clienten/{client_id}/export", rol=Rol.ADMINISTRATIE)
    assert export["omzettingen"] == [gedaan["omzetting"]]


def brief(gemeente: Gemeente, pad: str, gedaan: Json) -> Any:
    return gemeente.probeer("GET", f"{pad}/uitvoeringen/{gedaan['omzetting']['id']}/brief")


def test_a_client_who_notices_gets_a_letter_and_it_is_kept(roermond: Gemeente) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    pad = leg_vast(roermond)
    (proef,) = proefrun(roermond, pad)
    assert proef["brief"] is True

    gedaan = voer_uit(roermond, pad, client_id).json()
    assert gedaan["omzetting"]["brief"] is True
    gelezen = tekst(brief(roermond, pad, gedaan).content)
    for zin in (
        "Vanaf 1 januari 2027 verandert er iets aan uw ondersteuning",
        "De ondersteuning heet nu: Ondersteuning thuis. Vanaf 1 januari 2027 heet zij: Hulp thuis.",
        "tot en met 28 februari 2027",
        "Wij hebben nieuwe afspraken gemaakt met de aanbieders",
        "blijft gelden",
    ):
        assert zin in gelezen
    assert "Uw aanbieder is nu" not in gelezen
    export = roermond.lees(f"/clienten/{client_id}/export", rol=Rol.ADMINISTRATIE)
    assert "omzetting" in {document["soort"] for document in export["documenten"]}


def test_another_provider_is_told_by_name(roermond: Gemeente) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    bosch = {"agb": "12345678", "naam": "De Bosch", "zorgmail": ZORGMAIL}
    roermond.doe("POST", "/aanbieders", bosch, rol=Rol.ADMINISTRATIE)
    zelfde = {"categorie": "01", "productcode": "01H01"}
    contracteer_bosch(roermond)
    pad = leg_vast(roermond, van=zelfde, naar={**zelfde, "aanbieder": "12345678"}, soort="herindeling")

    gelezen = tekst(brief(roermond, pad, voer_uit(roermond, pad, client_id).json()).content)
    assert "Vanaf 1 januari 2027 is dat De Bosch." in gelezen
    assert "De indeling van gemeenten verandert." in gelezen
    assert "heet nu" not in gelezen


def test_who_notices_nothing_gets_no_letter(roermond: Gemeente) -> None:
    client_id = toegewezen(roermond)["toewijzingen"][0]["clientId"]
    (oud,) = (p for p in roermond.lees("/producten") if p["code"] == "01H01")
    roermond.doe("POST", "/producten", NIEUW | {"omschrijving": oud["omschrijving"]}, rol=Rol.ADMINISTRATIE)
    pad = leg_vast(roermond)
    (proef,) = proefrun(roermond, pad)
    assert (proef["kan"], proef["brief"]) == (True, False)

    gedaan = voer_uit(roermond, pad, client_id).json()
    assert gedaan["omzetting"]["brief"] is False
    assert brief(roermond, pad, gedaan).status_code == 404


@pytest.mark.parametrize("einddatum", [None, "2026-12-31"])
def test_no_omzetting_towards_a_provider_without_a_contract_on_its_day(
    roermond: Gemeente, einddatum: str | None
) -> None:
    bosch = {"agb": "12345678", "naam": "De Bosch", "zorgmail": ZORGMAIL}
    roermond.doe("POST", "/aanbieders", bosch, rol=Rol.ADMINISTRATIE)
    if einddatum is not None:
        contracteer_bosch(roermond, einddatum=einddatum)
    zelfde = {"categorie": "01", "productcode": "01H01"}
    omzetting = {
        "soort": "contractwijziging",
        "per": PER,
        "van": zelfde,
        "naar": {**zelfde, "aanbieder": "12345678"},
        "toelichting": "De Bosch neemt de hulp over.",
    }

    antwoord = roermond.probeer("POST", "/omzettingen", omzetting, rol=Rol.ADMINISTRATIE)

    assert (antwoord.status_code, fouten(antwoord)) == (400, {("naar.aanbieder", "M17")})


def test_an_omzetting_of_a_product_that_does_not_exist_is_refused(roermond: Gemeente) -> None:
    toegewezen(roermond)
    roermond.probeer("POST", "/producten", NIEUW, rol=Rol.ADMINISTRATIE)
    omzetting = {
        "soort": "contractwijziging",
        "per": PER,
        "van": {"categorie": "01", "productcode": "01H77"},
        "naar": {"categorie": "01", "productcode": "01H09", "aanbieder": "42420009"},
        "toelichting": "Een tikfout.",
    }
    antwoord = roermond.probeer("POST", "/omzettingen", omzetting, rol=Rol.ADMINISTRATIE)
    assert antwoord.status_code == 404
    assert fouten(antwoord) == {("van.productcode", None), ("naar.aanbieder", None)}
    assert "Product 01/01H77" in antwoord.text
