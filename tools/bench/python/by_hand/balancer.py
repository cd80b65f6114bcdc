import aws_cdk as cdk
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from .instance_group import InstanceGroup


class Balancer(Construct):
    """An Application Load Balancer in front of a group of instances."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        internet_facing: bool,
        #: For HTTPS; absent, HTTP alone.
        certificate: acm.ICertificate | None,
        access_logs: s3.IBucket | None,
        deletion_protection: bool,
        group: InstanceGroup,
    ) -> None:
        super().__init__(scope, id)
        balancer = elbv2.ApplicationLoadBalancer(
            self,
            "Balancer",
            vpc=vpc,
            internet_facing=internet_facing,
            deletion_protection=deletion_protection,
            idle_timeout=cdk.Duration.seconds(60),
            drop_invalid_header_fields=True,
            desync_mitigation_mode=elbv2.DesyncMitigationMode.DEFENSIVE,
            http2_enabled=True,
        )
        if access_logs:
            log_to(balancer, access_logs)
        not_found = elbv2.ListenerAction.fixed_response(404, content_type="text/plain", message_body="Not Found")
        #: Answers 404 but for the rules that services add.
        self.listener = (
            balancer.add_listener(
                "Https",
                port=443,
                certificates=[certificate],
                ssl_policy=elbv2.SslPolicy.TLS13_12_RES_PQ,
                open=False,
                default_action=not_found,
            )
            if certificate
            else balancer.add_listener("Http", port=80, open=False, default_action=not_found)
        )
        if certificate:
            balancer.add_redirect(open=False)
        connections = balancer.connections
        clients = ec2.Peer.any_ipv4() if internet_facing else ec2.Peer.ipv4(vpc.vpc_cidr_block)
        for port in [443, 80] if certificate else [80]:
            connections.allow_from(clients, ec2.Port.tcp(port), "Clients")
        connections.allow_to(
            group.security_group, ec2.Port.tcp_range(32768, 51677), "Load balancer to container instances"
        )


def log_to(balancer: elbv2.ApplicationLoadBalancer, bucket: s3.IBucket) -> None:
    """What `log_access_logs` does, which asks for a stack with a known region."""
    balancer.set_attribute("access_logs.s3.enabled", "true")
    balancer.set_attribute("access_logs.s3.bucket", bucket.bucket_name)
    added = bucket.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")],
            actions=["s3:PutObject"],
            resources=[bucket.arn_for_objects(f"AWSLogs/{cdk.Aws.ACCOUNT_ID}/*")],
        )
    )
    if added.policy_dependable:
        balancer.node.add_dependency(added.policy_dependable)
