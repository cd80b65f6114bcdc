import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';

/** What becomes of a resource when a stack is updated to another template. */
export type Fate = 'added' | 'updated' | 'may be replaced' | 'replaced' | 'removed';

export interface Change {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly fate: Fate;
  /** The properties that differ. */
  readonly properties: readonly string[];
}

export interface Comparison {
  readonly unchanged: number;
  /** In the order of stacks and of the templates. */
  readonly changes: readonly Change[];
}

/** Templates by the names of their stacks. */
export type Templates = Readonly<Record<string, Template>>;

export interface Template {
  readonly Resources?: Readonly<Record<string, unknown>>;
}

const FATES: Readonly<Record<ResourceImpact, Fate | undefined>> = {
  [ResourceImpact.NO_CHANGE]: undefined,
  [ResourceImpact.WILL_IMPORT]: undefined,
  [ResourceImpact.WILL_CREATE]: 'added',
  [ResourceImpact.WILL_UPDATE]: 'updated',
  [ResourceImpact.MAY_REPLACE]: 'may be replaced',
  [ResourceImpact.WILL_REPLACE]: 'replaced',
  [ResourceImpact.WILL_DESTROY]: 'removed',
  [ResourceImpact.WILL_ORPHAN]: 'removed',
};

/** What an update of all stacks of an app would do. */
export function compareTemplates(before: Templates, after: Templates): Comparison {
  const stacks = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changes = stacks.flatMap((stack) => compareStack(stack, before[stack] ?? {}, after[stack] ?? {}));
  const total = stacks.flatMap((stack) => Object.keys(before[stack]?.Resources ?? {})).length;
  return { unchanged: total - changes.filter(({ fate }) => fate !== 'added').length, changes };
}

function compareStack(stack: string, before: Template, after: Template): Change[] {
  const changes: Change[] = [];
  fullDiff({ ...before }, { ...after }).resources.forEachDifference((logicalId, difference) => {
    const fate = FATES[difference.changeImpact];
    if (fate) {
      const type = difference.newResourceType ?? difference.oldResourceType ?? '';
      changes.push({ stack, logicalId, type, fate, properties: Object.keys(difference.propertyUpdates) });
    }
  });
  return changes;
}
