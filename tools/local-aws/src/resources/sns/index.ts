import type { ResourceType } from '../../cloudformation';
import { subscription } from './subscription';
import { topic } from './topic';
import { topicPolicy } from './topic-policy';

export const snsResourceTypes: readonly ResourceType[] = [subscription, topic, topicPolicy];
