"""Follows what happens at Ostiary: a snapshot where one is needed, and the ordered log from then on."""

from __future__ import annotations

import logging
import random
import socket
import threading
from typing import Any, Callable, Dict, Iterator, List, Optional, Protocol

from .errors import OstiaryError
from .events import Batch, Silence, lines_of, parse, read_events
from .pace import Pace, backoff, clock
from .requests import FeedRequests
from .wire import read_items, read_line

log = logging.getLogger("ostiary")

Record = Dict[str, Any]

#: For a thread that was told to end.
_PATIENCE_SECONDS = 2.0


class Directory(Protocol):
    """What the feed keeps equal to the server. What it is told is in order, and each item says how things are now, so
    that one that comes again does no harm."""

    #: Which snapshot it is filled from: `all` users, or `none`, with roles and groups alone.
    holds: str

    @property
    def service_id(self) -> Optional[str]:
        """Of which service what is kept was told."""

    def open(self) -> Optional[str]:
        """The cursor that was kept; None where a snapshot is needed first."""

    def replace(self, lines: Iterator[Record], *, is_new_history: bool = False) -> str:
        """Takes the place of everything, once the lines have ended well. Gives the cursor to go on from."""

    def apply(self, items: List[Record], cursor: str) -> None:
        """Keeps both, or neither."""

    def close(self) -> None:
        """Nothing more comes."""


class _StreamUnusable(Exception):
    """Somebody answers, but a proxy holds the stream back, or does not know what it is."""


class _SnapshotDue(Exception):
    """More changed than could be told."""


class _Stopped(Exception):
    """It was closed."""


class Feed:
    """Follows in a thread of its own, which does not keep a process alive. Of one process: after a fork it is gone.

    `on_items` is told first, and `on_alive` with everything that comes, be it nothing but a beat.
    """

    def __init__(
        self,
        requests: FeedRequests,
        directory: Directory,
        *,
        on_items: Callable[[List[Record]], None] = lambda _items: None,
        on_alive: Callable[[], None] = lambda: None,
        is_replayed: bool = False,
        pace: Pace = Pace(),
        name: str = "ostiary-feed",
    ) -> None:
        self._requests, self._directory, self._pace = requests, directory, pace
        self._on_items, self._on_alive = on_items, on_alive
        #: Whether what came before a snapshot and can still matter has to be told, since it is kept nowhere.
        self._is_replayed = self._is_replay_due = is_replayed
        self._name = name
        self._stop = threading.Event()
        self._settled = threading.Event()
        self._refused = threading.Event()
        self._response: Any = None
        self._thread: Optional[threading.Thread] = None
        self._heard_at = float("-inf")
        self._poll_only_until = float("-inf")
        self._kept_at = float("-inf")
        self._failures = 0
        #: `stream` or `poll`; None while it does not come.
        self.transport: Optional[str] = None
        self.cursor: Optional[str] = None
        #: Why it is not live.
        self.problem: Optional[str] = None

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self.run, name=self._name, daemon=True)
            self._thread.start()

    def close(self) -> None:
        self._stop.set()
        response = self._response
        if response is not None:
            try:
                # Wakes whoever waits for more.
                response.fp.raw._sock.shutdown(socket.SHUT_RDWR)
            except (AttributeError, OSError, ValueError):
                pass
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_PATIENCE_SECONDS)

    def wait_until_settled(self, timeout: float) -> bool:
        """Whether everything there was has been told within so many seconds. At once when the key is refused."""
        deadline = clock() + timeout
        while not self._settled.wait(0.02):
            if self._refused.is_set() or self._stop.is_set() or clock() > deadline:
                return False
        return True

    @property
    def is_key_refused(self) -> bool:
        return self._refused.is_set()

    @property
    def has_settled(self) -> bool:
        return self._settled.is_set()

    def silence(self) -> float:
        """Seconds since it was last certain that everything was heard; infinite before the first time."""
        return clock() - self._heard_at

    def run(self) -> None:
        """Until it is closed, in the thread that calls it."""
        is_snapshot_due, is_new_history = False, False
        is_open = False
        while not self._stop.is_set():
            try:
                if not is_open:
                    self.cursor = self._directory.open()
                    is_open = True
                if self.cursor is None or is_snapshot_due:
                    self.cursor = self._take_snapshot(is_new_history)
                    is_snapshot_due = is_new_history = False
                    # It does not hold what was revoked since the last cursor.
                    self._is_replay_due = self._is_replayed
                self._follow_once(self.cursor)
                raise OstiaryError("unavailable", "The feed ended.")
            except _Stopped:
                break
            except _SnapshotDue:
                is_snapshot_due = True
            except _StreamUnusable as reason:
                log.warning("ostiary: %s It is asked for instead, again and again.", reason)
                self._poll_only_until = clock() + self._pace.poll_only
            except Exception as error:  # Whatever it is, a thread that ends follows nothing.
                if self._stop.is_set():
                    break
                if isinstance(error, OstiaryError) and error.code == "cursor_gone":
                    is_snapshot_due = is_new_history = True
                self._stop.wait(self._recover(error))
        self.transport = None
        self._directory.close()

    def _recover(self, error: Exception) -> float:
        """Says how long to wait before the next try."""
        self._failures += 1
        self.problem = str(error)
        code = error.code if isinstance(error, OstiaryError) else None
        if code is None:
            log.exception("ostiary: the feed cannot be followed")
        elif self._failures in (1, 10) or code == "key_refused":
            log.warning("ostiary: %s", error)
        # It is not the stream that is the trouble; or whatever is on the way may be another by now.
        if self._failures > 1:
            self._poll_only_until = float("-inf")
        chance = random.random()
        if code == "key_refused":
            self._refused.set()
            return self._pace.refused_retry * (1 + chance / 4)
        retry_after = getattr(error, "retry_after", None) or 0.0
        return backoff(self._pace, self._failures, chance=chance, retry_after=retry_after)

    def _take_snapshot(self, is_new_history: bool) -> str:
        with self._requests.open_snapshot(self._directory.holds, timeout=self._pace.snapshot_stall) as response:
            self._response = response
            try:
                return self._directory.replace(self._snapshot_lines(response), is_new_history=is_new_history)
            finally:
                self._response = None

    def _snapshot_lines(self, response: Any) -> Iterator[Record]:
        """Sees to it that they are whole: begun, ended, and as many users as the end says."""
        is_started, users = False, 0
        for text in lines_of(response):
            if self._stop.is_set():
                raise _Stopped
            line = read_line(parse(text)) if text else None
            if line is None:
                continue
            if not is_started and line["kind"] != "start":
                raise OstiaryError("protocol", "The snapshot does not begin.")
            is_started = True
            users += line["kind"] == "user"
            if line["kind"] == "end":
                if line["users"] != users:
                    raise OstiaryError("protocol", f"The snapshot has {users} of {line['users']} users.")
                yield line
                return
            yield line
        raise OstiaryError("protocol", "The snapshot ended before its end.")

    def _follow_once(self, cursor: str) -> None:
        """Until the connection ends."""
        is_replay = self._is_replay_due
        read = self._pages if clock() < self._poll_only_until else self._stream
        carried: List[Record] = []
        try:
            for items, next_cursor, is_settled in read(cursor, is_replay):
                if self._stop.is_set():
                    raise _Stopped
                self._on_items(items)
                carried += items
                if next_cursor is not None:
                    self._take(carried, next_cursor)
                    carried = []
                    # What came before it was told in order.
                    self._is_replay_due = False
                if is_settled:
                    self._heard_at = clock()
                    self._failures, self.problem = 0, None
                    self._refused.clear()
                    self._settled.set()
                self._on_alive()
        finally:
            self.transport = None

    def _take(self, items: List[Record], cursor: str) -> None:
        is_due = cursor != self.cursor and clock() - self._kept_at >= self._pace.cursor
        if items or is_due:
            self._directory.apply(items, cursor)
            self._kept_at = clock()
        self.cursor = cursor
        if any(item["kind"] == "reset" for item in items):
            raise _SnapshotDue

    def _stream(self, cursor: str, is_replay: bool) -> Iterator[Batch]:
        service_id, timeout = self._directory.service_id, self._pace.silence
        has_begun = False
        with self._requests.open_stream(cursor, is_replay, service_id, timeout=timeout) as response:
            if not (response.headers.get("Content-Type") or "").lower().startswith("text/event-stream"):
                raise _StreamUnusable("The feed does not come as a stream of events.")
            self._response = response
            try:
                for batch in read_events(lines_of(response)):
                    has_begun = True
                    self.transport = "stream"
                    yield batch
            except Silence as error:
                if has_begun:
                    raise
                raise _StreamUnusable("The feed is held back on its way.") from error
            finally:
                self._response = None

    def _pages(self, cursor: str, is_replay: bool) -> Iterator[Batch]:
        wait = 0
        while True:
            began = clock()
            page = self._requests.poll(cursor, is_replay, self._directory.service_id, wait=wait)
            items, next_cursor, has_more = page.get("items"), page.get("cursor"), page.get("has_more")
            if not isinstance(items, list) or not isinstance(next_cursor, str) or not isinstance(has_more, bool):
                raise OstiaryError("protocol", "A page of the feed is not as it should be.")
            self.transport = "poll"
            yield Batch(read_items(items), next_cursor, not has_more)
            cursor, is_replay = next_cursor, False
            if not items and wait:
                # A server that does not wait is not asked all the time.
                self._stop.wait(max(0.0, 0.5 - (clock() - began)))
            wait = 0 if has_more else self._pace.poll_wait
