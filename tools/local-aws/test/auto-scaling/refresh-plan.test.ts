import * as fc from 'fast-check';
import { nextRefreshStep, type RefreshInstance, type RefreshRules } from '../../src/services/auto-scaling/refresh-plan';

const RULES: RefreshRules = { minHealthyPercentage: 100, maxHealthyPercentage: 110, protectedInstances: 'Refresh' };

/** `O` outdated, `N` new, small letters not ready, `P` outdated and protected, `x` outdated and terminating. */
function instances(text: string): RefreshInstance[] {
  return [...text].map((letter, index) => ({
    id: `i${index}`,
    outdated: 'OoPx'.includes(letter),
    protectedFromScaleIn: letter === 'P',
    ready: 'ONP'.includes(letter),
    terminating: letter === 'x',
  }));
}

describe('an instance refresh', () => {
  test.each<[string, string, number, Partial<RefreshRules>, object]>([
    ['launches before it terminates when it may exceed the size', 'OO', 2, {}, { kind: 'wait', surge: 1 }],
    ['terminates what the ready newcomer replaces', 'OON', 2, {}, { kind: 'replace', terminate: ['i0'], surge: 1 }],
    ['waits for the newcomer to be ready', 'OOn', 2, {}, { kind: 'wait', surge: 1 }],
    [
      'terminates first when it may not exceed the size',
      'OO',
      2,
      { maxHealthyPercentage: 100 },
      { kind: 'replace', terminate: ['i0'], surge: 0 },
    ],
    [
      'keeps the floor when it terminates first',
      'OOOO',
      4,
      { minHealthyPercentage: 50, maxHealthyPercentage: 100 },
      { kind: 'replace', terminate: ['i0', 'i1'], surge: 0 },
    ],
    [
      'replaces a sick instance whatever the floor',
      'Oo',
      2,
      { minHealthyPercentage: 90, maxHealthyPercentage: 100 },
      { kind: 'replace', terminate: ['i1'], surge: 0 },
    ],
    ['is done when all are new and ready', 'NN', 2, {}, { kind: 'done' }],
    ['is not done before the last is ready', 'Nn', 2, {}, { kind: 'wait', surge: 0 }],
    ['is not done while one is still to be launched', 'Nx', 2, {}, { kind: 'wait', surge: 0 }],
    ['is not done while the last old one is on its way out', 'NNx', 2, {}, { kind: 'wait', surge: 0 }],
    ['is done at once in an empty group', '', 0, {}, { kind: 'done' }],
    [
      'waits for protected instances by default',
      'PN',
      2,
      { protectedInstances: 'Wait' },
      { kind: 'wait', surge: 0, reason: 'waiting for 1 instances protected from scale-in' },
    ],
    ['passes protected instances by when told to', 'PN', 2, { protectedInstances: 'Ignore' }, { kind: 'done' }],
    ['replaces protected instances when told to', 'PNN', 2, {}, { kind: 'replace', terminate: ['i0'], surge: 0 }],
  ])('%s', (_, text, desired, rules, expected) => {
    expect(nextRefreshStep(instances(text), desired, { ...RULES, ...rules })).toEqual(expected);
  });

  test('replaces every instance of any group and never goes below the floor', () => {
    const rule = fc.record({
      minHealthyPercentage: fc.integer({ min: 0, max: 100 }),
      maxHealthyPercentage: fc.integer({ min: 100, max: 200 }),
      protectedInstances: fc.constant('Refresh' as const),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), rule, (desired, rules) => {
        let group = instances('O'.repeat(desired));
        const floor = Math.min(
          Math.ceil((desired * rules.minHealthyPercentage) / 100),
          desired - (rules.maxHealthyPercentage > 100 ? 0 : 1),
        );
        for (let round = 0; round < 10 * desired; round++) {
          const step = nextRefreshStep(group, desired, rules);
          if (step.kind === 'done') {
            expect(group.every(({ outdated }) => !outdated)).toBe(true);
            expect(group).toHaveLength(desired);
            return;
          }
          group = step.kind === 'replace' ? group.filter(({ id }) => !step.terminate.includes(id)) : group;
          expect(group.length).toBeGreaterThanOrEqual(floor);
          while (group.length < desired + step.surge) {
            group.push({
              id: `n${round}-${group.length}`,
              outdated: false,
              protectedFromScaleIn: false,
              ready: true,
              terminating: false,
            });
          }
          group = group.slice(0, desired + step.surge);
        }
        throw new Error('the refresh does not come to an end');
      }),
    );
  });
});
