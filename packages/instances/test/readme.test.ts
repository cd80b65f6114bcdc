import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARE } from '../src/repair/brake';
import { REPAIR_DEFAULTS } from '../src/repair/repair-config';
import { launchData, makeGroup, only, statements } from './support';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

/** The rows of the table below a heading, as first cell → second cell. */
function table(heading: string): Record<string, string> {
  const [, section] = README.split(`\n## ${heading}\n`);
  const rows = section.split('\n## ')[0].match(/^\| `.*$/gm) ?? [];
  return Object.fromEntries(
    rows.map((row) =>
      row
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim().replace(/`/g, '')),
    ),
  );
}

describe('the README', () => {
  test('says the defaults as they are', () => {
    const { template } = makeGroup();
    const data = launchData(template);
    const [, group] = only(template, 'AWS::AutoScaling::AutoScalingGroup');
    const [, provider] = only(template, 'AWS::ECS::CapacityProvider');
    const [, cluster] = only(template, 'AWS::ECS::Cluster');
    const [{ Ebs }] = data.BlockDeviceMappings as [{ Ebs: Record<string, unknown> }];
    const { Preferences } = (group.UpdatePolicy as Record<string, { Preferences: Record<string, number> }>)
      .AutoScalingInstanceRefresh;
    const [hook] = group.Properties.LifecycleHookSpecificationList as [{ HeartbeatTimeout: number }];
    const { ManagedScaling } = provider.Properties.AutoScalingGroupProvider as {
      ManagedScaling: { Status: string; TargetCapacity: number };
    };
    const [image] = Object.values(template.findParameters((data.ImageId as { Ref: string }).Ref));
    const metadata = data.MetadataOptions as Record<string, unknown>;
    const [insights] = cluster.Properties.ClusterSettings as [{ Value: string }];
    const [, memory] = /ECS_RESERVED_MEMORY=(\d+)/.exec(JSON.stringify(data.UserData)) ?? [];
    const session = statements(template).some(({ Sid }) => Sid === 'SystemsManagerAgent');
    const onDemand = group.Properties.MixedInstancesPolicy === undefined;
    expect(table('Defaults')).toEqual({
      instanceTypes: data.InstanceType,
      'minCapacity, maxCapacity': `${String(group.Properties.MinSize)} to ${String(group.Properties.MaxSize)}`,
      managedScaling: String(ManagedScaling.Status === 'ENABLED'),
      targetCapacityPercent: String(ManagedScaling.TargetCapacity),
      purchaseOption: onDemand ? 'On-Demand' : 'Spot',
      machineImage: String(image.Default).endsWith('/amazon-linux-2023/recommended/image_id')
        ? 'the recommended ECS-optimised Amazon Linux 2023'
        : image.Default,
      replacement: `instance refresh, ${Preferences.MinHealthyPercentage} to ${Preferences.MaxHealthyPercentage} percent healthy`,
      repair:
        `Repair.replace(): ${REPAIR_DEFAULTS.notReadyTimeout.toMinutes()} minutes to recover, ` +
        `a ${SHARE === 10 ? 'tenth' : `share, 1/${SHARE},`} of the group at a time`,
      access: session ? 'Session Manager' : 'another',
      bootTimeout: `${hook.HeartbeatTimeout / 60} minutes`,
      allowImdsFromContainers:
        metadata.HttpTokens === 'required'
          ? `false: IMDSv2, hop limit ${String(metadata.HttpPutResponseHopLimit)}`
          : '',
      'agent.reservedMemoryMiB': memory,
      rootVolumeGiB: `${String(Ebs.VolumeSize)}, ${String(Ebs.VolumeType)}, ${Ebs.Encrypted === true ? 'encrypted' : ''}`,
      detailedMonitoring: String((data.Monitoring as { Enabled: boolean }).Enabled),
      containerInsights: insights.Value,
    });
  });

  test('shows every TypeScript example in Python as well', () => {
    expect(README.match(/^```python$/gm)).toHaveLength(README.match(/^```ts/gm)?.length ?? 0);
  });
});
