import { type AutoScalingClient, paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CancelCommandCommand,
  type CommandInvocation,
  DeleteParameterCommand,
  LabelParameterVersionCommand,
  paginateDescribeInstanceInformation,
  paginateGetParameterHistory,
  paginateListCommandInvocations,
  paginateListCommands,
  ParameterNotFound,
  type ParameterHistory,
  PutParameterCommand,
  SendCommandCommand,
  type Command as SsmCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { contentOf, generationText } from './generation-text';
import type { Command, Generation, HostResult } from './model';
import { APPROVED, COMMAND_PARAMETERS, MODES } from './rollout-names';
import type { Order, RolloutPort, Target } from './rollout-port';

export interface Clients {
  readonly autoScaling: AutoScalingClient;
  readonly cloudFormation: CloudFormationClient;
  readonly ssm: SSMClient;
}

/**
 * How long Run Command tries to reach a host, in seconds; it adds what the host may take, and gives up whatever is left
 * of a command in the end. Short, because a host that does not answer holds a roll-out for as long.
 */
const DELIVERY_SECONDS = 60;

export class Aws implements RolloutPort {
  public constructor(private readonly clients: Clients) {}

  public async generations(parameterName: string): Promise<Generation[]> {
    const generations: Generation[] = [];
    try {
      for await (const page of paginateGetParameterHistory({ client: this.clients.ssm }, { Name: parameterName })) {
        generations.push(...(page.Parameters ?? []).map(generation));
      }
    } catch (error) {
      if (error instanceof ParameterNotFound) {
        return [];
      }
      throw error;
    }
    return generations.sort((one, other) => one.version - other.version);
  }

  public async write({ parameterName, groupName }: Target, content: string, request: string): Promise<void> {
    await this.clients.ssm.send(
      new PutParameterCommand({
        Name: parameterName,
        Description: `${DESCRIPTION} of group ${groupName}, written for request ${request}`,
        Value: generationText(content),
        Type: 'String',
        Tier: 'Intelligent-Tiering',
        Overwrite: true,
      }),
    );
  }

  public async approve({ parameterName }: Target, version: number): Promise<void> {
    await this.clients.ssm.send(
      new LabelParameterVersionCommand({ Name: parameterName, ParameterVersion: version, Labels: [APPROVED] }),
    );
  }

  public async remove(parameterName: string): Promise<void> {
    try {
      await this.clients.ssm.send(new DeleteParameterCommand({ Name: parameterName }));
    } catch (error) {
      if (!(error instanceof ParameterNotFound)) {
        throw error;
      }
    }
  }

  public async hosts({ tag }: Target): Promise<number> {
    let hosts = 0;
    const pages = paginateDescribeAutoScalingGroups(
      { client: this.clients.autoScaling },
      { Filters: [{ Name: `tag:${tag.key}`, Values: [tag.value] }] },
    );
    for await (const { AutoScalingGroups = [] } of pages) {
      const instances = AutoScalingGroups.flatMap(({ Instances = [] }) => Instances);
      hosts += instances.filter(({ LifecycleState }) => LifecycleState === 'InService').length;
    }
    return hosts;
  }

  public async reached({ tag }: Target): Promise<string[]> {
    const reached: string[] = [];
    const Filters = [
      { Key: `tag:${tag.key}`, Values: [tag.value] },
      { Key: 'PingStatus', Values: ['Online'] },
    ];
    for await (const page of paginateDescribeInstanceInformation({ client: this.clients.ssm }, { Filters })) {
      reached.push(...(page.InstanceInformationList ?? []).map(({ InstanceId = '' }) => InstanceId));
    }
    return reached;
  }

  public async rollingBack(stackId: string): Promise<boolean> {
    const { Stacks = [] } = await this.clients.cloudFormation.send(new DescribeStacksCommand({ StackName: stackId }));
    return Stacks.some(({ StackStatus }) => StackStatus?.includes('ROLLBACK'));
  }

  public async commands({ documentName, parameterName }: Target): Promise<Command[]> {
    const commands: Command[] = [];
    const Filters = [{ key: 'DocumentName' as const, value: documentName }];
    for await (const page of paginateListCommands({ client: this.clients.ssm }, { Filters })) {
      commands.push(...(page.Commands ?? []).flatMap((found) => commandFor(parameterName, found)));
    }
    return commands.sort((one, other) => one.sentAt - other.sentAt);
  }

  public async results({ id }: Command): Promise<HostResult[]> {
    const results: HostResult[] = [];
    const pages = paginateListCommandInvocations({ client: this.clients.ssm }, { CommandId: id, Details: true });
    for await (const { CommandInvocations = [] } of pages) {
      results.push(...CommandInvocations.map(hostResult));
    }
    return results;
  }

  public async send(target: Target, { mode, version, atOnce, instances }: Order): Promise<void> {
    await this.clients.ssm.send(
      new SendCommandCommand({
        DocumentName: target.documentName,
        Comment: `${target.groupName}: ${mode} ${version}`.slice(-100),
        Parameters: {
          [COMMAND_PARAMETERS.mode]: [mode],
          [COMMAND_PARAMETERS.parameter]: [target.parameterName],
          [COMMAND_PARAMETERS.version]: [`${version}`],
        },
        ...(instances
          ? { InstanceIds: [...instances] }
          : { Targets: [{ Key: `tag:${target.tag.key}`, Values: [target.tag.value] }] }),
        MaxConcurrency: `${atOnce}`,
        // what is approved goes to all, whatever some of them make of it
        MaxErrors: mode === 'update' ? '0' : '100%',
        TimeoutSeconds: DELIVERY_SECONDS,
      }),
    );
  }

  public async cancel({ id }: Command): Promise<void> {
    await this.clients.ssm.send(new CancelCommandCommand({ CommandId: id }));
  }
}

const DESCRIPTION = 'System containers';
const REQUEST = / written for request (\S+)$/;

function generation({ Version = 0, Value = '', Description, LastModifiedDate, Labels }: ParameterHistory): Generation {
  return {
    version: Version,
    content: contentOf(Value),
    request: REQUEST.exec(Description ?? '')?.[1],
    writtenAt: LastModifiedDate?.getTime() ?? 0,
    approved: Labels?.includes(APPROVED) ?? false,
  };
}

/** None for a command of another parameter, that is of another footprint, or of somebody else's making. */
function commandFor(parameterName: string, command: SsmCommand): Command[] {
  const { CommandId = '', InstanceIds = [], Parameters = {}, RequestedDateTime, Status } = command;
  const of = (name: string) => Parameters[name]?.[0];
  const mode = MODES.find((known) => known === of(COMMAND_PARAMETERS.mode));
  if (mode === undefined || of(COMMAND_PARAMETERS.parameter) !== parameterName) {
    return [];
  }
  return [
    {
      id: CommandId,
      mode,
      version: Number(of(COMMAND_PARAMETERS.version)),
      sentAt: RequestedDateTime?.getTime() ?? 0,
      status:
        Status === 'Cancelling' ? 'stopping' : Status === 'Pending' || Status === 'InProgress' ? 'running' : 'ended',
      toSome: InstanceIds.length > 0,
    },
  ];
}

/**
 * By the detailed status, which tells what never arrived from what failed.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html
 */
const RESULTS: Readonly<Record<string, HostResult['result']>> = {
  Success: 'ran',
  Failed: 'refused',
  ExecutionTimedOut: 'refused',
  DeliveryTimedOut: 'unreached',
  Undeliverable: 'unreached',
  InvalidPlatform: 'unreached',
  AccessDenied: 'unreached',
  Pending: 'running',
  InProgress: 'running',
  Delayed: 'running',
  Cancelling: 'running',
};

function hostResult({ InstanceId = '', StatusDetails = '', CommandPlugins = [] }: CommandInvocation): HostResult {
  return {
    instance: InstanceId,
    // Cancelled, Terminated, and what may come
    result: RESULTS[StatusDetails.replaceAll(' ', '')] ?? 'stopped',
    output: CommandPlugins.map(({ Output = '' }) => Output).join('\n'),
  };
}
