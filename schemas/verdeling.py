"""Work shared out: the same done to many things, by whoever does it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

Gemaakt = TypeVar("Gemaakt")


class Verdeel(Protocol):
    """What a function of a module makes of each task, in their order; the tasks are made one by one, when it is their
    turn. It can be given to several processes, as what it makes follows from the task alone."""

    def __call__(self, do: Callable[..., Gemaakt], tasks: Iterable[tuple[Any, ...]]) -> Sequence[Gemaakt]: ...


def na_elkaar(do: Callable[..., Gemaakt], tasks: Iterable[tuple[Any, ...]]) -> Sequence[Gemaakt]:
    """One after the other, in this process."""
    return [do(*task) for task in tasks]
