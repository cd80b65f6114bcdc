import type { PlacementStrategy } from '@aws-sdk/client-ecs';
import { choosePlace, DEFAULT_STRATEGY, obstacle, type Place, type Wish } from '../../src/services/ecs/placement';

function place(arn: string, overrides: Partial<Place> & { zone?: string } = {}): Place {
  return {
    arn,
    freeCpu: 1000,
    freeMemory: 1000,
    usedTcp: new Set([22]),
    usedUdp: new Set(),
    taskGroups: [],
    fields: {},
    attributes: new Map([['ecs.availability-zone', overrides.zone ?? 'a']]),
    ...overrides,
  };
}

function wish(overrides: Partial<Wish> = {}, demand: Partial<Wish['demand']> = {}): Wish {
  return {
    group: 'service:web',
    constraints: [],
    strategy: [],
    ...overrides,
    demand: { cpu: 100, memory: 100, tcp: [], udp: [], attributes: [], ...demand },
  };
}

describe('an instance', () => {
  test.each<[string, Wish, string | undefined]>([
    ['takes what fits', wish(), undefined],
    ['refuses for CPU', wish({}, { cpu: 1001 }), 'RESOURCE:CPU'],
    ['refuses for memory', wish({}, { memory: 1001 }), 'RESOURCE:MEMORY'],
    ['refuses for a TCP port', wish({}, { tcp: [22] }), 'RESOURCE:PORTS'],
    ['takes the same port over UDP', wish({}, { udp: [22] }), undefined],
    ['refuses for a missing attribute', wish({}, { attributes: ['fluentd'] }), 'ATTRIBUTE'],
    ['refuses for an attribute of another value', wish({}, { attributes: ['ecs.availability-zone=b'] }), 'ATTRIBUTE'],
    ['takes an attribute of that value', wish({}, { attributes: ['ecs.availability-zone=a'] }), undefined],
    [
      'refuses for an expression',
      wish({ constraints: [{ type: 'memberOf', expression: 'attribute:ecs.availability-zone == b' }] }),
      'MEMBEROF',
    ],
  ])('%s', (_, wanted, expected) => {
    expect(obstacle(place('i'), wanted)).toBe(expected);
  });

  test('refuses a second task of its group under distinctInstance', () => {
    const distinct = wish({ constraints: [{ type: 'distinctInstance' }] });
    expect(obstacle(place('i', { taskGroups: ['service:web'] }), distinct)).toBe('DISTINCTINSTANCE');
    expect(obstacle(place('i', { taskGroups: ['service:other'] }), distinct)).toBeUndefined();
  });
});

describe('the placement strategy', () => {
  const spread: PlacementStrategy = { type: 'spread', field: 'attribute:ecs.availability-zone' };
  const chosen = (places: Place[], strategy: readonly PlacementStrategy[], random = () => 0) =>
    choosePlace(places, wish({ strategy }), random)?.arn;

  test('spread over zones counts the tasks of the same group in each', () => {
    const places = [
      place('1', { taskGroups: ['service:web'] }),
      place('2', { zone: 'a' }),
      place('3', { zone: 'b', taskGroups: ['service:other'] }),
    ];
    expect(chosen(places, [spread])).toBe('3');
  });

  test('spread over instances takes the one with fewest of the group', () => {
    expect(
      chosen([place('1', { taskGroups: ['service:web'] }), place('2')], [{ type: 'spread', field: 'instanceId' }]),
    ).toBe('2');
  });

  test.each([
    ['memory', '2'],
    ['cpu', '1'],
  ])('binpack on %s takes the instance with least of it left', (field, expected) => {
    const places = [place('1', { freeCpu: 200, freeMemory: 900 }), place('2', { freeCpu: 900, freeMemory: 200 })];
    expect(chosen(places, [{ type: 'binpack', field }])).toBe(expected);
  });

  test('random takes any that fits', () => {
    const places = [place('1'), place('2'), place('full', { freeCpu: 0 })];
    expect(chosen(places, [{ type: 'random' }], () => 0)).toBe('1');
    expect(chosen(places, [{ type: 'random' }], () => 0.99)).toBe('2');
  });

  test('is applied in order: spread first, then binpack within the zone', () => {
    const places = [
      place('1', { freeMemory: 900 }),
      place('2', { freeMemory: 300 }),
      place('3', { zone: 'b', freeMemory: 100, taskGroups: ['service:web'] }),
    ];
    expect(chosen(places, [spread, { type: 'binpack', field: 'memory' }])).toBe('2');
  });

  test('of a service that states none spreads over zones, then instances', () => {
    const web = 'service:web';
    const zoneB = [place('3', { zone: 'b', taskGroups: [web] }), place('4', { zone: 'b' })];
    expect(chosen([place('1', { taskGroups: [web] }), ...zoneB], DEFAULT_STRATEGY)).toBe('4');
    expect(chosen([place('1'), place('2', { taskGroups: [web, web] }), ...zoneB], DEFAULT_STRATEGY)).toBe('4');
    expect(
      chosen([place('1', { taskGroups: [web] }), place('2', { zone: 'b', taskGroups: [web, web] })], DEFAULT_STRATEGY),
    ).toBe('1');
  });

  test('finds nothing where nothing fits', () => {
    expect(chosen([place('1', { freeMemory: 99 })], [])).toBeUndefined();
  });
});
