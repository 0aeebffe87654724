"""How support changes after it was granted: phases, a gap, a stop, and an objection to that stop.

After each step both timelines are shown, what holds by decision and what is allocated, so that one sees them
equal on every day. All of it is decided in the weeks after the first decision, so that the messages are of
days that have been.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from app.demonstratie.partij import Json
from app.demonstratie.wereld import Wereld
from app.documenten import tekst
from app.domain import woorden
from app.domain.waarden import Eenheid, Frequentie, Omvang

EINDE = "2027-04-30"
OPNAME, THUIS = "2026-10-01", "2026-11-01"
"""The client is in hospital in October, and home again."""


def vertel(w: Wereld, besluit_id: str) -> str:
    """Tell it on the client of this decision; gives the decision by which support holds in the end."""
    eerste = w.beslisser.lees(f"/besluiten/{besluit_id}")
    w.verteller.stap("Dit geldt, en dit is toegewezen:", "M18")
    toon_stand(w, eerste)

    w.klok.verzet(dagen=7)
    minder, gewoon = "2026-06-01", "2026-08-01"
    reden = "In juni en juli helpt uw zus. Dan is de helft genoeg."
    fasen = wijzig(
        w,
        eerste,
        minder,
        gehalveerd(regel_van(eerste, 0, minder, "2026-07-31", grond=reden), "Eén keer per week één uur"),
        regel_van(eerste, 0, gewoon, EINDE, grond="Daarna is het weer als eerst."),
        *(regel_van(eerste, i, minder, EINDE, grond="Dit blijft gelijk.") for i in (1, 2)),
        motivering=f"{reden} Daarna krijgt u weer evenveel als eerst.",
        nadeel=nadeel_van(w, "Als mijn zus er is, red ik het zo."),
    )
    w.verteller.stap(
        "Twee maanden minder, daarna weer als eerst: twee fasen, elk met een eigen nummer. Voor meer of "
        "andere hulp was een nieuw plan nodig.",
        "W08 M02",
    )
    toon_stand(w, eerste)

    w.klok.verzet(dagen=7)
    reden = "In oktober verblijft u in het ziekenhuis. Dan hebt u thuis geen ondersteuning nodig."
    gat = wijzig(
        w,
        fasen,
        OPNAME,
        *(regel_van(eerste, i, THUIS, EINDE, grond="De cliënt is in oktober opgenomen.") for i in (0, 1, 2)),
        motivering=reden,
        nadeel=nadeel_van(w, "Het klopt dat ik dan niet thuis ben."),
    )
    w.verteller.stap("Een maand opgenomen: de nummers eindigen, en na het gat komen er nieuwe.", "W08")
    toon_stand(w, eerste)

    w.klok.verzet(dagen=7)
    stop = wijzig(
        w,
        gat,
        THUIS,
        motivering="Uw dochter komt bij u wonen. Daarom hebt u na de opname geen ondersteuning meer nodig.",
        nadeel=nadeel_van(w, "Ik weet niet of mijn dochter dit volhoudt."),
    )
    w.verteller.stap("De hulp stopt na de opname: wat nog niet begon, vervalt.", "W08")
    toon_stand(w, eerste)
    return _maak_bezwaar(w, eerste, stop)


def _maak_bezwaar(w: Wereld, eerste: Json, stop: Json) -> str:
    """The client objects to the stop and is upheld: what runs goes on meanwhile; gives what follows."""
    w.klok.verzet(dagen=5)
    bezwaar = w.administratie.maak(
        "/bezwaren",
        besluitId=stop["id"],
        ontvangstdatum=w.klok.dag,
        indiener="client",
        gronden="Mijn dochter werkt overdag. Zij kan dit niet alleen.",
    )["bezwaar"]
    pad, kenmerk = f"/bezwaren/{bezwaar['id']}", bezwaar["kenmerk"]
    w.administratie.doe(pad, "/ontvangstbevestigingen", datum=w.klok.dag)
    w.bewaar(w.administratie, f"{pad}/ontvangstbevestiging", f"bezwaar-{w.regio.gemeente}-{kenmerk}.pdf")
    w.verteller.stap(
        f"De cliënt maakt bezwaar, {kenmerk}, en krijgt een bevestiging. Wat loopt, loopt door:", "W09"
    )
    toon_stand(w, eerste)

    w.klok.verzet(dagen=6)
    w.beslisser.doe(
        pad,
        "/hoorzittingen",
        datum=w.klok.dag,
        verslag="De cliënt en de dochter vertellen hoe een week verloopt.",
    )
    w.verteller.stap("De cliënt wordt gehoord, met de dochter erbij.", "W09")
    beslissing: Json = {
        "uitkomst": "gegrond",
        "motivering": "Uw dochter kan overdag niet helpen. Daarom hebt u de ondersteuning nog nodig.",
    }
    with w.verteller.weigering("Wie het besluit nam, mag niet op het bezwaar beslissen.", "W09"):
        w.beslisser.doe(pad, "/beslissingen", **beslissing)
    w.heroverweger.doe(pad, "/beslissingen", **beslissing)
    w.administratie.doe(pad, "/bekendmakingen", datum=w.klok.dag, weg="post", wijze="per post")
    w.bewaar(w.administratie, f"{pad}/beslissing", f"bezwaar-{w.regio.gemeente}-{kenmerk}-beslissing.pdf")
    w.verteller.stap("Een ander beslist: de cliënt krijgt gelijk, met de weg naar de rechter erbij.", "W09")

    herstel = wijzig(
        w,
        stop,
        THUIS,
        *(regel_van(eerste, i, THUIS, EINDE, grond="Het bezwaar is gegrond.") for i in (0, 1, 2)),
        motivering="Uw bezwaar is gegrond. Na de opname krijgt u weer dezelfde ondersteuning.",
    )
    w.beslisser.doe(pad, "/opvolgingen", besluitId=herstel["id"])
    w.verteller.stap("Een gewoon besluit voert dat uit: de ondersteuning komt na de opname terug.", "W09 W08")
    toon_stand(w, eerste)
    return f"{herstel['id']}"


def nadeel_van(w: Wereld, zienswijze: str) -> Json:
    """That the client could say something before getting less."""
    return {"grond": "niet_langer_aangewezen", "gevraagdOp": w.klok.dag, "zienswijze": zienswijze}


def regel_van(besluit: Json, plaats: int, begin: str, eind: str, *, grond: str) -> Json:
    """A line of the first decision over another period."""
    regel: Json = {k: v for k, v in besluit["regels"][plaats].items() if k != "nummer"}
    return {**regel, "periode": {"begindatum": begin, "einddatum": eind}, "afwijkingVanPlan": grond}


def gehalveerd(regel: Json, hoe_vaak: str) -> Json:
    """Half of a line, and how often that is in words."""
    omvang = {**regel["omvang"], "volume": regel["omvang"]["volume"] // 2}
    return {**regel, "omvang": omvang, "frequentie": hoe_vaak}


def wijzig(
    w: Wereld,
    eerder: Json,
    ingangsdatum: str,
    *regels: Json,
    motivering: str,
    nadeel: Json | None = None,
    verzoeken: Sequence[str] = (),
) -> Json:
    """Decide on a change, tell the client, carry it out and tell the provider; gives the decision.

    With it go the requests of the provider that it grants.
    """
    anders: dict[str, Any] = {} if nadeel is None else {"nadeel": nadeel}
    besluit = w.beslisser.maak(
        "/besluiten",
        soort="herbeoordeling",
        meldingId=eerder["meldingId"],
        planVanAanpakId=eerder["planVanAanpakId"],
        motivering=motivering,
        regels=regels,
        wijzigt=eerder["id"],
        ingangsdatum=ingangsdatum,
        **anders,
    )
    bron = f"/besluiten/{besluit['id']}"
    gevolgen = w.beslisser.lees(f"{bron}/gevolgen")
    besluit = w.beslisser.doe(bron, "/vaststellingen")
    w.beslisser.doe(bron, "/bekendmakingen", datum=w.klok.dag, weg="post", wijze="per post")
    w.bewaar(w.beslisser, f"{bron}/document", f"besluit-{w.regio.gemeente}-{besluit['kenmerk']}.pdf")
    w.verteller.stap(
        f"Besluit {besluit['kenmerk']} wijzigt het vorige vanaf {dag_van(ingangsdatum)}; de brief zegt het.",
        "W07 W08",
    )
    w.verteller.opsomming(
        f"stopt: {einde['regel']['productcode']} {_tot(einde.get('laatsteDag'))}"
        for einde in gevolgen["einden"]
    )
    uitvoering = w.beslisser.maak("/toewijzingen", besluitId=besluit["id"], verzoekIds=verzoeken)
    for bericht in uitvoering["berichten"]:
        w.verzend_toewijzing(bericht["id"])
    return besluit


Stuk = tuple[str, str, str, str]
"""Product, first day, last day and extent."""


def toon_stand(w: Wereld, besluit: Json) -> None:
    """What holds beside what is allocated, a row for each."""
    stand = w.beslisser.lees(f"/clienten/{besluit['clientId']}/stand")
    geldend = _samengevoegd(_stuk(s["inhoud"], s["inhoud"]["periode"]) for s in stand["geldend"])
    nummers = {
        _stuk(t | t["actueel"], t["actueel"]["periode"]): f"{t['nummer']}"
        for t in stand["toewijzingen"]
        if not t["verwijderd"]
    }
    w.verteller.tabel(
        ("product", "van", "tot en met", "omvang", "geldt", "toegewezen"),
        (
            (
                stuk[0],
                dag_van(stuk[1]),
                dag_van(stuk[2]),
                stuk[3],
                "ja" if stuk in geldend else "nee",
                f"nummer {nummers[stuk]}" if stuk in nummers else "nee",
            )
            for stuk in sorted({*geldend, *nummers})
        ),
    )


def _samengevoegd(stukken: Any) -> list[Stuk]:
    """The same support from one day to the next as one, as one number carries it."""
    uit: list[Stuk] = []
    for product, begin, eind, omvang in sorted(stukken, key=lambda s: (s[0], s[3], s[1])):
        vorig = uit[-1] if uit else None
        if vorig and (vorig[0], vorig[3]) == (product, omvang) and _dag_erna(vorig[2]) == begin:
            uit[-1] = (product, vorig[1], eind, omvang)
        else:
            uit.append((product, begin, eind, omvang))
    return uit


def _stuk(wat: Json, periode: Json) -> Stuk:
    return (
        wat["productcode"],
        periode["begindatum"],
        periode["einddatum"],
        hoeveel(wat["omvang"], wat["categorie"]),
    )


def _dag_erna(dag: str) -> str:
    return (date.fromisoformat(dag) + timedelta(days=1)).isoformat()


def hoeveel(omvang: Json, categorie: str | None) -> str:
    """An extent as the API answers it, in words."""
    eenheid, frequentie = Eenheid(omvang["eenheid"]), Frequentie(omvang["frequentie"])
    return woorden.omvang(Omvang(omvang["volume"], eenheid, frequentie), categorie)


def dag_van(dag: str) -> str:
    return tekst.datum(date.fromisoformat(dag))


def _tot(dag: str | None) -> str:
    return "begint niet" if dag is None else f"na {dag_van(dag)}"
