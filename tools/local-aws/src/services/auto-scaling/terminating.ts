import { beginActivity, endActivity } from './activities';
import { announceAction, announceActivity } from './events';
import { startAction, verdict } from './lifecycle';
import { isLive, TERMINATING, type Activity, type Group, type Instance } from './model';
import type { Runtime } from './runtime';

/** Starts an instance's termination; its hooks, if any, have their turn first. */
export function terminate(runtime: Runtime, group: Group, instance: Instance, cause: string): Activity {
  if (!isLive(instance)) {
    return instance.activity;
  }
  const now = runtime.clock.now();
  instance.activity = beginActivity(group, runtime.clock, {
    cause,
    description: `Terminating EC2 instance: ${instance.id}`,
    status: 'InProgress',
    zone: instance.zone,
    subnetId: instance.subnetId,
  });
  const hooks = [...group.hooks.values()].filter(({ transition }) => transition === TERMINATING);
  instance.actions = hooks.map((hook) => startAction(hook, now));
  instance.state = hooks.length > 0 ? 'Terminating:Wait' : 'Terminating:Proceed';
  if (hooks.length > 0) {
    instance.activity.status = 'MidLifecycleAction';
    instance.actions.forEach((action) => announceAction(runtime, group, instance, action));
  }
  return instance.activity;
}

/** Moves a terminating instance on. Either result lets it go; ABANDON does not wait for the other hooks. */
export async function advanceTermination(runtime: Runtime, group: Group, instance: Instance): Promise<void> {
  if (instance.state === 'Terminating:Wait' && verdict(instance.actions, runtime.clock.now()) !== 'wait') {
    instance.state = 'Terminating:Proceed';
    instance.actions = [];
  }
  if (instance.state !== 'Terminating:Proceed') {
    return;
  }
  await runtime.ec2.terminate(instance.id);
  group.instances.delete(instance.id);
  endActivity(instance.activity, runtime.clock, 'Successful');
  runtime.observer.terminated(instance.id);
  announceActivity(runtime, group, 'Terminate', instance.activity, instance.id);
}
