import { Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { GROUP_NAME_PROPERTY } from '../../src/delete/scale-in-protection-properties';
import { allResources, make, makeGroup, only, type Resource, resources } from '../support';

/** Ids that a resource waits for when it is created; it is deleted before them. */
function needs(resource: Resource): string[] {
  const text = JSON.stringify(resource.Properties);
  const references = [...text.matchAll(/"(?:Ref|Fn::GetAtt)":(?:"([^"]+)"|\["([^"]+)")/g)];
  return [...(resource.DependsOn ?? []), ...references.map(([, ref, attribute]) => ref ?? attribute)];
}

/** Whether one resource is deleted before another one, directly or by those between them. */
function before(all: Record<string, Resource>, first: string, second: string): boolean {
  return needs(all[first]).some((id) => id === second || (id in all && before(all, id, second)));
}

describe('deleting a group', () => {
  test('goes service, association, provider, protection, its permission, group', () => {
    const made = makeGroup();
    const taskDefinition = new ecs.Ec2TaskDefinition(made.stack, 'Tasks');
    taskDefinition.addContainer('web', { image: ecs.ContainerImage.fromRegistry('web'), memoryLimitMiB: 64 });
    new ecs.Ec2Service(made.stack, 'Service', {
      cluster: made.cluster,
      taskDefinition,
      capacityProviderStrategies: [made.group.capacityProviderStrategy()],
    });
    const { template } = made;
    const order = [
      'AWS::ECS::Service',
      'AWS::ECS::ClusterCapacityProviderAssociations',
      'AWS::ECS::CapacityProvider',
      'Custom::ScaleInProtection',
    ].map((resourceType) => only(template, resourceType)[0]);
    const permission = Object.keys(resources(template, 'AWS::IAM::Policy')).filter((id) =>
      id.includes('ScaleInProtectionPolicy'),
    );
    const group = only(template, 'AWS::AutoScaling::AutoScalingGroup')[0];
    const all = allResources(template);
    const wanted = [...order, ...permission, group];
    expect(wanted).toHaveLength(6);
    for (const [index, id] of wanted.slice(1).entries()) {
      expect([wanted[index], 'before', id, before(all, wanted[index], id)]).toEqual([
        wanted[index],
        'before',
        id,
        true,
      ]);
    }
  });

  test('keeps the permission of each group to itself: a shared one is updated before the deletion that needs it', () => {
    const policies = Object.entries(resources(twoGroups(), 'AWS::IAM::Policy')).filter(([id]) =>
      id.includes('ScaleInProtectionPolicy'),
    );
    expect(policies).toHaveLength(2);
    for (const [id, { Properties }] of policies) {
      const groups = JSON.stringify(Properties).match(/"[^"]*AutoScalingGroupASG[^"]*"/g);
      expect([id, groups?.length]).toEqual([id, 1]);
    }
  });

  test('has one function in a stack', () => {
    const template = twoGroups();
    const lifting = { Description: Match.stringLikeRegexp('^Lifts scale-in') };
    template.resourcePropertiesCountIs('AWS::Lambda::Function', lifting, 1);
    template.resourceCountIs('Custom::ScaleInProtection', 2);
    template.hasResourceProperties('AWS::Lambda::Function', {
      ...lifting,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 900,
      LoggingConfig: { LogGroup: Match.anyValue() },
    });
  });

  test('leaves no log behind', () => {
    for (const logGroup of Object.values(resources(makeGroup().template, 'AWS::Logs::LogGroup'))) {
      expect(logGroup).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
    }
  });

  test('tells the function the group, by the name that it reads', () => {
    const { template } = makeGroup();
    const [, { Properties }] = only(template, 'Custom::ScaleInProtection');
    const [group] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    expect(Properties).toMatchObject({ [GROUP_NAME_PROPERTY]: { Ref: group } });
    expect(Object.keys(Properties).sort()).toEqual([GROUP_NAME_PROPERTY, 'ServiceTimeout', 'ServiceToken'].sort());
  });
});

function twoGroups() {
  const made = make();
  made.cluster.addInstanceGroup('default');
  made.cluster.addInstanceGroup('batch');
  return made.template;
}
