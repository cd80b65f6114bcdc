import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { failure } from '../failure';

export interface CrashRequest {
  /** Holds `publish.cjs`. */
  readonly out: string;
  readonly npm: string;
  /** Configuration for npm, with its token. */
  readonly npmrc: string;
  readonly python: {
    readonly simple: string;
    readonly upload: string;
    readonly user: string;
    readonly password: string;
  };
  readonly signal: AbortSignal;
}

/**
 * Publishes as the workflow does, with `publish.cjs` in a process of its own, and kills it at the moment when npm has
 * everything and the first wheel is sent to the Python index: uploads go to a server that kills instead of answering.
 */
export async function publishAndDie({ out, npm, npmrc, python, signal }: CrashRequest): Promise<void> {
  let kill = (): void => undefined;
  const server = createServer((request) => {
    request.resume();
    kill();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const upload = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const args = [out, '--npm', npm, '--pypi', python.simple, '--upload', upload];
    const child = spawn(process.execPath, [join(out, 'publish.cjs'), ...args], {
      cwd: out,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        NPM_CONFIG_USERCONFIG: npmrc,
        TWINE_USERNAME: python.user,
        TWINE_PASSWORD: python.password,
      },
    });
    kill = () => child.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    const ended = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (_, name) => resolve(name));
    });
    signal.throwIfAborted();
    if (ended !== 'SIGKILL') {
      throw failure('RehearsalFailed', `publish.cjs ended before it came to the Python index:\n${errors}`);
    }
  } finally {
    signal.removeEventListener('abort', kill);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
