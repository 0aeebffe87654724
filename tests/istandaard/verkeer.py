"""Messages between one municipality and one provider that touch each other: right, and nearly right.

Two clients with three allocations, a few starts, references and months, so that what is drawn at random often
repeats, contradicts or credits what was drawn before.
"""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from app.istandaard.berichten.wmo323 import Client
from tests.istandaard.regels.bouw import BSN, een_301, product, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import (
    DAGTEKENING,
    een_323,
    een_325,
    identificatie,
    prestatie,
    terug,
)
from tests.istandaard.regels.bouw_levering import een_305, een_307, start, stop, verwijderd
from tests.istandaard.regels.bouw_verzoek import (
    aangevraagd_product,
    een_315,
    een_317,
    een_319,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)

ANDER = "900212640"
JAAR = {"ingangsdatum": "2026-01-01", "einddatum": "2026-12-31"}
VAN = {1: (BSN, "02A03"), 2: (BSN, "02A04"), 3: (ANDER, "02A03")}
"""By its number for whom an allocation is, and its product."""
MAAND = {"01": ("2026-01-01", "2026-01-31"), "02": ("2026-02-01", "2026-02-28")}

nummers = st.sampled_from([1, 1, 2, 3])
bsns = st.sampled_from([BSN, BSN, ANDER])
REFERENTIES = ("A1", "A2", "W1")
referenties = st.sampled_from(REFERENTIES)


def toewijzing(nummer: int, eind: str, besloten: str, reden: str | None, referentie: str | None) -> Any:
    velden: dict[str, Any] = {
        "toewijzingsdatum": besloten,
        "reden_wijziging": reden,
        "referentie_aanbieder": referentie,
    }
    einddatum = {"einddatum": "2026-01-01" if reden == "13" else eind}
    return toegewezen_product(
        nummer, **(JAAR | einddatum | velden | {"product": product("02", VAN[nummer][1])})
    )


toewijzingen = st.builds(
    toewijzing,
    nummers,
    st.sampled_from(["2026-12-31", "2026-02-28", "2026-06-30"]),
    st.sampled_from(["2026-02-27", "2026-02-28", "2026-03-01"]),
    st.sampled_from([None, None, "04", "13"]),
    st.one_of(st.none(), st.none(), referenties),
)
dagen = st.sampled_from(["2026-01-05", "2026-01-20"])
starts = st.builds(
    lambda begin, nummer: start(begin, nummer=nummer, van=product("02", VAN[nummer][1])), dagen, nummers
)
stops = st.builds(
    lambda reden, begin, nummer: stop(
        "2026-02-25", reden, begin=begin, nummer=nummer, van=product("02", VAN[nummer][1])
    ),
    st.sampled_from(["19", "20"]),
    dagen,
    nummers,
)


def declaratie(regels: list[Any], nummer: str, maand: str, *klaar: Any) -> Any:
    """Of lines by reference, allocation and the line that they take back, and of lines that are at hand."""
    nieuw = (
        prestatie(r, vorig, toewijzing=op, code=VAN[op][1], periode=MAAND[maand]) for r, op, vorig in regels
    )
    per_client: dict[str, list[Any]] = {}
    for regel in (*nieuw, *klaar):
        per_client.setdefault(VAN[int(regel.toewijzing_nummer)][0], []).append(regel)
    clienten = tuple(Client(bsn=bsn, prestaties=tuple(eigen)) for bsn, eigen in per_client.items())
    bericht = een_323(clienten=clienten, periode=MAAND[maand])
    return replace(bericht, declaratie=replace(bericht.declaratie, declaratie_nummer=nummer))


regels = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "P3", "P4", "P5"]),
        nummers,
        st.sampled_from([None, None, None, "P1", "P2"]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda regel: regel[0],
)


def soms_verwijderd(meldingen: Any) -> Any:
    return st.lists(st.one_of(meldingen, meldingen, meldingen.map(verwijderd)), min_size=1, max_size=2)


def weigering(bericht: Any, identificatie_: str) -> Any:
    """The answer that refuses the first line of this declaration."""
    client = bericht.declaratie.clienten[0]
    regel = terug(client.prestaties[0])
    van = identificatie(identificatie_, DAGTEKENING)
    return een_325(regel, bsn=client.bsn, declaratie=van, nummer=bericht.declaratie.declaratie_nummer)


def antwoorden_op(referentie: str) -> Any:
    """What a municipality may say of this request: refused, looked into, or granted."""
    return st.sampled_from(
        [
            een_319(referentie=referentie),
            een_319("2", None, referentie),
            een_301(*(toewijzing(n, "2026-12-31", "2026-03-01", None, referentie) for n in (1, 2))),
        ]
    )


declaratienummers, maanden = st.sampled_from(["D1", "D2", "D3"]), st.sampled_from(["01", "02"])
BERICHTEN = {
    "toewijzing": st.builds(
        lambda t, bsn: een_301(*t, bsn=bsn), st.lists(toewijzingen, min_size=1, max_size=2), bsns
    ),
    "start": st.builds(lambda s, bsn: een_305(*s, bsn=bsn), soms_verwijderd(starts), bsns),
    "stop": st.builds(lambda s, bsn: een_307(*s, bsn=bsn), soms_verwijderd(stops), bsns),
    "verzoek": st.one_of(
        st.builds(lambda r, bsn: een_315(aangevraagd_product(r), bsn=bsn), referenties, bsns),
        st.builds(
            lambda r, n: een_317(ongewijzigd_product(n), nieuw_product(), referentie=r, bsn=VAN[n][0]),
            *(referenties, nummers),
        ),
        st.builds(
            lambda r: een_317(te_wijzigen_product(1), ongewijzigd_product(2), referentie=r), referenties
        ),
        st.builds(lambda r: een_319(referentie=r), referenties),
        st.builds(lambda r: een_319("2", None, r), referenties),
    ),
    "declaratie": st.builds(declaratie, regels, declaratienummers, maanden),
}


def onder(bericht: Any, identificatie: str) -> Any:
    eigen = replace(bericht.header.bericht_identificatie, identificatie=identificatie)
    return replace(bericht, header=replace(bericht.header, bericht_identificatie=eigen))


def begin() -> list[Any]:
    """A year of two products for one client, of one for the other; the first has begun and is declared."""
    eerst = ["2026-12-31", "2026-02-27", None, None]
    wie = {bsn: [n for n, (van, _) in VAN.items() if van == bsn] for bsn in (BSN, ANDER)}
    toegewezen = [een_301(*(toewijzing(n, *eerst) for n in nummers), bsn=bsn) for bsn, nummers in wie.items()]
    return [*toegewezen, een_305(), een_323(prestatie("P0"))]
