import type { Plan } from '../model';
import { together } from '../together';
import { countText } from '../verify/upgrade/report';
import type { Verification } from '../verify/verify';
import { anything, harmless, needs, offers, replacesVpc } from './changes';
import type { Copy } from './copy';
import { expect, type Stage } from './stage';

/** A part of the rehearsal: plays it, and says what became of it in a few lines. */
export interface Act {
  readonly title: string;
  play(stage: Stage, copy: Copy): Promise<readonly string[]>;
}

export const ACTS: readonly Act[] = [
  {
    title: 'The first release, of all packages',
    async play(stage) {
      const plan = await stage.plan();
      expect(plan.unreleased.length === 0, `every package should be released, not: ${names(plan.unreleased)}`);
      const out = await stage.build(plan);
      const verified = await stage.verify(out);
      await stage.publish(out);
      const { typescript, python } = verified.fresh;
      expect(
        typescript.length > 0 && typescript.join() === python.join(),
        `every app should be compared in both languages, got: ${typescript.join(', ')}; ${python.join(', ')}`,
      );
      return [...versions(plan), ...consumers(verified), `imported in Python: ${imports(verified)}`];
    },
  },
  {
    title: 'A fix in network; the run dies between npm and PyPI and is run again',
    async play(stage, copy) {
      await copy.change('fix(network): name what was rehearsed', harmless);
      const plan = await stage.plan();
      expectReleased(plan, 'network');
      const out = await stage.build(plan);
      const verified = await stage.verify(out, 'acceptance');
      await stage.publishAndDie(out);
      const completed = await stage.publish(out);
      const told = completed.map(({ registry, now }) => `${registry} ${now ? 'published now' : 'had it already'}`);
      expect(
        completed.length === 2 && !completed[0]?.now && completed[1]?.now === true,
        `the second run should find npm done and serve PyPI, got: ${told.join(', ')}`,
      );
      const again = await stage.publish(out);
      expect(
        again.every(({ now }) => !now),
        'a third run should find nothing to do',
      );
      return [
        ...versions(plan),
        `nothing to release in ${names(plan.unreleased)}`,
        ...upgrades(verified),
        `after the crash: ${told.join(', ')}; run once more, there was nothing to do`,
      ];
    },
  },
  {
    title: 'A feature in instances that logging starts to need; two releases at once',
    async play(stage, copy) {
      await copy.change('feat(instances): an offer', offers);
      await copy.change('feat(logging): use the offer of instances', needs);
      const plan = await stage.plan();
      expectReleased(plan, 'instances', 'logging');
      const [instances, logging] = plan.releases;
      const range = logging?.siblings[instances?.npmName ?? ''];
      expect(range === `^${instances?.version}`, `logging should need the new instances, got ${range ?? 'nothing'}`);
      const out = await stage.build(plan);
      const verified = await stage.verify(out, 'production');
      const imported = imports(verified);
      expect(
        ['instances', 'logging', 'loadbalancer'].every((name) => imported.includes(name)) &&
          !imported.includes('network'),
        `Python should import what is released and what needs it, imported were: ${imported}`,
      );
      const waited: string[] = [];
      const [first, second] = [await stage.part(out, 'instances'), await stage.part(out, 'logging')];
      let holding = (): void => undefined;
      const held = new Promise<void>((resolve) => (holding = resolve));
      const one = stage.publish(first, () => holding());
      await Promise.race([held, one]);
      await together(
        undefined,
        async () => one,
        async () => stage.publish(second, (text) => waited.push(text)),
      );
      const wait = waited.find((text) => text.startsWith('Waiting for '));
      expect(wait !== undefined, 'the second release should wait for the first');
      return [
        ...versions(plan),
        `logging needs instances ${range}`,
        ...upgrades(verified),
        `imported in Python: ${imported}`,
        `logging: ${wait}`,
      ];
    },
  },
  {
    title: 'A breaking change, planned as such',
    async play(stage, copy) {
      await copy.change('feat(network)!: another shape\n\nBREAKING CHANGE: name the zones.', anything);
      const plan = await stage.plan();
      await copy.undo();
      const [release] = plan.releases;
      expect(
        release?.package === 'network' && release.breaking && release.bump === 'minor',
        `network should be planned as breaking, which is a minor step while 0.x; got ${JSON.stringify(release)}`,
      );
      return versions(plan);
    },
  },
  {
    title: 'A change that would replace the VPC, said to be a fix',
    async play(stage, copy) {
      await copy.change('fix(network): another range', replacesVpc);
      const plan = await stage.plan();
      expectReleased(plan, 'network');
      const out = await stage.build(plan);
      const refusal = await stage.verify(out, 'acceptance').then(
        () => 'nothing',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      expect(
        refusal.startsWith('UpgradeRefused: ') && refusal.includes('AWS::EC2::VPC '),
        `verify should refuse the release because of the VPC, got: ${refusal}`,
      );
      const publishing = await stage.publish(out).then(
        () => 'published',
        (error: unknown) => String(error),
      );
      expect(publishing.includes('NotVerified: '), `publish should refuse what was refused, got: ${publishing}`);
      await copy.undo();
      const why = refusal.split('\n').find((line) => line.includes('AWS::EC2::VPC ')) ?? '';
      return [...versions(plan), `refused: ${why.replace(/^- /, '')}`, 'publish takes nothing that was not verified'];
    },
  },
];

function expectReleased(plan: Plan, ...packages: string[]): void {
  const planned = names(plan.releases);
  expect(planned === packages.join(', '), `released should be ${packages.join(', ')}, planned was ${planned}`);
}

const names = (list: readonly { readonly package: string }[]) => list.map((one) => one.package).join(', ');

const versions = ({ releases }: Plan) =>
  releases.map(({ package: name, previous, version, bump, breaking, reasons }) => {
    const step = previous === undefined ? version : `${previous} → ${version}, ${bump}${breaking ? ', breaking' : ''}`;
    return `${name} ${step}: ${reasons[0] ?? ''}`;
  });

const upgrades = ({ upgrade }: Verification) =>
  Object.entries(upgrade?.environments ?? {}).map(
    ([name, comparison]) => `upgrading ${name}: ${countText(comparison)}`,
  );

function consumers({ fresh: { typescript, python } }: Verification): string[] {
  return [
    `TypeScript from npm equals the repository: ${typescript.join(', ')}`,
    `Python from PyPI equals TypeScript: ${python.join(', ')}`,
  ];
}

/** Without the scope, which all have. */
const imports = ({ fresh }: Verification) => fresh.imported.map((name) => name.split('/')[1] ?? name).join(', ');
