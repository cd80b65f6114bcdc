import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { uptime } from 'node:os';
import { dirname, join } from 'node:path';
import { firstProcess } from './guest';
import { Journal } from './journal';
import { Namespaces } from './namespaces';
import type { World } from '../aws/world';
import type { MachineParts } from '../preparation/machine-layer';
import { ended } from '../support/ended';
import { run, type Ran } from '../support/run';
import { sleep, until } from '../support/wait';
import { History } from '../timeline/history';

/** With `--keep-unit`, systemd-nspawn leaves it to its caller to start a machine again that has rebooted. */
const WANTS_REBOOT = 133;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Of the machine with the id in `guest/etc/machine-id`. */
const JOURNAL = 'var/log/journal/b007ab00b007ab00b007ab00b007ab00/system.journal';
const KERNEL_LOG = 'kmsg';
/** Milliseconds, for what comes in one second where nothing else is done. */
const PATIENCE = 60_000;
const SECONDS_TO_POWER_OFF = 60;

export interface MachineOptions {
  readonly name: string;
  /** It is removed with the machine. */
  readonly folder: string;
  readonly parts: MachineParts;
  readonly world: World;
  /** As the launch template has it. */
  readonly hopLimit: number;
  /** Size of the file system for Docker's data. */
  readonly dockerMiB?: number;
  /** Whether it has a kernel's log, which `sayAsKernel` writes; containers have none. */
  readonly kernelLog?: boolean;
}

/** An instance: a systemd machine with what surrounds it. What happens to it is in its history. */
export class Machine {
  /** A machine that is off. */
  public static async make(options: MachineOptions): Promise<Machine> {
    const history = new History();
    const namespaces = await Namespaces.start({
      ...options,
      dockerMiB: options.dockerMiB ?? 0,
      onRequest: (report) => history.addRequest(report),
    });
    if (options.kernelLog) {
      await run('mkfifo', [join(options.folder, KERNEL_LOG)]);
    }
    return new Machine(options, namespaces, history);
  }

  private nspawn?: ChildProcess;
  private journal?: Journal;
  private console = '';
  private closed = false;
  private kernelLog?: number;
  private kernelMessages = 0;

  private constructor(
    private readonly options: MachineOptions,
    private readonly namespaces: Namespaces,
    public readonly history: History,
  ) {}

  public async powerOn(): Promise<void> {
    this.history.addPower('on');
    const { folder, kernelLog } = this.options;
    if (kernelLog) {
      // with a reader, or who opens it to write would wait
      this.kernelLog ??= openSync(join(folder, KERNEL_LOG), 'r+');
    }
    this.start();
    // journalctl does not notice the first file of an empty directory
    await until('the journal', PATIENCE, () => existsSync(join(folder, 'upper', JOURNAL)) || undefined);
    this.journal ??= new Journal(this.namespaces.pid, join(folder, 'root'), (entry) => this.history.addEntry(entry));
  }

  /** As `StopInstances` does; settles when the machine is off. */
  public async powerOff(): Promise<void> {
    const { nspawn } = this;
    if (nspawn) {
      nspawn.kill('SIGTERM');
      const timer = setTimeout(() => nspawn.kill('SIGKILL'), SECONDS_TO_POWER_OFF * 1000);
      await ended(nspawn);
      clearTimeout(timer);
    }
  }

  /** Runs a program on the machine, as root. */
  public async exec(...command: readonly string[]): Promise<Ran> {
    const pid = await this.entrance();
    const enter = [`--target=${pid}`, ...['--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup']];
    const environment = ['-i', `PATH=${PATH}`, 'HOME=/root'];
    return run('nsenter', [...enter, 'env', ...environment, ...command], { mayFail: true });
  }

  public async reboot(): Promise<void> {
    await this.exec('systemctl', '--no-block', 'reboot');
  }

  /** As when the power goes for a moment: nothing is stopped before. */
  public async cutPower(): Promise<void> {
    await this.exec('systemctl', '--force', '--force', 'reboot');
  }

  /** Changes what surrounds the machine; the rest is as it was at its start. */
  public surround(change: Partial<World>): void {
    this.namespaces.change({ ...this.options.world, ...change });
  }

  /** A file of the machine; nothing if there is none. Only what the machine has written itself is found. */
  public read(path: string): string | undefined {
    const file = join(this.options.folder, 'upper', path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** Before the machine is on. */
  public write(path: string, text: string): void {
    const file = join(this.options.folder, 'upper', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** What the instance's console shows. */
  public get consoleOutput(): string {
    return this.console;
  }

  /**
   * As the machine's kernel would say it. One at a time: what is read at once from a kernel's log is one message.
   *
   * @see https://www.kernel.org/doc/Documentation/ABI/testing/dev-kmsg
   */
  public async sayAsKernel(text: string): Promise<void> {
    const microseconds = Math.round(uptime() * 1e6);
    this.kernelMessages += 1;
    writeSync(this.kernelLog ?? 0, `6,${this.kernelMessages},${microseconds},-;${text}\n`);
    await sleep(50);
  }

  /** By which a person gets a shell on it. */
  public async shellCommand(): Promise<string> {
    return `nsenter --target ${await this.entrance()} --all env -i PATH=${PATH} TERM=$TERM HOME=/root bash`;
  }

  /** Pulls the plug; nothing of the machine is left. */
  public async close(): Promise<void> {
    this.closed = true;
    if (this.nspawn) {
      this.nspawn.kill('SIGKILL');
      await ended(this.nspawn);
    }
    await this.journal?.close();
    if (this.kernelLog !== undefined) {
      closeSync(this.kernelLog);
    }
    await this.namespaces.close();
  }

  private entrance(): Promise<number> {
    return until(`the first process of ${this.options.name}`, PATIENCE, () => firstProcess(this.nspawn?.pid ?? 0));
  }

  private start(): void {
    const { name, folder } = this.options;
    const nspawn = [
      'systemd-nspawn',
      ...['--quiet', '--boot', `--directory=${join(folder, 'root')}`, `--machine=${name}`],
      ...['--keep-unit', '--register=no', '--console=read-only', '--link-journal=no'],
      ...['--resolv-conf=off', '--timezone=off', `--network-namespace-path=/proc/${this.namespaces.pid}/ns/net`],
      // dockerd makes networks, mounts and keys
      ...['--capability=all', '--system-call-filter=add_key keyctl bpf @module'],
      `--bind=${join(folder, 'docker')}:/var/lib/docker`,
      ...(this.options.kernelLog ? [`--bind=${join(folder, KERNEL_LOG)}:/dev/kmsg`] : []),
    ];
    const inCgroup = 'echo $$ >"/sys/fs/cgroup/$0/cgroup.procs" && exec "$@"';
    const child = spawn(
      'setpriv',
      [
        '--pdeathsig',
        'KILL',
        'nsenter',
        `--target=${this.namespaces.pid}`,
        '--mount',
        'sh',
        '-c',
        inCgroup,
        name,
      ].concat(nspawn),
      {
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        // the kernel's network settings may be written, and the control groups are version 2 whatever the host's are
        env: { ...process.env, SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'network', SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
      },
    );
    this.nspawn = child;
    [child.stdout, child.stderr].forEach((stream) =>
      stream.on('data', (data: Buffer) => {
        this.console += data.toString();
      }),
    );
    child.on('exit', (code) => {
      if (code === WANTS_REBOOT && !this.closed) {
        this.history.addPower('reboot');
        this.start();
      } else if (!this.closed) {
        this.history.addPower('off');
      }
    });
  }
}
