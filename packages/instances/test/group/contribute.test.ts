import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnOutput, Lazy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type BootContribution, BootStep, type IBootContribution, type IInstanceGroup, RegistryAuth } from '../../src';
import { failureOf, makeGroup, only, statements, userDataOf } from '../support';

class Contribution implements IBootContribution {
  public readonly bound: { scope: Construct; group: IInstanceGroup }[] = [];

  public constructor(
    public readonly contributionName: string,
    private readonly contributed: BootContribution = {},
  ) {}

  public bind(scope: Construct, group: IInstanceGroup): BootContribution {
    this.bound.push({ scope, group });
    return this.contributed;
  }
}

describe('a contribution', () => {
  test('is bound once, at once, below the group and under its name', () => {
    const { group } = makeGroup();
    const contribution = new Contribution('log-router');
    group.contribute(contribution);
    expect(contribution.bound.map(({ scope }) => scope.node.path)).toEqual([
      `${group.node.path}/Contributions/log-router`,
    ]);
    expect(contribution.bound[0].group).toBe(group);
  });

  test('creates what it needs in the scope that it gets', () => {
    const made = makeGroup();
    made.group.contribute({
      contributionName: 'marker',
      bind: (scope) => {
        new CfnOutput(scope, 'Output', { value: 'made' });
        return {};
      },
    });
    expect(Object.values(made.template.findOutputs('*'))).toEqual([{ Value: 'made' }]);
  });

  test('puts its steps into the user data', () => {
    const made = makeGroup();
    made.group.contribute(new Contribution('marker', { steps: [BootStep.text('mark', 'touch /tmp/mark')] }));
    expect(userDataOf(made.template)).toContain('touch /tmp/mark');
  });

  test('gives the instances its statements', () => {
    const made = makeGroup();
    const policyStatements = [new iam.PolicyStatement({ actions: ['logs:PutLogEvents'], resources: ['arn:x'] })];
    made.group.contribute(new Contribution('marker', { policyStatements }));
    expect(statements(made.template)).toContainEqual({
      Effect: 'Allow',
      Action: 'logs:PutLogEvents',
      Resource: 'arn:x',
    });
  });

  test('may bring a file that another one brings too: it is written once', () => {
    const made = makeGroup();
    const files = [{ path: '/opt/shared/tool', content: 'the shared tool', mode: '755' }];
    made.group.contribute(new Contribution('router', { files }));
    made.group.contribute(
      new Contribution('exporter', { files: [...files, { ...files[0], path: '/opt/other/tool' }] }),
    );
    const written = userDataOf(made.template);
    expect(written.split('put 755 /opt/shared/tool')).toHaveLength(2);
    expect(written.split('the shared tool')).toHaveLength(3);
  });

  test('may come to several groups', () => {
    const { cluster, group } = makeGroup();
    const contribution = new Contribution('marker');
    group.contribute(contribution);
    cluster.addInstanceGroup('batch').contribute(contribution);
    expect(contribution.bound).toHaveLength(2);
  });

  test('fails when its name is taken, before it is bound', () => {
    const { group } = makeGroup();
    group.contribute(new Contribution('marker'));
    const second = new Contribution('marker');
    expect(failureOf(() => group.contribute(second))).toMatch(/^ContributionTwice: /);
    expect(second.bound).toEqual([]);
  });
});

describe('the images that a contribution pulls', () => {
  const ecr = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/router:1';

  test.each([
    ['of anywhere', 'nginx', undefined],
    ['of ECR, in isolated subnets', ecr, 'isolated'],
    ['of a registry inside the VPC, in isolated subnets', 'registry.internal:5000/router', 'isolated'],
    ['that only the deployment knows, in isolated subnets', Lazy.string({ produce: () => 'nginx' }), 'isolated'],
  ] as const)('may be %s', (_, image, subnets) => {
    const { group } = makeGroup({}, subnets);
    expect(() => group.contribute(new Contribution('router', { images: [image] }))).not.toThrow();
  });

  test('fail where no instance could ever pull them', () => {
    const { group } = makeGroup({}, 'isolated');
    const images = [ecr, 'public.ecr.aws/aws-observability/aws-for-fluent-bit:3'];
    expect(failureOf(() => group.contribute(new Contribution('router', { images })))).toBe(
      "ImageOutOfReach: contribution 'router' pulls public.ecr.aws/aws-observability/aws-for-fluent-bit:3 on group " +
        "'default', whose isolated subnets do not reach public.ecr.aws; copy the image to Amazon ECR",
    );
  });
});

describe('the boot of a group', () => {
  const userData = (made: ReturnType<typeof makeGroup>) => userDataOf(made.template);

  test('joins the cluster with the name of the group as an attribute', () => {
    const made = makeGroup({ attributes: { 'team.name': 'web' } });
    const [cluster] = only(made.template, 'AWS::ECS::Cluster');
    expect(userData(made)).toContain(`ECS_CLUSTER=",{"Ref":"${cluster}"}`);
    expect(userData(made)).toMatch(/ECS_INSTANCE_ATTRIBUTES=.*ecs-groundwork\.instance-group.*default/);
    expect(userData(made)).toMatch(/ECS_INSTANCE_ATTRIBUTES=.*team\.name.*web/);
  });

  test('blocks IMDS for awsvpc tasks, unless containers may reach it', () => {
    expect(userData(makeGroup())).toContain('ECS_AWSVPC_BLOCK_IMDS=true');
    expect(userData(makeGroup({ allowImdsFromContainers: true }))).toContain('ECS_AWSVPC_BLOCK_IMDS=false');
  });

  test('has the agent’s configuration and the user’s own steps', () => {
    const data = userData(
      makeGroup({
        agent: { reservedMemoryMiB: 300 },
        bootStepsBefore: [BootStep.text('first', 'echo first-step')],
        bootStepsAfter: [BootStep.text('last', 'echo last-step')],
      }),
    );
    expect(data).toContain('ECS_RESERVED_MEMORY=300');
    expect(data.indexOf('echo first-step')).toBeGreaterThan(0);
    expect(data.indexOf('echo last-step')).toBeGreaterThan(0);
  });

  test('may read the registry login before the first instance starts', () => {
    const made = makeGroup(({ stack }) => ({
      registryAuth: RegistryAuth.secret(new secretsmanager.Secret(stack, 'Login')),
    }));
    const { template } = made;
    const [secret] = only(template, 'AWS::SecretsManager::Secret');
    expect(statements(template)).toContainEqual(
      expect.objectContaining({
        Action: expect.arrayContaining(['secretsmanager:GetSecretValue']),
        Resource: { Ref: secret },
      }),
    );
    const [, { DependsOn }] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    expect(DependsOn).toContainEqual(expect.stringContaining('InstanceRoleDefaultPolicy'));
  });
});
