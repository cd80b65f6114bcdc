import { att, network, ref, role, tags, type Case } from './case';

const { Vpc, Subnet, Subnet2, Group } = network;
const IMAGE = 'ami-12c6146b';
const userData = (text: string) => ({ 'Fn::Base64': text });

export const ec2InstanceCases: readonly Case[] = [
  {
    type: 'AWS::EC2::SecurityGroup',
    around: { Vpc, Other: Group },
    create: {
      VpcId: ref('Vpc'),
      GroupDescription: 'a group',
      SecurityGroupIngress: [
        { IpProtocol: 'tcp', FromPort: '22', ToPort: 22, CidrIp: '198.51.100.0/24', Description: 'ssh' },
      ],
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }],
    },
    created: {
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 22, IpRanges: [{ CidrIp: '198.51.100.0/24', Description: 'ssh' }] },
      ],
      IpPermissionsEgress: [{ IpProtocol: '-1' }],
    },
    update: {
      VpcId: ref('Vpc'),
      GroupDescription: 'a group',
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: ref('Other') }],
      SecurityGroupEgress: [{ IpProtocol: 'icmp', FromPort: 252, ToPort: 86, CidrIp: '255.255.255.255/32' }],
    },
    updated: {
      IpPermissions: [{ FromPort: 80, UserIdGroupPairs: [{ GroupId: expect.stringMatching(/^sg-/) }], IpRanges: [] }],
      IpPermissionsEgress: [{ IpProtocol: 'icmp' }],
    },
    attributes: { GroupId: /^sg-/, VpcId: /^vpc-/ },
    look: async ({ ec2 }, id) => (await ec2.describeSecurityGroups({ GroupIds: [id] })).SecurityGroups?.[0],
  },
  ...(['Ingress', 'Egress'] as const).map((direction): Case => ({
    type: `AWS::EC2::SecurityGroup${direction}`,
    around: { Vpc, Group },
    create: {
      GroupId: ref('Group'),
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      CidrIp: '10.0.0.0/8',
      Description: 'one',
    },
    created: { FromPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'one' }] },
    update: {
      GroupId: ref('Group'),
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      CidrIp: '10.0.0.0/8',
      Description: 'two',
    },
    updated: { FromPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'two' }] },
    attributes: { Id: /^sgr-/ },
    look: async ({ ec2 }) => {
      const { SecurityGroups = [] } = await ec2.describeSecurityGroups({
        Filters: [{ Name: 'description', Values: ['for tests'] }],
      });
      const { IpPermissions = [], IpPermissionsEgress = [] } = SecurityGroups[0] ?? {};
      return [...IpPermissions, ...IpPermissionsEgress].find(({ FromPort }) => FromPort === 443);
    },
  })),
  {
    type: 'AWS::EC2::LaunchTemplate',
    create: {
      LaunchTemplateData: {
        ImageId: IMAGE,
        InstanceType: 't3.micro',
        UserData: userData('one'),
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      },
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: tags(['a', '1']) }],
    },
    created: {
      VersionNumber: 1,
      LaunchTemplateData: { ImageId: IMAGE, UserData: 'b25l', MetadataOptions: { HttpTokens: 'required' } },
    },
    update: {
      LaunchTemplateData: { ImageId: IMAGE, InstanceType: 't3.micro', UserData: userData('two') },
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: tags(['a', '2']) }],
    },
    updated: { VersionNumber: 2, LaunchTemplateData: { UserData: 'dHdv' } },
    attributes: { LaunchTemplateId: /^lt-/, LatestVersionNumber: /^\d+$/, DefaultVersionNumber: '1' },
    look: async ({ ec2 }, id) => {
      const latest = await ec2.describeLaunchTemplateVersions({ LaunchTemplateId: id, Versions: ['$Latest'] });
      return latest.LaunchTemplateVersions?.[0];
    },
  },
  {
    type: 'AWS::EC2::Instance',
    around: {
      Vpc,
      Subnet,
      Group,
      Role: role('ec2.amazonaws.com'),
      Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [ref('Role')] } },
    },
    create: {
      ImageId: IMAGE,
      InstanceType: 't3.micro',
      SubnetId: ref('Subnet'),
      SecurityGroupIds: [att('Group', 'GroupId')],
      IamInstanceProfile: ref('Profile'),
      Tags: tags(['Name', 'one']),
    },
    created: { State: { Name: 'running' }, Tags: expect.arrayContaining(tags(['Name', 'one'])) },
    update: {
      ImageId: IMAGE,
      InstanceType: 't3.micro',
      SubnetId: ref('Subnet'),
      SecurityGroupIds: [att('Group', 'GroupId')],
      IamInstanceProfile: ref('Profile'),
      Tags: tags(['Name', 'two']),
    },
    updated: { Tags: expect.arrayContaining(tags(['Name', 'two'])) },
    attributes: { AvailabilityZone: 'eu-west-1a', PrivateIp: /^10\.0\.0\./, InstanceId: /^i-/ },
    look: async ({ ec2 }, id) => {
      const { Reservations = [] } = await ec2.describeInstances({ InstanceIds: [id] });
      const found = Reservations[0]?.Instances?.[0];
      return found?.State?.Name === 'terminated' ? undefined : found;
    },
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    around: { Vpc, Subnet, Subnet2, Group },
    create: {
      VpcId: ref('Vpc'),
      ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.ecs' },
      VpcEndpointType: 'Interface',
      SubnetIds: [ref('Subnet')],
      SecurityGroupIds: [ref('Group')],
      PrivateDnsEnabled: true,
    },
    created: { VpcEndpointType: 'Interface', SubnetIds: [expect.any(String)] },
    update: {
      VpcId: ref('Vpc'),
      ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.ecs' },
      VpcEndpointType: 'Interface',
      SubnetIds: [ref('Subnet'), ref('Subnet2')],
      SecurityGroupIds: [ref('Group')],
      PrivateDnsEnabled: true,
      Tags: tags(['a', 'b']),
    },
    updated: { SubnetIds: [expect.any(String), expect.any(String)], Tags: expect.arrayContaining(tags(['a', 'b'])) },
    attributes: { Id: /^vpce-/ },
    look: async ({ ec2 }, id) => {
      const { VpcEndpoints = [] } = await ec2.describeVpcEndpoints({ VpcEndpointIds: [id] });
      return VpcEndpoints.find(({ State }) => String(State).toLowerCase() !== 'deleted');
    },
  },
  {
    type: 'AWS::EC2::InstanceConnectEndpoint',
    around: { Vpc, Subnet, Group },
    create: { SubnetId: ref('Subnet'), SecurityGroupIds: [ref('Group')] },
    created: { Description: 'EC2 Instance Connect Endpoint', SubnetId: expect.any(String) },
    update: { SubnetId: ref('Subnet'), SecurityGroupIds: [ref('Group')], Tags: tags(['a', 'b']) },
    updated: { TagSet: expect.arrayContaining(tags(['a', 'b'])) },
    attributes: { Id: /^eice-/ },
    look: async ({ ec2 }, id) =>
      (await ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [id.replace('eice-', 'eni-')] }))
        .NetworkInterfaces?.[0],
  },
  {
    type: 'AWS::EC2::PrefixList',
    create: { PrefixListName: 'office', AddressFamily: 'IPv4', MaxEntries: 2, Entries: [{ Cidr: '198.51.100.0/24' }] },
    created: [{ Cidr: '198.51.100.0/24' }],
    update: { PrefixListName: 'office', AddressFamily: 'IPv4', MaxEntries: 2, Entries: [{ Cidr: '203.0.113.0/24' }] },
    updated: [{ Cidr: '203.0.113.0/24' }],
    attributes: { PrefixListId: /^pl-/, Arn: /^arn:aws:ec2:/ },
    look: async ({ ec2 }, id) => {
      const { PrefixLists = [] } = await ec2.describeManagedPrefixLists({ PrefixListIds: [id] });
      const isThere = PrefixLists.some(({ State }) => State !== 'delete-complete');
      return isThere ? (await ec2.getManagedPrefixListEntries({ PrefixListId: id })).Entries : undefined;
    },
  },
  {
    type: 'AWS::EC2::KeyPair',
    create: { KeyName: 'case' },
    created: { pairs: 1, secret: expect.stringContaining('PRIVATE KEY') },
    attributes: { KeyPairId: /^key-/, KeyFingerprint: /:/ },
    look: async ({ ec2, ssm }, id, { KeyPairId }) => {
      const { KeyPairs = [] } = await ec2.describeKeyPairs({ KeyNames: [id] });
      const { Parameter } = await ssm.getParameter({ Name: `/ec2/keypair/${KeyPairId}`, WithDecryption: true });
      return { pairs: KeyPairs.length, secret: Parameter?.Value };
    },
  },
];
