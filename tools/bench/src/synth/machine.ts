import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** Where a measurement was made: figures of two machines do not compare, ratios nearly do. */
export interface Machine {
  readonly node: string;
  readonly cdk: string;
  readonly processors: number;
  readonly processor: string;
  /** Over the minute before: more than the processors means that others are at work. */
  readonly load: number;
}

export function machine(): Machine {
  const { version } = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/package.json'), 'utf8')) as {
    version: string;
  };
  const processors = cpus();
  return {
    node: process.version,
    cdk: version,
    processors: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    load: loadavg()[0],
  };
}

export function machineText({ node, cdk, processors, processor, load }: Machine): string {
  return `Node ${node}, aws-cdk-lib ${cdk}, ${processors} × ${processor}, load ${load.toFixed(1)}`;
}
