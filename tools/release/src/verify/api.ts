import { join } from 'node:path';
import { runToEnd } from '../process';

export interface ApiDifference {
  /** What compiled before and does not now; a line each. */
  readonly breaks: readonly string[];
}

/** How the public API of a package differs, as jsii-diff says it. Experimental or not: whoever uses it is broken. */
export async function compareApi(
  root: string,
  before: string,
  after: string,
  signal?: AbortSignal,
): Promise<ApiDifference> {
  const program = join(root, 'node_modules', 'jsii-diff', 'bin', 'jsii-diff');
  const args = [program, before, after, '--error-on', 'all', '--default-stability', 'experimental'];
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { code, stdout, stderr } = await runToEnd(process.execPath, args, { cwd: root, env, signal });
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return { breaks: code === 0 ? [] : lines.filter((line) => line !== '') };
}
