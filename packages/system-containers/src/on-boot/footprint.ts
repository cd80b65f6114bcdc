import { createHash } from 'node:crypto';
import type * as instances from '@ecs-groundwork/instances';
import { parameterFolder } from '../rollout/parameter-folder';
import type { ContainerSpec } from '../spec/container-spec';

/** What programs on hosts understand by a generation. Another number is another footprint: hosts with other programs keep theirs. */
const CONTRACT = 1;

/**
 * The name of the parameter that holds the generations of a group with a footprint. Another footprint is another
 * parameter: while instances are replaced, those with the old one read the old one, and a stack that is rolled back finds
 * it again.
 */
export function parameterName(group: instances.IInstanceGroup, specs: readonly ContainerSpec[]): string {
  return `${parameterFolder(group)}/${footprint(group, specs)}`;
}

/**
 * What an instance has taken for its containers when it registered, and what is in its units: it cannot change in place.
 * Groups whose paths become the same name differ in it too.
 */
function footprint(group: instances.IInstanceGroup, specs: readonly ContainerSpec[]): string {
  const taken = specs
    .map(({ containerName, memoryLimitMiB, ports, required, startAfter, log }) => [
      containerName,
      memoryLimitMiB,
      ports.map(({ hostPort, protocol }) => `${hostPort}/${protocol}`).sort(),
      required,
      [...startAfter].sort(),
      log._driver,
    ])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  const text = JSON.stringify([CONTRACT, group.node.path, taken]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
