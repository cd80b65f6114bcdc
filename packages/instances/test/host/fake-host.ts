import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Rendered } from './user-data';
import { scratchFolder } from '../scratch';

export interface Run {
  readonly status: number | null;
  /** Standard output and error. */
  readonly output: string;
}

/** An instance without systemd: a folder as its root, and programs on `PATH` that stand in for those it would call. */
export class FakeHost {
  public readonly root = scratchFolder('host');
  private readonly fakes = scratchFolder('fakes');

  public constructor() {
    ['dev', 'etc/ecs', 'var/lib/cloud/instance'].forEach((folder) => {
      mkdirSync(join(this.root, folder), { recursive: true });
    });
    mkdirSync(join(this.fakes, 'answers'));
    mkdirSync(join(this.fakes, 'states'));
    this.answer('imds/api/token', 'imds-token')
      .answer('imds/meta-data/placement/region', 'eu-central-1')
      .answer('imds/meta-data/services/domain', 'amazonaws.com')
      .answer('imds/meta-data/instance-id', 'i-0123456789abcdef0')
      .answer('imds/meta-data/iam/security-credentials', 'the-role')
      .answer(
        'imds/meta-data/iam/security-credentials/the-role',
        JSON.stringify({ AccessKeyId: 'ASIAKEY', SecretAccessKey: 'se/cr+et=', Token: 'session==' }, null, 2),
      );
  }

  /** What `curl` gets; see `fakes/curl` for keys. */
  public answer(key: string, body: string): this {
    writeFileSync(join(this.fakes, 'answers', key.replaceAll('/', '_')), body);
    return this;
  }

  /** The states that `systemctl is-active` says, one after the other; the last one stays. */
  public unitStates(unit: string, ...states: readonly string[]): this {
    writeFileSync(join(this.fakes, 'states', unit), `${states.join('\n')}\n`);
    return this;
  }

  /** Another program on the host's `PATH`. */
  public program(name: string, text: string): this {
    writeFileSync(join(this.fakes, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
    return this;
  }

  /** Runs the user data as cloud-init does: boothooks first, then every script, whatever became of those before it. */
  public boot({ parts }: Rendered): readonly Run[] {
    const order = ['text/cloud-boothook', 'text/x-shellscript'];
    return order.flatMap((type) =>
      parts
        .filter((part) => part.type === type)
        .sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
        .map((part) => this.script(part.body)),
    );
  }

  public script(text: string, environment: Readonly<Record<string, string>> = {}): Run {
    const path = join(this.fakes, 'script');
    writeFileSync(path, text, { mode: 0o755 });
    return this.spawn(path, [], environment);
  }

  /** Runs what a unit of the host would start. */
  public startUnit(unit: string, environment: Readonly<Record<string, string>> = {}): Run {
    const [, command] = /^ExecStart=(.+)$/m.exec(this.read(`/etc/systemd/system/${unit}`)) ?? [];
    const [program, ...args] = command.split(' ');
    return this.spawn(
      program,
      args.map((path) => join(this.root, path)),
      environment,
    );
  }

  public has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  public read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  public write(path: string, text: string): this {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
    return this;
  }

  /** Permissions in octal. */
  public mode(path: string): string {
    return (statSync(join(this.root, path)).mode & 0o7777).toString(8);
  }

  /** What the console shows. */
  public get console(): string {
    return this.has('/dev/console') ? this.read('/dev/console') : '';
  }

  /** Calls of `systemctl`, in order. */
  public get systemctl(): string[] {
    return this.log('systemctl');
  }

  /** Calls of `curl`: the key and all arguments. */
  public get requests(): string[] {
    return this.log('requests');
  }

  /** What `curl` was told on its standard input. */
  public get curlConfigs(): string {
    return this.log('configs').join('\n');
  }

  public get sleeps(): string[] {
    return this.log('sleeps');
  }

  public destroy(): void {
    rmSync(this.root, { recursive: true, force: true });
    rmSync(this.fakes, { recursive: true, force: true });
  }

  private log(name: string): string[] {
    const path = join(this.fakes, name);
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
  }

  private spawn(program: string, args: readonly string[], environment: Readonly<Record<string, string>>): Run {
    const result = spawnSync(program, args, {
      encoding: 'utf8',
      timeout: 30_000,
      env: {
        PATH: `${this.fakes}:${join(__dirname, 'fakes')}:${process.env.PATH}`,
        FAKES: this.fakes,
        GROUNDWORK_ROOT: this.root,
        ...environment,
      },
    });
    return { status: result.status, output: result.stdout + result.stderr };
  }
}

/** A fake host for each test of the `describe` it is called in. */
export function fakeHosts(): () => FakeHost {
  const hosts: FakeHost[] = [];
  afterEach(() => {
    hosts.splice(0).forEach((host) => host.destroy());
  });
  return () => {
    const host = new FakeHost();
    hosts.push(host);
    return host;
  };
}
