"""Keeps the mirror in a process of its own."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ostiary.django.conf import get_conf
from ostiary.django.mirror import MirrorRunner


class Command(BaseCommand):
    help = "Keeps the users of this project equal to Ostiary's, until it is stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="End when everything there is has been told.")
        parser.add_argument("--timeout", type=float, default=600, help="Seconds that --once may take.")

    def handle(self, *_args: Any, **options: Any) -> None:
        runner = MirrorRunner(get_conf())
        if options["once"]:
            self._once(runner, options["timeout"])
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: threading.Thread(target=runner.close, daemon=True).start())
        self.stdout.write("Following Ostiary.")
        self.stdout.flush()
        runner.run()

    def _once(self, runner: MirrorRunner, timeout: float) -> None:
        runner.start()
        is_done = runner.wait_until_settled(timeout)
        problem = runner.feed.problem if runner.feed else "another process follows"
        runner.close()
        if not is_done:
            raise CommandError(f"It has not come to the end: {problem or 'it takes longer'}.")
        self.stdout.write("The mirror is equal to Ostiary.")
