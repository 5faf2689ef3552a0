"""The socket of the preview: for this computer alone, and kept when the program starts anew."""

import os
import socket

import pytest

from plugins.desk.preview.listening import bequeath, inherited, listen


def test_a_port_that_is_taken_is_told_with_its_fix():
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is taken.*\n  Fix: .*invoke serve --port {port + 1}"):
            listen(port)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_that_is_no_port_is_told_alike(port: int):
    with pytest.raises(SystemExit, match="invoke serve --port 8000"):
        listen(port)


def test_asyncio_will_send_without_delay_what_it_has():
    with listen(0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
        with listener.dup() as dup:
            assert dup.proto == socket.IPPROTO_TCP


@pytest.mark.skipif(os.name != "posix", reason="this system gives no socket to another program")
def test_a_socket_is_left_to_one_program_and_to_none_after_it(monkeypatch):
    monkeypatch.setenv("DAYLIGHT_SERVE_SOCKET", "")
    assert inherited() is None
    with listen(0) as listener:
        bequeath(listener)
        assert os.get_inheritable(listener.fileno())
        taken = inherited()
        assert taken is not None
        assert taken.getsockname() == listener.getsockname()
        assert not os.get_inheritable(taken.fileno())
        assert taken.proto == socket.IPPROTO_TCP
        taken.detach()
        assert inherited() is None
