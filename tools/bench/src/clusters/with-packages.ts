import * as instances from '@ecs-groundwork/instances';
import * as network from '@ecs-groundwork/network';
import { type App, Stack } from 'aws-cdk-lib/core';

/** One network, and for each cluster a stack with one group of instances. */
export function clusters(app: App, count: number): void {
  const { vpc } = new network.Network(new Stack(app, 'network'), 'Network');
  for (let number = 1; number <= count; number++) {
    const cluster = new instances.Cluster(new Stack(app, `cluster-${number}`), 'Cluster', { vpc });
    cluster.addInstanceGroup('default');
  }
}
