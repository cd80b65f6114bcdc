import type { ResourceType } from '../../cloudformation';
import { eventInvokeConfig } from './event-invoke-config';
import { eventSourceMapping } from './event-source-mapping';
import { lambdaFunction } from './function';
import { lambdaPermission } from './permission';

export const lambdaResourceTypes: readonly ResourceType[] = [
  eventInvokeConfig,
  eventSourceMapping,
  lambdaFunction,
  lambdaPermission,
];
