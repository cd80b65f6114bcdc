import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Stack, Tags } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { closedSecurityGroup } from './closed-security-group';
import { SSH } from './ssh';
import { failure } from '../private/errors';

/** Properties of `InstanceConnectEndpoint`. */
export interface InstanceConnectEndpointProps {
  /** Where the instances are. AWS allows one endpoint in a VPC: share it among groups. */
  readonly vpc: ec2.IVpc;

  /**
   * The subnet of the endpoint; it reaches instances in all of the VPC's.
   *
   * @default - the first private subnet, or the first isolated one of a VPC without private subnets
   */
  readonly subnet?: ec2.ISubnet;
}

/**
 * An EC2 Instance Connect endpoint: SSH to instances without public addresses, for people whom IAM lets in.
 *
 * `aws ec2-instance-connect ssh --instance-id i-… --connection-type eice` needs `ec2-instance-connect:OpenTunnel` on
 * the endpoint (`grantOpenTunnel`) and, unless the person has the private key of a key pair on the instance,
 * `ec2-instance-connect:SendSSHPublicKey` on the instances.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html
 */
export class InstanceConnectEndpoint extends Construct implements ec2.IConnectable {
  /** Whom the endpoint reaches: the groups that let it, on port 22. */
  public readonly connections: ec2.Connections;

  /** For IAM policies and the CLI. */
  public readonly endpointId: string;

  public constructor(scope: Construct, id: string, props: InstanceConnectEndpointProps) {
    super(scope, id);
    const subnet = props.subnet ?? props.vpc.privateSubnets[0] ?? props.vpc.isolatedSubnets[0];
    if (!subnet) {
      throw failure(
        'EndpointSubnetMissing',
        `an EC2 Instance Connect endpoint needs a private or isolated subnet, but ${props.vpc.node.path} has none; ` +
          `set subnet`,
      );
    }
    const securityGroup = closedSecurityGroup(
      this,
      props.vpc,
      'EC2 Instance Connect endpoint: SSH to container instances',
    );
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: SSH });
    const endpoint = new ec2.CfnInstanceConnectEndpoint(this, 'Resource', {
      subnetId: subnet.subnetId,
      securityGroupIds: [securityGroup.securityGroupId],
      // with the person's own address instances would have to be open to it; so they are open to the endpoint only
      preserveClientIp: false,
    });
    this.endpointId = endpoint.attrId;
    Tags.of(this).add('Name', this.node.path);
  }

  /** Lets somebody open SSH tunnels through the endpoint: port 22 only. */
  public grantOpenTunnel(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['ec2-instance-connect:OpenTunnel'],
      resourceArns: [
        Stack.of(this).formatArn({
          service: 'ec2',
          resource: 'instance-connect-endpoint',
          resourceName: this.endpointId,
          arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
        }),
      ],
      conditions: { NumericEquals: { 'ec2-instance-connect:remotePort': '22' } },
    });
  }
}
