import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AddressPlan, Egress } from '../../src';
import { IRELAND, make, properties, resources, subnets, tags } from '../support';

const made = make({ egress: Egress.endpointsOnly(), addressPlan: AddressPlan.of('10.7.0.0/16') }, IRELAND);
const endpoints = properties(made.template, 'AWS::EC2::VPCEndpoint');
const interfaces = endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface');

/** CDK writes the region of a gateway endpoint as a reference, also where it is known. */
function serviceName({ ServiceName }: Record<string, unknown>): string {
  const parts =
    typeof ServiceName === 'string'
      ? [ServiceName]
      : (ServiceName as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  return parts.map((part) => (typeof part === 'string' ? part : 'eu-west-1')).join('');
}

describe('a network with endpoints only', () => {
  test('has private subnets without any way to the internet', () => {
    const types = subnets(made.template, 'Private').map((subnet) => tags(subnet.properties)['aws-cdk:subnet-type']);
    expect(types).toEqual(['Isolated', 'Isolated']);
    const tables = properties(made.template, 'AWS::EC2::Route').map((route) => JSON.stringify(route.RouteTableId));
    expect(tables.filter((table) => table.includes('Private'))).toEqual([]);
    made.template.resourceCountIs('AWS::EC2::NatGateway', 0);
    made.template.resourceCountIs('AWS::EC2::EIP', 0);
  });

  test('keeps public subnets for internet-facing load balancers', () => {
    expect(subnets(made.template, 'Public')).toHaveLength(2);
    made.template.resourceCountIs('AWS::EC2::InternetGateway', 1);
  });

  test('has an endpoint for everything a container instance needs', () => {
    expect(endpoints.map(serviceName)).toEqual(
      made.network.endpointServices.map((name) => `com.amazonaws.eu-west-1.${name}`),
    );
    expect([...made.network.endpointServices].sort()).toEqual([
      'autoscaling',
      'ec2',
      'ec2messages',
      'ecr.api',
      'ecr.dkr',
      'ecs',
      'ecs-agent',
      'ecs-telemetry',
      'kms',
      'logs',
      's3',
      'secretsmanager',
      'sqs',
      'ssm',
      'ssmmessages',
    ]);
  });

  test('reaches services in every private subnet under their usual names', () => {
    const homes = subnets(made.template, 'Private').map(({ id }) => ({ Ref: id }));
    for (const { SubnetIds, PrivateDnsEnabled } of interfaces) {
      expect({ SubnetIds, PrivateDnsEnabled }).toEqual({ SubnetIds: homes, PrivateDnsEnabled: true });
    }
  });

  test('reaches S3 by a gateway endpoint, from every private subnet', () => {
    const [gateway, ...others] = endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway');
    expect(others).toEqual([]);
    expect(serviceName(gateway)).toBe('com.amazonaws.eu-west-1.s3');
    const tables = Object.keys(resources(made.template, 'AWS::EC2::RouteTable')).filter((id) => id.includes('Private'));
    expect(gateway.RouteTableIds).toEqual(tables.map((id) => ({ Ref: id })));
  });

  test('opens its endpoints to HTTPS from the VPC and to nothing else', () => {
    const groups = resources(made.template, 'AWS::EC2::SecurityGroup');
    const [[group, { Properties }], ...others] = Object.entries(groups);
    expect(others).toEqual([]);
    expect(Properties.SecurityGroupIngress).toEqual([
      { CidrIp: '10.7.0.0/16', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'HTTPS from the VPC' },
    ]);
    made.template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    for (const { SecurityGroupIds } of interfaces) {
      expect(SecurityGroupIds).toEqual([{ 'Fn::GetAtt': [group, 'GroupId'] }]);
    }
  });

  test('has further endpoints when asked to', () => {
    const additional = [ec2.InterfaceVpcEndpointAwsService.STS, ec2.InterfaceVpcEndpointAwsService.SNS];
    const { network, template } = make({ egress: Egress.endpointsOnly({ additional }) });
    expect(network.endpointServices).toEqual([...made.network.endpointServices, 'sts', 'sns']);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', endpoints.length + 2);
  });
});
