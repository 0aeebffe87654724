"""A chain of messages: what each gets for an answer, and what stays of it for the next."""

from dataclasses import replace
from typing import Any

import pytest

from app.istandaard import codec
from app.istandaard.berichten.basis import BerichtIdentificatie
from app.istandaard.berichten.wmo302 import Wmo302
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.keten import Keten, Schakel
from app.istandaard.oordeel import Niveau, Oordeel, Schakelstatus
from app.istandaard.regels import Kennis, Vandaag
from app.istandaard.retour import Afzending, antwoord
from app.istandaard.waarden import Datum
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND, VANDAAG, een_301, geboren, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, terug, totaal
from tests.istandaard.regels.bouw_levering import een_305, een_307, start, stop
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315

ANDER = "900212640"
TWEEDE, HEUSDEN = "42420002", "0797"
JAAR = {"ingangsdatum": "2026-01-01", "einddatum": "2026-12-31"}


class Verkeer:
    """A chain, with an identification of its own for each message."""

    def __init__(self) -> None:
        kennis = Kennis(
            vandaag=Vandaag(VANDAAG), gemeenten=gemeentelijst(), productlijst=None, tarievenlijst=None
        )
        self.keten = Keten(kennis)
        self.aantal = 0

    def stuur(self, bericht: Any, *, identificatie: str | None = None) -> Schakel:
        """Send it under a new identification, or under this one."""
        self.aantal += 1
        kop = bericht.header
        eigen = replace(kop.bericht_identificatie, identificatie=identificatie or f"B{self.aantal}")
        return self.keten.neem(
            codec.schrijf(replace(bericht, header=replace(kop, bericht_identificatie=eigen)))
        )

    def declareer(
        self, *prestaties: Any, nummer: str = "D1", identificatie: str | None = None, **velden: Any
    ) -> Schakel:
        """Declare these lines under a number of their own."""
        bericht = een_323(*prestaties, **velden)
        return self.stuur(
            replace(bericht, declaratie=replace(bericht.declaratie, declaratie_nummer=nummer)),
            identificatie=identificatie,
        )


@pytest.fixture
def verkeer() -> Verkeer:
    """Allocation 1 was sent and approved."""
    verkeer = Verkeer()
    assert verkeer.stuur(een_301(toegewezen_product(1, **JAAR))).status is Schakelstatus.GOEDGEKEURD
    return verkeer


def retour(schakel: Schakel) -> Any:
    assert schakel.antwoord is not None
    return codec.lees(schakel.antwoord)


def codes(schakel: Schakel) -> list[str]:
    return [bevinding.regel for bevinding in schakel.bevindingen]


def test_a_good_message_gets_a_header_without_codes(verkeer: Verkeer) -> None:
    schakel = verkeer.stuur(een_305())
    antwoord = retour(schakel)
    assert (schakel.status, schakel.soort_antwoord) == (Schakelstatus.GOEDGEKEURD, "wmo306")
    assert (antwoord.client, antwoord.header.retour_codes) == (None, ())
    assert antwoord.header.afzender == een_305().header.afzender


def test_a_fault_that_the_message_shows_gets_0001_and_leaves_nothing(verkeer: Verkeer) -> None:
    fout = verkeer.stuur(een_305(bsn="999900007"))
    assert (codes(fout), fout.status) == (["CS002"], Schakelstatus.AFGEKEURD)
    assert (retour(fout).header.retour_codes, retour(fout).client) == (("0001",), None)
    assert verkeer.stuur(een_305()).geldig


def test_a_fault_against_history_gets_its_code_where_it_is_and_0200_elsewhere(verkeer: Verkeer) -> None:
    schakel = verkeer.stuur(een_305(start(), start(nummer=9)))
    antwoord = retour(schakel)
    assert schakel.status is Schakelstatus.AFGEKEURD
    assert antwoord.header.retour_codes == antwoord.client.retour_codes == ("0200",)
    goed, fout = antwoord.client.start_producten
    assert goed.retour_codes == ("0200",)
    assert fout.retour_codes == ("9019",)


def test_the_start_of_a_rejected_message_does_not_count(verkeer: Verkeer) -> None:
    verkeer.stuur(een_305(start(), start(nummer=9)))
    assert verkeer.stuur(een_305(start())).geldig
    assert codes(verkeer.stuur(een_305(start("2026-02-02")))) == ["TR326"]


def test_a_message_against_the_schema_gets_no_answer_and_names_what_was_not_checked(verkeer: Verkeer) -> None:
    goed = codec.schrijf(een_301())
    schakel = verkeer.keten.neem(goed.replace(b"Geslacht>2<", b"Geslacht>7<"))
    assert (codes(schakel), schakel.status, schakel.antwoord) == (["XSD"], Schakelstatus.GEWEIGERD, None)
    assert schakel.waarom_niet["TR332"] == "Dit komt pas aan de beurt als klopt wat nu is gevonden."


def test_of_what_was_not_checked_it_is_told_which_knowledge_was_missing(verkeer: Verkeer) -> None:
    lijst = "Hiervoor nodig: de afgesproken lijst van producten."
    assert verkeer.stuur(een_305(start())).waarom_niet == {"TR381": lijst}


def test_the_same_bytes_get_the_same_answer_and_count_once(verkeer: Verkeer) -> None:
    bericht = codec.schrijf(een_305())
    assert verkeer.keten.neem(bericht) == verkeer.keten.neem(bericht)
    assert codes(verkeer.stuur(een_305(start("2026-02-02")))) == ["TR326"]


def test_an_identification_is_free_again_after_a_rejection_only(verkeer: Verkeer) -> None:
    assert verkeer.stuur(een_305(start(nummer=9)), identificatie="A").status is Schakelstatus.AFGEKEURD
    assert verkeer.stuur(een_305(), identificatie="A").geldig
    assert codes(verkeer.stuur(een_307(), identificatie="A")) == []  # another kind of message
    assert codes(verkeer.stuur(een_305(start("2026-03-01")), identificatie="A")) == ["TR056"]


def test_a_fault_in_the_header_gets_the_header_alone(verkeer: Verkeer) -> None:
    verkeer.stuur(een_305(), identificatie="A")
    schakel = verkeer.stuur(een_305(start(nummer=9)), identificatie="A")
    assert (retour(schakel).header.retour_codes, retour(schakel).client) == (("9056",), None)


def test_below_a_client_that_is_refused_itself_nothing_is_judged(verkeer: Verkeer) -> None:
    assert verkeer.stuur(een_315(aangevraagd_product("A1"))).geldig
    schakel = verkeer.stuur(een_315(aangevraagd_product("A2")))
    antwoord = retour(schakel)
    assert antwoord.client.retour_codes == ("9374",)
    assert {p.retour_codes for p in antwoord.client.aangevraagde_producten} == {("0233",)}


class TestDeclarations:
    @pytest.fixture(autouse=True)
    def levering(self, verkeer: Verkeer) -> None:
        assert verkeer.stuur(een_305()).geldig

    def test_one_that_is_granted_gets_8001_and_its_whole_amount(self, verkeer: Verkeer) -> None:
        antwoord = retour(verkeer.declareer())
        assert antwoord.header.retour_codes == ("0200",)
        deel = antwoord.declaratie_antwoord
        assert (deel.retour_codes, deel.clienten) == (("8001",), ())
        assert deel.totaal_toegekend_bedrag == deel.totaal_ingediend_bedrag

    def test_a_refused_line_comes_back_and_the_others_are_granted(self, verkeer: Verkeer) -> None:
        schakel = verkeer.declareer(prestatie("P1"), prestatie("P2", toewijzing=9))
        deel = retour(schakel).declaratie_antwoord
        assert schakel.status is Schakelstatus.DEELS
        assert "De andere regels zijn toegekend." in (schakel.daarna or "")
        assert deel.totaal_toegekend_bedrag.totaal_bedrag == 300_00
        (client,) = deel.clienten
        assert (client.retour_codes, [p.product_referentie.referentie_nummer for p in client.prestaties]) == (
            ("0200",),
            ["P2"],
        )

    def test_of_others_is_spoken_only_where_there_are(self, verkeer: Verkeer) -> None:
        schakel = verkeer.declareer(prestatie("P2", toewijzing=9))
        assert schakel.status is Schakelstatus.DEELS
        assert (schakel.daarna or "").startswith("Declareer wat dan nog te declareren is opnieuw")

    def test_an_unknown_client_refuses_all_its_lines_unjudged(self, verkeer: Verkeer) -> None:
        bekend, onbekend = een_323(prestatie("P1")), een_323(prestatie("P2", toewijzing=2))
        clienten = (
            *bekend.declaratie.clienten,
            replace(onbekend.declaratie.clienten[0], bsn=ANDER),
        )
        deel = retour(verkeer.declareer(clienten=clienten)).declaratie_antwoord
        (client,) = deel.clienten
        assert (client.bsn, client.retour_codes) == (ANDER, ("8187",))
        assert [p.retour_codes for p in client.prestaties] == [("0233",)]
        assert deel.totaal_toegekend_bedrag.totaal_bedrag == 300_00

    def test_one_that_is_refused_as_a_whole_grants_nothing_and_leaves_its_lines_free(
        self, verkeer: Verkeer
    ) -> None:
        verkeer.declareer(prestatie("P1"))
        schakel = verkeer.declareer(prestatie("P2"), nummer="D1")
        deel = retour(schakel).declaratie_antwoord
        assert (schakel.status, deel.retour_codes, deel.clienten) == (Schakelstatus.AFGEKEURD, ("9333",), ())
        assert (deel.totaal_toegekend_bedrag.totaal_bedrag, deel.totaal_toegekend_bedrag.debet_credit) == (
            0,
            "D",
        )

    def test_what_was_granted_is_declared_again_only_after_its_credit(self, verkeer: Verkeer) -> None:
        assert verkeer.declareer(prestatie("P1")).geldig
        assert codes(verkeer.declareer(prestatie("P2"), nummer="D2")) == ["TR389"]
        assert verkeer.declareer(prestatie("P3", "P1"), prestatie("P4"), nummer="D3").geldig

    def test_an_answer_in_the_chain_that_refuses_a_line_is_followed(self, verkeer: Verkeer) -> None:
        bericht = een_323(prestatie("P1"))
        verkeer.stuur(bericht, identificatie="323-1")
        antwoord = verkeer.stuur(een_325(terug(prestatie("P1"))))
        assert antwoord.geldig, antwoord.bevindingen
        assert antwoord.antwoord is None
        assert verkeer.declareer(prestatie("P2"), nummer="D2").geldig

    @pytest.mark.parametrize(
        ("weigering", "opnieuw"),
        [(een_325(terug(prestatie("P1"))), "P2"), (een_325(code="9333", toegekend=totaal(0)), "P1")],
    )
    def test_a_credit_counts_no_more_once_its_line_is_refused_after_all(
        self, verkeer: Verkeer, weigering: Wmo325, opnieuw: str
    ) -> None:
        def credit() -> Schakel:
            return verkeer.declareer(prestatie("C1", "P1"), nummer="D2", identificatie="323-2")

        verkeer.declareer(prestatie("P1"), identificatie="323-1")
        assert credit().opmerking is None
        verkeer.stuur(weigering)
        assert "telt niet meer" in (credit().opmerking or "")
        assert verkeer.declareer(prestatie(opnieuw), nummer="D3").geldig
        assert verkeer.declareer(prestatie("C2", opnieuw), nummer="D4").geldig


class TestReturnsInTheChain:
    @staticmethod
    def een_302(identificatie: str, *, afgekeurd: bool) -> Wmo302:
        bericht = een_301(toegewezen_product(1, **JAAR))
        bericht = replace(
            bericht,
            header=replace(
                bericht.header,
                bericht_identificatie=BerichtIdentificatie(
                    identificatie=identificatie, dagtekening=Datum("2026-03-02")
                ),
            ),
        )
        oordeel = Oordeel(Niveau.INHOUD if afgekeurd else Niveau.GEEN)
        gemaakt = antwoord(bericht, oordeel, Afzending("R1", VANDAAG))
        assert isinstance(gemaakt, Wmo302)
        return gemaakt

    def test_one_that_fits_says_nothing_new(self, verkeer: Verkeer) -> None:
        schakel = verkeer.keten.neem(codec.schrijf(self.een_302("B1", afgekeurd=False)))
        assert (schakel.status, schakel.opmerking, schakel.antwoord) == (
            Schakelstatus.GOEDGEKEURD,
            None,
            None,
        )

    def test_one_that_fits_nothing_is_for_a_person(self, verkeer: Verkeer) -> None:
        schakel = verkeer.keten.neem(codec.schrijf(self.een_302("X", afgekeurd=False)))
        assert schakel.status is Schakelstatus.NA_TE_GAAN
        assert "geen bericht" in (schakel.opmerking or "")

    def test_of_two_messages_with_one_identification_it_answers_the_one_that_it_agrees_with(
        self, verkeer: Verkeer
    ) -> None:
        assert verkeer.stuur(een_301(toegewezen_product(2, **JAAR)), identificatie="B1").status is (
            Schakelstatus.AFGEKEURD
        )
        for afgekeurd in (True, False):
            schakel = verkeer.keten.neem(codec.schrijf(self.een_302("B1", afgekeurd=afgekeurd)))
            assert (schakel.status, schakel.opmerking) == (Schakelstatus.GOEDGEKEURD, None)
        assert verkeer.stuur(een_305()).geldig

    def test_what_it_rejects_counts_as_not_sent(self, verkeer: Verkeer) -> None:
        schakel = verkeer.keten.neem(codec.schrijf(self.een_302("B1", afgekeurd=True)))
        assert schakel.opmerking is not None
        assert not verkeer.stuur(een_305()).geldig


@pytest.mark.parametrize(
    ("begin", "opvallend"), [("2025-12-31", True), ("1900-01-01", True), ("2026-01-01", False)]
)
def test_a_start_before_its_allocation_is_remarked_on(verkeer: Verkeer, begin: str, opvallend: bool) -> None:
    toegewezen = toegewezen_product(1, ingangsdatum="2026-01-01", einddatum="2026-12-31")
    assert verkeer.stuur(een_301(toegewezen)).geldig
    schakel = verkeer.stuur(een_305(start(begin)))
    assert schakel.status is Schakelstatus.GOEDGEKEURD
    assert ("Opvallend" in (schakel.opmerking or "")) is opvallend


def test_a_rejection_in_the_chain_lets_the_version_before_it_hold_again(verkeer: Verkeer) -> None:
    korter = {"ingangsdatum": "2026-01-01", "einddatum": "2026-01-31", "reden_wijziging": "04"}
    later = toegewezen_product(1, **korter, toewijzingsdatum="2026-03-01")
    assert verkeer.stuur(een_301(later)).geldig
    assert verkeer.stuur(een_305()).geldig
    assert codes(verkeer.declareer()) == ["TR308"]
    een_302 = TestReturnsInTheChain.een_302("B2", afgekeurd=True)
    assert verkeer.keten.neem(codec.schrijf(een_302)).opmerking is not None
    assert verkeer.declareer(prestatie("P2"), nummer="D2").geldig


def test_each_party_knows_only_what_it_sent_or_received() -> None:
    verkeer = Verkeer()
    bericht = een_301(toegewezen_product(1, **JAAR))
    ander = een_301(toegewezen_product(1, **JAAR), bsn=ANDER, geboortedatum=geboren("1960-01-01"))
    ander = replace(ander, header=replace(ander.header, ontvanger="42420002"))
    assert verkeer.stuur(bericht).geldig
    assert verkeer.stuur(ander).geldig  # the other provider cannot see that the number is taken (OP095)


def tussen(bericht: Any, **kop: str) -> Any:
    """The same message between others."""
    return replace(bericht, header=replace(bericht.header, **kop))


class TestOneNumberForTwo:
    """What has one number, reference or identification, but between others, is something else."""

    def test_two_providers_of_a_municipality_deliver_and_declare_apart(self) -> None:
        verkeer = Verkeer()
        for agb in (AANBIEDER, TWEEDE):
            assert verkeer.stuur(tussen(een_301(toegewezen_product(1, **JAAR)), ontvanger=agb)).geldig
        for agb in (AANBIEDER, TWEEDE):
            assert codes(verkeer.stuur(tussen(een_305(), afzender=agb))) == []
            assert codes(verkeer.stuur(tussen(een_323(prestatie("P1")), afzender=agb))) == []

    def test_a_deletion_at_one_provider_leaves_that_of_another(self) -> None:
        verkeer = Verkeer()
        weg = {"einddatum": JAAR["ingangsdatum"], "reden_wijziging": "13", "toewijzingsdatum": "2026-03-01"}
        for agb in (AANBIEDER, TWEEDE):
            assert verkeer.stuur(tussen(een_301(toegewezen_product(1, **JAAR)), ontvanger=agb)).geldig
        assert verkeer.stuur(een_301(toegewezen_product(1, **(JAAR | weg)))).geldig
        assert codes(verkeer.stuur(een_305())) == ["TR019"]
        assert codes(verkeer.stuur(tussen(een_305(), afzender=TWEEDE))) == []

    def test_two_municipalities_of_a_provider_allocate_and_are_declared_to_apart(self) -> None:
        verkeer = Verkeer()
        for gemeente in (ROERMOND, HEUSDEN):
            assert verkeer.stuur(tussen(een_301(toegewezen_product(1, **JAAR)), afzender=gemeente)).geldig
        for gemeente in (ROERMOND, HEUSDEN):
            assert codes(verkeer.stuur(tussen(een_305(), ontvanger=gemeente))) == []
            assert codes(verkeer.stuur(tussen(een_323(prestatie("P1")), ontvanger=gemeente))) == []

    def test_an_answer_settles_what_was_sent_to_who_answers(self) -> None:
        verkeer = Verkeer()
        for gemeente in (ROERMOND, HEUSDEN):
            assert verkeer.stuur(tussen(een_301(toegewezen_product(1, **JAAR)), afzender=gemeente)).geldig
            assert verkeer.stuur(tussen(een_305(), ontvanger=gemeente), identificatie="305-1").geldig
        onder = BerichtIdentificatie(identificatie="305-1", dagtekening=Datum("2026-03-02"))
        een = een_305()
        gestuurd = replace(een, header=replace(een.header, bericht_identificatie=onder))
        weigering = antwoord(gestuurd, Oordeel(Niveau.INHOUD), Afzending("R1", VANDAAG))
        assert weigering is not None
        assert verkeer.keten.neem(codec.schrijf(weigering)).opmerking is not None
        assert codes(verkeer.stuur(een_305(start("2026-02-02")))) == []
        elders = tussen(een_305(start("2026-02-02")), ontvanger=HEUSDEN)
        assert codes(verkeer.stuur(elders)) == ["TR326"]


def test_an_answer_is_never_answered() -> None:
    assert antwoord(een_325(), Oordeel(Niveau.GEEN), Afzending("R1", VANDAAG)) is None


@pytest.mark.parametrize("bericht", [een_301(), een_305(), een_307(), een_315(), een_323()])
def test_every_kind_of_answer_fits_its_schema(bericht: Any) -> None:
    for niveau in (Niveau.GEEN, Niveau.INHOUD, Niveau.SAMENHANG):
        gemaakt = antwoord(bericht, Oordeel(niveau), Afzending("R1", VANDAAG))
        assert gemaakt is not None
        assert codec.lees(codec.schrijf(gemaakt)) == gemaakt
    assert antwoord(bericht, Oordeel(Niveau.SCHEMA), Afzending("R1", VANDAAG)) is None


def test_a_stop_in_the_chain_ends_what_runs(verkeer: Verkeer) -> None:
    assert verkeer.stuur(een_305()).geldig
    assert verkeer.stuur(een_307(stop())).geldig
    assert isinstance(retour(verkeer.declareer()), Wmo325)


def test_a_file_with_a_byte_order_mark_is_refused_at_the_door(verkeer: Verkeer) -> None:
    schakel = verkeer.keten.neem(b"\xef\xbb\xbf" + codec.schrijf(een_305()))
    assert (codes(schakel), schakel.status, schakel.antwoord) == (["OP192"], Schakelstatus.GEWEIGERD, None)
    assert verkeer.stuur(een_305()).geldig
