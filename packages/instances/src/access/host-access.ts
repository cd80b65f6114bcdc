import * as iam from 'aws-cdk-lib/aws-iam';
import type { Bastion } from './bastion';
import type { HostAccessConfig } from './host-access-config';
import type { InstanceConnectEndpoint } from './instance-connect-endpoint';

/**
 * How a person reaches the instances of a group. Answers "SSH access to the instances" of terraform-ecs: the internet
 * never reaches them directly, whichever is chosen.
 */
export class HostAccess {
  /**
   * Nobody reaches an instance. (An account in which Systems Manager's Default Host Management Configuration is turned
   * on gives its own role to every instance that has none for Systems Manager: turn it off to keep instances shut.)
   */
  public static none(): HostAccess {
    return new HostAccess(() => ({ policyStatements: [] }));
  }

  /**
   * Through Systems Manager's Session Manager: no open port, no key, every session in CloudTrail. People need
   * `ssm:StartSession` on the instances.
   *
   * The instances get only what a session needs, not `AmazonSSMManagedInstanceCore`, which can read every parameter
   * of the account.
   *
   * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-add-permissions-to-existing-profile.html
   */
  public static sessionManager(): HostAccess {
    return new HostAccess(() => ({ policyStatements: [sessionStatement()] }));
  }

  /**
   * SSH through an EC2 Instance Connect endpoint: no public address, no bastion, people are let in by IAM. Port 22 is
   * open to the endpoint only.
   */
  public static instanceConnect(endpoint: InstanceConnectEndpoint): HostAccess {
    return new HostAccess(() => ({
      policyStatements: [],
      ssh: { from: endpoint, description: 'SSH from the EC2 Instance Connect endpoint' },
    }));
  }

  /**
   * SSH through a bastion host in a public subnet. Port 22 is open to the bastion only. The instances accept the
   * bastion's key pair; without one, EC2 Instance Connect pushes a short-lived key to an instance (Amazon Linux 2023
   * knows how): `aws ec2-instance-connect send-ssh-public-key`.
   */
  public static bastion(bastion: Bastion): HostAccess {
    return new HostAccess(() => ({
      policyStatements: [],
      ssh: { from: bastion, description: 'SSH from the bastion' },
      keyPair: bastion.keyPair,
    }));
  }

  private constructor(private readonly config: () => HostAccessConfig) {}

  /** @internal */
  public _bind(): HostAccessConfig {
    return this.config();
  }
}

/** What the agent on the instance needs: the same for a session and for a command. */
function sessionStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'SystemsManagerAgent',
    actions: [
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    // ssmmessages knows no resources; UpdateInstanceInformation does, but an instance's own ARN is not known to its role
    resources: ['*'],
  });
}
