# What the Python examples of packages/loadbalancer stand in; the counterpart of its rosetta fixture.
from aws_cdk import Duration
from aws_cdk import aws_certificatemanager as acm, aws_cloudwatch as cloudwatch, aws_ec2 as ec2, aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2, aws_s3 as s3, aws_wafv2 as wafv2
from ecs_groundwork import instances, loadbalancer

vpc = ec2.Vpc(self, "FixtureVpc")
cluster = instances.Cluster(self, "FixtureCluster", vpc=vpc)
group = cluster.add_instance_group("default")
certificate = acm.Certificate.from_certificate_arn(
    self, "FixtureCertificate", "arn:aws:acm:eu-west-1:123456789012:certificate/fixture"
)
bucket = s3.Bucket(self, "FixtureBucket")


def fixture_service(name, host_port=None):
    tasks = ecs.Ec2TaskDefinition(self, f"Fixture{name}Tasks")
    tasks.add_container(
        "web",
        image=ecs.ContainerImage.from_registry("public.ecr.aws/nginx/nginx:1.29"),
        memory_reservation_mib=128,
        port_mappings=[ecs.PortMapping(container_port=80, host_port=host_port)],
    )
    return ecs.Ec2Service(
        self,
        f"Fixture{name}",
        cluster=cluster,
        task_definition=tasks,
        capacity_provider_strategies=[group.capacity_provider_strategy()],
    )


service = fixture_service("Web")
api = fixture_service("Api")
fixed = fixture_service("Fixed", 8080)
front = loadbalancer.ApplicationLoadBalancer(self, "FixtureFront", vpc=vpc, certificates=[certificate])
front.allow_to(group)
