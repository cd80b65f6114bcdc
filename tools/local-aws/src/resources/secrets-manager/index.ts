import type { ResourceType } from '../../cloudformation';
import { secret } from './secret';

export const secretsManagerResourceTypes: readonly ResourceType[] = [secret];
