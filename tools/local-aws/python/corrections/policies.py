"""As much of resource policies as AWS's services ask of those of others: who may do what; no conditions."""

import json
from fnmatch import fnmatchcase


def statements(document):
    return as_list(json.loads(document or "{}").get("Statement", []))


def allows(document, action, principals, resource=None):
    """Whether a statement lets one of the principals do `action`, to `resource` where it matters."""
    return any(
        statement.get("Effect") == "Allow"
        and any(fnmatchcase(action, pattern) for pattern in as_list(statement.get("Action", [])))
        and any(name == "*" or name in principals for name in names(statement.get("Principal")))
        and (resource is None or any(fnmatchcase(resource, pattern) for pattern in as_list(statement["Resource"])))
        for statement in statements(document)
    )


def names(principal):
    if not isinstance(principal, dict):
        return [principal]
    return [name for kind in principal.values() for name in as_list(kind)]


def as_list(value):
    return value if isinstance(value, list) else [value]
