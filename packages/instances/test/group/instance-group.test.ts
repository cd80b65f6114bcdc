import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Duration, Tags } from 'aws-cdk-lib/core';
import { InstanceGroup } from '../../src';
import { launchData, make, makeGroup, only, resources, type, userDataOf } from '../support';

describe('an instance group', () => {
  test('is two to four t3.medium by default', () => {
    const { template } = makeGroup();
    expect(launchData(template).InstanceType).toBe('t3.medium');
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { MinSize: '2', MaxSize: '4' });
  });

  test('has no desired capacity: a deployment would reset the group to it', () => {
    makeGroup({ minCapacity: 1, maxCapacity: 9 }).template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '1',
      MaxSize: '9',
      DesiredCapacity: Match.absent(),
    });
  });

  test('may be empty', () => {
    makeGroup({ minCapacity: 0 }).template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '0',
    });
  });

  test('runs in the private subnets', () => {
    const { template, vpc, stack } = makeGroup();
    const [, { Properties }] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    expect(Properties.VPCZoneIdentifier).toEqual(
      vpc.privateSubnets.map(({ subnetId }) => stack.resolve(subnetId) as unknown),
    );
  });

  test('runs in the isolated subnets of a VPC that has no others', () => {
    const { template, vpc, stack } = makeGroup({}, 'isolated');
    const [, { Properties }] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    expect(Properties.VPCZoneIdentifier).toEqual(
      vpc.isolatedSubnets.map(({ subnetId }) => stack.resolve(subnetId) as unknown),
    );
  });

  test('runs in the subnets that it is told to', () => {
    const { template, vpc, stack } = makeGroup((made) => ({ vpcSubnets: { subnets: [made.vpc.privateSubnets[1]] } }));
    const [, { Properties }] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    expect(Properties.VPCZoneIdentifier).toEqual([stack.resolve(vpc.privateSubnets[1].subnetId)]);
  });

  test('launches nothing before its subnets reach the internet', () => {
    const { template } = makeGroup();
    const [, { DependsOn }] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    const routes = Object.keys(resources(template, 'AWS::EC2::Route')).filter((id) => id.includes('Inner'));
    expect(routes).toHaveLength(2);
    expect(DependsOn).toEqual(expect.arrayContaining(routes));
  });

  test('knows its architecture', () => {
    expect(makeGroup().group.architecture).toBe(ec2.InstanceArchitecture.X86_64);
    expect(makeGroup({ instanceTypes: [type('m7g.large')] }).group.architecture).toBe(ec2.InstanceArchitecture.ARM_64);
  });

  test('hands out a copy of its instance types', () => {
    const { group } = makeGroup({ instanceTypes: [type('m7i.large')] });
    group.instanceTypes.pop();
    expect(group.instanceTypes.map(String)).toEqual(['m7i.large']);
  });

  test('is called what its id is, unless it is told otherwise', () => {
    const { stack, cluster } = make();
    expect(new InstanceGroup(stack, 'batch', { cluster }).instanceGroupName).toBe('batch');
    expect(new InstanceGroup(stack, 'Other', { cluster, instanceGroupName: 'gpu' }).instanceGroupName).toBe('gpu');
  });

  test('names instances and volumes after the stack and itself', () => {
    const tags = [{ Key: 'Name', Value: 'Test/default' }];
    expect(launchData(makeGroup().template).TagSpecifications).toEqual([
      { ResourceType: 'instance', Tags: tags },
      { ResourceType: 'volume', Tags: tags },
    ]);
  });

  test('hands tags of the group, the stack or the app on to instances and volumes', () => {
    const made = makeGroup();
    Tags.of(made.group).add('team', 'web');
    const { template } = made;
    const tagged = launchData(template).TagSpecifications as { ResourceType: string; Tags: unknown[] }[];
    expect(tagged.map(({ ResourceType }) => ResourceType)).toEqual(['instance', 'volume']);
    for (const { Tags: list } of tagged) {
      expect(list).toContainEqual({ Key: 'team', Value: 'web' });
    }
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      Tags: Match.arrayWith([{ Key: 'team', Value: 'web', PropagateAtLaunch: true }]),
    });
  });

  test('collects the metrics of the group', () => {
    makeGroup().template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MetricsCollection: [{ Granularity: '1Minute' }],
    });
  });

  test('tells the topics that it is told to', () => {
    const { template } = makeGroup(({ stack }) => ({ notifications: [{ topic: new sns.Topic(stack, 'Scaling') }] }));
    const [topic] = only(template, 'AWS::SNS::Topic');
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      NotificationConfigurations: [
        { TopicARN: { Ref: topic }, NotificationTypes: Match.arrayWith(['autoscaling:EC2_INSTANCE_LAUNCH_ERROR']) },
      ],
    });
  });

  test('has a metric for how much of it is needed', () => {
    const { group, stack } = makeGroup();
    const metric = group.metricCapacityProviderReservation({ statistic: 'Maximum' });
    expect(metric.namespace).toBe('AWS/ECS/ManagedScaling');
    expect(metric.metricName).toBe('CapacityProviderReservation');
    expect(metric.statistic).toBe('Maximum');
    expect(Object.keys(stack.resolve(metric.dimensions) as object).sort()).toEqual([
      'CapacityProviderName',
      'ClusterName',
    ]);
  });

  test('has a metric for how many instances take work', () => {
    const { group, template, stack } = makeGroup();
    const { metricName, dimensions } = group.metricInServiceInstances();
    const [id] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    expect(metricName).toBe('GroupInServiceInstances');
    expect(stack.resolve(dimensions)).toEqual({ AutoScalingGroupName: { Ref: id } });
  });
});

describe('capacity', () => {
  test('is scaled, drained and protected by ECS', () => {
    const { template } = makeGroup();
    const [group] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    template.hasResourceProperties('AWS::ECS::CapacityProvider', {
      AutoScalingGroupProvider: {
        AutoScalingGroupArn: { Ref: group },
        ManagedDraining: 'ENABLED',
        ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 },
        ManagedTerminationProtection: 'ENABLED',
      },
    });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { NewInstancesProtectedFromScaleIn: true });
  });

  test('leaves room when it is told to', () => {
    makeGroup({ targetCapacityPercent: 80 }).template.hasResourceProperties('AWS::ECS::CapacityProvider', {
      AutoScalingGroupProvider: { ManagedScaling: { TargetCapacity: 80 } },
    });
  });

  test('is drained only when nobody manages its size', () => {
    const { template, group } = makeGroup({ managedScaling: false });
    const [, { Properties }] = only(template, 'AWS::ECS::CapacityProvider');
    expect(Properties.AutoScalingGroupProvider).toMatchObject({
      ManagedDraining: 'ENABLED',
      // said, so that it can be turned off on a living group
      ManagedScaling: { Status: 'DISABLED' },
      ManagedTerminationProtection: 'DISABLED',
    });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      NewInstancesProtectedFromScaleIn: Match.absent(),
      DesiredCapacity: Match.absent(),
    });
    expect(group.managedScaling).toBe(false);
    expect(makeGroup().group.managedScaling).toBe(true);
  });

  test('that nobody manages needs nothing to be deleted', () => {
    const { template } = makeGroup({ managedScaling: false });
    template.resourceCountIs('Custom::ScaleInProtection', 0);
    const lifting = { Description: Match.stringLikeRegexp('^Lifts scale-in') };
    template.resourcePropertiesCountIs('AWS::Lambda::Function', lifting, 0);
  });

  test('that nobody manages still registers with the cluster, for services and for lifecycle hooks of its own', () => {
    const { template, cluster } = makeGroup({ managedScaling: false });
    const [, association] = only(template, 'AWS::ECS::ClusterCapacityProviderAssociations');
    expect(association.Properties.CapacityProviders).toHaveLength(1);
    expect(cluster.hasEc2Capacity).toBe(true);
    template.resourceCountIs('AWS::AutoScaling::LifecycleHook', 0);
  });

  test('is drained by ECS, not by a function of CDK', () => {
    const { template } = makeGroup();
    const descriptions = Object.values(resources(template, 'AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.Description,
    );
    expect(descriptions.sort()).toEqual([
      'Lets an instance group launch again when a deployment changes what boots',
      'Lifts scale-in protection when an instance group is deleted',
      'Looks after the instances of group default',
    ]);
    template.resourceCountIs('AWS::SNS::Topic', 0);
  });

  test('is found, with its instances, by a tag of its own', () => {
    const { template, group, stack } = makeGroup();
    const [, { Properties }] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    const { key: Key, value } = group.instanceTag;
    expect(Properties.Tags).toContainEqual({ Key, Value: stack.resolve(value) as unknown, PropagateAtLaunch: true });
  });

  test('goes to a service by a strategy of weight 1', () => {
    const { group } = makeGroup();
    const capacityProvider = group.capacityProviderName;
    expect(group.capacityProviderStrategy()).toEqual({ capacityProvider, weight: 1 });
    expect(group.capacityProviderStrategy({ base: 2, weight: 3 })).toEqual({ capacityProvider, weight: 3, base: 2 });
  });
});

describe('an instance', () => {
  test('answers only IMDSv2, and only on the host', () => {
    expect(launchData(makeGroup().template).MetadataOptions).toEqual({
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 1,
    });
  });

  test('lets containers reach IMDSv2 when it is told to', () => {
    expect(launchData(makeGroup({ allowImdsFromContainers: true }).template).MetadataOptions).toEqual({
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 2,
    });
  });

  test('has an encrypted gp3 root volume of 30 GiB by default', () => {
    expect(launchData(makeGroup().template).BlockDeviceMappings).toEqual([
      {
        DeviceName: '/dev/xvda',
        Ebs: { DeleteOnTermination: true, Encrypted: true, VolumeSize: 30, VolumeType: 'gp3' },
      },
    ]);
  });

  test('has a root volume of the size it is told to', () => {
    expect(launchData(makeGroup({ rootVolumeGiB: 200 }).template).BlockDeviceMappings).toMatchObject([
      { Ebs: { VolumeSize: 200 } },
    ]);
  });

  test('asks for no public address and has no key pair', () => {
    const data = launchData(makeGroup().template);
    expect(data).not.toHaveProperty('NetworkInterfaces');
    expect(data).not.toHaveProperty('KeyName');
  });

  test('lets nothing in', () => {
    const { template } = makeGroup();
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Container instances of group default',
      SecurityGroupIngress: Match.absent(),
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('is open to whom connections say', () => {
    const made = makeGroup();
    made.group.connections.allowFrom(ec2.Peer.ipv4('10.0.0.0/24'), made.group.dynamicPortRange, 'Load balancer');
    made.template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        { CidrIp: '10.0.0.0/24', Description: 'Load balancer', FromPort: 32768, ToPort: 51677, IpProtocol: 'tcp' },
      ],
    });
  });

  test('is in further security groups when it is told to', () => {
    const { template } = makeGroup(({ stack, vpc }) => ({
      securityGroups: [new ec2.SecurityGroup(stack, 'Database', { vpc })],
    }));
    expect(launchData(template).SecurityGroupIds).toHaveLength(2);
  });

  test('is monitored in detail only when it is told to', () => {
    expect(launchData(makeGroup().template).Monitoring).toEqual({ Enabled: false });
    expect(launchData(makeGroup({ detailedMonitoring: true }).template).Monitoring).toEqual({ Enabled: true });
  });

  test('is in service once the launch hook is completed, which the group has from its first instance on', () => {
    const { template } = makeGroup();
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      LifecycleHookSpecificationList: [
        {
          LifecycleHookName: 'ecs-groundwork-boot',
          LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
          HeartbeatTimeout: 900,
          DefaultResult: 'ABANDON',
        },
      ],
    });
    template.resourceCountIs('AWS::AutoScaling::LifecycleHook', 0);
  });

  test('may take as long to boot as it is told to', () => {
    makeGroup({ bootTimeout: Duration.hours(1) }).template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      LifecycleHookSpecificationList: [Match.objectLike({ HeartbeatTimeout: 3600 })],
    });
  });
});

describe('the Auto Scaling group', () => {
  test('takes user data that a user appends', () => {
    const made = makeGroup();
    made.group.autoScalingGroup.addUserData('echo appended-by-the-user');
    expect(userDataOf(made.template)).toContain('echo appended-by-the-user');
  });

  test('does not get the line that CDK appends to configure the agent', () => {
    expect(userDataOf(makeGroup().template)).not.toContain('echo ECS_CLUSTER=');
  });
});
