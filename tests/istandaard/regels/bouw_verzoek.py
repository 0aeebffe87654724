"""A wmo315, wmo317 and wmo319 that are right in everything; a test says only what it is about."""

from datetime import date
from typing import Any

from app.domain.keten.dossier import BekendeToewijzing, Dossier, Toewijzingsleutel, Verzoeksleutel
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Gemeentecode, Omvang
from app.istandaard.berichten import wmo315, wmo317, wmo319
from app.istandaard.berichten.basis import (
    Achternaam,
    BerichtIdentificatie,
    VerkorteNaam,
    Verwijzer,
    XsdVersie,
)
from app.istandaard.berichten.wmo315 import AangevraagdProduct, Wmo315
from app.istandaard.berichten.wmo317 import (
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Verzoek,
    Wmo317,
)
from app.istandaard.berichten.wmo319 import Antwoord, Wmo319
from app.istandaard.waarden import Datum, Geheel
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    BSN,
    ROERMOND,
    bekend_verzoek,
    geboren,
    leeg_dossier,
    omvang,
    product,
    sleutel,
)

BUDGET: dict[str, Any] = {"omvang": None, "budget": Geheel(100_00)}


def kop(afzender: str, ontvanger: str, dagtekening: str) -> dict[str, Any]:
    return {
        "afzender": afzender,
        "ontvanger": ontvanger,
        "bericht_identificatie": BerichtIdentificatie(identificatie="1", dagtekening=Datum(dagtekening)),
        "xsd_versie": XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0"),
    }


def datums(velden: dict[str, Any]) -> dict[str, Any]:
    # Dates may be given as text.
    return {
        naam: Datum(waarde) if naam.endswith("datum") and isinstance(waarde, str) else waarde
        for naam, waarde in velden.items()
    }


def aangevraagd_product(referentie: str = "A1", **velden: Any) -> AangevraagdProduct:
    standaard: dict[str, Any] = {
        "product": product(),
        "toewijzing_ingangsdatum": "2026-04-01",
        "toewijzing_einddatum": "2026-12-31",
        "omvang": omvang(),
        "verwijzer": Verwijzer(type="01"),
    }
    return AangevraagdProduct(referentie_aanbieder=referentie, **datums(standaard | velden))


def een_315(
    *producten: AangevraagdProduct,
    gemeente: str = ROERMOND,
    dagtekening: str = "2026-03-02",
    **client: Any,
) -> Wmo315:
    """A request for these products, or for one that is right; other fields of Client by name."""
    standaard: dict[str, Any] = {
        "bsn": BSN,
        "geboortedatum": geboren(),
        "geslacht": "2",
        "naam": VerkorteNaam(geslachtsnaam=Achternaam(achternaam="Jansen")),
        "aangevraagde_producten": producten or (aangevraagd_product(),),
    }
    return Wmo315(
        header=wmo315.Header(**kop(AANBIEDER, gemeente, dagtekening)),
        client=wmo315.Client(**(standaard | client)),
    )


def ongewijzigd_product(nummer: int = 1) -> OngewijzigdProduct:
    return OngewijzigdProduct(toewijzing_nummer=Geheel(nummer))


def te_wijzigen_product(nummer: int = 1, **velden: Any) -> TeWijzigenProduct:
    """More hours from June, in the allocation that `bekende_toewijzing` gives."""
    standaard: dict[str, Any] = {
        "gewenste_ingangsdatum": "2026-06-01",
        "einddatum": "2026-12-31",
        "omvang": omvang(6),
    }
    return TeWijzigenProduct(toewijzing_nummer=Geheel(nummer), **datums(standaard | velden))


def nieuw_product(**velden: Any) -> NieuwProduct:
    """The product of `bekende_toewijzing`, for the year after it."""
    standaard: dict[str, Any] = {
        "product": product(),
        "gewenste_ingangsdatum": "2027-01-01",
        "einddatum": "2027-12-31",
        "omvang": omvang(),
    }
    return NieuwProduct(**datums(standaard | velden))


def een_317(
    *producten: OngewijzigdProduct | TeWijzigenProduct | NieuwProduct,
    referentie: str = "W1",
    bsn: str = BSN,
    gemeente: str = ROERMOND,
    dagtekening: str = "2026-03-02",
) -> Wmo317:
    """A request for exactly these, each in its own list."""
    return Wmo317(
        header=wmo317.Header(**kop(AANBIEDER, gemeente, dagtekening)),
        client=wmo317.Client(
            bsn=bsn,
            verzoek=Verzoek(
                referentie_aanbieder=referentie,
                reden_verzoek="1",
                ongewijzigde_producten=tuple(p for p in producten if isinstance(p, OngewijzigdProduct)),
                te_wijzigen_producten=tuple(p for p in producten if isinstance(p, TeWijzigenProduct)),
                nieuwe_producten=tuple(p for p in producten if isinstance(p, NieuwProduct)),
            ),
        ),
    )


def in_verzoeken(**velden: Any) -> tuple[Wmo315, Wmo317, Wmo317]:
    """The same asked in each class that can ask it; the last one, a change, names no product.

    `ingangsdatum` and `einddatum` go under the name that the class has for them.
    """
    namen_315 = {"ingangsdatum": "toewijzing_ingangsdatum", "einddatum": "toewijzing_einddatum"}
    in_315 = {namen_315.get(naam, naam): waarde for naam, waarde in velden.items()}
    in_317 = {"gewenste_ingangsdatum" if n == "ingangsdatum" else n: waarde for n, waarde in velden.items()}
    wijziging = {naam: waarde for naam, waarde in in_317.items() if naam != "product"}
    return (
        een_315(aangevraagd_product(**in_315)),
        een_317(ongewijzigd_product(), nieuw_product(**in_317)),
        een_317(te_wijzigen_product(**wijziging)),
    )


def een_319(
    antwoord: str = "1",
    reden: str | None = "3",
    referentie: str = "A1",
    gemeente: str = ROERMOND,
    dagtekening: str = "2026-03-02",
) -> Wmo319:
    """A refusal for want of a contract."""
    return Wmo319(
        header=wmo319.Header(**kop(gemeente, AANBIEDER, dagtekening)),
        antwoord=Antwoord(
            referentie_aanbieder=referentie, verzoek_antwoord=antwoord, reden_afwijzing_verzoek=reden
        ),
    )


ONDERZOEK = een_319("2", None)


def bekende_toewijzing(**velden: Any) -> BekendeToewijzing:
    """Four hours a week of one product, from April up to and including December 2026."""
    standaard: dict[str, Any] = {
        "client": sleutel(BSN),
        "aanbieder": AgbCode(AANBIEDER),
        "categorie": "02",
        "productcode": "02A03",
        "ingangsdatum": date(2026, 4, 1),
        "einddatum": date(2026, 12, 31),
        "omvang": Omvang(4, Eenheid.UUR, Frequentie.PER_WEEK),
    }
    return BekendeToewijzing(**(standaard | velden))


def met_toewijzingen(*toewijzingen: BekendeToewijzing, gemeente: str = ROERMOND, **velden: Any) -> Dossier:
    """A dossier with these allocations, numbered from 1."""
    genummerd = enumerate(toewijzingen, 1)
    return leeg_dossier(
        toewijzingen={Toewijzingsleutel(Gemeentecode(gemeente), nummer): t for nummer, t in genummerd},
        **velden,
    )


def met_verzoek(
    referentie: str = "A1", aanbieder: str = AANBIEDER, gemeente: str = ROERMOND, **velden: Any
) -> Dossier:
    """A dossier with one request, and the allocation that `te_wijzigen_product` is about."""
    verzoeken = {
        Verzoeksleutel(Gemeentecode(gemeente), AgbCode(aanbieder), referentie): bekend_verzoek(**velden)
    }
    return met_toewijzingen(bekende_toewijzing(), verzoeken=verzoeken)
