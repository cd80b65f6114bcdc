import type { ResourceType } from '../../cloudformation';
import { begun, tagsOf, unlessMissing } from '../support';
import { configureBucket } from './bucket-configuration';

const LONGEST_NAME = 63;

export const bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  honours: [
    'AccessControl',
    'BucketEncryption',
    'BucketName',
    'LifecycleConfiguration.Rules.AbortIncompleteMultipartUpload',
    'LifecycleConfiguration.Rules.ExpirationInDays',
    'LifecycleConfiguration.Rules.ExpiredObjectDeleteMarker',
    'LifecycleConfiguration.Rules.Id',
    'LifecycleConfiguration.Rules.NoncurrentVersionExpiration',
    'LifecycleConfiguration.Rules.Prefix',
    'LifecycleConfiguration.Rules.Status',
    'LifecycleConfiguration.Rules.Transitions.StorageClass',
    'LifecycleConfiguration.Rules.Transitions.TransitionInDays',
    'LoggingConfiguration.DestinationBucketName',
    'LoggingConfiguration.LogFilePrefix',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'Tags',
    'VersioningConfiguration',
  ],
  async create(context, properties) {
    const { s3 } = context.clients;
    const { region, partition } = context.account;
    const physicalId: string = properties.BucketName ?? context.physicalName(LONGEST_NAME).toLowerCase();
    await s3.createBucket({
      Bucket: physicalId,
      // The one region that must not be named.
      CreateBucketConfiguration: region === 'us-east-1' ? undefined : { LocationConstraint: region as 'eu-west-1' },
    });
    const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    const attributes = {
      Arn: `arn:${partition}:s3:::${physicalId}`,
      DomainName: `${physicalId}.s3.${suffix}`,
      DualStackDomainName: `${physicalId}.s3.dualstack.${region}.${suffix}`,
      RegionalDomainName: `${physicalId}.s3.${region}.${suffix}`,
    };
    const resource = begun(context, physicalId, attributes);
    await configureBucket(context, physicalId, { ...properties, Tags: userTags(tagsOf(context, properties.Tags)) }, {});
    return resource;
  },
  async update(context, existing, properties, previous) {
    const now = { ...properties, Tags: userTags(tagsOf(context, properties.Tags)) };
    const before = { ...previous, Tags: userTags(tagsOf({ tags: context.previousTags }, previous.Tags)) };
    await configureBucket(context, existing.physicalId, now, before);
    return existing;
  },
  // A bucket that holds objects is not emptied: AWS refuses to delete it, and so does this.
  delete: ({ clients }, { physicalId }) => unlessMissing(() => clients.s3.deleteBucket({ Bucket: physicalId })),
};

/** S3 lets nobody but AWS itself write tags that begin with `aws:`. */
function userTags<T extends { readonly Key: string }>(tags: readonly T[]): T[] {
  return tags.filter(({ Key }) => !Key.startsWith('aws:'));
}
