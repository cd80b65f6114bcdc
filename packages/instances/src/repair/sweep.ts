import { Attempts } from './attempts';
import { ATTRIBUTES, written } from './attributes';
import { AT_ONCE, batches } from './batches';
import { decide, type Plan } from './decide';
import { launchVerdict } from './launches';
import type { Care, Group, Host, Settings } from './model';
import type { Ec2Port, EcsPort, GroupPort, HostStatus } from './ports';

/** What a sweep takes. */
export interface Repairing {
  readonly ecs: EcsPort;
  readonly group: GroupPort;
  readonly ec2: Ec2Port;
  readonly settings: Settings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears of everything that is done. */
  readonly say: (line: object) => void;
}

/** What a sweep counted; see the metrics. */
export interface Counts {
  readonly replaced: number;
  readonly heldBack: number;
  readonly leftOver: number;
  readonly launchesSuspended: number;
}

/** How many left-over container instances one sweep deregisters, one call each: the next one is a minute away. */
export const LEFT_OVER_AT_ONCE = 50;

/**
 * Looks at the whole group and does what is to be done. Only one sweep of a group runs at a time: else two could each
 * take the last place that the brake has.
 */
export async function sweep(repairing: Repairing, counted: (counts: Counts) => void): Promise<void> {
  const { ecs, group: groupPort, settings, now } = repairing;
  const group = await groupPort.describe();
  if (!group) {
    return; // being deleted
  }
  const hosts = await describe(ecs, await ecs.troubled());
  const plan = decide({ group, hosts }, settings, now());

  const attempts = new Attempts();
  const counts = { replaced: 0, heldBack: plan.heldBack.length, leftOver: 0, launchesSuspended: 0 };
  await attempts.attempt(() => watchAgents(plan, repairing));
  await attempts.attempt(() => reactivate(plan.recovered, repairing));
  await attempts.attempt(() => drain(plan.drain, repairing));
  for (const host of plan.replace) {
    await attempts.attempt(async () => {
      await replace(host, repairing);
      counts.replaced += 1;
    });
  }
  await attempts.attempt(async () => {
    counts.leftOver = await forget(plan.leftOver, repairing, attempts);
  });
  await attempts.attempt(async () => {
    counts.launchesSuspended = (await watchLaunches(group, repairing)) ? 1 : 0;
  });
  plan.heldBack.forEach(({ ec2InstanceId }) => repairing.say({ heldBack: ec2InstanceId }));
  counted(counts);
  attempts.finish();
}

async function describe(ecs: EcsPort, arns: readonly string[]): Promise<Host[]> {
  const hosts: Host[] = [];
  for (const some of batches(arns, AT_ONCE.describeContainerInstances)) {
    hosts.push(...(await ecs.describe(some)));
  }
  return hosts;
}

/** Remembers since when an agent is away: one that is away for a moment is nothing. */
async function watchAgents({ disconnected, connected }: Plan, repairing: Repairing): Promise<void> {
  await note(disconnected, (care) => ({ ...care, disconnected: repairing.now() }), repairing);
  await note(connected, (care) => ({ ...care, disconnected: undefined }), repairing);
}

async function reactivate(hosts: readonly Host[], repairing: Repairing): Promise<void> {
  await setStatus(
    hosts.filter(({ status }) => status === 'DRAINING'),
    'ACTIVE',
    repairing,
  );
  // afterwards: were it forgotten first and this function to end here, nobody would know who drained the host
  await note(hosts, (care) => ({ ...care, 'under-repair': undefined, disconnected: undefined }), repairing);
}

async function drain(hosts: readonly Host[], repairing: Repairing): Promise<void> {
  await takePlaces(hosts, repairing);
  // another look: one that somebody drained meanwhile is theirs, and one that recovered needs nothing
  const after = await describe(
    repairing.ecs,
    hosts.map(({ arn }) => arn),
  );
  const [still, otherwise] = split(after, ({ status, said }) => status === 'ACTIVE' && said['not-ready'] !== undefined);
  await note(otherwise, (care) => ({ ...care, 'under-repair': undefined }), repairing);
  await setStatus(still, 'DRAINING', repairing);
}

async function replace(host: Host, repairing: Repairing): Promise<void> {
  await takePlaces([host], repairing);
  await repairing.group.setUnhealthy(host.ec2InstanceId);
  repairing.say({ replace: host.ec2InstanceId, said: host.said, care: host.care });
}

/** Before anything is done about them: were this function to end here, the brake would still know. */
async function takePlaces(hosts: readonly Host[], repairing: Repairing): Promise<void> {
  const without = hosts.filter(({ care }) => care['under-repair'] === undefined);
  await note(without, (care) => ({ ...care, 'under-repair': repairing.now() }), repairing);
}

async function setStatus(hosts: readonly Host[], status: HostStatus, { ecs, say }: Repairing): Promise<void> {
  for (const some of batches(hosts, AT_ONCE.updateContainerInstancesState)) {
    await ecs.setStatus(
      some.map(({ arn }) => arn),
      status,
    );
    some.forEach(({ ec2InstanceId, said }) => say({ set: status, instance: ec2InstanceId, said }));
  }
}

async function note(hosts: readonly Host[], change: (care: Care) => Care, { ecs }: Repairing): Promise<void> {
  const notes = hosts.map(({ arn, care }) => ({ arn, name: ATTRIBUTES.repair, value: written({ ...change(care) }) }));
  const [kept, removed] = split(notes, ({ value }) => value !== undefined);
  for (const some of batches(kept, AT_ONCE.attributes)) {
    await ecs.write(some);
  }
  for (const some of batches(removed, AT_ONCE.attributes)) {
    await ecs.remove(some);
  }
}

/** Lets ECS forget hosts that EC2 no longer has; answers how many there are. */
async function forget(hosts: readonly Host[], repairing: Repairing, attempts: Attempts): Promise<number> {
  const { ecs, ec2, settings, say } = repairing;
  const gone: Host[] = [];
  for (const some of batches(hosts, AT_ONCE.describeInstances)) {
    const ids = new Set(await ec2.gone(some.map(({ ec2InstanceId }) => ec2InstanceId)));
    gone.push(...some.filter(({ ec2InstanceId }) => ids.has(ec2InstanceId)));
  }
  for (const { arn, ec2InstanceId } of settings.acts ? gone.slice(0, LEFT_OVER_AT_ONCE) : []) {
    await attempts.attempt(async () => {
      await ecs.deregister(arn);
      say({ deregister: arn, instance: ec2InstanceId });
    });
  }
  return gone.length;
}

/** Answers whether launches are suspended because boots failed, or would be if this were let. */
async function watchLaunches(found: Group, { group, settings, now, say }: Repairing): Promise<boolean> {
  const verdict = launchVerdict(found, await group.boots());
  if (!settings.acts) {
    return verdict === 'suspend' || found.memory?.state === 'suspended';
  }
  if (verdict !== 'none') {
    say({ launches: verdict });
  }
  switch (verdict) {
    case 'suspend':
      // first what is remembered: a suspension that nobody knows the author of would never end
      await group.remember({ state: 'suspended', at: now() });
      await group.suspendLaunches();
      return true;
    case 'resume':
      await group.resumeLaunches();
      await group.remember({ state: 'resumed', at: now() });
      return false;
    case 'note':
      await group.remember({ state: 'resumed', at: now() });
      return false;
    default:
      return found.memory?.state === 'suspended';
  }
}

function split<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
