from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from .content import PlacedFile, own_content
from .settings import ElasticsearchSettings
from .system_containers import SystemContainer

STREAMS = ["dmesg", "docker", "ecs-agent", "ecs-init", "audit", "messages", "router"]
FOLDER = "/etc/log-router"
STATE = "/var/lib/log-router"


class LogRouter(Construct):
    """One Fluent Bit on every host: the host's logs go to CloudWatch, those of containers where the settings say."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        elasticsearch: ElasticsearchSettings | None,
        removal_policy: cdk.RemovalPolicy,
    ) -> None:
        super().__init__(scope, id)
        stack = cdk.Stack.of(self)
        region = stack.region
        prefix = f"/{stack.stack_name}/host"
        retention = logs.RetentionDays.ONE_MONTH
        log_groups = {
            stream: logs.LogGroup(
                self,
                stream,
                log_group_name=f"{prefix}/{stream}",
                retention=retention,
                removal_policy=removal_policy,
            )
            for stream in STREAMS
        }
        logs.MetricFilter(
            self,
            "Dropped",
            log_group=log_groups["router"],
            filter_pattern=logs.FilterPattern.exists("$.dropped"),
            metric_namespace="LogRouter",
            metric_name=f"DroppedRecords{prefix}",
            metric_value="$.dropped",
        )
        environment = {"REGION": region, "LOGS": prefix}
        self._login: secretsmanager.ISecret | None = None
        if elasticsearch:
            self._login = secretsmanager.Secret.from_secret_name_v2(self, "Login", elasticsearch.login_secret)
            login_arn = self._login.secret_arn
            self.container = container(
                environment={**environment, "TO_HOST": elasticsearch.host, "TO_LOGSTASH_PREFIX": "containers"},
                secret_files={
                    "TO_HTTP_USER": f"{login_arn}:username::",
                    "TO_HTTP_PASSWD": f"{login_arn}:password::",
                },
                output="to-elasticsearch.yaml",
            )
        else:
            log_groups["containers"] = logs.LogGroup(
                self, "Containers", retention=retention, removal_policy=removal_policy
            )
            self.container = container(
                environment={
                    **environment,
                    "TO_REGION": region,
                    "TO_LOG_GROUP_NAME": log_groups["containers"].log_group_name,
                },
                output="to-cloudwatch.yaml",
            )
        self._sending = iam.PolicyStatement(
            actions=["logs:CreateLogStream", "logs:PutLogEvents"],
            resources=[log_group.log_group_arn for log_group in log_groups.values()],
        )

    def grant_send(self, role: iam.IRole) -> None:
        """Lets instances send."""
        role.add_to_principal_policy(self._sending)
        if self._login:
            self._login.grant_read(role)


def container(
    *, environment: Mapping[str, str], secret_files: Mapping[str, str] | None = None, output: str
) -> SystemContainer:
    """`output` is a file of the folder `content`."""
    shown = ["/etc/machine-id", "/var/log", "/run/log", FOLDER]
    mounts = [
        *(f"type=bind,source={path},target={path},readonly" for path in shown),
        f"type=bind,source={STATE},target={STATE}",
    ]
    health = "curl -sfo /dev/null http://127.0.0.1:2020/api/v1/uptime"
    return SystemContainer(
        name="log-router",
        image="public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15",
        memory_mib=192,
        ports=[2020, 24224],
        options=[
            *(word for mount in mounts for word in ("--mount", mount)),
            *(word for name, value in environment.items() for word in ("--env", f"{name}={value}")),
            *["--entrypoint", "/bin/sh", "--user", "root", "--read-only", "--cap-drop", "ALL"],
            *["--health-cmd", health, "--health-interval", "5s"],
        ],
        command=[f"{FOLDER}/start"],
        secret_files=secret_files or {},
        required=True,
        files=[PlacedFile(f"{FOLDER}/fluent-bit.yaml", f"{own_content('router.yaml')}{own_content(output)}".rstrip())],
    )
