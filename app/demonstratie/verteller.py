"""Tells the demonstration in the terminal, and keeps which requirements were seen at work."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table

from app.demonstratie.partij import Geweigerd, OnverwachtAntwoord
from app.domain.eisen import eisen
from app.domain.woorden import datum


class Verteller:
    """Prints each step; a refusal that belongs to the story is shown with its reasons."""

    def __init__(self, console: Console) -> None:
        """Tell on this console."""
        self._console = console
        self._gezien: dict[str, str] = {}
        self._bestanden: list[str] = []

    def titel(self, tekst: str, ondertitel: str) -> None:
        """Begin a story."""
        self._console.print()
        self._console.print(Panel(escape(ondertitel), title=f"[bold]{escape(tekst)}[/]", expand=False))

    def stap(self, tekst: str, eisen_: str) -> None:
        """Tell what happened, and which requirements that shows: their ids with a space between."""
        self._vertel("[green]✓[/]", tekst, eisen_)

    @contextmanager
    def weigering(self, tekst: str, eisen_: str) -> Iterator[None]:
        """Tell that what is tried here is refused, with the reasons of the API; if it is not, stop."""
        try:
            yield
        except Geweigerd as geweigerd:
            self._vertel("[red]✗[/]", tekst, eisen_)
            self._regel(5, f"[red]{escape(geweigerd.probleem['detail'])}[/]")
            fouten = geweigerd.probleem.get("fouten", ())
            self.opsomming(f"{f.get('veld', '')}: {f['melding']}" for f in fouten)
        else:
            raise OnverwachtAntwoord(f"{tekst} A refusal was expected.")

    def opsomming(self, regels: Iterable[str]) -> None:
        """Tell the details of the step before."""
        for regel in regels:
            self._regel(5, "[dim]·[/]", escape(regel))

    def tabel(self, kolommen: Iterable[str], rijen: Iterable[Iterable[str]]) -> None:
        """Show what is the case now."""
        tabel = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for kolom in kolommen:
            tabel.add_column(kolom, overflow="fold")
        for rij in rijen:
            tabel.add_row(*(escape(cel) for cel in rij))
        self._console.print(Padding.indent(tabel, 5))

    def _vertel(self, merk: str, tekst: str, eisen_: str) -> None:
        for eis in eisen_.split():
            self._gezien.setdefault(eis, tekst)
        self._regel(1, merk, f"{escape(tekst)}  [dim]{eisen_}[/]")

    def _regel(self, inspringen: int, *cellen: str) -> None:
        """Print a mark and a text, or a text alone; a text that wraps goes on under its own beginning."""
        rij = Table.grid(padding=(0, 1))
        for _ in cellen:
            rij.add_column(overflow="fold")
        rij.add_row(*cellen)
        self._console.print(Padding.indent(rij, inspringen))

    def bestand(self, naam: str) -> None:
        """Remember a file that was written."""
        self._bestanden.append(naam)

    def besluit(self, naar: Path, laatste_dag: date) -> None:
        """End with the requirements shown, the files written, and the day to play the messages on."""
        tabel = Table(title="Eisen die u aan het werk zag", header_style="bold")
        for kolom in ("Eis", "Wat zij vraagt", "Te zien bij"):
            tabel.add_column(kolom, overflow="fold")
        for eis in eisen():
            if eis.id in self._gezien:
                tabel.add_row(eis.id, escape(eis.tekst), escape(self._gezien[eis.id]))
        self._console.print()
        self._console.print(tabel)
        self._console.print(f"\nGeschreven naar {escape(str(naar))}/: {escape(', '.join(self._bestanden))}")
        self._console.print(
            f"\nHet verhaal eindigt op {datum(laatste_dag)}. Speel de berichten na met: wmo keten "
            f"--vandaag {laatste_dag} {escape(str(naar))}\n"
            "Wie naspeelt kent de prijzen niet: een wmo325 die daarom regels weigert, is na te gaan.",
            soft_wrap=True,
        )
