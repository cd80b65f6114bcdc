"""Certificate Manager."""

from moto.acm.models import AWSCertificateManagerBackend
from moto.core.exceptions import AWSError
from moto.elb.models import elb_backends
from moto.elbv2.models import elbv2_backends


class InUse(AWSError):
    TYPE = "ResourceInUseException"


def apply():
    keep_what_is_in_use()


def keep_what_is_in_use():
    """moto deletes the certificate of a listener."""
    delete = AWSCertificateManagerBackend.delete_certificate

    def deleted(self, arn):
        if arn in used(self):
            raise InUse(f"Certificate {arn} in account {self.account_id} is in use.")
        return delete(self, arn)

    AWSCertificateManagerBackend.delete_certificate = deleted


def used(backend):
    balancers = elbv2_backends[backend.account_id][backend.region_name].load_balancers.values()
    classic = elb_backends[backend.account_id][backend.region_name].load_balancers.values()
    return {
        *(arn for each in balancers for listener in each.listeners.values() for arn in listener.certificates),
        *(listener.ssl_certificate_id for each in classic for listener in each.listeners),
    }
