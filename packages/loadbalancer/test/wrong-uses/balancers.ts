import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { WrongUse } from './wrong-use';
import type { ApplicationLoadBalancerProps, ClassicLoadBalancerProps } from '../../src';
import { ApplicationLoadBalancer, ClassicLoadBalancer, NetworkLoadBalancer, Scheme } from '../../src';
import { certificate, makeVpc, type Environment } from '../support';

const application =
  (props: (made: Environment) => Partial<ApplicationLoadBalancerProps>) =>
  (made: Environment): ApplicationLoadBalancer =>
    new ApplicationLoadBalancer(made.networkStack, 'Front', { vpc: made.vpc, plainHttp: true, ...props(made) });
const classic =
  (props: (made: Environment) => Partial<ClassicLoadBalancerProps>) =>
  (made: Environment): ClassicLoadBalancer =>
    new ClassicLoadBalancer(made.networkStack, 'Old', {
      vpc: made.vpc,
      plainHttp: true,
      instancePort: 8080,
      ...props(made),
    });

const CERTIFICATE_MISSING =
  'CertificateMissing: a load balancer needs a certificate, to be reached by HTTPS; give one of AWS Certificate ' +
  'Manager, or say plainHttp: true';

export const BALANCER_USES: readonly WrongUse[] = [
  {
    name: 'an Application Load Balancer without a word on encryption',
    use: application(() => ({ plainHttp: undefined })),
    text: CERTIFICATE_MISSING,
  },
  {
    name: 'a Classic Load Balancer without a word on encryption',
    use: classic(() => ({ plainHttp: false })),
    text: CERTIFICATE_MISSING,
  },
  {
    name: 'HTTP and HTTPS at once',
    use: application(({ networkStack }) => ({ certificates: [certificate(networkStack)] })),
    text:
      'PlainHttpWithCertificates: plainHttp and a certificate cannot both be given: it is HTTP or HTTPS; leave one of ' +
      'them out',
  },
  {
    name: 'a certificate for CloudFront',
    use: ({ app }) => {
      const stack = new Stack(app, 'Ireland', { env: { account: '123456789012', region: 'eu-west-1' } });
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1',
        availabilityZones: ['eu-west-1a', 'eu-west-1b'],
        publicSubnetIds: ['subnet-1', 'subnet-2'],
      });
      const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555';
      new ApplicationLoadBalancer(stack, 'Front', { vpc, certificates: [certificate(stack, 'Edge', arn)] });
    },
    text:
      "CertificateInOtherRegion: a certificate must be in the load balancer's region 'eu-west-1', got one in " +
      "'us-east-1'; request it there as well",
  },
  {
    name: 'an internet-facing load balancer in a VPC without public subnets',
    use: ({ networkStack }) => {
      const vpc = makeVpc(networkStack, { natGateways: 0, subnetConfiguration: [inner] }, 'Closed');
      new NetworkLoadBalancer(networkStack, 'Broker', { vpc });
    },
    text:
      'PublicSubnetsMissing: an internet-facing load balancer needs public subnets, but Test/Closed has none; ' +
      'set scheme: Scheme.INTERNAL, or give the VPC public subnets',
  },
  {
    name: 'an internet-facing load balancer in private subnets',
    use: application(() => ({ vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } })),
    text:
      'SubnetNotPublic: vpcSubnets of an internet-facing load balancer must be public, got Test/Vpc/PrivateSubnet1; ' +
      'leave vpcSubnets out, or set scheme: Scheme.INTERNAL',
  },
  {
    name: 'a load balancer in one zone',
    use: application(({ vpc }) => ({ vpcSubnets: { subnets: [vpc.publicSubnets[0]] } })),
    text: 'BalancerZonesTooFew: a load balancer must have subnets in 2 zones or more, got 1; choose others with vpcSubnets',
  },
  {
    name: 'a load balancer twice in a zone',
    use: application(({ vpc }) => ({
      scheme: Scheme.INTERNAL,
      vpcSubnets: { subnets: [...vpc.publicSubnets, ...vpc.privateSubnets] },
    })),
    text:
      'BalancerZoneTwice: a load balancer must have one subnet in each zone, got 4 subnets in 2 zones; ' +
      'add onePerAz: true to vpcSubnets',
  },
  {
    name: 'a connection that may be silent for hours',
    use: application(() => ({ idleTimeout: Duration.hours(2) })),
    text: 'DurationOutOfRange: idleTimeout must be 1 to 4000 seconds, got 7200; leave it out for 60',
  },
  {
    name: 'a connection that may be silent for half a second',
    use: application(() => ({ idleTimeout: Duration.millis(500) })),
    text: 'DurationOutOfRange: idleTimeout must be 1 to 4000 seconds, got 0.5; leave it out for 60',
  },
  {
    name: 'a prefix for access logs that are off',
    use: application(() => ({ accessLogsPrefix: 'front' })),
    text: 'AccessLogBucketMissing: accessLogsPrefix is for accessLogs; give the bucket, or leave it out',
  },
  {
    name: 'a prefix with a slash at its end',
    use: application((made) => ({ accessLogs: new s3.Bucket(made.networkStack, 'Logs'), accessLogsPrefix: 'front/' })),
    text:
      'AccessLogPrefixInvalid: accessLogsPrefix must be a path without a slash at its ends and without AWSLogs, which ' +
      "ELB adds, got 'front/'; write for example 'front'",
  },
  {
    name: 'access logs that CDK’s method is told of, in a bucket with a key',
    use: (made) => {
      const encryptionKey = new kms.Key(made.networkStack, 'Key');
      application(() => ({}))(made).logAccessLogs(new s3.Bucket(made.networkStack, 'Logs', { encryptionKey }));
    },
    text:
      'AccessLogBucketEncrypted: accessLogs must be a bucket that S3 encrypts with its own keys, got Test/Logs with a ' +
      'key of KMS, to which this kind of load balancer cannot write; set encryption: s3.BucketEncryption.S3_MANAGED',
  },
  {
    name: 'a group of another VPC',
    use: (made) => {
      const vpc = makeVpc(made.networkStack, {}, 'Other');
      application(() => ({ vpc }))(made).allowTo(made.group);
    },
    text: "GroupInOtherVpc: load balancer Test/Front stands in Test/Other, group 'default' in Test/Vpc; give both the same vpc",
  },
  {
    name: 'a Classic Load Balancer that sends to the ECS agent',
    use: classic(() => ({ instancePort: 51678 })),
    text:
      'HostPortReserved: instancePort must not be one of 22, 2375, 2376, 51678, 51679, 51680, which belong to the ' +
      'instance, got 51678; choose another one',
  },
  {
    name: 'a Classic Load Balancer that sends to a port of whoever gets it',
    use: classic(() => ({ instancePort: 32768 })),
    text:
      'HostPortDynamic: instancePort must not lie in 32768 to 51677, which the agent hands out to any container, got ' +
      '32768; choose one below, or leave the host port to the agent',
  },
  {
    name: 'a Classic Load Balancer that takes any status for healthy',
    use: classic(() => ({ healthCheck: { healthyCodes: '200-499' } })),
    text:
      'HealthyCodesUnknown: healthCheck.healthyCodes cannot be chosen at a Classic Load Balancer, where healthy is 200; ' +
      'leave it out',
  },
  {
    name: 'connections that are never drained',
    use: classic(() => ({ drainingTimeout: Duration.seconds(0) })),
    text: 'DurationOutOfRange: drainingTimeout must be 1 to 3600 seconds, got 0; leave it out for 60',
  },
];

const inner = { name: 'Inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
