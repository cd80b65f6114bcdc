import { createHash } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../failure';
import type { BuiltRelease } from '../model';
import { ask } from './http';
import { pythonVersion } from '../build/guard';
import type { Presence, Registry } from './registry';
import type { CheckedFile } from './released';

/** How a wheel gets to the index: uploaded from here, or put into a folder that somebody else uploads. */
export type Delivery =
  | { readonly upload: string; readonly login: { readonly user: string; readonly password: string } }
  | { readonly stage: string };

export interface PyPiOptions {
  /** The address of its simple API. */
  readonly simple: string;
  /** Absent where nothing is published. */
  readonly delivery?: Delivery;
  readonly signal?: AbortSignal;
}

/** PyPI, or whatever speaks its protocols: the simple index (PEP 503) and uploads as twine makes them. */
export class PyPi implements Registry {
  public readonly name = 'PyPI';
  public readonly kind = 'wheel';
  private readonly staged = new Set<string>();

  public constructor(private readonly options: PyPiOptions) {}

  public async presence(release: BuiltRelease, file: CheckedFile): Promise<Presence> {
    if (this.staged.has(file.name)) {
      return 'same';
    }
    const published = (await this.files(release.pypiName)).get(file.name);
    if (published === undefined) {
      return 'absent';
    }
    return published === sha256(file.content) ? 'same' : 'other';
  }

  public async has(npmName: string, version: string): Promise<boolean> {
    // the names differ in the scope alone: @ecs-groundwork/network, ecs-groundwork-network
    const name = npmName.slice(1).replace('/', '-');
    const wheel = `${name.replaceAll('-', '_')}-${pythonVersion(version)}-`;
    return [...(await this.files(name)).keys(), ...this.staged].some((file) => file.startsWith(wheel));
  }

  public async publish(release: BuiltRelease, file: CheckedFile): Promise<void> {
    const { delivery } = this.options;
    if (!delivery) {
      throw failure('NoDelivery', `nothing says how ${file.name} gets to PyPI: give --upload or --stage`);
    }
    if ('stage' in delivery) {
      await mkdir(delivery.stage, { recursive: true });
      await copyFile(file.path, join(delivery.stage, file.name));
      this.staged.add(file.name);
      return;
    }
    const { user, password } = delivery.login;
    const reply = await fetch(delivery.upload, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
      body: form(release, file),
      signal: this.options.signal,
    });
    if (!reply.ok) {
      const text = (await reply.text()).slice(0, 300);
      throw failure(
        'PyPiRefused',
        `PyPI did not take ${file.name}, but answered ${reply.status}; once that is mended, run this again:\n${text}`,
      );
    }
  }

  /** SHA-256 by file name. */
  private async files(name: string): Promise<Map<string, string>> {
    const page = await ask('PyPI', `${this.options.simple.replace(/\/*$/, '/')}${name}/`, {
      headers: { accept: 'text/html' },
      signal: this.options.signal,
    });
    const links = (page ?? '').matchAll(/href="[^"]*?([^"/#]+)#sha256=([0-9a-f]{64})"/g);
    return new Map([...links].map(([, file, hash]) => [decodeURIComponent(file ?? ''), hash ?? '']));
  }
}

/** The form of PyPI's upload API, with the fields that every index asks for. */
function form(release: BuiltRelease, file: CheckedFile): FormData {
  const fields = {
    ':action': 'file_upload',
    protocol_version: '1',
    metadata_version: '2.1',
    name: release.pypiName,
    version: release.pythonVersion,
    filetype: 'bdist_wheel',
    pyversion: 'py3',
    sha256_digest: sha256(file.content),
  };
  const data = new FormData();
  Object.entries(fields).forEach(([name, value]) => data.append(name, value));
  data.append('content', new Blob([new Uint8Array(file.content)]), file.name);
  return data;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
