"""Every way to be refused: what the answer looks like, and what it does not hold."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import pytest
from fastapi.testclient import TestClient
from pydantic import Field, TypeAdapter, ValidationError

from app.api.kader.fouten import STATUS
from app.api.kader.rest.modellen import _LETTERS, DAG, MAAND, MOMENT, Aantal, Moment, Rij, Tekst
from app.api.kader.rest.probleem import MEDIATYPE, uit_validatie
from app.domain.fouten import WmoFout
from app.validatie import ONBEKEND, VORMEN
from tests.api.proef import GOED, ID
from tests.contract import DOCUMENT

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def gemeente(proef_als: Callable[..., TestClient]) -> TestClient:
    return proef_als()


def probleem(antwoord: Any, status: int, soort: str) -> dict[str, Any]:
    """The problem in this answer, after the checks that hold for every problem."""
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["content-type"] == MEDIATYPE
    inhoud: dict[str, Any] = antwoord.json()
    assert inhoud["status"] == status
    assert inhoud["type"] == f"/v1/problemen/{soort}"
    assert inhoud["title"]
    assert inhoud["detail"]
    assert inhoud["instance"].startswith("urn:uuid:")
    assert antwoord.headers["API-Version"]
    return inhoud


def velden(inhoud: dict[str, Any]) -> set[str]:
    return {fout["veld"] for fout in inhoud["fouten"]}


def test_all_faults_are_named_at_once(gemeente: TestClient) -> None:
    fout = {
        "bsn": "123456789",
        "begindatum": "2026-02-30",
        "vastgelegdOp": "2026-03-01T10:00:00",
        "getal": "1",
        "eenheid": "99",
        "delen": [{"naam": " ", "aantal": True}, {"naam": "a\nb", "aantal": -1}, {"aantal": 1.5}],
        "akkoord": "true",
        "einddatum": None,
        "onbekend": 1,
    }
    inhoud = probleem(gemeente.post("/v1/proeven", json=fout), 400, "ongeldige-invoer")
    assert velden(inhoud) == {
        "bsn",
        "begindatum",
        "vastgelegdOp",
        "getal",
        "eenheid",
        "delen[0].naam",
        "delen[0].aantal",
        "delen[1].naam",
        "delen[1].aantal",
        "delen[2].naam",
        "delen[2].aantal",
        "akkoord",
        "einddatum",
        "onbekend",
    }


def test_a_field_that_does_not_exist_is_answered_with_those_that_do(gemeente: TestClient) -> None:
    inhoud = probleem(
        gemeente.post("/v1/proeven", json=GOED | {"delen": [{"naam": "a", "aantal": 1, "bedrag": 2}]}),
        400,
        "ongeldige-invoer",
    )
    assert inhoud["fouten"] == [
        {"veld": "delen[0].bedrag", "melding": "Dit veld bestaat hier niet. Wel: naam, aantal."}
    ]


@pytest.mark.parametrize(
    ("pad", "wel"),
    [("/v1/proeven?page=2", "Wel: cursor, limiet."), (f"/v1/proeven/{ID}/moment?page=2", "kent er geen.")],
)
def test_a_query_key_that_does_not_exist_is_answered_with_those_that_do(
    gemeente: TestClient, pad: str, wel: str
) -> None:
    (fout,) = probleem(gemeente.get(pad), 400, "ongeldige-invoer")["fouten"]
    assert fout["veld"] == "page"
    assert fout["melding"].endswith(wel)


def test_a_text_that_is_too_long_is_told_so() -> None:
    with pytest.raises(ValidationError) as fout:
        TypeAdapter(Annotated[Tekst, Field(max_length=24)]).validate_python("a" * 25)
    (te_lang,) = uit_validatie(fout.value.errors(), None).velden
    assert te_lang.melding == "Verwacht is tekst van hoogstens 24 tekens."


def test_a_list_with_something_wrong_in_it_is_not_called_too_short_as_well() -> None:
    lezer = TypeAdapter(Annotated[Rij[Aantal], Field(min_length=1)])
    for waarde, verwacht in (([-1], "[0]"), ([], "")):
        with pytest.raises(ValidationError) as gevangen:
            lezer.validate_python(waarde)
        fouten = [{**fout, "loc": ("body", *fout["loc"])} for fout in gevangen.value.errors()]
        assert [veld.veld for veld in uit_validatie(fouten, None).velden] == [verwacht]


def test_of_very_many_faults_the_first_are_told_and_all_are_counted() -> None:
    """A body may hold ten thousand; words for each took a sixth of a second, in which nobody was served."""
    fouten = [{"loc": ("body", "delen", plek, "naam"), "type": "missing"} for plek in range(9_000)]
    kort = [
        {"loc": ("body", "lijsten", plek), "type": "too_short", "ctx": {"min_length": 1}}
        for plek in range(900)
    ]
    begonnen = time.process_time()
    fout = uit_validatie(fouten + kort, None)
    assert time.process_time() - begonnen < 0.1
    assert (fout.melding, len(fout.velden)) == ("9900 velden van het verzoek kloppen niet.", 200)


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("bsn", 999990019),
        ("bsn", "999990019 "),
        ("bsn", "٩٩٩٩٩٠٠١٩"),
        ("begindatum", 20260301),
        ("begindatum", 1772323200),
        ("begindatum", "2026-03-01T00:00:00"),
        ("begindatum", "20260301"),
        ("begindatum", "2026-W10-7"),
        ("begindatum", "0000-01-01"),
        ("vastgelegdOp", "2026-03-01"),
        ("vastgelegdOp", "2026-03-01 10:00:00Z"),
        ("vastgelegdOp", 1772323200),
        ("vastgelegdOp", "2026-03-01T25:00:00Z"),
        ("vastgelegdOp", "2026-03-01T10:00:00+25:00"),
        ("vastgelegdOp", "0001-01-01T00:00:00+23:00"),
        ("getal", True),
        ("getal", 1.001),
        ("getal", -1),
        ("eenheid", 4),
        ("delen", {}),
        ("delen", [{"naam": "a", "aantal": 1}] * 201),
        ("delen", [{"naam": "a" * 201, "aantal": 1}]),
        ("delen", [{"naam": "a", "aantal": 100_000_000}]),
        ("akkoord", 1),
        ("uitleg", "a\u0085b"),
    ],
)
def test_a_value_of_another_form_is_refused(gemeente: TestClient, veld: str, waarde: object) -> None:
    inhoud = probleem(gemeente.post("/v1/proeven", json=GOED | {veld: waarde}), 400, "ongeldige-invoer")
    assert all(naam.startswith(veld) for naam in velden(inhoud))
    assert all(fout["melding"] != ONBEKEND for fout in inhoud["fouten"])


@pytest.mark.parametrize("kanarie", ["999993653", "JansenUitRoermond"])
def test_the_input_is_not_repeated(gemeente: TestClient, kanarie: str) -> None:
    for lichaam in (
        GOED | {"bsn": kanarie + "0"},
        GOED | {kanarie: 1},
        GOED | {"delen": [{kanarie: kanarie}]},
        dict.fromkeys(GOED, kanarie),
        kanarie,
    ):
        assert kanarie not in gemeente.post("/v1/proeven", json=lichaam).text
    for pad in (f"/v1/proeven/{kanarie}/moment", f"/v1/{kanarie}", f"/v1/proeven?{kanarie}=1"):
        assert kanarie not in gemeente.get(pad).text
    assert kanarie not in gemeente.get("/v1/proeven", params={"cursor": kanarie + "%"}).text


def test_invalid_json_says_where(gemeente: TestClient) -> None:
    inhoud = probleem(
        gemeente.post("/v1/proeven", content=b'{\n "a": }', headers=JSON), 400, "ongeldige-invoer"
    )
    assert "regel 2" in inhoud["detail"]


@pytest.mark.parametrize("lichaam", [b"", b"[]", b"null", b'"tekst"', b"1"])
def test_a_body_that_is_no_object_is_refused(gemeente: TestClient, lichaam: bytes) -> None:
    probleem(gemeente.post("/v1/proeven", content=lichaam, headers=JSON), 400, "ongeldige-invoer")


@pytest.mark.parametrize(
    "soort", ["text/plain", "application/xml", "multipart/form-data", "application/json; charset=latin1", ""]
)
def test_another_media_type_is_refused(gemeente: TestClient, soort: str) -> None:
    antwoord = gemeente.post("/v1/proeven", content=json.dumps(GOED), headers={"Content-Type": soort})
    probleem(antwoord, 415, "verkeerd-mediatype")


def test_a_compressed_body_is_refused(gemeente: TestClient) -> None:
    antwoord = gemeente.post("/v1/proeven", json=GOED, headers={"Content-Encoding": "gzip"})
    probleem(antwoord, 415, "verkeerd-mediatype")


def test_a_body_where_none_belongs_is_refused(gemeente: TestClient) -> None:
    probleem(gemeente.post(f"/v1/proeven/{ID}/aanbieders", json={"a": 1}), 400, "ongeldige-invoer")


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("*/*", 200),
        ("application/*;q=0.1, text/html", 200),
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("application/json;q=0, */*", 406),
        ("", 200),
        ("application/json" + "," * 60_000, 200),
        ("a/b," * 100 + "application/json", 406),
    ],
)
def test_only_a_form_that_is_wanted_is_given(gemeente: TestClient, accept: str, status: int) -> None:
    antwoord = gemeente.get("/v1/proeven", headers={"Accept": accept})
    assert antwoord.status_code == status
    if status == 406:
        probleem(antwoord, 406, "niet-leverbaar")


def test_unknown_and_repeated_query_keys_are_all_named(gemeente: TestClient) -> None:
    antwoord = gemeente.get("/v1/proeven?limiet=1&limiet=2&vreemd=1&raar")
    assert velden(probleem(antwoord, 400, "ongeldige-invoer")) == {"limiet", "vreemd", "raar"}


@pytest.mark.parametrize(
    "vraag", ["limiet=0", "limiet=201", "limiet=1_0", "limiet=%31.0", "limiet=+1", "cursor=a+b"]
)
def test_a_query_value_of_another_form_is_refused(gemeente: TestClient, vraag: str) -> None:
    probleem(gemeente.get(f"/v1/proeven?{vraag}"), 400, "ongeldige-invoer")


def test_a_query_that_is_no_utf8_is_refused(gemeente: TestClient) -> None:
    probleem(gemeente.get("/v1/proeven?cursor=%ff"), 400, "ongeldige-invoer")


def test_an_unknown_path_and_a_trailing_slash_are_not_found(gemeente: TestClient) -> None:
    for pad in ("/v1/bestaat-niet", "/v1/proeven/", "/v1/", "/v1", "/v2/proeven"):
        probleem(gemeente.get(pad, follow_redirects=False), 404, "niet-gevonden")


def test_another_method_names_those_that_there_are(gemeente: TestClient) -> None:
    antwoord = gemeente.delete("/v1/proeven")
    probleem(antwoord, 405, "methode-niet-toegestaan")
    assert antwoord.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_a_change_without_if_match_is_refused(gemeente: TestClient) -> None:
    probleem(gemeente.put(f"/v1/proeven/{ID}", json=GOED), 428, "revisie-ontbreekt")


@pytest.mark.parametrize("koppen", [{}, {"If-Match": '"2"'}, {"If-Match": '"x"'}, {"If-Match": "x"}])
def test_what_cannot_be_is_told_whole_before_the_revision(
    gemeente: TestClient, koppen: dict[str, str]
) -> None:
    antwoord = gemeente.put("/v1/proeven/3", json=GOED | {"akkoord": 1}, headers=koppen)
    inhoud = probleem(antwoord, 400, "ongeldige-invoer")
    assert [fout["veld"] for fout in inhoud["fouten"]] == ["id", "akkoord"]


@pytest.mark.parametrize(
    ("etag", "status"),
    [
        ('"3"', 200),
        ('"2"', 412),
        ('W/"3"', 412),
        ('"abc"', 412),
        ('"é"', 412),
        ('"1", "3"', 200),
        ('"4","3" ,W/"2"', 200),
        (', "x,y",, "3",', 200),
        ('"1", "2", "4"', 412),
        ('"2", W/"3"', 412),
        ("3", 400),
        ('"3" "4"', 400),
        ('"1", *', 400),
        (",", 400),
        ("", 400),
        ("," * 99 + "x", 400),
        ('"1",' * 25 + '"3"', 400),
    ],
)
def test_a_change_goes_through_where_one_of_the_tags_is_the_current(
    gemeente: TestClient, etag: str, status: int
) -> None:
    koppen = {"If-Match": etag.encode("latin-1")}
    antwoord = gemeente.put(f"/v1/proeven/{ID}", json=GOED, headers=koppen)
    assert antwoord.status_code == status


def test_any_version_does_not_say_which_one_was_read(gemeente: TestClient) -> None:
    antwoord = gemeente.put(f"/v1/proeven/{ID}", json=GOED, headers={"If-Match": "*"})
    assert "* zegt niet welke versie" in probleem(antwoord, 428, "revisie-ontbreekt")["detail"]


@pytest.mark.parametrize("etag", ["*", '"3"'])
def test_a_change_on_the_condition_that_there_is_none_is_refused(gemeente: TestClient, etag: str) -> None:
    koppen = {"If-Match": '"3"', "If-None-Match": etag}
    inhoud = probleem(gemeente.put(f"/v1/proeven/{ID}", json=GOED, headers=koppen), 400, "ongeldige-invoer")
    assert [fout["veld"] for fout in inhoud["fouten"]] == ["If-None-Match"]


@pytest.mark.parametrize("pad", ["", f"/{ID}/aanbieders"])
def test_a_step_that_asks_no_version_refuses_one(gemeente: TestClient, pad: str) -> None:
    antwoord = gemeente.post(f"/v1/proeven{pad}", json=GOED if not pad else None, headers={"If-Match": '"3"'})
    (fout,) = probleem(antwoord, 400, "ongeldige-invoer")["fouten"]
    assert fout == {"veld": "If-Match", "melding": "Deze bewerking vraagt geen versie; laat deze header weg."}


def test_what_is_read_is_answered_whole_whatever_its_reader_has(gemeente: TestClient) -> None:
    assert gemeente.get(f"/v1/proeven/{ID}/moment", headers={"If-None-Match": "*"}).status_code == 200


def test_a_broken_endpoint_shows_nothing_and_logs_no_text_of_the_error(
    gemeente: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        antwoord = gemeente.get("/v1/vrij/kapot", headers={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"})
    inhoud = probleem(antwoord, 500, "interne-fout")
    assert inhoud["instance"] == "urn:uuid:abababab-abab-abab-abab-abababababab"
    assert "RuntimeError" in caplog.text
    assert "ga_stuk" in caplog.text
    assert "999990019" not in caplog.text + antwoord.text


def test_a_database_that_is_away_asks_to_come_back(gemeente: TestClient) -> None:
    antwoord = gemeente.get("/v1/vrij/onbereikbaar")
    probleem(antwoord, 503, "onbereikbaar")
    assert antwoord.headers["retry-after"]


def test_every_kind_of_problem_is_explained_where_its_type_points(gemeente: TestClient) -> None:
    for fout in STATUS:
        assert gemeente.get(f"/v1/problemen/{fout.soort}").json()["status"] == STATUS[fout]
    probleem(gemeente.get("/v1/problemen/bestaat-niet"), 404, "niet-gevonden")


def test_every_error_of_the_domain_has_a_status() -> None:
    domein = {fout for fout in WmoFout.__subclasses__() if fout.__module__ == "app.domain.fouten"}
    assert domein <= STATUS.keys()


@pytest.mark.parametrize("kop", ["If-Match", "Idempotency-Key", "Content-Type", "Content-Encoding"])
def test_a_header_that_says_two_things_is_refused(gemeente: TestClient, kop: str) -> None:
    koppen = [("If-Match", '"3"'), ("Content-Type", "application/json"), (kop, '"3"'), (kop, '"4"')]
    antwoord = gemeente.put(f"/v1/proeven/{ID}", content=json.dumps(GOED), headers=koppen)
    assert antwoord.status_code == 400
    assert {"veld": kop, "melding": "Deze header staat er meer dan een keer."} in antwoord.json()["fouten"]


def test_what_is_accepted_may_be_said_in_more_than_one_header(gemeente: TestClient) -> None:
    koppen = [("Accept", "text/html"), ("Accept", "application/json")]
    assert gemeente.get("/v1/proeven", headers=koppen).status_code == 200


def test_every_form_that_a_field_asks_can_be_told_in_words() -> None:
    def patronen(deel: object) -> Iterator[str]:
        if isinstance(deel, dict):
            if isinstance(deel.get("pattern"), str):
                yield deel["pattern"]
            deel = list(deel.values())
        if isinstance(deel, list):
            for binnen in deel:
                yield from patronen(binnen)

    met_eigen_zin = ("[0-9]{4}", "[0-9]{8}", "[0-9]{9}", DAG, MAAND, MOMENT)
    zonder = [
        patroon
        for patroon in set(patronen(DOCUMENT)) - VORMEN.keys()
        if patroon not in {f"^{p}$" for p in met_eigen_zin}
        and _LETTERS not in patroon
        and not patroon.startswith("^(W/)")  # of a header of its own, with its own sentence
    ]
    assert zonder == []
    assert not [vorm for vorm in VORMEN.values() if set("^$[]{}|*") & set(vorm)]


@pytest.mark.parametrize("cijfers", ["2733333", "273333333333", "2"])
def test_a_moment_may_be_finer_than_a_microsecond(cijfers: str) -> None:
    gelezen = TypeAdapter(Moment).validate_python(f"2026-11-28T09:10:55.{cijfers}Z")
    assert (gelezen.second, gelezen.microsecond) == (55, int(cijfers[:6].ljust(6, "0")))
