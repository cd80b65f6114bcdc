import { writeFile } from 'node:fs/promises';
import type { Command } from 'command-line/lib/command';
import { checkFolder } from '../report/json-file';
import { machine, machineText } from '../synth/machine';
import { countEnvironment, timeEnvironment } from './measure';
import { pythonOptions, USAGE } from './options';
import { timeReport, tripsReport } from './report';

export const python: Command = {
  summary: 'the same in Python: round trips and time, against plain aws-cdk-lib in Python',
  usage: USAGE,

  async run(args, surroundings) {
    const { environments, validations, rounds, json } = pythonOptions(args);
    checkFolder(json);
    const { print } = surroundings;
    const where = machine();
    print(machineText(where));
    print(`Whole processes, Python's and jsii's; ${rounds} rounds, interleaved\n`);
    const measurements: object[] = [];
    for (const environment of environments) {
      const counted = await countEnvironment(environment, surroundings);
      print(`${tripsReport(counted)}\n`);
      measurements.push(counted);
      for (const validation of validations) {
        const timed = await timeEnvironment({ environment, validation, rounds }, surroundings);
        print(`${timeReport(timed, counted)}\n`);
        measurements.push(timed);
      }
    }
    if (json !== undefined) {
      await writeFile(json, `${JSON.stringify({ machine: where, measurements }, undefined, 2)}\n`);
    }
  },
};
