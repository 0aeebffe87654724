"""The year that follows on the allocation, between provider and municipality, on one product.

The provider keeps what it delivers; the program makes its messages. What the regions have different is in
`regios`: what is delivered, and whether the provider asks for more or for less.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from app.demonstratie.partij import Json, OnverwachtAntwoord
from app.demonstratie.wereld import Wereld
from app.demonstratie.wijziging import dag_van, nadeel_van, wijzig
from app.istandaard.codelijsten import codelijst

BEGIN, WIJZIGING, EINDE = "2026-05-01", "2026-12-01", "2027-04-30"
WEG, TERUG = "2026-06-19", "2026-07-13"
"""The last day before the client is away, and the first day after it."""
TIJDELIJK, DOOR_VERZOEK, VOLGENS_PLAN = "20", "37", "19"
"""Why delivery ends (WMO588)."""


def vertel(w: Wereld, besluit_id: str, *, zie_af: Callable[[Wereld, str], None] | None) -> None:
    """Tell it on the client of this decision.

    Where the region lets a municipality do without a new plan, `zie_af` does that before it grants.
    """
    jaar = w.regio.jaar
    w.klok.zet_op("2026-05-06")
    nummers = _nummers(w)
    w.verteller.stap(f"Van product {jaar.productcode} volgt nu het hele jaar.", "M17")
    _leg_levering_vast(w, nummers[0], [_periode(BEGIN)])
    _meld(w, f"De levering begint op {dag_van(BEGIN)}.")

    w.klok.zet_op("2026-06-02")
    _leg_maand_vast(w, nummers, "2026-05", jaar.gewoon)
    _declareer(w, "2026-05", "De eerste declaratie, over mei.")

    w.klok.zet_op("2026-06-22")
    _leg_levering_vast(w, nummers[0], [_periode(BEGIN, (WEG, TIJDELIJK))])
    _meld(w, f"De cliënt logeert bij familie: na {dag_van(WEG)} stopt de levering tijdelijk.")
    w.klok.zet_op("2026-07-14")
    leverperiodes = [_periode(BEGIN, (WEG, TIJDELIJK)), _periode(TERUG)]
    _leg_levering_vast(w, nummers[0], leverperiodes)
    _meld(w, f"Vanaf {dag_van(TERUG)} gaat de levering verder.")
    for oud, nieuw in pairwise(nummers):
        laatste_dag = _looptijd(oud)["einddatum"]
        w.klok.zet_op(laatste_dag)
        _stop(w, oud, leverperiodes, VOLGENS_PLAN)
        _meld(w, f"Toewijzing {oud['nummer']} eindigt: na {dag_van(laatste_dag)} stopt de levering.")
        w.klok.zet_op(_looptijd(nieuw)["begindatum"])
        leverperiodes = _begin(w, nieuw)
        _meld(w, f"Op toewijzing {nieuw['nummer']} begint de levering weer.")

    w.klok.zet_op("2026-11-10")
    _vraag_wijziging(w, besluit_id, nummers[-1], zie_af)
    nummers = _nummers(w)
    oud, nieuw = nummers[-2:]
    w.klok.zet_op("2026-12-02")
    for maand in ("2026-06", "2026-07"):
        _leg_maand_vast(w, nummers, maand, jaar.half)
    for maand in ("2026-08", "2026-09", "2026-10"):
        _leg_maand_vast(w, nummers, maand, jaar.gewoon)
    _leg_maand_vast(w, nummers, "2026-11", jaar.gewoon, tarief=_tarief(w) + 100)
    _stop(w, oud, leverperiodes, DOOR_VERZOEK)
    _begin(w, nieuw)
    _meld(w, "Het oude nummer stopt door het verzoek, het nieuwe begint.")
    _declareer(
        w,
        "2026-11",
        "De tweede declaratie, met voor november een verkeerd tarief: die regel wordt geweigerd.",
    )

    w.klok.zet_op("2027-01-05")
    _leg_maand_vast(w, nummers, "2026-11", jaar.gewoon)
    _leg_maand_vast(w, nummers, "2026-09", jaar.half)
    _leg_maand_vast(w, nummers, "2026-12", jaar.anders)
    _declareer(
        w,
        "2026-12",
        "De derde declaratie: november met het goede tarief. September was te veel: die regel wordt "
        "gecrediteerd, en het goede aantal gedeclareerd.",
    )

    w.klok.zet_op("2027-05-04")
    for maand in ("2027-01", "2027-02", "2027-03", "2027-04"):
        _leg_maand_vast(w, nummers, maand, jaar.anders)
    _leg_levering_vast(w, nieuw, [_periode(WIJZIGING, (EINDE, jaar.reden_einde))])
    reden = f"{codelijst('WMO588').betekenis(jaar.reden_einde)}".lower()
    _meld(w, f"Na {dag_van(EINDE)} stopt de levering definitief: {reden}.")
    _declareer(w, "2027-04", "De laatste declaratie, van januari tot en met april.")
    _toon_maanden(w, nummers)


def _nummers(w: Wereld) -> list[Json]:
    """The allocations of the product that the year is told of, which follow one another."""
    gevonden = []
    for rij in w.aanbieder.lees("/toewijzingen?limiet=100"):
        if rij["productcode"] == w.regio.jaar.productcode:
            pad = f"/toewijzingen/{rij['nummer']}?gemeente={w.regio.gemeente}"
            gevonden.append(w.aanbieder.lees(pad)["toewijzing"])
    gevonden = [t for t in gevonden if not t["verwijderd"]]
    return sorted(gevonden, key=lambda t: f"{_looptijd(t)['begindatum']}")


def _looptijd(toewijzing: Json) -> dict[str, str]:
    periode: dict[str, str] = toewijzing["actueel"]["periode"]
    return periode


def _periode(begin: str, *einden: tuple[str, str]) -> Json:
    return {"begindatum": begin, "einden": [{"datum": dag, "reden": reden} for dag, reden in einden]}


def _bron(w: Wereld, toewijzing: Json) -> str:
    return f"/leveringen/{w.regio.gemeente}/{toewijzing['nummer']}"


def _leg_levering_vast(w: Wereld, toewijzing: Json, leverperiodes: list[Json]) -> None:
    w.aanbieder.vervang(_bron(w, toewijzing), leverperiodes=leverperiodes)


def _begin(w: Wereld, toewijzing: Json) -> list[Json]:
    """Delivery begins on the first day of an allocation; gives what is kept of it."""
    leverperiodes = [_periode(_looptijd(toewijzing)["begindatum"])]
    _leg_levering_vast(w, toewijzing, leverperiodes)
    return leverperiodes


def _stop(w: Wereld, toewijzing: Json, leverperiodes: list[Json], reden: str) -> None:
    """Delivery stops with the allocation."""
    *eerder, laatste = leverperiodes
    einde = _periode(laatste["begindatum"], (_looptijd(toewijzing)["einddatum"], reden))
    _leg_levering_vast(w, toewijzing, [*eerder, einde])


def _meld(w: Wereld, tekst: str) -> None:
    """Tell the municipality what it has not heard, and show what became of each message."""
    w.verteller.stap(tekst, "M17")
    for bericht in w.aanbieder.maak(f"/leveringen/{w.regio.gemeente}/meldingen")["berichten"]:
        _vereis_goedgekeurd(bericht)
        _bewaar(w, bericht)


def _bewaar(w: Wereld, bericht: Json) -> None:
    """Write a message of the provider and the answer to it, and tell what became of it."""
    pad, soort, antwoord = (
        f"/berichten/ontvangsten/{bericht['id']}",
        bericht["berichtsoort"],
        bericht["soortAntwoord"],
    )
    w.bewaar_bericht(w.aanbieder, f"{pad}/xml", soort)
    w.bewaar_bericht(w.aanbieder, f"{pad}/antwoord", antwoord)
    w.verteller.opsomming([f"{soort}: {bericht['status']}, antwoord {antwoord}"])


def _vereis_goedgekeurd(bericht: Json) -> None:
    if bericht["status"] != "goedgekeurd":
        raise OnverwachtAntwoord(f"{bericht['berichtsoort']}: {bericht['bevindingen']}")


def _leg_maand_vast(w: Wereld, nummers: list[Json], maand: str, aantal: int, **anders: Any) -> None:
    """Keep what was delivered in a month on the number that ran; in October one region has none."""
    for toewijzing in nummers:
        begin, eind = (_looptijd(toewijzing)[dag][:7] for dag in ("begindatum", "einddatum"))
        if begin <= maand <= eind:
            w.aanbieder.vervang(f"{_bron(w, toewijzing)}/maanden/{maand}", aantal=aantal, **anders)


def _tarief(w: Wereld) -> int:
    """What the contract says, in cents."""
    (tarief,) = (tarief for _, code, _, tarief, _ in w.regio.producten if code == w.regio.jaar.productcode)
    return tarief


def _declareer(w: Wereld, maand: str, tekst: str) -> None:
    """Declare until this month, and show what the municipality answers."""
    w.verteller.stap(tekst, "M17")
    ronde = w.aanbieder.maak(f"/leveringen/{w.regio.gemeente}/declaraties/{maand}")
    if ronde["overgeslagen"]:
        raise OnverwachtAntwoord(f"/declaraties/{maand}: {ronde['overgeslagen']}")
    _bewaar(w, ronde["bericht"])
    antwoord = w.administratie.lees(f"/declaraties/{ronde['bericht']['id']}")["antwoord"]
    w.verteller.opsomming(
        [f"toegekend {_euro(antwoord['toegekend'])}, geweigerd {_euro(antwoord['geweigerd'])}"]
    )


def _euro(centen: int) -> str:
    return f"€ {centen / 100:.2f}".replace(".", ",")


def _vraag_wijziging(
    w: Wereld, besluit_id: str, toewijzing: Json, zie_af: Callable[[Wereld, str], None] | None
) -> None:
    """The provider asks, the municipality decides and grants."""
    jaar, gemeente = w.regio.jaar, w.regio.gemeente
    eerder = w.beslisser.lees(f"/besluiten/{besluit_id}")
    regels = [_gewijzigd(w, regel) for regel in eerder["regels"]]
    (omvang,) = (r["omvang"] for r in regels if r["productcode"] == jaar.productcode)
    gevraagd = w.aanbieder.maak(
        "/verzoeken",
        gemeente=gemeente,
        soort="wijziging",
        reden="1",
        producten=[
            {
                "soort": "wijzigen",
                "toewijzing": toewijzing["nummer"],
                "begindatum": WIJZIGING,
                "omvang": {naam: omvang[naam] for naam in ("volume", "eenheid", "frequentie")},
            }
        ],
    )
    w.verteller.stap(
        f"De situatie verandert: de aanbieder vraagt een wijziging vanaf {dag_van(WIJZIGING)}.", "W08"
    )
    _bewaar(w, gevraagd["bericht"])
    (rij,) = w.beslisser.lees("/verzoeken?open=true")
    verzoek = w.beslisser.lees(f"/verzoeken/{rij['id']}")
    w.verteller.stap(
        f"De gemeente leest het naast plan, besluit en toewijzing, en antwoordt uiterlijk op "
        f"{dag_van(verzoek['uiterlijk'])}.",
        "M15 M18",
    )
    w.verteller.opsomming(
        f"{v['uitleg']} ({v['bron']})" for p in verzoek["producten"] for v in p["verschillen"]
    )
    if zie_af is not None:
        zie_af(w, eerder["planVanAanpakId"])
    nadeel = None if jaar.nadeel is None else nadeel_van(w, jaar.nadeel)
    wijzig(w, eerder, WIJZIGING, *regels, motivering=jaar.waarom, nadeel=nadeel, verzoeken=[verzoek["id"]])
    stand = w.aanbieder.lees(f"/verzoeken/{rij['id']}")["verzoek"]["stand"]
    nieuw = _nummers(w)[-1]
    w.verteller.stap(
        f"De wmo301 draagt de referentie van het verzoek; het staat nu op {stand}. Nummer "
        f"{toewijzing['nummer']} eindigt, nummer {nieuw['nummer']} begint.",
        "M16 M18 W08",
    )


def _gewijzigd(w: Wereld, regel: Json) -> Json:
    """A line of a decision from the change on; that of the product with what was asked."""
    uit = {naam: waarde for naam, waarde in regel.items() if naam != "nummer"}
    uit["periode"] = regel["periode"] | {"begindatum": WIJZIGING}
    if regel["productcode"] != w.regio.jaar.productcode:
        return uit | {"afwijkingVanPlan": "Dit blijft gelijk."}
    omvang = regel["omvang"] | {"volume": w.regio.jaar.volume}
    return uit | {
        "omvang": omvang,
        "frequentie": w.regio.jaar.hoe_vaak,
        "afwijkingVanPlan": w.regio.jaar.waarom,
    }


def _toon_maanden(w: Wereld, nummers: list[Json]) -> None:
    """What was declared of each month, and what became of it."""
    w.verteller.stap("Zo staat het jaar bij de aanbieder:", "M17")
    w.verteller.tabel(
        ("toewijzing", "maand", "volume", "bedrag", "uitkomst"),
        (
            (
                f"nummer {toewijzing['nummer']}",
                regel["prestatie"]["begindatum"][:7],
                f"{regel['prestatie']['volume']}",
                _euro(regel["prestatie"]["bedrag"]),
                ", ".join([regel["stand"], *(reden["betekenis"].lower() for reden in regel["redenen"])]),
            )
            for toewijzing in nummers
            for maand in w.aanbieder.lees(f"{_bron(w, toewijzing)}/maanden?limiet=100")
            for regel in maand["regels"]
        ),
    )
