import { AwsError, type Account, type EventSink } from '../../service';
import type { Clock } from '../support';
import type { Group, Instance } from './model';
import type { Ec2Port, HookTarget, InstanceObserver } from './ports';

/** The service's state and all that it may touch. */
export interface Runtime {
  readonly account: Account;
  readonly clock: Clock;
  readonly ec2: Ec2Port;
  readonly events: EventSink;
  readonly targets: HookTarget;
  readonly observer: InstanceObserver;
  readonly groups: Map<string, Group>;
  /** Hears what failed where no caller waits for an answer. */
  readonly onError: (error: unknown) => void;
}

export function findGroup({ groups }: Runtime, name: string | undefined): Group {
  const group = name === undefined ? undefined : (groups.get(name) ?? byArn(groups, name));
  if (group === undefined) {
    throw new AwsError('ValidationError', `AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
  }
  return group;
}

function byArn(groups: ReadonlyMap<string, Group>, arn: string): Group | undefined {
  return [...groups.values()].find((group) => group.arn === arn);
}

export function findInstance({ groups }: Runtime, instanceId: string): { group: Group; instance: Instance } {
  for (const group of groups.values()) {
    const instance = group.instances.get(instanceId);
    if (instance !== undefined) {
      return { group, instance };
    }
  }
  throw new AwsError(
    'ValidationError',
    `Instance Id not found - No managed instance found for instance ID ${instanceId}`,
  );
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidNextToken', "The token 'NextToken' is invalid.");
}
