"""The fields that rightly have no counterpart, each with its reason: tweelingen.toml."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

_BRON = Path(__file__).with_name("tweelingen.toml")


def zonder_tegenhanger(soort: str) -> frozenset[str]:
    """The fields of one kind of pair that need none."""
    redenen: dict[str, list[str]] = tomllib.loads(_BRON.read_text(encoding="utf-8")).get(soort, {})
    namen = [naam for groep in redenen.values() for naam in groep]
    assert sorted(namen) == sorted(set(namen)), f"named twice under {soort}"
    return frozenset(namen)


def klopt(soort: str, gevonden: Iterable[str], *, binnen: str = "") -> None:
    """Fail with the name of each field that has neither counterpart nor entry, or an entry for nothing.

    `binnen` is how the names begin that this is about.
    """
    lijst = {naam for naam in zonder_tegenhanger(soort) if naam.startswith(binnen)}
    zonder = set(gevonden)
    vergeten, overbodig = sorted(zonder - lijst), sorted(lijst - zonder)
    assert not vergeten, f"forgotten, or to be listed under {soort}: {', '.join(vergeten)}"
    assert not overbodig, f"listed under {soort} and no longer needed: {', '.join(overbodig)}"
