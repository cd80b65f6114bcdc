import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { RegionalNatProvider } from '../../src/egress/regional-nat-provider';
import { properties } from '../support';

// aws-cdk-lib has its own since 2.273: there in one of the two releases that these tests run with
const { regionalGateway } = ec2.NatProvider as unknown as { regionalGateway?: () => ec2.NatProvider };
const whereCdkHasOne = regionalGateway ? test : test.skip;

function natOf(natGatewayProvider: ec2.NatProvider): unknown {
  const stack = new Stack(new App(), 'Test');
  new ec2.Vpc(stack, 'Vpc', { natGatewayProvider });
  const template = Template.fromStack(stack);
  return [properties(template, 'AWS::EC2::NatGateway'), properties(template, 'AWS::EC2::Route')];
}

describe('the provider of a regional NAT gateway', () => {
  whereCdkHasOne('makes what the one of aws-cdk-lib makes', () => {
    expect(natOf(new RegionalNatProvider())).toEqual(natOf(regionalGateway!()));
  });

  test('knows its gateway once it is configured', () => {
    const provider = new RegionalNatProvider();
    expect(provider.configuredGateways).toEqual([]);
    natOf(provider);
    expect(provider.configuredGateways).toHaveLength(1);
  });
});
