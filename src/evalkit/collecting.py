"""Python's collector of cyclic garbage put off while many values are made at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Put the collector off, which otherwise goes over all values made so far again and again.

    A report becomes tens of thousands of values at once that live on and refer to each other in no
    circle: there is nothing to collect, and looking for it took a fifteenth of the time. What no
    longer is referred to goes at once as ever. Nested, or in several threads, the outermost decides.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
