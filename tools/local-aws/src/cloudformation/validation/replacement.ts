import { isKnown } from '../evaluation/evaluate';
import { isObject, sameValue } from '../plain';
import type { Members, PropertySpecification, Replacement } from './specification';

/** How one property differs between what is deployed and what is wanted. */
export interface PropertyChange {
  readonly name: string;
  readonly replaces: Replacement;
  /** Whether the new value is only known once something else has been changed. */
  readonly dynamic: boolean;
}

/** The properties that differ, and whether AWS replaces the resource when they do. */
export function propertyChanges(wanted: unknown, deployed: unknown, members: Members): PropertyChange[] {
  const now = isObject(wanted) ? wanted : {};
  const before = isObject(deployed) ? deployed : {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names
    .filter((name) => !sameValue(now[name], before[name]))
    .map((name) => ({
      name,
      replaces: replacementOf(now[name], before[name], members[name]),
      dynamic: !isKnown(now[name]),
    }));
}

/** The strongest effect of the members that changed: a nested member may replace where its parent does not. */
function replacementOf(now: unknown, before: unknown, specification: PropertySpecification | undefined): Replacement {
  if (specification === undefined || specification.replaces !== 'no') {
    return specification?.replaces ?? 'no';
  }
  const { shape } = specification;
  if (shape.kind !== 'object' || !isObject(now) || !isObject(before)) {
    return 'no';
  }
  const nested = propertyChanges(now, before, shape.members()).map(({ replaces }) => replaces);
  return nested.includes('yes') ? 'yes' : nested.includes('maybe') ? 'maybe' : 'no';
}
