import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Announcement, Order } from '../aws/process';
import type { RequestReport } from '../aws/call';
import type { World } from '../aws/world';
import { HOST } from '../paths';
import type { MachineParts } from '../preparation/machine-layer';
import { ended } from '../support/ended';

/** Always the compiled program, also when this is a test. */
const PLAYER = join(__dirname, '..', '..', 'lib', 'aws', 'process.js');

/** Processes of their own sessions: the terminal's Ctrl-C is not for them, this program ends them in order. */
const DETACHED = { detached: true } as const;

export interface NamespacesOptions {
  readonly name: string;
  readonly folder: string;
  readonly parts: MachineParts;
  readonly world: World;
  readonly hopLimit: number;
  /** Size of Docker's directory; 0 for no limit. */
  readonly dockerMiB: number;
  readonly onRequest: (report: RequestReport) => void;
}

/**
 * What surrounds a machine: its mounts and its network in one process, those who play AWS in another. Both end when
 * their pipe to this process does, however it ends; then nothing of the machine is left.
 */
export class Namespaces {
  public static async start(options: NamespacesOptions): Promise<Namespaces> {
    const aws = new Player(options.onRequest);
    await aws.reached('started');
    const { name, folder, parts, hopLimit, dockerMiB } = options;
    const arguments_ = [name, folder, parts.lower, aws.pid, hopLimit, dockerMiB].map(String);
    const holder = spawn(
      'unshare',
      ['--mount', '--net', '--propagation', 'private', 'bash', join(HOST, 'machine.sh'), ...arguments_],
      { ...DETACHED, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const namespaces = new Namespaces(aws, holder);
    try {
      await firstLine(holder);
      const { certificate, key, images } = parts;
      aws.order({ world: options.world, listen: { certificate, key, images } });
      await aws.reached('listening');
    } catch (error) {
      await namespaces.close();
      throw error;
    }
    return namespaces;
  }

  private constructor(
    private readonly aws: Player,
    private readonly holder: ChildProcess,
  ) {}

  /** The process by which others enter. */
  public get pid(): number {
    return this.holder.pid ?? 0;
  }

  /** From now on this is what the instance finds around it. */
  public change(world: World): void {
    this.aws.order({ world });
  }

  /** Gives everything back; the machine must be off. */
  public async close(): Promise<void> {
    this.holder.stdin?.end();
    await ended(this.holder);
    await this.aws.close();
  }
}

/** The process that plays AWS, in a network namespace of its own. */
class Player {
  private readonly child = spawn('unshare', ['--net', process.execPath, PLAYER], {
    ...DETACHED,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  private readonly states = new EventEmitter();

  public constructor(onRequest: (report: RequestReport) => void) {
    this.child.on('message', (message: Announcement | RequestReport) => {
      if ('state' in message) {
        this.states.emit(message.state);
      } else {
        onRequest(message);
      }
    });
  }

  public get pid(): number {
    return this.child.pid ?? 0;
  }

  public reached(state: Announcement['state']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.states.once(state, resolve);
      this.child.once('error', reject);
      this.child.once('exit', (code) => reject(new Error(`the process that plays AWS ended with ${code}`)));
    });
  }

  public order(order: Order): void {
    this.child.send(order);
  }

  public async close(): Promise<void> {
    if (this.child.connected) {
      this.child.disconnect();
    }
    await ended(this.child);
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout) {
      createInterface(child.stdout).once('line', resolve);
    }
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`)));
  });
}
