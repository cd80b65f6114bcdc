import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IDependable } from 'constructs';
import { failure } from '../private/errors';

/** Where a group's instances are. */
export interface GroupSubnets {
  readonly selection: ec2.SubnetSelection;
  /** Whether no subnet has a way to the internet: public registries are out of reach. */
  readonly isolated: boolean;
  /** Exists once an instance in them would reach the internet, as far as it ever does. */
  readonly connected: IDependable;
}

/** The private subnets, or the isolated ones of a VPC that has no others; never public ones. */
export function groupSubnets(group: string, vpc: ec2.IVpc, wanted?: ec2.SubnetSelection): GroupSubnets {
  const subnets = wanted ? vpc.selectSubnets(wanted).subnets : [...vpc.privateSubnets];
  const chosen = wanted || subnets.length > 0 ? subnets : [...vpc.isolatedSubnets];
  const publicSubnet = chosen.find((subnet) => vpc.publicSubnets.includes(subnet));
  if (publicSubnet) {
    throw failure(
      'PublicSubnet',
      `vpcSubnets of group '${group}' choose the public subnet ${publicSubnet.node.path}: container instances do not ` +
        `belong on the internet; choose private or isolated subnets and put a load balancer into the public ones`,
    );
  }
  if (chosen.length === 0) {
    throw failure(
      'PrivateSubnetsMissing',
      `group '${group}' needs private or isolated subnets, but ${vpc.node.path} has none; ` +
        `public ones are never used for container instances`,
    );
  }
  const isolated = new Set(vpc.isolatedSubnets);
  return {
    selection: { subnets: chosen },
    isolated: chosen.every((subnet) => isolated.has(subnet)),
    connected: vpc.selectSubnets({ subnets: chosen }).internetConnectivityEstablished,
  };
}
