# What the Python examples of packages/logging stand in; the counterpart of its rosetta fixture.
from aws_cdk import RemovalPolicy
from aws_cdk import aws_cloudwatch as cloudwatch, aws_ec2 as ec2, aws_ecr as ecr, aws_ecs as ecs, aws_kms as kms
from aws_cdk import aws_logs as logs, aws_opensearchserverless as opensearchserverless
from aws_cdk import aws_opensearchservice as opensearch, aws_secretsmanager as secretsmanager, aws_ssm as ssm
from ecs_groundwork import instances, logging, system_containers

vpc = ec2.Vpc(self, "FixtureVpc")
cluster = instances.Cluster(self, "FixtureCluster", vpc=vpc)
group = cluster.add_instance_group("default")
batch = cluster.add_instance_group("batch")
task_definition = ecs.Ec2TaskDefinition(self, "FixtureTasks")
image = ecs.ContainerImage.from_registry("public.ecr.aws/nginx/nginx:1.29")
repository = ecr.Repository(self, "FixtureRepository")
login = secretsmanager.Secret(self, "FixtureLogin")
authority = ssm.StringParameter(self, "FixtureAuthority", string_value="-----BEGIN CERTIFICATE-----")
domain = opensearch.Domain(self, "FixtureDomain", version=opensearch.EngineVersion.OPENSEARCH_2_19, vpc=vpc)
collection = opensearchserverless.CfnCollection(self, "FixtureCollection", name="fixture")
host_logs = logging.HostLogGroups(self, "FixtureHostLogs")
