import { Attempts } from './attempts';
import { AT_ONCE, batches } from './batches';
import type { Keeping } from './keeping';
import { daemonsOn, describeInstances, describeTasks, look } from './look';
import { type Instance, stays, type Task, type View } from './model';
import type { Reason } from './reasons';
import { type Verdict, verdict } from './verdict';

/** Brings one instance, of which an event spoke, to what it should be; one of another group is left alone. */
export async function tendOne(arn: string, keeping: Keeping): Promise<void> {
  const { ecs } = keeping;
  const [instance] = await ecs.describeInstances([arn]);
  if (!instance || (await ecs.membersAmong([instance.ec2InstanceId])).length === 0) {
    return;
  }
  const attempts = new Attempts();
  await tend([instance], keeping, attempts);
  attempts.finish();
}

/** Brings these instances of the group to what they should be, and answers how they were found. */
export async function tendAll(arns: readonly string[], keeping: Keeping, attempts: Attempts): Promise<View[]> {
  const instances = await attempts.attempt(() => describeInstances(keeping.ecs, arns));
  return tend(instances ?? [], keeping, attempts);
}

async function tend(instances: readonly Instance[], keeping: Keeping, attempts: Attempts): Promise<View[]> {
  const views: View[] = [];
  const without: Instance[] = [];
  for (const instance of instances) {
    await attempts.attempt(async () => {
      const view = await look(keeping.ecs, instance);
      views.push(view);
      const decided = await decide(view, keeping);
      if (decided.action === 'start') {
        without.push(instance);
      }
      await stopAsDecided(decided, keeping);
    });
  }
  const started = await start(without, keeping, attempts);
  await removeSurplus(without, started, keeping, attempts);
  return views;
}

async function decide(view: View, { ecs, assignment, now }: Keeping): Promise<Verdict> {
  return verdict(view, { assignment, daemons: await daemonsOn(ecs, view), now: now() });
}

async function start(instances: readonly Instance[], keeping: Keeping, attempts: Attempts): Promise<Task[]> {
  const { ecs, assignment, say } = keeping;
  const started: Task[] = [];
  for (const some of batches(instances, AT_ONCE.startTask)) {
    await attempts.attempt(async () => {
      const { tasks, refusals } = await ecs.startTask(
        some.map(({ arn }) => arn),
        assignment.taskDefinition,
        assignment.startedBy,
      );
      started.push(...tasks);
      tasks.forEach(({ arn, instance }) => say({ action: 'start', instance, task: arn }));
      // whatever it is (no room, just draining), the next look at the instance tries again or finds it settled
      refusals.forEach(({ instance, reason }) => say({ action: 'start', instance, refused: reason }));
    });
  }
  return started;
}

/**
 * StartTask knows no token by which ECS would tell a repeated call: two keepers that looked at the same time both start
 * one. So each looks again; the later one, at least, sees both.
 */
async function removeSurplus(
  instances: readonly Instance[],
  started: readonly Task[],
  keeping: Keeping,
  attempts: Attempts,
): Promise<void> {
  const { ecs } = keeping;
  for (const instance of instances) {
    const own = started.filter((task) => task.instance === instance.arn);
    if (own.length > 0) {
      await attempts.attempt(async () => {
        const listed = await describeTasks(ecs, await ecs.tasksOn(instance.arn, 'RUNNING'));
        // ECS may list a task later than it starts it
        const unlisted = own.filter(({ arn }) => listed.every((task) => task.arn !== arn));
        const decided = await decide({ instance, tasks: [...listed, ...unlisted] }, keeping);
        await stopAsDecided(decided, keeping);
      });
    }
  }
}

async function stopAsDecided(decided: Verdict, keeping: Keeping): Promise<void> {
  if (decided.action === 'stop') {
    await stop(decided.tasks, decided.reason, keeping);
  }
}

export async function stop(tasks: readonly Task[], reason: Reason, { ecs, say }: Keeping): Promise<void> {
  for (const { arn, instance } of tasks.filter(stays)) {
    await ecs.stopTask(arn, reason);
    say({ action: 'stop', instance, task: arn, reason });
  }
}
