import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnResource, Fn } from 'aws-cdk-lib/core';
import { lintTemplates } from '../../src/templates/cfn-lint';
import { acknowledges, nagFindings } from '../../src/templates/nag';
import { undescribedRules } from '../../src/templates/security-groups';
import { isWildcard, statementsOf } from '../../src/templates/statements';
import { secretsIn, userDataOf } from '../../src/templates/user-data';
import { unencryptedVolumes } from '../../src/templates/volumes';
import { templateOf } from '../support/template';

describe('reading a template', () => {
  it('finds statements in policies of their own, in roles and on resources', () => {
    const template = templateOf((stack) => {
      const role = new iam.Role(stack, 'Role', {
        assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
        inlinePolicies: {
          all: new iam.PolicyDocument({
            statements: [new iam.PolicyStatement({ actions: ['ecs:*'], resources: ['*'] })],
          }),
        },
      });
      role.addToPolicy(new iam.PolicyStatement({ actions: ['ecs:Poll'], resources: ['arn:x'] }));
      new s3.Bucket(stack, 'Bucket', { enforceSSL: true });
    });
    const statements = statementsOf(template);
    expect(statements.map(({ place, actions }) => [place, ...actions])).toEqual([
      ['test-stack/Role/Resource', 'sts:AssumeRole'],
      ['test-stack/Role/Resource', 'ecs:*'],
      ['test-stack/Role/DefaultPolicy/Resource', 'ecs:Poll'],
      ['test-stack/Bucket/Policy/Resource', 's3:*'],
    ]);
    expect(statements.filter(({ actions }) => actions.some(isWildcard))).toHaveLength(2);
    expect(statements.filter(({ resources }) => resources.includes('*'))).toHaveLength(1);
  });

  it('finds rules that nobody described', () => {
    const template = templateOf((stack) => {
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'] });
      const group = new ec2.SecurityGroup(stack, 'Group', { vpc, description: 'what it is for' });
      group.addIngressRule(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.HTTPS);
      group.addIngressRule(ec2.Peer.ipv4('10.1.0.0/16'), ec2.Port.HTTPS, 'HTTPS from the office');
      group.connections.allowFrom(new ec2.SecurityGroup(stack, 'Bare', { vpc }), ec2.Port.SSH);
    });
    expect(undescribedRules(template)).toEqual([
      'test-stack/Group/Resource, rule 1',
      'test-stack/Bare/Resource',
      expect.stringContaining('test-stack/Group/from teststackBare'),
    ]);
  });

  it('finds volumes that are not encrypted for sure', () => {
    const ebs = (encrypted?: boolean) => ({ blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { encrypted } }] });
    const template = templateOf((stack) => {
      new ec2.CfnLaunchTemplate(stack, 'Encrypted', { launchTemplateData: ebs(true) });
      new ec2.CfnLaunchTemplate(stack, 'Unsaid', { launchTemplateData: ebs() });
      new ec2.CfnLaunchTemplate(stack, 'FromTheImage', { launchTemplateData: {} });
      new ec2.CfnInstance(stack, 'Plain', ebs(false));
      new ec2.CfnInstance(stack, 'Closed', ebs(true));
    });
    expect(unencryptedVolumes(template)).toEqual(['test-stack/Unsaid', 'test-stack/FromTheImage', 'test-stack/Plain']);
  });

  it('finds what cfn-lint calls an error', () => {
    const template = templateOf((stack) => {
      new CfnResource(stack, 'Vpc', { type: 'AWS::EC2::VPC', properties: { CidrBlock: 'ten dot something' } });
    });
    expect(lintTemplates([template.file])).toEqual([expect.stringContaining('Resources/Vpc/Properties/CidrBlock')]);
  });
});

describe('cdk-nag over a final template', () => {
  const template = templateOf((stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: true, availabilityZones: ['eu-west-1a'] });
    new ec2.SecurityGroup(stack, 'Group', { vpc }).addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.SSH, 'the world');
  });
  const findings = nagFindings(template);

  it('names rule and place of what it finds', () => {
    expect(findings.map(({ rule, place }) => [rule, place])).toContainEqual([
      'AwsSolutions-EC23',
      'test-stack/Group/Resource',
    ]);
  });

  it("sees the role of aws-cdk-lib's own custom resources", () => {
    const places = findings.filter(({ rule }) => rule.startsWith('AwsSolutions-IAM')).map(({ place }) => place);
    expect(places).toContainEqual(expect.stringContaining('Custom::VpcRestrictDefaultSGCustomResourceProvider/Role'));
  });

  it('is silenced by rule and place, not by one of them', () => {
    const finding = { rule: 'AwsSolutions-EC23', place: 'test-stack/Group/Resource', description: '' };
    const acknowledgement = { rule: 'AwsSolutions-EC23', place: /^test-stack\/Group\//, reason: 'for a test only' };
    expect(acknowledges(acknowledgement, finding)).toBe(true);
    expect(acknowledges(acknowledgement, { ...finding, place: 'test-stack/Other/Resource' })).toBe(false);
    expect(acknowledges(acknowledgement, { ...finding, rule: 'AwsSolutions-EC27' })).toBe(false);
  });
});

describe('secrets in user data', () => {
  const userData = (text: string) =>
    userDataOf(
      templateOf((stack) => {
        new ec2.CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { userData: Fn.base64(text) } });
      }),
    ).map((one) => one.text);

  it('are looked for in the text that the instance reads', () => {
    expect(userData(Fn.join('', ['#!/bin/sh\necho ', Fn.ref('AWS::Region'), '\n']))).toEqual([
      '#!/bin/sh\necho ${AWS::Region}\n',
    ]);
  });

  it('are looked for inside encoded parts of a MIME message', () => {
    const part = Buffer.from('export DB_PASSWORD=correct-horse\n').toString('base64');
    const [text = ''] = userData(
      `--b\nContent-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${part}\n--b--\n`,
    );
    expect(text).toContain('--b--');
    expect(secretsIn(text)).toEqual(['a password: DB_PASSWORD=correct-horse']);
  });

  it.each([
    ['an AWS access key', 'id=AKIAIOSFODNN7EXAMPLE'],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ['the login of a registry', '{"auths":{"example.com":{"auth":"dXNlcjpwYXNzd29yZA=="}}}'],
    ['a password in a URL', 'https://user:hunter2@example.com/'],
    ['a reference that is resolved when deployed', '{{resolve:secretsmanager:arn:SecretString}}'],
    ['a password', "api_key: 'abcdef123456'"],
  ])('are seen: %s', (what, text) => {
    expect(secretsIn(text)).toEqual([expect.stringMatching(`^${what}: `)]);
  });

  it.each([
    'PASSWORD=$(read_secret arn)',
    'SECRET_KEY="${TOKEN}"',
    'X-aws-ec2-metadata-token: $token',
    'https://example.com:443/',
  ])('are not seen in %s', (text) => {
    expect(secretsIn(text)).toEqual([]);
  });
});
