import type { Change, Comparison, Fate } from './compare';
import { EFFECTS } from './effects';
import { PROTECTED } from './protected';

export interface UpgradeReport {
  /** What is upgraded: `network 0.1.0 → 0.1.1`. */
  readonly upgrades: readonly string[];
  readonly environments: Readonly<Record<string, Comparison>>;
  /** How the API differs, as jsii-diff says it; a line each. */
  readonly api: readonly string[];
  readonly breaking: boolean;
}

const ORDER: readonly Fate[] = ['removed', 'replaced', 'may be replaced', 'updated', 'added'];

/** Markdown that a user reads before upgrading: what it would do to a running cluster. */
export function reportText({ upgrades, environments, api, breaking }: UpgradeReport): string {
  return [
    `## What the upgrade does to a running cluster`,
    '',
    ...(Object.keys(environments).length > 0
      ? [
          `${upgrades.join(', ')}. The reference environments were synthesised with the versions before and with these; only`,
          'the packages differ. Yours may use them otherwise: `npx cdk diff` says it of your own stacks.',
        ]
      : [
          `${upgrades.join(', ')}. No reference environment could be compared, as they need packages that were not published`,
          'yet. `npx cdk diff` says what happens to your own stacks.',
        ]),
    '',
    ...Object.entries(environments).flatMap(([name, comparison]) => [...environmentText(name, comparison), '']),
    '### API',
    '',
    api.length === 0 ? 'Nothing that compiled before fails now.' : api.map((line) => `- ${line}`).join('\n'),
    ...(breaking ? ['', '**This release is breaking: read its changelog before upgrading.**'] : []),
    '',
  ].join('\n');
}

/** `12 unchanged, 1 updated in place, 0 replaced, 0 removed, 0 added`. */
export function countText({ unchanged, changes }: Comparison): string {
  const count = (...fates: Fate[]) => changes.filter(({ fate }) => fates.includes(fate)).length;
  const perhaps = count('may be replaced');
  return [
    `${unchanged} unchanged`,
    `${count('updated')} updated in place`,
    `${count('replaced')} replaced`,
    ...(perhaps ? [`${perhaps} perhaps replaced`] : []),
    `${count('removed')} removed`,
    `${count('added')} added`,
  ].join(', ');
}

function environmentText(name: string, comparison: Comparison): string[] {
  const rows = [...comparison.changes].sort((a, b) => ORDER.indexOf(a.fate) - ORDER.indexOf(b.fate));
  return [
    `### The ${name} environment: ${countText(comparison)}`,
    ...(rows.length === 0
      ? ['', 'Nothing happens.']
      : ['', '| Resource | What happens | Because of |', '|---|---|---|']),
    ...rows.map((change) => `| ${resourceText(change)} | ${effectText(change)} | ${becauseText(change)} |`),
  ];
}

const resourceText = ({ stack, logicalId, type }: Change) => `\`${logicalId}\` (${type}) in ${stack}`;

const becauseText = ({ properties }: Change) => properties.map((name) => `\`${name}\``).join(', ');

function effectText({ type, fate }: Change): string {
  const lost = fate === 'removed' || fate === 'replaced' || fate === 'may be replaced';
  const text = fate === 'updated' ? 'updated in place' : fate;
  const more = lost ? (PROTECTED[type] ?? EFFECTS[type]) : fate === 'updated' ? EFFECTS[type] : undefined;
  return `${lost ? `**${text}**` : text}${more ? `: ${more}` : ''}`;
}
