import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';

/** What a way in means for a group. */
export interface HostAccessConfig {
  /** What the instances' role may do for it. */
  readonly policyStatements: iam.PolicyStatement[];
  /** From where port 22 is open. */
  readonly ssh?: { readonly from: ec2.IConnectable; readonly description: string };
  readonly keyPair?: ec2.IKeyPair;
}
