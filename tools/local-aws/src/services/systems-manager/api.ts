import { randomUUID } from 'node:crypto';
import type {
  CancelCommandCommandInput,
  DescribeInstanceInformationCommandInput,
  InstanceInformationStringFilter,
  ListCommandInvocationsCommandInput,
  ListCommandsCommandInput,
  SendCommandCommandInput,
  Target,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../service';
import { action, page, required, type Action, type Clock } from '../support';
import { renderDocument } from './document';
import { hasEnded, type Command } from './model';
import type { ManagedInstance, SystemsManagerPorts } from './ports';
import { errorsOf, type RunCommand } from './run-command';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html */
const DEFAULTS = { maxConcurrency: '50', maxErrors: '0', timeoutSeconds: 3600 } as const;
const LIMIT = /^([1-9][0-9]*|0|[1-9][0-9]?%|0%|100%)$/;
const MOST_IDS = 50;

export interface ApiOptions {
  readonly clock: Clock;
  readonly ports: SystemsManagerPorts;
  readonly reachable: (instanceId: string) => boolean;
}

export function runCommandActions(run: RunCommand, options: ApiOptions): Record<string, Action> {
  return {
    SendCommand: action<SendCommandCommandInput>(
      [
        'Comment',
        'DocumentName',
        'InstanceIds',
        'MaxConcurrency',
        'MaxErrors',
        'Parameters',
        'Targets',
        'TimeoutSeconds',
      ],
      async (input) => {
        const command = await newCommand(input, options);
        run.commands.push(command);
        return { Command: commandOutput(command) };
      },
    ),
    CancelCommand: action<CancelCommandCommandInput>(['CommandId'], ({ CommandId }) =>
      run.cancel(find(run, CommandId)),
    ),
    ListCommands: action<ListCommandsCommandInput>(
      ['CommandId', 'Filters', 'MaxResults', 'NextToken'],
      ({ CommandId, Filters = [], MaxResults = 50, NextToken }) => {
        const found = run.commands
          .filter(({ id }) => CommandId === undefined || id === CommandId)
          .filter((command) => Filters.every(({ key, value }) => commandMatches(command, key, value)))
          .reverse();
        const { items, next } = page(found, MaxResults, NextToken, invalidToken);
        return { Commands: items.map(commandOutput), NextToken: next };
      },
    ),
    ListCommandInvocations: action<ListCommandInvocationsCommandInput>(
      ['CommandId', 'Details', 'InstanceId', 'MaxResults', 'NextToken'],
      ({ CommandId, Details = false, InstanceId, MaxResults = 50, NextToken }) => {
        const found = run.commands
          .filter(({ id }) => CommandId === undefined || id === CommandId)
          .flatMap((command) => command.invocations.map((invocation) => ({ command, invocation })))
          .filter(({ invocation }) => InstanceId === undefined || invocation.instanceId === InstanceId);
        const { items, next } = page(found, MaxResults, NextToken, invalidToken);
        return {
          CommandInvocations: items.map(
            ({ command, invocation: { instanceId, status, details, output, exitCode } }) => ({
              CommandId: command.id,
              InstanceId: instanceId,
              Comment: command.comment,
              DocumentName: command.documentName,
              RequestedDateTime: command.requestedAt,
              Status: status,
              StatusDetails: details,
              CommandPlugins: Details
                ? [
                    {
                      Name: 'aws:runShellScript',
                      Status: status,
                      StatusDetails: details,
                      ResponseCode: exitCode,
                      Output: output,
                    },
                  ]
                : [],
            }),
          ),
          NextToken: next,
        };
      },
    ),
    DescribeInstanceInformation: action<DescribeInstanceInformationCommandInput>(
      ['Filters', 'MaxResults', 'NextToken'],
      async ({ Filters = [], MaxResults = 50, NextToken }) => {
        const all = (await options.ports.instances()).map((instance) => ({
          instance,
          PingStatus: options.reachable(instance.instanceId) ? 'Online' : 'ConnectionLost',
        }));
        const found = all.filter((host) => Filters.every((filter) => hostMatches(host, filter)));
        const { items, next } = page(found, MaxResults, NextToken, invalidToken);
        return {
          InstanceInformationList: items.map(({ instance, PingStatus }) => ({
            InstanceId: instance.instanceId,
            PingStatus,
            PlatformType: 'Linux',
            ResourceType: 'EC2Instance',
          })),
          NextToken: next,
        };
      },
    ),
  };
}

async function newCommand(input: SendCommandCommandInput, { clock, ports }: ApiOptions): Promise<Command> {
  const { DocumentName, Comment, InstanceIds = [], Parameters = {}, Targets = [] } = input;
  const documentName = required(DocumentName, 'documentName', 'ValidationException');
  const document = await ports.document(documentName);
  if (document === undefined) {
    throw new AwsError('InvalidDocument', `Document with name ${documentName} does not exist.`);
  }
  const { lines, executionSeconds } = renderDocument(document, Parameters);
  const maxConcurrency = limit('maxConcurrency', input.MaxConcurrency ?? DEFAULTS.maxConcurrency);
  const maxErrors = limit('maxErrors', input.MaxErrors ?? DEFAULTS.maxErrors);
  const timeoutSeconds = input.TimeoutSeconds ?? DEFAULTS.timeoutSeconds;
  const hosts = await targetsOf(InstanceIds, Targets, ports);
  const undeliveredAt = clock.now() + timeoutSeconds + executionSeconds;
  return {
    id: randomUUID(),
    documentName,
    comment: Comment,
    parameters: Parameters,
    lines,
    targets: Targets,
    instanceIds: InstanceIds,
    maxConcurrency,
    maxErrors,
    timeoutSeconds,
    requestedAt: clock.date(),
    undeliveredAt,
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html#monitor-about-status-timeouts
    expiresAt: undeliveredAt + executionSeconds,
    invocations: hosts.map((instanceId) => ({
      instanceId,
      status: 'Pending',
      details: 'Pending',
      output: '',
      exitCode: undefined,
    })),
    status: 'Pending',
    details: 'Pending',
  };
}

async function targetsOf(
  ids: readonly string[],
  targets: readonly Target[],
  ports: SystemsManagerPorts,
): Promise<string[]> {
  const all = await ports.instances();
  if (ids.length > 0) {
    if (ids.length > MOST_IDS || targets.length > 0) {
      throw new AwsError('InvalidInstanceId', `At most ${MOST_IDS} InstanceIds may be named, and no Targets with them`);
    }
    const strange = ids.find((id) => !all.some(({ instanceId }) => instanceId === id));
    if (strange !== undefined) {
      throw new AwsError('InvalidInstanceId', `Instances [[${strange}]] not in a valid state for account`);
    }
    return [...ids];
  }
  required(targets[0], 'targets', 'ValidationException');
  return all
    .filter((host) => targets.every((target) => targetMatches(host, target)))
    .map(({ instanceId }) => instanceId);
}

function limit(name: string, value: string): string {
  if (!LIMIT.test(value)) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${LIMIT.source}`,
    );
  }
  return value;
}

function targetMatches({ tags }: ManagedInstance, { Key = '', Values = [] }: Target): boolean {
  const tag = /^tag:(.+)$/.exec(Key)?.[1];
  if (tag === undefined) {
    throw new AwsError('UnsupportedOperation', `Local AWS does not play target ${Key} of ssm:SendCommand`, 501);
  }
  return Values.includes(tags.get(tag) ?? '');
}

function commandMatches(command: Command, key: string | undefined, value: string | undefined): boolean {
  switch (key) {
    case 'DocumentName':
      return command.documentName === value;
    case 'ExecutionStage':
      return hasEnded(command) === (value === 'Complete');
    default:
      throw new AwsError('UnsupportedOperation', `Local AWS does not play filter ${key} of ssm:ListCommands`, 501);
  }
}

function hostMatches(
  { instance, PingStatus }: { readonly instance: ManagedInstance; readonly PingStatus: string },
  { Key = '', Values = [] }: InstanceInformationStringFilter,
): boolean {
  return Key === 'PingStatus' ? Values.includes(PingStatus) : targetMatches(instance, { Key, Values });
}

function commandOutput(command: Command): object {
  const { invocations } = command;
  return {
    CommandId: command.id,
    DocumentName: command.documentName,
    DocumentVersion: '$DEFAULT',
    Comment: command.comment,
    Parameters: command.parameters,
    InstanceIds: command.instanceIds,
    Targets: command.targets,
    RequestedDateTime: command.requestedAt,
    Status: command.status,
    StatusDetails: command.details,
    MaxConcurrency: command.maxConcurrency,
    MaxErrors: command.maxErrors,
    TargetCount: invocations.length,
    CompletedCount: invocations.filter(hasEnded).length,
    ErrorCount: errorsOf(command),
    DeliveryTimedOutCount: invocations.filter(({ details }) => details === 'DeliveryTimedOut').length,
    TimeoutSeconds: command.timeoutSeconds,
  };
}

function find({ commands }: RunCommand, id: string | undefined): Command {
  const found = commands.find((command) => command.id === id);
  if (found === undefined) {
    throw new AwsError('InvalidCommandId', `Command ${id} was not found`);
  }
  return found;
}

function invalidToken(): AwsError {
  return new AwsError('InvalidNextToken', 'The specified token is not valid.');
}
