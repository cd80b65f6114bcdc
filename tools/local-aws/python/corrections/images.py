"""The public parameters that describe machine images."""

import json

from moto.ssm import models as ssm


def apply():
    describe_as_json()


def describe_as_json():
    """The public parameters that describe an image hold JSON; moto gives Python's notation."""
    convert = ssm.convert_to_params

    def converted(tree):
        parameters = convert(tree)
        for parameter in parameters:
            if isinstance(parameter["Value"], dict):
                parameter["Value"] = json.dumps(parameter["Value"])
        return parameters

    ssm.convert_to_params = converted
