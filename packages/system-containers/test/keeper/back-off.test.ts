import * as fc from 'fast-check';
import { dueAt, LONGEST_PAUSE, RAN_WELL } from '../../src/keeper/back-off';
import { REASONS } from '../../src/keeper/reasons';
import { NOW, stopped } from './a-task';
import { ASSIGNMENT, MINUTE } from './simulated-ecs';

const { taskDefinition } = ASSIGNMENT;

/** When the next one is due, in minutes from the last failure, which is now. */
function pauseAfter(failures: number): number {
  const tasks = Array.from({ length: failures }, (_, index) => stopped(index, 0.1));
  return Math.max(0, dueAt(tasks, taskDefinition) - NOW) / MINUTE;
}

describe('the pause before a container is started again', () => {
  test('grows from nothing to eight minutes', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 50].map(pauseAfter)).toEqual([0, 0, 1, 2, 4, 8, 8, 8]);
  });

  test('begins anew after a task that ran well', () => {
    const wellFor = RAN_WELL / MINUTE;
    expect(dueAt([stopped(0, wellFor), stopped(20, 0.1), stopped(21, 0.1)], taskDefinition)).toBe(0);
    expect(dueAt([stopped(0, 0.1), stopped(1, wellFor), stopped(20, 0.1)], taskDefinition)).toBe(NOW);
  });

  test('counts a task whose containers never started', () => {
    const never = [1, 0].map((minutes) => stopped(minutes, 0, { startedAt: undefined }));
    expect(dueAt(never, taskDefinition)).toBe(NOW + MINUTE);
  });

  test('does not count what was told to stop, unless because it was unhealthy', () => {
    const told = (stoppedReason: string) =>
      [0, 1, 2].map((minutes) => stopped(minutes, 0.1, { stopCode: 'UserInitiated', stoppedReason }));
    expect(dueAt(told(REASONS.drained), taskDefinition)).toBe(0);
    expect(dueAt(told('by hand'), taskDefinition)).toBe(0);
    expect(dueAt(told(REASONS.unhealthy), taskDefinition)).toBe(NOW + 2 * MINUTE);
  });

  test('does not count failures of another task definition: the new one may be the cure', () => {
    const failed = [0, 1, 2, 3].map((minutes) => stopped(minutes, 0.1, { taskDefinition: 'agent:0' }));
    expect(dueAt(failed, taskDefinition)).toBe(0);
  });

  test('does not depend on the order in which ECS lists tasks', () => {
    const tasks = [0, 1, 30, 40].map((minutes) => stopped(minutes, minutes === 30 ? 10 : 0.1));
    fc.assert(
      fc.property(fc.shuffledSubarray(tasks, { minLength: tasks.length }), (shuffled) => {
        expect(dueAt(shuffled, taskDefinition)).toBe(NOW + MINUTE);
      }),
    );
  });

  test('does not shrink while the container keeps failing, though ECS forgets a stopped task after an hour', () => {
    let ends: number[] = [0];
    for (let start = 0; start < 300;) {
      const remembered = ends.filter((end) => end > start - 60);
      const tasks = remembered.map((end) => stopped(-end, 0.1));
      const due = Math.max(start, (dueAt(tasks, taskDefinition) - NOW) / MINUTE);
      if (ends.length >= 5) {
        expect(due - Math.max(...ends)).toBeCloseTo(LONGEST_PAUSE / MINUTE);
      }
      start = due + 0.1;
      ends = [...ends, start];
    }
    expect(ends.length).toBeGreaterThan(30);
  });
});
