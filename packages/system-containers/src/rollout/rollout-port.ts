import type { Command, Generation, HostResult } from './model';
import type { Mode } from './rollout-names';

/** What a group's roll-outs are about. */
export interface Target {
  readonly parameterName: string;
  readonly documentName: string;
  /** Carried by the group and its instances. */
  readonly tag: { readonly key: string; readonly value: string };
  /** For people. */
  readonly groupName: string;
}

/** The calls to AWS that are used, and no others. */
export interface RolloutPort {
  /** By version, ascending; none when there is no such parameter. */
  generations(parameterName: string): Promise<Generation[]>;
  write(target: Target, content: string, request: string): Promise<void>;
  approve(target: Target, version: number): Promise<void>;
  /** What is gone already is fine. */
  remove(parameterName: string): Promise<void>;
  /** How many instances of the group are in service. */
  hosts(target: Target): Promise<number>;
  /** The group's instances that Systems Manager reaches. */
  reached(target: Target): Promise<string[]>;
  rollingBack(stackId: string): Promise<boolean>;
  /** Those of the parameter, by time, ascending. */
  commands(target: Target): Promise<Command[]>;
  results(command: Command): Promise<HostResult[]>;
  /** To all hosts of the group, or to those named; so many at a time. An `update` halts at the first that refuses. */
  send(target: Target, order: Order): Promise<void>;
  cancel(command: Command): Promise<void>;
}

export interface Order {
  readonly mode: Mode;
  readonly version: number;
  readonly atOnce: number;
  /** At most 50. */
  readonly instances?: readonly string[];
}
