import { held, limit } from './brake';
import { judge, needySince, type Verdict } from './judge';
import { type Group, type Host, isInService, type Settings } from './model';

/** What one look found. */
export interface Look {
  readonly group: Pick<Group, 'members'>;
  /** Hosts that something is the matter with; more do no harm. */
  readonly hosts: readonly Host[];
}

/** What is to be done now. */
export interface Plan {
  /** Recovered, and under repair by us. */
  readonly recovered: readonly Host[];
  /** Not ready, and the brake lets them. */
  readonly drain: readonly Host[];
  /** Given up, and the brake lets them. */
  readonly replace: readonly Host[];
  /** Should be drained or replaced, and the brake does not let them. */
  readonly heldBack: readonly Host[];
  /** Lost their agent just now, or have it back. */
  readonly disconnected: readonly Host[];
  readonly connected: readonly Host[];
  /** No longer in the group, and without their agent: if EC2 no longer has them, ECS shall forget them, too. */
  readonly leftOver: readonly Host[];
}

/** What is to be done, by state alone: whatever happened in between may have been lost, doubled or late. */
export function decide({ group: { members }, hosts }: Look, settings: Settings, now: number): Plan {
  const memberOf = new Map(members.map((member) => [member.id, member]));
  // those that boot or leave are left to it, and those on standby to a person
  const inService = hosts.flatMap((host) => {
    const member = memberOf.get(host.ec2InstanceId);
    return member && isInService(member) ? [{ host, verdict: judge(host, member, settings, now) }] : [];
  });
  const those = (...verdicts: Verdict[]) =>
    inService.filter(({ verdict }) => verdicts.includes(verdict)).map(({ host }) => host);

  const needy = those('drain', 'replace').sort(byUrgency);
  const free = limit(members) - held(members, underRepair(hosts)).size;
  const placed = needy.filter(isUnderRepair);
  const waiting = needy.filter((host) => !isUnderRepair(host));
  const chosen = settings.acts ? [...placed, ...waiting.slice(0, Math.max(0, free))] : [];
  return {
    recovered: settings.acts ? those('recovered') : [],
    drain: those('drain').filter((host) => chosen.includes(host)),
    replace: those('replace').filter((host) => chosen.includes(host)),
    heldBack: needy.filter((host) => !chosen.includes(host)),
    disconnected: inService
      .map(({ host }) => host)
      .filter(({ agentConnected, care }) => !agentConnected && care.disconnected === undefined),
    connected: inService
      .map(({ host }) => host)
      .filter(({ agentConnected, care }) => agentConnected && care.disconnected !== undefined),
    leftOver: hosts.filter(({ ec2InstanceId, agentConnected }) => !agentConnected && !memberOf.has(ec2InstanceId)),
  };
}

function isUnderRepair({ care }: Host): boolean {
  return care['under-repair'] !== undefined;
}

function underRepair(hosts: readonly Host[]): Set<string> {
  return new Set(hosts.filter(isUnderRepair).map(({ ec2InstanceId }) => ec2InstanceId));
}

function byUrgency(one: Host, other: Host): number {
  return needySince(one) - needySince(other) || (one.arn < other.arn ? -1 : 1);
}
