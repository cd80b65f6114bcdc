import { Token } from 'aws-cdk-lib/core';
import { failure } from '../private/errors';

/** Settings that this library writes: what to use instead. */
const OWNED: Readonly<Record<string, string>> = {
  ECS_CLUSTER: 'it is the cluster that the group belongs to',
  ECS_INSTANCE_ATTRIBUTES: "use the group's `attributes`",
  ECS_DYNAMIC_HOST_PORT_RANGE: 'it is `DynamicPortRange`, which security groups open as well',
  ECS_AWSVPC_BLOCK_IMDS: "use the group's `allowImdsFromContainers`",
  ECS_ENABLE_SPOT_INSTANCE_DRAINING: "it follows from the group's purchase option",
  ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM: 'container instances always get the tags of their EC2 instances',
  ECS_RESERVED_MEMORY: 'use `reservedMemoryMiB`, which adds up',
  ECS_RESERVED_PORTS: 'use `reservedPorts`, which adds up',
  ECS_RESERVED_PORTS_UDP: 'use `reservedUdpPorts`, which adds up',
  ECS_AVAILABLE_LOGGING_DRIVERS: 'use `logDrivers`, which adds up',
};

const SECRET = ['ECS_ENGINE_AUTH_TYPE', 'ECS_ENGINE_AUTH_DATA'];
const NAME = /^ECS_[A-Z0-9_]+$/;
/** The agent reads one setting a line. */
const NOT_ONE_LINE = /[\r\n\0]/;

/** The lines of `ecs.config`, and who wrote each. */
export class AgentSettings {
  private readonly settings = new Map<string, { readonly value: string; readonly owner: string }>();

  /** A setting by this library; `owner` is the property it comes from. */
  public set(owner: string, name: string, value: string): void {
    if (!Token.isUnresolved(value) && NOT_ONE_LINE.test(value)) {
      throw failure(
        'AgentSettingValueInvalid',
        `${owner} gives the agent setting ${name} a value of more than one line; the agent reads one setting a line`,
      );
    }
    const other = this.settings.get(name);
    if (other) {
      throw failure(
        'AgentSettingTwice',
        `${owner} sets ${name}, which ${other.owner} sets as well; leave one of them out`,
      );
    }
    this.settings.set(name, { value, owner });
  }

  /** Settings that a user or a contribution wrote by name. */
  public addAll(owner: string, settings: Readonly<Record<string, string>> = {}): void {
    for (const [name, value] of Object.entries(settings)) {
      checkName(owner, name);
      this.set(owner, name, value);
    }
  }

  public get lines(): string[] {
    return [...this.settings].map(([name, { value }]) => `${name}=${value}`);
  }
}

function checkName(owner: string, name: string): void {
  if (!NAME.test(name)) {
    throw failure(
      'AgentSettingUnknown',
      `${owner} holds '${name}', which is no setting of the ECS agent: they begin with ECS_ and are written in capitals`,
    );
  }
  if (SECRET.includes(name)) {
    throw failure(
      'AgentSettingSecret',
      `${owner} holds ${name}: user data is readable, so a login must not stand there; ` +
        "use the group's `registryAuth`, or an ECR pull-through cache",
    );
  }
  if (Object.hasOwn(OWNED, name)) {
    throw failure('AgentSettingOwned', `${owner} holds ${name}, which cannot be set by name: ${OWNED[name]}`);
  }
}
