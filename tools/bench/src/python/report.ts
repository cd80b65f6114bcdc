import { median, ratio, summary } from '../measure/statistics';
import { table } from '../report/table';
import { range, seconds, times } from '../report/units';
import { PYTHON_TARGET, verdictBelow } from '../synth/targets';
import type { Counted, CountedEnvironment, PythonCost, Rows, TimedEnvironment } from './measure';

const NAMES: Rows<string> = {
  app: 'the app, with the packages',
  byHand: 'by hand, plain aws-cdk-lib',
  floor: 'floor, an app without anything',
};
const ROWS = Object.keys(NAMES) as readonly (keyof Rows<string>)[];

/** How often Python waits for an answer, each way of describing an environment a row. */
export function tripsReport(counted: CountedEnvironment): string {
  const { environment, app, byHand } = counted;
  const heading = [environment, 'resources', 'round trips', 'create', 'call', 'property', 'load', 'callback'];
  return [
    table(
      heading,
      ROWS.map((row) => tripsRow(NAMES[row], counted[row])),
    ),
    `  round trips, the app / by hand: ${belowText(app.trips.all / byHand.trips.all)}`,
  ].join('\n');
}

function tripsRow(name: string, { resources, trips }: Counted): string[] {
  const { all, create, call, property, load, callback } = trips;
  return [name, ...[resources, all, create, call, property, load, callback].map(String)];
}

/** What one environment takes: processor time first, as it stays the same while others use the machine. */
export function timeReport(timed: TimedEnvironment, counted: CountedEnvironment): string {
  const { environment, validation, app, byHand, floor } = timed;
  const heading = [`${environment}, validation ${validation}`, 'processor', 'min … max', 'Python', 'clock'];
  const compared = ratio(processorTime(app), processorTime(byHand));
  const clock = ratio(wallClock(app), wallClock(byHand));
  const each = (compared.median * counted.byHand.resources) / counted.app.resources;
  return [
    table(
      heading,
      ROWS.map((row) => timeRow(NAMES[row], timed[row])),
    ),
    `  the app / by hand: ${times(compared)}, on the clock ${clock.median.toFixed(2)}, ` +
      `each resource ${each.toFixed(2)}:`,
    `    ${verdictBelow(compared.median, PYTHON_TARGET)}`,
    `  of Python alone: ${times(ratio(ownTime(app), ownTime(byHand)))}`,
    `  floor / by hand: ${times(ratio(processorTime(floor), processorTime(byHand)))}`,
  ].join('\n');
}

function timeRow(name: string, costs: readonly PythonCost[]): string[] {
  const time = summary(processorTime(costs));
  const [own, clock] = [ownTime(costs), wallClock(costs)].map((values) => seconds(median(values)));
  return [name, seconds(time.median), range(time, seconds), own, clock];
}

const belowText = (value: number) => `${value.toFixed(2)}: ${verdictBelow(value, PYTHON_TARGET)}`;
const wallClock = (costs: readonly PythonCost[]) => costs.map((cost) => cost.seconds);
const processorTime = (costs: readonly PythonCost[]) => costs.map((cost) => cost.processorSeconds);
const ownTime = (costs: readonly PythonCost[]) => costs.map((cost) => cost.ownSeconds);
