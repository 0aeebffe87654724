"""How running support changes: more for a while, a gap, a stop; after each step both timelines are shown.

What holds by decision and what is allocated are told apart, so that one sees them equal on every day.
"""

from app.demonstratie.partij import Json
from app.demonstratie.wereld import Wereld
from app.istandaard.codelijsten import codelijst


def vertel(w: Wereld, besluit_id: str) -> None:
    """Tell it on the client of this decision, of which the support has just begun."""
    eerste = w.beslisser.lees(f"/besluiten/{besluit_id}")
    w.klok.verzet(dagen=120)
    w.verteller.stap("Een paar maanden later. Dit geldt, en dit is toegewezen:", "M18")
    _toon_stand(w, eerste)

    meer, gewoon = "2026-09-01", "2026-11-01"
    fasen = _wijzig(
        w,
        eerste,
        meer,
        _regel(eerste, 0, meer, "2026-10-31", keer=2, grond="Na een val is twee maanden meer nodig."),
        _regel(eerste, 0, gewoon, "2027-04-30", grond="Daarna is het weer genoeg."),
        *(_regel(eerste, i, meer, "2027-04-30", grond="Dit blijft gelijk.") for i in (1, 2)),
    )
    w.verteller.stap("Twee maanden meer, daarna weer als eerst: twee fasen, elk met een eigen nummer.", "W08")
    _toon_stand(w, eerste)

    w.klok.verzet(dagen=100)
    weg, terug = "2027-01-01", "2027-02-01"
    gat = _wijzig(
        w,
        fasen,
        weg,
        *(
            _regel(eerste, i, terug, "2027-04-30", grond="In januari is de cliënt opgenomen.")
            for i in (0, 1, 2)
        ),
    )
    w.verteller.stap("Een maand opgenomen: de nummers eindigen, en na het gat komen er nieuwe.", "W08")
    _toon_stand(w, eerste)

    _wijzig(w, gat, "2027-02-01")
    w.verteller.stap("De cliënt redt het weer zelf, de hulp stopt: wat nog niet begon, vervalt.", "W08")
    _toon_stand(w, eerste)


def _regel(besluit: Json, plaats: int, begin: str, eind: str, *, grond: str, keer: int = 1) -> Json:
    """A line of the first decision over another period, and so many times as much."""
    regel: Json = {k: v for k, v in besluit["regels"][plaats].items() if k != "nummer"}
    omvang = {**regel["omvang"], "volume": regel["omvang"]["volume"] * keer}
    periode = {"begindatum": begin, "einddatum": eind}
    return {**regel, "omvang": omvang, "periode": periode, "afwijkingVanPlan": grond}


def _wijzig(w: Wereld, eerder: Json, ingangsdatum: str, *regels: Json) -> Json:
    """Decide on a change, tell the client, carry it out and tell the provider; gives the decision."""
    besluit = w.beslisser.maak(
        "/besluiten",
        soort="herbeoordeling",
        meldingId=eerder["meldingId"],
        planVanAanpakId=eerder["planVanAanpakId"],
        motivering="Uw situatie is veranderd. Daarom verandert uw ondersteuning mee.",
        regels=regels,
        wijzigt=eerder["id"],
        ingangsdatum=ingangsdatum,
        nadeel={"grond": "niet_langer_aangewezen", "gevraagdOp": w.klok.dag},
    )
    bron = f"/besluiten/{besluit['id']}"
    gevolgen = w.beslisser.lees(f"{bron}/gevolgen")
    besluit = w.beslisser.doe(bron, "/vaststellingen")
    w.beslisser.doe(bron, "/bekendmakingen", datum=w.klok.dag, wijze="per post")
    w.bewaar(w.beslisser, f"{bron}/document", f"besluit-{w.regio.gemeente}-{besluit['kenmerk']}.pdf")
    w.verteller.stap(
        f"Besluit {besluit['kenmerk']} wijzigt het vorige vanaf {ingangsdatum}; de brief zegt wat stopt:",
        "W07 W08",
    )
    w.verteller.opsomming(
        f"{einde['regel']['productcode']} {_tot(einde.get('laatsteDag'))}" for einde in gevolgen["einden"]
    )
    uitvoering = w.beslisser.maak("/toewijzingen", besluitId=besluit["id"])
    for bericht in uitvoering["berichten"]:
        pad = f"/berichten/{bericht['id']}"
        naam = f"wmo301-{w.regio.gemeente}-{bericht['identificatie']}.xml"
        w.bewaar(w.administratie, f"{pad}/xml", naam)
        w.administratie.doe(pad, "/statussen", status="verzonden")
        w.administratie.doe(pad, "/statussen", status="goedgekeurd")
    return besluit


def _toon_stand(w: Wereld, besluit: Json) -> None:
    stand = w.beslisser.lees(f"/clienten/{besluit['clientId']}/stand")
    w.verteller.opsomming(
        [
            *(f"geldt       {_inhoud(s['inhoud'], s['inhoud']['periode'])}" for s in stand["geldend"]),
            *(
                f"toegewezen  {_inhoud(t | t['actueel'], t['actueel']['periode'])} (nummer {t['nummer']})"
                for t in stand["toewijzingen"]
                if not t["verwijderd"]
            ),
        ]
    )


def _inhoud(wat: Json, periode: Json) -> str:
    return (
        f"{periode['begindatum']} tot en met {periode.get('einddatum', 'open')}: {wat['productcode']}, "
        f"{_hoeveel(wat['omvang'])}"
    )


def _hoeveel(omvang: Json) -> str:
    eenheid = codelijst("WJ756").betekenis(omvang["eenheid"])
    frequentie = codelijst("WMO757").betekenis(omvang["frequentie"])
    return f"{omvang['volume']} {eenheid} {frequentie}".lower()


def _tot(dag: str | None) -> str:
    return "begint niet" if dag is None else f"tot en met {dag}"
