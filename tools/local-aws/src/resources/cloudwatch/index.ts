import type { ResourceType } from '../../cloudformation';
import { alarm } from './alarm';
import { dashboard } from './dashboard';

export const cloudWatchResourceTypes: readonly ResourceType[] = [alarm, dashboard];
