import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Cluster, PurchaseOption } from '../../src';
import { everything, makeGroup, makeVpc, only, resources, type Statement, statements } from '../support';
import { newApp } from '../scratch';

/** Actions on every resource, and why they cannot be on less. */
const ON_EVERYTHING: Record<string, string> = {
  'ecs:DiscoverPollEndpoint': 'knows no resources',
  'ec2:DescribeTags': 'knows no resources',
  'autoscaling:DescribeAutoScalingInstances': 'knows no resources',
  'autoscaling:DescribeAutoScalingGroups': 'knows no resources',
  'autoscaling:DescribeScalingActivities': 'knows no resources',
  'ec2:DescribeInstances': 'knows no resources',
  'ssmmessages:CreateControlChannel': 'knows no resources',
  'ssmmessages:CreateDataChannel': 'knows no resources',
  'ssmmessages:OpenControlChannel': 'knows no resources',
  'ssmmessages:OpenDataChannel': 'knows no resources',
  'ssm:UpdateInstanceInformation': 'a role does not know the ids of its instances',
};

const actionsOf = ({ Action }: { Action: string | string[] }) => [Action].flat();

/** What instances may do; not what functions may. */
const ownActions = (template: Template) =>
  Object.entries(resources(template, 'AWS::IAM::Policy'))
    .filter(([id]) => id.includes('InstancePolicy'))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement)
    .flatMap(actionsOf);

describe('policies', () => {
  const template = everything();

  test('name every action', () => {
    expect(
      statements(template)
        .flatMap(actionsOf)
        .filter((action) => action.includes('*')),
    ).toEqual([]);
  });

  test('name resources wherever the action knows any', () => {
    const wide = statements(template).filter(({ Resource }) => JSON.stringify(Resource) === '"*"');
    expect([...new Set(wide.flatMap(actionsOf))].sort()).toEqual(Object.keys(ON_EVERYTHING).sort());
  });

  test('are ours alone: no managed policy', () => {
    for (const { Properties } of Object.values(resources(template, 'AWS::IAM::Role'))) {
      expect(Properties.ManagedPolicyArns ?? []).toEqual([]);
    }
  });

  test('never name a group that waits for its instances: they could not boot before it exists', () => {
    const policy = Object.entries(resources(makeGroup().template, 'AWS::IAM::Policy')).filter(([id]) =>
      id.endsWith('InstancePolicy05ACF28D'),
    );
    expect(policy).toHaveLength(1);
    expect(JSON.stringify(policy)).not.toContain('AutoScalingGroupASG');
  });
});

describe('an instance', () => {
  test('registers with its cluster and no other', () => {
    const { template } = makeGroup();
    const [cluster] = only(template, 'AWS::ECS::Cluster');
    const register = statements(template).find(({ Sid }) => Sid === 'AgentInCluster');
    expect(register).toMatchObject({ Resource: { 'Fn::GetAtt': [cluster, 'Arn'] } });
  });

  test('may be a Spot instance that drains itself', () => {
    const { template } = makeGroup({ purchaseOption: PurchaseOption.spot() });
    expect(ownActions(template)).toContain('ecs:UpdateContainerInstancesState');
  });

  test('changes no states when AWS does not take it back', () => {
    expect(ownActions(makeGroup().template)).not.toContain('ecs:UpdateContainerInstancesState');
  });

  test('completes launch hooks of groups that carry its own group’s tag', () => {
    const { template } = makeGroup();
    const own = 'Test/Cluster/InstanceGroups/default';
    expect(statements(template).find(({ Sid }) => Sid === 'LaunchHookOfOwnGroup')).toMatchObject({
      Action: 'autoscaling:CompleteLifecycleAction',
      Condition: { StringEquals: { 'autoscaling:ResourceTag/ecs-groundwork:instance-group': own } },
    });
    const [, { Properties }] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    expect(Properties.Tags).toContainEqual({
      Key: 'ecs-groundwork:instance-group',
      Value: own,
      PropagateAtLaunch: true,
    });
  });

  test('may tag nothing but itself, and that when it registers', () => {
    expect(statements(makeGroup().template).find(({ Action }) => Action === 'ecs:TagResource')).toMatchObject({
      Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
    });
  });

  test('gets what is granted to its group', () => {
    const made = makeGroup();
    new s3.Bucket(made.stack, 'Bucket').grantRead(made.group);
    expect(statements(made.template).flatMap(actionsOf)).toContain('s3:GetObject*');
  });

  test('gets what is granted to its Auto Scaling group', () => {
    const made = makeGroup();
    new s3.Bucket(made.stack, 'Bucket').grantRead(made.group.autoScalingGroup);
    expect(statements(made.template).flatMap(actionsOf)).toContain('s3:GetObject*');
  });

  test('starts after its policy', () => {
    const [, { DependsOn }] = only(makeGroup().template, 'AWS::AutoScaling::AutoScalingGroup');
    expect(DependsOn).toContain('ClusterInstanceGroupsdefaultInstancePolicy05ACF28D');
  });
});

describe('a role', () => {
  test('has the permissions boundary that it is told to', () => {
    const { template } = makeGroup(({ stack }) => ({
      permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
    }));
    template.hasResourceProperties('AWS::IAM::Role', {
      Description: 'Container instances of group default',
      PermissionsBoundary: { 'Fn::Join': ['', Match.arrayWith([':policy/boundary'])] },
    });
  });

  test('of the user is used as it is, with the group’s policy attached', () => {
    const { template, stack, group } = makeGroup((made) => ({ role: ownRole(made.stack) }));
    expect(stack.resolve(group.role.roleName)).toEqual({ Ref: 'OwnRole3F732587' });
    const profile = Object.values(resources(template, 'AWS::IAM::InstanceProfile'));
    expect(profile.map(({ Properties }) => Properties.Roles)).toEqual([[{ Ref: 'OwnRole3F732587' }]]);
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: 'OwnRole3F732587' }] });
  });

  test('of the user that takes no updates is left alone', () => {
    const { template } = makeGroup((made) => ({ role: ownRole(made.stack).withoutPolicyUpdates() }));
    const policies = Object.keys(resources(template, 'AWS::IAM::Policy'));
    expect(policies.filter((id) => id.includes('InstancePolicy'))).toEqual([]);
  });

  test('of another stack gets its policy from this one: the stacks do not wait for each other', () => {
    const app = newApp();
    const security = new Stack(app, 'Security');
    const stack = new Stack(app, 'Test');
    const cluster = new Cluster(stack, 'Cluster', { vpc: makeVpc(stack) });
    cluster.addInstanceGroup('default', { role: ownRole(security) });
    expect(() => app.synth()).not.toThrow();
    Template.fromStack(security).resourceCountIs('AWS::IAM::Policy', 0);
  });
});

describe('another partition', () => {
  test.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ])('%s finds its own names in what is rendered', (_, region) => {
    const template = everything(region);
    const text = JSON.stringify(template.toJSON());
    expect(text).not.toContain('arn:aws:');
    expect(text).not.toMatch(/[a-z0-9]\.amazonaws\.com\//);
  });
});

function ownRole(stack: Stack): iam.Role {
  return new iam.Role(stack, 'OwnRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
}
