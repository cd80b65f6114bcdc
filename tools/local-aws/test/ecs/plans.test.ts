import * as fc from 'fast-check';
import { failureThreshold } from '../../src/services/ecs/circuit-breaker';
import { instancesFor, targetSize } from '../../src/services/ecs/managed-scaling';
import { crowdedZone } from '../../src/services/ecs/rebalance';
import { planDaemons, planReplicas, type DaemonHost, type PlannedTask } from '../../src/services/ecs/service-plan';
import { nextProvider } from '../../src/services/ecs/strategy';

/** `K` kept and running, `k` kept and starting, `L` leaving and running, `l` leaving and starting. */
function tasks(text: string): PlannedTask[] {
  return [...text].map((letter, index) => ({
    arn: String(index),
    keep: 'Kk'.includes(letter),
    running: 'KL'.includes(letter),
  }));
}

describe('the plan for a replica service', () => {
  test.each<[string, string, number, number, number, number, string[]]>([
    ['starts all at once', '', 3, 100, 200, 3, []],
    ['starts what is missing', 'Kk', 3, 100, 200, 1, []],
    ['stops the surplus', 'KKK', 1, 100, 200, 0, ['1', '2']],
    ['starts newcomers beside the old ones', 'LL', 2, 100, 200, 2, []],
    ['starts no more than the maximum allows', 'LLLL', 4, 100, 150, 2, []],
    ['stops an old one for each newcomer that runs', 'LLKk', 2, 100, 200, 0, ['0']],
    ['stops first where the minimum allows', 'LL', 2, 50, 100, 0, ['0']],
    ['starts in the place of what has stopped', 'L', 2, 50, 100, 1, []],
    ['ends old ones that never ran', 'lK', 1, 100, 200, 0, ['0']],
    ['stops everything at 0', 'KK', 0, 100, 200, 0, ['0', '1']],
  ])('%s', (_, text, desired, minimumHealthyPercent, maximumPercent, start, stop) => {
    expect(planReplicas(tasks(text), { desired, minimumHealthyPercent, maximumPercent })).toEqual({ start, stop });
  });

  test('replaces every task within its bounds', () => {
    const bounds = fc.record({
      desired: fc.integer({ min: 1, max: 10 }),
      minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
      maximumPercent: fc.integer({ min: 100, max: 200 }),
    });
    fc.assert(
      fc.property(bounds, (limits) => {
        const { desired, minimumHealthyPercent, maximumPercent } = limits;
        const floor = Math.ceil((desired * minimumHealthyPercent) / 100);
        const ceiling = Math.floor((desired * maximumPercent) / 100);
        fc.pre(floor < desired || ceiling > desired);
        let current = tasks('L'.repeat(desired));
        for (let round = 0; round < 50 && !(current.length === desired && current.every(({ keep }) => keep)); round++) {
          const plan = planReplicas(current, limits);
          current = current.filter(({ arn }) => !plan.stop.includes(arn));
          expect(current.length).toBeGreaterThanOrEqual(floor);
          current.push(
            ...Array.from({ length: plan.start }, (__, index) => ({
              arn: `n${round}-${index}`,
              keep: true,
              running: true,
            })),
          );
          expect(current.length).toBeLessThanOrEqual(ceiling);
        }
        expect(current).toHaveLength(desired);
        expect(current.every(({ keep }) => keep)).toBe(true);
      }),
    );
  });
});

describe('the plan for a daemon service', () => {
  const host = (instanceArn: string, overrides: Partial<DaemonHost> = {}): DaemonHost => ({
    instanceArn,
    eligible: true,
    busy: false,
    ...overrides,
  });
  const task = (arn: string, keep: boolean): PlannedTask => ({ arn, keep, running: true });

  test('starts one on every eligible instance without', () => {
    expect(planDaemons([host('1'), host('2', { task: task('t', true) }), host('3', { eligible: false })], 0)).toEqual({
      startOn: ['1'],
      stop: [],
    });
  });

  test('leaves a draining instance last', () => {
    const leaving = { eligible: false, task: task('t', true) };
    expect(planDaemons([host('1', { ...leaving, busy: true })], 0).stop).toEqual([]);
    expect(planDaemons([host('1', leaving)], 0).stop).toEqual(['t']);
  });

  test('replaces as many at once as the minimum allows', () => {
    const hosts = ['1', '2', '3', '4'].map((arn) => host(arn, { task: task(`t${arn}`, false) }));
    expect(planDaemons(hosts, 0).stop).toEqual(['t1', 't2', 't3', 't4']);
    expect(planDaemons(hosts, 75).stop).toEqual(['t1']);
    expect(planDaemons(hosts, 100).stop).toEqual([]);
  });
});

describe('the circuit breaker', () => {
  test.each([
    [1, 3],
    [6, 3],
    [7, 4],
    [100, 50],
    [1000, 200],
  ])('of a service of %i opens after %i failures', (desired, expected) => {
    expect(failureThreshold(desired)).toBe(expected);
  });
});

describe('a capacity provider strategy', () => {
  test.each([
    [[{ capacityProvider: 'a', weight: 1 }], 'aaaa'],
    [
      [
        { capacityProvider: 'a', base: 2, weight: 1 },
        { capacityProvider: 'b', weight: 1 },
      ],
      'aaabab',
    ],
    [
      [
        { capacityProvider: 'a', weight: 1 },
        { capacityProvider: 'b', weight: 3 },
      ],
      'abbbab',
    ],
    [
      [
        { capacityProvider: 'a', base: 1, weight: 0 },
        { capacityProvider: 'b', weight: 1 },
      ],
      'abbb',
    ],
  ])('%j places %s', (strategy, expected) => {
    let placed = '';
    while (placed.length < expected.length) {
      placed += nextProvider(strategy, (provider) => [...placed].filter((letter) => letter === provider).length) ?? '-';
    }
    expect(placed).toBe(expected);
  });
});

describe('managed scaling', () => {
  const demand = (memory: number, tcp: number[] = []) => ({ cpu: 0, memory, tcp, udp: [], attributes: [] });
  const capacity = { cpu: 1024, memory: 1000 };

  test.each<[string, ReturnType<typeof demand>[], number]>([
    ['packs what fits on one', [demand(400), demand(600)], 1],
    ['opens another for what does not', [demand(600), demand(600)], 2],
    ['separates the same port', [demand(10, [80]), demand(10, [80])], 2],
    ['leaves out what is larger than an instance', [demand(1001)], 0],
    ['needs none for nothing', [], 0],
  ])('%s', (_, waiting, expected) => {
    expect(instancesFor(waiting, capacity)).toBe(expected);
  });

  const state = { min: 0, max: 10, targetCapacity: 100, minimumStep: 1, maximumStep: 10_000 };
  test.each<[string, Partial<typeof state> & { needed: number; current: number }, number]>([
    ['grows to what is needed', { needed: 5, current: 3 }, 5],
    ['keeps spare instances below a target of 100', { needed: 4, current: 4, targetCapacity: 80 }, 5],
    ['takes two instances as the first step from none', { needed: 1, current: 0 }, 2],
    ['but not more than the maximum', { needed: 1, current: 0, max: 1 }, 1],
    ['takes no more than its largest step', { needed: 9, current: 1, maximumStep: 3 }, 4],
    ['takes no less than its smallest', { needed: 2, current: 1, minimumStep: 4 }, 5],
    ['shrinks to what is needed', { needed: 1, current: 4 }, 1],
    ['but not below the minimum', { needed: 0, current: 4, min: 2 }, 2],
  ])('%s', (_, input, expected) => {
    expect(targetSize({ ...state, ...input })).toBe(expected);
  });
});

describe('Availability Zone rebalancing', () => {
  test.each<[Record<string, number>, string[], string | undefined]>([
    [{ a: 3, b: 1 }, ['a', 'b'], 'a'],
    [{ a: 2, b: 1 }, ['a', 'b'], undefined],
    [{ a: 2 }, ['a', 'b'], 'a'],
    [{ a: 3 }, ['a'], undefined],
    [{ a: 3, b: 1 }, ['a'], undefined],
    [{}, ['a'], undefined],
  ])('of %j with room in %j moves a task from %s', (counts, open, expected) => {
    expect(crowdedZone(new Map(Object.entries(counts)), new Set(open))).toBe(expected);
  });
});
