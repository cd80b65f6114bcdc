import type { Plan, PlannedRelease } from '../model';
import { table, wrap } from '../report/table';

/** More reasons than these are counted. */
const SHOWN = 6;

/** The plan for people. */
export function renderPlan(plan: Plan): string {
  const rows = [
    ...plan.releases.map((release) => [
      release.package,
      `${release.previous ?? 'none'} → ${release.version}`,
      release.breaking ? `${release.bump}, breaking` : release.bump,
      why(release),
    ]),
    ...plan.unreleased.map(({ package: name, reason }) => [name, 'stays', '', reason]),
  ];
  const next = plan.releases.length
    ? wrap(`In this order: ${plan.releases.map(({ tag }) => tag).join(', ')}`).join('\n')
    : 'There is nothing to release.';
  return [
    `Release of ${plan.base.slice(0, 12)}`,
    '',
    table(['package', 'version', 'step', 'why'], rows),
    '',
    next,
  ].join('\n');
}

function why({ reasons, siblings }: PlannedRelease): string {
  const more = reasons.length - SHOWN;
  const needs = Object.entries(siblings).map(([name, range]) => `${name} ${range}`);
  return [
    ...reasons.slice(0, SHOWN),
    ...(more > 0 ? [`… and ${more} more`] : []),
    ...(needs.length ? [`needs ${needs.join(', ')}`] : []),
  ].join('\n');
}

export function renderChangelogs({ releases }: Plan): string {
  return releases.map(({ tag, changelog }) => `## ${tag}\n\n${changelog}`.trimEnd()).join('\n\n');
}
