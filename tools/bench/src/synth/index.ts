import { writeFile } from 'node:fs/promises';
import type { Command, Surroundings } from 'command-line/lib/command';
import { checkFolder } from '../report/json-file';
import { measureClusters, type ClustersRequest } from './clusters';
import { clustersReport } from './clusters-report';
import { measureEnvironment, type EnvironmentRequest } from './environments';
import { environmentReport } from './environments-report';
import { machine, machineText } from './machine';
import { synthOptions, USAGE, type SynthOptions } from './options';

export const synth: Command = {
  summary: 'how long the packages take to synthesise, against plain aws-cdk-lib',
  usage: USAGE,

  async run(args, surroundings) {
    const options = synthOptions(args);
    checkFolder(options.json);
    const where = machine();
    surroundings.print(machineText(where));
    surroundings.print(`Whole processes, from compiled JavaScript; ${options.rounds} rounds, interleaved\n`);
    const measurements: object[] = [];
    for (const comparison of comparisons(options)) {
      const { measured, report } = await comparison(surroundings);
      surroundings.print(`${report}\n`);
      measurements.push(measured);
    }
    if (options.json !== undefined) {
      await writeFile(options.json, `${JSON.stringify({ machine: where, measurements }, undefined, 2)}\n`);
    }
  },
};

interface Result {
  readonly measured: object;
  readonly report: string;
}

type Comparison = (surroundings: Surroundings) => Promise<Result>;

function comparisons({ validations, environments, clusters, rounds }: SynthOptions): Comparison[] {
  return validations.flatMap((validation) =>
    clusters
      ? [ofClusters({ sizes: clusters, validation, rounds })]
      : environments.map((environment) => ofEnvironment({ environment, validation, rounds })),
  );
}

function ofClusters(request: ClustersRequest): Comparison {
  return async (surroundings) => {
    const measured = await measureClusters(request, surroundings);
    return { measured, report: clustersReport(measured) };
  };
}

function ofEnvironment(request: EnvironmentRequest): Comparison {
  return async (surroundings) => {
    const measured = await measureEnvironment(request, surroundings);
    return { measured, report: environmentReport(measured) };
  };
}
