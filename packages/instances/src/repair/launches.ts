import type { Boot, Group } from './model';

/** So many failed boots in a row are a cause of their own, that another boot would not cure. */
export const FAILED_BOOTS = 3;

/**
 * - `suspend`: launching goes on to fail.
 * - `resume`: a boot succeeded after all.
 * - `note`: a person or a deployment resumed launches; failures count anew from here.
 * - `none`.
 */
export type LaunchVerdict = 'suspend' | 'resume' | 'note' | 'none';

/** What is to become of a group's launches. Only what was suspended here is ever resumed here. */
export function launchVerdict(
  { launchesSuspended, memory }: Pick<Group, 'launchesSuspended' | 'memory'>,
  boots: readonly Boot[],
): LaunchVerdict {
  if (memory?.state === 'suspended') {
    if (!launchesSuspended) {
      return 'note';
    }
    return boots.some(({ succeeded, endedAt }) => succeeded && endedAt > memory.at) ? 'resume' : 'none';
  }
  return !launchesSuspended && failsTimeAndAgain(boots, memory?.at ?? 0) ? 'suspend' : 'none';
}

/** Boots that began before launches were last resumed were another attempt. */
function failsTimeAndAgain(boots: readonly Boot[], since: number): boolean {
  const latest = boots
    .filter(({ startedAt }) => startedAt > since)
    .sort((one, other) => other.endedAt - one.endedAt)
    .slice(0, FAILED_BOOTS);
  return latest.length === FAILED_BOOTS && latest.every(({ succeeded }) => !succeeded);
}
