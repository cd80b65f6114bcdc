import { median, ratio, summary } from '../measure/statistics';
import { table } from '../report/table';
import { milliseconds, range, seconds, times } from '../report/units';
import type { MeasuredEnvironment, MeasuredSubject } from './environments';
import { TARGETS, verdict } from './targets';

/**
 * What one environment takes, each way of describing it a row; then the ratios. They are of processor time: it is what
 * a synthesis costs, and unlike the time on the clock it stays the same while others use the machine.
 */
export function environmentReport(measured: MeasuredEnvironment): string {
  const { environment, validation, app, byHand, floor } = measured;
  const heading = [`${environment}, validation ${validation}`, 'processor', 'min … max', 'clock', 'resources', 'each'];
  const compared = ratio(processorTime(app), processorTime(byHand));
  const clock = ratio(wallClock(app), wallClock(byHand));
  const each = (compared.median * byHand.resources) / app.resources;
  return [
    table(heading, [
      row('the app, with the packages', app),
      row('by hand, plain aws-cdk-lib', byHand),
      row("floor, the app's templates", floor),
    ]),
    `  the app / by hand: ${times(compared)}, on the clock ${clock.median.toFixed(2)}, ` +
      `each resource ${each.toFixed(2)}: ${verdict(compared.median, TARGETS.appToByHand)}`,
    `  the app / floor: ${times(ratio(processorTime(app), processorTime(floor)))}`,
  ].join('\n');
}

function row(name: string, subject: MeasuredSubject): string[] {
  const time = summary(processorTime(subject));
  return [
    name,
    seconds(time.median),
    range(time, seconds),
    seconds(median(wallClock(subject))),
    String(subject.resources),
    milliseconds(time.median / subject.resources),
  ];
}

const wallClock = ({ costs }: MeasuredSubject) => costs.map((cost) => cost.seconds);
const processorTime = ({ costs }: MeasuredSubject) => costs.map((cost) => cost.processorSeconds);
