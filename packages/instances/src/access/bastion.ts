import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BASTION_DEFAULTS } from './bastion-defaults';
import { checkSources } from './bastion-sources';
import { closedSecurityGroup } from './closed-security-group';
import { SSH } from './ssh';
import { failure } from '../private/errors';

/** Properties of `Bastion`. */
export interface BastionProps {
  /** Where the bastion stands; it needs a public subnet. */
  readonly vpc: ec2.IVpc;

  /**
   * From where people may open SSH sessions: address ranges, prefix lists or security groups. Mandatory and never the
   * world: 0.0.0.0/0, ::/0, ranges wider than /8 (IPv4) or /16 (IPv6) and prefix lists of this app that hold them are
   * refused with `BastionSourceTooWide`. Of prefix lists made elsewhere only the id is known: they are trusted.
   */
  readonly allowFrom: ec2.IPeer[];

  /**
   * A key pair of yours, for the bastion and for the instances behind it. None is ever generated: whoever can read the
   * template or the state of a tool that made a private key owns the instances.
   *
   * @default - none: EC2 Instance Connect pushes a short-lived key, allowed by IAM (`ec2-instance-connect:SendSSHPublicKey`)
   */
  readonly keyPair?: ec2.IKeyPair;

  /**
   * ARM or x86; the image follows.
   *
   * @default new ec2.InstanceType('t4g.nano')
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * What the bastion boots from, of the architecture of `instanceType`. By default a deployment that finds a newer
   * image replaces the bastion, and its public address with it.
   *
   * @default - the latest Amazon Linux 2023 at the time of the deployment
   */
  readonly machineImage?: ec2.IMachineImage;
}

/**
 * The only machine that people reach from outside: SSH from named sources, and from it SSH to the groups that let it
 * (`HostAccess.bastion(…)`), nothing else. Answers "use a bastion server" of terraform-ecs; not CDK's `BastionHostLinux`,
 * which is reached through Session Manager and opens all its outgoing traffic.
 *
 * No AWS permissions, IMDSv2 with hop limit 1, encrypted volume. It cannot reach package repositories: it is patched
 * by being replaced.
 */
export class Bastion extends Construct implements ec2.IConnectable {
  /** Who reaches the bastion, and whom it reaches. */
  public readonly connections: ec2.Connections;

  /** The machine itself. */
  public readonly instance: ec2.IInstance;

  /** Where to point SSH at: `ssh ec2-user@<publicIp>`. It changes when the machine is replaced. */
  public readonly publicIp: string;

  /** The bastion's role; it may do nothing. */
  public readonly role: iam.IRole;

  /** The user's own key pair, accepted here and on the instances behind. */
  public readonly keyPair?: ec2.IKeyPair;

  public constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    checkSources(props.allowFrom);
    const [subnet] = props.vpc.publicSubnets;
    if (!subnet) {
      throw failure(
        'BastionSubnetMissing',
        `a bastion needs a public subnet, but ${props.vpc.node.path} has none; ` +
          `use HostAccess.sessionManager() or HostAccess.instanceConnect(…)`,
      );
    }
    const securityGroup = closedSecurityGroup(
      this,
      props.vpc,
      'Bastion: SSH from named sources, SSH to container instances',
    );
    for (const source of props.allowFrom) {
      securityGroup.addIngressRule(source, SSH, 'SSH from people');
    }
    this.keyPair = props.keyPair;
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      description: 'Bastion host; may do nothing in AWS',
    });
    const instance = this.machine(props, subnet, securityGroup);
    this.instance = instance;
    this.publicIp = instance.instancePublicIp;
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: SSH });
  }

  private machine(props: BastionProps, subnet: ec2.ISubnet, securityGroup: ec2.ISecurityGroup): ec2.Instance {
    const instanceType = props.instanceType ?? BASTION_DEFAULTS.instanceType;
    const arm = instanceType.architecture === ec2.InstanceArchitecture.ARM_64;
    return new ec2.Instance(this, 'Instance', {
      instanceName: this.node.path,
      vpc: props.vpc,
      vpcSubnets: { subnets: [subnet] },
      associatePublicIpAddress: true,
      instanceType,
      machineImage:
        props.machineImage ??
        ec2.MachineImage.latestAmazonLinux2023({
          cpuType: arm ? ec2.AmazonLinuxCpuType.ARM_64 : ec2.AmazonLinuxCpuType.X86_64,
        }),
      role: this.role,
      securityGroup,
      keyPair: props.keyPair,
      httpTokens: ec2.HttpTokens.REQUIRED,
      httpPutResponseHopLimit: 1,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: ec2.BlockDeviceVolume.ebs(BASTION_DEFAULTS.rootVolumeGiB, {
            volumeType: ec2.EbsDeviceVolumeType.GP3,
            encrypted: true,
          }),
        },
      ],
    });
  }
}
