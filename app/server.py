"""Serving the application: one process with many threads, which ends when the one that started it does."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from typing import Any

from .config import Config
from .domain.errors import Invalid

THREADS = 16
BACKLOG = 512
FINISH_SECONDS = 10  # how long saves in flight may take once the server was told to stop
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def listen(host: str, port: int, *, wait_seconds: float = 2.0) -> socket.socket:
    """A listening socket, so that the address can be told before the application has started.

    A server that was killed a moment ago may hold the port for an instant: this waits. Raises Invalid for a taken port.
    """
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            return _bound(host, port)
        except OSError as error:
            if time.monotonic() > deadline or not _may_pass(error):
                raise Invalid(_why_not(host, port, error)) from None
            time.sleep(0.05)


def _bound(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    found = socket.socket(family, kind)
    try:
        if os.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(BACKLOG)
    except OSError:
        found.close()
        raise
    return found


def _may_pass(error: OSError) -> bool:
    return "in use" in str(error).lower()


def _why_not(host: str, port: int, error: OSError) -> str:
    if _may_pass(error):
        return f"Port {port} is taken by another program. Choose another one: stet run --port {port + 1}"
    if isinstance(error, PermissionError):
        return f"Port {port} may not be opened by this user. Choose one above 1024: stet run --port 8000"
    return f"{host} is not an address of this computer ({error.strerror}). Leave --host away to serve on 127.0.0.1."


def is_loopback(host: str) -> bool:
    """True where only this computer can reach the server."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def names_of(config: Config, host: str) -> Config:
    """The settings with the names under which a browser may address this server when it serves on `host`."""
    if is_loopback(host):
        return config
    own = {host} if host not in ("0.0.0.0", "::", "") else _names_of_this_computer()
    return replace(config, hosts=",".join(sorted({*config.hosts.split(","), *own} - {""})))


def _names_of_this_computer() -> set[str]:
    name = socket.gethostname()
    try:
        addresses = {str(found[4][0]) for found in socket.getaddrinfo(name, None)}
    except OSError:
        addresses = set()
    return {name, f"{name}.local", *addresses}


def serve(config: Config, listener: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl+C; saves in flight are finished."""
    with serving_mark(config.db):
        if os.name == "posix":
            _serve_by_gunicorn(config, listener)
        else:
            _serve_by_waitress(config, listener)


@contextmanager
def serving_mark(path: str) -> Iterator[None]:
    """Hold a shared lock beside the database while it is served; `restore` asks for the whole of it."""
    from .store.database import hold_serving_lock

    with hold_serving_lock(path):
        yield


def _serve_by_gunicorn(config: Config, listener: socket.socket) -> None:
    from gunicorn.app.base import BaseApplication

    class Application(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in _gunicorn_settings(listener).items():
                self.cfg.set(name, value)

        def load(self) -> Callable[..., Any]:
            # Called in the worker, so that no connection crosses the fork.
            return _application(config)

    Application().run()


def _gunicorn_settings(listener: socket.socket) -> dict[str, Any]:
    return {
        "bind": [f"fd://{listener.detach()}"],
        "workers": 1,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 120,
        "graceful_timeout": FINISH_SECONDS,
        "keepalive": 75,
        "limit_request_line": 8190,
        "forwarded_allow_ips": "",
        "loglevel": "warning",
        "control_socket_disable": True,
        "post_fork": _end_with_parent,
        "post_worker_init": _end_streams_with_worker,
    }


def _end_with_parent(arbiter: Any, worker: Any) -> None:
    """After `kill -9` of the parent the kernel ends the worker at once, and the port is free.

    What was acknowledged is on disk by then. Elsewhere than on Linux the worker looks for its parent each second.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != arbiter.pid:
        os._exit(1)


def _end_streams_with_worker(worker: Any) -> None:
    """A server that was told to stop does not wait for those who only listen."""
    worker.wsgi.extensions["watch"].is_closing = lambda: not worker.alive


def _serve_by_waitress(config: Config, listener: socket.socket) -> None:
    from waitress.server import create_server

    application = _application(config)
    server = create_server(
        application, sockets=[listener], threads=THREADS, clear_untrusted_proxy_headers=True, ident=None
    )
    threading.current_thread().name = "server"
    try:
        server.run()
    finally:
        server.close()


def _application(config: Config) -> Callable[..., Any]:
    from . import create_app

    return create_app(config)
