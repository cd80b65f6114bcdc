import { NestedStack, Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import { Cluster } from '../../src';
import { newApp } from '../scratch';
import { makeGroup, makeVpc, only, resources, statements, userDataOf, type Resource } from '../support';

const ID = 'ClusterInstanceGroupsdefaultBootReports5DB70689';

function logGroups(template: Template): [id: string, resource: Resource][] {
  return Object.entries(resources(template, 'AWS::Logs::LogGroup')).filter(([id]) => id.includes('BootReports'));
}

describe('the log group of boot reports', () => {
  test('is one for each group, named by stack and path, kept for 30 days and deleted with the group', () => {
    const { template, stack, group } = makeGroup();
    const [[id, resource], ...others] = logGroups(template);

    expect(others).toEqual([]);
    expect(id).toBe(ID);
    expect(resource).toEqual({
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: '/Test/Cluster/InstanceGroups/default/boot-reports', RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
    expect(stack.resolve(group.bootReports.logGroupName)).toEqual({ Ref: ID });
  });

  test('is there before the first instance boots', () => {
    const [, { DependsOn }] = only(makeGroup().template, 'AWS::AutoScaling::AutoScalingGroup');

    expect(DependsOn).toContain(ID);
  });

  test('is told to the instances in plain text, so that they know it whatever becomes of their user data', () => {
    expect(userDataOf(makeGroup().template)).toContain(
      "ecs-groundwork/log-group <<'EOF'\\n/Test/Cluster/InstanceGroups/default/boot-reports\\nEOF\\n",
    );
  });

  test('takes what instances write, and they make no other', () => {
    const ofHosts = statements(makeGroup().template).filter(({ Sid }) => Sid !== undefined);

    expect(ofHosts.filter(({ Action }) => JSON.stringify(Action).includes('logs:'))).toEqual([
      {
        Sid: 'BootReports',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [ID, 'Arn'] },
      },
    ]);
  });

  test('keeps its name apart from others when an id has characters that no log group may have', () => {
    const stack = new Stack(newApp(), 'Test');
    const vpc = makeVpc(stack);
    for (const id of ['Größe', 'Gräße']) {
      new Cluster(stack, id, { vpc }).addInstanceGroup('default');
    }
    const names = logGroups(Template.fromStack(stack)).map(([, { Properties }]) => String(Properties.LogGroupName));

    expect(new Set(names).size).toBe(2);
    names.forEach((name) => {
      expect(name).toMatch(/^\/Test\/Gr--e\/InstanceGroups\/default\/[0-9a-f]{8}\/boot-reports$/);
    });
  });

  test('may be in a nested stack, whose name only the deployment knows', () => {
    const stack = new Stack(newApp(), 'Test');
    const nested = new NestedStack(stack, 'Nested');
    new Cluster(nested, 'Cluster', { vpc: makeVpc(nested) }).addInstanceGroup('default');

    expect(() => Template.fromStack(nested)).not.toThrow();
  });
});
