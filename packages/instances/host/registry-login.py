"""Turns what was read into the agent's two settings. Input and output hold the login: only complaints are printed."""
import json
import sys


def fail(complaint):
    sys.exit("the registry login " + complaint)


def settings_of_secret(answer):
    text = json.loads(answer).get("SecretString")
    if text is None:
        fail("must be a text secret, this one is binary")
    return {"ECS_ENGINE_AUTH_DATA": text}


def settings_of_object(lines):
    settings = {}
    for line in lines.splitlines():
        if line.strip() and not line.startswith("#"):
            key, _, value = line.strip().partition("=")
            if key not in ("ECS_ENGINE_AUTH_TYPE", "ECS_ENGINE_AUTH_DATA") or key in settings:
                fail("must be ECS_ENGINE_AUTH_TYPE=... and ECS_ENGINE_AUTH_DATA=..., each on one line, and nothing else")
            settings[key] = value
    return settings


def fields(data):
    """The fields that every registry has, and with them the kind of login."""
    try:
        data = json.loads(data)
    except ValueError:
        fail("is not JSON")
    if not isinstance(data, dict) or not data or not all(isinstance(login, dict) for login in data.values()):
        fail('must be JSON like {"registry.example.com": {"username": "...", "password": "..."}}')
    for kind, wanted in (("docker", ("username", "password")), ("dockercfg", ("auth",))):
        if all(isinstance(login.get(field), str) and login[field] for login in data.values() for field in wanted):
            return kind, json.dumps(data)
    return fail("must give each registry username and password, or auth")


def main(source):
    text = sys.stdin.read()
    settings = settings_of_secret(text) if source == "secret" else settings_of_object(text)
    kind, data = fields(settings.get("ECS_ENGINE_AUTH_DATA", ""))
    if settings.get("ECS_ENGINE_AUTH_TYPE", kind) != kind:
        fail("has an ECS_ENGINE_AUTH_TYPE that is not " + kind)
    print(f"ECS_ENGINE_AUTH_TYPE={kind}\nECS_ENGINE_AUTH_DATA={data}")


main(sys.argv[1])
