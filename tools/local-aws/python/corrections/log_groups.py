"""CloudWatch Logs."""

from moto.kms.models import kms_backends
from moto.logs.exceptions import LogsClientError
from moto.logs.models import LogGroup, LogsBackend
from moto.logs.responses import LogsResponse

from .policies import allows


def apply():
    check_encryption_key()
    change_encryption_key()


def check_encryption_key():
    """moto takes any key; on AWS the key must be there, and its policy must let the service of the region use it."""
    create = LogsBackend.create_log_group

    def created(self, log_group_name, tags, **kwargs):
        check_key(self, log_group_name, kwargs.get("kmsKeyId"))
        return create(self, log_group_name, tags, **kwargs)

    LogsBackend.create_log_group = created


def change_encryption_key():
    """moto has no such actions."""

    def change(self, key):
        group = self.logs_backend.groups.get(self._get_param("logGroupName"))
        if group is None:
            raise LogsClientError("ResourceNotFoundException", "The specified log group does not exist.")
        check_key(self.logs_backend, group.name, key)
        group.kms_key_id = key
        return ""

    LogsResponse.associate_kms_key = lambda self: change(self, self._get_param("kmsKeyId"))
    LogsResponse.disassociate_kms_key = lambda self: change(self, None)


def check_key(backend, group, key):
    if key is None:
        return
    kms = kms_backends[backend.account_id][backend.region_name]
    known = kms.keys.get(kms.any_id_to_key_id(key))
    service = f"logs.{backend.region_name}.amazonaws.com"
    if known is None or not allows(known.policy, "kms:Encrypt", [service, f"{service}.cn"]):
        arn = LogGroup(backend.account_id, backend.region_name, group).arn
        raise LogsClientError(
            "AccessDeniedException",
            f"The specified KMS key does not exist or is not allowed to be used with Arn '{arn}'",
        )
