import { gzipSync } from 'node:zlib';
import { coded } from '../private/errors';
import { MOST_CHARACTERS, tooLarge } from './generation-text';

/**
 * At synthesis, of resolved content: what of it is known already must fit. Values that only the deployment knows may
 * still make it too large; then the deployment says so.
 */
export function checkGeneration(group: string, resolved: unknown): string[] {
  const known = typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
  const characters = Math.ceil(gzipSync(known, { level: 9 }).length / 3) * 4;
  return characters > MOST_CHARACTERS ? [coded('GenerationTooLarge', `group '${group}': ${tooLarge(characters)}`)] : [];
}
