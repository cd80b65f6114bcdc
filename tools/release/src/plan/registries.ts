import { delimiter, join } from 'node:path';
import { failure } from '../failure';
import { runToEnd } from '../process';

/** Who is asked which versions of a package there are. */
export interface Registries {
  /** Every version on npm; none when it does not know the package. */
  npm(name: string): Promise<readonly string[]>;
  /** Every version on PyPI. */
  pypi(name: string): Promise<readonly string[]>;
}

const WAY_OUT = 'try again, or plan without asking: --offline';

/** The registries that npm and pip of this machine are configured for. */
export function configuredRegistries(root: string, signal?: AbortSignal): Registries {
  const python = join(root, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  const env = { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) };
  return {
    async npm(name) {
      const { code, stdout, stderr } = await runToEnd('npm', ['view', name, 'versions', '--json'], {
        cwd: root,
        env,
        signal,
      });
      if (code === 0) {
        const versions = JSON.parse(stdout || '[]') as string | string[];
        return typeof versions === 'string' ? [versions] : versions;
      }
      if (/\bE404\b/.test(stdout + stderr)) {
        return [];
      }
      throw failure(
        'RegistryUnreachable',
        `npm did not say which versions of ${name} there are: ${WAY_OUT}\n${stderr.trim()}`,
      );
    },
    async pypi(name) {
      const args = ['-m', 'pip', '--disable-pip-version-check', 'index', 'versions', '--retries', '1', name];
      const { stdout, stderr } = await runToEnd(python, args, { cwd: root, env, signal });
      const line = /^Available versions: (.+)$/m.exec(stdout)?.[1];
      if (line === undefined) {
        throw failure(
          'RegistryUnreachable',
          `pip did not say which versions of ${name} PyPI has: ${WAY_OUT}\n${stderr.trim()}`,
        );
      }
      return line.split(', ');
    },
  };
}
