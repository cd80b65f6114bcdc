import * as fc from 'fast-check';
import { held, limit } from '../../src/repair/brake';
import { Play, schedule, SETTINGS, type Weather } from './random-schedule';
import { MINUTE } from './simulated-group';

const seed = Number(process.env.REPAIR_SEED ?? Date.now() % 2 ** 31);

const tally = { schedules: 0, invocations: 0, calls: 0, violations: 0 };

afterAll(() => {
  const { schedules, invocations, calls, violations } = tally;
  process.stdout.write(
    `repair: ${schedules} schedules, ${invocations} invocations, ${calls} API calls, ${violations} violations; ` +
      `REPAIR_SEED=${seed}\n`,
  );
});

function count({ invocations, group }: Play): void {
  tally.schedules += 1;
  tally.invocations += invocations;
  tally.calls += group.calls.length;
  tally.violations += group.sins.length;
}

/** What repair is for: no host in service that fails and could be helped, nothing kept of what is over. */
function unwell({ group }: Play): string[] {
  const members = group.inService();
  const hosts = members.map(({ id, sick, healthy }) => ({ id, sick, healthy, host: group.hostOf(id) }));
  return [
    ...hosts
      .filter(({ sick, host }) => sick && host?.drainedByOthers === false)
      .map(({ id }) => `${id} is not ready and in service`),
    ...hosts.filter(({ host }) => host?.agentConnected === false).map(({ id }) => `${id} is without its agent`),
    ...hosts
      .filter(({ sick, host }) => !sick && host?.status === 'DRAINING' && !host.drainedByOthers)
      .map(({ id }) => `${id} is ready and drains`),
    ...hosts
      .filter(({ host }) => host?.attributes.has('ecs-groundwork.repair'))
      .map(({ id }) => `${id} is under repair`),
    ...[...group.containerInstances.values()]
      .filter(({ ec2InstanceId, own }) => own && !group.machines.has(ec2InstanceId))
      .map(({ arn }) => `${arn} is left over`),
    ...(group.suspendedBy === undefined && members.length === group.size ? [] : ['instances are missing']),
  ];
}

describe('whatever happens to a group', () => {
  const weathers: [string, Weather, number][] = [
    ['reports are lost, doubled and late', {}, 700],
    ['the API throttles one call in six', { throttledOneIn: 6 }, 500],
    ['functions end in the middle', { endsOneIn: 8 }, 500],
  ];

  test.each(weathers)('nothing forbidden is done, and all is well in the end, when %s', async (_, weather, numRuns) => {
    await fc.assert(
      fc.asyncProperty(schedule, async ({ size, steps }) => {
        const play = new Play(size, weather);
        for (const step of steps) {
          await play.run(step);
          expect(play.group.sins).toEqual([]);
        }
        await play.calm(() => unwell(play).length === 0);
        count(play);
        expect(play.group.sins).toEqual([]);
        expect(unwell(play)).toEqual([]);
      }),
      { numRuns, seed },
    );
  });

  test('what only reports changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async ({ size, steps }) => {
        const play = new Play(size, {}, { ...SETTINGS, acts: false });
        for (const step of steps) {
          await play.run(step);
        }
        count(play);
        const done = new Set(play.group.calls);
        for (const act of [
          'UpdateContainerInstancesState',
          'SetInstanceHealth',
          'SuspendProcesses',
          'CreateOrUpdateTags',
        ]) {
          expect(done).not.toContain(act);
        }
        expect(done).not.toContain('DeregisterContainerInstance');
      }),
      { numRuns: 200, seed },
    );
  });
});

describe('a group of which everything fails', () => {
  test('is repaired a tenth at a time, and says each minute what it holds back', async () => {
    const play = new Play(40);
    const ail = () => play.group.inService().forEach(({ id }) => play.group.set(id, { sick: true }));
    for (let minute = 0; minute < 60; minute++) {
      ail();
      await play.minute();
      const { members } = (await play.group.group.describe()) ?? { members: [] };
      const taken = held(members, new Set(play.group.underRepair())).size;
      expect(taken).toBeLessThanOrEqual(limit(members) + 1); // one may have left service since it was given a place
      expect(play.counts?.heldBack).toBeGreaterThan(30);
    }
    count(play);
    expect(play.group.sins).toEqual([]);
  });

  test('stops launching after three failed boots, and says so until it launches again', async () => {
    const play = new Play(4);
    play.group.bootsFail = true;
    play.group.kill(play.group.ids()[0] ?? '');
    for (let minute = 0; minute < 120; minute++) {
      await play.minute();
    }
    count(play);
    // the fourth began in the minute in which the third ended
    expect(play.group.boots).toHaveLength(4);
    expect(play.counts?.launchesSuspended).toBe(1);
    play.group.bootsFail = false;
    play.group.resumeByHand();
    for (let minute = 0; minute < 6; minute++) {
      await play.minute();
    }
    expect(play.counts?.launchesSuspended).toBe(0);
    expect(play.group.inService()).toHaveLength(4);
  });
});

describe('a large group', () => {
  const SIZE = 5000;

  test('costs four calls a minute while it is well', async () => {
    const play = new Play(SIZE);
    await play.minute();
    count(play);
    expect(play.callsOfSweeps).toEqual([3]);
  });

  test('costs no more than its trouble while much of it fails', async () => {
    const play = new Play(SIZE);
    play.group.ids().forEach((id) => play.group.set(id, { sick: true }));
    play.group.pass(MINUTE);
    play.group.speak();
    await play.minute();
    count(play);
    // looks at each once, then takes 500 places and drains as many, ten in a call
    expect(Math.max(...play.callsOfSweeps)).toBeLessThanOrEqual(3 + 50 + 50 + 5 + 50);
    expect(play.group.sins).toEqual([]);
  });
});
