import { allow, att, network, ref, role, type Case } from './case';

const { Vpc, Subnet, Group } = network;

/** A resource that AWS does not make, and what it says. */
export interface Failure extends Pick<Case, 'type' | 'around'> {
  readonly because: string;
  readonly properties: object;
  readonly message: RegExp;
}

const lambda = {
  Code: { ZipFile: 'exports.handler = async () => 1' },
  Handler: 'index.handler',
  Runtime: 'nodejs22.x',
};

export const failures: readonly Failure[] = [
  {
    type: 'AWS::EC2::Subnet',
    because: 'its block lies outside the VPC',
    around: { Vpc },
    properties: { VpcId: ref('Vpc'), CidrBlock: '10.9.0.0/24' },
    message:
      /"The CIDR '10\.9\.0\.0\/24' is invalid\. \(Service: Ec2, Status Code: 400, .*HandlerErrorCode: InvalidRequest/,
  },
  {
    type: 'AWS::EC2::Subnet',
    because: 'its block overlaps another subnet',
    around: { Vpc, Subnet },
    properties: { VpcId: { 'Fn::Select': [0, [ref('Vpc'), ref('Subnet')]] }, CidrBlock: '10.0.0.0/25' },
    message: /conflicts with another subnet/,
  },
  {
    type: 'AWS::EC2::Route',
    because: 'its gateway does not exist',
    around: { Vpc, Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } } },
    properties: { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0123456789abcdef0' },
    message: /igw-0123456789abcdef0.*HandlerErrorCode: NotFound/,
  },
  {
    type: 'AWS::EC2::NatGateway',
    because: 'a public one has no address',
    around: { Vpc, Subnet },
    properties: { SubnetId: ref('Subnet') },
    message: /A public NAT gateway needs an Elastic IP address: AllocationId is missing/,
  },
  {
    type: 'AWS::EC2::SecurityGroupIngress',
    because: 'its group does not exist',
    properties: { GroupId: 'sg-0123456789abcdef0', IpProtocol: '-1', CidrIp: '10.0.0.0/8' },
    message: /sg-0123456789abcdef0.*HandlerErrorCode: NotFound/,
  },
  {
    type: 'AWS::EC2::SecurityGroupIngress',
    because: 'the group has that rule',
    around: {
      Vpc,
      Group,
      Same: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: ref('Group'), IpProtocol: '-1', CidrIp: '10.0.0.0/8' },
      },
    },
    properties: { GroupId: ref('Group'), IpProtocol: '-1', CidrIp: '10.0.0.0/8' },
    message: /already exists.*HandlerErrorCode: AlreadyExists/,
  },
  {
    type: 'AWS::EC2::LaunchTemplate',
    because: 'its user data is too long',
    properties: { LaunchTemplateData: { UserData: { 'Fn::Base64': 'x'.repeat(16_385) } } },
    message: /User data is limited to 16384 bytes, got 16385/,
  },
  {
    type: 'AWS::EC2::Instance',
    because: 'its instance profile does not exist',
    around: { Vpc, Subnet },
    properties: { ImageId: 'ami-12c6146b', SubnetId: ref('Subnet'), IamInstanceProfile: 'nobody' },
    message: /Instance profile nobody not found/,
  },
  {
    type: 'AWS::EC2::FlowLog',
    because: 'its VPC does not exist',
    properties: {
      ResourceId: 'vpc-0123456789abcdef0',
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestination: 'arn:aws:s3:::nobody',
      LogDestinationType: 's3',
    },
    message: /vpc-0123456789abcdef0|nobody/,
  },
  {
    type: 'AWS::IAM::Role',
    because: 'it names a managed policy that does not exist',
    properties: {
      AssumeRolePolicyDocument: role('ec2.amazonaws.com').Properties.AssumeRolePolicyDocument,
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/Nobody'],
    },
    message: /arn:aws:iam::aws:policy\/Nobody does not exist or is not attachable\..*HandlerErrorCode: NotFound/,
  },
  {
    type: 'AWS::IAM::Policy',
    because: 'its role does not exist',
    properties: { PolicyName: 'p', PolicyDocument: allow('s3:GetObject'), Roles: ['nobody'] },
    message: /nobody.*HandlerErrorCode: NotFound/,
  },
  {
    type: 'AWS::Logs::LogGroup',
    because: 'there is one of that name',
    around: { First: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/twice' } } },
    properties: { LogGroupName: '/twice' },
    message: /The specified log group already exists.*HandlerErrorCode: AlreadyExists/,
  },
  {
    type: 'AWS::Lambda::Function',
    because: 'its role does not exist',
    properties: { ...lambda, Role: 'arn:aws:iam::123456789012:role/nobody' },
    message: /The role defined for the function cannot be assumed by Lambda/,
  },
  {
    type: 'AWS::Lambda::Function',
    because: 'its code is not in the bucket',
    around: { Role: role('lambda.amazonaws.com') },
    properties: { ...lambda, Code: { S3Bucket: 'nowhere', S3Key: 'nothing.zip' }, Role: att('Role', 'Arn') },
    message: /Error occurred while GetObject\. S3 Error Code: NoSuchKey\..*s3:\/\/nowhere\/nothing\.zip/,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    because: 'its subnets lie in one zone',
    around: { Vpc, Subnet },
    properties: { Type: 'application', Subnets: [ref('Subnet')] },
    message: /[Aa]t least two subnets in two different Availability Zones/,
  },
];
