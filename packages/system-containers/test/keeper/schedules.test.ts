import * as fc from 'fast-check';
import { Play, schedule, type Weather } from './random-schedule';
import { MINUTE } from './simulated-ecs';

const seed = Number(process.env.KEEPER_SEED ?? Date.now() % 2 ** 31);

const tally = { schedules: 0, largest: 0, invocations: 0, calls: 0, violations: 0 };

afterAll(() => {
  const { schedules, largest, invocations, calls, violations } = tally;
  // `npm test` shows lines that begin so
  process.stdout.write(
    `  … keeper: ${schedules} schedules, of up to ${largest} instances; ${invocations} invocations, ${calls} calls to ` +
      `ECS; ${violations} violations; KEEPER_SEED=${seed}\n`,
  );
});

/** Counts a schedule that was played, and whether what has to be true of it is. */
function judge(play: Play, claims: () => void): void {
  tally.schedules += 1;
  tally.largest = Math.max(tally.largest, play.ecs.instances.size);
  tally.invocations += play.invocations;
  tally.calls += play.ecs.calls.length;
  try {
    claims();
  } catch (violation) {
    tally.violations += 1;
    throw violation;
  }
}

/** What a keeper is for: exactly one on each active instance, none on one that has drained, none elsewhere. */
function unkept({ ecs, taskDefinition }: Play): string[] {
  return [...ecs.instances.values()].flatMap(({ arn, status, member }) => {
    const found = ecs.held(arn).map((task) => task.taskDefinition);
    const wanted = status === 'ACTIVE' && member ? [taskDefinition] : [];
    return found.join() === wanted.join() ? [] : [`${status} ${arn} has [${found.join()}], not [${wanted.join()}]`];
  });
}

describe('whatever happens in a cluster', () => {
  const weathers: [string, Weather, number][] = [
    ['events are lost, doubled and late', {}, 1200],
    ['ECS throttles one call in five', { throttledOneIn: 5 }, 600],
    ['ECS lists new tasks late', { listsBehind: 2 }, 600],
    ['all of it, while things go on changing', { throttledOneIn: 8, listsBehind: 1, changing: true }, 1200],
  ];

  test.each(weathers)('each active instance ends with one task when %s', async (_, weather, numRuns) => {
    await fc.assert(
      fc.asyncProperty(schedule, async (steps) => {
        const play = new Play(weather);
        for (const step of steps) {
          await play.run(step);
        }
        await play.calm(() => unkept(play).length === 0);
        judge(play, () => expect(unkept(play)).toEqual([]));
      }),
      { numRuns, seed },
    );
  });

  test('no instance has two tasks once those who looked have done, and none is left before its work', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (steps) => {
        const play = new Play();
        const most: number[] = [0];
        for (const step of steps) {
          await play.run(step);
          most.push(...[...play.ecs.instances.keys()].map((arn) => play.ecs.kept(arn).length));
        }
        judge(play, () => {
          expect(Math.max(...most)).toBeLessThanOrEqual(1);
          expect(play.ecs.sins).toEqual([]);
        });
      }),
      { numRuns: 1200, seed },
    );
  });

  test('no instance has two tasks at any time while one keeper looks after the other', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (steps) => {
        const play = new Play();
        for (const step of steps) {
          await play.run({ ...step, deliver: Math.min(step.deliver, 1), sweep: step.sweep && step.deliver === 0 });
        }
        judge(play, () => expect(play.ecs.mostAtOnce).toBeLessThanOrEqual(1));
      }),
      { numRuns: 600, seed },
    );
  });

  test('an event costs no more than a dozen calls', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (steps) => {
        const play = new Play();
        for (const step of steps) {
          await play.run(step);
        }
        judge(play, () => expect(Math.max(0, ...play.callsOfEvents)).toBeLessThanOrEqual(12));
      }),
      { numRuns: 600, seed },
    );
  });
});

describe('a large group', () => {
  const SIZE = 5000;

  function large(weather?: Weather): Play {
    const play = new Play(weather);
    Array.from({ length: SIZE }, () => play.ecs.register());
    return play;
  }

  test('gets its tasks from the events of its registrations, and costs few calls from then on', async () => {
    const play = large();
    await play.deliverAll();
    const kept = unkept(play);
    play.ecs.pass(10 * MINUTE);
    const calls = await play.sweep();
    judge(play, () => {
      expect(kept).toEqual([]);
      expect(Math.max(...play.callsOfEvents)).toBeLessThanOrEqual(8);
      // nothing to do: pages of 100 instances and tasks, and tasks described
      expect(calls).toBeLessThanOrEqual(3 * (SIZE / 100) + 1);
    });
  });

  test('gets them without any event, by sweeps that stay within what ECS answers in a minute', async () => {
    const play = large();
    const calls: number[] = [];
    for (let minute = 0; minute < SIZE / 100; minute++) {
      play.ecs.events.length = 0;
      calls.push(await play.sweep());
      play.ecs.pass(MINUTE);
    }
    judge(play, () => {
      expect(unkept(play)).toEqual([]);
      expect(Math.max(...calls)).toBeLessThan(600);
    });
  });

  test('comes to rest whatever happens in it while ECS throttles, at a dozen calls for each event', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (steps) => {
        const play = large({ throttledOneIn: 8 });
        await play.deliverAll();
        for (const step of steps) {
          // another task definition comes to rest after hours here, fifty instances at a time
          await play.run({ ...step, happenings: step.happenings.filter(({ kind }) => kind !== 'deploy') });
        }
        await play.calm(() => unkept(play).length === 0);
        judge(play, () => {
          expect(unkept(play)).toEqual([]);
          expect(play.ecs.sins).toEqual([]);
          expect(Math.max(...play.callsOfEvents)).toBeLessThanOrEqual(12);
        });
      }),
      { numRuns: 1, seed },
    );
  });
});
