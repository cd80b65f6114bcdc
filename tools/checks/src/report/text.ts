import type { BalancerReport, Egress, EnvironmentReport, GroupReport, InstanceReport, ServiceReport } from './model';
import { COLUMNS, shorten, table } from './table';

/** The report for people: fits a terminal of 80 columns. */
export function renderReport(report: EnvironmentReport): string {
  const { network, cluster, services, balancers, ssh, logGroups } = report;
  return [
    report.name,
    ...section(
      'Who may open SSH',
      ...(ssh.length > 0
        ? table([['from', 'to'], ...ssh.map(({ from, to }) => [from, to.join(', ')])])
        : ['nobody: no security group of the VPC lets port 22 in']),
    ),
    ...section('Stacks', ...table(report.stacks.map((stack) => [stack.name, stack.status]))),
    ...section(
      `Network: VPC ${network.vpcId}, ${network.cidr}`,
      ...table([
        ['zone', 'subnet', 'addresses', 'the way out'],
        ...network.subnets.map(({ zone, subnetId, cidr, egress }) => [zone, subnetId, cidr, describeEgress(egress)]),
      ]),
    ),
    ...section(
      `Instance groups of cluster ${cluster.name}`,
      ...table([
        ['group', 'size', 'of', 'scaling', 'replaced or removed'],
        ...cluster.groups.map((group) => [
          group.name,
          `${group.instances.length}`,
          `${group.min} to ${group.max}`,
          group.managedScaling ? 'by ECS' : 'by hand',
          replacement(group),
        ]),
      ]),
    ),
    ...section(
      'On every instance, from the boot on',
      ...table([
        ['group', 'system containers'],
        ...cluster.groups.map(({ name, systemContainers }) => [
          name,
          systemContainers.map((one) => `${one.name}${one.required ? ' (required)' : ''}`).join(', ') || 'none',
        ]),
      ]),
    ),
    ...section(
      'Container instances',
      ...table([
        ['instance', 'group', 'type', 'zone', 'ECS says', 'tasks'],
        ...cluster.groups.flatMap((group) => group.instances.map((instance) => instanceRow(group, instance))),
      ]),
    ),
    ...section(
      'Services',
      ...table([
        ['service', 'tasks', 'on', 'placement'],
        ...services.map((service) => serviceRow(service, cluster.groups)),
      ]),
    ),
    ...section(
      'Load balancers',
      ...table([['balancer', 'listens to', 'open to', 'healthy'], ...balancers.map(balancerRow)]),
    ),
    ...section(
      'Log groups',
      ...table([
        ['name', 'kept'],
        ...logGroups.map(({ name, retentionInDays }) => [
          name,
          retentionInDays ? `${retentionInDays} days` : 'for ever',
        ]),
      ]),
    ),
  ]
    .join('\n')
    .trimEnd();
}

function describeEgress(egress: Egress): string {
  return egress.kind === 'NAT gateway' ? `NAT ${egress.addresses.join(', ') || egress.id}` : egress.kind;
}

function replacement({ managedDraining, terminationProtection }: GroupReport): string {
  const how = [managedDraining && 'after draining', terminationProtection && 'never under a task'].filter(Boolean);
  return how.join(', ') || 'at once';
}

function instanceRow(group: GroupReport, { instanceId, type, spot, zone, registration }: InstanceReport): string[] {
  return [
    instanceId,
    group.name,
    spot ? `${type} Spot` : type,
    zone,
    registration ? `${registration.status}${registration.agentConnected ? '' : ', agent gone'}` : 'not registered',
    `${registration?.runningTasks ?? 0}`,
  ];
}

function serviceRow(service: ServiceReport, groups: readonly GroupReport[]): string[] {
  const groupOf = (provider: string) =>
    groups.find(({ capacityProviderName }) => capacityProviderName === provider)?.name ?? provider;
  return [
    service.name,
    `${service.running} of ${service.desired}`,
    service.capacityProviders.map(groupOf).join(', '),
    service.placement.map((rule) => rule.replace('attribute:ecs.availability-zone', 'zones')).join(', '),
  ];
}

function balancerRow({ name, internal, from, listeners, targets, healthy }: BalancerReport): string[] {
  // a listener that another one sends clients on to is named there
  const shown = listeners.filter((one) => !listeners.some((other) => other.endsWith(` → ${one}`)));
  return [name, shown.join(', '), `${from.join(', ')}${internal ? ', internal' : ''}`, `${healthy} of ${targets}`];
}

function section(title: string, ...lines: string[]): string[] {
  return [`  ${shorten(title, COLUMNS - 2)}`, ...lines.map((line) => `    ${line}`), ''];
}
