import type { Cost } from '../src/measure/process';
import { timeReport, tripsReport } from '../src/python/report';
import { clustersReport } from '../src/synth/clusters-report';
import { environmentReport } from '../src/synth/environments-report';
import { PYTHON_TARGET, TARGETS, verdict, verdictBelow } from '../src/synth/targets';

const costs = (...seconds: number[]): Cost[] =>
  seconds.map((value) => ({ seconds: value * 2, processorSeconds: value, peakMemoryMiB: 100 }));

describe("an environment's report", () => {
  it('has a row for each way to describe it, and the ratios with the verdict', () => {
    const report = environmentReport({
      environment: 'acceptance',
      validation: 'off',
      rounds: 3,
      app: { resources: 60, costs: costs(0.6, 0.66, 0.72) },
      byHand: { resources: 50, costs: costs(0.5, 0.6, 0.6) },
      floor: { resources: 60, costs: costs(0.2, 0.22, 0.24) },
    });
    expect(report).toBe(
      [
        '  acceptance, validation off  processor        min … max   clock  resources     each',
        '  the app, with the packages     0.66 s  0.60 s … 0.72 s  1.32 s         60  11.0 ms',
        '  by hand, plain aws-cdk-lib     0.60 s  0.50 s … 0.60 s  1.20 s         50  12.0 ms',
        "  floor, the app's templates     0.22 s  0.20 s … 0.24 s  0.44 s         60   3.7 ms",
        '  the app / by hand: 1.20 (1.10 … 1.20), on the clock 1.20, each resource 1.00: missed, the target is 1.10 at most',
        '  the app / floor: 3.00 (3.00 … 3.00)',
      ].join('\n'),
    );
  });
});

describe("Python's reports", () => {
  const pythonCosts = (...seconds: number[]) =>
    costs(...seconds).map((cost) => ({ ...cost, ownSeconds: cost.processorSeconds / 2 }));
  const trips = (all: number) => ({ all, create: 1, call: 2, property: 3, load: 4, callback: 0 });
  const counted = {
    environment: 'acceptance',
    app: { resources: 100, trips: trips(50) },
    byHand: { resources: 50, trips: trips(200) },
    floor: { resources: 0, trips: trips(7) },
  } as const;

  it('say how often Python waits, and what for', () => {
    expect(tripsReport(counted)).toBe(
      [
        '  acceptance                      resources  round trips  create  call  property  load  callback',
        '  the app, with the packages            100           50       1     2         3     4         0',
        '  by hand, plain aws-cdk-lib             50          200       1     2         3     4         0',
        '  floor, an app without anything          0            7       1     2         3     4         0',
        '  round trips, the app / by hand: 0.25: met, the target is below 1.00',
      ].join('\n'),
    );
  });

  it('have a row for each way to describe an environment, and the ratios with the verdict', () => {
    const timed = {
      environment: 'acceptance',
      validation: 'off',
      rounds: 3,
      app: pythonCosts(1.2, 1.1, 1),
      byHand: pythonCosts(1, 1.1, 1.2),
      floor: pythonCosts(0.5, 0.55, 0.6),
    } as const;
    expect(timeReport(timed, counted)).toBe(
      [
        '  acceptance, validation off      processor        min … max  Python   clock',
        '  the app, with the packages         1.10 s  1.00 s … 1.20 s  0.55 s  2.20 s',
        '  by hand, plain aws-cdk-lib         1.10 s  1.00 s … 1.20 s  0.55 s  2.20 s',
        '  floor, an app without anything     0.55 s  0.50 s … 0.60 s  0.28 s  1.10 s',
        '  the app / by hand: 1.00 (0.83 … 1.20), on the clock 1.00, each resource 0.50:',
        '    missed, the target is below 1.00',
        '  of Python alone: 1.00 (0.83 … 1.20)',
        '  floor / by hand: 0.50 (0.50 … 0.50)',
      ].join('\n'),
    );
  });
});

describe("the clusters' report", () => {
  const sized = (clusters: number, seconds: number) => ({
    clusters,
    packages: costs(seconds),
    byHand: costs(seconds / 2),
  });

  it('says what one more cluster adds, and whether that grows', () => {
    const report = clustersReport({
      sizes: [1, 11],
      validation: 'off',
      rounds: 1,
      measured: [sized(0, 0.4), sized(1, 0.5), sized(11, 2.5)],
    });
    expect(report).toBe(
      [
        '  clusters, validation off  packages  by hand               ratio  one more   by hand',
        '  0                           0.40 s   0.20 s  2.00 (2.00 … 2.00)',
        '  1                           0.50 s   0.25 s  2.00 (2.00 … 2.00)  100.0 ms   50.0 ms',
        '  11                          2.50 s   1.25 s  2.00 (2.00 … 2.00)  200.0 ms  100.0 ms',
        '  one more up to 11 / up to 1: 2.00 (by hand 2.00): missed, the target is 1.10 at most',
      ].join('\n'),
    );
  });

  it('says nothing of growth with one size alone', () => {
    const report = clustersReport({
      sizes: [1],
      validation: 'off',
      rounds: 1,
      measured: [sized(0, 0.4), sized(1, 0.5)],
    });
    expect(report).not.toContain('target');
  });
});

describe('a verdict', () => {
  it('goes by the two digits that people read', () => {
    expect(verdict(1.1049, TARGETS.appToByHand)).toBe('met, the target is 1.10 at most');
    expect(verdict(1.1051, TARGETS.appToByHand)).toBe('missed, the target is 1.10 at most');
  });

  it('asks for less where a target says so', () => {
    expect(verdictBelow(0.9949, PYTHON_TARGET)).toBe('met, the target is below 1.00');
    expect(verdictBelow(0.9951, PYTHON_TARGET)).toBe('missed, the target is below 1.00');
  });
});
