import { world, fleet } from '../ecs/world';

const HOOK = {
  LifecycleHookSpecificationList: [
    { LifecycleHookName: 'boot', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING', HeartbeatTimeout: '300' },
  ],
};

const script = (text: string) => Buffer.from(`#!/bin/bash\n${text}`).toString('base64');
const config = (...lines: string[]) =>
  `cat > /etc/ecs/ecs.config <<'EOF'\n${['ECS_CLUSTER=cluster', ...lines].join('\n')}\nEOF\n`;
const COMPLETES =
  "put 644 /var/lib/ecs-groundwork/launch-hook <<'EOF'\nboot\nEOF\nsystemctl enable ecs-groundwork-launch-complete\n";

const attribute = (instance: { attributes?: { name?: string; value?: string }[] } | undefined, name: string) =>
  instance?.attributes?.find((candidate) => candidate.name === name)?.value;

describe('a host', () => {
  test('registers with what its instance and its configuration say', async () => {
    const all = world({
      userData: script(
        config(
          'ECS_INSTANCE_ATTRIBUTES={"tier":"front"}',
          'ECS_RESERVED_MEMORY=256',
          'ECS_RESERVED_PORTS=[22,9100]',
          'ECS_RESERVED_PORTS_UDP=[514]',
          'ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","gelf"]',
          'ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance',
        ),
      ),
    });
    await fleet(all, { min: 1, group: { Tags: [{ Key: 'team', Value: 'blue', PropagateAtLaunch: 'true' }] } });
    const [instance] = await all.instances();
    expect(attribute(instance, 'tier')).toBe('front');
    expect(attribute(instance, 'ecs.availability-zone')).toBe('zone-a');
    expect(attribute(instance, 'ecs.instance-type')).toBe('t3.small');
    expect(attribute(instance, 'ecs.ami-id')).toBe('ami-1');
    expect(attribute(instance, 'ecs.cpu-architecture')).toBe('x86_64');
    const names = instance?.attributes?.map(({ name }) => name);
    expect(names).toContain('com.amazonaws.ecs.capability.logging-driver.gelf');
    expect(names).not.toContain('com.amazonaws.ecs.capability.logging-driver.fluentd');
    expect(instance?.registeredResources).toMatchObject([
      { name: 'CPU', integerValue: 2048 },
      { name: 'MEMORY', integerValue: 1934 - 256 },
      { name: 'PORTS', stringSetValue: ['22', '9100'] },
      { name: 'PORTS_UDP', stringSetValue: ['514'] },
    ]);
    expect(instance?.tags).toEqual([{ key: 'team', value: 'blue' }]);
    expect(instance).toMatchObject({ status: 'ACTIVE', agentConnected: true, capacityProviderName: 'provider' });
  });

  test('is not registered before it has booted', async () => {
    const all = world();
    await all.ecs('CreateCluster', { clusterName: 'cluster' });
    await all.autoScaling('CreateAutoScalingGroup', {
      AutoScalingGroupName: 'group',
      MinSize: '1',
      MaxSize: '1',
      VPCZoneIdentifier: 'subnet-a',
      LaunchTemplate: { LaunchTemplateId: 'lt-1' },
    });
    await all.settle(5, 5);
    expect(await all.instances()).toEqual([]);
    await all.settle(6, 5);
    expect(await all.instances()).toHaveLength(1);
  });

  test('completes its launch once it is registered', async () => {
    const all = world({ userData: script(config() + COMPLETES) });
    await fleet(all, { min: 1, group: HOOK });
    expect((await all.group())?.Instances).toMatchObject([{ InstanceId: 'i-1', LifecycleState: 'InService' }]);
    expect(await all.instances()).toHaveLength(1);
  });

  test('that fails to boot is replaced when its hook times out', async () => {
    const all = world({ userData: script(config() + COMPLETES) });
    all.control.failNextBoots(1);
    await fleet(all, { min: 1, group: HOOK });
    expect((await all.group())?.Instances).toMatchObject([{ InstanceId: 'i-1', LifecycleState: 'Pending:Wait' }]);
    expect(await all.instances()).toEqual([]);
    await all.settle(80, 5);
    expect((await all.group())?.Instances).toMatchObject([{ InstanceId: 'i-2', LifecycleState: 'InService' }]);
    expect((await all.instances()).map(({ ec2InstanceId }) => ec2InstanceId)).toEqual(['i-2']);
  });

  test('whose user data does not complete the hook is never in service', async () => {
    const all = world({ userData: script(config()) });
    await fleet(all, { min: 1, group: HOOK });
    expect((await all.group())?.Instances).toMatchObject([{ LifecycleState: 'Pending:Wait' }]);
  });

  test('without a cluster joins the one named default', async () => {
    const all = world({ userData: script('echo hello\n') });
    await all.ecs('CreateCluster', { clusterName: 'default' });
    await fleet(all, { min: 1 });
    expect(await all.instances()).toEqual([]);
    expect((await all.ecs('ListContainerInstances')).containerInstanceArns).toHaveLength(1);
  });

  test('whose cluster does not exist stays outside, and the group does not mind', async () => {
    const all = world({ userData: script('echo hello\n') });
    await fleet(all, { min: 1 });
    expect((await all.group())?.Instances).toMatchObject([{ LifecycleState: 'InService' }]);
    expect(all.errors).toMatchObject([{ code: 'ClusterNotFoundException' }]);
  });
});
