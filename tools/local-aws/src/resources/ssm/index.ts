import type { ResourceType } from '../../cloudformation';
import { ssmDocument } from './document';
import { ssmParameter } from './parameter';

export const ssmResourceTypes: readonly ResourceType[] = [ssmDocument, ssmParameter];
