import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export const SSH = ec2.Port.tcp(22);

export interface BastionProps {
  readonly vpc: ec2.IVpc;
  readonly allowFrom: readonly string[];
}

/** Reached by SSH from named addresses; from it, the instances. */
export class Bastion extends Construct implements ec2.IConnectable {
  public readonly connections: ec2.Connections;

  public constructor(scope: Construct, id: string, { vpc, allowFrom }: BastionProps) {
    super(scope, id);
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Bastion: SSH from named sources, SSH to container instances',
      allowAllOutbound: false,
    });
    // with no rule in the group itself, EC2 would open all outgoing traffic
    securityGroup.addEgressRule(ec2.Peer.ipv4('127.0.0.1/32'), SSH, 'Nothing goes out but what other rules allow');
    for (const range of allowFrom) {
      securityGroup.addIngressRule(ec2.Peer.ipv4(range), SSH, 'SSH from people');
    }
    new ec2.Instance(this, 'Instance', {
      instanceName: this.node.path,
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
      associatePublicIpAddress: true,
      instanceType: new ec2.InstanceType('t4g.nano'),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
      role: new iam.Role(this, 'Role', {
        assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
        description: 'Bastion host; may do nothing in AWS',
      }),
      securityGroup,
      httpTokens: ec2.HttpTokens.REQUIRED,
      httpPutResponseHopLimit: 1,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: ec2.BlockDeviceVolume.ebs(8, { volumeType: ec2.EbsDeviceVolumeType.GP3, encrypted: true }),
        },
      ],
    });
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: SSH });
  }
}
