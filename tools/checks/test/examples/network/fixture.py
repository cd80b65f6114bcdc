# What the Python examples of packages/network stand in; the counterpart of its rosetta fixture.
from aws_cdk import CfnOutput, Fn, aws_ec2 as ec2, aws_logs as logs, aws_s3 as s3
from ecs_groundwork import network

bucket = s3.Bucket(self, "FixtureBucket")
