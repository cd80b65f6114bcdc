import type { ResourceType } from '../../cloudformation/resource-type';
import { capacityProvider } from './capacity-provider';
import { clusterCapacityProviderAssociations } from './capacity-provider-associations';
import { cluster } from './cluster';
import { service } from './service';
import { taskDefinition } from './task-definition';

export const resourceTypes: readonly ResourceType[] = [
  cluster,
  capacityProvider,
  clusterCapacityProviderAssociations,
  taskDefinition,
  service,
];
