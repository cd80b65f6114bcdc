import type { Command, Generation } from './model';

/** What a group's roll-outs are about. */
export interface Target {
  readonly parameterName: string;
  readonly documentName: string;
  /** Value of the tag that the group's instances carry. */
  readonly group: string;
  /** As Run Command takes it: `3` or `10%`. */
  readonly concurrency: string;
}

/** How hosts are asked: one after another until one refuses, or all whatever they answer. */
export type Mode = 'update' | 'converge';

/** The calls to AWS that are used, and no others. */
export interface RolloutPort {
  generations(target: Target): Promise<Generation[]>;
  write(target: Target, content: string, request: string): Promise<void>;
  approve(target: Target, version: number): Promise<void>;
  remove(target: Target): Promise<void>;
  hosts(target: Target): Promise<number>;
  rollingBack(stackId: string): Promise<boolean>;
  command(target: Target, version: number): Promise<Command | undefined>;
  send(target: Target, version: number, mode: Mode): Promise<void>;
  /** Stops what still rolls a generation of the group out. */
  cancel(target: Target): Promise<void>;
}
