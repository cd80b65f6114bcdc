import type {
  DescribeAutoScalingInstancesCommandInput,
  SetInstanceHealthCommandInput,
  SetInstanceProtectionCommandInput,
  TerminateInstanceInAutoScalingGroupCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../service';
import { action, page, required, type Action } from '../support';
import { activityOutput, instanceDetails } from './describe';
import { findGroup, findInstance, invalidToken, type Runtime } from './runtime';
import { terminate } from './terminating';

/** AWS's limit for one SetInstanceProtection. */
const PROTECTED_AT_ONCE = 50;

export function instanceActions(runtime: Runtime): Record<string, Action> {
  return {
    DescribeAutoScalingInstances: action<DescribeAutoScalingInstancesCommandInput>(
      ['InstanceIds', 'MaxRecords', 'NextToken'],
      ({ InstanceIds = [], MaxRecords = 50, NextToken }) => {
        const chosen = [...runtime.groups.values()]
          .flatMap((group) => [...group.instances.values()].map((instance) => instanceDetails(group, instance)))
          .filter(({ InstanceId }) => InstanceIds.length === 0 || InstanceIds.includes(String(InstanceId)));
        const { items, next } = page(chosen, MaxRecords, NextToken, invalidToken);
        return { AutoScalingInstances: items, NextToken: next };
      },
    ),
    SetInstanceProtection: action<SetInstanceProtectionCommandInput>(
      ['AutoScalingGroupName', 'InstanceIds', 'ProtectedFromScaleIn'],
      (input) => setProtection(runtime, input),
    ),
    SetInstanceHealth: action<SetInstanceHealthCommandInput>(
      ['InstanceId', 'HealthStatus', 'ShouldRespectGracePeriod'],
      ({ InstanceId, HealthStatus, ShouldRespectGracePeriod = true }) => {
        const { group, instance } = findInstance(runtime, required(InstanceId, 'instanceId'));
        if (HealthStatus !== 'Healthy' && HealthStatus !== 'Unhealthy') {
          throw new AwsError(
            'ValidationError',
            `Valid instance health states are: [Healthy, Unhealthy], got ${HealthStatus}`,
          );
        }
        const inService = runtime.clock.now() - (instance.inServiceSince ?? runtime.clock.now());
        if (HealthStatus === 'Healthy' || !ShouldRespectGracePeriod || inService >= group.healthCheckGracePeriod) {
          instance.health = HealthStatus;
        }
      },
    ),
    TerminateInstanceInAutoScalingGroup: action<TerminateInstanceInAutoScalingGroupCommandInput>(
      ['InstanceId', 'ShouldDecrementDesiredCapacity'],
      ({ InstanceId, ShouldDecrementDesiredCapacity: decrement = false }) => {
        const { group, instance } = findInstance(runtime, required(InstanceId, 'instanceId'));
        if (decrement && group.desiredCapacity <= group.minSize) {
          throw new AwsError(
            'ValidationError',
            `Currently, desiredSize equals minSize (${group.minSize}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
          );
        }
        group.desiredCapacity -= decrement ? 1 : 0;
        return {
          Activity: activityOutput(
            terminate(runtime, group, instance, 'instance was taken out of service in response to a user request.'),
          ),
        };
      },
    ),
  };
}

function setProtection(runtime: Runtime, input: SetInstanceProtectionCommandInput): void {
  const group = findGroup(runtime, input.AutoScalingGroupName);
  const ids = required(input.InstanceIds, 'instanceIds');
  if (ids.length > PROTECTED_AT_ONCE) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '[${ids.join(', ')}]' at 'instanceIds' failed to satisfy constraint: Member must have length less than or equal to ${PROTECTED_AT_ONCE}`,
    );
  }
  const instances = ids.map((id) => {
    const instance = group.instances.get(id);
    if (instance === undefined) {
      throw new AwsError('ValidationError', `The instance ${id} is not part of Auto Scaling group ${group.name}.`);
    }
    return instance;
  });
  for (const { id, state } of instances) {
    if (state.startsWith('Terminating')) {
      throw new AwsError(
        'ValidationError',
        `The instance ${id} is not in InService or EnteringStandby or Standby. It is in ${state}.`,
      );
    }
  }
  instances.forEach(
    (instance) => (instance.protectedFromScaleIn = required(input.ProtectedFromScaleIn, 'protectedFromScaleIn')),
  );
}
