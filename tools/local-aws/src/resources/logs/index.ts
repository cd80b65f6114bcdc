import type { ResourceType } from '../../cloudformation';
import { logGroup } from './log-group';
import { metricFilter } from './metric-filter';
import { logsResourcePolicy } from './resource-policy';

export const logsResourceTypes: readonly ResourceType[] = [logGroup, logsResourcePolicy, metricFilter];
