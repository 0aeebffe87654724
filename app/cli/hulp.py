"""What `--help` shows of a command, in Dutch: typer says it in English, in several places."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def hulp(opdracht: Any, ctx: Any) -> RenderableType:
    """How a command of typer is called, what it does, and what it takes."""
    argumenten = [p for p in opdracht.params if p.param_type_name == "argument"]
    opties = [(_naam(p), _uitleg(p)) for p in opdracht.params if p not in argumenten]
    opdrachten = getattr(opdracht, "commands", {})
    neemt = [_naam(p) if p.required else f"[{_naam(p)}]" for p in argumenten]
    gebruik = " ".join([ctx.command_path, "[OPTIES]", *neemt, *(["OPDRACHT …"] if opdrachten else [])])
    return Group(
        Text(f"Gebruik: {gebruik}\n"),
        Text(opdracht.help),
        *_lijst("Argumenten", [(_naam(p), _uitleg(p)) for p in argumenten]),
        *_lijst("Opties", [*opties, ("--help", "Toon deze uitleg.")]),
        *_lijst("Opdrachten", [(naam, eigen.help) for naam, eigen in opdrachten.items()]),
    )


def _lijst(kop: str, rijen: list[tuple[str, str]]) -> Iterator[RenderableType]:
    if not rijen:
        return
    tabel = Table.grid(padding=(0, 2))
    tabel.add_column(no_wrap=True)
    for naam, uitleg in rijen:
        tabel.add_row(Text(naam), Text(uitleg))
    yield Text(f"\n{kop}", style="bold")
    yield Padding(tabel, (0, 0, 0, 2), expand=False)


def _naam(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper()) + ("" if param.nargs == 1 else "...")
    return " ".join(param.opts if param.is_flag else [*param.opts, "…"])


def _uitleg(param: Any) -> str:
    """What it is for, and what it may be."""
    zinnen = [param.help]
    soort = param.type_descriptor.annotation
    if hasattr(soort, "__members__"):
        zinnen.append(f"Kies uit: {', '.join(soort)}.")
    if getattr(param, "max", None) is not None:
        zinnen.append(f"Van {param.min} tot en met {param.max}.")
    if param.required:
        zinnen.append("Verplicht.")
    elif param.default not in (None, False):
        zinnen.append(f"Standaard: {param.default}.")
    return " ".join(zinnen)
