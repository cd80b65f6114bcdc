import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Bastion, Cluster, HostAccess, InstanceConnectEndpoint } from '../../src';
import { launchData, makeGroup, makeVpc, only, resources, statements } from '../support';
import { newApp } from '../scratch';

const SESSION = [
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

const allowFrom = [ec2.Peer.ipv4('198.51.100.0/24')];
const allActions = (template: Template) => statements(template).flatMap(({ Action }) => Action);

describe('access by Session Manager', () => {
  test('is the default, with a policy of its own', () => {
    const { template } = makeGroup();
    expect(statements(template).find(({ Sid }) => Sid === 'SystemsManagerAgent')?.Action).toEqual(SESSION);
  });

  test('opens no port', () => {
    makeGroup({ access: HostAccess.sessionManager() }).template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });
});

describe('no access', () => {
  test('opens no port and gives no permission', () => {
    const { template } = makeGroup({ access: HostAccess.none() });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    expect(allActions(template).filter((action) => action.startsWith('ssm'))).toEqual([]);
  });
});

describe('access by bastion', () => {
  test('opens port 22 to the bastion only', () => {
    const { template } = makeGroup(({ stack, vpc }) => ({
      access: HostAccess.bastion(new Bastion(stack, 'Bastion', { vpc, allowFrom })),
    }));
    const [, { Properties }] = only(template, 'AWS::EC2::SecurityGroupIngress');
    expect(Properties).toMatchObject({
      Description: 'SSH from the bastion',
      FromPort: 22,
      ToPort: 22,
      SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^BastionSecurityGroup/), 'GroupId'] },
    });
  });

  test('lets the bastion reach nothing but port 22 of the group', () => {
    const { template } = makeGroup(({ stack, vpc }) => ({
      access: HostAccess.bastion(new Bastion(stack, 'Bastion', { vpc, allowFrom })),
    }));
    const [, { Properties }] = only(template, 'AWS::EC2::SecurityGroupEgress');
    expect(Properties).toMatchObject({ FromPort: 22, ToPort: 22, IpProtocol: 'tcp' });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: Match.stringLikeRegexp('^Bastion'),
      // without a rule in the group itself EC2 would let everything out
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '127.0.0.1/32' })],
    });
  });

  test('uses the user’s own key pair on the bastion and on the instances', () => {
    const { template } = makeGroup(({ stack, vpc }) => {
      const keyPair = ec2.KeyPair.fromKeyPairName(stack, 'KeyPair', 'mine');
      return { access: HostAccess.bastion(new Bastion(stack, 'Bastion', { vpc, allowFrom, keyPair })) };
    });
    expect(launchData(template).KeyName).toBe('mine');
    template.hasResourceProperties('AWS::EC2::Instance', { KeyName: 'mine' });
  });

  test('never makes a key pair', () => {
    const { template } = makeGroup(({ stack, vpc }) => ({
      access: HostAccess.bastion(new Bastion(stack, 'Bastion', { vpc, allowFrom })),
    }));
    template.resourceCountIs('AWS::EC2::KeyPair', 0);
    expect(launchData(template)).not.toHaveProperty('KeyName');
  });

  test('works from another stack: the rules are the group’s', () => {
    const app = newApp();
    const access = new Stack(app, 'Access');
    const vpc = makeVpc(access);
    const bastion = new Bastion(access, 'Bastion', { vpc, allowFrom });
    const stack = new Stack(app, 'Test');
    new Cluster(stack, 'Cluster', { vpc }).addInstanceGroup('default', { access: HostAccess.bastion(bastion) });
    expect(() => app.synth()).not.toThrow();
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
  });
});

describe('a bastion', () => {
  function bastion(props: Partial<ConstructorParameters<typeof Bastion>[2]> = {}) {
    const stack = new Stack(newApp(), 'Test');
    const vpc = makeVpc(stack);
    const made = new Bastion(stack, 'Bastion', { vpc, allowFrom, ...props });
    return { stack, made, template: Template.fromStack(stack) };
  }

  test('is a t4g.nano with the latest Amazon Linux 2023 for ARM', () => {
    const { template } = bastion();
    const [, { Properties }] = only(template, 'AWS::EC2::Instance');
    expect(Properties.InstanceType).toBe('t4g.nano');
    const { Ref } = Properties.ImageId as { Ref: string };
    expect(Object.values(template.findParameters(Ref))[0].Default).toMatch(/al2023-ami-kernel-.*-arm64$/);
  });

  test('boots an image for x86 when its type is', () => {
    const { template } = bastion({ instanceType: new ec2.InstanceType('t3.nano') });
    const [, { Properties }] = only(template, 'AWS::EC2::Instance');
    const { Ref } = Properties.ImageId as { Ref: string };
    expect(Object.values(template.findParameters(Ref))[0].Default).toMatch(/-x86_64$/);
  });

  test('boots the image that it is told to', () => {
    const { template } = bastion({ machineImage: ec2.MachineImage.fromSsmParameter('/own/bastion') });
    expect(JSON.stringify(template.findParameters('*'))).toContain('/own/bastion');
  });

  test('has a public address in a public subnet', () => {
    const [, { Properties }] = only(bastion().template, 'AWS::EC2::Instance');
    expect(Properties.NetworkInterfaces).toMatchObject([
      { AssociatePublicIpAddress: true, SubnetId: { Ref: expect.stringMatching(/^VpcPublicSubnet1/) as unknown } },
    ]);
  });

  test('tells its public address', () => {
    const { made, stack, template } = bastion();
    const [id] = only(template, 'AWS::EC2::Instance');
    expect(stack.resolve(made.publicIp)).toEqual({ 'Fn::GetAtt': [id, 'PublicIp'] });
  });

  test('has IMDSv2 with hop limit 1 and an encrypted gp3 volume', () => {
    bastion().template.hasResourceProperties('AWS::EC2::Instance', {
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ Ebs: { Encrypted: true, VolumeType: 'gp3' } }],
    });
  });

  test('may do nothing in AWS', () => {
    const { template } = bastion();
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const [, { Properties }] = only(template, 'AWS::IAM::Role');
    expect(Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  test('is open to the named sources on port 22 only', () => {
    const { template } = bastion({
      allowFrom: [ec2.Peer.ipv4('198.51.100.0/24'), ec2.Peer.ipv6('2001:db8::/32')],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        { CidrIp: '198.51.100.0/24', Description: 'SSH from people', FromPort: 22, ToPort: 22, IpProtocol: 'tcp' },
        { CidrIpv6: '2001:db8::/32', Description: 'SSH from people', FromPort: 22, ToPort: 22, IpProtocol: 'tcp' },
      ],
    });
  });

  test.each([
    ['the widest private range', ec2.Peer.ipv4('10.0.0.0/8')],
    ['a large IPv6 range', ec2.Peer.ipv6('2001::/16')],
    ['a security group', ec2.Peer.securityGroupId('sg-0123456789abcdef0')],
    ['a prefix list that is made elsewhere', ec2.Peer.prefixList('pl-0123456789abcdef0')],
  ])('may be open to %s', (_, peer) => {
    expect(() => bastion({ allowFrom: [peer] })).not.toThrow();
  });

  test('may be open to a prefix list of this app with narrow entries', () => {
    const stack = new Stack(newApp(), 'Test');
    const list = new ec2.PrefixList(stack, 'Office', { entries: [{ cidr: '198.51.100.0/24' }] });
    expect(() => new Bastion(stack, 'Bastion', { vpc: makeVpc(stack), allowFrom: [list] })).not.toThrow();
  });
});

describe('access by EC2 Instance Connect endpoint', () => {
  function connect() {
    const made = makeGroup(({ stack, vpc }) => ({
      access: HostAccess.instanceConnect(new InstanceConnectEndpoint(stack, 'Endpoint', { vpc })),
    }));
    return made.template;
  }

  test('opens port 22 to the endpoint only', () => {
    const [, { Properties }] = only(connect(), 'AWS::EC2::SecurityGroupIngress');
    expect(Properties).toMatchObject({
      Description: 'SSH from the EC2 Instance Connect endpoint',
      FromPort: 22,
      ToPort: 22,
      SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^EndpointSecurityGroup/), 'GroupId'] },
    });
  });

  test('has its endpoint in a private subnet, without the person’s address', () => {
    const template = connect();
    template.hasResourceProperties('AWS::EC2::InstanceConnectEndpoint', {
      PreserveClientIp: false,
      SubnetId: { Ref: Match.stringLikeRegexp('^VpcInnerSubnet1') },
      SecurityGroupIds: [Match.anyValue()],
    });
    expect(Object.keys(resources(template, 'AWS::EC2::InstanceConnectEndpoint'))).toEqual(['EndpointEEF1FD8F']);
  });

  test('lets the endpoint reach nothing but port 22 of the group', () => {
    const template = connect();
    const [, { Properties }] = only(template, 'AWS::EC2::SecurityGroupEgress');
    expect(Properties).toMatchObject({ FromPort: 22, ToPort: 22, IpProtocol: 'tcp' });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: Match.stringLikeRegexp('^EC2 Instance Connect endpoint'),
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '127.0.0.1/32' })],
    });
  });

  test('is granted to people on the endpoint, for port 22', () => {
    const stack = new Stack(newApp(), 'Test');
    const endpoint = new InstanceConnectEndpoint(stack, 'Endpoint', { vpc: makeVpc(stack, 'isolated') });
    endpoint.grantOpenTunnel(new iam.Group(stack, 'People'));
    const [statement] = statements(Template.fromStack(stack));
    expect(statement).toMatchObject({
      Action: 'ec2-instance-connect:OpenTunnel',
      Condition: { NumericEquals: { 'ec2-instance-connect:remotePort': '22' } },
    });
    expect(JSON.stringify(statement.Resource)).toContain(':instance-connect-endpoint/');
  });
});
