import type { Instance, Task } from '../../src/keeper/model';
import { REASONS } from '../../src/keeper/reasons';
import { startedByKeeper } from '../../src/keeper/started-by';
import { verdict } from '../../src/keeper/verdict';
import { aTask, INSTANCE, NOW, stopped } from './a-task';
import { ASSIGNMENT } from './simulated-ecs';

function judge(tasks: readonly Task[], instance: Partial<Instance> = {}, daemons: readonly string[] = []) {
  const said = verdict(
    { instance: { ...INSTANCE, ...instance }, tasks },
    { assignment: ASSIGNMENT, daemons: new Set(daemons), now: NOW },
  );
  return said.action === 'stop' ? [said.action, ...said.tasks.map(({ arn }) => arn), said.reason] : [said.action];
}

const other = (of: Partial<Task> = {}) => aTask({ arn: 'other', startedBy: 'ecs-svc/1', group: 'service:web', ...of });
const stopping = (of: Partial<Task> = {}) => aTask({ desiredStatus: 'STOPPED', ...of });
const DRAINING = { status: 'DRAINING' };

describe('on an active instance', () => {
  test('a task is started when there is none', () => {
    expect(judge([])).toEqual(['start']);
    expect(judge([other()])).toEqual(['start']);
  });

  test.each(['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING'])('one that is %s is enough', (lastStatus) => {
    expect(judge([aTask({ lastStatus })])).toEqual(['wait']);
  });

  test('none is started while the last one still stops: it may hold the ports', () => {
    expect(judge([stopping()])).toEqual(['wait']);
  });

  test('none is started while the agent is not connected: ECS would refuse it', () => {
    expect(judge([], { agentConnected: false })).toEqual(['wait']);
  });

  test('one that stopped is started again at once, and with a pause when it keeps failing', () => {
    expect(judge([stopped(0, 30)])).toEqual(['start']);
    expect(judge([stopped(0, 0.1)])).toEqual(['start']);
    expect(judge([stopped(0.9, 0.1), stopped(2, 0.1)])).toEqual(['wait']);
    expect(judge([stopped(1, 0.1), stopped(2, 0.1)])).toEqual(['start']);
  });

  test('of several, the oldest of the current task definition stays', () => {
    const tasks = [
      aTask({ arn: 'late', createdAt: NOW }),
      aTask({ arn: 'outdated', taskDefinition: 'agent:0', createdAt: NOW - 5000 }),
      aTask({ arn: 'early', createdAt: NOW - 1000 }),
    ];
    expect(judge(tasks)).toEqual(['stop', 'late', 'outdated', REASONS.surplus]);
  });

  test('of several that are equally old, everybody stops the same ones', () => {
    const tasks = ['c', 'a', 'b'].map((arn) => aTask({ arn }));
    expect(judge(tasks)).toEqual(['stop', 'b', 'c', REASONS.surplus]);
    expect(judge([...tasks].reverse())).toEqual(['stop', 'b', 'c', REASONS.surplus]);
  });

  test('an unhealthy one is stopped', () => {
    expect(judge([aTask({ healthStatus: 'UNHEALTHY' })])).toEqual(['stop', 'task', REASONS.unhealthy]);
  });

  test('one of an older task definition is left to the roll-out', () => {
    expect(judge([aTask({ taskDefinition: 'agent:0' })])).toEqual(['wait']);
  });
});

describe('on a draining instance', () => {
  test('nothing is started', () => {
    expect(judge([], DRAINING)).toEqual(['wait']);
    expect(judge([stopped(1, 30)], DRAINING)).toEqual(['wait']);
  });

  test.each([
    ['runs', other()],
    ['starts', other({ lastStatus: 'PENDING' })],
    ['still stops', other({ desiredStatus: 'STOPPED', lastStatus: 'RUNNING' })],
    ['is of no service', other({ group: 'family:batch' })],
  ])('the task stays as long as another one %s', (_, task) => {
    expect(judge([aTask(), task], DRAINING)).toEqual(['wait']);
  });

  test('the task leaves when the others have stopped', () => {
    const left = ['stop', 'task', REASONS.drained];
    expect(judge([aTask()], DRAINING)).toEqual(left);
    expect(judge([aTask(), other({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED' })], DRAINING)).toEqual(left);
  });

  test('the task waits neither for daemons, which ECS stops after it, nor for those of other keepers', () => {
    const kept = other({ arn: 'kept', startedBy: startedByKeeper('another'), group: 'family:exporter' });
    expect(judge([aTask(), other(), kept], DRAINING, ['service:web'])).toEqual(['stop', 'task', REASONS.drained]);
  });

  test('the task is told to leave once', () => {
    expect(judge([stopping()], DRAINING)).toEqual(['wait']);
  });
});

test.each(['REGISTERING', 'DEREGISTERING', 'INACTIVE', 'REGISTRATION_FAILED'])(
  'on an instance that is %s nothing is done',
  (status) => {
    expect(judge([], { status })).toEqual(['wait']);
    expect(judge([aTask(), aTask({ arn: 'another' })], { status })).toEqual(['wait']);
  },
);

test('keepers have marks of their own, and of a length that ECS takes', () => {
  const marks = ['Stack/One', 'Stack/Two'].map(startedByKeeper);
  expect(new Set(marks).size).toBe(2);
  marks.forEach((mark) => expect(mark).toMatch(/^ecs-groundwork-keeper\/[0-9a-f]{14}$/));
});
