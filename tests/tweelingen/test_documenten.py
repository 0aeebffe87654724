"""Value and document: what plan and besluit hold stands on the paper that the client signs or gets.

In two steps, because both can forget a field. A field that is changed must change what goes to the template,
and text must be in it as it was given; and whatever goes to the template must stand in the PDF.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.documenten import besluit as besluitpapier
from app.documenten import plan as planpapier
from app.documenten.zetten import zet
from app.domain.besluit.besluit import Besluit, Besluitsoort, Besluitstatus, Planversieverwijzing, Vorm
from app.domain.fouten import WmoFout
from app.domain.partijen import Rol
from app.domain.plan.afziening import Afziening
from app.domain.plan.ondersteuningsplan import Afschrift, Ondersteuningsplan, Planversie
from app.istandaard.xml import SCHEMAS
from app.opslag import Databank, Sleutels
from app.processen import besluitdocument, documenten
from app.processen.handeling import Handeling
from app.processen.regio import lees_profielen
from tests.bouw import (
    AANBIEDER,
    AANVRAAG_ID,
    CLIENT_ID,
    MELDING_ID,
    NU,
    PLAN_ID,
    PLAN_VAN_AANPAK_ID,
    ROERMOND,
    een_beller,
    kalenders,
    leg_grond_vast,
    verwerker,
)
from tests.bouw import een_besluit as bouw_besluit
from tests.documenten import lezen
from tests.tweelingen.lijst import klopt, zonder_tegenhanger
from tests.tweelingen.vullen import Vuller, anders, bladen

Toon = Callable[[Any], Any]
"""Gives what goes to the template for a value."""


@pytest.fixture(scope="module")
def handeling(
    sqlite_sjabloon: Path, sleutels: Sleutels, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Handeling]:
    """A request about a case with a plan that was adopted, in a transaction that stays open.

    The client signed the plan van aanpak.
    """
    pad = shutil.copy(sqlite_sjabloon, tmp_path_factory.mktemp("tweelingen") / "wmo.db")
    databank = Databank(f"sqlite:///{pad}", sleutels)
    leg_grond_vast(databank)
    beller = een_beller(ROERMOND, Rol.TOEGANG)
    with databank.transactie(verwerker(beller)) as opslag:
        plan = opslag.plannen_van_aanpak.haal(PLAN_VAN_AANPAK_ID)
        opslag.plannen_van_aanpak.bewaar(replace(plan, ondertekend_door_client_op=NU.date()))
        yield Handeling(beller, NU, lees_profielen(None), kalenders, SCHEMAS, opslag)
    databank.sluit()


@pytest.fixture
def zonder_zetten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be typeset comes out as it goes to the template."""
    for papier in (planpapier, besluitpapier):
        monkeypatch.setattr(papier, "zet", lambda sjabloon, gegevens, datum: json.dumps(gegevens).encode())


def een_plan(handeling: Handeling) -> Ondersteuningsplan:
    """A draft with everything filled in, of which the parts refer to each other; it was submitted once."""
    opslag = handeling.opslag
    profiel = handeling.profielen.voor(ROERMOND, handeling.vandaag)
    plan = replace(
        Vuller().maak(Ondersteuningsplan),
        id=uuid4(),
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        plan_van_aanpak_id=PLAN_VAN_AANPAK_ID,
        aanbieder=AANBIEDER,
        profiel=profiel.code,
        profielversie=profiel.versie,
        vervangt=PLAN_ID,
        versie=0,
        revisie=0,
    )
    (resultaat,), (inzet,) = plan.invulling.resultaten, plan.invulling.inzet
    inzet = replace(inzet, resultaten=(resultaat.code, *inzet.resultaten))
    plan = replace(plan, invulling=replace(plan.invulling, inzet=(inzet,)))
    opslag.ondersteuningsplannen.bewaar(replace(plan, versie=1))
    opslag.planversies.bewaar(Planversie(plan.id, 1, NU, "medewerker-2", "medewerker-1", plan.invulling))
    return plan


def een_besluit(handeling: Handeling, plan: Ondersteuningsplan | None) -> Besluit:
    """A besluit with everything filled in, on the version of this plan that was submitted or on a waiver."""
    vuller, opslag = Vuller(), handeling.opslag
    zaak = {
        "gemeente": ROERMOND,
        "client_id": CLIENT_ID,
        "melding_id": MELDING_ID,
        "plan_van_aanpak_id": PLAN_VAN_AANPAK_ID,
    }
    afziening = replace(
        vuller.maak(Afziening),
        **zaak,
        id=uuid4(),
        aanbieder=AANBIEDER,
        client=None,
        afstemming=None,
        revisie=0,
    )
    eerder = opslag.besluiten.bewaar(bouw_besluit(id=uuid4(), kenmerk=str(uuid4())))
    return replace(
        vuller.maak(Besluit),
        **zaak,
        aanvraag_id=AANVRAAG_ID,
        planversies=(Planversieverwijzing(plan.id, 1),) if plan else (),
        afzieningen=() if plan else (opslag.afzieningen.bewaar(afziening).id,),
        wijzigt=eerder.id,
    )


def zichtbaar(waarde: Any, toon: Toon) -> dict[str, bool]:
    """Of every place in a value whether another value there is seen: text as it was given."""
    basis = toon(waarde)
    return {
        plek: any(_is_te_zien(toon, basis, zet(nieuw), nieuw) for nieuw in anders(blad))
        for plek, blad, zet in bladen(waarde)
    }


def _is_te_zien(toon: Toon, basis: str, waarde: Any, nieuw: Any) -> bool:
    try:
        getoond = toon(waarde)
    except WmoFout:
        return False  # what it refers to is not there, so the list says how that is shown
    return nieuw in getoond if type(nieuw) is str else getoond != basis


def houd_aan_lijst(soort: str, gezien: Mapping[str, bool]) -> None:
    """Fail for what is not seen and not listed; what is listed covers all inside it."""
    lijst = zonder_tegenhanger("document")
    verborgen = {f"{soort}.{plek}" for plek, getoond in gezien.items() if not getoond}
    gedekt = {
        plek: [boven for boven in lijst if f"{plek}.".startswith(f"{boven}.")] or [plek] for plek in verborgen
    }
    gevonden = {boven for lijst_ in gedekt.values() for boven in lijst_}
    klopt("document", gevonden, binnen=f"{soort}.")


@pytest.mark.usefixtures("zonder_zetten")
def test_every_field_of_a_plan_goes_to_its_document(handeling: Handeling) -> None:
    def toon(plan: Ondersteuningsplan) -> str:
        return planpapier.maak_plandocument(documenten.stel_document_samen(handeling, plan)).decode()

    houd_aan_lijst("Ondersteuningsplan", zichtbaar(een_plan(handeling), toon))


@pytest.mark.usefixtures("zonder_zetten")
def test_every_field_of_a_copy_goes_to_its_document(handeling: Handeling) -> None:
    plan = een_plan(handeling)

    def toon(afschrift: Afschrift) -> str:
        return planpapier.maak_plandocument(
            documenten.stel_document_samen(handeling, plan, afschrift)
        ).decode()

    houd_aan_lijst("Afschrift", zichtbaar(Vuller().maak(Afschrift), toon))


@pytest.mark.usefixtures("zonder_zetten")
def test_every_field_of_a_besluit_goes_to_its_document(handeling: Handeling) -> None:
    def toon(besluit: Besluit) -> str:
        return besluitdocument.maak_pdf(handeling, besluit).decode()

    # On a plan a line would also show as another one than was planned; what it says must show by itself.
    op_plan = zichtbaar(een_besluit(handeling, een_plan(handeling)), toon)
    houd_aan_lijst("Besluit", op_plan | zichtbaar(een_besluit(handeling, None), toon))


def gemerkt(gegeven: Any, nummers: Iterator[int]) -> Any:
    """The same with a mark of its own in the place of every text."""
    match gegeven:
        case str():
            return f"merk{next(nummers)}"
        case dict():
            return {naam: gemerkt(deel, nummers) for naam, deel in gegeven.items()}
        case list():
            return [gemerkt(deel, nummers) for deel in gegeven]
        case _:
            return gegeven


def plekken(gegeven: Any, pad: str = "") -> Iterator[tuple[str, Any]]:
    """Every place in what goes to a template, with what stands there."""
    if isinstance(gegeven, dict):
        for naam, deel in gegeven.items():
            yield from plekken(deel, f"{pad}.{naam}".lstrip("."))
    elif isinstance(gegeven, list):
        for deel in gegeven:
            yield from plekken(deel, pad)
    else:
        yield pad, gegeven


def niet_afgedrukt(sjabloon: str, *alle: dict[str, Any]) -> set[str]:
    """What goes to a template and stands in none of these PDFs of it, and what none of them knows."""
    afgedrukt: dict[str, bool] = {}
    for gegevens in alle:
        gegevens = gemerkt(gegevens, count(1000))
        pdf = zet(sjabloon, gegevens, NU.date())
        tekst = f"{lezen.lees(pdf).metadata.title} {lezen.tekst(pdf)}"
        for plek, waarde in plekken(gegevens):
            te_zien = isinstance(waarde, bool) or (waarde is not None and waarde in tekst)
            afgedrukt[plek] = afgedrukt.get(plek, False) or te_zien
    return {f"{sjabloon}.{plek}" for plek, te_zien in afgedrukt.items() if not te_zien}


def test_whatever_goes_to_the_template_of_a_plan_stands_in_its_pdf(
    handeling: Handeling, zonder_zetten: None
) -> None:
    plan, afschrift = een_plan(handeling), Vuller().maak(Afschrift)
    papier = planpapier.maak_plandocument(documenten.stel_document_samen(handeling, plan, afschrift))

    klopt("sjabloon", niet_afgedrukt("plan", json.loads(papier)), binnen="plan.")


def test_whatever_goes_to_the_template_of_a_besluit_stands_in_its_pdf(
    handeling: Handeling, zonder_zetten: None
) -> None:
    vorm = {
        "vorm": Vorm.PLAN_VAN_AANPAK_MET_PLAN,
        "status": Besluitstatus.ONTWERP,
        "soort": Besluitsoort.REGULIER,
    }
    besluiten = [een_besluit(handeling, een_plan(handeling)), een_besluit(handeling, None)]
    papieren = [besluitdocument.maak_pdf(handeling, replace(besluit, **vorm)) for besluit in besluiten]

    klopt("sjabloon", niet_afgedrukt("besluit", *map(json.loads, papieren)), binnen="besluit.")
