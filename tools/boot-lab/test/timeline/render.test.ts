import type { Fact, Happening } from '../../src/timeline/fact';
import { lanesOf } from '../../src/timeline/lanes';
import { renderLanes } from '../../src/timeline/render';

const at = (seconds: number, happening: Happening): Fact => ({ at: seconds * 1000, ...happening });
const unit = (name: string, state: Extract<Happening, { kind: 'unit' }>['state']): Happening => ({
  kind: 'unit',
  name,
  state,
});
const container = (state: Extract<Happening, { kind: 'container' }>['state']): Happening => ({
  kind: 'container',
  name: 'system-container-collector',
  state,
});

const FACTS: readonly Fact[] = [
  at(0, { kind: 'power', state: 'on' }),
  at(1, unit('cloud-init.service', 'starting')),
  at(2, unit('docker.service', 'starting')),
  at(3, unit('docker.service', 'started')),
  at(4, unit('cloud-final.service', 'started')),
  at(4, unit('ecs-groundwork-ready.service', 'starting')),
  at(5, container('started')),
  at(7, container('healthy')),
  at(8, unit('ecs-groundwork-ready.service', 'started')),
  at(8, unit('ecs.service', 'started')),
  at(9, { kind: 'agent', state: 'registered' }),
  at(12, container('unhealthy')),
  at(14, { kind: 'power', state: 'reboot' }),
  at(16, unit('docker.service', 'failed')),
];

describe('a timeline', () => {
  const picture = renderLanes(lanesOf(FACTS, 20_000), 0, 20_000);

  it('shows who waited for whom', () => {
    expect(`\n${picture}\n`).toBe(`
                  0 s   2     4     6     8      10    12    14    16    18
    power         ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━↻━━━━━━━━━━━━━━━━━━
    cloud-init       ━━━━━━━━━━
    docker              ···━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━     ✖
    collector                    ······━━━━━━━━━━━━━━━━╍╍╍╍╍╍╍
    readiness                 ············━━━━━━━━━━━━━━━━━━━━
    ECS agent                             ━━━◆━━━━━━━━━━━━━━━━
    launch hook
`);
  });

  it('has room in 80 columns', () => {
    expect(Math.max(...picture.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([1, 3, 45, 600])('has an axis for %p seconds', (seconds) => {
    const [axis] = renderLanes([], 0, seconds * 1000).split('\n');
    expect(axis.trim().split(/\s{2,}/).length).toBeGreaterThan(0);
    expect(axis.length).toBeLessThanOrEqual(80);
  });
});
