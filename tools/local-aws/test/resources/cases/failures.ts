import { allow, att, network, ref, role, type Case } from './case';
import { logBucket } from './load-balancing';

const { Vpc, Subnet, Group } = network;

/** A resource that AWS does not make, and what it says. */
export interface Failure extends Pick<Case, 'type' | 'around'> {
  readonly because: string;
  readonly properties: object;
  readonly message: RegExp;
}

const internal = { Subnets: [ref('Subnet'), ref('Subnet2')], Scheme: 'internal' };
const balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: internal };
const plain = {
  LoadBalancerArn: ref('Balancer'),
  Port: 80,
  Protocol: 'HTTP',
  DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
};

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
    type: 'AWS::Logs::LogGroup',
    because: 'its key does not let CloudWatch Logs use it',
    around: {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: allow('kms:*', '*', { Principal: { AWS: 'me' } }) } },
    },
    properties: { LogGroupName: '/locked', KmsKeyId: att('Key', 'Arn') },
    message:
      /The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:eu-west-1:123456789012:log-group:\/locked'/,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    because: 'it faces the internet where there is none',
    around: network,
    properties: { Subnets: [ref('Subnet'), ref('Subnet2')] },
    message: /VPC vpc-\w+ has no internet gateway/,
  },
  ...['AES256', 'aws:kms'].map((SSEAlgorithm): Failure => {
    const rules = [{ ServerSideEncryptionByDefault: { SSEAlgorithm } }];
    const encryption = { BucketEncryption: { ServerSideEncryptionConfiguration: rules } };
    return {
      type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      because: `its logs go where it may not write, encrypted with ${SSEAlgorithm}`,
      around: {
        ...network,
        Logs: { Type: 'AWS::S3::Bucket', Properties: encryption },
        ...(SSEAlgorithm === 'AES256' ? {} : { LogsPolicy: logBucket.LogsPolicy }),
      },
      properties: {
        ...internal,
        LoadBalancerAttributes: [
          { Key: 'access_logs.s3.enabled', Value: 'true' },
          { Key: 'access_logs.s3.bucket', Value: ref('Logs') },
          { Key: 'access_logs.s3.prefix', Value: 'front' },
        ],
      },
      message: /Access Denied for bucket: life-logs-\w+\. Please check S3bucket permission/,
    };
  }),
  {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    because: 'it is encrypted and has no certificate',
    around: { ...network, Balancer: balancer },
    properties: { ...plain, Port: 443, Protocol: 'HTTPS' },
    message: /A certificate must be specified for HTTPS listeners/,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    because: 'its TLS policy does not exist',
    around: {
      ...network,
      Balancer: balancer,
      Certificate: { Type: 'AWS::CertificateManager::Certificate', Properties: { DomainName: 'example.com' } },
    },
    properties: {
      ...plain,
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'Strong',
      Certificates: [{ CertificateArn: ref('Certificate') }],
    },
    message: /SSL policy 'Strong' not found/,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    because: 'another one has its port',
    around: {
      ...network,
      Balancer: balancer,
      Same: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: plain },
    },
    properties: plain,
    message: /A listener already exists on this port for this load balancer 'arn:.*HandlerErrorCode: AlreadyExists/,
  },
  {
    type: 'AWS::ElasticLoadBalancing::LoadBalancer',
    because: 'a listener names a policy that it does not have',
    around: network,
    properties: {
      Subnets: [ref('Subnet')],
      Scheme: 'internal',
      Listeners: [{ LoadBalancerPort: '80', InstancePort: '80', Protocol: 'http', PolicyNames: ['none'] }],
    },
    message: /There is no policy with name none for load balancer life-Subject-/,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    because: 'its subnets lie in one zone',
    around: { Vpc, Subnet },
    properties: { Type: 'application', Subnets: [ref('Subnet')] },
    message: /[Aa]t least two subnets in two different Availability Zones/,
  },
];
