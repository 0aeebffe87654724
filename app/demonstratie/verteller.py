"""Tells the demonstration in the terminal, and keeps which requirements were seen at work."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from app.domain.eisen import eisen


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

    def stap(self, tekst: str, *eisen_: str) -> None:
        """Tell what happened, and which requirements that shows."""
        for eis in eisen_:
            self._gezien.setdefault(eis, tekst)
        merk = f"  [dim]{' '.join(eisen_)}[/]" if eisen_ else ""
        self._console.print(f" [green]✓[/] {escape(tekst)}{merk}")

    def weigering(self, tekst: str, probleem: dict[str, Any], *eisen_: str) -> None:
        """Tell what was refused, with the reasons that the API gave."""
        for eis in eisen_:
            self._gezien.setdefault(eis, tekst)
        merk = f"  [dim]{' '.join(eisen_)}[/]" if eisen_ else ""
        self._console.print(f" [red]✗[/] {escape(tekst)}{merk}")
        self._console.print(f"     [red]{escape(probleem['detail'])}[/]")
        self.opsomming(f"{f.get('veld', '')}: {f['melding']}" for f in probleem.get("fouten", ()))

    def opsomming(self, regels: Any) -> None:
        """Tell the details of the step before."""
        for regel in regels:
            self._console.print(f"     [dim]·[/] {escape(regel)}")

    def bestand(self, pad: Path) -> None:
        """Remember a file that was written."""
        self._bestanden.append(pad.name)

    def besluit(self, naar: Path) -> None:
        """End with the files written and the requirements shown."""
        tabel = Table(title="Eisen die u aan het werk zag", header_style="bold")
        for kolom in ("Eis", "Wat zij vraagt", "Te zien bij"):
            tabel.add_column(kolom, overflow="fold")
        for eis in eisen():
            if eis.id in self._gezien:
                tabel.add_row(eis.id, escape(eis.tekst), escape(self._gezien[eis.id]))
        self._console.print()
        self._console.print(tabel)
        self._console.print(f"\nGeschreven naar {escape(str(naar))}/: {escape(', '.join(self._bestanden))}")
