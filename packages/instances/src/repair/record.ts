import { ATTRIBUTES, written } from './attributes';
import { AT_ONCE, batches } from './batches';
import type { Host, Report, Said } from './model';
import type { EcsPort, Note } from './ports';

export interface Recording {
  readonly ecs: EcsPort;
  readonly say: (line: object) => void;
}

/**
 * What is to be remembered of a host once it has said this; undefined to leave it as it is. What SQS took later counts:
 * reports may be doubled, late or out of order. How long a host has been not ready begins with the first such report.
 */
export function heard(said: Said, { state, sentAt }: Pick<Report, 'state' | 'sentAt'>): Said | undefined {
  const last = said['not-ready'] ?? said.ready ?? 0;
  const repeated = state === 'not-ready' && said['not-ready'] !== undefined;
  return sentAt <= last || repeated ? undefined : { [state]: sentAt };
}

/**
 * Remembers what hosts said, in the order in which they said it; what is done about it, the next sweep decides. So
 * reports can be taken side by side, in any number. One that ECS does not know yet, or any more, is left: it says it again.
 */
export async function record(reports: readonly Report[], { ecs, say }: Recording): Promise<void> {
  const hosts = await find(ecs, [...new Set(reports.map(({ instanceId }) => instanceId))]);
  const said = new Map(hosts.map((host) => [host.ec2InstanceId, host.said]));
  const changed = new Map<string, Note>();
  for (const report of [...reports].sort((one, other) => one.sentAt - other.sentAt)) {
    const host = hosts.find(({ ec2InstanceId }) => ec2InstanceId === report.instanceId);
    const now = host && heard(said.get(host.ec2InstanceId) ?? {}, report);
    if (host && now) {
      said.set(host.ec2InstanceId, now);
      changed.set(host.arn, { arn: host.arn, name: ATTRIBUTES.report, value: written({ ...now }) });
      const { state, unit, output } = report;
      say({ heard: state, instance: host.ec2InstanceId, unit, output });
    }
  }
  for (const some of batches([...changed.values()], AT_ONCE.attributes)) {
    await ecs.write(some);
  }
}

async function find(ecs: EcsPort, ids: readonly string[]): Promise<Host[]> {
  const hosts: Host[] = [];
  for (const some of batches(ids, AT_ONCE.describeContainerInstances)) {
    for (const arns of batches(await ecs.hostsOf(some), AT_ONCE.describeContainerInstances)) {
      hosts.push(...(await ecs.describe(arns)));
    }
  }
  return hosts;
}
