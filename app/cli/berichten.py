"""Checking messages of iWmo: files, folders, ZIP files."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from reprlib import repr as kort
from typing import Annotated, Any

import typer
from pydantic import BaseModel, ConfigDict, ValidationError
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from app.cli.opdrachten import (
    BEVINDINGEN,
    NIET_UITVOERBAAR,
    dag_van,
    lees_instellingen,
    stderr,
    stdout,
    stop,
    tabel,
)
from app.domain.fouten import OngeldigeInvoer
from app.instelbestand import OnjuistBestand
from app.istandaard.bestanden import Berichtbestand, Onleesbaar, vind_berichten
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.controle import Controle, controleer_bestand, niet_gelezen
from app.istandaard.keten import Keten, Schakel, waarom_niet_in
from app.istandaard.oordeel import Schakelstatus
from app.istandaard.regels import Contractregel, Kennis, Productlijst, Tarief, Tarievenlijst, Vandaag
from app.istandaard.regels.register import wat_te_doen
from app.istandaard.tonen import toonbaar
from app.istandaard.voorbeeldjaar.bouw import Stap, bestanden
from app.istandaard.voorbeeldjaar.fouten import met_fouten
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.istandaard.xml import SCHEMAS, SchemaOnleesbaar
from app.validatie import veldfouten

GROOTSTE_REFERENTIE = 25 * 2**20
"""Bytes of a file with reference data; one with a price for each of 100,000 lines has half of it."""


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


def valideer(
    bestanden: Annotated[
        list[Path], typer.Argument(readable=False, help="Bestanden, mappen, ZIP-bestanden of patronen.")
    ],
    als_json: Annotated[bool, typer.Option("--json", help="Schrijf JSON.")] = False,
    vandaag: Annotated[str | None, typer.Option(help="Dag van controle, als JJJJ-MM-DD.")] = None,
    referentie: Annotated[
        Path | None, typer.Option(readable=False, help="Referentiegegevens (JSON).")
    ] = None,
) -> None:
    """Controleer elk bericht op zichzelf: het schema en de regels die geen eerdere berichten vragen."""
    kennis = _kennis(vandaag, referentie)
    schemas = lees_instellingen().schemas or SCHEMAS
    uitkomsten: list[tuple[str, Controle]] = []
    iets_onleesbaar = False
    for bericht in _volg([bericht for pad in bestanden for bericht in vind_berichten(pad)]):
        try:
            with bericht.open() as bestand:
                controle = controleer_bestand(bestand, kennis, schemas)
        except (Onleesbaar, OngeldigeInvoer) as reden:
            stderr.print(f"{escape(bericht.naam)}: {escape(str(reden))}", style="red", soft_wrap=True)
            iets_onleesbaar = True
            controle = Controle("", (niet_gelezen(reden),), {})
        except SchemaOnleesbaar as reden:
            stop(str(reden))
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


def keten(
    bestanden: Annotated[
        list[Path], typer.Argument(readable=False, help="Bestanden, mappen of ZIP-bestanden, op volgorde.")
    ],
    als_json: Annotated[bool, typer.Option("--json", help="Schrijf JSON.")] = False,
    vandaag: Annotated[str | None, typer.Option(help="Dag van controle, als JJJJ-MM-DD.")] = None,
    referentie: Annotated[
        Path | None, typer.Option(readable=False, help="Referentiegegevens (JSON).")
    ] = None,
    uit: Annotated[Path | None, typer.Option(help="Map voor de retourberichten.")] = None,
) -> None:
    """Speel een keten na: berichten op volgorde tussen gemeente en aanbieder, met het antwoord op elk."""
    schakels = Keten(_kennis(vandaag, referentie), lees_instellingen().schemas or SCHEMAS)
    if uit is not None:
        _maak_map(uit)
    retouren: list[str | None] = []
    for volgnummer, bericht in enumerate([b for pad in bestanden for b in vind_berichten(pad)], start=1):
        try:
            schakel = schakels.neem_bestand(bericht)
        except SchemaOnleesbaar as reden:
            stop(str(reden))
        retour = None
        if uit is not None and schakel.antwoord is not None:
            retour = f"{volgnummer:03d}-{schakel.soort_antwoord}.xml"
            _schrijf(uit / retour, schakel.antwoord)
        retouren.append(retour)
    uitkomsten = list(zip(schakels.bestanden(), retouren, strict=True))
    if als_json:
        print(json.dumps({"berichten": [_schakel_als_json(*uitkomst) for uitkomst in uitkomsten]}))
    else:
        for uitkomst in uitkomsten:
            _vertel(*uitkomst)
        if waarom_niet := waarom_niet_in(schakel for schakel, _ in uitkomsten):
            stdout.print("de hele keten")
            _zeg_wat_niet(waarom_niet)
    if any(schakel.status is Schakelstatus.ONLEESBAAR for schakel, _ in uitkomsten):
        raise typer.Exit(NIET_UITVOERBAAR)
    if not all(schakel.schoon for schakel, _ in uitkomsten):
        raise typer.Exit(BEVINDINGEN)


def voorbeeldjaar(
    naar: Annotated[Path, typer.Argument(metavar="MAP", help="Map voor de berichten; wordt gemaakt.")],
) -> None:
    """Schrijf een jaar berichten over één cliënt, goed en met tien fouten erin, om na te spelen met keten."""
    for naam, stappen in (("goed", jaar()), ("fouten", met_fouten())):
        _maak_map(naar / naam)
        berichten = bestanden(stappen)
        for bestand, (_, inhoud) in berichten.items():
            _schrijf(naar / naam / bestand, inhoud)
        uitleg = "\n".join(_leg_uit(bestand, stap) for bestand, (stap, _) in berichten.items())
        _schrijf(naar / naam / "LEESMIJ.txt", uitleg.encode())
        stdout.print(f"{len(berichten)} berichten in {toonbaar(str(naar / naam))}", soft_wrap=True)
    stdout.print("Elke map heeft een LEESMIJ.txt die zegt wat elk bericht doet. Speel ze na met:")
    stdout.print(f"  wmo keten {escape(toonbaar(str(naar / 'fouten')))}", soft_wrap=True)


def _leg_uit(bestand: str, stap: Stap) -> str:
    fout = f"\n    Fout ({stap.regel}): {stap.uitleg}\n    Beter: {stap.herstel}\n"
    return f"{bestand}{fout if stap.regel else f'  {stap.uitleg}'}"


def _maak_map(map_: Path) -> None:
    try:
        map_.mkdir(parents=True, exist_ok=True)
    except OSError:
        stop(f"{toonbaar(str(map_))}: hier is geen map te maken.")


def _schrijf(pad: Path, inhoud: bytes) -> None:
    try:
        pad.write_bytes(inhoud)
    except OSError:
        stop(f"{toonbaar(str(pad))}: hier is geen bestand te schrijven.")


def _kennis(vandaag: str | None, referentie: Path | None) -> Kennis:
    gegevens = Referentie() if referentie is None else _lees_referentie(referentie)
    return Kennis(
        vandaag=Vandaag(dag_van(vandaag, "--vandaag")),
        gemeenten=gemeentelijst(),
        productlijst=gegevens.productlijst(),
        tarievenlijst=gegevens.tarievenlijst(),
    )


def _lees_referentie(pad: Path) -> Referentie:
    try:
        with pad.open("rb") as bestand:
            inhoud = bestand.read(GROOTSTE_REFERENTIE + 1)
        if len(inhoud) > GROOTSTE_REFERENTIE:
            stop(f"{pad}: de referentiegegevens mogen hoogstens {GROOTSTE_REFERENTIE} bytes groot zijn.")
        return Referentie.model_validate_json(inhoud)
    except OSError:
        stop(f"{toonbaar(str(pad))}: dit bestand met referentiegegevens is niet te lezen.")
    except ValidationError as onjuist:
        if any(f["type"] == "json_invalid" for f in onjuist.errors()):
            stop(f"{toonbaar(str(pad))}: de referentiegegevens zijn geen JSON.")
        fouten = ({**f, "loc": ("", *f["loc"])} for f in onjuist.errors())
        stop(OnjuistBestand(pad, *veldfouten(fouten, Referentie, waarde=kort)).melding)


def _volg(berichten: list[Berichtbestand]) -> Iterable[Berichtbestand]:
    """The messages, with a progress bar where there are many and a person is watching."""
    if len(berichten) < 20 or not stderr.is_terminal:
        return berichten
    from rich.progress import track

    return track(berichten, description="Berichten controleren", console=stderr, transient=True)


def _als_json(naam: str, controle: Controle | Schakel) -> dict[str, Any]:
    return {
        "bestand": naam,
        "berichtsoort": controle.berichtsoort or None,
        "geldig": controle.geldig,
        "opmerking": controle.opmerking,
        "nietGecontroleerd": list(controle.niet_gecontroleerd),
        "waaromNiet": dict(sorted(controle.waarom_niet.items())),
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


def _schakel_als_json(schakel: Schakel, retour: str | None) -> dict[str, Any]:
    return _als_json(schakel.bestand, schakel) | {
        "status": schakel.status.value,
        "retour": retour,
    }


_KLEUR = {
    Schakelstatus.GOEDGEKEURD: "green",
    Schakelstatus.DEELS: "yellow",
    Schakelstatus.AFGEKEURD: "red",
    Schakelstatus.GEWEIGERD: "red",
    Schakelstatus.NA_TE_GAAN: "yellow",
    Schakelstatus.ONLEESBAAR: "red",
}


def _vertel(schakel: Schakel, retour: str | None) -> None:
    """One message of the chain: what becomes of it, why, and which answer goes out."""
    soort = f" ({schakel.berichtsoort})" if schakel.berichtsoort else ""
    stdout.print(
        f"[{_KLEUR[schakel.status]}]{schakel.status.replace('_', ' ')}[/]  {escape(schakel.bestand)}{soort}",
        soft_wrap=True,
    )
    if schakel.status is Schakelstatus.ONLEESBAAR:  # nothing to mend at a place in a message
        for bevinding in schakel.bevindingen:
            _zeg_erbij(bevinding.melding)
    elif schakel.bevindingen:
        stdout.print(_overzicht(schakel.bevindingen))
    if schakel.opmerking:
        _zeg_erbij(schakel.opmerking)
    if schakel.daarna:
        _zeg_erbij(schakel.daarna)
    if schakel.soort_antwoord:
        waar = f" in {retour}" if retour else ""
        stdout.print(f"  antwoord: {schakel.soort_antwoord}{waar}", style="dim")


def _zeg_erbij(zin: str, stijl: str | None = None) -> None:
    """A sentence under the message that it is about."""
    stdout.print(Padding(Text(zin), (0, 0, 0, 2), expand=False), style=stijl)


def _overzicht(bevindingen: Iterable[Bevinding]) -> Table:
    overzicht = tabel("Regel", "In bestand", "Melding en plaats")
    for b in bevindingen:
        code = b.regel if b.retourcode is None else f"{b.regel}\n({b.retourcode})"
        plaats = "" if b.pad is None else f"\n[dim]{escape(b.pad)}[/]"
        doe = f"\nDoe: {escape(wat_te_doen(b.regel, b.eerst))}"
        overzicht.add_row(code, str(b.regelnummer or ""), escape(b.melding) + doe + plaats)
    return overzicht


def _toon(naam: str, controle: Controle) -> None:
    kop = f"{escape(naam)} ({controle.berichtsoort})"
    if controle.geldig:
        stdout.print(f"[green]geldig op zichzelf[/]  {kop}", soft_wrap=True)
    else:
        aantal = len(controle.bevindingen)
        stdout.print(f"[red]{aantal} bevinding{'' if aantal == 1 else 'en'}[/]  {kop}", soft_wrap=True)
        stdout.print(_overzicht(controle.bevindingen))
    if controle.opmerking:
        _zeg_erbij(controle.opmerking)
    _zeg_wat_niet(controle.waarom_niet)


def _zeg_wat_niet(waarom_niet: Mapping[str, str]) -> None:
    om = defaultdict(list)
    for code, waarom in sorted(waarom_niet.items()):
        om[waarom].append(code)
    for waarom, codes in om.items():
        _zeg_erbij(f"niet gecontroleerd: {', '.join(codes)}. {waarom}", "yellow")
