import type { Filter } from '@aws-sdk/client-ec2';
import { att, network, ref, role, tags, type Case } from './case';

const { Vpc, Subnet } = network;
const by = (Name: string, id: string): Filter[] => [{ Name, Values: [id] }];
const gateway = { Type: 'AWS::EC2::InternetGateway' };
const attachment = {
  Type: 'AWS::EC2::VPCGatewayAttachment',
  Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') },
};
const table = { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } };

export const ec2NetworkCases: readonly Case[] = [
  {
    type: 'AWS::EC2::VPC',
    create: { CidrBlock: '10.1.0.0/16', EnableDnsHostnames: true, Tags: tags(['Name', 'one']) },
    created: { cidr: '10.1.0.0/16', hostnames: true, name: 'one', stack: true },
    update: { CidrBlock: '10.1.0.0/16', EnableDnsHostnames: 'false', Tags: tags(['Name', 'two']) },
    updated: { hostnames: false, name: 'two' },
    attributes: { CidrBlock: '10.1.0.0/16', DefaultSecurityGroup: /^sg-/, DefaultNetworkAcl: /^acl-/, VpcId: /^vpc-/ },
    look: async ({ ec2 }, id) => {
      const { Vpcs = [] } = await ec2.describeVpcs({ VpcIds: [id] });
      const dns = await ec2.describeVpcAttribute({ VpcId: id, Attribute: 'enableDnsHostnames' });
      const found = Vpcs[0]?.Tags ?? [];
      return {
        cidr: Vpcs[0]?.CidrBlock,
        hostnames: dns.EnableDnsHostnames?.Value,
        name: found.find(({ Key }) => Key === 'Name')?.Value,
        stack: found.some(({ Key }) => Key === 'aws:cloudformation:stack-id'),
      };
    },
  },
  {
    type: 'AWS::EC2::VPCCidrBlock',
    around: {
      Vpc,
      Six: {
        Type: 'AWS::EC2::Subnet',
        DependsOn: 'Subject',
        Properties: {
          VpcId: ref('Vpc'),
          CidrBlock: '10.0.9.0/24',
          Ipv6CidrBlock: {
            'Fn::Select': [0, { 'Fn::Cidr': [{ 'Fn::Select': [0, att('Vpc', 'Ipv6CidrBlocks')] }, 1, 64] }],
          },
        },
      },
    },
    create: { VpcId: ref('Vpc'), AmazonProvidedIpv6CidrBlock: true },
    created: { states: ['associated'], subnets: 1 },
    attributes: { Id: /^vpc-cidr-assoc-/ },
    look: async ({ ec2 }, id) => {
      const { Vpcs = [] } = await ec2.describeVpcs({ Filters: by('ipv6-cidr-block-association.association-id', id) });
      const { Subnets = [] } = await ec2.describeSubnets({ Filters: by('vpc-id', Vpcs[0]?.VpcId ?? 'none') });
      const six = Subnets.filter(({ Ipv6CidrBlockAssociationSet = [] }) => Ipv6CidrBlockAssociationSet.length > 0);
      const states = (Vpcs[0]?.Ipv6CidrBlockAssociationSet ?? []).map(
        ({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State,
      );
      return Vpcs.length === 0 ? undefined : { states, subnets: six.length };
    },
  },
  {
    type: 'AWS::EC2::Subnet',
    around: { Vpc },
    create: { VpcId: ref('Vpc'), CidrBlock: '10.0.7.0/24', AvailabilityZone: 'eu-west-1c', MapPublicIpOnLaunch: true },
    created: { AvailabilityZone: 'eu-west-1c', MapPublicIpOnLaunch: true },
    update: { VpcId: ref('Vpc'), CidrBlock: '10.0.7.0/24', AvailabilityZone: 'eu-west-1c', Tags: tags(['a', 'b']) },
    updated: { MapPublicIpOnLaunch: false, Tags: expect.arrayContaining(tags(['a', 'b'])) },
    attributes: {
      AvailabilityZone: 'eu-west-1c',
      CidrBlock: '10.0.7.0/24',
      NetworkAclAssociationId: /^aclassoc-/,
      VpcId: /^vpc-/,
    },
    look: async ({ ec2 }, id) => (await ec2.describeSubnets({ SubnetIds: [id] })).Subnets?.[0],
  },
  {
    type: 'AWS::EC2::RouteTable',
    around: { Vpc },
    create: { VpcId: ref('Vpc'), Tags: tags(['a', '1']) },
    created: { Tags: expect.arrayContaining(tags(['a', '1'])) },
    update: { VpcId: ref('Vpc'), Tags: tags(['a', '2']) },
    updated: { Tags: expect.arrayContaining(tags(['a', '2'])) },
    attributes: { RouteTableId: /^rtb-/ },
    look: async ({ ec2 }, id) => (await ec2.describeRouteTables({ RouteTableIds: [id] })).RouteTables?.[0],
  },
  {
    type: 'AWS::EC2::SubnetRouteTableAssociation',
    around: { Vpc, Subnet, Table: table },
    create: { SubnetId: ref('Subnet'), RouteTableId: ref('Table') },
    created: { SubnetId: expect.stringMatching(/^subnet-/) },
    attributes: { Id: /^rtbassoc-/ },
    look: async ({ ec2 }, id) => {
      const { RouteTables = [] } = await ec2.describeRouteTables({
        Filters: by('association.route-table-association-id', id),
      });
      return RouteTables[0]?.Associations?.find(({ RouteTableAssociationId }) => RouteTableAssociationId === id);
    },
  },
  {
    type: 'AWS::EC2::Route',
    around: {
      Vpc,
      Subnet,
      Table: table,
      Gateway: gateway,
      Attachment: attachment,
      Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: ref('Subnet'), ConnectivityType: 'private' } },
    },
    definition: { DependsOn: 'Attachment' },
    create: { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Gateway') },
    created: { GatewayId: expect.stringMatching(/^igw-/) },
    update: { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ref('Nat') },
    updated: { NatGatewayId: expect.stringMatching(/^nat-/) },
    attributes: { CidrBlock: '0.0.0.0/0' },
    look: async ({ ec2 }, id) => {
      const [table = '', destination] = id.split('|');
      const { RouteTables = [] } = await ec2.describeRouteTables({ RouteTableIds: [table] });
      return RouteTables[0]?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === destination);
    },
  },
  {
    type: 'AWS::EC2::InternetGateway',
    create: { Tags: tags(['a', '1']) },
    created: { Tags: expect.arrayContaining(tags(['a', '1'])) },
    update: {},
    updated: { Tags: expect.not.arrayContaining(tags(['a', '1'])) },
    attributes: { InternetGatewayId: /^igw-/ },
    look: async ({ ec2 }, id) =>
      (await ec2.describeInternetGateways({ InternetGatewayIds: [id] })).InternetGateways?.[0],
  },
  {
    type: 'AWS::EC2::EgressOnlyInternetGateway',
    around: { Vpc },
    create: { VpcId: ref('Vpc') },
    created: { Attachments: [{ State: 'attached' }] },
    attributes: { Id: /^eigw-/ },
    look: async ({ ec2 }, id) => {
      const { EgressOnlyInternetGateways = [] } = await ec2.describeEgressOnlyInternetGateways({});
      return EgressOnlyInternetGateways.find((found) => found.EgressOnlyInternetGatewayId === id);
    },
  },
  {
    type: 'AWS::EC2::VPCGatewayAttachment',
    around: { Vpc, Gateway: gateway, Other: gateway },
    create: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') },
    created: { Attachments: [{ State: 'available' }] },
    update: { VpcId: ref('Vpc'), InternetGatewayId: ref('Other') },
    updated: { Attachments: [{ State: 'available' }] },
    look: async ({ ec2 }, id) =>
      (await ec2.describeInternetGateways({ Filters: by('attachment.vpc-id', id.replace('IGW|', '')) }))
        .InternetGateways?.[0],
  },
  {
    type: 'AWS::EC2::EIP',
    create: { Domain: 'vpc', Tags: tags(['a', '1']) },
    created: { Domain: 'vpc' },
    update: { Domain: 'vpc', Tags: tags(['a', '2']) },
    updated: { Tags: expect.arrayContaining(tags(['a', '2'])) },
    attributes: { AllocationId: /^eipalloc-/, PublicIp: /^\d+\./ },
    look: async ({ ec2 }, id) => (await ec2.describeAddresses({ Filters: by('public-ip', id) })).Addresses?.[0],
  },
  {
    type: 'AWS::EC2::NatGateway',
    around: { Vpc, Subnet, Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } } },
    create: { SubnetId: ref('Subnet'), AllocationId: att('Address', 'AllocationId') },
    created: { State: 'available', NatGatewayAddresses: [{ PublicIp: expect.stringMatching(/^\d+\./) }] },
    update: { SubnetId: ref('Subnet'), AllocationId: att('Address', 'AllocationId'), Tags: tags(['a', 'b']) },
    updated: { Tags: expect.arrayContaining(tags(['a', 'b'])) },
    attributes: { NatGatewayId: /^nat-/ },
    look: async ({ ec2 }, id) => {
      const { NatGateways = [] } = await ec2.describeNatGateways({ Filter: by('nat-gateway-id', id) });
      return NatGateways.find(({ State }) => State !== 'deleted');
    },
  },
  {
    type: 'AWS::EC2::FlowLog',
    around: {
      Vpc,
      Role: role('vpc-flow-logs.amazonaws.com'),
      Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'flow-case' } },
    },
    create: {
      ResourceId: ref('Vpc'),
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: ref('Log'),
      DeliverLogsPermissionArn: att('Role', 'Arn'),
    },
    created: { TrafficType: 'ALL', LogGroupName: 'flow-case' },
    attributes: { Id: /^fl-/ },
    look: async ({ ec2 }, id) => (await ec2.describeFlowLogs({ FlowLogIds: [id] })).FlowLogs?.[0],
  },
];
