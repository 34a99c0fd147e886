"""Declaring work: `@job` for what is queued or scheduled, `@every` for light tickers of each worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from .models import Job

Work = Callable[..., Any]


@dataclass(frozen=True)
class Retry:
    """How often a failed job is tried again, and after which wait: `first`, times `factor`, up to `most`."""

    times: int = 3
    first: timedelta = timedelta(seconds=10)
    factor: float = 3
    most: timedelta = timedelta(hours=1)

    def wait(self, tries: int) -> timedelta:
        """Return the wait after the try number `tries` (1 is the first)."""
        # The exponent is cut, because a job of thousands of tries must not overflow.
        return min(self.most, self.first * self.factor ** min(tries - 1, 20))


@dataclass(frozen=True)
class Declared:
    """A named piece of work; call it to do it here and now."""

    name: str
    call: Work
    title: str | Promise
    retry: Retry
    every: timedelta | None = None
    offset: timedelta = timedelta()
    long: bool = False
    page: "Callable[[Job], str] | None" = None

    def __call__(self, *args: Any, **arguments: Any) -> Any:
        return self.call(*args, **arguments)


@dataclass(frozen=True)
class Ticker:
    """A light function that each worker calls in turn; `alone` means one worker of all at a time."""

    name: str
    call: Callable[[], Any]
    every: timedelta
    alone: bool = False


declared: dict[str, Declared] = {}
tickers: dict[str, Ticker] = {}


def job(
    name: str,
    *,
    title: str | Promise = "",
    retry: int | Retry = 0,
    every: timedelta | None = None,
    offset: timedelta = timedelta(),
    long: bool = False,
    page: "Callable[[Job], str] | None" = None,
) -> Callable[[Work], Declared]:
    """Declare the decorated function as the work `name`: it is called as `work(progress, **arguments)`.

    `title` is what people read. `every` also makes it a schedule, at multiples of it since 1970 in UTC
    plus `offset` (a day with an offset of two hours is 02:00). `long` work never takes a worker's last
    free hand. `page` gives the address at which its person reads what came of it. What may run twice must be written so that a second run does no harm (see `effects`).
    """

    def wrap(call: Work) -> Declared:
        if name in declared and declared[name].call.__qualname__ != call.__qualname__:
            raise ValueError(f"The work {name!r} is declared twice.")
        made = Declared(
            name,
            call,
            title or name,
            Retry(retry) if isinstance(retry, int) else retry,
            every,
            offset,
            long,
            page,
        )
        declared[name] = made
        return made

    return wrap


def every(
    *, seconds: float, name: str = "", alone: bool = False
) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Let each worker call the decorated function about every `seconds`; it must be light and short."""

    def wrap(call: Callable[[], Any]) -> Callable[[], Any]:
        called = name or f"{call.__module__}.{call.__qualname__}".removeprefix("comity.")
        tickers[called] = Ticker(called, call, timedelta(seconds=seconds), alone)
        return call

    return wrap
