"""Running a batch's items in several processes: each ends by itself, and none stops the others."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from medview.cli.batch_items import Item, outcome_of
from medview.cli.batch_records import Records
from medview.core.batch import Outcome, Ran
from medview.core.text import tr
from medview.jobs.pools import Pools
from medview.jobs.protocol import Cancelled, Done, Ending, Failed, Message, Progress
from medview.jobs.table import BATCH

_TICK_S = 0.5
"""How often a wait looks up, so that Ctrl+C is seen on Windows too."""

Told = Callable[[Outcome], None]
Moved = Callable[[float, str], None]


@dataclass
class Running:
    """The items under way.

    Args:
        records: Where outcomes are kept.
        workspace: Private folder of the processes.
        workers: How many processes there are.
        told: Told each outcome once it is kept.
        moved: Told the done part of everything, and what is being done.
    """

    records: Records
    workspace: Path
    workers: int
    told: Told
    moved: Moved
    _heard: queue.SimpleQueue[Message] = field(default_factory=queue.SimpleQueue)
    _fractions: dict[int, float] = field(default_factory=dict)

    def run(self, items: tuple[Item, ...]) -> dict[str, Outcome]:
        """Run the items; returns their outcomes by key.

        Raises:
            KeyboardInterrupt: Ctrl+C, once the processes have stopped; what was finished is kept.
            WriteError: An outcome cannot be kept.
        """
        outcomes: dict[str, Outcome] = {}
        if not items:
            return outcomes
        table = {BATCH.name: replace(BATCH, processes=self.workers)}
        with Pools(self.workspace, lambda _, message: self._heard.put(message), table) as pools:
            waiting = {self._submit(pools, item): item for item in _by_model(items)}
            count = len(waiting)
            while waiting:
                ending = self._next_ending(waiting, count)
                item = waiting.pop(ending.serial)
                self._fractions[ending.serial] = 1.0
                outcome = outcomes[item.key] = self.records.keep(_ended(item, ending))
                pools.release(BATCH.name, ending.serial)
                self.told(outcome)
        return outcomes

    def _submit(self, pools: Pools, item: Item) -> int:
        return pools.submit(
            BATCH.name,
            "run_item",
            model_folder=str(item.package.folder),
            study=item.chosen.study,
            series=item.chosen.series,
            folder=str(self.records.part(item.key)),
            threads=max(1, (os.cpu_count() or 1) // self.workers),
        )

    def _next_ending(self, waiting: Mapping[int, Item], count: int) -> Ending:
        while True:
            try:
                message = self._heard.get(timeout=_TICK_S)
            except queue.Empty:
                continue
            match message:
                case Done() | Failed() | Cancelled():
                    return message
                case Progress(serial=serial, fraction=fraction, note=note) if serial in waiting:
                    self._fractions[serial] = fraction
                    done = count - len(waiting) + 1
                    words = tr("{number} of {count}: {note}").format(number=done, count=count, note=note)
                    self.moved(sum(self._fractions.values()) / count, words)
                case _:
                    pass


def _ended(item: Item, ending: Ending) -> Outcome:
    base = outcome_of(item)
    match ending:
        case Done(value=Ran() as ran):
            return replace(
                base, status="done", message=" ".join(ran.warnings), seconds=round(ran.seconds, 1), volumes=ran.volumes
            )
        case Failed(message=message, hint=hint):
            return replace(base, message=message, hint=hint)
        case _:
            return replace(base, message=tr("It was cancelled."))


def _by_model(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """One model after the other, so that each is loaded once by each process."""
    return tuple(sorted(items, key=lambda item: item.package.key))
