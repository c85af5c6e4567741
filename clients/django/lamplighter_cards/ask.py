"""One question to a server that may fail in any way, within one deadline for all of it."""

import json
import socket
import threading
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

MOST_BYTES = 100_000


class NoAnswer(Exception):
    """There was no answer, not in time, or none that could be read."""


def ask(url, seconds):
    """The JSON at an address, or NoAnswer after at most so many seconds.

    A timeout per read is none against a server that sends one byte a second, so the question is put in a thread
    and its connection is cut when the time is up.
    """
    parts = urlsplit(url)
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(parts.netloc, timeout=seconds)
    outcome = []
    thread = threading.Thread(target=_run, args=(connection, f"{parts.path}?{parts.query}", outcome), daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        _cut(connection)
        raise NoAnswer(f"no whole answer in {seconds} s")
    if isinstance(outcome[0], Exception):
        raise NoAnswer(repr(outcome[0]))
    return outcome[0]


def _run(connection, path, outcome):
    try:
        outcome.append(_read(connection, path))
    except Exception as error:  # whatever a stranger's server can cause: OSError, HTTPException, ValueError, RecursionError
        outcome.append(error)
    finally:
        connection.close()


def _read(connection, path):
    connection.request("GET", path, headers={"Accept": "application/json"})
    answer = connection.getresponse()
    if answer.status != 200:
        raise ValueError(f"answered {answer.status}")
    body = answer.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ValueError("the answer is too long")
    expected = answer.getheader("Content-Length")
    if expected is not None and int(expected) != len(body):
        raise ValueError("the answer was cut short")
    return json.loads(body)


def _cut(connection):
    try:
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it has ended by itself
