import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { KeeperEvent } from './keeper-event';

export interface KeeperRulesProps {
  readonly cluster: ICluster;
  readonly startedBy: string;
  readonly target: IFunction;
}

/** How often the keeper looks everywhere: what an event cannot tell, or did not, waits no longer. */
const SWEEP = Duration.minutes(1);

/**
 * When the keeper looks, and where. Any task that comes or goes changes its instance, and ECS says so: in a busy
 * cluster there are far more such events than calls to ECS, so the rules let only those through that can matter.
 */
export function keeperRules(scope: Construct, { cluster, startedBy, target }: KeeperRulesProps): events.Rule[] {
  const there = event({ instance: events.EventField.fromPath('$.detail.containerInstanceArn') });
  const ofInstances = (id: string, description: string, detail: Record<string, unknown>) =>
    new events.Rule(scope, id, {
      description,
      eventPattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Container Instance State Change'],
        detail: { clusterArn: [cluster.clusterArn], ...detail },
      },
      targets: [new LambdaFunction(target, { event: there })],
    });
  return [
    ofInstances('Registered', 'An instance takes work, and has none', {
      status: ['ACTIVE'],
      agentConnected: [true],
      runningTasksCount: [0],
      pendingTasksCount: [0],
    }),
    ofInstances('Draining', 'An instance drains', { status: ['DRAINING'] }),
    new events.Rule(scope, 'Stopped', {
      description: 'A kept task stopped',
      eventPattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Task State Change'],
        detail: { clusterArn: [cluster.clusterArn], startedBy: [startedBy], lastStatus: ['STOPPED'] },
      },
      targets: [new LambdaFunction(target, { event: there })],
    }),
    new events.Rule(scope, 'Sweep', {
      description: 'Looks at all instances',
      schedule: events.Schedule.rate(SWEEP),
      targets: [new LambdaFunction(target, { event: event({}) })],
    }),
  ];
}

function event(said: KeeperEvent): events.RuleTargetInput {
  return events.RuleTargetInput.fromObject(said);
}
