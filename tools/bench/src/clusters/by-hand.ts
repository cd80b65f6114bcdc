import type { App } from 'aws-cdk-lib/core';
import { ClusterStack } from '../by-hand/cluster-stack';
import { NetworkStack } from '../by-hand/network-stack';

/** What a group of the packages is when nothing is said. */
export const GROUP = { instanceTypes: ['t3.medium'], minCapacity: 2, maxCapacity: 4 } as const;

/** The same with plain aws-cdk-lib. */
export function clusters(app: App, count: number): void {
  const { vpc } = new NetworkStack(app, 'network', { addresses: '10.0', natGateways: 2, flowLogs: false });
  for (let number = 1; number <= count; number++) {
    new ClusterStack(app, `cluster-${number}`, { vpc, groups: { default: GROUP } });
  }
}
