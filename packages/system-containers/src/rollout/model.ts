/** One version of the parameter. */
export interface Generation {
  readonly version: number;
  readonly content: string;
  /** The request that wrote it, so that a repeated invocation knows its own work again. */
  readonly request: string;
  readonly approved: boolean;
}

/** A roll-out of one generation by Run Command. */
export interface Command {
  readonly id: string;
  readonly status: 'running' | 'succeeded' | 'ended';
  /** Hosts on which the update ran and failed, with what they said. */
  readonly failures: readonly HostFailure[];
  /** Hosts that were not reached; they converge when they return. */
  readonly unreached: number;
}

export interface HostFailure {
  readonly instance: string;
  readonly output: string;
}

/** What one request of CloudFormation wants. */
export interface Wish {
  readonly request: string;
  readonly content: string;
}

/** All that a decision rests on, read from AWS anew each time: a function that dies loses nothing. */
export interface Situation {
  /** By version, ascending. */
  readonly generations: readonly Generation[];
  /** Instances of the group, running or starting. */
  readonly hosts: number;
  /** Whether CloudFormation takes the stack back to what it was. */
  readonly rollingBack: boolean;
  /** The command that rolls the latest generation out. */
  readonly command?: Command;
  /** Whether CloudFormation's patience is at its end. */
  readonly late: boolean;
}
