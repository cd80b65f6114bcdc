import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

#: By which an instance's policy knows its group without naming it: each would wait for the other.
GROUP_TAG = "instance-group"


def host_statements(scope: Construct, cluster_name: str, tag: str) -> list[iam.PolicyStatement]:
    """What an instance may do beside what CDK lets it do when it registers a group: tag, complete the launch hook."""
    stack = cdk.Stack.of(scope)
    return [
        iam.PolicyStatement(
            actions=["ecs:TagResource"],
            resources=[
                stack.format_arn(service="ecs", resource="container-instance", resource_name=f"{cluster_name}/*")
            ],
            conditions={"StringEquals": {"ecs:CreateAction": "RegisterContainerInstance"}},
        ),
        iam.PolicyStatement(
            actions=["autoscaling:CompleteLifecycleAction"],
            resources=[
                stack.format_arn(
                    service="autoscaling",
                    resource="autoScalingGroup",
                    resource_name="*:autoScalingGroupName/*",
                    arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
                )
            ],
            conditions={"StringEquals": {f"autoscaling:ResourceTag/{GROUP_TAG}": tag}},
        ),
        # they know no resources
        iam.PolicyStatement(actions=["ec2:DescribeTags", "autoscaling:DescribeAutoScalingInstances"], resources=["*"]),
    ]


def session_statement() -> iam.PolicyStatement:
    """What a session of Session Manager needs."""
    return iam.PolicyStatement(
        actions=[
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ],
        resources=["*"],  # ssmmessages knows no resources
    )
