import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import type { WrongUse } from './wrong-use';
import { Bastion, InstanceConnectEndpoint } from '../../src';
import { makeVpc } from '../support';

const bastion =
  (...allowFrom: ec2.IPeer[]) =>
  ({ stack, vpc }: { stack: Stack; vpc: ec2.IVpc }) =>
    new Bastion(stack, 'Bastion', { vpc, allowFrom });

const tooWide = (what: string, why: string) =>
  `BastionSourceTooWide: allowFrom holds ${what}, ${why}; name the ranges that people come from, or use ` +
  'HostAccess.sessionManager(), which opens no port';

const WORLD = 'which is the whole internet';

export const ACCESS_USES: readonly WrongUse[] = [
  {
    name: 'a bastion for nobody',
    use: bastion(),
    text:
      'BastionSourcesMissing: allowFrom is empty, so nobody could reach the bastion; name the address ranges that ' +
      "people come from, for example ec2.Peer.ipv4('198.51.100.0/24')",
  },
  { name: 'a bastion for everybody', use: bastion(ec2.Peer.anyIpv4()), text: tooWide('0.0.0.0/0', WORLD) },
  { name: 'a bastion for all of IPv6', use: bastion(ec2.Peer.anyIpv6()), text: tooWide('::/0', WORLD) },
  {
    name: 'a bastion for everybody among others',
    use: bastion(ec2.Peer.ipv4('198.51.100.0/24'), ec2.Peer.ipv4('0.0.0.0/0')),
    text: tooWide('0.0.0.0/0', WORLD),
  },
  {
    name: 'a bastion for half the internet',
    use: bastion(ec2.Peer.ipv4('128.0.0.0/1')),
    text: tooWide('128.0.0.0/1', "which is wider than any organisation's network (at least /8)"),
  },
  {
    name: 'a bastion for 2 of 256 parts of the internet',
    use: bastion(ec2.Peer.ipv4('10.0.0.0/7')),
    text: tooWide('10.0.0.0/7', "which is wider than any organisation's network (at least /8)"),
  },
  {
    name: 'a bastion for a continent of IPv6',
    use: bastion(ec2.Peer.ipv6('2000::/15')),
    text: tooWide('2000::/15', "which is wider than any organisation's network (at least /16)"),
  },
  {
    name: 'a bastion for a prefix list that holds the world',
    use: ({ stack, vpc }) => {
      const entries = [{ cidr: '198.51.100.0/24' }, { cidr: '0.0.0.0/0' }];
      bastion(new ec2.PrefixList(stack, 'List', { entries }))({ stack, vpc });
    },
    text:
      'BastionSourceTooWide: allowFrom holds a prefix list with the entry 0.0.0.0/0, which is the whole internet; take ' +
      'the entry out, or use HostAccess.sessionManager(), which opens no port',
  },
  {
    name: 'a bastion for a prefix list that holds the world, by its id',
    use: ({ stack, vpc }) => {
      const list = new ec2.PrefixList(stack, 'List', {
        addressFamily: ec2.AddressFamily.IP_V6,
        entries: [{ cidr: '::/0' }],
      });
      bastion(ec2.Peer.prefixList(list.prefixListId))({ stack, vpc });
    },
    text:
      'BastionSourceTooWide: allowFrom holds a prefix list with the entry ::/0, which is the whole internet; take the ' +
      'entry out, or use HostAccess.sessionManager(), which opens no port',
  },
  {
    name: 'a bastion without a public subnet',
    use: ({ stack }) => {
      const vpc = new ec2.Vpc(new Stack(stack.node.root, 'Other'), 'Inner', {
        subnetConfiguration: [{ name: 'Inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      });
      new Bastion(stack, 'Bastion', { vpc, allowFrom: [ec2.Peer.ipv4('198.51.100.0/24')] });
    },
    text:
      'BastionSubnetMissing: a bastion needs a public subnet, but Other/Inner has none; use HostAccess.sessionManager() ' +
      'or HostAccess.instanceConnect(…)',
  },
  {
    name: 'an endpoint without a private subnet',
    use: ({ stack }) => {
      const vpc = makeVpc(new Stack(stack.node.root, 'Other'), 'public');
      new InstanceConnectEndpoint(stack, 'Endpoint', { vpc });
    },
    text:
      'EndpointSubnetMissing: an EC2 Instance Connect endpoint needs a private or isolated subnet, but Other/Vpc has ' +
      'none; set subnet',
  },
];
