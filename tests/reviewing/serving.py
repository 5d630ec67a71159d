"""A review that is served by a process of its own, and what is asked of it."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen
from tests.reviewing.places import Place

BY_RUBRIC = ("--rubric", "rubric.toml")
_SAYS = re.compile("(?:复核页：|The review page: )(http://[^（ ]+)")


@frozen
class Running:
    """A review that is served by a process of its own."""

    process: subprocess.Popen[str]
    address: str

    def post(self, where: str, **data: Any) -> tuple[int, Any]:
        """What is answered to a change."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
        headers = {"Origin": f"http://{parts.netloc}", "Content-Type": "application/json"}
        try:
            connection.request("POST", parts.path + where, json.dumps(data).encode(), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def end(self, number: int) -> tuple[int, list[str]]:
        """End the process by a signal; return its exit code and what it said in the end."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said.splitlines()


@contextmanager
def running(place: Place, *arguments: str) -> Iterator[Running]:
    """Start a review of the report and wait for its address."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("EVALKIT_")}
    with subprocess.Popen(
        [sys.executable, "-m", "evalkit", "review", "report.toml", "--no-browser", *arguments],
        cwd=place.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment | {"PYTHONUTF8": "1"},
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            said = _SAYS.match(line)
            assert said is not None, process.stderr and process.stderr.read()
            yield Running(process, said[1])
        finally:
            process.kill()
