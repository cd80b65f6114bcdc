"""Lambda."""

import json
from urllib.parse import quote
from urllib.request import Request, urlopen

from moto.awslambda import models as functions
from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import LambdaFunction


def apply(front):
    invoke_at(front)
    keep_configuration()
    refuse_missing_code()


def invoke_at(front):
    """What moto delivers to a function (SNS, SQS, log subscriptions) goes to the real code, not to a container."""

    def invoke(self, event=None):
        path = f"/2015-03-31/functions/{quote(self.function_arn, safe='')}/invocations"
        with urlopen(Request(front + path, data=json.dumps(event).encode(), method="POST")) as reply:
            return reply.read().decode(), "x-amz-function-error" in reply.headers, ""

    LambdaFunction._invoke_lambda = invoke


KEPT = ("LoggingConfig", "DeadLetterConfig")


def keep_configuration():
    """moto takes these members of a function's configuration and forgets them."""
    create, update, describe = (
        LambdaFunction.__init__,
        LambdaFunction.update_configuration,
        LambdaFunction.get_configuration,
    )

    def keep(self, spec):
        self.kept = {**getattr(self, "kept", {}), **{key: spec[key] for key in KEPT if key in spec}}

    def created(self, account_id, spec, *args, **kwargs):
        keep(self, spec)
        create(self, account_id, spec, *args, **kwargs)

    def updated(self, config_updates):
        keep(self, config_updates)
        return update(self, config_updates)

    LambdaFunction.__init__ = created
    LambdaFunction.update_configuration = updated
    LambdaFunction.get_configuration = lambda self, *args, **kwargs: {**describe(self, *args, **kwargs), **self.kept}


def refuse_missing_code():
    """moto creates a function without code when the bucket is there and the object is not."""
    find = functions._validate_s3_bucket_and_key

    def found(account_id, partition, data):
        key = find(account_id, partition, data)
        if key is None:
            raise InvalidParameterValueException(
                "Error occurred while GetObject. S3 Error Code: NoSuchKey. "
                "S3 Error Message: The specified key does not exist."
            )
        return key

    functions._validate_s3_bucket_and_key = found
