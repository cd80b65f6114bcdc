import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Scheme } from './scheme';
import { failure } from '../private/errors';

/** Where a load balancer stands: one subnet in each of two zones or more, public ones if the internet is to find it. */
export function balancerSubnets(
  vpc: ec2.IVpc,
  scheme: Scheme,
  given: ec2.SubnetSelection | undefined,
): ec2.SubnetSelection {
  const facing = scheme === Scheme.INTERNET_FACING;
  if (!given && facing && vpc.publicSubnets.length === 0) {
    throw failure(
      'PublicSubnetsMissing',
      `an internet-facing load balancer needs public subnets, but ${vpc.node.path} has none; ` +
        `set scheme: Scheme.INTERNAL, or give the VPC public subnets`,
    );
  }
  const selection = given ?? { ...(facing && { subnetType: ec2.SubnetType.PUBLIC }), onePerAz: true };
  const selected = vpc.selectSubnets(selection);
  if (!selected.isPendingLookup) {
    checkZones(selected);
    if (facing) {
      checkPublic(vpc, selected);
    }
  }
  return selection;
}

function checkZones({ availabilityZones, subnetIds }: ec2.SelectedSubnets): void {
  const zones = new Set(availabilityZones).size;
  if (zones < 2) {
    throw failure(
      'BalancerZonesTooFew',
      `a load balancer must have subnets in 2 zones or more, got ${zones}; choose others with vpcSubnets`,
    );
  }
  if (subnetIds.length > zones) {
    throw failure(
      'BalancerZoneTwice',
      `a load balancer must have one subnet in each zone, got ${subnetIds.length} subnets in ${zones} zones; ` +
        `add onePerAz: true to vpcSubnets`,
    );
  }
}

function checkPublic(vpc: ec2.IVpc, { subnets }: ec2.SelectedSubnets): void {
  const inner = [...vpc.privateSubnets, ...vpc.isolatedSubnets].map(({ subnetId }) => subnetId);
  const hidden = subnets.find(({ subnetId }) => inner.includes(subnetId));
  if (hidden) {
    throw failure(
      'SubnetNotPublic',
      `vpcSubnets of an internet-facing load balancer must be public, got ${hidden.node.path}; ` +
        `leave vpcSubnets out, or set scheme: Scheme.INTERNAL`,
    );
  }
}
