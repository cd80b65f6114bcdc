import { checkInEcs } from './checks';
import { taskContribution, taskDefinition } from './task-definition';
import type { CarrierStrategy } from '../carrier/carrier-strategy';
import type { EcsTaskOptions } from '../carrier/ecs-task-options';
import { Keeper } from '../keeper/keeper';
import { failure } from '../private/errors';

const CARRIER = 'Carrier.ecsTask()';

/** A task on every registered instance, kept running by a function. */
export function ecsTask(options: EcsTaskOptions): CarrierStrategy {
  return {
    check: (spec) => checkInEcs(CARRIER, spec),
    bind: (scope, group, spec) => {
      if (group.managedScaling && !options.holdsInstancesAgainstScaleIn) {
        throw failure(
          'EcsTaskHoldsInstances',
          `system container '${spec.containerName}' would run as a task on every instance of group ` +
            `'${group.instanceGroupName}', whose managed scaling removes only instances without such tasks, so none ever; ` +
            'use another carrier, set managedScaling: false on the group, or accept it with ' +
            'Carrier.ecsTask({ holdsInstancesAgainstScaleIn: true })',
        );
      }
      new Keeper(scope, 'Keeper', {
        group,
        taskDefinition: taskDefinition(scope, spec),
        containerName: spec.containerName,
      });
      return taskContribution(spec);
    },
  };
}
