import { BootStep } from '@ecs-groundwork/instances';
import { SystemContainer, SystemContainerImage } from '@ecs-groundwork/system-containers';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter, Duration } from 'aws-cdk-lib/core';
import { DEPLOYMENT } from './default-world';
import { inspect, opens } from './expectations';
import { COLLECTOR, USUAL_WORLD } from './usual-group';
import type { Machine } from '../machine/machine';
import type { Scenario } from '../scenario';
import type { InstanceStart } from '../user-data/instances';
import { synthesiseGroup } from '../user-data/synthesise';
import { secretArn } from '../user-data/template';

/** What shells, systemd, JSON, MIME and CloudFormation find special. */
const SPECIAL: readonly string[] = [
  '',
  'it\'s "quoted"',
  '$(touch /tmp/owned) `touch /tmp/owned` ${HOME} $HOME $$ %n %% $(',
  'line one\nline two\n\n\n',
  '\nEOF\nEOF\n',
  '\\ \\n \\\\ \\',
  '-n',
  '--help',
  '! !! ~ * ? [a-z] {1,2} # ; & | < > ( )',
  '\ttab and \r\n carriage return\r',
  ' spaces around ',
  '--ecs-groundwork--\n',
];

/** What is not ASCII: cloud-init takes it only in some of the ways in which it could travel. */
const FOREIGN: readonly string[] = ['grüße', '日本語', '🚀', '\u00a0\u2028', 'é'.repeat(100)];

const SECRET_ARN = secretArn('hostile', DEPLOYMENT);
const STEP = 'i=0; for name in "${!V_@}"; do printf %s "${!name}" >"/var/lib/hostile-$((i++))"; done';

const arrive = (name: string, what: string, values: readonly string[]): Scenario => ({
  name,
  claim: `${what} arrive byte for byte: in boot steps, files, containers and secrets`,
  play: async (stage) => {
    const joined = values.join('|');
    const machine = await stage.boot(hostileGroup(values), {
      world: { ...USUAL_WORLD, secrets: { [SECRET_ARN]: joined } },
    });
    await opens(stage, machine);
    const same = (where: string, found: unknown, wanted: unknown): void =>
      stage.check(`${where}`, JSON.stringify(found) === JSON.stringify(wanted), found);

    const variables = values.map((_, index) => machine.read(`var/lib/hostile-${index}`));
    same('in variables of a boot step', variables, values);
    same('in a file', machine.read('etc/hostile'), joined);
    same('in a file with what only the deployment knows', machine.read('etc/hostile-token'), joined);
    const environment = (await inspected(machine, '.Config.Env')).filter((one) => one.startsWith('V_'));
    same(
      'in the environment of a container',
      environment.sort().map((one) => one.replace(/^V_\d+=/, '')),
      values,
    );
    same('in the command of a container', await inspected(machine, '.Config.Cmd'), values);
    const { output } = await machine.exec('cat', `/run/${COLLECTOR}/secrets/hostile`);
    same('in a secret', output, joined);
    const { status } = await machine.exec('test', '-e', '/tmp/owned');
    stage.check('nothing in them is run', status === 1);
  },
});

export const hostileScenarios: readonly Scenario[] = [
  arrive('hostile-values', 'values that are special to shells and formats', SPECIAL),
  arrive('foreign-values', 'values that are not ASCII', FOREIGN),
];

function hostileGroup(values: readonly string[]): InstanceStart {
  const environment = Object.fromEntries(values.map((value, index) => [`V_${String(index).padStart(2, '0')}`, value]));
  return synthesiseGroup(
    DEPLOYMENT,
    () => ({ bootStepsBefore: [BootStep.text('hostile', STEP, { environment })] }),
    (group, stack) => {
      const joined = values.join('|');
      const parameter = new CfnParameter(stack, 'Hostile', { default: joined });
      group.contribute({
        contributionName: 'hostile',
        bind: () => ({
          files: [
            { path: '/etc/hostile', content: joined },
            { path: '/etc/hostile-token', content: parameter.valueAsString },
          ],
        }),
      });
      const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', SECRET_ARN);
      group.contribute(
        new SystemContainer({
          containerName: 'collector',
          image: SystemContainerImage.fromRegistry('public.ecr.aws/lab/collector:v1'),
          memoryLimitMiB: 64,
          entryPoint: ['/bin/collector'],
          command: [...values],
          environment,
          secretFiles: { hostile: ecs.Secret.fromSecretsManager(secret) },
          healthCheck: { command: ['CMD-SHELL', 'test -e /tmp/healthy'], interval: Duration.seconds(1) },
          required: true,
        }),
      );
    },
  );
}

async function inspected(machine: Machine, path: string): Promise<string[]> {
  return JSON.parse(await inspect(machine, COLLECTOR, `{{json ${path}}}`)) as string[];
}
