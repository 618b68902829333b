"""A real server as a process of its own, for tests that kill it, and a client that speaks JSON to it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]


class Server:
    """`stet run` on a database; `port` stays the same through restarts."""

    def __init__(self, db, *arguments, port=0, environment=None):
        self.db, self.arguments, self.port = str(db), arguments, port
        self.environment = {**os.environ, "CI": "1", "PYTHONUNBUFFERED": "1", **(environment or {})}
        self.process = None
        self.lines = []

    def start(self):
        """Start, and come back once the server answers."""
        command = [
            sys.executable,
            "-m",
            "app",
            "--db",
            self.db,
            "run",
            "--port",
            str(self.port),
            *self.arguments,
        ]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if line.startswith("Stop with"):
                break
        if self.process.poll() is not None:
            raise AssertionError(f"the server did not start: {self.lines}")
        self.port = int(re.search(r":(\d+)/", self.lines[0]).group(1))
        self.wait()
        return self

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def link(self):
        """The one-time sign-in link that was printed."""
        return next(line for line in self.lines if "/link/" in line).split()[-1]

    def wait(self, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=5).read()
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException):
                time.sleep(0.02)
        raise AssertionError("the server did not answer")

    def kill(self):
        """kill -9 of the process that was started."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        """SIGTERM; returns the exit status."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(20)
        self.process.stdout.close()
        return status

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()


class Client:
    """A script with a token on one connection, which is opened anew where the server closed it."""

    def __init__(self, server, token):
        self.server, self.token = server, token
        self.connection = None

    def call(self, method, path, body=None, timeout=10):
        """(status, JSON answer); raises OSError or HTTPException where no whole answer came."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=timeout)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            self.connection.request(
                method, path, None if body is None else json.dumps(body).encode(), headers=headers
            )
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        except BaseException:
            self.connection.close()
            self.connection = None
            raise

    def save(self, segment_id, text, base, op_id, *, confirm=False):
        body = {"text": text, "base_revision": base, "op_id": op_id, "confirm": confirm}
        return self.call("POST", f"/api/v1/segments/{segment_id}/revisions", body)
