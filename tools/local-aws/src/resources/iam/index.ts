import type { ResourceType } from '../../cloudformation';
import { instanceProfile } from './instance-profile';
import { managedPolicy } from './managed-policy';
import { policy } from './policy';
import { role } from './role';

export const iamResourceTypes: readonly ResourceType[] = [instanceProfile, managedPolicy, policy, role];
