"""What AWS asks of a network before a load balancer in it may face the internet."""

from moto.elbv2.exceptions import ELBClientError


def check_internet_gateway(ec2_backend, subnets, scheme):
    if scheme == "internal" or not subnets:
        return
    vpc = ec2_backend.get_subnet(subnets[0]).vpc_id
    if not any(gateway.vpc and gateway.vpc.id == vpc for gateway in ec2_backend.internet_gateways.values()):
        raise ELBClientError("InvalidSubnet", f"VPC {vpc} has no internet gateway")
