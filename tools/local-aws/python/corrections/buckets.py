"""S3."""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket

from .policies import statements


def apply():
    enforce_only_what_has_no_condition()


def enforce_only_what_has_no_condition():
    """moto takes every condition for met: a bucket that refuses calls without TLS would refuse to be emptied."""

    def permission(self, action, resource):
        unconditional = [each for each in statements(self.policy) if not each.get("Condition")]
        if not unconditional:
            return PermissionResult.NEUTRAL
        return IAMPolicy(json.dumps({"Statement": unconditional})).is_action_permitted(action, resource)

    FakeBucket.get_permission = permission
