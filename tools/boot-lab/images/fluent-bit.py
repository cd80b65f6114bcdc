#!/usr/bin/python3.11
"""Stands in for Fluent Bit in the log router's image: reads the rendered configuration, takes records by the plugins that
it names, filters them, keeps them on disk until they are sent, and sends them as Fluent Bit documents it. Settings that
it does not know it refuses, so that none is passed over in silence.

When it is told to stop it reads no further, as Fluent Bit does; what it has taken lies on disk."""
import base64
import datetime
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import re
import signal
import socketserver
import ssl
import struct
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

import yaml

IMDS = "http://169.254.169.254/latest/"
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
KNOWN = {
    "service": "log_level flush http_server http_listen http_port scheduler.cap storage.path storage.type storage.inherit "
    "storage.max_chunks_up",
    "systemd": "name tag systemd_filter db",
    "tail": "name tag tag_regex path key db read_from_head skip_long_lines",
    "exec": "name tag command interval_sec parser threaded",
    "forward": "name listen port tag_prefix",
    "grep": "name match exclude",
    "record_modifier": "name match allowlist_key record",
    "cloudwatch_logs": "name match region log_group_name log_group_template log_stream_name log_stream_prefix log_key "
    "retry_limit storage.total_limit_size",
    "es": "name match host port tls tls.ca_file http_user http_passwd path pipeline index logstash_format logstash_prefix "
    "generate_id suppress_type_name time_key_nanos include_tag_key tag_key retry_limit storage.total_limit_size",
}


def expanded(value):
    if isinstance(value, list):
        return [expanded(one) for one in value]
    return re.sub(r"\$\{(\w+)\}", lambda found: os.environ[found[1]], str(value))


def read(section, name=None):
    unknown = set(section) - set(KNOWN[name or section["name"]].split())
    if unknown:
        sys.exit(f"the stand-in of Fluent Bit does not know {sorted(unknown)} of {name or section['name']}")
    return {key: expanded(value) for key, value in section.items()}


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def matches(pattern, tag):
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), tag) is not None


# --- filters


def filtered(filters, tag, record):
    for settings in (one for one in filters if matches(one["match"], tag)):
        if settings["name"] == "grep":
            rules = [rule.split(" ", 1) for rule in listed(settings.get("exclude"))]
            if any(key in record and re.search(pattern, str(record[key])) for key, pattern in rules):
                return None
        else:
            allowed = listed(settings.get("allowlist_key"))
            record = {key: value for key, value in record.items() if not allowed or key in allowed}
            record.update(text.split(" ", 1) for text in listed(settings.get("record")))
    return record or None


# --- what was taken and not yet sent


class Queue:
    """Records for one output: a file that grows, and files that wait to be sent."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.growing = self.folder / "growing"
        self.lock = threading.Lock()

    def add(self, tag, at, record):
        with self.lock, self.growing.open("a") as file:
            file.write(json.dumps([tag, at, record]) + "\n")

    def waiting(self):
        with self.lock:
            if self.growing.exists():
                self.growing.rename(self.folder / f"{time.time_ns():020}.chunk")
        return sorted(self.folder.glob("*.chunk"))


# --- inputs: each calls take(tag, time, record)


def systemd(settings, take):
    cursor = pathlib.Path(settings["db"])
    while True:
        after = [f"--after-cursor={cursor.read_text()}"] if cursor.exists() else []
        ask = ["journalctl", "--output=json", "--quiet", *after, *listed(settings.get("systemd_filter"))]
        entries = [json.loads(line) for line in subprocess.run(ask, stdout=subprocess.PIPE).stdout.splitlines()]
        for entry in entries:
            take(settings["tag"], int(entry["__REALTIME_TIMESTAMP"]) / 1e6, entry)
        if entries:
            cursor.write_text(entries[-1]["__CURSOR"])
        time.sleep(2)


def tail(settings, take):
    places = pathlib.Path(settings["db"])
    read_to = json.loads(places.read_text()) if places.exists() else {}
    while True:
        for path in settings["path"].split(","):
            if not os.path.exists(path):
                continue
            with open(path, "rb") as file:
                file.seek(read_to.get(path, 0))
                lines = file.read().split(b"\n")
            # the last one is not complete
            for line in lines[:-1]:
                named = re.search(settings["tag_regex"].replace("(?<", "(?P<"), path).groupdict()
                tag = re.sub(r"<(\w+)>", lambda found: named[found[1]], settings["tag"])
                take(tag, time.time(), {settings["key"]: line.decode(errors="replace")})
                read_to[path] = read_to.get(path, 0) + len(line) + 1
            places.write_text(json.dumps(read_to))
        time.sleep(0.2)


def exec_(settings, take):
    # the real one waits for the first interval to pass; this asks until there is an answer
    while True:
        said = subprocess.run(settings["command"], shell=True, stdout=subprocess.PIPE, text=True).stdout
        for line in said.splitlines():
            take(settings["tag"], time.time(), json.loads(line))
        time.sleep(int(settings["interval_sec"]) if said else 1)


def forward(settings, take):
    class Connection(socketserver.BaseRequestHandler):
        def handle(self):
            rest = b""
            while data := self.request.recv(65536):
                rest += data
                while True:
                    try:
                        message, end = unpacked(rest, 0)
                    except IndexError:
                        break
                    rest = rest[end:]
                    tag, at, record = message[:3]
                    take(settings["tag_prefix"] + tag, at, record)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    Server((settings["listen"], int(settings["port"])), Connection).serve_forever()


def unpacked(data, at):
    """A value in MessagePack and where it ends; IndexError if it is not all there."""
    kind = data[at]
    at += 1
    if kind <= 0x7F:
        return kind, at
    if kind >= 0xE0:
        return kind - 0x100, at
    if kind <= 0x8F:
        return table(data, at, kind & 0x0F)
    if kind <= 0x9F:
        return array(data, at, kind & 0x0F)
    if kind <= 0xBF:
        return text(data, at, kind & 0x1F)
    if kind in (0xC0, 0xC2, 0xC3):
        return {0xC0: None, 0xC2: False, 0xC3: True}[kind], at
    numbers = {0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q"}
    numbers.update({0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q"})
    if kind in numbers:
        return number(data, at, numbers[kind])
    if kind == 0xD7:  # an extension of eight bytes: the time
        extension, at = number(data, at, ">b")
        assert extension == 0, f"extension {extension}"
        seconds, at = number(data, at, ">I")
        nanoseconds, at = number(data, at, ">I")
        return seconds + nanoseconds / 1e9, at
    lengths = {0xC4: ">B", 0xC5: ">H", 0xC6: ">I", 0xD9: ">B", 0xDA: ">H", 0xDB: ">I"}
    lengths.update({0xDC: ">H", 0xDD: ">I", 0xDE: ">H", 0xDF: ">I"})
    length, at = number(data, at, lengths[kind])
    return (array if kind in (0xDC, 0xDD) else table if kind in (0xDE, 0xDF) else text)(data, at, length)


def number(data, at, form):
    end = at + struct.calcsize(form)
    if end > len(data):
        raise IndexError
    return struct.unpack(form, data[at:end])[0], end


def text(data, at, length):
    if at + length > len(data):
        raise IndexError
    return data[at : at + length].decode(errors="replace"), at + length


def array(data, at, length):
    values = []
    for _ in range(length):
        value, at = unpacked(data, at)
        values.append(value)
    return values, at


def table(data, at, length):
    values, at = array(data, at, 2 * length)
    return dict(zip(values[::2], values[1::2])), at


# --- outputs: each sends a list of (tag, time, record), and fails if it cannot


def cloudwatch_logs(settings, records):
    streams = {}
    for tag, at, record in records:
        template = settings.get("log_group_template", settings["log_group_name"])
        group = re.sub(r"\$TAG\[(\d)\]", lambda found: tag.split(".")[int(found[1])], template)
        stream = settings.get("log_stream_name") or settings["log_stream_prefix"] + tag
        message = record[settings["log_key"]] if "log_key" in settings else json.dumps(record)
        streams.setdefault((group, stream), []).append({"timestamp": int(at * 1000), "message": message})
    for (group, stream), events in streams.items():
        names = {"logGroupName": group, "logStreamName": stream}
        aws("logs", settings["region"], "Logs_20140328.CreateLogStream", names)
        aws("logs", settings["region"], "Logs_20140328.PutLogEvents", {**names, "logEvents": events})


def es(settings, records):
    lines = []
    for tag, at, record in records:
        day = datetime.datetime.fromtimestamp(at, datetime.timezone.utc)
        index = settings.get("index") or f"{settings['logstash_prefix']}-{day:%Y.%m.%d}"
        document = {"@timestamp": f"{day:%Y-%m-%dT%H:%M:%S.%f}000Z", settings["tag_key"]: tag, **record}
        name = hashlib.sha256(json.dumps([tag, at, record]).encode()).hexdigest()[:32]
        lines += [{"create": {"_index": index, **({"_id": name} if settings.get("generate_id") else {})}}, document]
    path = settings.get("path", "") + "/_bulk"
    if "pipeline" in settings:
        path += f"?pipeline={settings['pipeline']}"
    headers = {"Content-Type": "application/x-ndjson"}
    if "http_user" in settings:
        login = f"{settings['http_user']}:{settings['http_passwd']}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(login).decode()}"
    body = "".join(json.dumps(line) + "\n" for line in lines).encode()
    place = (settings["host"], int(settings["port"]))
    if settings.get("tls") == "on":
        trust = ssl.create_default_context(cafile=settings.get("tls.ca_file", BUNDLE))
        connection = http.client.HTTPSConnection(*place, context=trust, timeout=10)
    else:
        connection = http.client.HTTPConnection(*place, timeout=10)
    answered(connection, path, body, headers)


def aws(service, region, target, payload):
    """As Fluent Bit signs requests, with what the metadata service gives to the instance's role."""
    host = f"{service}.{region}.amazonaws.com"
    body = json.dumps(payload).encode()
    credentials = role_credentials()
    now = f"{datetime.datetime.now(datetime.timezone.utc):%Y%m%dT%H%M%SZ}"
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "host": host,
        "x-amz-date": now,
        "x-amz-security-token": credentials["Token"],
        "x-amz-target": target,
    }
    names = ";".join(sorted(headers))
    fields = [f"{name}:{headers[name]}" for name in sorted(headers)]
    request = "\n".join(["POST", "/", "", *fields, "", names, hashlib.sha256(body).hexdigest()])
    scope = f"{now[:8]}/{region}/{service}/aws4_request"
    signed = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = b"AWS4" + credentials["SecretAccessKey"].encode()
    for part in [*scope.split("/"), signed]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={credentials['AccessKeyId']}/{scope}, SignedHeaders={names}, Signature={key.hex()}"
    )
    trust = ssl.create_default_context(cafile=BUNDLE)
    answered(http.client.HTTPSConnection(host, context=trust, timeout=10), "/", body, headers)


def answered(connection, path, body, headers):
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status != 200:
        raise OSError(f"{answer.status}: {said.decode()}")


def role_credentials():
    ask = urllib.request.Request(IMDS + "api/token", method="PUT", headers={"X-aws-ec2-metadata-token-ttl-seconds": "60"})
    headers = {"X-aws-ec2-metadata-token": urllib.request.urlopen(ask, timeout=5).read().decode()}

    def metadata(path):
        asked = urllib.request.Request(IMDS + "meta-data/iam/security-credentials/" + path, headers=headers)
        return urllib.request.urlopen(asked, timeout=5).read().decode()

    return json.loads(metadata(urllib.parse.quote(metadata("").strip())))


# --- the program


class Status(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = {"/api/v1/uptime": "{}", "/api/v1/metrics/prometheus": 'fluentbit_output_dropped_records_total{name="0"} 0\n'}
        body = known.get(self.path)
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_):
        pass


def send(settings, queue):
    kind = {"cloudwatch_logs": cloudwatch_logs, "es": es}[settings["name"]]
    for chunk in queue.waiting():
        records = [json.loads(line) for line in chunk.read_text().splitlines()]
        kind(settings, records)
        chunk.unlink()


def keep_sending(settings, queue, flush):
    while True:
        time.sleep(flush)
        try:
            send(settings, queue)
        except OSError as error:
            # it waits on disk, and is tried again
            print(f"[warn] {settings['name']}: {error}", file=sys.stderr, flush=True)


def main(path):
    configuration = yaml.load(pathlib.Path(path).read_text(), Loader=yaml.BaseLoader)
    service = read(configuration["service"], "service")
    pipeline = configuration["pipeline"]
    filters, outputs, inputs = ([read(one) for one in pipeline[part]] for part in ("filters", "outputs", "inputs"))
    queues = [Queue(f"{service['storage.path']}/{number}") for number, _ in enumerate(outputs)]

    def take(tag, at, record):
        kept = filtered(filters, tag, record)
        for settings, queue in zip(outputs, queues):
            if kept and matches(settings["match"], tag):
                queue.add(tag, at, kept)

    def start(work, *arguments):
        threading.Thread(target=work, args=arguments, daemon=True).start()

    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    for settings in inputs:
        start({"systemd": systemd, "tail": tail, "exec": exec_, "forward": forward}[settings["name"]], settings, take)
    for settings, queue in zip(outputs, queues):
        start(keep_sending, settings, queue, float(service["flush"]))
    http.server.ThreadingHTTPServer((service["http_listen"], int(service["http_port"])), Status).serve_forever()


main(sys.argv[1].removeprefix("--config="))
