import aws_cdk as cdk
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from ecs_groundwork import loadbalancer

from capacity import Capacity
from environment import Settings


def balancers(
    stack: cdk.Stack, vpc: ec2.IVpc, capacity: Capacity, settings: Settings
) -> dict[str, loadbalancer.ApplicationLoadBalancer]:
    """How services are reached: from the internet, and from inside the VPC where the settings say so."""
    certificates = (
        [
            acm.Certificate(
                stack,
                "Certificate",
                domain_name=settings.domain_name,
                validation=acm.CertificateValidation.from_dns(),
            )
        ]
        if settings.domain_name
        else None
    )
    access_logs = (
        s3.Bucket(
            stack,
            "AccessLogs",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            removal_policy=settings.log_removal,
        )
        if settings.access_logs
        else None
    )
    schemes = {"Front": loadbalancer.Scheme.INTERNET_FACING}
    if settings.internal_balancer:
        schemes["Inside"] = loadbalancer.Scheme.INTERNAL
    made = {
        name: loadbalancer.ApplicationLoadBalancer(
            stack,
            name,
            vpc=vpc,
            scheme=scheme,
            certificates=certificates,
            plain_http=certificates is None,
            access_logs=access_logs,
            deletion_protection=settings.deletion_protection,
        )
        for name, scheme in schemes.items()
    }
    for balancer in made.values():
        balancer.allow_to(capacity.group)
    return made
