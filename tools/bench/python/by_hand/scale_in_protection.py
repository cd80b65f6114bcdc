import aws_cdk as cdk
from aws_cdk import aws_autoscaling as autoscaling
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from .content import bundled_function


class ScaleInHandler(lambda_.Function):
    """One function for all groups of a stack."""

    def __init__(self, scope: Construct, id: str) -> None:
        log_group = logs.LogGroup(
            scope,
            f"{id}Logs",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        self.handler_role = iam.Role(scope, f"{id}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log_group.grant_write(self.handler_role)
        super().__init__(
            scope,
            id,
            description="Lifts scale-in protection when an instance group is deleted",
            runtime=lambda_.Runtime.NODEJS_22_X,
            handler="index.handler",
            code=lambda_.Code.from_asset(bundled_function("delete/scale-in-protection")),
            role=self.handler_role,
            log_group=log_group,
            timeout=cdk.Duration.minutes(15),
            initial_policy=[
                # the action knows no resources
                iam.PolicyStatement(actions=["autoscaling:DescribeAutoScalingGroups"], resources=["*"])
            ],
        )


class ScaleInProtection(Construct):
    """Lets CloudFormation delete a group whose instances ECS protects."""

    def __init__(
        self, scope: Construct, id: str, *, group: autoscaling.AutoScalingGroup, handler: ScaleInHandler
    ) -> None:
        super().__init__(scope, id)
        handler.add_to_role_policy(
            iam.PolicyStatement(
                actions=["autoscaling:SetInstanceProtection", "autoscaling:UpdateAutoScalingGroup"],
                resources=[group.auto_scaling_group_arn],
            )
        )
        resource = cdk.CustomResource(
            self,
            "Resource",
            resource_type="Custom::ScaleInProtection",
            service_token=handler.function_arn,
            service_timeout=cdk.Duration.minutes(16),
            properties={"AutoScalingGroupName": group.auto_scaling_group_name},
        )
        resource.node.add_dependency(handler.handler_role)
