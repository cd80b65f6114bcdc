import type { ResourceType } from '../../cloudformation';
import { kmsAlias } from './alias';
import { kmsKey } from './key';

export const kmsResourceTypes: readonly ResourceType[] = [kmsAlias, kmsKey];
