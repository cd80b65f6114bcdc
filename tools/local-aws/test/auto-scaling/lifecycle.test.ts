import { globalTimeout, recordHeartbeat, startAction, verdict } from '../../src/services/auto-scaling/lifecycle';
import { LAUNCHING, type Hook, type LifecycleResult } from '../../src/services/auto-scaling/model';

function hook(overrides: Partial<Hook> = {}): Hook {
  return { name: 'hook', transition: LAUNCHING, heartbeatTimeout: 100, defaultResult: 'ABANDON', ...overrides };
}

function actions(...results: (LifecycleResult | undefined)[]) {
  return results.map((result) => ({ ...startAction(hook(), 0), result }));
}

describe('the hooks of one instance', () => {
  test.each<[string, (LifecycleResult | undefined)[], string]>([
    ['wait while one has not answered', ['CONTINUE', undefined], 'wait'],
    ['continue when all do', ['CONTINUE', 'CONTINUE'], 'continue'],
    ['end with the first that abandons', [undefined, 'ABANDON'], 'abandon'],
    ['let an instance without hooks pass', [], 'continue'],
  ])('%s', (_, results, expected) => {
    expect(verdict(actions(...results), 10)).toBe(expected);
  });

  test('end with the default result when the heartbeat time-out has passed', () => {
    expect(verdict([startAction(hook({ defaultResult: 'CONTINUE' }), 0)], 100)).toBe('continue');
    expect(verdict([startAction(hook(), 0)], 100)).toBe('abandon');
  });

  test('wait on after a heartbeat', () => {
    const action = startAction(hook(), 0);
    recordHeartbeat(action, 99);
    expect(verdict([action], 198)).toBe('wait');
    expect(verdict([action], 199)).toBe('abandon');
  });

  test('end after 100 heartbeats whatever is recorded', () => {
    const action = startAction(hook(), 0);
    recordHeartbeat(action, 9_990);
    expect(verdict([action], 10_000)).toBe('abandon');
  });

  test('have 48 hours at most', () => {
    expect(globalTimeout({ heartbeatTimeout: 7200 })).toBe(48 * 3600);
  });
});
