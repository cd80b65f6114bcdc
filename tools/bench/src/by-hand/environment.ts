import type { App } from 'aws-cdk-lib/core';
import { ClusterStack } from './cluster-stack';
import { NetworkStack } from './network-stack';
import { ServicesStack } from './services-stack';
import type { Settings } from './settings';

/**
 * The system of the reference apps as somebody who knows aws-cdk-lib well writes it: level-2 constructs, a class for
 * each stack, nothing prepared for anybody else's needs. The ruler that the packages are measured with.
 */
export function environment(app: App, settings: Settings): void {
  const { name, terminationProtection } = settings;
  const { vpc } = new NetworkStack(app, `${name}-network`, { ...settings.network, terminationProtection });
  const { cluster, groups, balancers } = new ClusterStack(app, `${name}-cluster`, {
    ...settings.cluster,
    vpc,
    terminationProtection,
  });
  new ServicesStack(app, `${name}-services`, {
    cluster,
    capacityProvider: groups.default.capacityProvider,
    balancers,
    tasks: settings.serviceTasks,
    terminationProtection,
  });
}
