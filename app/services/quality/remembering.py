"""Results that cost time, kept in memory by what they were computed from, so that none can be out of date."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")
MOST = 512
_kept: OrderedDict[bytes, Any] = OrderedDict()
_guard = threading.Lock()


def of(compute: Callable[[], Result], name: str, *parts: object) -> Result:
    """The result of `compute`, which is a function of the name and the parts, by their `repr`, alone."""
    key = hashlib.blake2b("\x1f".join((name, *map(repr, parts))).encode("utf-8", "surrogatepass")).digest()
    with _guard:
        if key in _kept:
            _kept.move_to_end(key)
            found: Result = _kept[key]
            return found
    made = compute()
    with _guard:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made
