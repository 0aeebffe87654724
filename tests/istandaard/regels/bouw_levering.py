"""A wmo305 and a wmo307 that are right in everything once the allocations in `TOEGEWEZEN` were sent."""

from dataclasses import replace
from functools import reduce
from typing import Any

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo305, wmo307
from app.istandaard.berichten.basis import (
    Achternaam,
    BerichtIdentificatie,
    Product,
    VerkorteNaam,
    XsdVersie,
)
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo305 import StartProduct, Wmo305
from app.istandaard.berichten.wmo307 import StopProduct, Wmo307
from app.istandaard.waarden import Datum, Geheel
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    BSN,
    ROERMOND,
    een_301,
    fouten_in_samenhang,
    geboren,
    leeg_dossier,
    product,
    toegewezen_product,
    verwerk,
)

BEGIN, EIND = "2026-01-05", "2026-02-20"
TOEGEWEZEN = een_301(
    toegewezen_product(1, ingangsdatum="2026-01-01", einddatum="2026-12-31"),
    toegewezen_product(2, ingangsdatum="2026-01-01", einddatum="2026-12-31"),
)


def start(
    begin: str = BEGIN, *, nummer: int | None = 1, van: Product | None = None, status: str = "1"
) -> StartProduct:
    """Delivery began on this day, of an allocation and product that were allocated."""
    return StartProduct(
        toewijzing_nummer=None if nummer is None else Geheel(nummer),
        product=van or product(),
        begindatum=Datum(begin),
        status_aanlevering=status,
    )


def stop(
    eind: str = EIND,
    reden: str = "19",
    *,
    begin: str = BEGIN,
    nummer: int | None = 1,
    van: Product | None = None,
    status: str = "1",
) -> StopProduct:
    """Delivery ended on this day, for good unless the reason is 20."""
    return StopProduct(
        toewijzing_nummer=None if nummer is None else Geheel(nummer),
        product=van or product(),
        begindatum=Datum(begin),
        reden_beeindiging=reden,
        einddatum=Datum(eind),
        status_aanlevering=status,
    )


def verwijderd(melding: Any) -> Any:
    """The deletion of this start or stop."""
    return replace(melding, status_aanlevering="3")


def een_305(*starts: StartProduct, **velden: Any) -> Wmo305:
    """A message with these starts, or with one that is right; fields of Client and header by name."""
    kop = wmo305.Header(**_kop(velden))
    return Wmo305(header=kop, client=wmo305.Client(**_client(velden), start_producten=starts or (start(),)))


def een_307(*stops: StopProduct, **velden: Any) -> Wmo307:
    """A message with these stops, or with one that is right; fields of Client and header by name."""
    kop = wmo307.Header(**_kop(velden))
    return Wmo307(header=kop, client=wmo307.Client(**_client(velden), stop_producten=stops or (stop(),)))


def na(*eerdere: Wmo301 | Wmo305 | Wmo307) -> Dossier:
    """History after these were accepted, and the allocations before them."""
    return reduce(verwerk, map(_eerder, (TOEGEWEZEN, *eerdere)), leeg_dossier())


def fouten_na(bericht: Wmo305 | Wmo307, *eerdere: Wmo301 | Wmo305 | Wmo307) -> list[str]:
    """The codes of the rules that the message breaks after the earlier ones were accepted."""
    return fouten_in_samenhang(bericht, na(*eerdere))


def _eerder(bericht: Any) -> Any:
    # Under an identification of its own, so that only the test of TR056 is about that.
    kop = bericht.header
    anders = replace(kop.bericht_identificatie, identificatie="eerder")
    return replace(bericht, header=replace(kop, bericht_identificatie=anders))


def _kop(velden: dict[str, Any]) -> dict[str, Any]:
    identificatie = BerichtIdentificatie(
        identificatie=velden.pop("identificatie", "lever-1"),
        dagtekening=Datum(velden.pop("dagtekening", "2026-03-02")),
    )
    return {
        "afzender": velden.pop("afzender", AANBIEDER),
        "ontvanger": velden.pop("ontvanger", ROERMOND),
        "bericht_identificatie": identificatie,
        "xsd_versie": XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0"),
    }


def _client(velden: dict[str, Any]) -> dict[str, Any]:
    standaard = {
        "bsn": BSN,
        "geboortedatum": geboren(),
        "geslacht": "2",
        "naam": VerkorteNaam(geslachtsnaam=Achternaam(achternaam="Jansen")),
    }
    return standaard | velden
