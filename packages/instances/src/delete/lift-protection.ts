import type { AutoScalingPort } from './auto-scaling-port';
import { nextStep } from './lift';

export interface Patience {
  /** Waits a little for instances that are on their way in or out; false once there is no time left. */
  readonly pause: () => Promise<boolean>;
}

/**
 * Takes the scale-in protection from a group and all its instances: CloudFormation deletes a group by scaling it to
 * zero, and waits for ever for a protected instance. A group that is gone already is fine.
 */
export async function liftProtection(group: string, autoScaling: AutoScalingPort, { pause }: Patience): Promise<void> {
  if (!(await autoScaling.exists(group))) {
    return;
  }
  // first, so that no protected instance joins while the others are changed
  await autoScaling.launchUnprotected(group);
  for (;;) {
    const { batches, launching } = nextStep(await autoScaling.instances(group));
    const held = [...launching];
    for (const ids of batches) {
      if (!(await autoScaling.unprotect(group, ids))) {
        held.push(...ids);
      }
    }
    if (held.length === 0) {
      return;
    }
    if (!(await pause())) {
      throw new Error(
        `${held.join(', ')} of ${group} kept scale-in protection: an instance loses it only while it is in service; ` +
          `terminate what still boots and delete again`,
      );
    }
  }
}
