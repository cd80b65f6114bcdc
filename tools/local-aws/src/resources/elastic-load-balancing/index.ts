import type { ResourceType } from '../../cloudformation';
import { classicLoadBalancer } from './load-balancer';

export const elasticLoadBalancingResourceTypes: readonly ResourceType[] = [classicLoadBalancer];
