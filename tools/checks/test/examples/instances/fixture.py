# What the Python examples of packages/instances stand in; the counterpart of its rosetta fixture.
import os

from aws_cdk import Duration, Tags
from aws_cdk import aws_autoscaling as autoscaling, aws_cloudwatch_actions as cloudwatch_actions, aws_ec2 as ec2, aws_ecr as ecr, aws_ecs as ecs, aws_iam as iam
from aws_cdk import aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_secretsmanager as secretsmanager, aws_sns as sns
from aws_cdk import aws_ssm as ssm
from ecs_groundwork import instances

vpc = ec2.Vpc(self, "FixtureVpc")
cluster = instances.Cluster(self, "FixtureCluster", vpc=vpc)
group = cluster.add_instance_group("default")
task_definition = ecs.Ec2TaskDefinition(self, "FixtureTasks")
people = iam.Role(self, "FixturePeople", assumed_by=iam.AccountRootPrincipal())
balancer = ec2.SecurityGroup(self, "FixtureBalancer", vpc=vpc)
repository = ecr.Repository(self, "FixtureRepository")
topic = sns.Topic(self, "FixtureTopic")
