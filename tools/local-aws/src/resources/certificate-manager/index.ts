import type { ResourceType } from '../../cloudformation';
import { certificate } from './certificate';

export const certificateManagerResourceTypes: readonly ResourceType[] = [certificate];
