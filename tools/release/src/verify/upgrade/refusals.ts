import type { Comparison } from './compare';
import { PROTECTED } from './protected';

const LOST = ['may be replaced', 'replaced', 'removed'];

/** What no release may do that is not breaking: a sentence for each resource that would be lost. */
export function refusalsOf(environment: string, { changes }: Comparison): string[] {
  return changes
    .filter(({ type, fate }) => type in PROTECTED && LOST.includes(fate))
    .map(({ stack, logicalId, type, fate, properties }) => {
      const why = properties.length > 0 ? ` (${properties.join(', ')})` : '';
      return `${environment}: ${type} ${logicalId} in ${stack} ${fate === 'may be replaced' ? fate : `is ${fate}`}${why}: ${PROTECTED[type]}`;
    });
}
