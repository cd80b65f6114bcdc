import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { Cluster, InstanceConnectEndpoint, InstanceGroup } from '../../src';
import { make, makeVpc, only, resources } from '../support';
import { newApp } from '../scratch';

describe('a cluster', () => {
  test('is an ecs.Cluster', () => {
    const { cluster } = make();
    expect(cluster).toBeInstanceOf(ecs.Cluster);
    expect(ecs.Cluster.isCluster(cluster)).toBe(true);
  });

  test('needs nothing but a VPC, a group nothing at all, and an endpoint for SSH nothing but a VPC', () => {
    const { app, stack, vpc } = make();
    const group = new Cluster(stack, 'Other', { vpc }).addInstanceGroup();
    new InstanceConnectEndpoint(stack, 'Endpoint', { vpc });
    expect(group.instanceGroupName).toBe('default');
    expect(() => app.synth()).not.toThrow();
  });

  test('calls a group `default` unless it is told otherwise', () => {
    const ids = [make(), make()].map(
      ({ cluster }, named) =>
        (named ? cluster.addInstanceGroup('default') : cluster.addInstanceGroup()).autoScalingGroup.node.path,
    );
    expect(ids).toEqual(Array(2).fill('Test/Cluster/InstanceGroups/default/AutoScalingGroup'));
  });

  test('is named by CloudFormation by default, never `default`', () => {
    make().template.hasResourceProperties('AWS::ECS::Cluster', { ClusterName: Match.absent() });
  });

  test('has the name it is given', () => {
    make({ clusterName: 'front' }).template.hasResourceProperties('AWS::ECS::Cluster', { ClusterName: 'front' });
  });

  test('records Container Insights by default', () => {
    make().template.hasResourceProperties('AWS::ECS::Cluster', {
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
    });
  });

  test('records what it is told to', () => {
    make({ containerInsights: ecs.ContainerInsights.ENHANCED }).template.hasResourceProperties('AWS::ECS::Cluster', {
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
    });
  });

  test('logs ECS Exec where it is told to', () => {
    const executeCommandConfiguration = { logging: ecs.ExecuteCommandLogging.NONE };
    make({ executeCommandConfiguration }).template.hasResourceProperties('AWS::ECS::Cluster', {
      Configuration: { ExecuteCommandConfiguration: { Logging: 'NONE' } },
    });
  });

  test('has the namespace that it is given', () => {
    make({ defaultCloudMapNamespace: { name: 'front.local' } }).template.hasResourceProperties(
      'AWS::ServiceDiscovery::PrivateDnsNamespace',
      { Name: 'front.local' },
    );
  });

  test('knows the capacity providers of all its groups', () => {
    const { cluster, template } = withTwoGroups();
    expect(cluster.hasEc2Capacity).toBe(true);
    const [, association] = only(template, 'AWS::ECS::ClusterCapacityProviderAssociations');
    expect(association.Properties.CapacityProviders).toEqual(
      Object.keys(resources(template, 'AWS::ECS::CapacityProvider')).map((id) => ({ Ref: id })),
    );
  });

  test('can stand beside another one in a stack, with groups of the same name', () => {
    const { stack, vpc, cluster, app } = make();
    cluster.addInstanceGroup('default');
    new Cluster(stack, 'Other', { vpc }).addInstanceGroup('default');
    expect(() => app.synth()).not.toThrow();
    Template.fromStack(stack).resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 2);
    // one that lifts protection, one that resumes launches; and one that looks after each group
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 4);
  });

  test('of CDK takes groups as well', () => {
    const stack = new Stack(newApp(), 'Test');
    const cluster = new ecs.Cluster(stack, 'Plain', { vpc: makeVpc(stack) });
    const group = new InstanceGroup(stack, 'batch', { cluster });
    expect(group.instanceGroupName).toBe('batch');
    expect(cluster.hasEc2Capacity).toBe(true);
  });

  test('looks nothing up in a known account', () => {
    const { app, cluster } = make({}, { account: '123456789012', region: 'eu-west-1' });
    cluster.addInstanceGroup('default');
    expect(app.synth().manifest.missing ?? []).toEqual([]);
  });

  test('keeps the ids of what must not be replaced', () => {
    const { template } = withTwoGroups();
    expect(Object.keys(resources(template, 'AWS::ECS::Cluster'))).toEqual(['ClusterEB0386A7']);
    expect(Object.keys(resources(template, 'AWS::AutoScaling::AutoScalingGroup'))).toEqual([
      'ClusterInstanceGroupsdefaultAutoScalingGroupASG514288B2',
      'ClusterInstanceGroupsbatchAutoScalingGroupASG79F2C407',
    ]);
    expect(Object.keys(resources(template, 'AWS::ECS::CapacityProvider'))).toEqual([
      'ClusterInstanceGroupsdefaultCapacityProviderA5AE33E7',
      'ClusterInstanceGroupsbatchCapacityProvider00F7800B',
    ]);
  });
});

describe('a service', () => {
  test('waits for the association of its capacity provider, and so goes before it', () => {
    const { template } = service({ strategy: true });
    const [association] = only(template, 'AWS::ECS::ClusterCapacityProviderAssociations');
    const [, { DependsOn }] = only(template, 'AWS::ECS::Service');
    expect(DependsOn).toContain(association);
  });

  test('is placed by the strategy and the constraint of a group', () => {
    const { template } = service({ strategy: true, constraint: true });
    const [provider] = only(template, 'AWS::ECS::CapacityProvider');
    template.hasResourceProperties('AWS::ECS::Service', {
      LaunchType: Match.absent(),
      CapacityProviderStrategy: [{ CapacityProvider: { Ref: provider }, Weight: 1 }],
      PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:ecs-groundwork.instance-group == default' }],
    });
  });

  test('without a strategy is warned about: no group grows for it', () => {
    const { stack } = service({});
    Annotations.fromStack(stack).hasWarning(
      '/Test/Service',
      Match.stringLikeRegexp('This service has no capacityProviderStrategies.*of group .default.'),
    );
  });

  test('with a strategy is not warned about', () => {
    const { stack } = service({ strategy: true });
    Annotations.fromStack(stack).hasNoWarning('/Test/Service', Match.stringLikeRegexp('capacityProviderStrategies'));
  });

  test('that runs on every instance needs no strategy', () => {
    const { stack } = service({ daemon: true });
    Annotations.fromStack(stack).hasNoWarning('/Test/Service', Match.stringLikeRegexp('capacityProviderStrategies'));
  });

  test('of another cluster is nobody’s business', () => {
    const { stack, vpc, cluster } = make();
    cluster.addInstanceGroup('default');
    const other = new ecs.Cluster(stack, 'Other', { vpc });
    other.addCapacity('Capacity', {
      instanceType: new ec2.InstanceType('t3.micro'),
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
    });
    new ecs.Ec2Service(stack, 'Service', { cluster: other, taskDefinition: tasks(stack, 'nginx') });
    Annotations.fromStack(stack).hasNoWarning('/Test/Service', Match.stringLikeRegexp('capacityProviderStrategies'));
  });
});

describe('isolated subnets', () => {
  const passing: [string, string][] = [
    ['ECR', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1'],
    ['ECR in China', '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1'],
    ['a registry inside the VPC', 'registry.internal:5000/web'],
  ];

  test.each(passing)('run images of %s', (_, image) => {
    expect(() => service({ strategy: true, image, isolated: true }).app.synth()).not.toThrow();
  });

  test('run an image whose name is known at deployment only', () => {
    const made = make({}, undefined, 'isolated');
    const group = made.cluster.addInstanceGroup('default');
    const image = `${made.stack.account}.dkr.ecr.eu-west-1.amazonaws.com/web`;
    new ecs.Ec2Service(made.stack, 'Service', {
      cluster: made.cluster,
      taskDefinition: tasks(made.stack, image),
      capacityProviderStrategies: [group.capacityProviderStrategy()],
    });
    expect(() => made.app.synth()).not.toThrow();
  });

  const failing: [image: string, registry: string][] = [
    ['nginx', 'docker.io'],
    ['library/nginx', 'docker.io'],
    ['public.ecr.aws/nginx/nginx:1.29', 'public.ecr.aws'],
    ['ghcr.io/owner/web', 'ghcr.io'],
    ['eu.gcr.io/project/web', 'gcr.io'],
  ];

  test.each(failing)('fail a service with the image %s', (image, registry) => {
    expect(() => service({ strategy: true, image, isolated: true }).app.synth()).toThrow(
      `ImageOutOfReach: service Test/Service runs ${image} on group 'default', whose isolated subnets do not reach ` +
        `${registry}; copy the image to Amazon ECR`,
    );
  });

  test('fail a service of another stack too', () => {
    const { app, cluster } = make({}, undefined, 'isolated');
    const group = cluster.addInstanceGroup('default');
    const services = new Stack(app, 'Services');
    new ecs.Ec2Service(services, 'Service', {
      cluster,
      taskDefinition: tasks(services, 'nginx'),
      capacityProviderStrategies: [group.capacityProviderStrategy()],
    });
    expect(() => app.synth()).toThrow('ImageOutOfReach: service Services/Service runs nginx');
  });

  test('are none of private subnets’ troubles', () => {
    expect(() => service({ strategy: true, image: 'nginx' }).app.synth()).not.toThrow();
  });
});

function withTwoGroups() {
  const made = make();
  made.cluster.addInstanceGroup('default');
  made.cluster.addInstanceGroup('batch');
  return { cluster: made.cluster, template: made.template };
}

interface ServiceOptions {
  readonly strategy?: boolean;
  readonly constraint?: boolean;
  readonly daemon?: boolean;
  readonly isolated?: boolean;
  readonly image?: string;
}

function service(options: ServiceOptions) {
  const made = make({}, undefined, options.isolated ? 'isolated' : undefined);
  const group = made.cluster.addInstanceGroup('default');
  new ecs.Ec2Service(made.stack, 'Service', {
    cluster: made.cluster,
    daemon: options.daemon,
    taskDefinition: tasks(made.stack, options.image ?? 'nginx'),
    capacityProviderStrategies: options.strategy ? [group.capacityProviderStrategy()] : undefined,
    placementConstraints: options.constraint ? [group.placementConstraint()] : undefined,
  });
  return made;
}

function tasks(stack: Stack, image: string): ecs.Ec2TaskDefinition {
  const definition = new ecs.Ec2TaskDefinition(stack, 'Tasks');
  definition.addContainer('web', { image: ecs.ContainerImage.fromRegistry(image), memoryLimitMiB: 64 });
  return definition;
}
