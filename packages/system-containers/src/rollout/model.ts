import type { Mode } from './rollout-names';

/** One version of the parameter. */
export interface Generation {
  readonly version: number;
  readonly content: string;
  /** The request that wrote it, so that a repeated invocation knows its own work again. */
  readonly request?: string;
  /** In milliseconds. */
  readonly writtenAt: number;
  readonly approved: boolean;
}

/** What was asked of the hosts by Run Command, for one parameter. */
export interface Command {
  readonly id: string;
  readonly mode: Mode;
  readonly version: number;
  /** In milliseconds. */
  readonly sentAt: number;
  /** `stopping`: cancelled, while hosts that have begun come to an end. */
  readonly status: 'running' | 'stopping' | 'ended';
  /** Whether it went to hosts by their ids, to bring stragglers along. */
  readonly toSome: boolean;
}

/**
 * What became of a command on a host. `unreached`: it did not come there in time; such a host converges when it is
 * back. `stopped`: the command was halted or cancelled first.
 */
export interface HostResult {
  readonly instance: string;
  readonly result: 'ran' | 'refused' | 'unreached' | 'stopped' | 'running';
  readonly output: string;
}

/** All that a decision rests on, read from AWS anew each time: a function that dies loses nothing. */
export interface Situation {
  /** By version, ascending. */
  readonly generations: readonly Generation[];
  /** By time, ascending. */
  readonly commands: readonly Command[];
  /** What hosts made of the latest generation, for each command with it that has ended. */
  readonly rounds: readonly (readonly HostResult[])[];
  /** Instances that Systems Manager reaches; known when a round has ended. */
  readonly reached: readonly string[];
  /** Instances of the group in service. Those that boot read the approved generation by themselves. */
  readonly hosts: number;
  /** Whether CloudFormation takes the stack back to what it was. */
  readonly rollingBack: boolean;
  /** Whether CloudFormation no longer waits, or must not be kept waiting. */
  readonly late: boolean;
}
