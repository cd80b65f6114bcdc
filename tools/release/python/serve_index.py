"""Starts pypiserver as a local Python index.

Started as a child process, it
- binds a free port on the loopback address and prints it as one line of JSON;
- lives exactly as long as its standard input stays open, so that it ends with its parent however that dies, and then
  removes its folder, which the parent may not have been able to do.

The first line of its standard input is the password that an upload has to bring: an argument could be read by others.
"""

import hmac
import json
import os
import pathlib
import shutil
import signal
import sys
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pypiserver


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


def end_with_parent(folder):
    sys.stdin.buffer.read()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def main():
    folder = sys.argv[1]
    # Ctrl-C reaches the whole group of processes; the parent ends us when nothing needs us any more
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    password = sys.stdin.buffer.readline().decode().strip()
    threading.Thread(target=end_with_parent, args=(folder,), daemon=True).start()
    application = pypiserver.app(
        roots=[pathlib.Path(folder)],
        authenticate=["update"],
        auther=lambda _, given: hmac.compare_digest(given.encode(), password.encode()),
        disable_fallback=True,
        hash_algo="sha256",
        overwrite=False,
    )
    server = make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet)
    print(json.dumps({"port": server.server_port}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
