import type { ResourceType } from '../../cloudformation';
import { ssmParameter } from './parameter';

export const ssmResourceTypes: readonly ResourceType[] = [ssmParameter];
