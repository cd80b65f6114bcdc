import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { AddressPlan, Egress, FlowLogs, Network } from '../src';
import { EGRESS, IRELAND, make, properties, resources, subnets, tags } from './support';

describe('a network', () => {
  test('is 10.0.0.0/16 by default', () => {
    make().template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
  });

  test('spans two zones by default, each with a public and a private subnet of the convention', () => {
    const { template } = make();
    expect(subnets(template, 'Public').map(({ cidr }) => cidr)).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
    expect(subnets(template, 'Private').map(({ cidr }) => cidr)).toEqual(['10.0.50.0/24', '10.0.51.0/24']);
  });

  test('has a NAT gateway in the public subnet of each zone by default', () => {
    const { template } = make();
    const homes = properties(template, 'AWS::EC2::NatGateway').map(({ SubnetId }) => SubnetId);
    expect(homes).toEqual(subnets(template, 'Public').map(({ id }) => ({ Ref: id })));
  });

  test('has an internet gateway that only public subnets route to', () => {
    const { template } = make();
    const [gateway] = Object.keys(resources(template, 'AWS::EC2::InternetGateway'));
    const routed = properties(template, 'AWS::EC2::Route').filter(({ GatewayId }) => GatewayId !== undefined);
    expect(routed.map(({ GatewayId }) => GatewayId)).toEqual([{ Ref: gateway }, { Ref: gateway }]);
    expect(JSON.stringify(routed.map(({ RouteTableId }) => RouteTableId))).not.toContain('Private');
  });

  test('gives no host a public address by itself', () => {
    const launched = properties(make().template, 'AWS::EC2::Subnet').map((subnet) => subnet.MapPublicIpOnLaunch);
    expect(launched).toEqual([false, false, false, false]);
  });

  test('records no traffic unless asked to', () => {
    make().template.resourceCountIs('AWS::EC2::FlowLog', 0);
  });

  test('is named after its place in the app', () => {
    const { template } = make();
    const names = (type: string) => properties(template, type).map((resource) => tags(resource).Name);
    expect(names('AWS::EC2::VPC')).toEqual(['Test/Network']);
    expect(names('AWS::EC2::InternetGateway')).toEqual(['Test/Network']);
    expect(names('AWS::EC2::EIP')).toEqual(['Test/Network/NatGatewayAddress1', 'Test/Network/NatGatewayAddress2']);
    expect(names('AWS::EC2::Subnet')).toEqual([
      'Test/Network/Vpc/PublicSubnet1',
      'Test/Network/Vpc/PublicSubnet2',
      'Test/Network/Vpc/PrivateSubnet1',
      'Test/Network/Vpc/PrivateSubnet2',
    ]);
  });

  test('resolves the names of hosts and of VPC endpoints', () => {
    make().template.hasResourceProperties('AWS::EC2::VPC', { EnableDnsSupport: true, EnableDnsHostnames: true });
  });
});

describe('the default security group', () => {
  test('is closed', () => {
    const { template } = make();
    const [vpc] = Object.keys(resources(template, 'AWS::EC2::VPC'));
    template.hasResourceProperties('Custom::VpcRestrictDefaultSG', {
      DefaultSecurityGroupId: { 'Fn::GetAtt': [vpc, 'DefaultSecurityGroup'] },
    });
  });

  test('is all that the function which closes it may touch', () => {
    const [role] = properties(make().template, 'AWS::IAM::Role');
    const statements = JSON.stringify(role.Policies);
    expect(statements).toContain(':security-group/');
    expect(statements).toContain('DefaultSecurityGroup');
    expect(statements).not.toMatch(/"\*"|:\*"/);
  });
});

describe('the VPC of a network', () => {
  test('puts constructs that are given no subnets into the private ones', () => {
    const { network } = make();
    const { subnets: chosen } = network.vpc.selectSubnets();
    expect(chosen).toEqual(network.vpc.privateSubnets);
  });

  test.each(Object.keys(EGRESS))('has groups named Public and Private with %s', (egress) => {
    const { network } = make({ egress: EGRESS[egress]() });
    expect(network.vpc.selectSubnets({ subnetGroupName: 'Public' }).subnets).toHaveLength(2);
    expect(network.vpc.selectSubnets({ subnetGroupName: 'Private' }).subnets).toHaveLength(2);
  });

  test('is usable from another stack', () => {
    const { app, network } = make({}, IRELAND);
    const other = new Stack(app, 'Other', { env: IRELAND });
    new ec2.SecurityGroup(other, 'Group', { vpc: network.vpc });
    Template.fromStack(other).hasResourceProperties('AWS::EC2::SecurityGroup', {
      VpcId: { 'Fn::ImportValue': Match.stringLikeRegexp('Test:ExportsOutput.*') },
    });
  });
});

describe('a range that collides with Docker', () => {
  const warning = Match.stringLikeRegexp(
    "^The VPC's range '172.17.0.0/16' overlaps Docker's bridge 172.17.0.0/16: from a container instance, " +
      'addresses in both cannot be reached. Choose another range, or move the bridge on every instance.',
  );

  test('is warned of', () => {
    const { stack } = make({ addressPlan: AddressPlan.of('172.17.0.0/16') });
    Annotations.fromStack(stack).hasWarning('/Test/Network', warning);
  });

  test('is not any other range', () => {
    const { stack } = make({ addressPlan: AddressPlan.of('172.18.0.0/16') });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('two networks', () => {
  test('fit in one stack, also when they share their strategies', () => {
    const stack = new Stack(new App(), 'Test');
    const shared = { egress: Egress.natGatewayPerZone(), flowLogs: FlowLogs.cloudWatch() };
    new Network(stack, 'One', shared);
    new Network(stack, 'Two', { ...shared, addressPlan: AddressPlan.of('10.1.0.0/16') });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPC', 2);
    template.resourceCountIs('AWS::EC2::EIP', 4);
    template.resourceCountIs('AWS::EC2::FlowLog', 2);
  });
});
