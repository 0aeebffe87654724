"""By what a message is judged: history, what the other keeps alone of it, products and prices."""

from collections.abc import Collection
from dataclasses import replace
from itertools import takewhile
from uuid import UUID

from app.domain.keten.dossier import Dossier, Verzoeksleutel
from app.domain.keten.historie import Verzoek, van_verzoek
from app.domain.partijen import Contract
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.declaraties import beantwoorde_declaratie
from app.istandaard.gevolg import referenties_in
from app.istandaard.historie import bsns_in, genoemde_verzoeken, neem_op
from app.istandaard.kennis import Contractregel, Kennis, Productlijst, Tarief, Tarievenlijst
from app.processen.keten.zaak import Zaak
from app.processen.naslaan import openbare_kennis


def volledig(zaak: Zaak, dossier: Dossier) -> Dossier:
    """By what its receiver judges an answer: its history, and of its question what the other keeps alone.

    That is a request or a declaration that the receiver never handed over here, and lines that it
    destroyed. What the answer leaves behind follows from its own history alone.
    """
    if isinstance(zaak.bericht, Wmo301 | Wmo319):
        return _met_verzoeken(zaak, dossier)
    if not isinstance(zaak.bericht, Wmo325):
        return dossier
    header = zaak.bericht.header
    eigen = beantwoorde_declaratie(header, dossier)
    if eigen is not None and referenties_in(zaak.bericht) <= eigen.regels.keys():
        return dossier
    van_ander = zaak.dossier(zaak.ontvangst.afzender)
    ander = beantwoorde_declaratie(header, van_ander)
    if ander is None:
        return dossier
    clienten = {van_ander.clientsleutel(bsn): dossier.clientsleutel(bsn) for bsn in bsns_in(zaak.bericht)}
    regels = {
        referentie: regel._replace(client=clienten.get(regel.client, regel.client))
        for referentie, regel in ander.regels.items()
    }
    geheel = replace(ander, regels=regels) if eigen is None else replace(eigen, regels=regels | eigen.regels)
    sleutel = next(sleutel for sleutel, bekend in van_ander.declaraties.items() if bekend is ander)
    return replace(dossier, declaraties=dossier.declaraties | {sleutel: geheel})


def _met_verzoeken(zaak: Zaak, dossier: Dossier) -> Dossier:
    """This history with the requests that the message names and the other alone keeps.

    As they stood when it was sent: what its sender answered with it, and since then, does not count.
    """
    gemeente, aanbieder = Gemeentecode(zaak.tussen.gemeente), AgbCode(zaak.tussen.aanbieder)
    genoemd = {Verzoeksleutel(gemeente, aanbieder, naam) for naam in genoemde_verzoeken(zaak.bericht)}
    bij_ander = zaak.keten(zaak.ontvangst.afzender)
    nieuw = genoemd - dossier.verzoeken.keys()
    if not nieuw:
        return dossier
    dit = zaak.herkomst(zaak.ontvangst.afzender)
    gevonden = [*takewhile(lambda vondst: vondst.herkomst != dit, bij_ander.vind([*map(van_verzoek, nieuw)]))]
    if not gevonden:
        return dossier
    geheel = zaak.dossier(zaak.ontvangst.eigenaar)
    clienten = {bij_ander.clientsleutel(bsn): dossier.clientsleutel(bsn) for bsn in bsns_in(zaak.bericht)}
    for _, gegeven in gevonden:
        if isinstance(gegeven, Verzoek):
            client = clienten.get(gegeven.verzoek.client, gegeven.verzoek.client)
            gegeven = replace(gegeven, verzoek=replace(gegeven.verzoek, client=client))
        gegeven.pas_toe(geheel)
    return geheel


def kennis(zaak: Zaak) -> Kennis:
    """With the products of the municipality that receives it, and its prices where money is asked.

    A provider judges neither.
    """
    kennis = openbare_kennis(zaak.handeling.vandaag)
    if zaak.ontvangst.eigenaar != zaak.tussen.gemeente:
        return kennis
    opslag = zaak.handeling.opslag.als_gemeente(Gemeentecode(zaak.tussen.gemeente))
    producten = opslag.producten.codes()
    met_geld = isinstance(zaak.bericht, Wmo323)
    contracten = opslag.contracten.van_aanbieder(AgbCode(zaak.tussen.aanbieder)) if met_geld else ()
    return replace(
        kennis,
        productlijst=Productlijst(producten) if producten else None,
        tarievenlijst=tarievenlijst(contracten) if contracten else None,
    )


def eigen_buiten_historie(zaak: Zaak) -> tuple[UUID, ...]:
    """Of a municipality that draws up its wmo301s here: those that it sent and its history lacks."""
    gemeente, aanbieder = Gemeentecode(zaak.tussen.gemeente), AgbCode(zaak.tussen.aanbieder)
    ontvangsten = zaak.handeling.opslag.ontvangsten
    clienten = ontvangsten.clienten(gemeente, bsns_in(zaak.bericht))
    return ontvangsten.eigen_buiten_historie(gemeente, aanbieder, [*clienten.values()])


def neem_eigen_op(zaak: Zaak) -> None:
    """Add those to its history."""
    gemeente = Gemeentecode(zaak.tussen.gemeente)
    ids = eigen_buiten_historie(zaak)
    for eigen in zaak.handeling.opslag.als_gemeente(gemeente).berichten.met_ids(ids) if ids else ():
        bericht = codec.lees(eigen.xml, zaak.handeling.schemas)
        neem_op(zaak.keten(gemeente), eigen.id, bericht)


def tarievenlijst(contracten: Collection[Contract]) -> Tarievenlijst:
    """The prices of these contracts, each in the periods in which it holds."""
    return Tarievenlijst.van(
        (
            Contractregel(c.gemeente, c.aanbieder, c.categorie, c.code),
            Tarief(c.eenheid.value, c.tarief_op(vanaf), vanaf, c.periode.eind),
        )
        for c in contracten
        for vanaf in (c.periode.begin, *(later.vanaf for later in c.latere_tarieven))
    )
