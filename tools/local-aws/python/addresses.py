"""Addresses of local AWS's own beside AWS's APIs."""

from moto.awslambda.models import lambda_backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.utils import utcnow
from moto.ssm.models import Parameter, ssm_backends


def with_own_addresses(application, region):
    """What moto knows and can do, but has no address for. Only the front asks, never a client of AWS's."""

    def code(function, _body):
        return lambda_backends[DEFAULT_ACCOUNT_ID][region].get_function(function).code_bytes

    def parameter(name, body):
        # AWS alone may write public parameters; PutParameter refuses the name
        versions = ssm_backends[DEFAULT_ACCOUNT_ID][region]._parameters[name]
        versions.append(
            Parameter(
                account_id=DEFAULT_ACCOUNT_ID,
                name=name,
                value=body.decode(),
                parameter_type="String",
                description="",
                allowed_pattern=None,
                keyid=None,
                last_modified_date=utcnow(),
                version=len(versions) + 1,
                data_type="text",
            )
        )
        return b""

    addresses = {"/local-aws/lambda-code/": code, "/local-aws/public-parameter/": parameter}

    def wrapped(environ, start_response):
        path = environ.get("PATH_INFO", "")
        for prefix, answer in addresses.items():
            if path.startswith(prefix):
                body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
                content = answer(path.removeprefix(prefix), body)
                start_response("200 OK", [("content-type", "application/octet-stream")])
                return [content]
        return application(environ, start_response)

    return wrapped
