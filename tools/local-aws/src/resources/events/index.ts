import type { ResourceType } from '../../cloudformation';
import { eventRule } from './rule';

export const eventsResourceTypes: readonly ResourceType[] = [eventRule];
