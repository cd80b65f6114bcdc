import type { Command, Generation, HostResult } from '../../src/rollout/model';
import type { Order, RolloutPort, Target } from '../../src/rollout/rollout-port';

export const TARGET: Target = {
  parameterName: '/ecs-groundwork/test/default/one',
  documentName: 'document',
  tag: { key: 'group', value: 'test/default' },
  groupName: 'default',
};

/** The function ends here, before or after what it asked for has been done. */
export class Crash extends Error {}

interface Host {
  readonly name: string;
  /** Content that it runs. */
  runs: string;
  version: number;
  /** Of content that it cannot run. */
  readonly refuses: Set<string>;
  reachable: boolean;
  inService: boolean;
}

interface Sent {
  readonly command: Command;
  readonly order: Order;
  readonly invocations: Map<string, HostResult['result'] | 'waiting'>;
  stopping: boolean;
}

/** Systems Manager, an Auto Scaling group and its hosts, in memory. */
export class SimulatedWorld implements RolloutPort {
  public now = 1_000_000;
  public readonly fleet = new Map<string, Host>();
  public readonly sent: Sent[] = [];
  /** What must never happen, and did. */
  public readonly sins: string[] = [];
  public stackRollsBack = false;
  /** After so many calls the function dies; in a call that changes something, half of the times after the change. */
  public crashIn = Infinity;
  public calls = 0;
  private versions: Generation[] = [];
  private crashAfterwards = false;
  private launched = 0;

  public constructor(private readonly random: (below: number) => number) {}

  public get approved(): Generation | undefined {
    return this.versions.find(({ approved }) => approved);
  }

  public get latest(): Generation | undefined {
    return this.versions.at(-1);
  }

  // what happens there

  /** As a host boots: it reads what is approved, and stays closed when it cannot run that. */
  public launch(): Host {
    const name = `i-${(this.launched += 1)}`;
    const host = {
      name,
      runs: this.approved?.content ?? 'nothing',
      version: this.approved?.version ?? 0,
      refuses: new Set<string>(),
      reachable: true,
      inService: true,
    };
    this.fleet.set(name, host);
    return host;
  }

  public terminate(name: string): void {
    this.fleet.delete(name);
    for (const { invocations } of this.sent) {
      if (['waiting', 'running'].includes(invocations.get(name) ?? '')) {
        invocations.set(name, 'unreached');
      }
    }
  }

  /** One thing moves in one command: a host begins, or comes to its end. False when all are at rest. */
  public moveOn(): boolean {
    const open = this.sent.filter((sent) => !hasEnded(sent));
    if (open.length === 0) {
      return false;
    }
    const sent = open[this.random(open.length)];
    const { invocations, order } = sent;
    const failed = [...invocations.values()].some((result) => result === 'refused');
    if (sent.stopping || (failed && order.mode === 'update')) {
      invocations.forEach((result, name) => result === 'waiting' && invocations.set(name, 'stopped'));
    }
    const running = namesOf(invocations, 'running');
    const waiting = namesOf(invocations, 'waiting');
    const begins =
      waiting.length > 0 && running.length < order.atOnce && (running.length === 0 || this.random(2) === 0);
    if (begins) {
      const [name] = waiting;
      invocations.set(name, this.fleet.get(name)?.reachable ? 'running' : 'unreached');
    } else if (running.length > 0) {
      const name = running[this.random(running.length)];
      invocations.set(name, this.answer(name, order));
    }
    return true;
  }

  /** A command reaches its total time-out: whoever is at it or waits counts as not reached, and may do it all the same. */
  public expire(): void {
    const sent = this.sent.findLast((candidate) => !hasEnded(candidate));
    for (const [name, result] of sent?.invocations ?? []) {
      if (result === 'running' && this.random(2) === 0) {
        this.answer(name, sent?.order as Order);
      }
      if (result === 'running' || result === 'waiting') {
        sent?.invocations.set(name, 'unreached');
      }
    }
  }

  /** As the program on the host does; it is held by one lock, so it does one thing after another. */
  private answer(name: string, { mode, version }: Order): 'ran' | 'refused' | 'unreached' {
    const host = this.fleet.get(name);
    if (host === undefined) {
      return 'unreached';
    }
    const wanted = mode === 'update' ? this.versions.find((candidate) => candidate.version === version) : this.approved;
    if (mode === 'update' && host.version > version) {
      return 'ran';
    }
    if (wanted === undefined || host.refuses.has(wanted.content)) {
      return 'refused';
    }
    host.runs = wanted.content;
    host.version = wanted.version;
    return 'ran';
  }

  // what is asked of it

  public async generations(): Promise<Generation[]> {
    await this.call();
    return [...this.versions];
  }

  public write(_: Target, content: string, request: string): Promise<void> {
    return this.change(() => {
      if (this.versions.some((generation) => generation.request === request)) {
        this.sins.push(`request ${request} wrote twice`);
      }
      const version = (this.latest?.version ?? 0) + 1;
      this.versions.push({ version, content, request, writtenAt: this.now, approved: false });
    });
  }

  public approve(_: Target, version: number): Promise<void> {
    return this.change(() => {
      if ((this.approved?.version ?? 0) > version) {
        this.sins.push(`${version} was approved after ${this.approved?.version}`);
      }
      for (const sent of this.sent.filter(({ order }) => order.mode === 'update' && order.version === version)) {
        const results = [...sent.invocations.values()];
        if (!this.stackRollsBack && (!hasEnded(sent) || results.includes('refused'))) {
          this.sins.push(`${version} was approved before it was proved: ${results.join()}`);
        }
      }
      this.versions = this.versions.map((generation) => ({ ...generation, approved: generation.version === version }));
    });
  }

  public remove(): Promise<void> {
    return this.change(() => (this.versions = []));
  }

  public async hosts(): Promise<number> {
    await this.call();
    return [...this.fleet.values()].filter(({ inService }) => inService).length;
  }

  public async reached(): Promise<string[]> {
    await this.call();
    return [...this.fleet.values()].filter(({ reachable }) => reachable).map(({ name }) => name);
  }

  public async rollingBack(): Promise<boolean> {
    await this.call();
    return this.stackRollsBack;
  }

  public async commands(): Promise<Command[]> {
    await this.call();
    return this.sent.map((sent) => ({
      ...sent.command,
      status: hasEnded(sent) ? 'ended' : sent.stopping ? 'stopping' : 'running',
    }));
  }

  public async results({ id }: Command): Promise<HostResult[]> {
    await this.call();
    const found = this.sent.find(({ command }) => command.id === id);
    return [...(found?.invocations ?? [])].map(([instance, result]) => ({
      instance,
      result: result === 'waiting' ? 'running' : result,
      output: `${instance} says ${result}`,
    }));
  }

  public send(_: Target, order: Order): Promise<void> {
    return this.change(() => {
      const before = this.sent.filter(({ order: { mode, version } }) => mode === 'update' && version === order.version);
      const open = before.some((sent) => !hasEnded(sent) || [...sent.invocations.values()].includes('refused'));
      if (order.mode === 'update' && open) {
        this.sins.push(`${order.version} was rolled out once more, though hosts were at it or had refused`);
      }
      const names = order.instances ?? [...this.fleet.keys()];
      this.sent.push({
        order,
        stopping: false,
        invocations: new Map(names.map((name) => [name, this.fleet.has(name) ? 'waiting' : 'unreached'] as const)),
        command: {
          id: `command-${this.sent.length + 1}`,
          mode: order.mode,
          version: order.version,
          sentAt: (this.now += 1),
          status: 'running',
          toSome: order.instances !== undefined,
        },
      });
    });
  }

  public cancel({ id }: Command): Promise<void> {
    return this.change(() => {
      const sent = this.sent.find(({ command }) => command.id === id);
      if (sent !== undefined) {
        sent.stopping = true;
      }
    });
  }

  private async change(effect: () => void): Promise<void> {
    this.crashAfterwards = this.random(2) === 0;
    await this.call();
    effect();
    if (this.crashIn <= 0) {
      throw new Crash();
    }
  }

  private async call(): Promise<void> {
    this.calls += 1;
    this.crashIn -= 1;
    if (this.crashIn <= 0 && !this.crashAfterwards) {
      throw new Crash();
    }
    this.crashAfterwards = false;
    return Promise.resolve();
  }
}

function namesOf(invocations: ReadonlyMap<string, string>, wanted: string): string[] {
  return [...invocations].flatMap(([name, result]) => (result === wanted ? [name] : []));
}

function hasEnded({ invocations }: Sent): boolean {
  return ![...invocations.values()].some((result) => result === 'waiting' || result === 'running');
}
