import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Egress } from '../src';
import { ZONES } from '../src/private/bounds';
import { make, properties, resources, subnets } from './support';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

/** The rows of the table below a heading, as property → default. */
function defaults(): Record<string, string> {
  const [, section] = README.split('\n## Defaults\n');
  const rows = section.split('\n## ')[0].match(/^\| `.*$/gm) ?? [];
  return Object.fromEntries(
    rows.map((row) =>
      row
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim().replace(/`/g, '')),
    ),
  );
}

describe('the README', () => {
  const { template, network } = make();
  const cidrs = (group: 'Public' | 'Private') => subnets(template, group).map(({ cidr }) => cidr);
  const count = (type: string) => Object.keys(resources(template, type)).length;

  test('says the defaults as they are', () => {
    const [vpc] = properties(template, 'AWS::EC2::VPC');
    const zoneCount = cidrs('Public').length;
    const perZone = count('AWS::EC2::NatGateway') === zoneCount && network.natGatewayAddresses.length === zoneCount;
    expect(defaults()).toEqual({
      addressPlan: `${String(vpc.CidrBlock)}; public ${cidrs('Public').join(', ')}; private ${cidrs('Private').join(', ')}`,
      zones: `${zoneCount} (of ${ZONES.min} to ${ZONES.max}), chosen by CloudFormation`,
      egress: perZone ? 'a NAT gateway per zone, each with an Elastic IP' : 'something else',
      flowLogs: count('AWS::EC2::FlowLog') === 0 ? 'off' : 'on',
      ipv6: count('AWS::EC2::VPCCidrBlock') === 0 ? 'off' : 'on',
    });
  });

  test('counts the endpoints that are paid for', () => {
    const endpoints = properties(make({ egress: Egress.endpointsOnly() }).template, 'AWS::EC2::VPCEndpoint');
    const paid = endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface').length;
    expect(README).toContain(`${paid} interface endpoints for each zone`);
  });
});
