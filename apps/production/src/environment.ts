import * as instances from '@ecs-groundwork/instances';
import * as network from '@ecs-groundwork/network';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { App, Environment, RemovalPolicy, Stack } from 'aws-cdk-lib/core';

/** All that may differ between two environments; `settings.ts` holds this one's. */
export interface Settings {
  /** What the environment is called: the first part of its stacks' names. */
  readonly name: string;
  /** Where it is deployed; absent, the account and region of the credentials in use. */
  readonly env?: Environment;
  /** Refuses to delete the stacks until somebody turns it off. */
  readonly terminationProtection: boolean;
  readonly network: network.NetworkProps;
  /** Addresses from which people may reach the instances through a bastion; absent, there is no SSH at all. */
  readonly sshFrom?: ec2.IPeer[];
  /** The instance groups by name; services run on `default`. */
  readonly groups: Readonly<Record<string, instances.InstanceGroupOptions>>;
  readonly serviceTasks: number;
  readonly logRemoval: RemovalPolicy;
}

/** Three stacks, so that replacing instances never holds up a deployment of services, nor the other way round. */
export function environment(app: App, settings: Settings): void {
  const props = { env: settings.env, terminationProtection: settings.terminationProtection };

  const networkStack = new Stack(app, `${settings.name}-network`, props);
  const { vpc } = new network.Network(networkStack, 'Network', settings.network);

  const clusterStack = new Stack(app, `${settings.name}-cluster`, props);
  const cluster = new instances.Cluster(clusterStack, 'Cluster', { vpc });
  const access = settings.sshFrom
    ? instances.HostAccess.bastion(new instances.Bastion(clusterStack, 'Bastion', { vpc, allowFrom: settings.sshFrom }))
    : instances.HostAccess.sessionManager();
  const groups = Object.fromEntries(
    Object.entries(settings.groups).map(([name, group]) => [
      name,
      cluster.addInstanceGroup(name, { access, ...group }),
    ]),
  );

  const servicesStack = new Stack(app, `${settings.name}-services`, props);
  const taskDefinition = new ecs.Ec2TaskDefinition(servicesStack, 'WebTasks');
  taskDefinition.addContainer('web', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
    memoryReservationMiB: 128,
    portMappings: [{ containerPort: 80 }],
    logging: ecs.LogDrivers.awsLogs({
      streamPrefix: 'web',
      mode: ecs.AwsLogDriverMode.NON_BLOCKING,
      logGroup: new logs.LogGroup(servicesStack, 'WebLogs', {
        retention: logs.RetentionDays.ONE_MONTH,
        removalPolicy: settings.logRemoval,
      }),
    }),
  });
  new ecs.Ec2Service(servicesStack, 'Web', {
    cluster,
    taskDefinition,
    desiredCount: settings.serviceTasks,
    minHealthyPercent: 100,
    capacityProviderStrategies: [groups.default.capacityProviderStrategy()],
    placementStrategies: [ecs.PlacementStrategy.spreadAcross(ecs.BuiltInAttributes.AVAILABILITY_ZONE)],
    circuitBreaker: { rollback: true },
  });
}
