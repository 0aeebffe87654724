"""The plan on paper: the regional form, and the client's copies as the provider gave them (H25)."""

from datetime import datetime
from uuid import UUID

from app.documenten import tekst
from app.documenten.plan import AanvullendeRegel, Inzetregel, Plandocument, Resultaatregel, maak_plandocument
from app.domain.document import Document, leg_document_vast
from app.domain.eisen import vervult
from app.domain.fouten import NietGevonden, OngeldigeInvoer, Veldfout
from app.domain.inkoop import contracttarief
from app.domain.partijen import Rol
from app.domain.plan import stappen as planstappen
from app.domain.plan.ondersteuningsplan import (
    AanvullendeInzet,
    Afschrift,
    Invulling,
    Inzet,
    Ondersteuningsplan,
    Productkeuze,
)
from app.domain.profielen import Regioprofiel
from app.domain.waarden import kalenderdag
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.uitvragen import haal_met_inzage

AFSCHRIFT = "afschrift"
"""Kind of the documents that are a client's copy."""


@voor(*GEMEENTE, Rol.AANBIEDER)
def geef_plandocument(handeling: Handeling, plan_id: UUID) -> bytes:
    """The form as it stands now, as PDF."""
    plan = haal_met_inzage(handeling, plan_id)
    return handeling.maak(maak_plandocument, stel_document_samen(handeling, plan))


@vervult("H25")
@voor(Rol.AANBIEDER)
def geef_afschrift(
    handeling: Handeling, plan_id: UUID, revisie: int, *, versie: int, op: datetime, kanaal: str
) -> Document:
    """Record that the provider gave the client a copy, and keep what it held."""
    if op > handeling.nu:
        raise OngeldigeInvoer(
            "Het moment van verstrekken kan niet kloppen.",
            Veldfout("verstrektOp", "Dit moment ligt in de toekomst."),
        )
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    afschrift = Afschrift(versie, kalenderdag(op), kanaal)
    plan = planstappen.geef_afschrift(plan, afschrift)
    pdf = handeling.maak(maak_plandocument, stel_document_samen(handeling, plan, afschrift))
    handeling.opslag.ondersteuningsplannen.bewaar(plan)
    return handeling.opslag.als_gemeente(plan.gemeente).documenten.bewaar(
        leg_document_vast(plan, AFSCHRIFT, pdf, op=op, kanaal=kanaal, versie=versie)
    )


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_afschriften(handeling: Handeling, plan_id: UUID) -> tuple[Document, ...]:
    """The copies that the client was given, the first one first."""
    plan = haal_met_inzage(handeling, plan_id)
    documenten = handeling.opslag.als_gemeente(plan.gemeente).documenten.van(plan.id)
    return tuple(d for d in documenten if d.soort == AFSCHRIFT)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_afschrift(handeling: Handeling, plan_id: UUID, afschrift_id: UUID) -> Document:
    """One copy, exactly as the client was given it."""
    for document in lees_afschriften(handeling, plan_id):
        if document.id == afschrift_id:
            return document
    raise NietGevonden("Bij dit plan is geen afschrift met dit kenmerk.")


def stel_document_samen(
    handeling: Handeling, plan: Ondersteuningsplan, afschrift: Afschrift | None = None
) -> Plandocument:
    """All that the form shows: the last submitted version, or before that the draft."""
    opslag = handeling.opslag.als_gemeente(plan.gemeente)
    profiel = handeling.profielen.met(plan.profiel, plan.profielversie)
    plan_van_aanpak = opslag.plannen_van_aanpak.haal(plan.plan_van_aanpak_id)
    client = opslag.clienten.haal(plan.client_id)
    aanbieder = opslag.aanbieders.haal(plan.aanbieder)
    dag = kalenderdag(plan.overgangen[-1].op)
    producten = {(p.categorie, p.code): p.op(dag).omschrijving for p in opslag.producten.alle()}
    contracten = opslag.contracten.van_aanbieder(plan.aanbieder)
    versie = opslag.planversies.haal(plan.id, plan.versie) if plan.versie else None
    invulling = versie.inhoud if versie else plan.invulling or Invulling(plan.resultaten, ())
    gebieden = {g.code: g.naam for g in profiel.resultaatgebieden}
    vooraf = {(r.code, r.omschrijving) for r in plan_van_aanpak.resultaten}
    return Plandocument(
        formulier=profiel.formulier.naam,
        formulier_versie=plan.formulier_versie,
        formulier_vanaf=profiel.formulier.vanaf,
        kenmerk=str(plan.id),
        versie=plan.versie,
        status=plan.status,
        datum=kalenderdag(plan.overgangen[-1].op),
        gemeente=profiel.gemeente(plan.gemeente).naam,
        aanbieder=aanbieder.naam,
        client=tekst.naam(client.naam),
        geboortedatum=client.geboortedatum,
        resultaten=tuple(
            Resultaatregel(
                gebieden.get(r.resultaatgebied, r.resultaatgebied),
                r.omschrijving,
                vooraf_bepaald=(r.code, r.omschrijving) in vooraf,
            )
            for r in invulling.resultaten
        ),
        inzet=tuple(_inzetregel(inzet, invulling, profiel, producten) for inzet in invulling.inzet),
        aanvullend=tuple(
            _aanvullende_regel(
                inzet,
                profiel,
                producten,
                contracttarief(
                    contracten,
                    plan.aanbieder,
                    (inzet.product.categorie, inzet.product.code),
                    inzet.eenheid,
                    inzet.begin or dag,
                ),
            )
            for inzet in invulling.aanvullend
        ),
        termijn=plan_van_aanpak.termijn,
        casus=plan.casus,
        overleg=invulling.overleg,
        ondertekeningen=plan.ondertekeningen,
        alternatief=plan.alternatief,
        vaststelling=plan.vaststelling,
        gevraagd=profiel.verplicht,
        bestemd_voor=("cliënt", f"gemeente {profiel.gemeente(plan.gemeente).naam}", aanbieder.naam),
        bsn=client.bsn,
        afschrift=afschrift,
    )


Productnamen = dict[tuple[str, str], str]


def _inzetregel(
    inzet: Inzet, invulling: Invulling, profiel: Regioprofiel, producten: Productnamen
) -> Inzetregel:
    resultaten = {r.code: r for r in invulling.resultaten}
    gebieden = {g.code: g.naam for g in profiel.resultaatgebieden}
    niveaus = {i.code: i.naam for i in profiel.intensiteiten}
    verwacht = {r.verwachte_intensiteit for c in inzet.resultaten if (r := resultaten.get(c))} - {None}
    return Inzetregel(
        resultaatgebied=gebieden.get(inzet.resultaatgebied, inzet.resultaatgebied),
        resultaten=tuple(resultaten[c].omschrijving if c in resultaten else c for c in inzet.resultaten),
        aard=inzet.aard,
        frequentie=inzet.frequentie,
        omvang=inzet.omvang,
        intensiteit=inzet.intensiteit and niveaus.get(inzet.intensiteit, inzet.intensiteit),
        verwachte_intensiteit=" of ".join(sorted(niveaus.get(v, v) for v in verwacht if v)) or None,
        afwijking_intensiteit=inzet.afwijking_intensiteit,
        begin=inzet.begin,
        eind=inzet.eind,
        producten=tuple(_productnaam(p, producten) for p in inzet.producten),
        motivering=inzet.motivering,
    )


def _aanvullende_regel(
    inzet: AanvullendeInzet, profiel: Regioprofiel, producten: Productnamen, contractprijs: int | None
) -> AanvullendeRegel:
    """The price is that of the contract; the profile says it where there is none."""
    tarieven = {(p.categorie, p.code): p.tarief for p in profiel.aanvullende_producten}
    return AanvullendeRegel(
        product=_productnaam(inzet.product, producten),
        categorie=inzet.product.categorie,
        aantal=inzet.aantal,
        eenheid=inzet.eenheid,
        frequentie=inzet.frequentie,
        tarief=contractprijs or tarieven.get((inzet.product.categorie, inzet.product.code)),
        begin=inzet.begin,
        eind=inzet.eind,
        toelichting=inzet.toelichting,
    )


def _productnaam(product: Productkeuze, namen: Productnamen) -> str:
    return namen.get((product.categorie, product.code), product.code)
