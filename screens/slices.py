"""Work that takes long, done a slice at a time between keys, on the thread of the screen: that needs no lock."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final, TypeVar

T = TypeVar("T")

SLICE: Final = 0.003
"""Seconds of work at once."""
PAUSE: Final = 0.003
"""Seconds in between. A key goes through a handful of queues before it is seen: without a pause a slice would come
between each two of them. A thread would do worse: it takes the interpreter for 5 ms each time a queue is empty.
"""
FIRST: Final = 0.1
"""Seconds after which is shown what has come of it so far; the rest comes behind."""


@contextmanager
def making_much() -> Generator[None]:
    """While very many records are made, none of which is garbage: looking for some among them would hold up a key for
    a tenth of a second now and then, here and ever after.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.freeze()
            gc.enable()


def at_once(steps: Generator[None, None, T], seconds: float) -> T | None:
    """Take all steps if that can be done in so many seconds; gives what comes of them, None where there isn't time."""
    end = perf_counter() + seconds
    while perf_counter() < end:
        try:
            next(steps)
        except StopIteration as stop:
            result: T = stop.value
            return result
    return None


async def in_slices(steps: Generator[None, None, T], wanted: Callable[[], bool]) -> T | None:
    """Take all steps; gives what comes of them, or None as soon as that isn't wanted any more."""
    end = perf_counter() + SLICE
    while wanted():
        try:
            next(steps)
        except StopIteration as stop:
            result: T = stop.value
            return result
        if perf_counter() >= end:
            await asyncio.sleep(PAUSE)
            end = perf_counter() + SLICE
    return None


async def for_a_while(steps: Iterator[None], seconds: float, wanted: Callable[[], bool]) -> bool:
    """Take steps for at most so many seconds, or until that isn't wanted any more; whether that was all of them."""
    begun = perf_counter()
    end = begun + SLICE
    for _step in steps:
        now = perf_counter()
        if now >= begun + seconds or not wanted():
            return False
        if now >= end:
            await asyncio.sleep(PAUSE)
            end = perf_counter() + SLICE
    return True
