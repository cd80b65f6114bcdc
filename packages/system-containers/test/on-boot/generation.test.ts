import * as instances from '@ecs-groundwork/instances';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration } from 'aws-cdk-lib/core';
import { Carrier, SystemContainerImage, SystemContainerLog, type SystemContainerProps } from '../../src';
import { type Made, container, make, statements } from '../support';

type Props = Partial<SystemContainerProps>;

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

function resources({ template }: Made): [string, Resource][] {
  return Object.entries((template.toJSON() as { Resources: Record<string, Resource> }).Resources);
}

/** The one custom resource with a parameter's name and its content. */
function rollout(made: Made): [string, Resource & { Properties: { ParameterName: string; Content: unknown } }] {
  const found = resources(made).filter(
    ([, { Properties = {} }]) => 'Content' in Properties && 'ParameterName' in Properties,
  );
  expect(found).toHaveLength(1);
  return found[0] as ReturnType<typeof rollout>;
}

function launchTemplate(made: Made): string {
  return JSON.stringify(resources(made).filter(([, { Type }]) => Type === 'AWS::EC2::LaunchTemplate'));
}

function made(...containers: readonly Props[]): Made {
  const result = make();
  containers.forEach((props) => result.group.contribute(container(props)));
  return result;
}

const usual: Props = {
  ports: [{ containerPort: 9100 }],
  required: true,
  healthCheck: { command: ['true'] },
  startAfter: ['other'],
};
const other: Props = { containerName: 'other', memoryLimitMiB: 32 };

describe('a change', () => {
  const launched = launchTemplate(made(usual, other));
  const [, { Properties: before }] = rollout(made(usual, other));

  test.each<[string, Props]>([
    ['the image', { image: SystemContainerImage.fromRegistry('public.ecr.aws/example/exporter:2') }],
    ['the command', { command: ['--verbose'] }],
    ['the entry point', { entryPoint: ['/bin/exporter'] }],
    ['the environment', { environment: { LEVEL: 'debug' } }],
    ['the health check', { healthCheck: { command: ['false'] } }],
    ['mounts', { mounts: [{ sourcePath: '/proc', containerPath: '/host/proc' }] }],
    ['files', { files: { '/etc/exporter.yaml': 'level: debug' } }],
    ['the user', { user: 'nobody' }],
    ['the share of the processor', { cpu: 128 }],
    ['the time to stop', { stopTimeout: Duration.seconds(5) }],
  ])('of %s leaves the launch template alone and is another generation', (_what, change) => {
    const changed = made({ ...usual, ...change }, other);
    const [, { Properties }] = rollout(changed);

    expect(launchTemplate(changed)).toBe(launched);
    expect(Properties.ParameterName).toBe(before.ParameterName);
    expect(Properties.Content).not.toEqual(before.Content);
  });

  test('of a secret leaves the launch template alone and is another generation', () => {
    const changed = make();
    const secret = secretsmanager.Secret.fromSecretNameV2(changed.stack, 'Secret', 'exporter');
    changed.group.contribute(container({ ...usual, secrets: { KEY: ecs.Secret.fromSecretsManager(secret) } }));
    changed.group.contribute(container(other));

    expect(launchTemplate(changed)).toBe(launched);
    expect(rollout(changed)[1].Properties.Content).not.toEqual(before.Content);
  });

  test.each<[string, Props, Props]>([
    ['memory', { memoryLimitMiB: 65 }, {}],
    // together they take what they took
    ['the memory of each', { memoryLimitMiB: 32 }, { memoryLimitMiB: 64 }],
    ['ports', { ports: [{ containerPort: 9101 }] }, {}],
    ['names', {}, { containerName: 'third' }],
    ['what is required', { required: false }, {}],
    ['the order', { startAfter: [] }, {}],
    ['the log driver', { log: SystemContainerLog.none() }, {}],
  ])('of %s changes the launch template, and the name of the parameter says so', (what, change, ofOther) => {
    const startAfter = what === 'names' ? ['third'] : usual.startAfter;
    const changed = made({ ...usual, startAfter, ...change }, { ...other, ...ofOther });

    expect(launchTemplate(changed)).not.toBe(launched);
    expect(rollout(changed)[1].Properties.ParameterName).not.toBe(before.ParameterName);
  });

  test('of the order in which containers are contributed is none of the parameter', () => {
    expect(rollout(made(other, usual))[1].Properties).toEqual(before);
  });
});

describe('a generation', () => {
  const contentOf = (result: Made) =>
    JSON.parse(String(rollout(result)[1].Properties.Content)) as { containers: { name: string; document: object }[] };

  test('holds what hosts read of each container, in the order in which they start', () => {
    const { containers } = contentOf(
      made(
        { containerName: 'a', startAfter: ['c'] },
        { containerName: 'b', files: { '/etc/b': 'text' } },
        { containerName: 'c', startAfter: ['b'] },
      ),
    );

    expect(containers.map(({ name }) => name)).toEqual(['b', 'c', 'a']);
    expect(containers[0].document).toMatchObject({ image: expect.any(String), files: ['text'] });
  });

  test('is in a parameter that is the group’s, and known to its hosts', () => {
    const result = made({});
    const [, { Properties }] = rollout(result);

    expect(Properties.ParameterName).toMatch(
      /^\/ecs-groundwork\/Test\/Cluster\/InstanceGroups\/default\/[0-9a-f]{16}$/,
    );
    expect(launchTemplate(result)).toContain(Properties.ParameterName);
  });

  test('is of one group', () => {
    const result = made({});
    result.cluster.addInstanceGroup('batch').contribute(container());
    const names = resources(result).flatMap(([, { Properties = {} }]) =>
      'ParameterName' in Properties && 'Content' in Properties ? [Properties.ParameterName] : [],
    );
    expect(new Set(names).size).toBe(2);
  });

  test('is there before instances are, and after what they may read', () => {
    const result = made({});
    const [id, { DependsOn = [] }] = rollout(result);
    const ofType = (type: string) => resources(result).filter(([, { Type }]) => Type === type);
    const policies = ofType('AWS::IAM::Policy').map(([policy]) => policy);

    expect(ofType('AWS::AutoScaling::AutoScalingGroup')[0][1].DependsOn).toContain(id);
    expect(DependsOn.some((dependency) => policies.includes(dependency))).toBe(true);
  });

  test('is none in a group whose containers run in ECS', () => {
    const result = made({ carrier: Carrier.daemonService() });
    expect(resources(result).filter(([, { Properties = {} }]) => 'Content' in Properties)).toEqual([]);
  });
});

describe('an instance', () => {
  const may = (access: instances.HostAccess) => {
    const result = make({ access });
    result.group.contribute(container());
    return statements(result.template);
  };

  test('may read the parameters of its group, whatever the footprint', () => {
    expect(may(instances.HostAccess.none())).toContainEqual({
      Sid: 'SystemContainers',
      Effect: 'Allow',
      Action: 'ssm:GetParameter',
      Resource: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':ssm:',
            { Ref: 'AWS::Region' },
            ':',
            { Ref: 'AWS::AccountId' },
            ':parameter/ecs-groundwork/Test/Cluster/InstanceGroups/default/*',
          ],
        ],
      },
    });
  });

  test.each([
    ['nobody reaches it', instances.HostAccess.none()],
    ['people reach it by Session Manager', instances.HostAccess.sessionManager()],
  ])('may take commands where %s, and is told so once', (_who, access) => {
    const found = may(access).filter(({ Action }) => JSON.stringify(Action).includes('ssmmessages:'));
    expect(found.map(({ Action }) => Action)).toEqual([
      [
        'ssm:UpdateInstanceInformation',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
    ]);
  });
});
