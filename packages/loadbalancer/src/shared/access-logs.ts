import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnResource, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { failure } from '../private/errors';

/** Fails on a bucket or a prefix that Elastic Load Balancing refuses or cannot write to. */
export function checkAccessLogs(bucket: s3.IBucket | undefined, prefix: string | undefined): void {
  if (prefix !== undefined && !bucket) {
    throw failure('AccessLogBucketMissing', `accessLogsPrefix is for accessLogs; give the bucket, or leave it out`);
  }
  if (prefix !== undefined && (/^$|^\/|\/$/.test(prefix) || prefix.includes('AWSLogs'))) {
    throw failure(
      'AccessLogPrefixInvalid',
      `accessLogsPrefix must be a path without a slash at its ends and without AWSLogs, which ELB adds, ` +
        `got '${prefix}'; write for example 'front'`,
    );
  }
}

/** Fails on a bucket that is encrypted with a key of KMS: Application and Classic Load Balancers write to none. */
export function checkNoKey(bucket: s3.IBucket): void {
  if (bucket.encryptionKey) {
    throw failure(
      'AccessLogBucketEncrypted',
      `accessLogs must be a bucket that S3 encrypts with its own keys, got ${bucket.node.path} with a key of KMS, to ` +
        `which this kind of load balancer cannot write; set encryption: s3.BucketEncryption.S3_MANAGED`,
    );
  }
}

/**
 * Lets Elastic Load Balancing write access logs of this account into a bucket. CDK's own policy must know the region, to
 * name the account that some regions once wrote from; the service writes as itself in all of them.
 */
export function letWriteLogs(balancer: Construct, bucket: s3.IBucket, prefix: string | undefined): void {
  grant(balancer, bucket, {
    actions: ['s3:PutObject'],
    principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
    // the path holds the account that the load balancer belongs to: nobody else's logs land here
    resources: [logObjects(balancer, bucket, prefix)],
  });
}

/** The same for a Network Load Balancer, whose logs another service delivers. */
export function letDeliverLogs(balancer: Construct, bucket: s3.IBucket, prefix: string | undefined): void {
  const { account, region, partition } = Stack.of(balancer);
  const principals = [new iam.ServicePrincipal('delivery.logs.amazonaws.com')];
  const ArnLike = { 'aws:SourceArn': `arn:${partition}:logs:${region}:${account}:*` };
  const StringEquals = { 'aws:SourceAccount': account };
  grant(balancer, bucket, {
    actions: ['s3:GetBucketAcl'],
    principals,
    resources: [bucket.bucketArn],
    conditions: { StringEquals, ArnLike },
  });
  grant(balancer, bucket, {
    actions: ['s3:PutObject'],
    principals,
    resources: [logObjects(balancer, bucket, prefix)],
    conditions: { StringEquals: { ...StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' }, ArnLike },
  });
}

function logObjects(balancer: Construct, bucket: s3.IBucket, prefix: string | undefined): string {
  return bucket.arnForObjects(`${prefix ? `${prefix}/` : ''}AWSLogs/${Stack.of(balancer).account}/*`);
}

function grant(balancer: Construct, bucket: s3.IBucket, statement: iam.PolicyStatementProps): void {
  bucket.addToResourcePolicy(new iam.PolicyStatement(statement));
  // Elastic Load Balancing tries the bucket when logs are turned on
  const resource = balancer.node.findChild('Resource');
  const policy = bucket.policy?.node.defaultChild;
  if (CfnResource.isCfnResource(resource) && CfnResource.isCfnResource(policy)) {
    resource.addResourceDependency(policy);
  }
}
