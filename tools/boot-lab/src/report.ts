import { passed, type Outcome } from './scenario';
import { lanesOf } from './timeline/lanes';
import { renderLanes } from './timeline/render';

const CONSOLE_LINES = 15;

/** What a person reads of a scenario: its timeline, and what does not hold. */
export function reportOf(outcome: Outcome): string {
  const { scenario, checks, notes, error, facts, console, began, ended } = outcome;
  const good = passed(outcome);
  const lines = [
    `${good ? '✔' : '✖'} ${scenario.name} (${((ended - began) / 1000).toFixed(1)} s)`,
    ...wrap(scenario.claim),
  ];
  const first = facts.at(0);
  if (first) {
    lines.push(renderLanes(lanesOf(facts, ended), first.at, ended));
  }
  lines.push(...notes.flatMap((note) => wrap(`· ${note}`)));
  lines.push(
    ...checks
      .filter(({ holds }) => !holds)
      .map(({ claim, found }) => `    ✖ ${claim}${found === undefined ? '' : `; found ${found}`}`),
  );
  if (error) {
    lines.push(`    ✖ ${error.stack ?? error.message}`);
  }
  if (!good && console !== '') {
    const shown = console.trimEnd().split('\n').slice(-CONSOLE_LINES);
    lines.push('    The console shows last:', ...shown.map((text) => `      ${text.trimEnd()}`));
  }
  return lines.join('\n');
}

/** Lines of at most 80 columns, indented. */
function wrap(text: string): string[] {
  const lines = text.match(/.{1,76}(?=\s|$)/g) ?? [];
  return lines.map((line) => `    ${line.trim()}`);
}
