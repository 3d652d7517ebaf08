"""Lines and events as they come, cut into chunks anywhere."""

from __future__ import annotations

import json
import socket
from http.client import HTTPException
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

from .errors import OstiaryError
from .wire import is_text, read_item

_MAX_LINE_BYTES = 4 * 1024 * 1024


class Batch(NamedTuple):
    items: List[Dict[str, Any]]
    #: Where to go on after them; None where nothing new is said about that.
    cursor: Optional[str]
    #: The server has just told everything that there was.
    is_settled: bool


class Silence(OstiaryError):
    """Nothing came for too long."""


def parse(data: str) -> Any:
    try:
        return json.loads(data)
    except ValueError as error:
        raise OstiaryError("protocol", "What the feed says is no JSON.") from error


def lines_of(response: Any) -> Iterator[str]:
    while True:
        try:
            line = response.readline(_MAX_LINE_BYTES + 1)
        except socket.timeout as error:
            raise Silence("unavailable", "Nothing came for too long.") from error
        # The last two are what a connection that was closed meanwhile gives.
        except (OSError, HTTPException, ValueError, AttributeError) as error:
            raise OstiaryError("unavailable", f"It broke off: {error}") from error
        if not line:
            return
        if len(line) > _MAX_LINE_BYTES:
            raise OstiaryError("protocol", f"A line of more than {_MAX_LINE_BYTES} bytes came.")
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def read_events(lines: Iterator[str]) -> Iterator[Batch]:
    """Of an event stream, as the HTML standard says (section 9.2.6)."""
    kind, data, last_id, size = "", [], "", 0
    for line in lines:
        if line:
            name, _, value = line.partition(":")
            value = value[1:] if value.startswith(" ") else value
            if name == "event":
                kind = value
            elif name == "id":
                last_id = value
            elif name == "data":
                data.append(value)
                size += len(value)
                if size > _MAX_LINE_BYTES:
                    raise OstiaryError("protocol", f"An event of more than {_MAX_LINE_BYTES} characters came.")
            continue
        if data and kind == "beat":
            value = parse("\n".join(data))
            cursor = value.get("cursor") if isinstance(value, dict) else None
            yield Batch([], cursor if is_text(cursor) else None, True)
        elif data and kind == "item":
            item = read_item(parse("\n".join(data)))
            yield Batch([] if item is None else [item], last_id or None, False)
        # Other types are for a newer package.
        if data and kind == "item":
            last_id = ""
        kind, data, size = "", [], 0
