import { Egress } from '../src';
import type { NetworkProps } from '../src';
import { make, properties, resources, subnets } from './support';

describe('dual stack', () => {
  const dualStack = (props: NetworkProps = {}) => make({ ...props, ipv6: true }).template;

  test('is off by default', () => {
    make().template.resourceCountIs('AWS::EC2::VPCCidrBlock', 0);
  });

  test('numbers the IPv6 subnets like the IPv4 ones', () => {
    const numbers = (group: 'Public' | 'Private') =>
      subnets(dualStack({ zones: 3 }), group).map(
        (subnet) => (subnet.properties.Ipv6CidrBlock as { 'Fn::Select': [number] })['Fn::Select'][0],
      );
    expect(numbers('Public')).toEqual([0, 1, 2]);
    expect(numbers('Private')).toEqual([50, 51, 52]);
  });

  test('assigns addresses in private subnets only', () => {
    const assigned = (group: 'Public' | 'Private') =>
      subnets(dualStack(), group).map((subnet) => subnet.properties.AssignIpv6AddressOnCreation);
    expect(assigned('Public')).toEqual([false, false]);
    expect(assigned('Private')).toEqual([true, true]);
  });

  test('lets private subnets out through an egress-only gateway, which lets nothing in', () => {
    const template = dualStack();
    const [gateway] = Object.keys(resources(template, 'AWS::EC2::EgressOnlyInternetGateway'));
    const out = properties(template, 'AWS::EC2::Route').filter(
      (route) => route.DestinationIpv6CidrBlock === '::/0' && JSON.stringify(route.RouteTableId).includes('Private'),
    );
    expect(out.map((route) => route.EgressOnlyInternetGatewayId)).toEqual([{ Ref: gateway }, { Ref: gateway }]);
    expect(out.map((route) => route.GatewayId)).toEqual([undefined, undefined]);
  });

  test('opens no way out when the egress is endpoints only', () => {
    const template = dualStack({ egress: Egress.endpointsOnly() });
    template.resourceCountIs('AWS::EC2::EgressOnlyInternetGateway', 0);
    const routes = properties(template, 'AWS::EC2::Route').map((route) => JSON.stringify(route.RouteTableId));
    expect(routes.filter((table) => table.includes('Private'))).toEqual([]);
  });
});
