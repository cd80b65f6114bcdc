import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { WrongUse } from './wrong-use';
import { InstanceGroup, PurchaseOption, Repair, Replacement } from '../../src';
import { makeVpc, type } from '../support';

export const GROUP_USES: readonly WrongUse[] = [
  {
    name: 'two groups of one name',
    use: ({ cluster }) => {
      cluster.addInstanceGroup('default');
      cluster.addInstanceGroup('default');
    },
    text: "GroupNameTaken: the cluster already has an instance group 'default'; give each group a name of its own",
  },
  {
    name: 'two groups of one name in different places',
    use: ({ stack, cluster }) => {
      cluster.addInstanceGroup('default');
      new InstanceGroup(stack, 'Other', { cluster, instanceGroupName: 'default' });
    },
    text: "GroupNameTaken: the cluster already has an instance group 'default'; give each group a name of its own",
  },
  {
    name: 'a group name that is no attribute value',
    use: ({ cluster }) => cluster.addInstanceGroup('web tier'),
    text:
      'GroupNameInvalid: the name of an instance group must be 1 to 64 letters, digits, - and _, beginning with a ' +
      "letter or digit, got 'web tier'",
  },
  {
    name: 'an imported cluster',
    use: ({ stack, vpc }) =>
      new InstanceGroup(stack, 'batch', {
        cluster: ecs.Cluster.fromClusterAttributes(stack, 'Elsewhere', { clusterName: 'elsewhere', vpc }),
      }),
    text:
      "ClusterImported: group 'batch' is for the imported cluster Test/Elsewhere, which cannot register capacity; " +
      'add the group in the app that makes the cluster',
  },
  {
    name: 'a cluster of another stack',
    use: ({ stack, cluster }) => new InstanceGroup(new Stack(stack.node.root, 'Other'), 'batch', { cluster }),
    text:
      "ClusterInAnotherStack: group 'batch' is in stack Other, its cluster in Test: each stack would wait for the " +
      "other; create the group in the cluster's stack, for example with addInstanceGroup",
  },
  {
    name: 'no instance types',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { instanceTypes: [] }),
    text:
      "InstanceTypesMissing: instanceTypes of group 'default' is empty; give at least one type, or leave it out for " +
      'the default',
  },
  {
    name: 'an instance type twice',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', { instanceTypes: [type('m7i.large'), type('m7i.large')] }),
    text: "InstanceTypeTwice: instanceTypes of group 'default' names m7i.large twice; name each type once",
  },
  {
    name: 'ARM and x86 in one group',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', { instanceTypes: [type('m7i.large'), type('m7g.large')] }),
    text:
      "ArchitecturesMixed: instanceTypes of group 'default' mix m7i.large (x86_64) and m7g.large (arm64), but an image " +
      'runs on one of them; make a group for each',
  },
  {
    name: 'fewer than no instances',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { minCapacity: -1 }),
    text: "CapacityOutOfRange: minCapacity of group 'default' must be a whole number, 0 or more, got -1",
  },
  {
    name: 'room for no instance',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { minCapacity: 0, maxCapacity: 0 }),
    text: "CapacityOutOfRange: maxCapacity of group 'default' must be a whole number, 1 or more, got 0",
  },
  {
    name: 'a minimum above the maximum',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { minCapacity: 5 }),
    text:
      "CapacityOutOfRange: minCapacity (5) of group 'default' is more than maxCapacity (4); raise maxCapacity or lower " +
      'minCapacity',
  },
  {
    name: 'a target above 100 percent',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { targetCapacityPercent: 101 }),
    text: "OptionOutOfRange: targetCapacityPercent of group 'default' must be a whole number from 1 to 100, got 101",
  },
  {
    name: 'a target for what nobody manages',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { managedScaling: false, targetCapacityPercent: 80 }),
    text:
      "TargetCapacityUnused: group 'default' has a targetCapacityPercent, which managed scaling keeps to, but " +
      'managedScaling is false; leave one of them out',
  },
  {
    name: 'a root volume without size',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { rootVolumeGiB: 0 }),
    text: "OptionOutOfRange: rootVolumeGiB of group 'default' must be a whole number from 1 to 16384, got 0",
  },
  {
    name: 'a root volume smaller than the image',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { rootVolumeGiB: 29 }),
    text:
      "RootVolumeTooSmall: rootVolumeGiB of group 'default' must be at least 30, the size of the ECS-optimised image, " +
      'got 29',
  },
  {
    name: 'a boot that takes longer than a hook waits',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { bootTimeout: Duration.hours(3) }),
    text:
      "OptionOutOfRange: bootTimeout of group 'default' must be 30 to 7200 seconds, which is what a lifecycle hook " +
      'waits, got 10800',
  },
  {
    name: 'public subnets by choice',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }),
    text:
      "PublicSubnet: vpcSubnets of group 'default' choose the public subnet Test/Vpc/PublicSubnet1: container " +
      'instances do not belong on the internet; choose private or isolated subnets and put a load balancer into the ' +
      'public ones',
  },
  {
    name: 'a VPC with public subnets only',
    use: ({ stack }) => {
      const other = new Stack(stack.node.root, 'Other');
      const cluster = new ecs.Cluster(other, 'Cluster', { vpc: makeVpc(other, 'public') });
      new InstanceGroup(other, 'default', { cluster });
    },
    text:
      "PrivateSubnetsMissing: group 'default' needs private or isolated subnets, but Other/Vpc has none; public ones " +
      'are never used for container instances',
  },
  {
    name: 'a role with a boundary beside it',
    use: ({ stack, cluster }) =>
      cluster.addInstanceGroup('default', {
        role: iam.Role.fromRoleName(stack, 'Role', 'mine'),
        permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
      }),
    text: "BoundaryOfOwnRole: group 'default' has both role and permissionsBoundary; set the boundary on your role instead",
  },
  {
    name: 'an attribute of ECS',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { attributes: { 'ecs.os-type': 'linux' } }),
    text:
      "AttributeNameReserved: attribute 'ecs.os-type' of group 'default' begins with 'ecs.', which is reserved; choose " +
      'another prefix',
  },
  {
    name: 'an attribute of AWS',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { attributes: { 'com.amazonaws.x': 'y' } }),
    text:
      "AttributeNameReserved: attribute 'com.amazonaws.x' of group 'default' begins with 'com.amazonaws', which is " +
      'reserved; choose another prefix',
  },
  {
    name: 'an attribute name with a space',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { attributes: { 'my team': 'web' } }),
    text: "AttributeNameInvalid: attribute 'my team' of group 'default' must be 1 to 128 letters, digits and . _ - / \\",
  },
  {
    name: 'an attribute value that begins with a space',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { attributes: { team: ' web' } }),
    text:
      "AttributeValueInvalid: attribute 'team' of group 'default' must have a value of 1 to 128 letters, digits, " +
      ". _ - @ : / \\ and inner spaces, got ' web'",
  },
  {
    name: 'an attribute twice',
    use: ({ cluster }) => cluster.addInstanceGroup('default', { attributes: { team: 'web', Team: 'api' } }),
    text:
      "AttributeTwice: attributes of group 'default' hold 'team' and 'Team', which differ in case only; keep one of " +
      'them',
  },
  {
    name: 'a contribution twice',
    use: ({ cluster }) => {
      const group = cluster.addInstanceGroup('default');
      group.contribute({ contributionName: 'router', bind: () => ({}) });
      group.contribute({ contributionName: 'router', bind: () => ({}) });
    },
    text: "ContributionTwice: group 'default' already has a contribution 'router'; give one of them another contributionName",
  },
  {
    name: 'more than all instances On-Demand',
    use: () => PurchaseOption.mixed({ onDemandPercentageAboveBaseCapacity: 101 }),
    text:
      'OnDemandShareOutOfRange: onDemandPercentageAboveBaseCapacity must be 0 to 100, got 101; 0 means Spot only beyond ' +
      'the base',
  },
  {
    name: 'a negative On-Demand base',
    use: () => PurchaseOption.mixed({ onDemandBaseCapacity: -1, onDemandPercentageAboveBaseCapacity: 50 }),
    text:
      'OnDemandShareOutOfRange: onDemandBaseCapacity must be a whole number of instances, 0 or more, got -1; leave it ' +
      'out for none',
  },
  {
    name: 'a refresh that keeps more than everything',
    use: () => Replacement.instanceRefresh({ minHealthyPercentage: 101 }),
    text: 'HealthyPercentageOutOfRange: minHealthyPercentage must be 0 to 100, got 101',
  },
  {
    name: 'a refresh with too much room',
    use: () => Replacement.instanceRefresh({ maxHealthyPercentage: 201 }),
    text: 'HealthyPercentageOutOfRange: maxHealthyPercentage must be 100 to 200, got 201',
  },
  {
    name: 'a refresh whose bounds are too far apart',
    use: () => Replacement.instanceRefresh({ minHealthyPercentage: 50, maxHealthyPercentage: 200 }),
    text:
      'HealthyPercentageOutOfRange: maxHealthyPercentage (200) may exceed minHealthyPercentage (50) by at most 100; ' +
      'raise minHealthyPercentage',
  },
  {
    name: 'an instance given up while its agent reconnects',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', { repair: Repair.replace({ disconnectedTimeout: Duration.seconds(90) }) }),
    text:
      'RepairTimeoutOutOfRange: disconnectedTimeout of Repair.replace() must be 2 minutes to 24 hours, got 1.5 minutes; ' +
      'leave it out for 10',
  },
  {
    name: 'an instance that drains for days',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', { repair: Repair.replace({ notReadyTimeout: Duration.hours(25) }) }),
    text:
      'RepairTimeoutOutOfRange: notReadyTimeout of Repair.replace() must be 2 minutes to 24 hours, got 1500 minutes; ' +
      'leave it out for 10',
  },
];
