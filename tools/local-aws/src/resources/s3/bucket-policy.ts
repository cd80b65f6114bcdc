import type { ResourceType } from '../../cloudformation';
import { document, unlessMissing } from '../support';

export const bucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  honours: ['Bucket', 'PolicyDocument'],
  async create({ clients }, { Bucket, PolicyDocument }) {
    await clients.s3.putBucketPolicy({ Bucket, Policy: document(PolicyDocument) });
    return { physicalId: Bucket, attributes: {} };
  },
  async update({ clients }, existing, { Bucket, PolicyDocument }) {
    await clients.s3.putBucketPolicy({ Bucket, Policy: document(PolicyDocument) });
    return existing;
  },
  delete: ({ clients }, { physicalId }) => unlessMissing(() => clients.s3.deleteBucketPolicy({ Bucket: physicalId })),
};
