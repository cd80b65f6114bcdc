import type { AutoScalingInstanceDetails } from '@aws-sdk/client-auto-scaling';
import type { ContainerInstance, RegisterContainerInstanceCommandInput } from '@aws-sdk/client-ecs';
import type { Account, EventSink, Service } from '../../service';
import { autoScaling, type AutoScalingService, type Ec2Port, type HookTarget } from '../auto-scaling';
import { ecs, groupPort, type BalancerPort, type EcsControl, type EcsService, type InterfacePort } from '../ecs';
import type { Clock } from '../support';
import { Hosts, type HostControl, type HostPorts } from './hosts';
import { registeredCapacity, type InstanceTypes } from './instance-types';
import { machinelessRegistrations, type MachinelessOptions } from './machineless';

export interface ComputeOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly ec2: Ec2Port;
  readonly instanceTypes: InstanceTypes;
  readonly targets: HookTarget;
  readonly balancers: BalancerPort;
  readonly interfaces: InterfacePort;
  /** Milliseconds between two looks at everything; absent: only `tick` moves anything. */
  readonly intervalMs?: number;
  /** Hears of failures that no caller waits for. */
  readonly onError: (error: unknown) => void;
}

/** What a test may do to hosts and containers. */
export interface ComputeControl extends HostControl, EcsControl {
  /** Registers instances without machines, all at once, as a large group would; gives their ARNs. */
  registerMachineless(options: MachinelessOptions): Promise<string[]>;
}

export interface Compute {
  readonly autoScaling: AutoScalingService;
  readonly ecs: EcsService;
  readonly control: ComputeControl;
  /** One look at everything, in the order in which things follow from each other. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

/** Auto Scaling, the hosts that it launches and the ECS that they register with, wired to each other. */
export function compute(options: ComputeOptions): Compute {
  const { ec2, instanceTypes, targets, balancers, interfaces, ...common } = options;
  // The three know each other in a circle: what the hosts reach is looked up when they reach for it.
  const hosts = new Hosts({ ...common, instanceTypes, ports: hostPorts(ec2, () => ({ groups, cluster })) });
  const groups = autoScaling({ ...common, ec2, targets, observer: hosts });
  const cluster = ecs({
    ...common,
    balancers,
    interfaces,
    groups: groupPort({
      autoScaling: groups,
      capacityOfType: async (type) => registeredCapacity(await instanceTypes.get(type)),
      typeOfTemplate: async (template) => (await ec2.template(template)).instanceType ?? '',
    }),
  });
  return {
    autoScaling: groups,
    ecs: cluster,
    control: {
      failNextBoots: (count) => hosts.failNextBoots(count),
      disconnectAgent: (id) => hosts.disconnectAgent(id),
      reconnectAgent: (id) => hosts.reconnectAgent(id),
      kill: (id) => hosts.kill(id),
      ...cluster.control,
      registerMachineless: (burst) =>
        Promise.all(machinelessRegistrations(options.account, burst).map((input) => register(cluster, input))),
    },
    tick: async () => {
      await groups.tick();
      await hosts.tick();
      await cluster.tick();
    },
    close: async () => {
      await Promise.all([groups.close(), hosts.close(), cluster.close()]);
    },
  };
}

async function call(service: Service, action: string, input: object): Promise<Record<string, unknown>> {
  const output = await service.handle({ service: service.name, action, input: { ...input } });
  if (typeof output === 'symbol') {
    throw new Error(`${service.name} does not answer ${action} itself`);
  }
  return output;
}

async function register(cluster: EcsService, input: RegisterContainerInstanceCommandInput): Promise<string> {
  const { containerInstance } = await call(cluster, 'RegisterContainerInstance', input);
  return String((containerInstance as ContainerInstance).containerInstanceArn);
}

function hostPorts(ec2: Ec2Port, services: () => { groups: Service; cluster: EcsService }): HostPorts {
  return {
    register: async (input) => {
      await register(services().cluster, input);
    },
    setDynamicPorts: (id, range) => services().cluster.agents.setDynamicPorts(id, range),
    lifecycleState: async (id) => {
      const output = await call(services().groups, 'DescribeAutoScalingInstances', { InstanceIds: [id] });
      return (output.AutoScalingInstances as AutoScalingInstanceDetails[])[0]?.LifecycleState;
    },
    completeLaunch: async (AutoScalingGroupName, LifecycleHookName, InstanceId) => {
      const input = { AutoScalingGroupName, LifecycleHookName, InstanceId, LifecycleActionResult: 'CONTINUE' };
      await call(services().groups, 'CompleteLifecycleAction', input);
    },
    setConnected: (id, connected) => services().cluster.agents.setConnected(id, connected),
    terminated: (id) => services().cluster.agents.instanceTerminated(id),
    kill: (id) => ec2.terminate(id),
  };
}
