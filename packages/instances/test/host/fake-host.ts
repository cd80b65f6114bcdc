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

export interface Sent {
  /** `X-Amz-Target`. */
  readonly target: string;
  readonly body: Record<string, unknown>;
}

/** An instance without systemd: a folder as its root, and programs on `PATH` that stand in for those it would call. */
export class FakeHost {
  public readonly root = scratchFolder('host');
  private readonly fakes = scratchFolder('fakes');

  public constructor() {
    ['dev', 'etc/ecs', 'var/lib/cloud/instance'].forEach((folder) => {
      mkdirSync(join(this.root, folder), { recursive: true });
    });
    this.write('/proc/uptime', '100.00 0.00\n')
      .write('/proc/sys/kernel/random/boot_id', 'the-first-boot\n')
      .write('/var/lib/cloud/data/instance-id', 'i-0123456789abcdef0\n');
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

  /**
   * Runs the user data as cloud-init does: boothooks as they come, then every script by the order of their names, whatever
   * became of those before it.
   */
  public boot(rendered: Rendered): readonly Run[] {
    const scripts = rendered.parts.filter(({ type }) => type === 'text/x-shellscript');
    return [
      ...this.reboot(rendered),
      ...scripts.sort((a, b) => (a.fileName < b.fileName ? -1 : 1)).map(({ body }) => this.script(body)),
    ];
  }

  /** What cloud-init runs of the user data on every boot; what was in memory is gone. */
  public reboot({ parts }: Rendered): readonly Run[] {
    rmSync(join(this.root, 'run'), { recursive: true, force: true });
    return parts.filter(({ type }) => type === 'text/cloud-boothook').map(({ body }) => this.script(body));
  }

  /** The clock stands still after so many pauses of a program, which then ends, as when the machine does. */
  public endAfterSleeps(count: number): this {
    writeFileSync(join(this.fakes, 'last-sleep'), String(count));
    return this;
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
      args.map((argument) => (argument.startsWith('/') ? join(this.root, argument) : argument)),
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

  /** What was sent to services that speak JSON, in order. */
  public get sent(): Sent[] {
    return this.log('sent').map((line) => {
      const space = line.indexOf(' ');
      return { target: line.slice(0, space), body: JSON.parse(line.slice(space + 1)) as Record<string, unknown> };
    });
  }

  /** What `curl` was told on its standard input. */
  public get curlConfigs(): string {
    return this.log('configs').join('\n');
  }

  /** How long was waited each time; a fake host's clock stands still otherwise. */
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
      timeout: 120_000,
      // as a unit has it; a bash that finds a socket here takes itself for a remote shell
      stdio: ['ignore', 'pipe', 'pipe'],
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
