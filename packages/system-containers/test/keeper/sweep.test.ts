import { sweep, WINDOW } from '../../src/keeper/sweep';
import { keepingIn } from './keeping';
import { ASSIGNMENT, MINUTE, SimulatedEcs } from './simulated-ecs';

const NEXT = { ...ASSIGNMENT, taskDefinition: 'agent:2' };

/** A group of which each instance has had its task for a while. */
async function settled(size: number): Promise<{ ecs: SimulatedEcs; instances: string[] }> {
  const ecs = new SimulatedEcs();
  const instances = Array.from({ length: size }, () => ecs.register());
  await sweeps(ecs, Math.ceil(size / WINDOW));
  ecs.pass(10 * MINUTE);
  return { ecs, instances };
}

/** One a minute; answers the task definitions that then run, and how often. */
async function sweeps(ecs: SimulatedEcs, minutes: number, assignment = ASSIGNMENT): Promise<Record<string, number>> {
  for (let minute = 0; minute < minutes; minute++) {
    await sweep(keepingIn(ecs, assignment));
    ecs.pass(MINUTE);
  }
  const running = [...ecs.instances.keys()].flatMap((arn) => ecs.kept(arn).map((task) => task.taskDefinition));
  return Object.fromEntries(
    [...new Set(running)].sort().map((one) => [one, running.filter((it) => it === one).length]),
  );
}

describe('a sweep', () => {
  test('starts what is missing, and answers how many instances that were', async () => {
    const ecs = new SimulatedEcs();
    [1, 2, 3].forEach(() => ecs.register());
    expect(await sweep(keepingIn(ecs))).toBe(3);
    expect(await sweep(keepingIn(ecs))).toBe(0);
  });

  test('does not count instances whose agent is not connected: some of them are gone', async () => {
    const ecs = new SimulatedEcs();
    ecs.set(ecs.register(), { agentConnected: false });
    expect(await sweep(keepingIn(ecs))).toBe(0);
  });

  test('comes round to all, though many cannot be helped', async () => {
    const ecs = new SimulatedEcs();
    const instances = Array.from({ length: 5 * WINDOW }, () => ecs.register());
    instances.slice(0, 3 * WINDOW).forEach((arn) => ecs.set(arn, { full: true }));
    expect(await sweeps(ecs, 20)).toEqual({ [ASSIGNMENT.taskDefinition]: 2 * WINDOW });
  });

  test('says what ECS refused, and why', async () => {
    const ecs = new SimulatedEcs();
    const instance = ecs.register();
    ecs.set(instance, { full: true });
    const said: object[] = [];
    await sweep(keepingIn(ecs, ASSIGNMENT, (line) => said.push(line)));
    expect(said).toEqual([{ action: 'start', instance, refused: 'RESOURCE:MEMORY' }]);
  });

  test('helps the others when one instance is in the way, and fails all the same', async () => {
    const ecs = new SimulatedEcs();
    const [first, second] = [ecs.register(), ecs.register()];
    const keeping = keepingIn(ecs);
    const tasksOn = (arn: string, status: 'RUNNING' | 'STOPPED') =>
      arn === first ? Promise.reject(new Error('Rate exceeded')) : ecs.tasksOn(arn, status);
    const failing = sweep({ ...keeping, ecs: Object.assign(Object.create(ecs) as SimulatedEcs, { tasksOn }) });
    await expect(failing).rejects.toThrow('1 calls to ECS failed, first: Rate exceeded');
    expect([ecs.kept(first).length, ecs.kept(second).length]).toEqual([0, 1]);
  });
});

describe('a new task definition', () => {
  test('reaches every instance, one after the other in a small group', async () => {
    const { ecs } = await settled(3);
    for (let minute = 0; minute < 15; minute++) {
      await sweep(keepingIn(ecs, NEXT));
      ecs.pass(MINUTE);
      expect([...ecs.instances.keys()].filter((arn) => ecs.kept(arn).length === 0).length).toBeLessThanOrEqual(1);
    }
    expect(await sweeps(ecs, 1, NEXT)).toEqual({ 'agent:2': 3 });
  });

  test('reaches a tenth at a time, and all within three quarters of an hour', async () => {
    const { ecs } = await settled(40);
    await sweeps(ecs, 1, NEXT);
    expect([...ecs.instances.keys()].filter((arn) => ecs.kept(arn).length === 0)).toHaveLength(4);
    expect(await sweeps(ecs, 45, NEXT)).toEqual({ 'agent:2': 40 });
  });

  test('that does not stay up takes no more than a tenth', async () => {
    const { ecs } = await settled(40);
    ecs.brokenDefinitions.add('agent:2');
    expect(await sweeps(ecs, 180, NEXT)).toMatchObject({ 'agent:1': 36 });
  });

  test('is not held up by an instance that never had room', async () => {
    const { ecs, instances } = await settled(5);
    ecs.set(ecs.register(), { full: true });
    expect(await sweeps(ecs, 40, NEXT)).toEqual({ 'agent:2': instances.length });
  });

  test('is not held up by instances that drain with work left', async () => {
    const { ecs } = await settled(10);
    const leaving = ecs.register();
    await sweeps(ecs, 1);
    ecs.pass(10 * MINUTE);
    ecs.runOther(leaving, 'standalone');
    ecs.set(leaving, { status: 'DRAINING' });
    expect(await sweeps(ecs, 60, NEXT)).toEqual({ 'agent:1': 1, 'agent:2': 10 });
  });

  test('that cures the one before reaches the failing at once', async () => {
    const ecs = new SimulatedEcs();
    const instances = Array.from({ length: 20 }, () => ecs.register());
    ecs.brokenDefinitions.add('agent:1');
    await sweeps(ecs, 30);
    ecs.pass(10);
    await sweeps(ecs, 2, NEXT);
    const cured = instances.filter((arn) => ecs.kept(arn).some((task) => task.taskDefinition === 'agent:2'));
    expect(cured.length).toBeGreaterThanOrEqual(19);
  });
});
