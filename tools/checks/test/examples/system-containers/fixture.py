# What the Python examples of packages/system-containers stand in; the counterpart of its rosetta fixture.
from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_ec2 as ec2, aws_ecr as ecr, aws_ecs as ecs, aws_iam as iam
from aws_cdk import aws_logs as logs, aws_s3 as s3, aws_secretsmanager as secretsmanager, aws_sns as sns, aws_ssm as ssm
from ecs_groundwork import instances, system_containers

vpc = ec2.Vpc(self, "FixtureVpc")
cluster = instances.Cluster(self, "FixtureCluster", vpc=vpc)
group = cluster.add_instance_group("default")
managed_instances = ecs.ManagedInstancesCapacityProvider(
    self,
    "FixtureManagedInstances",
    subnets=vpc.private_subnets,
    security_groups=[ec2.SecurityGroup(self, "FixtureSecurityGroup", vpc=vpc)],
)
cluster.add_managed_instances_capacity_provider(managed_instances)
repository = ecr.Repository(self, "FixtureRepository")
certificate = secretsmanager.Secret(self, "FixtureCertificate")
api_key = ssm.StringParameter.from_secure_string_parameter_attributes(
    self, "FixtureApiKey", parameter_name="/shipper/api-key"
)
log_group = logs.LogGroup(self, "FixtureLog")
bucket = s3.Bucket(self, "FixtureBucket")
topic = sns.Topic(self, "FixtureTopic")
