import { tendOne } from '../../src/keeper/tend';
import { keepingIn } from './keeping';
import { MINUTE, SECOND, SimulatedEcs } from './simulated-ecs';
import { Turns } from './turns';

let ecs: SimulatedEcs;
let instance: string;

beforeEach(() => {
  ecs = new SimulatedEcs();
  instance = ecs.register();
});

const tend = () => tendOne(instance, keepingIn(ecs));
const states = () => ecs.held(instance).map(({ desiredStatus }) => desiredStatus);

describe('the life of an instance', () => {
  test('begins with one task, however often ECS says that it registered', async () => {
    await tend();
    await tend();
    expect(states()).toEqual(['RUNNING']);
    expect(ecs.calls.filter((call) => call === 'StartTask')).toHaveLength(1);
  });

  test('takes seven calls to begin, two more to see that nobody else began', async () => {
    const keeping = keepingIn(ecs);
    await tendOne(instance, keeping);
    expect(ecs.calls).toEqual([
      'DescribeContainerInstances',
      'ListContainerInstances',
      'ListTasks',
      'ListTasks',
      'StartTask',
      'ListTasks',
      'DescribeTasks',
    ]);
    expect(keeping.calls()).toBe(7);
  });

  test('goes on with another task when one crashes', async () => {
    await tend();
    ecs.pass(30 * MINUTE);
    ecs.held(instance).forEach(({ arn }) => ecs.crash(arn));
    await tend();
    expect(states()).toEqual(['RUNNING']);
  });

  test('spares a host on which the task keeps falling over', async () => {
    ecs.set(instance, { broken: true });
    for (let second = 0; second < 3600; second += 10) {
      await tend();
      ecs.pass(10 * SECOND);
    }
    const starts = ecs.calls.filter((call) => call === 'StartTask').length;
    // at once, then after 1, 2, 4, and each 8 minutes
    expect(starts).toBeGreaterThanOrEqual(9);
    expect(starts).toBeLessThanOrEqual(12);
  });

  test('ends with the task, once the others have gone', async () => {
    await tend();
    const work = ecs.runOther(instance, 'service');
    ecs.runOther(instance, 'daemon');
    ecs.pass(MINUTE);
    ecs.set(instance, { status: 'DRAINING' });
    await tend();
    expect(states()).toEqual(['RUNNING']);
    ecs.tellToStop(work);
    await tend();
    expect(states()).toEqual(['RUNNING']);
    ecs.pass(MINUTE);
    await tend();
    expect(states()).toEqual(['STOPPED']);
    ecs.pass(MINUTE);
    await tend();
    expect(states()).toEqual([]);
  });

  test('is nobody’s business after that', async () => {
    ecs.terminate(instance);
    await tend();
    expect(ecs.calls).toEqual(['DescribeContainerInstances']);
  });
});

test('an instance of another group is left alone', async () => {
  const foreign = ecs.register(false);
  await tendOne(foreign, keepingIn(ecs));
  expect(ecs.held(foreign)).toEqual([]);
  expect(ecs.calls).toEqual(['DescribeContainerInstances', 'ListContainerInstances']);
});

test('two keepers of one group let an instance go together', async () => {
  ecs.runOther(instance, 'kept by another keeper');
  await tend();
  ecs.set(instance, { status: 'DRAINING' });
  await tend();
  expect(states()).toEqual(['STOPPED']);
});

describe('those who look at the same time', () => {
  test.each([
    ['step by step together', () => 0],
    ['one wholly before the other', (below: number) => below - 1],
  ])('start one task, %s', async (_, choose) => {
    const turns = new Turns(choose);
    ecs.before = turns.next;
    await turns.run([tend, tend, tend]);
    expect(ecs.kept(instance)).toHaveLength(1);
  });

  test('see their own task, though ECS lists it later', async () => {
    ecs.listsBehind = 1;
    await tend();
    expect(ecs.kept(instance)).toHaveLength(1);
    expect(ecs.calls).not.toContain('StopTask');
  });
});
