import * as instances from '@ecs-groundwork/instances';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Stack } from 'aws-cdk-lib/core';
import { SystemContainerImage, SystemContainerLog } from '../../src';
import { type Made, type Statement, bound, container, make } from '../support';

/** What the instance's role gets for a container. */
function allowed(made: Made, props: Parameters<typeof bound>[1]): Statement[] {
  const { policyStatements = [] } = bound(made, props);
  return made.stack.resolve(policyStatements.map((statement) => statement.toStatementJson())) as Statement[];
}

describe('an instance', () => {
  test('may do nothing more for an image of a public registry', () => {
    expect(allowed(make(), {})).toEqual([]);
  });

  test('may log in to ECR, and pull from the one repository', () => {
    const made = make();
    const repository = new ecr.Repository(made.stack, 'Repository');
    expect(allowed(made, { image: SystemContainerImage.fromEcrRepository(repository, '1') })).toEqual([
      {
        Effect: 'Allow',
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Repository/), 'Arn'] },
      },
      { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    ]);
  });

  test('may make ECR import an image behind a pull-through cache', () => {
    const made = make();
    const repository = ecr.Repository.fromRepositoryName(made.stack, 'Cached', 'ecr-public/nginx/nginx');
    expect(allowed(made, { image: SystemContainerImage.fromPullThroughCache(repository, '1.29') })).toContainEqual({
      Effect: 'Allow',
      Action: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
      Resource: expect.objectContaining({ 'Fn::Join': expect.anything() }),
    });
  });

  test('may read the secrets of the container and no others', () => {
    const made = make();
    const [password, key] = ['Password', 'Key'].map((id) => new secretsmanager.Secret(made.stack, id));
    const statements = allowed(made, {
      secrets: { PASSWORD: ecs.Secret.fromSecretsManager(password, 'password') },
      secretFiles: { key: ecs.Secret.fromSecretsManager(key) },
    });
    expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual(
      [/^Password/, /^Key/].map((id) => [
        ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        { Ref: expect.stringMatching(id) },
      ]),
    );
  });

  test('may write the log group of the container', () => {
    const made = make();
    const log = SystemContainerLog.awsLogs(new logs.LogGroup(made.stack, 'Log'));
    expect(allowed(made, { log })).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Log/), 'Arn'] },
      },
    ]);
  });

  test('may do what a container in its network may do', () => {
    const policyStatements = [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:x'] })];
    expect(allowed(make(), { networkMode: ecs.NetworkMode.HOST, policyStatements })).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:x' },
    ]);
  });

  test('may use the key of a secret, which names its role', () => {
    const made = make();
    const secret = new secretsmanager.Secret(made.stack, 'Secret', { encryptionKey: new kms.Key(made.stack, 'Key') });
    made.group.contribute(container({ secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret) } }));
    const [{ Properties }] = Object.values(made.template.findResources('AWS::KMS::Key'));
    expect(JSON.stringify(Properties)).toMatch(/"Action":"kms:Decrypt".*"kms:ViaService".*InstanceRole/);
  });
});

describe('in an app of several stacks', () => {
  function stacks() {
    const app = new App();
    const [shared, clusterStack] = ['Shared', 'Cluster'].map((id) => new Stack(app, id));
    const vpc = new ec2.Vpc(shared, 'Vpc', { restrictDefaultSecurityGroup: false });
    const cluster = new instances.Cluster(clusterStack, 'Cluster', { vpc });
    return { app, shared, clusterStack, cluster };
  }

  test('secrets and repositories may be in the stack that comes first', () => {
    const { app, shared, cluster } = stacks();
    const secret = new secretsmanager.Secret(shared, 'Secret');
    const repository = new ecr.Repository(shared, 'Repository');
    cluster.addInstanceGroup('default').contribute(
      container({
        image: SystemContainerImage.fromEcrRepository(repository, '1'),
        secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret) },
      }),
    );
    expect(() => app.synth()).not.toThrow();
  });

  test('a role of one’s own may be there too, and its stack stays as it is', () => {
    const { shared, clusterStack, cluster } = stacks();
    const role = new iam.Role(shared, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const secret = new secretsmanager.Secret(clusterStack, 'Secret');
    cluster
      .addInstanceGroup('default', { role })
      .contribute(container({ secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret) } }));
    expect(Template.fromStack(shared).findResources('AWS::IAM::Policy')).toEqual({});
    expect(JSON.stringify(Template.fromStack(clusterStack).findResources('AWS::IAM::Policy'))).toContain(
      'secretsmanager:GetSecretValue',
    );
  });
});
