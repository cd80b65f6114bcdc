import { writeFile } from 'node:fs/promises';
import { Lab } from 'boot-lab/lib/lab';
import { obstacle } from 'boot-lab/lib/preparation/obstacle';
import { Unavailable, type Command } from 'command-line/lib/command';
import { checkFolder } from '../report/json-file';
import { machine, machineText } from '../synth/machine';
import { measureBoots } from './measure';
import { bootOptions, USAGE } from './options';
import { packages } from './packages';
import { bootReport } from './report';
import { subjects } from './subjects';

export const boot: Command = {
  summary: "how long an instance takes from its user data to its registration, against terraform-ecs's",
  usage: USAGE,

  async run(args, surroundings) {
    const { rounds, json } = bootOptions(args);
    checkFolder(json);
    const reason = obstacle();
    if (reason !== undefined) {
      throw new Unavailable(reason);
    }
    const { signal, progress, print } = surroundings;
    const where = machine();
    print(machineText(where));
    const unpacked = await packages(progress);
    print(
      `${rounds} rounds, interleaved, each on a machine of its own. The baseline unpacks ${unpacked.count} packages`,
    );
    print(
      `of ${(unpacked.bytes / 2 ** 20).toFixed(1)} MiB from its disk; no package mirror and no download is in its time\n`,
    );
    const lab = await Lab.open({ jobs: 1, layers: [unpacked.layer], say: progress });
    const close = () => void lab.close();
    signal.addEventListener('abort', close);
    try {
      const measured = await measureBoots(lab, await subjects(), rounds, surroundings);
      print(bootReport(measured));
      if (json !== undefined) {
        await writeFile(json, `${JSON.stringify({ machine: where, measurements: measured }, undefined, 2)}\n`);
      }
    } finally {
      signal.removeEventListener('abort', close);
      await lab.close();
    }
  },
};
