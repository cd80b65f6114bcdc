import * as instances from '@ecs-groundwork/instances';
import * as network from '@ecs-groundwork/network';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Stack } from 'aws-cdk-lib/core';
import { App, Stack as CdkStack } from 'aws-cdk-lib/core';
import { neededServices, offeredServices } from '../src/endpoints';
import { templateOf } from './support/template';

function isolatedCluster(stack: Stack): instances.Cluster {
  const { vpc } = new network.Network(stack, 'Network', { egress: network.Egress.endpointsOnly() });
  return new instances.Cluster(stack, 'Cluster', { vpc });
}

function service(cluster: instances.Cluster, group: instances.InstanceGroup, image: ecs.ContainerImage): void {
  const stack = CdkStack.of(cluster);
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Tasks');
  taskDefinition.addContainer('web', {
    image,
    memoryReservationMiB: 128,
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web', logGroup: new logs.LogGroup(stack, 'Logs') }),
  });
  const capacityProviderStrategies = [group.capacityProviderStrategy()];
  new ecs.Ec2Service(stack, 'Web', { cluster, taskDefinition, capacityProviderStrategies, enableExecuteCommand: true });
}

describe('a network with endpoints only', () => {
  const template = templateOf((stack) => {
    const cluster = isolatedCluster(stack);
    const encryptionKey = new kms.Key(stack, 'Key');
    const login = new secretsmanager.Secret(stack, 'Login', { encryptionKey });
    const group = cluster.addInstanceGroup('default', {
      registryAuth: instances.RegistryAuth.secret(login),
      access: instances.HostAccess.sessionManager(),
    });
    cluster.addInstanceGroup('other', {
      registryAuth: instances.RegistryAuth.s3Object(s3.Bucket.fromBucketName(stack, 'Bucket', 'logins'), 'login'),
      purchaseOption: instances.PurchaseOption.spot(),
    });
    service(cluster, group, ecs.ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repository')));
  });
  const needed = neededServices(template);

  it.each([...needed])('offers %s: %s', (name) => {
    expect(offeredServices(template)).toContain(name);
  });

  it('is asked for what a container instance is known to call', () => {
    const known = [
      'autoscaling',
      'ecr.api',
      'ecr.dkr',
      'ecs',
      'ecs-agent',
      'ecs-telemetry',
      'kms',
      'logs',
      's3',
      'secretsmanager',
      'sqs',
      'ssm',
      'ssmmessages',
    ];
    expect([...needed.keys()].sort()).toEqual(expect.arrayContaining(known));
  });

  it('would be found wanting without them', () => {
    const open = templateOf((stack) => {
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1',
        availabilityZones: ['eu-west-1a'],
        privateSubnetIds: ['subnet-1'],
      });
      new instances.Cluster(stack, 'Cluster', { vpc }).addInstanceGroup('default');
    });
    expect(offeredServices(open)).toEqual([]);
    expect(neededServices(open).size).toBeGreaterThan(0);
  });

  it('refuses services whose images come from a public registry', () => {
    const app = new App();
    const stack = new CdkStack(app, 'test-stack');
    const cluster = isolatedCluster(stack);
    service(
      cluster,
      cluster.addInstanceGroup('default'),
      ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
    );
    expect(() => app.synth()).toThrow(
      "ImageOutOfReach: service test-stack/Web runs public.ecr.aws/nginx/nginx:1.29 on group 'default', whose isolated " +
        'subnets do not reach public.ecr.aws; copy the image to Amazon ECR',
    );
  });
});
