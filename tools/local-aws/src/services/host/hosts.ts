import type { RegisterContainerInstanceCommandInput } from '@aws-sdk/client-ecs';
import type { Account } from '../../service';
import type { InstanceObserver, LaunchedInstance } from '../auto-scaling';
import { Reconciler, type Clock } from '../support';
import { bootInstructions, type BootInstructions } from './boot-instructions';
import type { InstanceTypes } from './instance-types';
import { portRange, type PortRange } from '../ecs';
import { registration } from './registration';

/** From power on to the agent's registration, in AWS seconds. */
const BOOT_SECONDS = 40;

/** The calls that a host makes and the wires that end in it. */
export interface HostPorts {
  register(input: RegisterContainerInstanceCommandInput): Promise<void>;
  /** What the agent hands out to containers that leave the host's port open; without a range the kernel's. */
  setDynamicPorts(instanceId: string, range: PortRange | undefined): void;
  /** As the completion unit sees its own instance: nothing when no group has it. */
  lifecycleState(instanceId: string): Promise<string | undefined>;
  completeLaunch(groupName: string, hookName: string, instanceId: string): Promise<void>;
  setConnected(instanceId: string, connected: boolean): void;
  /** ECS hears that EC2 has ended the instance. */
  terminated(instanceId: string): void;
  /** Ends the instance in EC2, past its group. */
  kill(instanceId: string): Promise<void>;
}

export interface HostsOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly ports: HostPorts;
  readonly instanceTypes: InstanceTypes;
  readonly intervalMs?: number;
  readonly onError: (error: unknown) => void;
}

/** What a test may do to hosts. */
export interface HostControl {
  /** The next `count` instances that start never get as far as their agent. */
  failNextBoots(count: number): void;
  /** From now on the agent acknowledges nothing. */
  disconnectAgent(instanceId: string): void;
  reconnectAgent(instanceId: string): void;
  /** The instance is gone at once, without its group or its hooks having been asked. */
  kill(instanceId: string): Promise<void>;
}

interface Host {
  readonly instance: LaunchedInstance;
  readonly bootedAt: number;
  readonly instructions: BootInstructions;
  state: 'booting' | 'registered' | 'done';
}

/** Plays the machines: each boots as its user data says, its agent registers, and it completes its launch. */
export class Hosts implements InstanceObserver, HostControl {
  private readonly hosts = new Map<string, Host>();
  private readonly reconciler?: Reconciler;
  private failing = 0;

  public constructor(private readonly options: HostsOptions) {
    const { intervalMs, onError } = options;
    if (intervalMs !== undefined) {
      this.reconciler = new Reconciler({ tick: () => this.tick(), intervalMs, onError });
      this.reconciler.start();
    }
  }

  public launched(instance: LaunchedInstance): void {
    const fails = this.failing > 0;
    this.failing -= fails ? 1 : 0;
    this.hosts.set(instance.instanceId, {
      instance,
      bootedAt: this.options.clock.now() + BOOT_SECONDS,
      instructions: bootInstructions(instance.userData),
      state: fails ? 'done' : 'booting',
    });
  }

  public terminated(instanceId: string): void {
    this.hosts.delete(instanceId);
    this.options.ports.terminated(instanceId);
  }

  public failNextBoots(count: number): void {
    this.failing = count;
  }

  public disconnectAgent(instanceId: string): void {
    this.options.ports.setConnected(instanceId, false);
  }

  public reconnectAgent(instanceId: string): void {
    this.options.ports.setConnected(instanceId, true);
  }

  public async kill(instanceId: string): Promise<void> {
    await this.options.ports.kill(instanceId);
    this.terminated(instanceId);
  }

  /** One look at every host that has not finished its start. */
  public async tick(): Promise<void> {
    for (const host of [...this.hosts.values()]) {
      try {
        await this.advance(host);
      } catch (error) {
        this.options.onError(error);
      }
    }
  }

  public async close(): Promise<void> {
    await this.reconciler?.close();
  }

  private async advance(host: Host): Promise<void> {
    if (host.state === 'booting' && this.options.clock.now() >= host.bootedAt) {
      // An agent whose cluster does not exist ends for good: whatever comes of the call, it is not made again.
      host.state = 'done';
      await this.register(host);
      host.state = 'registered';
    } else if (host.state === 'registered') {
      await this.completeLaunch(host);
    }
  }

  private async register({ instance, instructions }: Host): Promise<void> {
    const { account, instanceTypes, ports } = this.options;
    const type = await instanceTypes.get(instance.instanceType);
    // It may have been ended while EC2 was asked.
    if (this.hosts.has(instance.instanceId)) {
      ports.setDynamicPorts(instance.instanceId, portRange(instructions.settings.get('ECS_DYNAMIC_HOST_PORT_RANGE')));
      await ports.register(registration(account, instance, type, instructions.settings));
    }
  }

  /** As the completion unit does: waits for its hook's turn, then lets the launch go on. */
  private async completeLaunch(host: Host): Promise<void> {
    const { instance, instructions } = host;
    const { ports } = this.options;
    if (instructions.launchHook === undefined) {
      host.state = 'done';
      return;
    }
    const state = await ports.lifecycleState(instance.instanceId);
    if (state === 'Pending') {
      return;
    }
    host.state = 'done';
    if (state === 'Pending:Wait') {
      await ports.completeLaunch(instance.groupName, instructions.launchHook, instance.instanceId);
    }
  }
}
