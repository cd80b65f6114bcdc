import type { ResourceType } from '../cloudformation';
import { cdkMetadata } from './cdk';
import { certificateManagerResourceTypes } from './certificate-manager';
import { cloudWatchResourceTypes } from './cloudwatch';
import { ec2ResourceTypes } from './ec2';
import { ecrResourceTypes } from './ecr';
import { elasticLoadBalancingResourceTypes } from './elastic-load-balancing';
import { elasticLoadBalancingV2ResourceTypes } from './elastic-load-balancing-v2';
import { eventsResourceTypes } from './events';
import { iamResourceTypes } from './iam';
import { kmsResourceTypes } from './kms';
import { lambdaResourceTypes } from './lambda';
import { logsResourceTypes } from './logs';
import { s3ResourceTypes } from './s3';
import { secretsManagerResourceTypes } from './secrets-manager';
import { snsResourceTypes } from './sns';
import { sqsResourceTypes } from './sqs';
import { ssmResourceTypes } from './ssm';

/** The resource types of services that moto answers; those of our own services are beside them. */
export const resourceTypes: readonly ResourceType[] = [
  cdkMetadata,
  ...certificateManagerResourceTypes,
  ...cloudWatchResourceTypes,
  ...ec2ResourceTypes,
  ...ecrResourceTypes,
  ...elasticLoadBalancingResourceTypes,
  ...elasticLoadBalancingV2ResourceTypes,
  ...eventsResourceTypes,
  ...iamResourceTypes,
  ...kmsResourceTypes,
  ...lambdaResourceTypes,
  ...logsResourceTypes,
  ...s3ResourceTypes,
  ...secretsManagerResourceTypes,
  ...snsResourceTypes,
  ...sqsResourceTypes,
  ...ssmResourceTypes,
];
