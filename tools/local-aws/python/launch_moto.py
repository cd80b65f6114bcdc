"""Starts moto's server for local AWS, with the few corrections it needs.

Started as a child process, it
- binds a free port on the loopback address and prints it as one line of JSON;
- lives exactly as long as its standard input stays open, so that it ends with its parent however that dies, and then
  removes the directory named on the command line, which the parent may not have been able to do.
"""

import json
import os
import shutil
import signal
import sys
import threading
import traceback
import warnings

warnings.filterwarnings("ignore")

from werkzeug.serving import make_server  # noqa: E402

import corrections  # noqa: E402
from addresses import with_own_addresses  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)


def end_with_parent(directory):
    sys.stdin.buffer.read()
    shutil.rmtree(directory, ignore_errors=True)
    os._exit(0)


def report_failures(application):
    """Says in a form that the front can read why there is no answer, where moto would send a bare page."""

    def wrapped(environ, start_response):
        try:
            return application(environ, start_response)
        except Exception as error:
            traceback.print_exc()
            report = {"error": type(error).__name__, "message": str(error)}
            # moto raises some errors of AWS's as ValueError(code, message) and then trips over them
            if isinstance(error, ValueError) and len(error.args) == 2:
                report["code"], report["message"] = error.args
            start_response("500 Failed", [("content-type", "application/json"), ("x-local-aws-failure", "1")])
            return [json.dumps(report).encode()]

    return wrapped


def main():
    directory, region, front = sys.argv[1:]
    # Ctrl-C reaches the whole group of processes; the parent ends us when it has closed what needs us
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, args=(directory,), daemon=True).start()
    corrections.apply(front)

    application = DomainDispatcherApplication(create_backend_app)
    server = make_server(
        "127.0.0.1",
        0,
        report_failures(with_own_addresses(application, region)),
        threaded=True,
        request_handler=MotoRequestHandler,
    )
    print(json.dumps({"port": server.port}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
