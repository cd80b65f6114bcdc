import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { failure } from '../private/errors';

/** Options of `InstanceRole`. */
export interface InstanceRoleOptions {
  readonly group: string;
  /** The user's own role. */
  readonly role?: iam.IRole;
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/**
 * The role of a group's instances, and the policy with what they need. The policy is the group's, also on a role of
 * another stack: that stack would otherwise refer to this one, and this one to it.
 */
export class InstanceRole extends Construct {
  public readonly role: iam.IRole;
  private readonly policy: iam.Policy;

  public constructor(scope: Construct, id: string, options: InstanceRoleOptions) {
    super(scope, id);
    if (options.role && options.permissionsBoundary) {
      throw failure(
        'BoundaryOfOwnRole',
        `group '${options.group}' has both role and permissionsBoundary; set the boundary on your role instead`,
      );
    }
    this.role =
      options.role ??
      new iam.Role(this, 'Role', {
        assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
        description: `Container instances of group ${options.group}`,
        permissionsBoundary: options.permissionsBoundary,
      });
    this.policy = new iam.Policy(this, 'Policy');
    this.role.attachInlinePolicy(this.policy);
  }

  public allow(statements: readonly iam.PolicyStatement[]): void {
    this.policy.addStatements(...statements);
  }
}
