import type { ResourceType } from '../../cloudformation';
import { bucket } from './bucket';
import { bucketPolicy } from './bucket-policy';

export const s3ResourceTypes: readonly ResourceType[] = [bucket, bucketPolicy];
