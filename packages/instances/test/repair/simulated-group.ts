import { AT_ONCE } from '../../src/repair/batches';
import { ATTRIBUTES, read } from '../../src/repair/attributes';
import { limit } from '../../src/repair/brake';
import type { Boot, Group, Host, LaunchMemory, Member, Report } from '../../src/repair/model';
import type { Ec2Port, EcsPort, GroupPort, HostStatus, Note } from '../../src/repair/ports';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

/** How long a group takes to notice, an instance to leave, and another one to come up or to fail at it. */
const NOTICING = 30 * SECOND;
const LEAVING = 2 * MINUTE;
const BOOTING = 3 * MINUTE;

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

interface Machine extends Mutable<Member> {
  /** When the last thing happened to it. */
  changedAt: number;
  launchedAt: number;
  /** In the group under repair; else in another one of the same cluster. */
  readonly own: boolean;
  /** Its required units are not ready; it says so each minute. */
  sick: boolean;
  /** Whether it has said so, and has to say when it is over. */
  complained: boolean;
  /** What it boots falls over. */
  readonly broken: boolean;
}

interface ContainerInstance {
  readonly arn: string;
  readonly ec2InstanceId: string;
  readonly own: boolean;
  status: string;
  agentConnected: boolean;
  readonly attributes: Map<string, string>;
  /** Drained by a person, or by ECS; as far as it was not drained here already. */
  drainedByOthers: boolean;
}

/** A group of hosts in ECS, EC2 and Auto Scaling: three APIs over one truth; what they refuse, AWS refuses. */
export class SimulatedGroup {
  public now = Date.UTC(2026, 0, 1);
  public readonly machines = new Map<string, Machine>();
  public readonly containerInstances = new Map<string, ContainerInstance>();
  /** Reports that nobody has taken yet. */
  public readonly reports: Report[] = [];
  public readonly calls: string[] = [];
  /** What repair may never do, and did. */
  public readonly sins: string[] = [];
  /** Called before each call: waits for its turn, or throws what the API would. */
  public before: () => Promise<void> = () => Promise.resolve();
  public suspendedBy?: 'us' | 'a person';
  public memory?: LaunchMemory;
  /** What is launched from now on falls over. */
  public bootsFail = false;
  public readonly boots: Boot[] = [];
  private counter = 0;

  public constructor(public size: number) {
    Array.from({ length: size }, () => this.launch('InService'));
    Array.from({ length: 2 }, () => this.launch('InService', false));
  }

  // What happens to a group

  public ids(own = true): string[] {
    return [...this.machines.values()].filter((machine) => machine.own === own).map(({ id }) => id);
  }

  public set(id: string, change: { sick?: boolean; agentConnected?: boolean }): void {
    const machine = this.machines.get(id);
    const host = this.hostOf(id);
    if (machine && change.sick !== undefined) {
      machine.sick = change.sick;
    }
    if (host && change.agentConnected !== undefined) {
      host.agentConnected = change.agentConnected;
    }
  }

  /** A person drains it, or lets it work again. */
  public drainByHand(id: string): void {
    const host = this.hostOf(id);
    if (host?.status === 'ACTIVE') {
      host.status = 'DRAINING';
      host.drainedByOthers = !host.attributes.get(ATTRIBUTES.repair)?.includes('under-repair');
    }
  }

  public activateByHand(id: string): void {
    const host = this.hostOf(id);
    if (host) {
      Object.assign(host, { status: 'ACTIVE', drainedByOthers: false });
    }
  }

  /** EC2 has ended it, or a person has, past its group; its agent never said goodbye. */
  public kill(id: string): void {
    this.machines.delete(id);
    const host = this.hostOf(id);
    if (host) {
      host.agentConnected = false;
    }
  }

  public scaleIn(id: string): void {
    const machine = this.machines.get(id);
    if (machine?.lifecycleState === 'InService') {
      this.leave(machine);
      this.size = Math.max(0, this.size - Number(machine.own));
    }
  }

  public suspendByHand(): void {
    this.suspendedBy ??= 'a person';
  }

  public resumeByHand(): void {
    this.suspendedBy = undefined;
  }

  /** Each sick host says so; each that was sick says that it is over. */
  public speak(): void {
    for (const machine of this.machines.values()) {
      const { id, own, sick, complained } = machine;
      if (own && machine.lifecycleState === 'InService' && (sick || complained)) {
        machine.complained = sick;
        this.reports.push({ instanceId: id, state: sick ? 'not-ready' : 'ready', sentAt: this.now });
      }
    }
  }

  public pass(milliseconds: number): void {
    this.now += milliseconds;
    for (const machine of [...this.machines.values()]) {
      this.age(machine);
    }
    const live = [...this.machines.values()].filter(({ own, lifecycleState }) => own && isLive(lifecycleState));
    for (let missing = this.size - live.length; missing > 0 && !this.suspendedBy; missing--) {
      this.launch('Pending:Wait');
    }
  }

  // What a test may ask

  public inService(): Machine[] {
    return [...this.machines.values()].filter(({ own, lifecycleState }) => own && lifecycleState === 'InService');
  }

  public hostOf(id: string): ContainerInstance | undefined {
    return this.containerInstances.get(arnOf(id));
  }

  /** Instances of the group with a place from the brake, or unhealthy. */
  public underRepair(): string[] {
    return [...this.machines.values()]
      .filter(({ own, id, healthy }) => own && (!healthy || this.isMarked(this.hostOf(id))))
      .map(({ id }) => id);
  }

  // What repair may ask

  public readonly ecs: EcsPort = {
    troubled: () =>
      this.call('ListContainerInstances', () =>
        [...this.containerInstances.values()]
          .filter(
            ({ own, agentConnected, attributes }) =>
              own &&
              (!agentConnected ||
                attributes.has(ATTRIBUTES.repair) ||
                attributes.get(ATTRIBUTES.report)?.startsWith('not-ready')),
          )
          .map(({ arn }) => arn),
      ),
    hostsOf: (ids) =>
      this.call('ListContainerInstances', () =>
        ids.map((id) => arnOf(id)).filter((arn) => this.containerInstances.get(arn)?.own),
      ),
    describe: (arns) => {
      atMost(arns, AT_ONCE.describeContainerInstances);
      return this.call('DescribeContainerInstances', () =>
        arns.flatMap((arn) => {
          const host = this.containerInstances.get(arn);
          return host ? [hostOf(host)] : [];
        }),
      );
    },
    write: (notes) => {
      atMost(notes, AT_ONCE.attributes);
      return this.call('PutAttributes', () => notes.forEach((note) => this.write(this.found(note), note)));
    },
    remove: (notes) => {
      atMost(notes, AT_ONCE.attributes);
      return this.call('DeleteAttributes', () =>
        notes.forEach((note) => this.found(note).attributes.delete(note.name)),
      );
    },
    setStatus: (arns, status) => {
      atMost(arns, AT_ONCE.updateContainerInstancesState);
      return this.call('UpdateContainerInstancesState', () => arns.forEach((arn) => this.setStatus(arn, status)));
    },
    deregister: (arn) =>
      this.call('DeregisterContainerInstance', () => {
        const host = this.containerInstances.get(arn);
        if (host && (!host.own || this.machines.has(host.ec2InstanceId))) {
          this.sins.push(`deregistered ${arn}, whose instance lives`);
        }
        this.containerInstances.delete(arn);
      }),
  };

  public readonly group: GroupPort = {
    describe: () => this.call('DescribeAutoScalingGroups', () => this.describeGroup()),
    boots: () => this.call('DescribeScalingActivities', () => this.boots.slice(-50).reverse()),
    setUnhealthy: (id) =>
      this.call('SetInstanceHealth', () => {
        const machine = this.machines.get(id);
        if (!machine) {
          return;
        }
        this.mustBeOurs(machine, 'replaced');
        if (!this.isMarked(this.hostOf(id))) {
          this.sins.push(`replaced ${id} without a place`);
        }
        Object.assign(machine, { healthy: false, changedAt: this.now });
      }),
    suspendLaunches: () =>
      this.call('SuspendProcesses', () => {
        this.suspendedBy ??= 'us';
      }),
    resumeLaunches: () =>
      this.call('ResumeProcesses', () => {
        if (this.suspendedBy === 'a person') {
          this.sins.push('resumed launches that a person suspended');
        }
        this.suspendedBy = undefined;
      }),
    remember: (memory) =>
      this.call('CreateOrUpdateTags', () => {
        this.memory = memory;
      }),
  };

  public readonly ec2: Ec2Port = {
    gone: (ids) => {
      atMost(ids, AT_ONCE.describeInstances);
      return this.call('DescribeInstances', () => ids.filter((id) => !this.machines.has(id)));
    },
  };

  // How it goes on

  private async call<T>(name: string, work: () => T): Promise<T> {
    this.calls.push(name);
    await this.before();
    return work();
  }

  private describeGroup(): Group {
    return {
      members: [...this.machines.values()]
        .filter(({ own }) => own)
        .map(({ id, lifecycleState, healthy }) => ({ id, lifecycleState, healthy })),
      launchesSuspended: this.suspendedBy !== undefined,
      memory: this.memory,
    };
  }

  private launch(lifecycleState: string, own = true): void {
    const id = `i-${String(++this.counter).padStart(5, '0')}`;
    this.machines.set(id, {
      id,
      lifecycleState,
      healthy: true,
      changedAt: this.now,
      launchedAt: this.now,
      own,
      sick: false,
      complained: false,
      broken: this.bootsFail,
    });
    if (lifecycleState === 'InService') {
      this.register(id, own);
    }
  }

  private register(id: string, own: boolean): void {
    const arn = arnOf(id);
    this.containerInstances.set(arn, {
      arn,
      ec2InstanceId: id,
      own,
      status: 'ACTIVE',
      agentConnected: true,
      attributes: new Map(),
      drainedByOthers: false,
    });
  }

  private age(machine: Machine): void {
    const { id, own } = machine;
    const since = this.now - machine.changedAt;
    if (machine.lifecycleState === 'Pending:Wait' && since >= BOOTING) {
      this.boots.push({ startedAt: machine.launchedAt, endedAt: this.now, succeeded: !machine.broken });
      if (machine.broken) {
        this.machines.delete(id);
      } else {
        Object.assign(machine, { lifecycleState: 'InService', changedAt: this.now });
        this.register(id, own);
      }
    } else if (machine.lifecycleState === 'InService' && !machine.healthy && since >= NOTICING) {
      this.leave(machine);
    } else if (machine.lifecycleState === 'Terminating:Wait' && since >= LEAVING) {
      this.kill(id);
    }
  }

  private leave(machine: Machine): void {
    Object.assign(machine, { lifecycleState: 'Terminating:Wait', changedAt: this.now });
    const host = this.hostOf(machine.id);
    if (host) {
      host.status = 'DRAINING'; // managed draining
    }
  }

  private write(host: ContainerInstance, { name, value = '' }: Note): void {
    const before = this.isMarked(host);
    host.attributes.set(name, value);
    if (name === ATTRIBUTES.repair) {
      const machine = this.machines.get(host.ec2InstanceId);
      if (machine) {
        this.mustBeOurs(machine, 'marked');
      }
      if (!before && this.isMarked(host) && machine) {
        const [taken, most] = [this.underRepair().length, limit(this.describeGroup().members)];
        if (taken > most) {
          this.sins.push(`took place ${taken} of ${most} for ${host.ec2InstanceId}`);
        }
      }
    }
  }

  private setStatus(arn: string, status: HostStatus): void {
    const host = this.containerInstances.get(arn);
    const machine = host && this.machines.get(host.ec2InstanceId);
    if (!host || !machine) {
      return;
    }
    this.mustBeOurs(machine, `set ${status}`);
    if (!this.isMarked(host)) {
      this.sins.push(`set ${arn} ${status} without a place`);
    }
    if (status === 'ACTIVE' && host.drainedByOthers) {
      this.sins.push(`set ${arn} ACTIVE, which somebody else drained`);
    }
    host.status = status;
  }

  private mustBeOurs({ id, own, lifecycleState }: Machine, what: string): void {
    if (!own) {
      this.sins.push(`${what} ${id}, which is of another group`);
    }
    if (lifecycleState !== 'InService') {
      this.sins.push(`${what} ${id}, which is ${lifecycleState}`);
    }
  }

  private isMarked(host?: ContainerInstance): boolean {
    return host?.attributes.get(ATTRIBUTES.repair)?.includes('under-repair') ?? false;
  }

  private found({ arn }: Note): ContainerInstance {
    const host = this.containerInstances.get(arn);
    if (!host) {
      throw new Error(`TargetNotFoundException: ${arn}`);
    }
    return host;
  }
}

function hostOf({ arn, ec2InstanceId, status, agentConnected, attributes }: ContainerInstance): Host {
  return {
    arn,
    ec2InstanceId,
    status,
    agentConnected,
    said: read(attributes.get(ATTRIBUTES.report), ['not-ready', 'ready']),
    care: read(attributes.get(ATTRIBUTES.repair), ['under-repair', 'disconnected']),
  };
}

function arnOf(ec2InstanceId: string): string {
  return `host-${ec2InstanceId}`;
}

function isLive(lifecycleState: string): boolean {
  return !lifecycleState.startsWith('Terminating');
}

function atMost(items: readonly unknown[], most: number): void {
  if (items.length < 1 || items.length > most) {
    throw new Error(`1 to ${most} in one call, got ${items.length}`);
  }
}
