import { compareTemplates } from '../../src/verify/upgrade/compare';
import { refusalsOf } from '../../src/verify/upgrade/refusals';
import { reportText } from '../../src/verify/upgrade/report';

const resource = (Type: string, Properties: Record<string, unknown> = {}) => ({ Type, Properties });
const stack = (Resources: Record<string, unknown>) => ({ 'acceptance-network': { Resources } });

const vpc = (range: string, tag?: string) =>
  resource('AWS::EC2::VPC', { CidrBlock: range, ...(tag && { Tags: [{ Key: 'Name', Value: tag }] }) });
const rule = resource('AWS::EC2::SecurityGroup', { GroupDescription: 'hosts' });

describe('an upgrade', () => {
  const fates = (before: Record<string, unknown>, after: Record<string, unknown>) => {
    const { unchanged, changes } = compareTemplates(stack(before), stack(after));
    return { unchanged, changes: changes.map(({ logicalId, fate }) => `${logicalId} ${fate}`) };
  };

  test('leaves alone what is described alike', () => {
    expect(fates({ Vpc: vpc('10.0.0.0/16') }, { Vpc: vpc('10.0.0.0/16') })).toEqual({ unchanged: 1, changes: [] });
  });

  test('updates in place, replaces, removes and adds', () => {
    const before = { Named: vpc('10.0.0.0/16'), Moved: vpc('10.1.0.0/16'), Gone: rule, Kept: rule };
    const after = { Named: vpc('10.0.0.0/16', 'x'), Moved: vpc('10.2.0.0/16'), New: rule, Kept: rule };
    expect(fates(before, after)).toEqual({
      unchanged: 1,
      changes: expect.arrayContaining(['Named updated', 'Moved replaced', 'Gone removed', 'New added']) as string[],
    });
  });

  test('finds a stack that is no longer described', () => {
    const { changes } = compareTemplates(stack({ Vpc: vpc('10.0.0.0/16') }), {});
    expect(changes.map(({ fate }) => fate)).toEqual(['removed']);
  });

  describe('is refused', () => {
    const refusals = (before: Record<string, unknown>, after: Record<string, unknown>) =>
      refusalsOf('acceptance', compareTemplates(stack(before), stack(after)));

    test('when it replaces a VPC', () => {
      expect(refusals({ Vpc: vpc('10.1.0.0/16') }, { Vpc: vpc('10.2.0.0/16') })).toEqual([
        'acceptance: AWS::EC2::VPC Vpc in acceptance-network is replaced (CidrBlock): everything in it would have to move',
      ]);
    });

    test('when it removes a log group', () => {
      const group = resource('AWS::Logs::LogGroup');
      expect(refusals({ Records: group }, {})).toEqual([
        'acceptance: AWS::Logs::LogGroup Records in acceptance-network is removed: what was logged is lost, or left behind under the old name',
      ]);
    });

    test('when it renames the construct of a load balancer', () => {
      const balancer = resource('AWS::ElasticLoadBalancingV2::LoadBalancer');
      expect(refusals({ Front: balancer }, { Entrance: balancer })).toHaveLength(1);
    });

    test('not when it updates a VPC, or removes what holds nothing', () => {
      expect(refusals({ Vpc: vpc('10.0.0.0/16'), Rule: rule }, { Vpc: vpc('10.0.0.0/16', 'x') })).toEqual([]);
    });
  });

  test('is told to users, the worst first', () => {
    const before = { Named: vpc('10.0.0.0/16'), Records: resource('AWS::Logs::LogGroup') };
    const comparison = compareTemplates(stack(before), stack({ Named: vpc('10.0.0.0/16', 'x') }));
    const text = reportText({
      upgrades: ['network 0.1.0 → 0.2.0'],
      environments: { acceptance: comparison },
      api: [],
      breaking: true,
    });
    expect(text.split('\n').filter((line) => /^(#|\||\*)/.test(line))).toEqual([
      '## What the upgrade does to a running cluster',
      '### The acceptance environment: 0 unchanged, 1 updated in place, 0 replaced, 1 removed, 0 added',
      '| Resource | What happens | Because of |',
      '|---|---|---|',
      '| `Records` (AWS::Logs::LogGroup) in acceptance-network | **removed**: what was logged is lost, or left behind under the old name |  |',
      '| `Named` (AWS::EC2::VPC) in acceptance-network | updated in place | `Tags` |',
      '### API',
      '**This release is breaking: read its changelog before upgrading.**',
    ]);
  });
});
