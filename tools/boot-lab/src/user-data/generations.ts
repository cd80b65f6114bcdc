import { gzipSync } from 'node:zlib';
import type { InstanceStart } from './instances';
import type { ParameterVersion, World } from '../aws/world';

const APPROVED = 'approved';

/** What deployments of groups one after the other, of the same footprint, leave in the parameter. */
export function deployments(starts: readonly InstanceStart[], approved: number): World['parameters'] {
  const contents = starts.map(({ generations }) => Object.entries(generations)[0]);
  const names = new Set(contents.map(([name]) => name));
  if (names.size !== 1) {
    throw new Error(`these groups have several footprints: ${[...names].join(', ')}`);
  }
  return { [contents[0][0]]: contents.map(([, content], index) => version(content, index + 1 === approved)) };
}

/** After the first deployment. */
export function deployed(
  { generations, parameters }: InstanceStart,
  change: (content: string) => string,
): World['parameters'] {
  return Object.fromEntries([
    ...Object.entries(parameters).map(([name, value]) => [name, [{ value, labels: [] }]] as const),
    ...Object.entries(generations).map(([name, content]) => [name, [version(change(content), true)]] as const),
  ]);
}

/** As the roll-out writes it. */
function version(content: string, approved: boolean): ParameterVersion {
  return { value: gzipSync(content).toString('base64'), labels: approved ? [APPROVED] : [] };
}
