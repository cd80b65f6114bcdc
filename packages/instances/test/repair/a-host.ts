import type { Host, Member } from '../../src/repair/model';
import { MINUTE } from './simulated-group';

export const NOW = Date.UTC(2026, 0, 1);

export const ago = (minutes: number): number => NOW - minutes * MINUTE;

export function aHost(changes: Partial<Host> = {}): Host {
  return {
    arn: 'host-1',
    ec2InstanceId: 'i-1',
    status: 'ACTIVE',
    agentConnected: true,
    said: {},
    care: {},
    ...changes,
  };
}

export function aMember(changes: Partial<Member> = {}): Member {
  return { id: 'i-1', lifecycleState: 'InService', healthy: true, ...changes };
}
