import type { CommandInvocationStatus, CommandStatus, Target } from '@aws-sdk/client-ssm';

/** A command on one host. */
export interface Invocation {
  readonly instanceId: string;
  status: CommandInvocationStatus;
  /** Tells apart what `status` does not: `Terminated`, `DeliveryTimedOut`. */
  details: string;
  output: string;
  exitCode: number | undefined;
  /** In AWS seconds; absent until the host has begun. */
  endsAt?: number;
}

export interface Command {
  readonly id: string;
  readonly documentName: string;
  readonly comment: string | undefined;
  readonly parameters: Readonly<Record<string, string[]>>;
  /** What the document makes of the parameters. */
  readonly lines: readonly string[];
  readonly targets: readonly Target[];
  readonly maxConcurrency: string;
  readonly maxErrors: string;
  readonly timeoutSeconds: number;
  readonly requestedAt: Date;
  readonly instanceIds: readonly string[];
  /** When a host that was not reached no longer counts, in AWS seconds. */
  readonly undeliveredAt: number;
  /** When nothing of it counts any more, in AWS seconds. */
  readonly expiresAt: number;
  readonly invocations: Invocation[];
  status: CommandStatus;
  details: string;
}

/** What a host is asked. */
export interface HostCommand {
  readonly commandId: string;
  readonly instanceId: string;
  readonly documentName: string;
  readonly parameters: Readonly<Record<string, string[]>>;
  /** The shell's lines, with the parameters in them. */
  readonly lines: readonly string[];
}

export interface HostAnswer {
  /** @default 0 */
  readonly exitCode?: number;
  /** @default - none */
  readonly output?: string;
  /** How long it takes, in AWS's seconds. @default 5 */
  readonly seconds?: number;
}

export function hasEnded({ status }: { readonly status: string }): boolean {
  return !['Pending', 'InProgress', 'Delayed', 'Cancelling'].includes(status);
}
