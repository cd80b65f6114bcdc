import * as instances from '@ecs-groundwork/instances';
import * as logging from '@ecs-groundwork/logging';
import * as systemContainers from '@ecs-groundwork/system-containers';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Stack } from 'aws-cdk-lib/core';
import type { Settings } from './environment';

/** Where services run. */
export interface Capacity {
  readonly cluster: instances.Cluster;
  readonly group: instances.InstanceGroup;
}

/** The cluster and its groups, and what runs on every host. */
export function capacity(stack: Stack, vpc: ec2.IVpc, settings: Settings): Capacity {
  const cluster = new instances.Cluster(stack, 'Cluster', { vpc });
  const access = settings.sshFrom
    ? instances.HostAccess.bastion(new instances.Bastion(stack, 'Bastion', { vpc, allowFrom: settings.sshFrom }))
    : instances.HostAccess.sessionManager();
  const registryAuth = settings.registryLogin
    ? instances.RegistryAuth.secret(
        secretsmanager.Secret.fromSecretNameV2(stack, 'RegistryLogin', settings.registryLogin),
      )
    : undefined;
  const router = new logging.LogRouter({
    hostLogs: new logging.HostLogGroups(stack, 'HostLogs', { removalPolicy: settings.logRemoval }),
    containerLogs: settings.containerLogs(stack),
  });
  const groups = Object.entries(settings.groups).map(([name, options]) => {
    const group = cluster.addInstanceGroup(name, { access, registryAuth, ...options });
    group.contribute(router);
    group.contribute(nodeExporter());
    return [name, group] as const;
  });
  return { cluster, group: Object.fromEntries(groups).default };
}

/** Metrics of the host, for a Prometheus that you let in: `group.connections.allowFrom(prometheus, …)`. */
function nodeExporter(): systemContainers.SystemContainer {
  return new systemContainers.SystemContainer({
    containerName: 'node-exporter',
    image: systemContainers.SystemContainerImage.fromRegistry('quay.io/prometheus/node-exporter:v1.9.1'),
    command: ['--path.rootfs=/host'],
    memoryLimitMiB: 64,
    networkMode: ecs.NetworkMode.HOST,
    ports: [{ containerPort: 9100 }],
    mounts: [{ sourcePath: '/', containerPath: '/host' }],
    hostPid: true,
    readonlyRootFilesystem: true,
  });
}
