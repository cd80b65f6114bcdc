import type { ResourceType } from '../../cloudformation';
import { listener, listenerCertificate } from './listener';
import { listenerRule } from './listener-rule';
import { loadBalancerV2 } from './load-balancer';
import { targetGroup } from './target-group';

export const elasticLoadBalancingV2ResourceTypes: readonly ResourceType[] = [
  listener,
  listenerCertificate,
  listenerRule,
  loadBalancerV2,
  targetGroup,
];
