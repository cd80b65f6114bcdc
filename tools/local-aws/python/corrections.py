"""Where moto 5.2.5 is not like AWS in what our constructs meet. Each one is a defect or a gap of moto's."""

import json
from urllib.parse import quote
from urllib.request import Request, urlopen

from moto.awslambda import models as functions
from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import LambdaFunction
from moto.ec2.models.instances import Instance
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ssm import models as ssm


def apply(front):
    delete_network_interfaces_with_their_instance()
    delete_network_interfaces_with_their_nat_gateway()
    describe_images_as_json()
    invoke_functions_at(front)
    keep_function_configuration()
    refuse_missing_code()


def delete_network_interfaces_with_their_instance():
    """What a launch made goes with the instance unless the launch says otherwise; moto has it the other way round."""
    prepare = Instance.prep_nics

    def prepared(self, nic_spec, *args, **kwargs):
        own = [nic for nic in nic_spec if "NetworkInterfaceId" not in nic]
        for nic in own:
            nic.setdefault("DeleteOnTermination", True)
        prepare(self, nic_spec, *args, **kwargs)
        if not nic_spec:
            for nic in self.nics.values():
                nic.delete_on_termination = True

    Instance.prep_nics = prepared


def delete_network_interfaces_with_their_nat_gateway():
    """moto leaves the interface of a NAT gateway behind."""
    delete = NatGatewayBackend.delete_nat_gateway

    def deleted(self, nat_gateway_id):
        gateway = delete(self, nat_gateway_id)
        self.delete_network_interface(gateway._eni.id)
        return gateway

    NatGatewayBackend.delete_nat_gateway = deleted


def describe_images_as_json():
    """The public parameters that describe an image hold JSON; moto gives Python's notation."""
    convert = ssm.convert_to_params

    def converted(tree):
        parameters = convert(tree)
        for parameter in parameters:
            if isinstance(parameter["Value"], dict):
                parameter["Value"] = json.dumps(parameter["Value"])
        return parameters

    ssm.convert_to_params = converted


def invoke_functions_at(front):
    """What moto delivers to a function (SNS, SQS, log subscriptions) goes to the real code, not to a container."""

    def invoke(self, event=None):
        path = f"/2015-03-31/functions/{quote(self.function_arn, safe='')}/invocations"
        with urlopen(Request(front + path, data=json.dumps(event).encode(), method="POST")) as reply:
            return reply.read().decode(), "x-amz-function-error" in reply.headers, ""

    LambdaFunction._invoke_lambda = invoke


KEPT = ("LoggingConfig", "DeadLetterConfig")


def keep_function_configuration():
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
