import { AT_ONCE } from '../../src/keeper/batches';
import type { EcsPort, InstanceStatus } from '../../src/keeper/ecs-port';
import type { Assignment, Instance, Task } from '../../src/keeper/model';
import { REASONS } from '../../src/keeper/reasons';
import { startedByKeeper } from '../../src/keeper/started-by';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long a task takes to come up, and to stop once it is told to. */
const STARTING = 5 * SECOND;
const STOPPING = 10 * SECOND;

export const ASSIGNMENT: Assignment = {
  cluster: 'cluster',
  taskDefinition: 'agent:1',
  startedBy: startedByKeeper('one'),
  instances: 'attribute:group == default',
};

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

interface SimulatedInstance extends Mutable<Instance> {
  readonly member: boolean;
  /** What comes up here falls over. */
  broken: boolean;
  /** ECS finds no room for a task here. */
  full: boolean;
}

interface SimulatedTask extends Mutable<Task> {
  readonly daemon: boolean;
  /** When the last thing happened to it. */
  changedAt: number;
  /** How many more lists leave it out: ECS is consistent in the end. */
  hiddenFrom: number;
}

/** What other tasks are of. */
export type Other = 'service' | 'daemon' | 'standalone' | 'kept by another keeper';

/** A cluster of ECS with one keeper's group in it, its events included; what it refuses, ECS refuses. */
export class SimulatedEcs implements EcsPort {
  public now = Date.UTC(2026, 0, 1);
  public readonly instances = new Map<string, SimulatedInstance>();
  /** What the keeper's rules let through and nobody has taken yet. */
  public readonly events: string[] = [];
  public readonly calls: string[] = [];
  /** Called before each call: waits for its turn, or throws what ECS would. */
  public before: () => Promise<void> = () => Promise.resolve();
  /** How many lists of tasks leave a new task out. */
  public listsBehind = 0;
  /** Task definitions whose tasks fall over wherever they run. */
  public readonly brokenDefinitions = new Set<string>();
  /** The most tasks of the keeper that one instance ever had at a time. */
  public mostAtOnce = 0;
  /** What a keeper may never do, and did. */
  public readonly sins: string[] = [];

  private readonly tasks = new Map<string, SimulatedTask>();
  private readonly byInstance = new Map<string, SimulatedTask[]>();
  private counter = 0;

  // What happens in a cluster

  public register(member = true): string {
    const arn = `instance-${String(++this.counter).padStart(5, '0')}`;
    const instance = { arn, ec2InstanceId: `i-${arn}`, status: 'ACTIVE', agentConnected: true, member };
    this.instances.set(arn, { ...instance, broken: false, full: false });
    this.byInstance.set(arn, []);
    this.announce(arn);
    return arn;
  }

  public set(arn: string, change: Partial<Pick<SimulatedInstance, 'status' | 'agentConnected' | 'broken' | 'full'>>) {
    Object.assign(this.instance(arn), change);
    this.announce(arn);
  }

  /** The machine is gone, and its tasks with it; ECS forgets the instance. */
  public terminate(arn: string): void {
    for (const task of this.on(arn)) {
      this.end(task);
    }
    this.instances.delete(arn);
  }

  public runOther(arn: string, kind: Other): string {
    const name = `other-${++this.counter}`;
    return this.add(arn, {
      taskDefinition: `${name}:1`,
      group: kind === 'service' || kind === 'daemon' ? `service:${name}` : `family:${name}`,
      startedBy: kind === 'kept by another keeper' ? startedByKeeper('another') : 'somebody',
      daemon: kind === 'daemon',
    }).arn;
  }

  /** A container of the task ended by itself. */
  public crash(arn: string): void {
    this.end(this.task(arn));
  }

  /** The service or person whose task it is no longer wants it; its containers take their time. */
  public tellToStop(arn: string, stoppedReason?: string): void {
    const told = { stopCode: 'UserInitiated', stoppedReason, changedAt: this.now };
    Object.assign(this.task(arn), { desiredStatus: 'STOPPED', ...told });
  }

  public sicken(arn: string): void {
    this.task(arn).healthStatus = 'UNHEALTHY';
  }

  public pass(milliseconds: number): void {
    this.now += milliseconds;
    for (const task of [...this.tasks.values()]) {
      this.age(task);
    }
  }

  // What a test may ask

  /** The keeper's tasks on an instance that are to be kept running. */
  public kept(arn: string): Task[] {
    return this.on(arn).filter((task) => isOwn(task) && task.desiredStatus === 'RUNNING');
  }

  /** The keeper's tasks on an instance that hold its ports and memory. */
  public held(arn: string): Task[] {
    return this.on(arn).filter((task) => isOwn(task) && task.lastStatus !== 'STOPPED');
  }

  public others(): Task[] {
    return [...this.tasks.values()].filter((task) => !isOwn(task) && task.lastStatus !== 'STOPPED');
  }

  public isWork(arn: string): boolean {
    const { lastStatus, daemon, startedBy } = this.task(arn);
    return lastStatus !== 'STOPPED' && !daemon && startedBy === 'somebody';
  }

  public hasWork(instance: string): boolean {
    return this.on(instance).some(({ arn }) => this.isWork(arn));
  }

  public members(status: InstanceStatus): Promise<string[]> {
    return this.call('ListContainerInstances', () =>
      [...this.instances.values()]
        .filter((one) => one.member && one.status === status && (status !== 'ACTIVE' || one.agentConnected))
        .map(({ arn }) => arn),
    );
  }

  // What the keeper may ask

  public membersAmong(ids: readonly string[]): Promise<string[]> {
    return this.call('ListContainerInstances', () =>
      ids.map((id) => id.replace(/^i-/, '')).filter((arn) => this.instances.get(arn)?.member),
    );
  }

  public describeInstances(arns: readonly string[]): Promise<Instance[]> {
    atMost(arns, AT_ONCE.describeContainerInstances);
    return this.call('DescribeContainerInstances', () =>
      arns.flatMap((arn) => {
        const instance = this.instances.get(arn);
        return instance ? [{ ...instance }] : [];
      }),
    );
  }

  public tasksOn(instance: string, desiredStatus: 'RUNNING' | 'STOPPED'): Promise<string[]> {
    return this.call('ListTasks', () =>
      this.listed(this.on(instance).filter((t) => t.desiredStatus === desiredStatus)),
    );
  }

  public tasksStartedBy(startedBy: string): Promise<string[]> {
    return this.call('ListTasks', () =>
      this.listed([...this.tasks.values()].filter((t) => t.startedBy === startedBy && t.desiredStatus === 'RUNNING')),
    );
  }

  public describeTasks(arns: readonly string[]): Promise<Task[]> {
    atMost(arns, AT_ONCE.describeTasks);
    return this.call('DescribeTasks', () =>
      arns.flatMap((arn) => {
        const task = this.tasks.get(arn);
        return task ? [{ ...task }] : [];
      }),
    );
  }

  public daemonsAmong(services: readonly string[]): Promise<string[]> {
    atMost(services, AT_ONCE.describeServices);
    return this.call('DescribeServices', () => {
      const daemons = new Set([...this.tasks.values()].filter(({ daemon }) => daemon).map(({ group }) => group));
      return services.filter((name) => daemons.has(`service:${name}`));
    });
  }

  public startTask(instances: readonly string[], taskDefinition: string, startedBy: string) {
    atMost(instances, AT_ONCE.startTask);
    return this.call('StartTask', () => {
      for (const arn of instances.filter((one) => this.instances.get(one)?.status === 'DRAINING')) {
        this.sins.push(`started a task on ${arn}, which drains`);
      }
      const refusals = instances.flatMap((arn) => {
        const reason = this.refusal(arn);
        return reason ? [{ instance: arn, reason }] : [];
      });
      const tasks = instances
        .filter((arn) => refusals.every(({ instance }) => instance !== arn))
        .map((arn) => this.add(arn, { taskDefinition, group: `family:agent`, startedBy, daemon: false }))
        .map((task) => ({ ...task }));
      return { tasks, refusals };
    });
  }

  public stopTask(arn: string, reason: string): Promise<void> {
    return this.call('StopTask', () => {
      const task = this.tasks.get(arn);
      if (task && reason === REASONS.surplus && this.kept(task.instance).every((other) => other.arn === arn)) {
        this.sins.push(`stopped ${arn} as one too many, and it was the last`);
      }
      if (task && !isOwn(task)) {
        this.sins.push(`stopped ${arn}, which is not its own`);
      }
      if (task && this.instances.get(task.instance)?.status === 'DRAINING' && this.hasWork(task.instance)) {
        this.sins.push(`left ${task.instance} before its work was done`);
      }
      if (task?.desiredStatus === 'RUNNING') {
        this.tellToStop(arn, reason);
        this.announce(task.instance);
      }
    });
  }

  // How it goes on

  private async call<T>(name: string, work: () => T): Promise<T> {
    this.calls.push(name);
    await this.before();
    return work();
  }

  private listed(tasks: readonly SimulatedTask[]): string[] {
    return tasks.filter((task) => task.hiddenFrom-- <= 0).map(({ arn }) => arn);
  }

  private refusal(arn: string): string | undefined {
    const instance = this.instances.get(arn);
    if (!instance || instance.status !== 'ACTIVE') {
      return 'INACTIVE';
    }
    return instance.agentConnected ? (instance.full ? 'RESOURCE:MEMORY' : undefined) : 'AGENT';
  }

  private add(
    instance: string,
    what: Pick<SimulatedTask, 'taskDefinition' | 'group' | 'startedBy' | 'daemon'>,
  ): SimulatedTask {
    const task: SimulatedTask = {
      ...what,
      arn: `task-${String(++this.counter).padStart(6, '0')}`,
      instance,
      lastStatus: 'PENDING',
      desiredStatus: 'RUNNING',
      healthStatus: 'UNKNOWN',
      createdAt: this.now,
      changedAt: this.now,
      hiddenFrom: this.listsBehind,
    };
    this.tasks.set(task.arn, task);
    this.on(instance).push(task);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.kept(instance).length);
    return task;
  }

  private age(task: SimulatedTask): void {
    const instance = this.instances.get(task.instance);
    const since = this.now - task.changedAt;
    if (task.lastStatus === 'STOPPED') {
      if (since >= HOUR) {
        this.forget(task);
      }
    } else if (instance?.agentConnected && task.desiredStatus === 'STOPPED' && since >= STOPPING) {
      this.end(task);
    } else if (instance?.agentConnected && task.lastStatus === 'PENDING' && since >= STARTING) {
      if (isOwn(task) && (instance.broken || this.brokenDefinitions.has(task.taskDefinition))) {
        this.end(task);
      } else {
        Object.assign(task, { lastStatus: 'RUNNING', startedAt: this.now, changedAt: this.now });
      }
    }
  }

  private end(task: SimulatedTask): void {
    if (task.lastStatus !== 'STOPPED') {
      Object.assign(task, { lastStatus: 'STOPPED', desiredStatus: 'STOPPED', stoppedAt: this.now });
      task.changedAt = this.now;
      if (isOwn(task)) {
        this.events.push(task.instance);
      }
    }
  }

  private forget(task: SimulatedTask): void {
    this.tasks.delete(task.arn);
    this.byInstance.set(
      task.instance,
      this.on(task.instance).filter((other) => other !== task),
    );
  }

  /** ECS says that an instance changed; the rules let through what may concern the keeper. */
  private announce(arn: string): void {
    const instance = this.instances.get(arn);
    const idle = this.on(arn).every(({ lastStatus }) => lastStatus === 'STOPPED');
    if (instance?.status === 'DRAINING' || (instance?.status === 'ACTIVE' && instance.agentConnected && idle)) {
      this.events.push(arn);
    }
  }

  private on(arn: string): SimulatedTask[] {
    return this.byInstance.get(arn) ?? [];
  }

  private instance(arn: string): SimulatedInstance {
    const instance = this.instances.get(arn);
    if (!instance) {
      throw new Error(`no instance ${arn}`);
    }
    return instance;
  }

  private task(arn: string): SimulatedTask {
    const task = this.tasks.get(arn);
    if (!task) {
      throw new Error(`no task ${arn}`);
    }
    return task;
  }
}

function isOwn({ startedBy }: { readonly startedBy: string }): boolean {
  return startedBy === ASSIGNMENT.startedBy;
}

function atMost(items: readonly unknown[], limit: number): void {
  if (items.length < 1 || items.length > limit) {
    throw new Error(`1 to ${limit} in one call, got ${items.length}`);
  }
}
