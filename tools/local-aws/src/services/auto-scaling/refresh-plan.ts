/** An instance as an instance refresh sees it. */
export interface RefreshInstance {
  readonly id: string;
  readonly outdated: boolean;
  readonly protectedFromScaleIn: boolean;
  /** In service and past its warm-up. */
  readonly ready: boolean;
  readonly terminating: boolean;
}

export interface RefreshRules {
  /** Of the desired capacity. */
  readonly minHealthyPercentage: number;
  readonly maxHealthyPercentage: number;
  readonly protectedInstances: 'Refresh' | 'Ignore' | 'Wait';
}

export type RefreshStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly surge: number; readonly reason?: string }
  | { readonly kind: 'replace'; readonly terminate: readonly string[]; readonly surge: number };

/**
 * What an instance refresh does next. With a maximum above 100 it launches first and terminates what the floor then
 * allows; otherwise it terminates first, one at least, else a small group could never be refreshed.
 */
export function nextRefreshStep(
  instances: readonly RefreshInstance[],
  desired: number,
  rules: RefreshRules,
): RefreshStep {
  const live = instances.filter(({ terminating }) => !terminating);
  const outdated = live.filter((instance) => instance.outdated);
  const remaining =
    rules.protectedInstances === 'Ignore' ? outdated.filter((instance) => !instance.protectedFromScaleIn) : outdated;
  const ready = live.filter((instance) => instance.ready);

  if (remaining.length === 0) {
    // The last old instance counts as replaced when it is gone, not while its hooks still hold it.
    const leaving = instances.some((instance) => instance.terminating && instance.outdated);
    const complete = live.length >= desired && ready.length === live.length;
    return complete && !leaving ? { kind: 'done' } : { kind: 'wait', surge: 0 };
  }

  const surge = Math.min(remaining.length, allowedSurge(desired, rules));
  const floor = Math.ceil((desired * rules.minHealthyPercentage) / 100);
  const mayGo = ready.length - (surge > 0 ? floor : Math.min(floor, desired - 1));
  const replaceable = remaining.filter(
    (instance) => rules.protectedInstances === 'Refresh' || !instance.protectedFromScaleIn,
  );
  if (replaceable.length === 0) {
    return { kind: 'wait', surge: 0, reason: `waiting for ${remaining.length} instances protected from scale-in` };
  }
  // An instance that is not ready adds nothing to the healthy ones: it may always go, and goes first.
  const sick = replaceable.filter((instance) => !instance.ready);
  const healthy = replaceable.filter((instance) => instance.ready).slice(0, Math.max(0, mayGo));
  const terminate = [...sick, ...healthy].map(({ id }) => id);
  // The last to go need no newcomer beside them: theirs are here already, or fill the place that they leave.
  const surgeAfter = Math.min(surge, remaining.length - terminate.length);
  return terminate.length > 0 ? { kind: 'replace', terminate, surge: surgeAfter } : { kind: 'wait', surge };
}

function allowedSurge(desired: number, { maxHealthyPercentage }: RefreshRules): number {
  if (maxHealthyPercentage <= 100) {
    return 0;
  }
  return Math.max(1, Math.floor((desired * maxHealthyPercentage) / 100) - desired);
}
