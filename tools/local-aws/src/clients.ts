import { ACM } from '@aws-sdk/client-acm';
import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EC2 } from '@aws-sdk/client-ec2';
import { ECR } from '@aws-sdk/client-ecr';
import { ECS } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancing } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { Lambda } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SFN } from '@aws-sdk/client-sfn';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';

/** One SDK client for each service that local AWS offers. */
export type Clients = ReturnType<typeof clientsFor>;

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const ANYBODY: Credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Clients for local AWS (or for moto behind it) at `endpoint`. */
export function clientsFor(endpoint: string, region: string, credentials: Credentials = ANYBODY) {
  const configuration = {
    endpoint,
    region,
    credentials,
    maxAttempts: 1,
  };
  return {
    acm: new ACM(configuration),
    autoScaling: new AutoScaling(configuration),
    cloudWatch: new CloudWatch(configuration),
    logs: new CloudWatchLogs(configuration),
    ec2: new EC2(configuration),
    ecr: new ECR(configuration),
    ecs: new ECS(configuration),
    elb: new ElasticLoadBalancing(configuration),
    elbv2: new ElasticLoadBalancingV2(configuration),
    events: new EventBridge(configuration),
    iam: new IAM(configuration),
    kms: new KMS(configuration),
    lambda: new Lambda(configuration),
    s3: new S3({ ...configuration, forcePathStyle: true }),
    secretsManager: new SecretsManager(configuration),
    sfn: new SFN(configuration),
    sns: new SNS(configuration),
    sqs: new SQS(configuration),
    ssm: new SSM(configuration),
    sts: new STS(configuration),
  };
}
