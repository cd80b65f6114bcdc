import type { EnvironmentReport } from '../../src/report';

/** What holds in every environment, asked of the API. */
export function claimsOfEveryEnvironment(deployed: () => EnvironmentReport): void {
  const instances = () => deployed().cluster.groups.flatMap((group) => group.instances);

  it('consists of three stacks', () => {
    const { name, stacks } = deployed();
    expect(stacks).toEqual(
      ['cluster', 'network', 'services'].map((part) => ({
        name: `${name}-${part}`,
        status: 'CREATE_COMPLETE',
        terminationProtection: name === 'production',
      })),
    );
  });

  it('gives no host a public address by itself', () => {
    expect(deployed().network.subnets.filter(({ publicAddresses }) => publicAddresses)).toEqual([]);
    expect(instances().filter(({ publicAddress }) => publicAddress !== undefined)).toEqual([]);
  });

  it('has its instances in private subnets, spread over the zones', () => {
    const { network, cluster } = deployed();
    const privateSubnets = network.subnets.filter(({ egress }) => egress.kind === 'NAT gateway');
    expect(
      instances().map(({ subnetId }) => privateSubnets.some((subnet) => subnet.subnetId === subnetId)),
    ).not.toContain(false);
    for (const group of cluster.groups.filter((one) => one.instances.length >= 2)) {
      expect(new Set(group.instances.map(({ zone }) => zone)).size).toBe(2);
    }
  });

  it('has every instance in service, registered, and its agent connected', () => {
    expect(instances().length).toBeGreaterThanOrEqual(2);
    for (const { lifecycleState, registration } of instances()) {
      expect({ lifecycleState, registration }).toMatchObject({
        lifecycleState: 'InService',
        registration: { status: 'ACTIVE', agentConnected: true },
      });
    }
  });

  it('requires IMDSv2, one hop away, and encrypts volumes', () => {
    for (const { imdsV2Required, imdsHopLimit, volumesEncrypted } of instances()) {
      expect({ imdsV2Required, imdsHopLimit, volumesEncrypted }).toEqual({
        imdsV2Required: true,
        imdsHopLimit: 1,
        volumesEncrypted: true,
      });
    }
  });

  it('lets ECS scale, drain and protect its groups', () => {
    for (const { managedScaling, managedDraining, terminationProtection, instances: members } of deployed().cluster
      .groups) {
      expect({ managedScaling, managedDraining, terminationProtection }).toEqual({
        managedScaling: true,
        managedDraining: true,
        terminationProtection: true,
      });
      expect(members.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn)).toEqual([]);
    }
  });

  it('observes its containers', () => {
    expect(deployed().cluster.containerInsights).not.toBe('disabled');
  });

  it('runs all tasks of its service on the default group, in both zones', () => {
    const { services, cluster } = deployed();
    const [group] = cluster.groups.filter(({ name }) => name === 'default');
    expect(services).toHaveLength(1);
    for (const { desired, running, runsOn, capacityProviders } of services) {
      expect({ running, tasks: runsOn.length }).toEqual({ running: desired, tasks: desired });
      expect(capacityProviders).toEqual([group?.capacityProviderName]);
      const hosts = group?.instances.filter(({ instanceId }) => runsOn.includes(instanceId)) ?? [];
      expect(new Set(hosts.map(({ instanceId }) => instanceId))).toEqual(new Set(runsOn));
      expect(new Set(hosts.map(({ zone }) => zone)).size).toBe(2);
    }
  });

  it('serves through every load balancer, to every task', () => {
    const [service] = deployed().services;
    expect(deployed().balancers.length).toBeGreaterThan(0);
    expect(deployed().balancers.map(({ targets, healthy }) => [targets, healthy])).toEqual(
      deployed().balancers.map(() => [service?.desired, service?.desired]),
    );
  });

  it('has the log router and the metrics of the host on every instance, and waits for the router', () => {
    expect(deployed().cluster.groups.map(({ systemContainers }) => systemContainers)).toEqual(
      deployed().cluster.groups.map(() => [
        { name: 'log-router', required: true },
        { name: 'node-exporter', required: false },
      ]),
    );
  });

  it('keeps every log group for a stated time', () => {
    expect(deployed().logGroups.length).toBeGreaterThan(0);
    expect(deployed().logGroups.map(({ retentionInDays }) => retentionInDays)).not.toContain(undefined);
  });
}
