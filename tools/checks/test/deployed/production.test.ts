import * as instances from '@ecs-groundwork/instances';
import { settings } from 'production/lib/settings';
import type { EnvironmentReport } from '../../src/report';
import { assemblyOf } from '../../src/repository';
import { FAILURE, failAtTheEnd } from '../../src/scenario/failing-update';
import { imageParameters, Scenario } from '../../src/scenario/scenario';
import { claimsOfEveryEnvironment } from './every-environment';
import { steps } from './steps';

describe('the production environment, deployed', () => {
  const { step, emulatedStep } = steps();
  let scenario: Scenario;
  let report: EnvironmentReport;

  beforeAll(async () => {
    scenario = await Scenario.start('production');
  });
  afterAll(() => scenario.close());

  step('is deployed by the unmodified CDK CLI', async () => {
    report = await scenario.deploy(assemblyOf('production'));
  });

  claimsOfEveryEnvironment(() => report);

  it('has a NAT gateway in each zone, so that no zone needs another one', () => {
    const { cidr, subnets } = report.network;
    expect(cidr).toBe('10.20.0.0/16');
    const ways = subnets.flatMap(({ zone, egress }) =>
      egress.kind === 'NAT gateway' ? [{ zone, through: egress.zone }] : [],
    );
    expect(ways).toHaveLength(2);
    expect(ways.filter(({ zone, through }) => zone !== through)).toEqual([]);
  });

  it('has a group for services, and one on Spot that is empty until a batch needs it', () => {
    expect(
      report.cluster.groups.map(({ name, min, max, instances: members }) => [name, min, max, members.length]),
    ).toEqual([
      ['batch', 0, 10, 0],
      ['default', 2, 10, 2],
    ]);
  });

  it('lets nobody open SSH', () => {
    expect(report.ssh).toEqual([]);
  });

  it('serves HTTPS, to everybody in front and to the VPC inside, and protects both balancers', () => {
    const encrypted = { listeners: ['HTTP:80 → HTTPS:443', 'HTTPS:443'], deletionProtection: true };
    expect([...report.balancers].sort((one, other) => Number(one.internal) - Number(other.internal))).toEqual([
      expect.objectContaining({ internal: false, from: ['0.0.0.0/0'], ...encrypted }),
      expect.objectContaining({ internal: true, from: ['10.20.0.0/16'], ...encrypted }),
    ]);
  });

  emulatedStep('replaces its instances when the pinned AMI is raised, and loses no task', async () => {
    const before = report.cluster.groups.flatMap((group) => group.instances);
    const release = instances.AmiRelease.pinned('al2023-ami-ecs-hvm-2023.0.20261119-kernel-6.1-x86_64');
    const machineImage = instances.MachineImage.ecsOptimized({ release });
    const groups = Object.fromEntries(
      Object.entries(settings.groups).map(([name, group]) => [name, { ...group, machineImage }]),
    );
    const variant = scenario.variant({ ...settings, groups });
    const imageId = await scenario.publishImage(imageParameters(variant));

    const { lowest, report: after } = await scenario.deployCountingTasks(variant);
    const members = after.cluster.groups.flatMap((group) => group.instances);
    expect(members.map((instance) => instance.imageId)).toEqual(before.map(() => imageId));
    expect(members.filter(({ instanceId }) => before.some((old) => old.instanceId === instanceId))).toEqual([]);
    expect(lowest).toBeGreaterThanOrEqual(settings.serviceTasks);
  });

  step('is as before after an update of the services that fails', async () => {
    // back to the pinned release of the settings, where the failing update starts from
    report = await scenario.deploy(assemblyOf('production'));
    const variant = scenario.variant({ ...settings, serviceTasks: settings.serviceTasks + 2 }, (app) =>
      failAtTheEnd(app, 'production-services', report.network.vpcId),
    );
    const { code, output } = await scenario.tryDeploy(variant);
    expect(output).toContain(FAILURE);
    expect(code).toBe(1);
    const after = await scenario.report();
    expect(after.services.map(({ desired, running }) => [desired, running])).toEqual([
      [settings.serviceTasks, settings.serviceTasks],
    ]);
    expect(after.cluster.groups.map(({ name, min, max }) => [name, min, max])).toEqual(
      report.cluster.groups.map(({ name, min, max }) => [name, min, max]),
    );
  });

  step('refuses to be destroyed', async () => {
    const { code, output } = await scenario.tryDestroy(assemblyOf('production'));
    expect(output).toMatch(/termination ?protection/i);
    expect(code).not.toBe(0);
    expect((await scenario.report()).services.map(({ running }) => running)).toEqual([settings.serviceTasks]);
  });

  step('is destroyed once its protection is off, and keeps its logs alone', async () => {
    await scenario.allowDeletion();
    const { code, output } = await scenario.tryDestroy(assemblyOf('production'));
    expect([code, output]).toEqual([0, expect.any(String)]);
    expect(await scenario.remains()).toEqual([
      expect.stringMatching(/^bucket production-cluster-accesslogs/),
      ...['audit', 'dmesg', 'docker', 'ecs-agent', 'ecs-init', 'messages', 'router'].map(
        (source) => `log group /production-cluster/HostLogs/${source}`,
      ),
      expect.stringMatching(/^log group production-network-NetworkFlowLogs/),
    ]);
  });
});
