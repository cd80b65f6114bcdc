import type * as instances from '@ecs-groundwork/instances';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { checkInEcs } from './checks';
import { taskContribution, taskDefinition } from './task-definition';
import type { CarrierStrategy } from '../carrier/carrier-strategy';
import type { ContainerSpec } from '../spec/container-spec';

const CARRIER = 'Carrier.daemonService()';

/** A daemon service, placed on the group by its attribute: daemons have no capacity provider. */
export const daemonService: CarrierStrategy = { check: (spec) => checkInEcs(CARRIER, spec), bind };

function bind(scope: Construct, group: instances.IInstanceGroup, spec: ContainerSpec): instances.BootContribution {
  new ecs.Ec2Service(scope, 'Service', {
    cluster: group.cluster,
    taskDefinition: taskDefinition(scope, spec),
    daemon: true,
    placementConstraints: [group.placementConstraint()],
    circuitBreaker: { rollback: true },
    // what else CDK's own default would be, and its warning
    minHealthyPercent: 0,
  });
  return taskContribution(spec);
}
