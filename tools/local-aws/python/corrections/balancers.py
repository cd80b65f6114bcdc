"""Application and Network Load Balancers."""

from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend

from .access_logs import check_destination
from .internet_gateways import check_internet_gateway


def apply():
    check_access_logs()
    check_gateways()
    protect_from_deletion()


def check_access_logs():
    """moto does not look at the bucket."""
    modify = ELBv2Backend.modify_load_balancer_attributes

    def modified(self, arn, attrs):
        balancer = self.load_balancers.get(arn)
        after = {**(balancer.attrs if balancer else {}), **attrs}
        for kind in ("access_logs", "connection_logs"):
            if after.get(f"{kind}.s3.enabled") == "true":
                bucket, prefix = after.get(f"{kind}.s3.bucket"), after.get(f"{kind}.s3.prefix")
                check_destination(self, bucket, prefix, takes_kms=balancer is not None and balancer.type == "network")
        return modify(self, arn, attrs)

    ELBv2Backend.modify_load_balancer_attributes = modified


def check_gateways():
    """moto faces the internet where there is none."""
    create = ELBv2Backend.create_load_balancer

    def created(self, name, security_groups, subnet_ids, subnet_mappings=None, scheme=None, **kwargs):
        subnets = [*subnet_ids, *(mapping["SubnetId"] for mapping in subnet_mappings or [])]
        check_internet_gateway(self.ec2_backend, subnets, scheme)
        return create(self, name, security_groups, subnet_ids, subnet_mappings, scheme or "internet-facing", **kwargs)

    ELBv2Backend.create_load_balancer = created


def protect_from_deletion():
    """moto deletes what is protected."""
    delete = ELBv2Backend.delete_load_balancer

    def deleted(self, arn):
        balancer = self.load_balancers.get(arn)
        if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
            raise ELBClientError(
                "OperationNotPermitted",
                f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
            )
        delete(self, arn)

    ELBv2Backend.delete_load_balancer = deleted
