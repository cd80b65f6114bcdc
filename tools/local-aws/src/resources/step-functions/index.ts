import type { ResourceType } from '../../cloudformation';
import { stateMachine } from './state-machine';

export const resourceTypes: readonly ResourceType[] = [stateMachine];
