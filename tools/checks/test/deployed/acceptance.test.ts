import { settings } from 'acceptance/lib/settings';
import type { EnvironmentReport } from '../../src/report';
import { assemblyOf } from '../../src/repository';
import { FAILURE, failAtTheEnd } from '../../src/scenario/failing-update';
import { imageParameters, Scenario } from '../../src/scenario/scenario';
import { claimsOfEveryEnvironment } from './every-environment';
import { steps } from './steps';

describe('the acceptance environment, deployed', () => {
  const { step, emulatedStep } = steps();
  let scenario: Scenario;
  let report: EnvironmentReport;

  beforeAll(async () => {
    scenario = await Scenario.start('acceptance');
  });
  afterAll(() => scenario.close());

  step('is deployed by the unmodified CDK CLI', async () => {
    report = await scenario.deploy(assemblyOf('acceptance'));
  });

  claimsOfEveryEnvironment(() => report);

  it('has a public and a private /24 in each of two zones, and one NAT gateway for both', () => {
    const { cidr, subnets } = report.network;
    const zones = [...new Set(subnets.map(({ zone }) => zone))];
    expect(cidr).toBe('10.10.0.0/16');
    expect(subnets.map((subnet) => [zones.indexOf(subnet.zone), subnet.cidr, subnet.egress.kind])).toEqual([
      [0, '10.10.0.0/24', 'internet gateway'],
      [0, '10.10.50.0/24', 'NAT gateway'],
      [1, '10.10.1.0/24', 'internet gateway'],
      [1, '10.10.51.0/24', 'NAT gateway'],
    ]);
    const gateways = subnets.flatMap(({ egress }) => (egress.kind === 'NAT gateway' ? [egress.id] : []));
    expect(new Set(gateways).size).toBe(1);
  });

  it('has two instances that may become four', () => {
    expect(report.cluster.groups.map(({ name, min, max, instances }) => [name, min, max, instances.length])).toEqual([
      ['default', 2, 4, 2],
    ]);
  });

  it('lets SSH in through the bastion, from where the settings say, and nowhere else', () => {
    expect(report.ssh).toEqual([
      { from: '198.51.100.0/24', to: [expect.stringMatching(/^Bastion \(\d+\.\d+\.\d+\.\d+\)$/)] },
      { from: expect.stringMatching(/^Bastion /), to: ["instances of group 'default'"] },
    ]);
  });

  it('serves plain HTTP, to everybody', () => {
    expect(report.balancers).toEqual([
      expect.objectContaining({
        internal: false,
        from: ['0.0.0.0/0'],
        listeners: ['HTTP:80'],
        deletionProtection: false,
      }),
    ]);
  });

  emulatedStep('replaces its instances when AWS recommends a new AMI, and loses no task', async () => {
    const before = report.cluster.groups.flatMap(({ instances }) => instances);
    const imageId = await scenario.publishImage(imageParameters(assemblyOf('acceptance')));
    const { lowest, report: after } = await scenario.deployCountingTasks(assemblyOf('acceptance'));
    const instances = after.cluster.groups.flatMap((group) => group.instances);
    expect(instances.map((instance) => instance.imageId)).toEqual(before.map(() => imageId));
    expect(instances.filter(({ instanceId }) => before.some((old) => old.instanceId === instanceId))).toEqual([]);
    expect(lowest).toBeGreaterThanOrEqual(settings.serviceTasks);
    report = after;
  });

  step('is as before after an update of the cluster that fails', async () => {
    const group = { ...settings.groups.default, maxCapacity: 5 };
    const variant = scenario.variant({ ...settings, groups: { default: group } }, (app) =>
      failAtTheEnd(app, 'acceptance-cluster', report.network.vpcId),
    );
    const { code, output } = await scenario.tryDeploy(variant);
    expect(output).toContain(FAILURE);
    expect(code).toBe(1);
    const after = await scenario.report();
    expect(after.stacks.find(({ name }) => name === 'acceptance-cluster')?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect({ ...after, stacks: [] }).toEqual({ ...report, stacks: [] });
  });

  step('is destroyed, and nothing is left', async () => {
    const { code, output } = await scenario.tryDestroy(assemblyOf('acceptance'));
    expect([code, output]).toEqual([0, expect.any(String)]);
    expect(await scenario.remains()).toEqual([]);
  });
});
