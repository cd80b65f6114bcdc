import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { failure } from '../failure';
import type { BuiltRelease } from '../model';
import { ask } from './http';
import type { Presence, Registry } from './registry';
import type { CheckedFile } from './released';

export interface NpmOptions {
  readonly url: string;
  /** Says where it was built; only a registry that speaks OIDC with the workflow takes it. */
  readonly provenance?: boolean;
  /** A file that says who publishes. @default - the user's own */
  readonly userConfiguration?: string;
  readonly signal?: AbortSignal;
}

interface Packument {
  readonly versions?: Readonly<Record<string, { readonly dist: { readonly integrity?: string } } | undefined>>;
}

const ERROR_LINES = 15;

/** npm, or whatever speaks its protocol. Who publishes is npm's own configuration. */
export class Npm implements Registry {
  public readonly name = 'npm';
  public readonly kind = 'npm';
  private readonly url: string;

  public constructor(private readonly options: NpmOptions) {
    this.url = options.url.replace(/\/*$/, '/');
  }

  public async presence(release: BuiltRelease, file: CheckedFile): Promise<Presence> {
    const version = (await this.packument(release.npmName)).versions?.[release.version];
    if (!version) {
      return 'absent';
    }
    const sha512 = createHash('sha512').update(file.content).digest('base64');
    return version.dist.integrity === `sha512-${sha512}` ? 'same' : 'other';
  }

  public async has(npmName: string, version: string): Promise<boolean> {
    return (await this.packument(npmName)).versions?.[version] !== undefined;
  }

  public async publish(release: BuiltRelease, file: CheckedFile): Promise<void> {
    const [scope] = release.npmName.split('/');
    const args = [
      'publish',
      file.path,
      '--access=public',
      `--registry=${this.url}`,
      // a registry that the machine is configured for the scope with would win otherwise
      `--${scope}:registry=${this.url}`,
      // who installs without a version must not get a pre-release
      `--tag=${release.version.includes('-') ? 'next' : 'latest'}`,
      '--ignore-scripts',
      ...(this.options.provenance ? ['--provenance'] : []),
    ];
    const { code, output } = await npm(args, this.options);
    if (code !== 0) {
      const tail = output.trim().split('\n').slice(-ERROR_LINES).join('\n');
      throw failure('NpmRefused', `npm did not take ${release.tag}; once that is mended, run this again:\n${tail}`);
    }
  }

  private async packument(name: string): Promise<Packument> {
    const reply = await ask('npm', `${this.url}${name.replace('/', '%2f')}`, { signal: this.options.signal });
    return reply === undefined ? {} : (JSON.parse(reply) as Packument);
  }
}

async function npm(
  args: readonly string[],
  { userConfiguration, signal }: NpmOptions,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      env: { ...process.env, ...(userConfiguration && { NPM_CONFIG_USERCONFIG: userConfiguration }) },
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
