"""Looking after an installation: migrations, destruction, the access record, keys."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, time
from typing import Annotated

import typer

from app.cli.opdrachten import (
    BEVINDINGEN,
    WAS_PROEF,
    bestaande_gemeente,
    dag_van,
    gemeente_van,
    in_een_zin,
    lees_instellingen,
    open_databank,
    stdout,
    stop,
    tabel,
    uitvoerder,
)

NIET_IN_PROEF = (
    "Niet meegeteld: berichten over meer personen die pas weg kunnen als hun laatste persoon in deze ronde "
    "is vernietigd. Wat de ene partij in deze ronde ook bij de andere zou wegnemen, is bij beide geteld."
)
HEROPEND = (
    "{code}: ingewilligde verzoeken die niet of niet geheel konden worden uitgevoerd: {aantal}. Zij staan "
    "weer open, met de reden erbij; beslis opnieuw."
)
ZOU_HEROPENEN = (
    "{code}: ingewilligde verzoeken die niet of niet geheel kunnen worden uitgevoerd: {aantal}. Zij zouden "
    "weer open staan."
)

ONBEWAAKT = (
    "In wat verzegeld is, is niets gewijzigd, maar dat kan wel: van {tabellen} ontbreken de triggers van dit "
    "programma, die wijzigen en weghalen weigeren, of er staan andere bij. Zet een reservekopie terug."
)
NIET_TE_LEZEN = (
    "Verwerkingen die niet te lezen zijn en er daarom niet bij staan, van alle gemeenten: {aantal}; "
    "`wmo controleer-logboek` noemt de eerste."
)
GROOTSTE_ZEGEL = 2**63 - 1
"""Number of a seal that a database still holds."""


def migreer() -> None:
    """Breng de database naar de laatste versie; op PostgreSQL achter een slot."""
    with open_databank(maak=True) as databank:
        databank.migreer()
    stdout.print("De database is bijgewerkt.")


def vernietig(
    gemeente: Annotated[str | None, typer.Option(help="Alleen deze gemeente (code).")] = None,
    proef: Annotated[
        bool, typer.Option("--proef", help="Toon wat weg zou gaan; er verandert niets.")
    ] = False,
) -> None:
    """Vernietig wat de bewaartermijn voorbij is of waarvan het verzoek is ingewilligd."""
    from app.domain.bewaren import Vernietigingsverzoek
    from app.processen import vernietigen
    from app.processen.kalender import lees_kalenders

    heropend: list[Vernietigingsverzoek] = []
    van_gemeente = bestaande_gemeente(gemeente) if gemeente is not None else None
    with in_een_zin():
        kalenders = lees_kalenders(lees_instellingen().gelijkgestelde_dagen)
    with open_databank() as databank:
        vernietigd = vernietigen.vernietig(
            databank,
            datetime.now(UTC),
            uitvoerder(),
            kalenders,
            gemeente=van_gemeente,
            proef=proef,
            heropend=heropend.append,
        )
    overzicht = tabel("Van", "Grond", "Meldingen", "Aantallen")
    for v in vernietigd:
        aantallen = ", ".join(f"{telling.soort} {telling.aantal}" for telling in v.aantallen)
        overzicht.add_row(v.eigenaar, v.grond.value, "\n".join(map(str, v.zaken)), aantallen)
    stdout.print(overzicht if vernietigd or not proef else "Er is niets dat weg zou gaan.")
    rijen = Counter(v.eigenaar for v in vernietigd)
    for code, soorten in vernietigen.totalen(vernietigd).items():
        if rijen[code] == 1:  # the table says it
            continue
        stdout.print(f"{code}: " + ", ".join(f"{soort} {aantal}" for soort, aantal in soorten.items()))
    aantal = sum(len(v.zaken) for v in vernietigd)
    personen = vernietigen.personen(vernietigd)
    if personen:
        wat = "Personen zonder zaak die weg zouden gaan" if proef else "Vernietigde personen zonder zaak"
        stdout.print(f"{wat}: {personen}.")
    if proef and vernietigd:
        stdout.print(NIET_IN_PROEF)
    for code, aantal_heropend in Counter(v.aanbieder or v.gemeente for v in heropend).items():
        zin = ZOU_HEROPENEN if proef else HEROPEND
        stdout.print(zin.format(code=code, aantal=aantal_heropend))
    stdout.print(f"Zaken die weg zouden gaan: {aantal}." if proef else f"Vernietigde zaken: {aantal}.")
    if proef:
        stdout.print(WAS_PROEF)
    if heropend:
        raise typer.Exit(BEVINDINGEN)


def herreken() -> None:
    """Reken de termijnen van alle zaken uit met de profielen en feestdagen van nu, waar dat nog moet."""
    from app.domain.werkstand import Rekenwijze
    from app.processen.kalender import lees_kalenders
    from app.processen.regio import lees_profielen

    with open_databank() as databank:
        instellingen, nu = lees_instellingen(), datetime.now(UTC)
        kalender = lees_kalenders(instellingen.gelijkgestelde_dagen)(nu.year)
        over = databank.herreken(Rekenwijze(lees_profielen(instellingen.profielen), kalender), nu)
    if over:
        for naam, waarom in over.items():
            stdout.print(f"Overgeslagen: {naam}: {waarom}")
        stdout.print("De andere zijn bij.")
        raise typer.Exit(BEVINDINGEN)
    stdout.print("De termijnen van alle zaken zijn bij, en alle cliënten zijn op naam te vinden.")


def zegel() -> None:
    """Verzegel wat sinds de vorige keer in het logboek kwam; laat een timer dit elke minuut doen."""
    from app.processen.logboek import verzegel_alles

    with open_databank() as databank:
        aantal = verzegel_alles(databank, _nu)
    stdout.print(f"Verzegelde verwerkingen: {aantal}.")


def zegel_van(genoteerd: str) -> str:
    """The hash of a seal as `wmo controleer-logboek` shows it, with its number or without."""
    gevonden = re.fullmatch(r"(?:[0-9]+\s+)?([0-9a-f]{64})", genoteerd.strip().lower())
    if gevonden is None:
        stop(
            "--zegel: dit kan geen zegel zijn. Neem het over zoals deze opdracht het toont: het nummer en de "
            "64 tekens erachter, of alleen die tekens."
        )
    return gevonden[1]


def controleer_logboek(
    bekend: Annotated[
        str | None,
        typer.Option(
            "--zegel", help="Zegel dat u eerder noteerde, en dat erin moet staan; met of zonder nummer."
        ),
    ] = None,
    inhoud_vanaf: Annotated[
        str | None, typer.Option(help="Van zegels van voor deze dag (JJJJ-MM-DD) mag de inhoud weg zijn.")
    ] = None,
) -> None:
    """Controleer of in het logboek niets is gewijzigd of verdwenen sinds het is verzegeld."""
    from app.opslag.zegels import keur, onbewaakt

    grens = None
    if inhoud_vanaf is not None:
        grens = datetime.combine(dag_van(inhoud_vanaf, "--inhoud-vanaf"), time(), UTC)
    with open_databank() as databank:
        keuring = keur(databank, datetime.now(UTC), grens, None if bekend is None else zegel_van(bekend))
        zonder = onbewaakt(databank)
    stdout.print(f"Ongeschonden verzegelde verwerkingen: {keuring.verzegeld}.")
    if keuring.laatste is not None:
        stdout.print(
            f"Laatste goede zegel: {keuring.laatste.volgnummer} {keuring.laatste.hash}", soft_wrap=True
        )
    if keuring.onverzegeld:
        oudste = keuring.oudste_onverzegeld
        sinds = f", sinds {oudste.isoformat(timespec='seconds')}" if oudste else ""
        stdout.print(f"Nog zonder zegel: {keuring.onverzegeld}{sinds}.")
    if keuring.afwijking is not None:
        plek = (("zegel", keuring.afwijking.zegel), ("verwerking", keuring.afwijking.verwerking))
        waar = ", ".join(f"{wat} {nummer}" for wat, nummer in plek if nummer is not None)
        stop(f"Het logboek klopt niet: {f'{waar}: ' if waar else ''}{keuring.afwijking.wat}.", BEVINDINGEN)
    if zonder:
        stop(ONBEWAAKT.format(tabellen=", ".join(zonder)), BEVINDINGEN)


def logboek(
    na_zegel: Annotated[
        int, typer.Option(min=0, max=GROOTSTE_ZEGEL, help="Alleen wat na dit zegel is verzegeld.")
    ] = 0,
    gemeente: Annotated[str | None, typer.Option(help="Alleen deze gemeente (code).")] = None,
    register: Annotated[
        str | None, typer.Option(help="Adres van het verwerkingsregister; de activiteit komt erachter.")
    ] = None,
) -> None:
    """Schrijf het Logboek Dataverwerkingen als regels JSON (OTLP), zonder namen van personen."""
    from app.processen.logboek import REGISTER, ldv_regels

    van_gemeente = gemeente_van(gemeente) if gemeente is not None else None
    overgeslagen: set[int] = set()
    with open_databank() as databank:
        for regel in ldv_regels(
            databank,
            _nu,
            na_zegel=na_zegel,
            gemeente=van_gemeente,
            register=register or REGISTER,
            overgeslagen=overgeslagen,
        ):
            print(json.dumps(regel))
    if overgeslagen:
        stop(NIET_TE_LEZEN.format(aantal=len(overgeslagen)), BEVINDINGEN)


def _nu() -> datetime:
    return datetime.now(UTC)


def roteer_sleutels() -> None:
    """Versleutel alles opnieuw met de nieuwste sleutel; afgebroken gaat het de volgende keer verder."""
    from app.opslag.herversleuteling import herversleutel, laat_oude_sleutels_los

    with open_databank() as databank, databank.alleen() as houdt:
        geteld = herversleutel(databank)
        for naam, aantal in geteld.items():
            stdout.print(f"{naam}: {aantal}")
        stdout.print(f"Opnieuw versleutelde rijen: {geteld.total()}.")
        if beletsel := laat_oude_sleutels_los(databank, houdt):
            stop(beletsel, BEVINDINGEN)
