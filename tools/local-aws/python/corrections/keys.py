"""KMS."""

import json

from moto.kms.responses import KmsResponse

DEFAULT_DAYS = 365


def apply():
    keep_rotation_periods()


def keep_rotation_periods():
    """moto rotates, and forgets how often."""
    enable, status = KmsResponse.enable_key_rotation, KmsResponse.get_key_rotation_status

    def key(self):
        return self.kms_backend.keys[self.kms_backend.get_key_id(self._get_param("KeyId"))]

    def enabled(self):
        reply = enable(self)
        key(self).rotation_period = self._get_param("RotationPeriodInDays") or DEFAULT_DAYS
        return reply

    def described(self):
        reply = json.loads(status(self))
        if reply["KeyRotationEnabled"]:
            reply["RotationPeriodInDays"] = key(self).rotation_period
        return json.dumps(reply)

    KmsResponse.enable_key_rotation = enabled
    KmsResponse.get_key_rotation_status = described
