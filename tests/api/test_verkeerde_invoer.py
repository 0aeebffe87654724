"""What does not fit what came before, handed over to the real door.

Of each situation holds: the message is kept as it came, its answer says by which rule it is refused, whoever
has to act finds it, and nobody else sees anything of it. `wmo keten` says the same of the same chain.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app.cli import main
from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.oordeel import Niveau, Oordeel
from app.istandaard.retour import Afzending, antwoord, codes_in
from app.opslag import Databank
from tests.api.test_ontvangsten import PAD, antwoord_op, lever, ontvangst, regels
from tests.istandaard.regels.bouw import AANBIEDER, BSN, ROERMOND, VANDAAG, een_301, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import prestatie, terug
from tests.istandaard.regels.bouw_levering import een_305, een_307, start, stop, verwijderd
from tests.istandaard.regels.bouw_verzoek import een_317, een_319, ongewijzigd_product, te_wijzigen_product
from tests.istandaard.test_keten_regels import (
    ANDER,
    ANDERE_AANBIEDER,
    ANDERE_GEMEENTE,
    JANUARI,
    P1,
    VERZOEK,
    WEG,
    A,
    D,
    als,
    antwoordt,
    berichten,
    declareert,
    later,
    mis,
    wijst_toe,
)
from tests.processen.keten.test_ontvangen_ketens import leg_inkoop_vast

Als = Callable[..., TestClient]
PARTIJEN = (ROERMOND, ANDERE_GEMEENTE, AANBIEDER, ANDERE_AANBIEDER)
MAART, OVER_DE_JAARGRENS = ("2026-03-01", "2026-03-31"), ("2025-12-15", "2026-01-14")
VORIG_JAAR = wijst_toe(ingangsdatum="2025-06-01", toewijzingsdatum="2025-05-20")
VAN_ANDER = wijst_toe(2, bsn=ANDER)
BIJ_ANDERE_GEMEENTE = als(wijst_toe(2), afzender=ANDERE_GEMEENTE)
BIJ_ANDERE_AANBIEDER = als(wijst_toe(2), ontvanger=ANDERE_AANBIEDER)

START = codec.schrijf(een_305())


def ingepakt(inhoud: bytes) -> bytes:
    """The same in a ZIP."""
    met_zip = BytesIO()
    with ZipFile(met_zip, "w") as zip:
        zip.writestr("bericht.xml", inhoud)
    return met_zip.getvalue()


def in_codering(naam: str) -> bytes:
    """The same message in this encoding, as it says itself."""
    return START.decode().replace("UTF-8", naam).encode(naam)


def met_dtd(dtd: bytes, achternaam: bytes = b"Jansen") -> bytes:
    return START.replace(b"?>", b"?>" + dtd, 1).replace(b"Jansen", achternaam)


# fmt: off
AAN_DE_DEUR = {
    "nothing but spaces": (b"  \n", "leeg"),
    "no XML": (b"hallo", "geen XML"),
    "JSON": (b'{"bericht": 1}', "Dit is JSON"),
    "another document": (b"<html/>", "Dit is een webpagina"),
    "a ZIP": (ingepakt(START), "Dit is een ZIP-bestand"),
    "cut off": (START[:-20], "afgebroken"),
    "twice in one file": (START + START, "hoort geheel vooraan"),
    "something behind it": (START + b"x", "Na het einde"),
    "nested without end": (b"<a>" * 5000 + b"</a>" * 5000, "te diep"),
    "a DTD": (met_dtd(b"<!DOCTYPE a>"), "DTD"),
    "entities that grow": (
        met_dtd(b"<!DOCTYPE a [<!ENTITY x 'lol'><!ENTITY y '&x;&x;&x;'>]>", b"&y;"), "DTD"),
    "a file of ours": (met_dtd(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;"), "DTD"),
    "an encoding that is not its own": (START.replace(b"Jansen", b"Jans\xe9n"), "tekencodering"),
    "an encoding that is unknown": (START.replace(b"UTF-8", b"UTF-9"), "OP192"),
    "an unknown kind": (START.replace(b"wmo305", b"wmo399"), "wmo399"),
    "the standard for youth": (
        START.replace(b"/iwmo/", b"/ijw/").replace(b"wmo305", b"jw305"), "iJw 3.2"),
    "an older version": (START.replace(b"/3_2/", b"/3_1/"), "iWmo 3.1"),
    "a byte order mark": (b"\xef\xbb\xbf" + START, "OP192"),
    "UTF-16": (in_codering("UTF-16"), "OP192"),
    "Latin-1": (in_codering("ISO-8859-1"), "OP192"),
    "against the schema": (START.replace(b"StatusAanlevering>1<", b"StatusAanlevering>7<"), "XSD"),
    "the code of another message": (START.replace(b"BerichtCode>418<", b"BerichtCode>414<"), "XSD"),
    "another subversion": (START.replace(b"BerichtSubversie>2<", b"BerichtSubversie>1<"), "XSD"),
}
# fmt: on
"""What is refused at the door, and the rule or the words that say why."""


@dataclass(frozen=True)
class Situatie:
    """A chain whose last message is wrong, in the light of those before it."""

    eerder: tuple[Any, ...]
    fout: Any
    regels: tuple[str, ...]
    antwoord: tuple[tuple[str, str], ...]
    """What the answer says is wrong: the class and the code."""
    status: str = "afgekeurd"

    def berichten(self) -> list[bytes]:
        """Each under an identification of its own."""
        stappen = (*self.eerder, mis(self.fout, *self.regels))
        return [codec.schrijf(bericht) for bericht, _ in berichten(*stappen)]


def geval(*keten: Any, regel: str, geeft: str, status: str = "afgekeurd") -> Situatie:
    """The last message of the chain breaks these rules, and is answered with `Klasse code`."""
    *eerder, fout = keten
    codes = tuple((klasse, code) for klasse, code in (deel.split() for deel in geeft.split(", ")))
    return Situatie(tuple(eerder), fout, tuple(regel.split()), codes, status)


def regelgeval(*keten: Any, regel: str, geeft: str) -> Situatie:
    """A declaration of which this line is refused, and the rest processed."""
    return geval(*keten, regel=regel, geeft=geeft, status="deels")


# fmt: off
SITUATIES = {
    "a start on the number of another client": geval(
        A, VAN_ANDER, een_305(start(nummer=2)), regel="TR019", geeft="StartProduct 9019"),
    "a start on the number of another municipality": geval(
        A, BIJ_ANDERE_GEMEENTE, een_305(start(nummer=2)), regel="TR019", geeft="StartProduct 9019"),
    "a start on the number of another provider": geval(
        A, BIJ_ANDERE_AANBIEDER, een_305(start(nummer=2)), regel="TR019", geeft="StartProduct 9019"),
    "a declaration on the number of another client": regelgeval(
        A, VAN_ANDER, declareert(prestatie(toewijzing=2)), regel="TR304", geeft="Prestatie 8187"),
    "a declaration on the number of another municipality": regelgeval(
        A, BIJ_ANDERE_GEMEENTE, declareert(prestatie(toewijzing=2)), regel="TR338", geeft="Prestatie 9338"),
    "a declaration on the number of another provider": regelgeval(
        A, BIJ_ANDERE_AANBIEDER, declareert(prestatie(toewijzing=2)), regel="TR338", geeft="Prestatie 9338"),
    "a request to change what is of another client": geval(
        A, VAN_ANDER, een_317(ongewijzigd_product(), te_wijzigen_product(2)),
        regel="TR351", geeft="TeWijzigenProduct 9351"),
    "a number given to another client": geval(
        A, wijst_toe(bsn=ANDER), regel="TR332", geeft="ToegewezenProduct 9332"),
    "a start before its allocation": geval(een_305(), regel="TR019", geeft="StartProduct 9019"),
    "a start on what was deleted": geval(A, WEG, een_305(), regel="TR019", geeft="StartProduct 9019"),
    "a stop of what never began": geval(A, een_307(), regel="TR382", geeft="StopProduct 9069"),
    "a stop of a start that was deleted": geval(
        A, een_305(), een_305(verwijderd(start())), een_307(), regel="TR382", geeft="StopProduct 9069"),
    "a stop after the last": geval(
        A, een_305(), een_307(), een_307(stop("2026-02-21")), regel="TR415", geeft="StopProduct 9415"),
    "the deletion of a start that was stopped": geval(
        A, een_305(), een_307(), een_305(verwijderd(start())), regel="TR071", geeft="StartProduct 9071"),
    "versions out of order, of which the last decided is the shortest": regelgeval(
        later(einddatum="2026-02-10"), A, D,
        regel="TR308 TR388", geeft="Prestatie 9308, Prestatie 9388"),
    "a credit of a credit": regelgeval(
        A, D, declareert(prestatie("C1", "P1"), nummer="D2"), declareert(prestatie("C2", "C1"), nummer="D3"),
        regel="TR323", geeft="Prestatie 8017"),
    "a credit of what was never declared": regelgeval(
        A, declareert(prestatie("C1", "P1")), regel="TR323", geeft="Prestatie 8017"),
    "a declaration of a month that still runs": geval(
        A, declareert(prestatie(periode=MAART), periode=MAART), regel="TR137", geeft="Header 0001"),
    "a declaration twice, under another number": regelgeval(
        A, D, declareert(prestatie("P2"), nummer="D2"), regel="TR389", geeft="Prestatie 9389"),
    "a declaration twice, under the same number": geval(
        A, D, declareert(prestatie("P2", periode=JANUARI)),
        regel="TR333", geeft="DeclaratieAntwoord 9333"),
    "a declaration of an older month": geval(
        A, D, declareert(prestatie("P2", periode=JANUARI), nummer="D2", periode=JANUARI),
        regel="TR318", geeft="DeclaratieAntwoord 8214"),
    "a declaration after the allocation ended": regelgeval(
        wijst_toe(einddatum="2026-01-31"), D, regel="TR308", geeft="Prestatie 9308"),
    "a declared period over a year end": geval(
        VORIG_JAAR, declareert(prestatie(periode=OVER_DE_JAARGRENS), periode=JANUARI),
        regel="CS337", geeft="Header 0001"),
    "a deletion of what was declared": geval(A, D, WEG, regel="TR385", geeft="ToegewezenProduct 9385"),
    "an answer to a request that nobody made": geval(
        A, een_319(), regel="TR355", geeft="Antwoord 9355"),
    "a refusal of what was granted": geval(
        VERZOEK, wijst_toe(referentie_aanbieder="A1"), een_319(), regel="TR359", geeft="Antwoord 9359"),
    "a grant of what nobody asked": geval(
        een_301(toegewezen_product(referentie_aanbieder="A1")),
        regel="TR379", geeft="ToegewezenProduct 9379"),
}
# fmt: on

PAST = {
    "a declaration after a stop": (A, een_305(), een_307(stop("2026-01-31")), D),
    "a declaration without a start": (A, D),
    "a year end between two lines": (
        VORIG_JAAR,
        declareert(prestatie("P1", periode=JANUARI), prestatie("P2")),
    ),
    "a start after the last day of its allocation": (
        wijst_toe(einddatum="2026-01-31"),
        een_305(start("2026-02-02")),
    ),
}
"""What looks wrong and is refused by no rule: the facts of delivery do not bound what is declared (TR387)."""


@pytest.fixture
def bellers(databank: Databank, als_gemeente: Als, als_aanbieder: Als) -> dict[str, TestClient]:
    """By its code each party of this installation."""
    leg_inkoop_vast(databank)
    return {
        code: als_gemeente(code, Rol.ADMINISTRATIE) if len(code) == 4 else als_aanbieder(code)
        for code in PARTIJEN
    }


@pytest.fixture
def gemeente(bellers: dict[str, TestClient]) -> TestClient:
    return bellers[ROERMOND]


@pytest.fixture
def aanbieder(bellers: dict[str, TestClient]) -> TestClient:
    return bellers[AANBIEDER]


def afzender(inhoud: bytes) -> str:
    code: str = codec.lees(inhoud).header.afzender  # type: ignore[attr-defined]
    return code


@pytest.mark.beide
@pytest.mark.parametrize("situatie", SITUATIES.values(), ids=SITUATIES)
def test_it_is_kept_refused_by_its_rule_and_found_by_whom_it_concerns(
    bellers: dict[str, TestClient], situatie: Situatie
) -> None:
    *eerder, fout = situatie.berichten()
    for inhoud in eerder:
        assert ontvangst(bellers[afzender(inhoud)], inhoud)["status"] == "goedgekeurd"
    van = bellers[afzender(fout)]
    geweigerd = ontvangst(van, fout)
    assert (geweigerd["status"], sorted(set(regels(geweigerd)))) == (situatie.status, sorted(situatie.regels))
    assert all(bevinding["melding"] for bevinding in geweigerd["bevindingen"])
    assert codes_in(antwoord_op(van, geweigerd)) == situatie.antwoord
    te_doen = van.get(PAD, params={"verzonden": True, "status": situatie.status}).json()
    assert [rij["id"] for rij in te_doen] == [geweigerd["id"]]
    partijen = {geweigerd["afzender"], geweigerd["eigenaar"]}
    for code, bel in bellers.items():
        gelezen = bel.get(f"{PAD}/{geweigerd['id']}/xml")
        assert (gelezen.status_code, gelezen.content == fout) == (
            (200, True) if code in partijen else (404, False)
        )


@pytest.mark.beide
@pytest.mark.parametrize(("inhoud", "waarom"), AAN_DE_DEUR.values(), ids=AAN_DE_DEUR)
def test_what_nobody_can_judge_is_kept_for_who_handed_it_over_and_for_nobody_else(
    bellers: dict[str, TestClient], inhoud: bytes, waarom: str
) -> None:
    gemeente = bellers[ROERMOND]
    geweigerd = ontvangst(gemeente, inhoud)
    assert geweigerd["status"] == "geweigerd"
    assert waarom in regels(geweigerd) or waarom in geweigerd["opmerking"]
    assert "Laat de afzender weten" in geweigerd["opmerking"]
    assert BSN not in str(geweigerd)
    te_doen = gemeente.get(PAD, params={"status": "geweigerd"}).json()
    assert [rij["id"] for rij in te_doen] == [geweigerd["id"]]
    assert gemeente.get(f"{PAD}/{geweigerd['id']}/antwoord").status_code == 404
    for code, bel in bellers.items():
        gelezen = bel.get(f"{PAD}/{geweigerd['id']}/xml")
        assert (gelezen.content == inhoud) is (code == ROERMOND)


@pytest.mark.beide
@pytest.mark.parametrize(
    ("inhoud", "status"), [(b"", 400), (START + b" " * 25 * 1024 * 1024, 413)], ids=["nothing", "over 25 MB"]
)
def test_what_cannot_be_a_file_is_refused_and_not_kept(
    gemeente: TestClient, inhoud: bytes, status: int
) -> None:
    assert lever(gemeente, inhoud).status_code == status
    assert gemeente.get(PAD).json() == []


@pytest.mark.beide
@pytest.mark.parametrize("keten", PAST.values(), ids=PAST)
def test_what_no_rule_refuses_is_accepted(bellers: dict[str, TestClient], keten: tuple[Any, ...]) -> None:
    for bericht, _ in berichten(*keten):
        inhoud = codec.schrijf(bericht)
        ontvangen = ontvangst(bellers[afzender(inhoud)], inhoud)
        assert (ontvangen["status"], regels(ontvangen)) == ("goedgekeurd", [])


@pytest.mark.parametrize("situatie", SITUATIES.values(), ids=SITUATIES)
def test_the_command_says_the_same(tmp_path: Path, situatie: Situatie) -> None:
    for plek, inhoud in enumerate(situatie.berichten()):
        (tmp_path / f"{plek}.xml").write_bytes(inhoud)
    uit = tmp_path / "uit"
    opdracht = ("keten", "--json", "--vandaag", VANDAAG, "--uit", uit, *sorted(tmp_path.glob("*.xml")))
    *eerder, fout = json.loads(CliRunner().invoke(main, [*map(str, opdracht)]).stdout)["berichten"]
    assert {bericht["status"] for bericht in eerder} <= {"goedgekeurd"}
    gevonden = sorted({bevinding["regel"] for bevinding in fout["bevindingen"]})
    assert (fout["status"], gevonden) == (situatie.status, sorted(situatie.regels))
    assert codes_in(codec.lees((uit / fout["retour"]).read_bytes())) == situatie.antwoord


def retour(bericht: Any, nummer: str = "R1", *, wijst_af: bool) -> bytes:
    """The answer to this message that its receiver made itself."""
    oordeel = Oordeel(Niveau.INHOUD if wijst_af else Niveau.GEEN)
    gemaakt = antwoord(bericht, oordeel, Afzending(nummer, VANDAAG))
    assert gemaakt is not None
    return codec.schrijf(gemaakt)


def na_te_gaan(bel: TestClient) -> list[str]:
    """The messages that a person of this party has to look into, by id."""
    return [rij["id"] for rij in bel.get(PAD, params={"status": "na_te_gaan"}).json()]


@pytest.mark.beide
class TestReturns:
    """The receiver works here, and its own system answers too."""

    @pytest.fixture(autouse=True)
    def toegewezen(self, gemeente: TestClient) -> None:
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
        ("eerst", "daarna", "opmerking", "taken"),
        [
            ("approves", False, "al eerder", 1),
            ("approves", True, "iets anders", 1),
            ("rejects", True, "al eerder", 2),
            ("rejects", False, "iets anders", 2),
        ],
    )
    def test_of_two_that_contradict_a_person_hears(
        self,
        gemeente: TestClient,
        aanbieder: TestClient,
        eerst: str,
        daarna: bool,
        opmerking: str,
        taken: int,
    ) -> None:
        assert self.start(aanbieder) == []
        verzonden = als(een_305(), identificatie="305-1")
        ontvangst(gemeente, retour(verzonden, "R1", wijst_af=eerst == "rejects"))
        tweede = ontvangst(gemeente, retour(verzonden, "R2", wijst_af=daarna)).get("opmerking", "")
        assert opmerking in tweede
        assert (len(na_te_gaan(gemeente)), len(na_te_gaan(aanbieder))) == (0, taken)

    def test_of_two_messages_with_one_identification_it_answers_the_one_that_it_agrees_with(
        self, gemeente: TestClient, aanbieder: TestClient
    ) -> None:
        assert self.start(aanbieder) == []
        assert "TR056" in self.start(aanbieder, begin="2026-02-02")
        verzonden = als(een_305(), identificatie="305-1")
        for nummer, wijst_af in (("R1", True), ("R2", False)):
            assert "opmerking" not in ontvangst(gemeente, retour(verzonden, nummer, wijst_af=wijst_af))
        assert self.start(aanbieder, "305-2", "2026-02-02") == ["TR326"]

    @pytest.mark.parametrize("wijst_af", [False, True])
    def test_one_on_nothing_is_for_a_person(self, aanbieder: TestClient, wijst_af: bool) -> None:
        vreemd = ontvangst(aanbieder, retour(als(een_305(), identificatie="305-9"), wijst_af=wijst_af))
        assert (vreemd["status"], na_te_gaan(aanbieder)) == ("na_te_gaan", [vreemd["id"]])
        assert "geen bericht" in vreemd["opmerking"]

    def test_a_wmo325_that_breaks_a_rule_gets_no_answer_so_its_sender_has_to_be_told(
        self, gemeente: TestClient, aanbieder: TestClient
    ) -> None:
        ontvangst(aanbieder, codec.schrijf(als(D, identificatie="B2")))
        inhoud = codec.schrijf(antwoordt(9))
        geweigerd = ontvangst(aanbieder, inhoud)
        assert (geweigerd["status"], regels(geweigerd)) == ("geweigerd", ["TR337"])
        assert "vraag daarom als u dat niet bent" in geweigerd["opmerking"]
        nog_eens = ontvangst(gemeente, inhoud)  # judged again, as what its sender says itself
        assert nog_eens == geweigerd | {"aangeleverdDoor": "0957"}
        assert regels(ontvangst(aanbieder, codec.schrijf(als(antwoordt(2), identificatie="325-2")))) == []

    @pytest.mark.parametrize(
        ("van", "opmerking"), [("gemeente", "tellen niet meer mee"), ("aanbieder", "zegt iets anders")]
    )
    def test_a_wmo325_that_refuses_lines_that_were_granted_is_followed_from_who_gives_it_and_for_a_person(
        self, gemeente: TestClient, aanbieder: TestClient, van: str, opmerking: str
    ) -> None:
        ontvangst(aanbieder, codec.schrijf(als(D, identificatie="B2")))
        indiener = {"gemeente": gemeente, "aanbieder": aanbieder}[van]
        geweigerd = ontvangst(indiener, codec.schrijf(antwoordt(2, terug(P1))))
        assert opmerking in geweigerd["opmerking"]
        assert na_te_gaan(aanbieder) == [geweigerd["id"]]
