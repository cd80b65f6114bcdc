import type { EnvironmentReport, InstanceReport } from '../../src/report';
import { renderReport } from '../../src/report';
import { table } from '../../src/report/table';

const instance: InstanceReport = {
  instanceId: 'i-0123456789abcdef0',
  type: 'm6i.large',
  zone: 'eu-west-1a',
  subnetId: 'subnet-0123456789abcdef0',
  imageId: 'ami-0123456789abcdef0',
  spot: false,
  imdsV2Required: true,
  imdsHopLimit: 1,
  volumesEncrypted: true,
  lifecycleState: 'InService',
  protectedFromScaleIn: true,
  registration: { status: 'ACTIVE', agentConnected: true, runningTasks: 3, attributes: {} },
};

/** Names as long as AWS makes them. */
function report(changes: Partial<EnvironmentReport> = {}): EnvironmentReport {
  const subnetId = 'subnet-0123456789abcdef0';
  return {
    name: 'production',
    stacks: [{ name: 'production-network', status: 'UPDATE_ROLLBACK_COMPLETE', terminationProtection: true }],
    network: {
      vpcId: 'vpc-0123456789abcdef0',
      cidr: '10.20.0.0/16',
      subnets: [
        {
          subnetId,
          zone: 'ap-southeast-1a',
          cidr: '10.20.0.0/24',
          publicAddresses: false,
          egress: { kind: 'internet gateway' },
        },
        {
          subnetId,
          zone: 'ap-southeast-1a',
          cidr: '10.20.50.0/24',
          publicAddresses: false,
          egress: { kind: 'NAT gateway', id: 'nat-0123456789abcdef0', addresses: ['203.0.113.201'] },
        },
      ],
    },
    cluster: {
      name: 'production-cluster-ClusterEB0386A7-0123456789abcdef0123456789abcdef',
      containerInsights: 'enabled',
      groups: [
        {
          name: 'default',
          autoScalingGroupName: 'production-cluster-DefaultASG-0123456789',
          capacityProviderName: 'production-cluster-DefaultCapacityProvider-0123456789',
          min: 2,
          max: 10,
          desired: 2,
          managedScaling: true,
          managedDraining: true,
          terminationProtection: true,
          systemContainers: [
            { name: 'log-router', required: true },
            { name: 'node-exporter', required: false },
          ],
          instances: [instance, { ...instance, spot: true, registration: undefined }],
        },
      ],
    },
    services: [
      {
        name: 'production-services-WebService0123456789-0123456789ABCDEF',
        desired: 4,
        running: 4,
        capacityProviders: ['production-cluster-DefaultCapacityProvider-0123456789'],
        placement: ['spread attribute:ecs.availability-zone'],
        taskDefinition: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1',
        runsOn: [],
      },
    ],
    balancers: [
      {
        name: 'produc-Front-0123456789ABCDEF',
        type: 'application',
        internal: false,
        from: ['0.0.0.0/0'],
        listeners: ['HTTP:80 → HTTPS:443', 'HTTPS:443'],
        deletionProtection: true,
        targets: 4,
        healthy: 3,
      },
    ],
    ssh: [{ from: '198.51.100.0/24', to: ['Bastion (203.0.113.7)'] }],
    logGroups: [
      { name: 'production-services-WebLogs0123456789-0123456789ABCDEF0123456789ABCDEF0123456789', retentionInDays: 30 },
      { name: 'forgotten' },
    ],
    ...changes,
  };
}

describe('the report of an environment', () => {
  it('fits a terminal of 80 columns, however long the names are', () => {
    expect(
      renderReport(report())
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([]);
  });

  it('says who may open SSH', () => {
    expect(renderReport(report())).toMatch(/198\.51\.100\.0\/24 +Bastion \(203\.0\.113\.7\)/);
  });

  it('says so when nobody may', () => {
    expect(renderReport(report({ ssh: [] }))).toContain('nobody: no security group of the VPC lets port 22 in');
  });

  it('says first who may open SSH', () => {
    expect(renderReport(report()).split('\n')[1]).toBe('  Who may open SSH');
  });

  it('says what a balancer listens to, who may connect, and how many targets answer', () => {
    expect(renderReport(report())).toMatch(/HTTP:80 → HTTPS:443 +0\.0\.0\.0\/0 +3 of 4/);
  });

  it('says where a subnet leads', () => {
    expect(renderReport(report())).toMatch(/10\.20\.50\.0\/24 +NAT 203\.0\.113\.201/);
  });

  it('says which instances have not registered, and which are Spot', () => {
    expect(renderReport(report())).toMatch(
      /m6i\.large Spot +ap\S* +not registered +0|m6i\.large Spot .*not registered +0/,
    );
  });

  it('says what runs on every instance, and what an instance waits for', () => {
    expect(renderReport(report())).toMatch(/default +log-router \(required\), node-exporter/);
  });

  it('calls a capacity provider by its group', () => {
    expect(renderReport(report())).toMatch(/4 of 4 +default +spread zones/);
  });

  it('says which logs are kept for ever', () => {
    expect(renderReport(report())).toMatch(/forgotten +for ever/);
  });
});

describe('a table', () => {
  it('aligns its columns', () => {
    expect(
      table([
        ['a', 'b'],
        ['long', 'c'],
      ]),
    ).toEqual(['a     b', 'long  c']);
  });

  it('cuts the widest column in the middle when it is too wide', () => {
    expect(table([['id', 'abcdefghijklmnop']], 13)).toEqual(['id  abcd…mnop']);
  });
});
