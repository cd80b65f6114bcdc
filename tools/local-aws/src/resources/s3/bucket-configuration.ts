import type { BucketCannedACL, LifecycleRule, ServerSideEncryptionRule } from '@aws-sdk/client-s3';
import type { Properties, ResourceContext } from '../../cloudformation';
import { sameValue } from '../../cloudformation/plain';

type S3 = ResourceContext['clients']['s3'];

/** One part of a bucket's configuration: how it is put, and how it is taken away. */
interface Part {
  readonly put: (s3: S3, Bucket: string, value: any) => Promise<unknown>; // eslint-disable-line @typescript-eslint/no-explicit-any -- a property's value has no type until it is read
  readonly remove: (s3: S3, Bucket: string) => Promise<unknown>;
}

const PARTS: Readonly<Record<string, Part>> = {
  BucketEncryption: {
    put: (s3, Bucket, { ServerSideEncryptionConfiguration: rules }) =>
      s3.putBucketEncryption({
        Bucket,
        ServerSideEncryptionConfiguration: { Rules: rules.map(encryptionRule) },
      }),
    remove: (s3, Bucket) => s3.deleteBucketEncryption({ Bucket }),
  },
  LifecycleConfiguration: {
    put: (s3, Bucket, { Rules }) =>
      s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules: Rules.map(lifecycleRule) } }),
    remove: (s3, Bucket) => s3.deleteBucketLifecycle({ Bucket }),
  },
  LoggingConfiguration: {
    put: (s3, Bucket, { DestinationBucketName = Bucket, LogFilePrefix = '' }) =>
      s3.putBucketLogging({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: DestinationBucketName, TargetPrefix: LogFilePrefix } },
      }),
    remove: (s3, Bucket) => s3.putBucketLogging({ Bucket, BucketLoggingStatus: {} }),
  },
  OwnershipControls: {
    put: (s3, Bucket, OwnershipControls) => s3.putBucketOwnershipControls({ Bucket, OwnershipControls }),
    remove: (s3, Bucket) => s3.deleteBucketOwnershipControls({ Bucket }),
  },
  // After the ownership controls, without which S3 takes no access control list.
  AccessControl: {
    put: (s3, Bucket, name: string) => s3.putBucketAcl({ Bucket, ACL: cannedAcl(name) }),
    remove: (s3, Bucket) => s3.putBucketAcl({ Bucket, ACL: 'private' }),
  },
  PublicAccessBlockConfiguration: {
    put: (s3, Bucket, PublicAccessBlockConfiguration) =>
      s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration }),
    remove: (s3, Bucket) => s3.deletePublicAccessBlock({ Bucket }),
  },
  Tags: {
    put: (s3, Bucket, TagSet) =>
      TagSet.length === 0 ? s3.deleteBucketTagging({ Bucket }) : s3.putBucketTagging({ Bucket, Tagging: { TagSet } }),
    remove: (s3, Bucket) => s3.deleteBucketTagging({ Bucket }),
  },
  VersioningConfiguration: {
    put: (s3, Bucket, VersioningConfiguration) => s3.putBucketVersioning({ Bucket, VersioningConfiguration }),
    // Versioning never goes away again once it was on.
    remove: (s3, Bucket) => s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
  },
};

/** Puts what differs. */
export async function configureBucket(
  { clients }: ResourceContext,
  bucket: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  for (const [name, part] of Object.entries(PARTS)) {
    if (!sameValue(now[name], before[name])) {
      await (now[name] === undefined ? part.remove(clients.s3, bucket) : part.put(clients.s3, bucket, now[name]));
    }
  }
}

/** `LogDeliveryWrite` in a template is `log-delivery-write` in the API. */
function cannedAcl(name: string): BucketCannedACL {
  return name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase() as BucketCannedACL;
}

function encryptionRule({ ServerSideEncryptionByDefault, BucketKeyEnabled }: Properties): ServerSideEncryptionRule {
  return { ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault, BucketKeyEnabled };
}

function lifecycleRule(rule: Properties, index: number): LifecycleRule {
  const { AbortIncompleteMultipartUpload, ExpirationInDays, ExpiredObjectDeleteMarker } = rule;
  const { Id, NoncurrentVersionExpiration, Prefix, Status, Transitions = [] } = rule;
  const expires = ExpirationInDays !== undefined || ExpiredObjectDeleteMarker !== undefined;
  return {
    ID: Id ?? `rule-${index + 1}`,
    Status,
    Filter: { Prefix: Prefix ?? '' },
    Expiration: expires ? { Days: ExpirationInDays, ExpiredObjectDeleteMarker } : undefined,
    NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload,
    Transitions: Transitions.map(({ StorageClass, TransitionInDays }: Properties) => ({
      StorageClass,
      Days: TransitionInDays,
    })),
  };
}
