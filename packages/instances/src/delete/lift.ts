/** An instance, as far as its protection goes. */
export interface GroupInstance {
  readonly id: string;
  readonly lifecycleState: string;
  readonly protectedFromScaleIn: boolean;
}

export interface Step {
  /** Instances to take the protection from now, in batches. */
  readonly batches: readonly (readonly string[])[];
  /** Instances that keep the group from emptying and cannot be changed yet. */
  readonly launching: readonly string[];
}

/** What `SetInstanceProtection` takes in one call. */
export const BATCH_SIZE = 50;

/** EC2 Auto Scaling refuses to change the protection of an instance in any other state. */
const CHANGEABLE = ['InService', 'EnteringStandby', 'Standby'];

/**
 * What is to be done so that no instance is protected. Instances on their way out do not count: protection does not
 * hold them.
 */
export function nextStep(instances: readonly GroupInstance[]): Step {
  const held = instances.filter((instance) => instance.protectedFromScaleIn);
  return {
    batches: batches(held.filter(({ lifecycleState }) => CHANGEABLE.includes(lifecycleState)).map(({ id }) => id)),
    launching: held.filter(({ lifecycleState }) => lifecycleState.startsWith('Pending')).map(({ id }) => id),
  };
}

function batches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / BATCH_SIZE) }, (_, index) =>
    ids.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
}
