"""A socket reachable only from this computer, which survives a restart of the program."""

import os
import socket

LOOPBACK = "127.0.0.1"
INHERITED = "DAYLIGHT_SERVE_SOCKET"
"""Names the listening socket for the process that takes this one's place."""


def listen(port: int) -> socket.socket:
    """A listening socket on the loopback interface; port 0 takes any that is free. Raises `SystemExit`."""
    # asyncio sends without delay (TCP_NODELAY) only where TCP is named: 40 ms for each answer on an open connection.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere it would let two servers have one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(64)
    except (OSError, OverflowError):
        listener.close()
        other = port + 1 if 1024 <= port < 65535 else 8000
        raise SystemExit(
            f"Port {port} is taken or not allowed.\n  Fix: close the other server, or type: invoke serve --port {other}"
        ) from None
    return listener


def inherited() -> socket.socket | None:
    """The socket inherited from the process that this one replaced."""
    number = os.environ.pop(INHERITED, "")
    if not number.isdecimal():
        return None
    listener = socket.socket(fileno=int(number))
    listener.set_inheritable(False)
    return listener


def bequeath(listener: socket.socket) -> None:
    """Leave the socket to the program that is started next in this process."""
    os.environ[INHERITED] = str(listener.fileno())
    listener.set_inheritable(True)
