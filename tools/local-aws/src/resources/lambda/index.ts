import type { ResourceType } from '../../cloudformation';
import { eventInvokeConfig } from './event-invoke-config';
import { lambdaFunction } from './function';
import { lambdaPermission } from './permission';

export const lambdaResourceTypes: readonly ResourceType[] = [eventInvokeConfig, lambdaFunction, lambdaPermission];
