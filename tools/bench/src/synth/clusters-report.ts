import { median, ratio } from '../measure/statistics';
import { table } from '../report/table';
import { milliseconds, seconds, times } from '../report/units';
import type { MeasuredClusters, MeasuredSize } from './clusters';
import { TARGETS, verdict } from './targets';

type Side = 'packages' | 'byHand';

/** What an app of so many clusters takes of processor time, and what each cluster beyond the row above adds. */
export function clustersReport({ validation, measured }: MeasuredClusters): string {
  const heading = [`clusters, validation ${validation}`, 'packages', 'by hand', 'ratio', 'one more', 'by hand'];
  const rows = measured.map((size, index) => [
    String(size.clusters),
    seconds(time(size, 'packages')),
    seconds(time(size, 'byHand')),
    times(ratio(processorTime(size, 'packages'), processorTime(size, 'byHand'))),
    ...(['packages', 'byHand'] as const).map((side) =>
      index === 0 ? '' : milliseconds(oneMore(measured[index - 1], size, side)),
    ),
  ]);
  return [table(heading, rows), ...growth(measured)].join('\n');
}

/** Seconds that each cluster adds between two sizes. */
function oneMore(smaller: MeasuredSize, larger: MeasuredSize, side: Side): number {
  return (time(larger, side) - time(smaller, side)) / (larger.clusters - smaller.clusters);
}

/** Whether clusters become dearer the more there are; among the first few, Node is still compiling, so it can hide. */
function growth(measured: readonly MeasuredSize[]): string[] {
  const [smallest, middle, largest] = measured.slice(-3);
  if (!largest) {
    return [];
  }
  const grown = (side: Side) => oneMore(middle, largest, side) / oneMore(smallest, middle, side);
  return [
    `  one more up to ${largest.clusters} / up to ${middle.clusters}: ${grown('packages').toFixed(2)} ` +
      `(by hand ${grown('byHand').toFixed(2)}): ${verdict(grown('packages'), TARGETS.growth)}`,
  ];
}

const processorTime = (size: MeasuredSize, side: Side) => size[side].map((cost) => cost.processorSeconds);
const time = (size: MeasuredSize, side: Side) => median(processorTime(size, side));
