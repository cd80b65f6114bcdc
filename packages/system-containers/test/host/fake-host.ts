import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HostFile } from '@ecs-groundwork/instances';

export interface Run {
  readonly status: number | null;
  /** Standard error; the unit drops standard output. */
  readonly complaint: string;
}

/** A call of Docker. */
export interface DockerCall {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What Docker's client knew of registries. */
  readonly config: string;
}

/** Itself, and not what a version manager puts before it. */
const PYTHON = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout.trim();
const AWS_LIBRARY = join(__dirname, '..', '..', '..', 'instances', 'host', 'aws.sh');

/** An instance without systemd and Docker: a folder as its root, and programs that stand in for those it calls. */
export class FakeHost {
  public readonly root = mkdtempSync(join(tmpdir(), 'system-containers-host-'));
  private readonly fakes = mkdtempSync(join(tmpdir(), 'system-containers-fakes-'));

  /** @param files as a contribution has them, resolved */
  public constructor(files: readonly HostFile[]) {
    files.forEach(({ path, content, mode }) => this.write(path, content, mode));
    mkdirSync(join(this.root, 'run'), { recursive: true });
    this.write('/opt/ecs-groundwork/aws', readFileSync(AWS_LIBRARY, 'utf8'));
    ['answers', 'behaviours', 'calls', 'containers', 'states'].forEach((folder) => mkdirSync(join(this.fakes, folder)));
    this.answer('imds_api_token', 'imds-token')
      .answer('imds_meta_data_placement_region', 'eu-central-1')
      .answer('imds_meta_data_services_domain', 'amazonaws.com')
      .answer('imds_meta_data_iam_security_credentials_', 'the-role')
      .answer(
        'imds_meta_data_iam_security_credentials_the_role',
        JSON.stringify({ AccessKeyId: 'ASIAKEY', SecretAccessKey: 'se/cr+et=', Token: 'session==' }, null, 2),
      );
  }

  /** What a service says; see `fakes/curl` for keys. */
  public answer(key: string, body: string): this {
    return this.tell(`answers/${key.replaceAll(/[^A-Za-z0-9]/g, '_')}`, body);
  }

  /** What a service says when it refuses. */
  public refusal(key: string, body: string): this {
    return this.tell(`answers/${key.replaceAll(/[^A-Za-z0-9]/g, '_')}-refused`, body);
  }

  /** An answer that is not given again, or what a fake has noted. */
  public forget(key: string): this {
    [`answers/${key.replaceAll(/[^A-Za-z0-9]/g, '_')}`, key].forEach((name) =>
      rmSync(join(this.fakes, name), { force: true }),
    );
    return this;
  }

  /** What the fakes go by; see `fakes/docker`. */
  public tell(name: string, text: string): this {
    writeFileSync(join(this.fakes, name), text);
    return this;
  }

  /** Runs what the unit of a container starts, in the directory that systemd would have made. */
  public start(containerName = 'exporter'): Run {
    mkdirSync(this.runtime(containerName), { recursive: true, mode: 0o700 });
    const [, program] = this.unitCommand('ExecStart', containerName).split(' ');
    return this.spawn(PYTHON, [join(this.root, program), `system-container-${containerName}`]);
  }

  /** Runs what the unit runs when its container has ended, and tidies up as systemd does. */
  public end(containerName = 'exporter'): Run {
    const [, script] = /^-\/bin\/sh -c '([^']+)'$/.exec(this.unitCommand('ExecStopPost', containerName)) ?? [];
    const run = this.spawn('sh', ['-c', script]);
    rmSync(this.runtime(containerName), { recursive: true, force: true });
    return run;
  }

  /** Runs a `readyCommand` as the boot does. */
  public ready(command: string): Run {
    const path = join(this.fakes, 'ready');
    writeFileSync(path, `exec 1>&2\n${command}`);
    return this.spawn('bash', ['-euo', 'pipefail', path]);
  }

  /** As if the last start had been some time ago. */
  public since(seconds: number, containerName = 'exporter'): this {
    return this.age(`run/system-container-${containerName}.failures`, seconds);
  }

  /** Runs a boot step. */
  public step(script: string, variables: Readonly<Record<string, string>>): Run & { readonly said: string } {
    const path = join(this.fakes, 'step');
    writeFileSync(path, script);
    const { status, stdout, stderr } = spawnSync('bash', ['-Eeuo', 'pipefail', path], {
      encoding: 'utf8',
      env: { ...this.environment(), ...variables },
    });
    return { status, said: stdout.trim(), complaint: stderr };
  }

  /** Runs the program for generations. */
  public converge(...words: readonly string[]): Run & { readonly said: string } {
    const program = join(this.root, 'opt/system-containers/converge');
    const { status, stdout, stderr } = spawnSync(PYTHON, [program, ...words], {
      encoding: 'utf8',
      timeout: 120_000,
      env: this.environment(),
    });
    return { status, said: stdout.trim(), complaint: stderr };
  }

  /** Without the unit that tidies up. */
  public convergeWithoutUnit(...words: readonly string[]): Pick<Run, 'status'> {
    const program = join(this.root, 'opt/system-containers/converge');
    return spawnSync(PYTHON, [program, ...words], { env: { ...this.environment(), CONVERGE: 'yes' } });
  }

  /** A container starts by its unit, and is well. */
  public begin(containerName: string): this {
    spawnSync(join(__dirname, 'fakes', 'systemctl'), ['restart', `system-container-${containerName}.service`], {
      env: this.environment(),
    });
    return this.forget('units');
  }

  /** How containers of an image get on; see `fakes/systemctl`. */
  public behaviour(image: string, behaviour: string): this {
    return this.tell(`behaviours/${image.replaceAll(/[^A-Za-z0-9]/g, '_')}`, behaviour);
  }

  /** Units that were restarted, one after the other. */
  public get restarts(): string[] {
    return this.log('units').map((line) => line.replace(/^restart system-container-(.+)\.service$/, '$1'));
  }

  /** What was in memory is gone. */
  public powerOff(): this {
    rmSync(join(this.root, 'run'), { recursive: true });
    mkdirSync(join(this.root, 'run'));
    return this;
  }

  public age(path: string, seconds: number): this {
    const then = Date.now() / 1000 - seconds;
    utimesSync(join(this.root, path), then, then);
    return this;
  }

  public has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  public read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  /** Permissions in octal. */
  public modeOf(path: string): string {
    return (statSync(join(this.root, path)).mode & 0o7777).toString(8);
  }

  /** Everything that is written anywhere on the host. */
  public get everything(): string {
    return readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
  }

  public get docker(): DockerCall[] {
    const calls = join(this.fakes, 'calls');
    return readdirSync(calls)
      .sort()
      .map((name) => dockerCall(join(calls, name)));
  }

  /** The first words of each call that changes something. */
  public get actions(): string[] {
    return this.docker.map(({ words }) => words[0]).filter((word) => !['container', 'image', 'inspect'].includes(word));
  }

  /** The last `docker run`. */
  public get started(): DockerCall {
    const call = this.docker.filter(({ words }) => words[0] === 'run').pop();
    if (!call) {
      throw new Error('nothing was started');
    }
    return call;
  }

  public get requests(): string[] {
    return this.log('requests');
  }

  /** What `curl` was told on its standard input. */
  public get curlConfigs(): string {
    return this.log('configs').join('\n');
  }

  public get sleeps(): number[] {
    return this.log('sleeps').map(Number);
  }

  public destroy(): void {
    rmSync(this.root, { recursive: true, force: true });
    rmSync(this.fakes, { recursive: true, force: true });
  }

  private write(path: string, content: string, mode = '644'): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content, { mode: parseInt(mode, 8) });
  }

  private log(name: string): string[] {
    const path = join(this.fakes, name);
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
  }

  private runtime(containerName: string): string {
    return join(this.root, `run/system-container-${containerName}`);
  }

  /** With what systemd makes of `%N`. */
  private unitCommand(setting: string, containerName: string): string {
    const common = this.read('/etc/systemd/system/system-container-.service.d/common.conf');
    const [, command] = new RegExp(`^${setting}=(.+)$`, 'm').exec(common) ?? ['', ''];
    return command.replaceAll('%N', `system-container-${containerName}`);
  }

  private spawn(program: string, words: readonly string[]): Run {
    const { status, stderr } = spawnSync(program, words, {
      encoding: 'utf8',
      timeout: 120_000,
      env: this.environment(),
    });
    return { status, complaint: stderr };
  }

  private environment(): Record<string, string> {
    const fakes = join(__dirname, 'fakes');
    return {
      PATH: `${fakes}:${process.env.PATH}`,
      PYTHONPATH: fakes,
      PYTHONDONTWRITEBYTECODE: 'yes',
      FAKES: this.fakes,
      GROUNDWORK_ROOT: this.root,
      PYTHON,
    };
  }
}

/** From what `fakes/docker` wrote. */
function dockerCall(folder: string): DockerCall {
  const part = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const variables = part('environment').split('\0').slice(0, -1);
  return {
    words: part('words').split('\0').slice(0, -1),
    environment: Object.fromEntries(variables.map((variable) => variable.split(/=(.*)/s, 2))),
    config: part('config'),
  };
}

/** Makes fake hosts, and removes them after each test of the `describe` it is called in. */
export function fakeHosts(): (files: readonly HostFile[]) => FakeHost {
  const hosts: FakeHost[] = [];
  afterEach(() => {
    hosts.splice(0).forEach((host) => host.destroy());
  });
  return (files) => {
    const host = new FakeHost(files);
    hosts.push(host);
    return host;
  };
}
