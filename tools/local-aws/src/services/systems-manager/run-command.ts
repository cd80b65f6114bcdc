import type { EventSink } from '../../service';
import type { Clock } from '../support';
import { hasEnded, type Command, type HostAnswer, type HostCommand, type Invocation } from './model';

export interface RunCommandOptions {
  readonly clock: Clock;
  readonly events: EventSink;
  /** Instances that run at this moment. */
  readonly running: () => Promise<ReadonlySet<string>>;
  readonly answer: (command: HostCommand) => Promise<HostAnswer>;
  readonly reachable: (instanceId: string) => boolean;
}

const DEFAULT_SECONDS = 5;

/**
 * Takes commands to hosts: so many at a time, until more of them have failed than may.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/send-commands-multiple.html
 */
export class RunCommand {
  public readonly commands: Command[] = [];

  public constructor(private readonly options: RunCommandOptions) {}

  /** One look at every command under way. */
  public async tick(): Promise<void> {
    const open = this.commands.filter((command) => !hasEnded(command));
    if (open.length === 0) {
      return;
    }
    const running = await this.options.running();
    for (const command of open) {
      await this.advance(command, running);
    }
  }

  /** Hosts that have begun come to their end; no other begins. */
  public async cancel(command: Command): Promise<void> {
    if (!hasEnded(command)) {
      await this.change(command, 'Cancelling', 'Cancelling');
    }
  }

  private async advance(command: Command, running: ReadonlySet<string>): Promise<void> {
    const now = this.options.clock.now();
    for (const invocation of command.invocations) {
      settleInvocation(invocation, now);
      if (!hasEnded(invocation) && !running.has(invocation.instanceId)) {
        end(invocation, 'Failed', 'Undeliverable');
      }
    }
    const stopping = command.status === 'Cancelling' || errorsOf(command) > limitOf(command.maxErrors, command);
    if (stopping) {
      // what waits for its turn does not get it
      waiting(command).forEach((invocation) =>
        end(invocation, 'Cancelled', command.status === 'Cancelling' ? 'Cancelled' : 'Terminated'),
      );
    }
    if (now >= command.expiresAt) {
      // its total time-out, which spares nobody
      command.invocations
        .filter((invocation) => !hasEnded(invocation))
        .forEach((invocation) => end(invocation, 'TimedOut', 'DeliveryTimedOut'));
    }
    await this.begin(command, now);
    if (command.invocations.every(hasEnded)) {
      const [status, details] = outcomeOf(command);
      await this.change(command, status, details);
    } else if (command.status === 'Pending') {
      await this.change(command, 'InProgress', 'InProgress');
    }
  }

  private async begin(command: Command, now: number): Promise<void> {
    // one first; when that is through, two more, and so on up to what may be
    const through = command.invocations.filter(hasEnded).length;
    const most = Math.min(Math.max(1, limitOf(command.maxConcurrency, command)), through + 1);
    const busy = command.invocations.filter(({ status }) => status === 'InProgress' || status === 'Delayed').length;
    for (const invocation of waiting(command).slice(0, Math.max(0, most - busy))) {
      if (!this.options.reachable(invocation.instanceId)) {
        // it has its turn, and does not hear of it
        invocation.status = 'Delayed';
        invocation.details = 'Delayed';
        invocation.endsAt = command.undeliveredAt;
        continue;
      }
      invocation.status = 'InProgress';
      invocation.details = 'InProgress';
      const { id: commandId, documentName, parameters, lines } = command;
      const { instanceId } = invocation;
      const answer = await this.options.answer({ commandId, instanceId, documentName, parameters, lines });
      invocation.exitCode = answer.exitCode ?? 0;
      invocation.output = answer.output ?? '';
      invocation.endsAt = now + (answer.seconds ?? DEFAULT_SECONDS);
    }
  }

  private async change(command: Command, status: Command['status'], details: string): Promise<void> {
    command.status = status;
    command.details = details;
    await this.options.events.emit({
      source: 'aws.ssm',
      detailType: 'EC2 Command Status-change Notification',
      detail: {
        'command-id': command.id,
        'document-name': command.documentName,
        parameters: command.parameters,
        'requested-date-time': command.requestedAt.toISOString(),
        status,
      },
    });
  }
}

function settleInvocation(invocation: Invocation, now: number): void {
  if (invocation.endsAt === undefined || now < invocation.endsAt) {
    return;
  }
  if (invocation.status === 'Delayed') {
    end(invocation, 'TimedOut', 'DeliveryTimedOut');
  } else if (invocation.status === 'InProgress') {
    const status = invocation.exitCode === 0 ? 'Success' : 'Failed';
    end(invocation, status, status);
  }
}

function end(invocation: Invocation, status: Invocation['status'], details: string): void {
  invocation.status = status;
  invocation.details = details;
}

function waiting({ invocations }: Command): Invocation[] {
  return invocations.filter(({ status }) => status === 'Pending');
}

/** What never arrived is no error. */
export function errorsOf({ invocations }: Command): number {
  return invocations.filter(({ details }) => details === 'Failed' || details === 'ExecutionTimedOut').length;
}

/** `3`, or `10%` of the targets. */
function limitOf(text: string, { invocations }: Command): number {
  const number = Number.parseInt(text, 10);
  return text.endsWith('%') ? Math.floor((invocations.length * number) / 100) : number;
}

function outcomeOf(command: Command): [Command['status'], string] {
  const { invocations, status, maxErrors } = command;
  if (status === 'Cancelling') {
    return ['Cancelled', 'Cancelled'];
  }
  if (invocations.length === 0) {
    return ['Success', 'NoInstancesInTag'];
  }
  if (errorsOf(command) > limitOf(maxErrors, command)) {
    return ['Failed', 'Failed'];
  }
  if (invocations.every((invocation) => invocation.status === 'Success')) {
    return ['Success', 'Success'];
  }
  return invocations.some(({ details }) => details === 'DeliveryTimedOut')
    ? ['TimedOut', 'DeliveryTimedOut']
    : ['Failed', 'Incomplete'];
}
