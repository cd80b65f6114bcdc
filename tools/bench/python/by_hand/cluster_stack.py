import aws_cdk as cdk
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from .balancer import Balancer
from .bastion import Bastion
from .instance_group import InstanceGroup
from .log_router import LogRouter
from .scale_in_protection import ScaleInHandler
from .settings import BalancerSettings, ClusterSettings
from .system_containers import NODE_EXPORTER


class ClusterStack(cdk.Stack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        settings: ClusterSettings,
        *,
        vpc: ec2.IVpc,
        termination_protection: bool,
    ) -> None:
        super().__init__(scope, id, termination_protection=termination_protection)
        self.cluster = ecs.Cluster(self, "Cluster", vpc=vpc, container_insights_v2=ecs.ContainerInsights.ENABLED)
        bastion = Bastion(self, "Bastion", vpc=vpc, allow_from=settings.ssh_from) if settings.ssh_from else None
        registry_login = secretsmanager.Secret.from_secret_name_v2(self, "RegistryLogin", settings.registry_login)
        router = LogRouter(self, "Logs", elasticsearch=settings.elasticsearch, removal_policy=settings.log_removal)
        scale_in_handler = ScaleInHandler(self, "ScaleInHandler")
        self.groups = {
            name: InstanceGroup(
                self,
                name,
                group,
                vpc=vpc,
                cluster=self.cluster,
                bastion=bastion,
                registry_login=registry_login,
                router=router,
                containers=[router.container, NODE_EXPORTER],
                scale_in_handler=scale_in_handler,
            )
            for name, group in settings.groups.items()
        }
        self.listeners = self._listeners(vpc, settings.balancers, settings.log_removal)

    def _listeners(
        self, vpc: ec2.IVpc, settings: BalancerSettings, log_removal: cdk.RemovalPolicy
    ) -> dict[str, elbv2.ApplicationListener]:
        """Of each load balancer, by its name."""
        certificate = (
            acm.Certificate(
                self,
                "Certificate",
                domain_name=settings.domain_name,
                validation=acm.CertificateValidation.from_dns(),
            )
            if settings.domain_name
            else None
        )
        access_logs = (
            s3.Bucket(
                self,
                "AccessLogs",
                block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
                enforce_ssl=True,
                removal_policy=log_removal,
            )
            if settings.access_logs
            else None
        )
        schemes = {"Front": True, "Inside": False} if settings.internal else {"Front": True}
        return {
            name: Balancer(
                self,
                name,
                vpc=vpc,
                internet_facing=internet_facing,
                certificate=certificate,
                access_logs=access_logs,
                deletion_protection=settings.deletion_protection,
                group=self.groups["default"],
            ).listener
            for name, internet_facing in schemes.items()
        }
