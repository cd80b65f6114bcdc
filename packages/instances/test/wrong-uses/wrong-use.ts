import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Stack } from 'aws-cdk-lib/core';
import type * as instances from '../../src';

/** What most uses start from. */
export interface Surroundings {
  readonly stack: Stack;
  readonly vpc: ec2.IVpc;
  readonly cluster: instances.Cluster;
}

/** One wrong use of the library: how it is written, and the whole text that its user reads, `code: message`. */
export interface WrongUse {
  readonly name: string;
  /** This throws, or the synthesis of the stack does. */
  readonly use: (surroundings: Surroundings) => void;
  readonly text: string;
}
