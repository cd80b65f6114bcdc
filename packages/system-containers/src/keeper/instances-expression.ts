import type * as instances from '@ecs-groundwork/instances';
import { failure } from '../private/errors';

/** What `ListContainerInstances` is asked for: the group's placement constraint is an expression of the same language. */
export function instancesExpression(group: instances.IInstanceGroup): string {
  const [constraint] = group.placementConstraint().toJson();
  if (constraint?.type !== 'memberOf' || !constraint.expression) {
    throw failure(
      'GroupNotInQueryLanguage',
      `placementConstraint() of group '${group.instanceGroupName}' must be one memberOf expression, ` +
        `got ${constraint?.type ?? 'none'}; the keeper finds the group's instances by it`,
    );
  }
  return constraint.expression;
}
