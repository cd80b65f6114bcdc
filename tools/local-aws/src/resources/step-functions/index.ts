import type { ResourceType } from '../../cloudformation';
import { stateMachine } from './state-machine';

export const stepFunctionsResourceTypes: readonly ResourceType[] = [stateMachine];
