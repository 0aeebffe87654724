"""The decision on paper, with its plans, as the client receives it (H27 to H29, M16, W07)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from app.documenten import tekst
from app.documenten.besluit import Afwijzing, Beeindiging, Besluitdocument, Toekenning, maak_besluitdocument
from app.documenten.brief import Brief
from app.documenten.plan import Resultaatregel
from app.domain.besluit.bedragen import tarief
from app.domain.besluit.besluit import Besluit, Besluitregel, Vorm
from app.domain.besluit.grondslag import NA_ONDERZOEK, Grondslag
from app.domain.besluit.voorstel import geplande_regels, verschillen
from app.domain.bezwaar.klokken import bezwaartermijn_tot
from app.domain.document import Document, laatste_pdf, leg_document_vast
from app.domain.plan.plan_van_aanpak import Clientondertekening, PlanVanAanpak
from app.domain.profielen import Regioprofiel
from app.domain.toewijzing.gevolgen import eerdere_fase, einden, is_nadelig, vervolg
from app.domain.waarden import AgbCode, kalenderdag
from app.istandaard.codelijsten import codelijst
from app.processen.adressering import adresregels
from app.processen.beslissen import grondslag_van, onderzoek_van
from app.processen.briefgegevens import vereis_briefgegevens
from app.processen.documenten import stel_document_samen
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.toewijzen import lees_lijn

BESLUIT = "besluit"
"""Kind of the kept documents that are a decision."""


@voor(*GEMEENTE)
def geef_besluitdocument(handeling: Handeling, besluit_id: UUID) -> bytes:
    """The decision as PDF: as it was announced, or before that as it stands now."""
    besluit = handeling.opslag.besluiten.haal(besluit_id)
    return laatste_pdf(handeling.opslag.documenten.van(besluit.id), BESLUIT) or maak_pdf(handeling, besluit)


def bewaar_besluitdocument(handeling: Handeling, besluit: Besluit, pdf: bytes) -> Document:
    """Keep what the client received with the announcement, when and how."""
    assert besluit.bekendmaking is not None
    kanaal = besluit.bekendmaking.wijze
    return handeling.opslag.documenten.bewaar(
        leg_document_vast(besluit, BESLUIT, pdf, op=handeling.nu, kanaal=kanaal)
    )


def maak_pdf(handeling: Handeling, besluit: Besluit) -> bytes:
    """The decision as it stands now."""
    return handeling.maak(maak_besluitdocument, _stel_samen(handeling, besluit))


def _stel_samen(handeling: Handeling, besluit: Besluit) -> Besluitdocument:
    opslag = handeling.opslag
    profiel = handeling.profielen.voor(besluit.gemeente, handeling.vandaag)
    gebieden = {gebied.code: gebied.naam for gebied in profiel.resultaatgebieden}
    grondslag = grondslag_van(handeling, besluit)
    plan_van_aanpak = grondslag.plan_van_aanpak
    alle = () if plan_van_aanpak is None else plan_van_aanpak.resultaten
    resultaten = {resultaat.code: resultaat.omschrijving for resultaat in alle}
    client = opslag.clienten.haal(besluit.client_id)
    lijn = lees_lijn(handeling, besluit.client_id)
    beeindigd = einden(besluit, lijn)
    aanbieders = _namen(
        handeling, (*besluit.regels, *grondslag.voorstel, *(einde.regel for einde in beeindigd))
    )
    eerder = None if besluit.wijzigt is None else opslag.besluiten.haal(besluit.wijzigt)
    bezwaar_tot = _bezwaar_tot(handeling, besluit)
    arm = besluit.vorm is Vorm.PLAN_VAN_AANPAK_MET_PLAN
    onderzoek = onderzoek_van(handeling, besluit, grondslag) if besluit.soort in NA_ONDERZOEK else None
    return Besluitdocument(
        brief=Brief(
            gemeente=profiel.gemeente(besluit.gemeente).naam,
            client=tekst.naam(client.naam),
            adres=adresregels(client, _dag(handeling, besluit)),
            kenmerk=besluit.kenmerk,
            datum=kalenderdag(besluit.overgangen[-1].op)
            if besluit.bekendmaking is None
            else besluit.bekendmaking.op,
            afzender=vereis_briefgegevens(handeling, _dag(handeling, besluit)),
        ),
        vorm=besluit.vorm,
        soort=besluit.soort,
        uitkomst=besluit.uitkomst,
        status=besluit.status,
        toekenningen=tuple(_toekenningen(handeling, besluit, grondslag, profiel, resultaten, aanbieders)),
        motivering=besluit.motivering,
        bezwaarclausule=besluit.bezwaarclausule,
        melding_op=opslag.meldingen.haal(besluit.melding_id).ontvangen_op,
        onderzocht=None if onderzoek is None else onderzoek.verantwoording,
        aanvraag_op=None if grondslag.aanvraag is None else grondslag.aanvraag.ontvangen_op,
        bekendmaking=besluit.bekendmaking,
        bezwaar_tot=bezwaar_tot,
        bezwaar_tot_voorlopig=bezwaar_tot is not None and handeling.kalender.is_voorlopig(bezwaar_tot),
        afwijzingen=tuple(
            Afwijzing(
                deel.wat,
                deel.reden,
                tuple(resultaten.get(c, c) for c in deel.resultaten),
                deel.pgb_weigergrond,
            )
            for deel in besluit.afgewezen_delen
        ),
        beeindigingen=tuple(
            Beeindiging(
                einde.regel.activiteiten,
                _wie(einde.regel, aanbieders) or "U koos zelf",
                einde.regel.periode.begin,
                einde.laatste_dag,
                eerdere_fase(einde, besluit, lijn),
                None if (regel := vervolg(besluit, einde)) is None else regel.nummer,
            )
            for einde in beeindigd
        ),
        wijzigt=None if eerder is None else eerder.kenmerk,
        ingangsdatum=besluit.ingangsdatum,
        nadeel=besluit.nadeel,
        krijgt_minder=is_nadelig(besluit, lijn),
        evaluatiedatum=besluit.evaluatiedatum,
        vervallen_evaluatie=_vervallen_evaluatie(besluit, eerder, _dag(handeling, besluit)),
        resultaten=tuple(
            Resultaatregel(
                gebieden.get(r.resultaatgebied, r.resultaatgebied), r.omschrijving, vooraf_bepaald=True
            )
            for r in (alle if arm else ())
        ),
        ondertekend=_ondertekend(plan_van_aanpak) if arm else None,
        plannen=tuple(stel_document_samen(handeling, g.plan) for g in grondslag.onderbouwing),
        zonder_plan=" ".join(afziening.reden for afziening in grondslag.afzieningen) or None,
    )


def _vervallen_evaluatie(besluit: Besluit, eerder: Besluit | None, dag: date) -> date | None:
    """The review day of the decision that this one changes, where it lies ahead and is another."""
    was = None if eerder is None else eerder.volgende_evaluatie
    return was if was is not None and dag <= was != besluit.evaluatiedatum else None


def _ondertekend(plan: PlanVanAanpak | None) -> Clientondertekening | None:
    if plan is None or plan.ondertekend_door_client_op is None:
        return None
    return Clientondertekening(plan.ondertekend_door_client_op, plan.ondertekend_namens_client)


def _toekenningen(
    handeling: Handeling,
    besluit: Besluit,
    grondslag: Grondslag,
    profiel: Regioprofiel,
    resultaten: dict[str, str],
    aanbieders: dict[AgbCode, str],
) -> Iterator[Toekenning]:
    dag = _dag(handeling, besluit)
    producten = {(p.categorie, p.code): p.op(dag).omschrijving for p in handeling.opslag.producten.alle()}
    contracten = handeling.opslag.contracten.van_aanbieders(aanbieders)
    gebieden = {gebied.code: gebied.naam for gebied in profiel.resultaatgebieden}
    afwijkingen = verschillen(besluit, grondslag.voorstel, grondslag.onderbouwing)
    gepland = geplande_regels(besluit.regels, grondslag.voorstel)

    def in_woorden(regel: Besluitregel) -> Toekenning:
        product = (regel.categorie or "", regel.productcode or "")
        return Toekenning(
            nummer=regel.nummer,
            activiteiten=regel.activiteiten,
            frequentie=regel.frequentie,
            leveringsvorm=regel.leveringsvorm,
            periode=regel.periode,
            omvang=regel.omvang,
            concrete_tijd=regel.concrete_tijd,
            budget=regel.budget,
            tarief=tarief(regel, contracten, profiel),
            aanbieder=_wie(regel, aanbieders),
            product=producten.get(product),
            categorie=regel.categorie,
            productsoort=codelijst("WMO020").betekenis(regel.categorie or ""),
            resultaatgebied=None
            if regel.resultaatgebied is None
            else gebieden.get(regel.resultaatgebied, regel.resultaatgebied),
            resultaten=tuple(resultaten.get(code, code) for code in regel.resultaten),
        )

    for regel in besluit.regels:
        anders = tuple(v for v in afwijkingen if v.regel == regel.nummer)
        bron = gepland.get(regel.nummer)
        redenen = (
            regel.pgb_motivering and f"U wilt een pgb: {regel.pgb_motivering}",
            None if anders else regel.afwijking_van_plan,
        )
        yield replace(
            in_woorden(regel),
            motivering="\n".join(filter(None, redenen)) or None,
            verschillen=anders,
            gepland=None if bron is None else in_woorden(bron),
        )


def _namen(handeling: Handeling, regels: Iterable[Besluitregel]) -> dict[AgbCode, str]:
    """The names of the providers of these lines, by AGB code."""
    return handeling.opslag.aanbieders.namen({r.aanbieder for r in regels if r.aanbieder is not None})


def _wie(regel: Besluitregel, aanbieders: dict[AgbCode, str]) -> str | None:
    """Who delivers, by name; None where the client chooses."""
    if regel.aanbieder is None:
        return regel.leverancier
    return aanbieders.get(regel.aanbieder, regel.aanbieder)


def _dag(handeling: Handeling, besluit: Besluit) -> date:
    """The day of the letter, by which products are named: that of the announcement, or before it today."""
    return handeling.vandaag if besluit.bekendmaking is None else besluit.bekendmaking.op


def _bezwaar_tot(handeling: Handeling, besluit: Besluit) -> date | None:
    if besluit.bekendmaking is None:
        return None
    return bezwaartermijn_tot(besluit.bekendmaking.op, handeling.kalender)
