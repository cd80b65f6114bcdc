import { bootScenarios } from './boot';
import { environmentScenarios } from './environments';
import { generationScenarios } from './generations';
import { hostileScenarios } from './hostile';
import { liveScenarios } from './live';
import { reportScenarios } from './reports';
import { supervisionScenarios } from './supervision';
import { logScenarios } from './logs';
import { surroundingScenarios } from './surroundings';
import type { Scenario } from '../scenario';

/** All of them, in the order in which they are started. */
export const scenarios: readonly Scenario[] = [
  ...environmentScenarios,
  ...logScenarios,
  ...bootScenarios,
  ...surroundingScenarios,
  ...liveScenarios,
  ...reportScenarios,
  ...supervisionScenarios,
  ...generationScenarios,
  ...hostileScenarios,
];
