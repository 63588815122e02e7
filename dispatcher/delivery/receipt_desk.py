"""Receipts, many to a commit: each callback is answered only after the transaction that holds it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from dispatcher.domain.errors import Unavailable
from dispatcher.ledger import receipts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from dispatcher.ledger.engine import Ledger
    from dispatcher.ledger.receipts import Receipt

    Hearing = Callable[[Sequence[Receipt]], Awaitable[None]]

MOST = 200


class ReceiptDesk:
    """Gathers the receipts that arrive during a commit into the next. ``hear``: told of them once they are kept."""

    def __init__(self, ledger: Ledger, hear: Hearing) -> None:
        self._ledger = ledger
        self._hear = hear
        self._queue: asyncio.Queue[tuple[Receipt, asyncio.Future[None]]] = asyncio.Queue()

    async def hand_in(self, receipt: Receipt) -> None:
        """Returns when the receipt is committed. Raises Unavailable when it cannot be written."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((receipt, done))
        await done

    async def run(self) -> None:
        """Write what is handed in, until cancelled."""
        while True:
            some = [await self._queue.get()]
            while len(some) < MOST and not self._queue.empty():
                some.append(self._queue.get_nowait())
            try:
                await self._write([receipt for receipt, _ in some])
            except Unavailable as error:
                for _, done in some:
                    if not done.done():
                        done.set_exception(error)
            else:
                for _, done in some:
                    if not done.done():
                        done.set_result(None)
                await self._hear([receipt for receipt, _ in some])

    async def _write(self, some: list[Receipt]) -> None:
        alone = receipts.may_lose_somebody(some)
        await (self._ledger.write if alone else self._ledger.write_beside)(receipts.record, some)
