import type * as instances from '@ecs-groundwork/instances';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ContainerSpec } from '../spec/container-spec';

/**
 * Stands for the role of a group's instances and collects what it is granted. The group writes that into its own
 * policy, also when the role is of another stack, which must not come to depend on this one; what CDK says of the role in
 * the policy of a key or of a repository, it says there.
 */
class InstancePermissions implements iam.IPrincipal {
  public readonly statements: iam.PolicyStatement[] = [];
  public readonly grantPrincipal = this;
  public readonly assumeRoleAction: string;
  public readonly policyFragment: iam.PrincipalPolicyFragment;
  public readonly principalAccount?: string;

  public constructor(private readonly role: iam.IRole) {
    this.assumeRoleAction = role.assumeRoleAction;
    this.policyFragment = role.policyFragment;
    this.principalAccount = role.principalAccount;
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.statements.push(statement);
    return { statementAdded: true, policyDependable: this.role };
  }
}

/** What an instance has to be allowed so that it can start the container, and what the container itself may do. */
export function instanceStatements(group: instances.IInstanceGroup, spec: ContainerSpec): iam.PolicyStatement[] {
  const permissions = new InstancePermissions(group.role);
  spec.image._grantPull(permissions);
  [...Object.values(spec.secrets), ...Object.values(spec.secretFiles)].forEach((secret) =>
    secret.grantRead(permissions),
  );
  spec.log._grantWrite(permissions);
  return [...permissions.statements, ...(spec.policyStatements ?? [])];
}
