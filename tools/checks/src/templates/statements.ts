import type { TemplateFile } from './assembly';
import { placeOf } from './assembly';

/** A statement of any policy in a template, of an identity or of a resource. */
export interface Statement {
  readonly place: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly conditioned: boolean;
}

interface RawStatement {
  readonly Effect?: string;
  readonly Action?: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/** Every statement, wherever in a resource its document stands. */
export function statementsOf(template: TemplateFile): Statement[] {
  return Object.entries(template.resources).flatMap(([logicalId, { Properties }]) =>
    documentsIn(Properties).flatMap((statements) =>
      statements.map(({ Effect = '', Action = [], Resource = [], Condition }) => ({
        place: placeOf(template, logicalId),
        effect: Effect,
        actions: [Action].flat(),
        resources: [Resource].flat(),
        conditioned: Condition !== undefined,
      })),
    ),
  );
}

/** Actions that stand for more than one: a prefix is as unforeseeable as everything. */
export const isWildcard = (action: string) => action.includes('*');

function documentsIn(value: unknown): RawStatement[][] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const own = 'Statement' in value && 'Version' in value ? [[value.Statement].flat() as RawStatement[]] : [];
  return [...own, ...Object.values(value).flatMap(documentsIn)];
}
