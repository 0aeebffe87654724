"""Composition root: the command `wmo`."""

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from getpass import getuser
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_settings import SettingsError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import app
from app.domain.fouten import OngeldigeInvoer, WmoFout
from app.domain.partijen import Rol
from app.domain.waarden import Gemeentecode, kalenderdag
from app.instellingen import Instellingen
from app.istandaard.bestanden import Berichtbestand, Onleesbaar, vind_berichten
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.controle import Controle, controleer_bestand
from app.istandaard.regels import Contractregel, Kennis, Productlijst, Tarief, Tarievenlijst, Vandaag
from app.istandaard.regels.register import Registerregel, register
from app.istandaard.xml import SCHEMAS, OnleesbaarBericht, SchemaOnleesbaar

# The web framework, the database and the typesetter take seconds to import, and a check of one message needs
# none of them: a command that does imports them itself.
if TYPE_CHECKING:
    from app.opslag import Databank
    from app.telemetrie import Telemetrie

BEVINDINGEN, NIET_UITVOERBAAR = 1, 2
"""Exit status besides 0: there are findings; it cannot run or read, which outranks findings."""

main = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wmo-plannen en iWmo-berichten.",
)
uit = Console()
fout = Console(stderr=True)


def _toon_versie(gevraagd: bool) -> None:
    if gevraagd:
        print(f"wmo {app.__version__}")
        raise typer.Exit


@main.callback()
def _begin(
    versie: Annotated[
        bool,
        typer.Option(
            "--version", callback=_toon_versie, is_eager=True, help="Toon de versie van het programma."
        ),
    ] = False,
) -> None:
    for stroom in (sys.stdout, sys.stderr):
        if isinstance(stroom, TextIOWrapper):  # a letter that this screen lacks is no reason to stop
            stroom.reconfigure(errors="replace")


class _Product(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    categorie: str
    code: str
    eenheden: list[str]


class _Tarief(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    gemeente: str
    aanbieder: str
    categorie: str
    code: str
    eenheid: str
    tarief: int
    vanaf: date
    tot: date | None = None


class Referentie(BaseModel):
    """Reference data of a checker; a list that is missing means that its check is not made."""

    model_config = ConfigDict(extra="forbid")

    producten: list[_Product] | None = None
    tarieven: list[_Tarief] | None = None

    def productlijst(self) -> Productlijst | None:
        """The agreed product codes, for TR381."""
        if self.producten is None:
            return None
        return Productlijst(frozenset((p.categorie, p.code) for p in self.producten))

    def tarievenlijst(self) -> Tarievenlijst | None:
        """The agreed prices, for TR346."""
        if self.tarieven is None:
            return None
        return Tarievenlijst.van(
            (
                Contractregel(t.gemeente, t.aanbieder, t.categorie, t.code),
                Tarief(t.eenheid, t.tarief, t.vanaf, t.tot),
            )
            for t in self.tarieven
        )


@main.command()
def demo(
    naar: Annotated[Path, typer.Option("--uit", help="Map voor de XML- en PDF-bestanden.")] = Path("demo"),
) -> None:
    """Beide regio's, het hele proces, op een eigen databank die daarna verdwijnt."""
    from app import demonstratie

    demonstratie.vertel(uit, naar)


@main.command()
def serve(
    host: Annotated[str, typer.Option(help="Adres waarop wordt geluisterd.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Poort.")] = 8000,
) -> None:
    """Start de API; een ingebedde databank wordt daarbij aangemaakt en gemigreerd."""
    import uvicorn

    from app.api.kader.logregels import schrijf_json
    from app.api.kader.verbinding import verbinding
    from app.main import maak_app, uitlooptijd

    schrijf_json()
    instellingen = _instellingen()
    with _in_een_zin():
        app = maak_app(instellingen, telemetrie=_telemetrie())
    # When all is done uvicorn repeats the signal that it got; to have stopped when asked to is no failure.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=verbinding(instellingen.inhoud_seconden),
        ws="none",
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=uitlooptijd(instellingen),
    )


@main.command()
def migreer() -> None:
    """Breng de databank naar de laatste versie; op PostgreSQL achter een slot."""
    with _databank() as databank:
        databank.migreer()
    uit.print("De databank is bijgewerkt.")


@main.command()
def vernietig(
    gemeente: Annotated[str | None, typer.Option(help="Alleen deze gemeente (code).")] = None,
    proef: Annotated[
        bool, typer.Option("--proef", help="Toon wat weg zou gaan; er verandert niets.")
    ] = False,
) -> None:
    """Vernietig wat de bewaartermijn voorbij is of waarvan het verzoek is ingewilligd."""
    from app.processen import vernietigen

    with _databank() as databank:
        vernietigd = vernietigen.vernietig(
            databank,
            datetime.now(UTC),
            getuser(),
            gemeente=Gemeentecode(gemeente) if gemeente else None,
            proef=proef,
        )
    tabel = _tabel("Gemeente", "Grond", "Meldingen", "Aantallen")
    for v in vernietigd:
        aantallen = ", ".join(f"{telling.soort} {telling.aantal}" for telling in v.aantallen)
        tabel.add_row(v.gemeente, v.grond.value, "\n".join(map(str, v.zaken)), aantallen)
    uit.print(tabel)
    for code, soorten in vernietigen.totalen(vernietigd).items():
        uit.print(f"{code}: " + ", ".join(f"{soort} {aantal}" for soort, aantal in soorten.items()))
    aantal = sum(len(v.zaken) for v in vernietigd)
    uit.print(f"Zaken die weg zouden gaan: {aantal}." if proef else f"Vernietigde zaken: {aantal}.")


@main.command()
def zegel() -> None:
    """Verzegel wat sinds de vorige keer in het logboek kwam; laat een timer dit elke minuut doen."""
    from app.processen.logboek import verzegel_alles

    with _databank() as databank:
        aantal = verzegel_alles(databank, datetime.now(UTC))
    uit.print(f"Verzegelde verwerkingen: {aantal}.")


@main.command()
def controleer_logboek(
    bekend: Annotated[
        str | None, typer.Option("--zegel", help="Zegel dat u eerder noteerde en dat erin moet staan.")
    ] = None,
    inhoud_vanaf: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Van zegels van voor deze dag mag de inhoud weg zijn."),
    ] = None,
) -> None:
    """Controleer of in het logboek niets is gewijzigd of verdwenen sinds het is verzegeld."""
    from app.opslag.zegels import keur

    grens = None if inhoud_vanaf is None else inhoud_vanaf.replace(tzinfo=UTC)
    with _databank() as databank:
        keuring = keur(databank, datetime.now(UTC), grens, bekend)
    uit.print(f"Ongeschonden verzegelde verwerkingen: {keuring.verzegeld}.")
    if keuring.laatste is not None:
        uit.print(f"Laatste goede zegel: {keuring.laatste.volgnummer} {keuring.laatste.hash}", soft_wrap=True)
    if keuring.oudste_onverzegeld is not None:
        sinds = keuring.oudste_onverzegeld.isoformat(timespec="seconds")
        uit.print(f"Nog zonder zegel: {keuring.onverzegeld}, sinds {sinds}.")
    if keuring.afwijking is not None:
        plek = (("zegel", keuring.afwijking.zegel), ("verwerking", keuring.afwijking.verwerking))
        waar = ", ".join(f"{wat} {nummer}" for wat, nummer in plek if nummer is not None)
        _stop(f"Het logboek klopt niet: {f'{waar}: ' if waar else ''}{keuring.afwijking.wat}.", BEVINDINGEN)


@main.command()
def logboek(
    na_zegel: Annotated[int, typer.Option(min=0, help="Alleen wat na dit zegel is verzegeld.")] = 0,
    gemeente: Annotated[str | None, typer.Option(help="Alleen deze gemeente (code).")] = None,
    register: Annotated[
        str | None, typer.Option(help="Adres van het verwerkingsregister; de activiteit komt erachter.")
    ] = None,
) -> None:
    """Schrijf het Logboek Dataverwerkingen als regels JSON (OTLP), zonder namen van personen."""
    from app.processen.logboek import REGISTER, ldv_regels

    van_gemeente = Gemeentecode(gemeente) if gemeente else None
    with _databank() as databank:
        for regel in ldv_regels(
            databank,
            datetime.now(UTC),
            na_zegel=na_zegel,
            gemeente=van_gemeente,
            register=register or REGISTER,
        ):
            print(json.dumps(regel))


@main.command()
def roteer_sleutels() -> None:
    """Versleutel alles opnieuw met de nieuwste sleutel; afgebroken gaat het de volgende keer verder."""
    from app.opslag.herversleuteling import herversleutel

    with _databank() as databank:
        geteld = herversleutel(databank)
    for tabel, aantal in geteld.items():
        uit.print(f"{tabel}: {aantal}")
    uit.print(f"Opnieuw versleutelde rijen: {geteld.total()}.")


@main.command()
def token(
    rol: Annotated[Rol, typer.Option(help="Rol van de medewerker.")],
    gemeente: Annotated[
        str | None, typer.Option(help="Gemeentecode, voor een token van een gemeente.")
    ] = None,
    agb: Annotated[str | None, typer.Option(help="AGB-code, voor een token van een aanbieder.")] = None,
    medewerker: Annotated[str, typer.Option(help="Namens wie wordt gewerkt.")] = "lokaal",
    uren: Annotated[int, typer.Option(min=1, max=24, help="Hoe lang het token geldt.")] = 8,
) -> None:
    """Maak een token voor lokaal gebruik; een installatie met een eigen uitgever neemt het niet aan."""
    from app.api.routers import SCOPES
    from app.main import lokale_uitgever

    if (gemeente is None) == (agb is None) or (agb is not None) != (rol is Rol.AANBIEDER):
        _stop("Geef --gemeente voor een rol van een gemeente, of --agb met --rol aanbieder.")
    instellingen = _instellingen()
    print(
        lokale_uitgever(instellingen).maak_token(
            publiek=instellingen.publiek,
            rol=rol,
            medewerker=medewerker,
            scopes=SCOPES,
            gemeente=gemeente,
            agb=agb,
            geldig=timedelta(hours=uren),
        )
    )


@main.command()
def valideer(
    bestanden: Annotated[list[Path], typer.Argument(help="Bestanden, mappen, ZIP-bestanden of patronen.")],
    als_json: Annotated[bool, typer.Option("--json", help="Schrijf JSON.")] = False,
    vandaag: Annotated[str | None, typer.Option(help="Dag van controle, als JJJJ-MM-DD.")] = None,
    referentie: Annotated[Path | None, typer.Option(help="Referentiegegevens (JSON).")] = None,
) -> None:
    """Controleer elk bericht op zichzelf: het schema en de regels die geen eerdere berichten vragen."""
    gegevens = Referentie() if referentie is None else _lees_referentie(referentie)
    kennis = Kennis(
        vandaag=Vandaag(_dag(vandaag)),
        gemeenten=gemeentelijst(),
        productlijst=gegevens.productlijst(),
        tarievenlijst=gegevens.tarievenlijst(),
    )
    schemas = _instellingen().schemas or SCHEMAS
    uitkomsten: list[tuple[str, Controle]] = []
    iets_onleesbaar = False
    for bericht in _volg([bericht for pad in bestanden for bericht in vind_berichten(pad)]):
        try:
            with bericht.open() as bestand:
                controle = controleer_bestand(bestand, kennis, schemas)
        except (Onleesbaar, OngeldigeInvoer) as reden:
            fout.print(f"{escape(bericht.naam)}: {escape(str(reden))}", style="red", soft_wrap=True)
            iets_onleesbaar = True
            controle = _niet_gelezen(reden)
        except SchemaOnleesbaar as reden:
            _stop(str(reden))
        uitkomsten.append((bericht.naam, controle))
    if als_json:
        print(json.dumps({"berichten": [_als_json(naam, controle) for naam, controle in uitkomsten]}))
    else:
        for naam, controle in uitkomsten:
            if controle.berichtsoort:
                _toon(naam, controle)
    if iets_onleesbaar:
        raise typer.Exit(NIET_UITVOERBAAR)
    if not all(controle.geldig for _, controle in uitkomsten):
        raise typer.Exit(BEVINDINGEN)


@main.command()
def regels(
    code: Annotated[str | None, typer.Argument(help="Code van een regel, bijvoorbeeld TR302.")] = None,
    als_json: Annotated[bool, typer.Option("--json", help="Schrijf JSON.")] = False,
) -> None:
    """Toon elke regel van de standaard: wat zij vraagt, en of zij wordt gecontroleerd."""
    gekozen = [r for r in register() if code is None or r.code.lower() == code.lower()]
    if not gekozen:
        _stop(f"De regel {code} bestaat niet in iWmo 3.2.")
    if als_json:
        print(json.dumps({"regels": [_regel_als_json(r) for r in gekozen]}, ensure_ascii=False))
        return
    tabel = _tabel("Regel", "Berichten", "Retourcode", "Status", "Wat zij vraagt")
    for regel in gekozen:
        wat = regel.eis if regel.toelichting is None else f"{regel.eis} ({regel.toelichting})"
        tabel.add_row(
            regel.code, " ".join(regel.berichten), regel.retourcode or "", regel.status.value, escape(wat)
        )
    uit.print(tabel)


@main.command()
def eisen(als_json: Annotated[bool, typer.Option("--json", help="Schrijf JSON.")] = False) -> None:
    """Toon elke eis uit de bronnen: welke module eraan voldoet, en welke test dat bewijst."""
    from app.domain.eisen import eisen as alle_eisen

    for module in walk_packages(app.__path__, "app."):
        import_module(module.name)  # what meets a requirement counts once it has been imported
    rijen = alle_eisen()
    if als_json:
        velden = [
            {
                "eis": e.id,
                "herkomst": e.herkomst,
                "tekst": e.tekst,
                "wijze": e.wijze.value,
                "modules": list(e.modules),
                "bewijs": e.bewijs,
            }
            for e in rijen
        ]
        print(json.dumps({"eisen": velden}, ensure_ascii=False))
    else:
        tabel = _tabel("Eis", "Wat zij vraagt", "Hoe", "Waar", "Bewijs")
        for eis in rijen:
            tabel.add_row(
                eis.id, escape(eis.tekst), eis.wijze.value, "\n".join(eis.modules), escape(eis.bewijs or "-")
            )
        uit.print(tabel)
    if any(not eis.modules or eis.bewijs is None for eis in rijen):
        _stop("Niet elke eis heeft een module en een bewijs.", BEVINDINGEN)


def _stop(melding: str, status: int = NIET_UITVOERBAAR) -> NoReturn:
    fout.print(escape(melding), style="red", soft_wrap=True)
    raise typer.Exit(status)


def _instellingen() -> Instellingen:
    try:
        return Instellingen()
    except ValidationError as onjuist:
        plekken = ", ".join(".".join(map(str, f["loc"])) or str(f["msg"]) for f in onjuist.errors())
        _stop(f"De instellingen (WMO_…) kloppen niet: {plekken}.")
    except SettingsError as onjuist:
        _stop(f"De instellingen (WMO_…) kloppen niet: {onjuist}.")


@contextmanager
def _in_een_zin() -> Iterator[None]:
    """What keeps a command from running is told in a sentence: a wrong key, a database that is away."""
    try:
        yield
    except WmoFout as onjuist:
        _stop(onjuist.melding)


@contextmanager
def _databank() -> Iterator["Databank"]:
    from app.main import open_databank

    with _in_een_zin():
        databank = open_databank(_instellingen())
        yield databank
        databank.sluit()


def _telemetrie() -> "Telemetrie | None":
    """What measures, where the environment names an address to send it to (OTEL_EXPORTER_OTLP_…ENDPOINT)."""
    if not any(naam.startswith("OTEL_EXPORTER_OTLP_") and naam.endswith("ENDPOINT") for naam in os.environ):
        return None
    from app.telemetrie import Telemetrie

    return Telemetrie()


def _lees_referentie(pad: Path) -> Referentie:
    try:
        return Referentie.model_validate_json(pad.read_bytes())
    except OSError:
        _stop(f"{pad}: dit bestand met referentiegegevens is niet te lezen.")
    except ValidationError as onjuist:
        if any(f["type"] == "json_invalid" for f in onjuist.errors()):
            _stop(f"{pad}: de referentiegegevens zijn geen JSON.")
        from app.api.kader.rest.probleem import uit_validatie

        velden = uit_validatie(({**f, "loc": ("", *f["loc"])} for f in onjuist.errors()), Referentie).velden
        klachten = "; ".join(f"{v.veld or 'het geheel'}: {v.melding}" for v in velden)
        _stop(f"{pad}: de referentiegegevens kloppen niet. {klachten}")


def _dag(tekst: str | None) -> date:
    """The day that is meant; without one that of today in the Netherlands."""
    if tekst is None:
        return kalenderdag(datetime.now(UTC))
    with suppress(ValueError):
        dag = date.fromisoformat(tekst)
        if dag.isoformat() == tekst:
            return dag
    _stop("--vandaag: verwacht een bestaande dag als JJJJ-MM-DD.")


def _volg(berichten: list[Berichtbestand]) -> Iterable[Berichtbestand]:
    """The messages, with a progress bar where there are many and a person is watching."""
    if len(berichten) < 20 or not fout.is_terminal:
        return berichten
    from rich.progress import track

    return track(berichten, description="Berichten controleren", console=fout, transient=True)


def _niet_gelezen(reden: Exception) -> Controle:
    """What could not be read as a message is not valid either; the one finding says why."""
    regelnummer = reden.regelnummer if isinstance(reden, OnleesbaarBericht) else None
    return Controle("", (Bevinding("XSD", None, None, None, regelnummer, str(reden)),), ())


def _als_json(naam: str, controle: Controle) -> dict[str, Any]:
    return {
        "bestand": naam,
        "berichtsoort": controle.berichtsoort or None,
        "geldig": controle.geldig,
        "nietGecontroleerd": list(controle.niet_gecontroleerd),
        "bevindingen": [
            {
                "regel": b.regel,
                "retourcode": b.retourcode,
                "klasse": b.klasse,
                "pad": b.pad,
                "regelnummer": b.regelnummer,
                "melding": b.melding,
            }
            for b in controle.bevindingen
        ],
    }


def _regel_als_json(regel: Registerregel) -> dict[str, Any]:
    return {
        "code": regel.code,
        "berichten": list(regel.berichten),
        "niveau": regel.niveau.value,
        "retourcode": regel.retourcode,
        "eis": regel.eis,
        "status": regel.status.value,
        "gebouwdVoor": list(regel.gebouwd_voor),
        "toelichting": regel.toelichting,
    }


def _toon(naam: str, controle: Controle) -> None:
    kop = f"{escape(naam)} ({controle.berichtsoort})"
    if controle.geldig:
        uit.print(f"[green]geldig[/]  {kop}", soft_wrap=True)
    else:
        aantal = len(controle.bevindingen)
        uit.print(f"[red]{aantal} bevinding{'' if aantal == 1 else 'en'}[/]  {kop}", soft_wrap=True)
        tabel = _tabel("Regel", "In bestand", "Melding en plaats")
        for b in controle.bevindingen:
            code = b.regel if b.retourcode is None else f"{b.regel}\n({b.retourcode})"
            plaats = "" if b.pad is None else f"\n[dim]{escape(b.pad)}[/]"
            tabel.add_row(code, str(b.regelnummer or ""), escape(b.melding) + plaats)
        uit.print(tabel)
    if controle.niet_gecontroleerd:
        uit.print(f"  niet gecontroleerd: {', '.join(controle.niet_gecontroleerd)}", style="yellow")


def _tabel(*kolommen: str) -> Table:
    tabel = Table(show_lines=False, header_style="bold")
    for kolom in kolommen:
        tabel.add_column(kolom, overflow="fold")
    return tabel
