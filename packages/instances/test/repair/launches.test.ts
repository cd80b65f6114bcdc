import { launchVerdict } from '../../src/repair/launches';
import { LAUNCHES_TAG, memoryOf, memoryText } from '../../src/repair/launch-memory';
import type { Boot, LaunchMemory } from '../../src/repair/model';
import { type LaunchesPort, type LaunchingGroup, resumeLaunches } from '../../src/repair/resume-launches';
import { ago, NOW } from './a-host';

/** Boots that ended so many minutes ago, a minute after they began. */
const failed = (...minutes: number[]): Boot[] =>
  minutes.map((ended) => ({ startedAt: ago(ended + 1), endedAt: ago(ended), succeeded: false }));
const succeeded = (ended: number): Boot => ({ startedAt: ago(ended + 1), endedAt: ago(ended), succeeded: true });

const going = { launchesSuspended: false };
const suspendedByUs = { launchesSuspended: true, memory: { state: 'suspended', at: ago(10) } as const };

describe('launches', () => {
  test.each([
    ['go on after two failed boots', failed(1, 2), 'none'],
    ['are suspended after three in a row', failed(3, 1, 2), 'suspend'],
    ['go on when one of the last three succeeded', [...failed(1, 3, 4), succeeded(2)], 'none'],
    ['are suspended whatever was before', [...failed(1, 2, 3), succeeded(4)], 'suspend'],
  ])('%s', (_, boots, verdict) => expect(launchVerdict(going, boots)).toBe(verdict));

  test('begin to count anew when they were resumed, and with boots that began afterwards', () => {
    const memory: LaunchMemory = { state: 'resumed', at: ago(3.5) };
    expect(launchVerdict({ ...going, memory }, failed(1, 2, 3))).toBe('none');
    expect(launchVerdict({ ...going, memory }, failed(0, 1, 2))).toBe('suspend');
  });

  test('stay suspended, until a boot succeeds after all', () => {
    expect(launchVerdict(suspendedByUs, [...failed(1, 2, 3), succeeded(11)])).toBe('none');
    expect(launchVerdict(suspendedByUs, [succeeded(9)])).toBe('resume');
  });

  test('are noted when somebody else resumed them', () => {
    expect(launchVerdict({ ...suspendedByUs, launchesSuspended: false }, failed(11, 12, 13))).toBe('note');
  });

  test.each([undefined, { state: 'resumed', at: ago(60) } as const])(
    'are a person’s when a person suspended them',
    (memory) => {
      expect(launchVerdict({ launchesSuspended: true, memory }, [...failed(1, 2, 3)])).toBe('none');
      expect(launchVerdict({ launchesSuspended: true, memory }, [succeeded(1)])).toBe('none');
    },
  );

  test('are remembered in a tag, in words', () => {
    expect(LAUNCHES_TAG).toBe('ecs-groundwork:launches');
    const memory: LaunchMemory = { state: 'suspended', at: NOW };
    expect(memoryText(memory)).toBe('suspended 2026-01-01T00:00:00.000Z');
    expect(memoryOf(memoryText(memory))).toEqual(memory);
    expect(['', 'suspended', 'suspended soon', 'off 2026-01-01'].map(memoryOf)).toEqual(Array(4).fill(undefined));
  });
});

/** Groups of a tag, as they are at each look. */
function world(...looks: LaunchingGroup[][]) {
  const done: string[] = [];
  let look = 0;
  const port: LaunchesPort = {
    find: () => Promise.resolve(looks[Math.min(look++, looks.length - 1)] ?? []),
    resumeLaunches: async (group) => void done.push(`resume ${group}`),
    remember: async (group, { state, at }) => void done.push(`remember ${group} ${state} ${at}`),
  };
  const pause = async () => void done.push('pause');
  return { done, resume: () => resumeLaunches(port, { now: () => NOW, pause }) };
}

describe('a deployment', () => {
  const mine = { name: 'g', ...suspendedByUs };
  const free = { name: 'g', launchesSuspended: false };

  test('resumes launches that failed boots suspended', async () => {
    const { done, resume } = world([mine], [free]);
    expect(await resume()).toEqual(['g']);
    expect(done).toEqual(['resume g', `remember g resumed ${NOW}`, 'pause', `remember g resumed ${NOW}`]);
  });

  test('looks again: a sweep may just have suspended them', async () => {
    const { done, resume } = world([free], [mine]);
    expect(await resume()).toEqual(['g']);
    expect(done).toEqual([`remember g resumed ${NOW}`, 'pause', 'resume g', `remember g resumed ${NOW}`]);
  });

  test('leaves alone what a person suspended', async () => {
    const { done, resume } = world([{ name: 'g', launchesSuspended: true }]);
    expect(await resume()).toEqual([]);
    expect(done).toEqual(['pause']);
  });

  test('does not wait where there is no group yet', async () => {
    const { done, resume } = world([]);
    expect(await resume()).toEqual([]);
    expect(done).toEqual([]);
  });
});
