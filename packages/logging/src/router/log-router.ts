import * as instances from '@ecs-groundwork/instances';
import * as systemContainers from '@ecs-groundwork/system-containers';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type RouterPlan, configuration } from './configuration';
import { BUFFER_MIB, IMAGE, MEMORY_MIB } from './defaults';
import { hostScript } from './host-scripts';
import type { LogRouterProps } from './log-router-props';
import {
  CA_FILE,
  CONFIGURATION,
  CONTAINER_NAME,
  FORWARD_PORT,
  HTTP_PORT,
  INSTANCE_ID,
  STATE,
  VARIABLES,
} from './names';
import { destinationVariable, reference } from './variables';
import { renderYaml } from './yaml';
import { mayWrite } from '../destination/cloud-watch';
import type { LogDestination } from '../destination/log-destination';
import type { Output } from '../destination/output';
import { checkPlace } from '../destination/place';
import { HostLogGroups } from '../host-logs/host-log-groups';
import { within } from '../private/checks';
import { failure } from '../private/errors';

/**
 * The one collector of logs on every instance of a group: Fluent Bit in a container, for `group.contribute(…)`.
 *
 * It sends the logs of the host to CloudWatch, as terraform-ecs does: dmesg, docker, ecs-agent, ecs-init, audit and
 * messages, from the journal and the agent's files. And it listens on the loopback address for containers that log by
 * `ContainerLogs.viaRouter()`, and sends what they say to one destination.
 *
 * It is required: no instance takes work before its router runs. Whether destinations can be reached does not count:
 * while they cannot, records wait on disk. A router that fails later is started again, and goes on where it was.
 *
 * Answers "Logging" of terraform-ecs.
 *
 * @example
 * const router = new logging.LogRouter({
 *   containerLogs: logging.LogDestination.elasticsearch({ host: 'logs.example.com' }),
 * });
 * group.contribute(router);
 */
export class LogRouter implements instances.IBootContribution {
  /** A group has one router. */
  public readonly contributionName = CONTAINER_NAME;

  private readonly hostLogs?: HostLogGroups;
  private readonly containerLogs?: LogDestination;
  private readonly image: systemContainers.SystemContainerImage;
  private readonly memoryMiB: number;
  private readonly bufferMiB: number;

  public constructor(props: LogRouterProps = {}) {
    this.hostLogs = props.hostLogs;
    this.containerLogs = props.containerLogs;
    this.image = props.image ?? systemContainers.SystemContainerImage.fromRegistry(IMAGE);
    this.memoryMiB = within('RouterMemoryInvalid', 'memoryLimitMiB', MEMORY_MIB, props.memoryLimitMiB);
    this.bufferMiB = within('BufferInvalid', 'containerLogBufferMiB', BUFFER_MIB, props.containerLogBufferMiB);
    if (props.containerLogBufferMiB !== undefined && !props.containerLogs) {
      throw failure(
        'BufferWithoutContainerLogs',
        'containerLogBufferMiB is for logs of containers, but there is no containerLogs; name a destination, or leave it out',
      );
    }
  }

  /** For `group.contribute(…)`. */
  public bind(scope: Construct, group: instances.IInstanceGroup): instances.BootContribution {
    const hostLogs = this.hostLogs ?? new HostLogGroups(scope, 'HostLogs');
    checkPlace(`hostLogs of group '${group.instanceGroupName}'`, Stack.of(hostLogs), group);
    const output = this.containerLogs?._bind({
      streamPrefix: `${reference(VARIABLES.instanceId)}/`,
      region: reference(VARIABLES.region),
    });
    checkPlace(`the destination of containerLogs of group '${group.instanceGroupName}'`, output?.place, group);
    return {
      ...this.container(hostLogs, output).bind(scope, group),
      steps: [instances.BootStep.text('prepare', hostScript('prepare.sh'))],
      logDrivers: output ? ['fluentd'] : [],
    };
  }

  private buffered(output?: Output): RouterPlan['containerLogs'] {
    return output && { output, bufferMiB: this.bufferMiB };
  }

  private container(hostLogs: HostLogGroups, output?: Output): systemContainers.SystemContainer {
    return new systemContainers.SystemContainer({
      containerName: CONTAINER_NAME,
      image: this.image,
      memoryLimitMiB: this.memoryMiB,
      entryPoint: ['/bin/sh', `${CONFIGURATION}/start`],
      files: files({ memoryMiB: this.memoryMiB, containerLogs: this.buffered(output) }),
      environment: {
        [VARIABLES.region]: Stack.of(hostLogs).region,
        [VARIABLES.logs]: hostLogs.prefix,
        ...named(output?.values ?? {}),
      },
      secretFiles: {
        ...named(output?.secrets ?? {}),
        ...(output?.certificate ? { [CA_FILE]: output.certificate } : {}),
      },
      // for the role of the instance, and so that its ports are the host's
      networkMode: ecs.NetworkMode.HOST,
      ports: [HTTP_PORT, ...(output ? [FORWARD_PORT] : [])].map((containerPort) => ({ containerPort })),
      mounts: [
        { sourcePath: INSTANCE_ID, containerPath: `${CONFIGURATION}/instance-id` },
        { sourcePath: '/etc/machine-id', containerPath: '/etc/machine-id' },
        // the agent's files, and the journal where it is persistent; these always exist, the folders in them may not
        { sourcePath: '/var/log', containerPath: '/var/log' },
        { sourcePath: '/run/log', containerPath: '/run/log' },
        { sourcePath: STATE, containerPath: STATE, readOnly: false },
      ],
      // Not Fluent Bit's health check, which fails when a destination does: an outage of logs must be none of instances.
      healthCheck: {
        command: ['CMD-SHELL', `curl -sfo /dev/null http://127.0.0.1:${HTTP_PORT}/api/v1/uptime`],
        interval: Duration.seconds(5),
        startPeriod: Duration.seconds(30),
      },
      required: true,
      readonlyRootFilesystem: true,
      // what it reads and writes belongs to root
      dropCapabilities: [ecs.Capability.ALL],
      policyStatements: [mayWrite(hostLogs.logGroups), ...(output?.statements ?? [])],
    });
  }
}

/** Part of what the container is, so that another destination replaces no instance. */
function files(plan: RouterPlan): Record<string, string> {
  return {
    [`${CONFIGURATION}/fluent-bit.yaml`]: renderYaml(configuration(plan)),
    [`${CONFIGURATION}/start`]: hostScript('start.sh'),
    [`${CONFIGURATION}/dropped`]: hostScript('dropped.sh'),
  };
}

/** By the variables that the configuration refers to. */
function named<T>(settings: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(settings).map(([setting, value]) => [destinationVariable(setting), value]));
}
