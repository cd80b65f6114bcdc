import type { EcsPort } from '../../src/keeper/ecs-port';
import type { Keeping } from '../../src/keeper/keeping';
import type { Assignment } from '../../src/keeper/model';
import { ASSIGNMENT, type SimulatedEcs } from './simulated-ecs';

/** A keeper in a simulated cluster, and how often it called ECS: a page of a list is a call. */
export interface Counted extends Keeping {
  readonly calls: () => number;
}

export function keepingIn(
  ecs: SimulatedEcs,
  assignment: Assignment = ASSIGNMENT,
  say: Keeping['say'] = () => undefined,
): Counted {
  let calls = 0;
  const counting: EcsPort = new Proxy(ecs, {
    get:
      (target, name) =>
      async (...input: unknown[]) => {
        calls += 1;
        const output: unknown = await (Reflect.get(target, name) as (...all: unknown[]) => unknown).apply(
          target,
          input,
        );
        calls += Array.isArray(output) ? Math.max(0, Math.ceil(output.length / 100) - 1) : 0;
        return output;
      },
  });
  return { ecs: counting, assignment, now: () => ecs.now, say, calls: () => calls };
}
