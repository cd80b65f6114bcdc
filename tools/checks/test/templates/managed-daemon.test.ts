import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as systemContainers from '@ecs-groundwork/system-containers';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { lintTemplates } from '../../src/templates/cfn-lint';

const NOT_THERE = /Resource type 'AWS::ECS::Daemon(TaskDefinition)?' does not exist in 'us-gov-west-1'$/;

/** Neither environment has managed instances, so what checks theirs does not see it. */
describe('the template of a managed daemon', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'ecs-groundwork-managed-daemon-'));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  it('is valid by the schemas of its resources', () => {
    const app = new App({ outdir });
    const stack = new Stack(app, 'managed-daemon');
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const provider = new ecs.ManagedInstancesCapacityProvider(stack, 'Provider', {
      subnets: vpc.privateSubnets,
      securityGroups: [new ec2.SecurityGroup(stack, 'Instances', { vpc })],
    });
    cluster.addManagedInstancesCapacityProvider(provider);
    new systemContainers.SystemContainer({
      containerName: 'agent',
      image: systemContainers.SystemContainerImage.fromRegistry('public.ecr.aws/example/agent:7.71.0'),
      memoryLimitMiB: 128,
      cpu: 128,
      command: ['run'],
      environment: { LEVEL: 'warn' },
      secrets: { KEY: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Key')) },
      mounts: [{ sourcePath: '/proc', containerPath: '/host/proc' }],
      healthCheck: { command: ['CMD', '/check'], interval: Duration.seconds(10) },
      hostPid: true,
      addCapabilities: [ecs.Capability.SYS_PTRACE],
      policyStatements: [new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: ['arn:aws:s3:::traces/*'] })],
      carrier: systemContainers.Carrier.managedDaemon({ drainPercent: 10 }),
    }).bindToManagedInstances(stack, { cluster, capacityProviders: [provider] });
    const { templateFullPath } = app.synth().getStackByName('managed-daemon');
    const findings = lintTemplates([templateFullPath]);
    expect(findings.filter((finding) => !NOT_THERE.test(finding))).toEqual([]);
    // a rule that knows the types is a rule that has looked
    expect(findings).toHaveLength(2);
  });
});
