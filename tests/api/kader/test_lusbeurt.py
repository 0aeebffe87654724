"""Of what computes on the event loop one goes in each turn."""

import asyncio
from collections.abc import Iterable

from app.api.kader.lusbeurt import Lusbeurt

DEZE, GENE, DERDE = "0957", "0855", None


def volgorde(wachtenden: Iterable[str | None], weg: int | None = None) -> list[tuple[int, str | None]]:
    """In which turn of the loop each went; the one at `weg` hung up while it waited."""

    async def speel() -> list[tuple[int, str | None]]:
        lus, lusbeurt, gegaan, ronde = asyncio.get_running_loop(), Lusbeurt(), [], 0

        def tel() -> None:
            nonlocal ronde
            ronde += 1
            lus.call_soon(tel)

        async def werk(wie: str | None) -> None:
            await lusbeurt.wacht(wie)
            gegaan.append((ronde, wie))

        tel()
        taken = [asyncio.create_task(werk(wie)) for wie in wachtenden]
        await asyncio.sleep(0)
        if weg is not None:
            taken[weg].cancel()
        await asyncio.wait(taken)
        return gegaan

    return asyncio.run(speel())


def test_each_goes_in_a_turn_of_its_own() -> None:
    rondes = [ronde for ronde, _ in volgorde([DEZE] * 20)]
    assert len({*rondes}) == 20


def test_turns_go_round_the_parties() -> None:
    wie = [wie for _, wie in volgorde([DEZE, DEZE, DEZE, DEZE, GENE, GENE, DERDE])]
    assert wie == [DEZE, DEZE, GENE, DERDE, DEZE, GENE, DEZE]


def test_who_hung_up_holds_up_nobody() -> None:
    wie = [wie for _, wie in volgorde([DEZE, GENE, DERDE], weg=1)]
    assert wie == [DEZE, DERDE]
