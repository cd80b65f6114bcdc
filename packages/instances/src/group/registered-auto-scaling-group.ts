import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';

/**
 * An Auto Scaling group that its cluster registers without a say in what the instances are. `addAsgCapacityProvider`
 * must be called, or no `Ec2Service` finds capacity; but it also appends a shell line to the user data, which the
 * agent's configuration says already, and statements on `*` to the role, which `hostStatements` says narrower.
 *
 * What anybody else adds to the group, before or after, arrives.
 */
export class RegisteredAutoScalingGroup extends autoscaling.AutoScalingGroup {
  private registering = false;

  public register(cluster: ecs.Cluster, provider: ecs.AsgCapacityProvider): void {
    this.registering = true;
    try {
      cluster.addAsgCapacityProvider(provider);
    } finally {
      this.registering = false;
    }
  }

  public override addToRolePolicy(statement: iam.PolicyStatement): void {
    if (!this.registering) {
      super.addToRolePolicy(statement);
    }
  }

  public override addUserData(...commands: string[]): void {
    if (!this.registering) {
      super.addUserData(...commands);
    }
  }
}
