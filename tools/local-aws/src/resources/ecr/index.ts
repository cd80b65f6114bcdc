import type { ResourceType } from '../../cloudformation';
import { repository } from './repository';

export const ecrResourceTypes: readonly ResourceType[] = [repository];
