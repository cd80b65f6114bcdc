import type { EcsPort } from './ecs-port';
import type { Assignment } from './model';

/** What keeping takes besides the instances that are looked at. */
export interface Keeping {
  readonly assignment: Assignment;
  readonly ecs: EcsPort;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears of everything that is done, and of what ECS refused. */
  readonly say: (line: object) => void;
}
