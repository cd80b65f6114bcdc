import { checkHealth, replaceExpired, replaceUnhealthy } from './health';
import { advanceLaunch, launch } from './launching';
import { activeRefresh, isLive, liveInstances, type Group, type Instance } from './model';
import { advanceRefresh } from './refresh';
import type { Runtime } from './runtime';
import { scaleInVictims } from './scale-in';
import { runDueActions } from './scheduled';
import { advanceTermination, terminate } from './terminating';
import { currentTemplates } from './templates';

/** One pass over every group. Each part looks at the state afresh, so a pass may be lost or come twice. */
export async function reconcile(runtime: Runtime): Promise<void> {
  for (const group of [...runtime.groups.values()]) {
    try {
      await reconcileGroup(runtime, group);
    } catch (error) {
      // One group's trouble is not its neighbour's.
      runtime.onError(error);
    }
  }
}

async function reconcileGroup(runtime: Runtime, group: Group): Promise<void> {
  runDueActions(runtime, group);
  await checkHealth(runtime, group);
  for (const instance of [...group.instances.values()]) {
    advanceLaunch(runtime, group, instance);
    await advanceTermination(runtime, group, instance);
  }
  if (!group.deleting) {
    replaceUnhealthy(runtime, group);
    replaceExpired(runtime, group);
    advanceRefresh(runtime, group);
  }
  await scale(runtime, group);
  if (group.deleting && group.instances.size === 0) {
    runtime.groups.delete(group.name);
  }
}

async function scale(runtime: Runtime, group: Group): Promise<void> {
  const surge = activeRefresh(group)?.surge ?? 0;
  const wanted = group.deleting ? 0 : group.desiredCapacity + surge;
  const live = liveInstances(group);
  if (live.length < wanted) {
    await scaleOut(runtime, group, wanted, live.length);
  } else if (live.length > wanted && !group.suspended.has('Terminate')) {
    await scaleIn(runtime, group, live, wanted);
  }
}

async function scaleOut(runtime: Runtime, group: Group, wanted: number, live: number): Promise<void> {
  if (group.suspended.has('Launch')) {
    return;
  }
  const cause = `an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${live} to ${wanted}.`;
  for (let number = live; number < wanted && runtime.clock.now() >= group.launchNotBefore; number++) {
    await launch(runtime, group, cause);
  }
}

async function scaleIn(runtime: Runtime, group: Group, live: readonly Instance[], wanted: number): Promise<void> {
  const current = await currentTemplates(runtime, group);
  const candidates = live.map((instance) => ({
    id: instance.id,
    zone: instance.zone,
    launchedAt: instance.launchedAt,
    templateVersion: Number(instance.template.version),
    current: current.has(`${instance.template.id}:${instance.template.version}`),
    // A group that is deleted by force takes its protected instances along.
    protectedFromScaleIn: instance.protectedFromScaleIn && !group.deleting,
  }));
  for (const id of scaleInVictims(candidates, live.length - wanted, group.terminationPolicies)) {
    const instance = group.instances.get(id);
    if (instance !== undefined && isLive(instance)) {
      terminate(
        runtime,
        group,
        instance,
        `an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from ${live.length} to ${wanted}.`,
      );
    }
  }
}
