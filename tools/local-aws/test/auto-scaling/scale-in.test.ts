import * as fc from 'fast-check';
import { scaleInVictims, type Candidate } from '../../src/services/auto-scaling/scale-in';

function candidate(id: string, overrides: Partial<Candidate> = {}): Candidate {
  const age = Number(/\d+/.exec(id)?.[0] ?? 0);
  return {
    id,
    zone: id.charAt(0),
    launchedAt: new Date(age * 1000),
    templateVersion: 1,
    current: true,
    protectedFromScaleIn: false,
    ...overrides,
  };
}

describe('scale-in', () => {
  test('takes from the fullest zone first', () => {
    expect(scaleInVictims([candidate('a1'), candidate('b2'), candidate('b3')], 1, ['Default'])).toEqual(['b2']);
  });

  test('takes an instance of an older launch template before an older instance', () => {
    const all = [candidate('a1'), candidate('a2', { templateVersion: 1, current: false }), candidate('a3')];
    expect(scaleInVictims(all, 1, ['Default'])).toEqual(['a2']);
  });

  test.each([
    ['OldestInstance', 'a1'],
    ['NewestInstance', 'a3'],
  ])('with %s takes %s', (policy, victim) => {
    expect(scaleInVictims([candidate('a1'), candidate('a2'), candidate('a3')], 1, [policy])).toEqual([victim]);
  });

  test('leaves protected instances even when that leaves too many', () => {
    const all = [
      candidate('a1', { protectedFromScaleIn: true }),
      candidate('a2'),
      candidate('b3', { protectedFromScaleIn: true }),
    ];
    expect(scaleInVictims(all, 3, ['Default'])).toEqual(['a2']);
  });

  test('never unbalances zones that were even', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), fc.nat(20), (zones, each, count) => {
        const all = Array.from({ length: zones * each }, (_, index) =>
          candidate(`${'abcd'.charAt(index % zones)}${index}`),
        );
        const victims = scaleInVictims(all, count, ['Default']);
        expect(victims).toHaveLength(Math.min(count, all.length));
        const left = all.filter(({ id }) => !victims.includes(id));
        const counts = [...'abcd'].slice(0, zones).map((zone) => left.filter((one) => one.zone === zone).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
