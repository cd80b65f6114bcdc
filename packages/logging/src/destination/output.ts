import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Place } from './place';

/** An output plugin of Fluent Bit. */
export interface Output {
  readonly plugin: 'cloudwatch_logs' | 'es' | 'opensearch';
  /** Words of this library, and of the sender. */
  readonly settings: Readonly<Record<string, string>>;
  /** What users or CloudFormation say. It reaches Fluent Bit by the environment, so that nothing in it is configuration. */
  readonly values: Readonly<Record<string, string>>;
  /** Settings whose values are secret. */
  readonly secrets: Readonly<Record<string, ecs.Secret>>;
  /** A file with the certificates to trust. */
  readonly certificate?: ecs.Secret;
  /** Where the sender must be, for what is reached by its region and role. */
  readonly place?: Place;
  /** What the sender may do. */
  readonly statements: readonly iam.PolicyStatement[];
}

/** Who sends, as Fluent Bit takes it: by a variable, if the sender has one. */
export interface Sender {
  /** How its streams in CloudWatch Logs begin; the tag of a record follows. */
  readonly streamPrefix: string;
  readonly region: string;
}
