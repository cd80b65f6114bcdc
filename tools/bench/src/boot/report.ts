import { ratio, summary } from '../measure/statistics';
import { table } from '../report/table';
import { range, seconds, times } from '../report/units';
import type { Boot, MeasuredBoots } from './measure';

/** Of the baseline's time. Printed beside what was measured: a benchmark informs, it fails nothing. */
export const TARGET = 1 / 3;

/** Each way of booting a row, the baseline first; then how the others compare to it. */
export function bootReport([baseline, ...others]: readonly MeasuredBoots[]): string {
  const heading = ['until the agent has registered', 'median', 'min … max', 'user data'];
  return [
    table(heading, [baseline, ...others].map(row)),
    ...others.map(({ name, boots }) => {
      const compared = ratio(boots.map(ready), baseline.boots.map(ready));
      const met = Number(compared.median.toFixed(2)) <= Number(TARGET.toFixed(2));
      return `  ${name} / ${baseline.name}: ${times(compared)}: ${met ? 'met' : 'missed'}, the target is a third at most`;
    }),
  ].join('\n');
}

function row({ name, boots }: MeasuredBoots): string[] {
  const time = summary(boots.map(ready));
  const userData = summary(boots.map((boot) => boot.userData));
  return [name, seconds(time.median), range(time, seconds), seconds(userData.median)];
}

const ready = (boot: Boot) => boot.ready;
