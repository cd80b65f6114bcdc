import { BootStep } from '@ecs-groundwork/instances';
import { SCRIPT } from './boot';
import { completesLaunch, opens, reboots } from './expectations';
import { COLLECTOR, SICK, USUAL_WORLD, usualGroup, withRegistry } from './usual-group';
import type { Machine } from '../machine/machine';
import type { Scenario, Stage } from '../scenario';
import type { Fact } from '../timeline/fact';
import * as wanted from '../timeline/wanted';
import { changePart, replaceOnce } from '../user-data/message';

const REPORTED = wanted.request('logs', 'PutLogEvents', 200);
const INSTANCE = 'i-0123456789abcdef0';

/** What CloudWatch Logs was given. */
interface Delivery {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logEvents: readonly { readonly timestamp: number; readonly message: string }[];
}

/** A record of `docs/boot-report.md`. */
interface BootRecord {
  readonly outcome: string;
  readonly instance: string;
  readonly group: string;
  readonly boot: string;
  readonly kind: string;
  readonly seconds: number;
  readonly steps: readonly { readonly name: string; readonly seconds: number }[];
  readonly failure?: Readonly<Record<string, string>>;
  readonly waiting?: Readonly<Record<string, string>>;
}

function delivered(fact: Fact): Delivery {
  return (fact.kind === 'request' ? fact.payload : undefined) as Delivery;
}

function recordOf(fact: Fact): BootRecord {
  return JSON.parse(delivered(fact).logEvents[0].message) as BootRecord;
}

/** Waits for the next report. */
async function report(machine: Machine, after?: Fact): Promise<{ fact: Fact; record: BootRecord }> {
  const fact = await machine.history.until(REPORTED, { after });
  return { fact, record: recordOf(fact) };
}

/** That nothing else was reported. */
function onlyReports(stage: Stage, machine: Machine, ...outcomes: readonly string[]): void {
  const found = machine.history.all(REPORTED).map((fact) => recordOf(fact).outcome);
  stage.check(`reports are: ${outcomes.join(', ')}`, found.join() === outcomes.join(), found);
}

export const reportScenarios: readonly Scenario[] = [
  {
    name: 'boot-reported',
    claim: 'a good boot is reported once with its steps, after the instance registered; a reboot likewise',
    play: async (stage) => {
      const step = BootStep.text('mount-data', 'sleep 1');
      const machine = await stage.boot(
        usualGroup(() => ({ bootStepsBefore: [step] })),
        { world: USUAL_WORLD },
      );
      const registered = await opens(stage, machine);
      const { fact, record } = await report(machine);
      stage.order('it is reported once the instance takes work', registered, fact);
      const { logGroupName, logStreamName } = delivered(fact);
      const place = `${logGroupName} ${logStreamName}`;
      stage.check(
        "it is in the group's log group, by instance",
        place === `/lab/Cluster/InstanceGroups/default/boot-reports ${INSTANCE}`,
        place,
      );
      const { outcome, instance, group, kind, steps } = record;
      stage.check(
        'it says who, what kind of boot, and how it went',
        [outcome, instance, group, kind].join() === `ready,${INSTANCE},default,first boot`,
        record,
      );
      const names = steps.map(({ name }) => name).join();
      stage.check('it has the steps, in order', names === 'mount-data,SystemContainers.generation', steps);
      const [mount] = steps;
      stage.check('it says how long each step took', mount.seconds >= 1 && mount.seconds < record.seconds, steps);
      await stage.consoleShows('the console says it too', 'ecs-groundwork: this instance takes work');
      const rebooted = await reboots(machine);
      const second = await report(machine, rebooted);
      stage.check('the next boot is called a reboot', second.record.kind === 'reboot', second.record);
      stage.check('and has another id', second.record.boot !== record.boot, [second.record.boot, record.boot]);
      onlyReports(stage, machine, 'ready', 'ready');
      const refused = machine.history.all(wanted.status(403));
      stage.check('every signature is right', refused.length === 0, refused);
    },
  },
  {
    name: 'boot-failure-reported',
    claim: 'a boot that fails in a step is reported once, with step, line, status and last output',
    play: async (stage) => {
      const script = 'echo before\necho "the disk is \\"missing\\"" >&2\nexit 9\n';
      const machine = await stage.boot(
        usualGroup(() => ({ bootStepsBefore: [BootStep.text('tune', 'true'), BootStep.text('mount-data', script)] })),
        { world: USUAL_WORLD },
      );
      const { record } = await report(machine);
      const wantedFailure = { step: 'mount-data', line: '3', status: '9', output: 'before\nthe disk is "missing"' };
      stage.check(
        'it names step, line, status and what the step said last',
        JSON.stringify(record.failure) === JSON.stringify(wantedFailure),
        record,
      );
      stage.check('it has the steps until then', record.steps.map(({ name }) => name).join() === 'tune,mount-data');
      await stage.pass(4);
      // cloud-init's own output is on the console too
      const said = machine.consoleOutput.match(/boot failed in step 'mount-data', line 3, exit status 9/g) ?? [];
      stage.check('the console says it, and whoever reports it does not say it again', said.length === 2, said);
      onlyReports(stage, machine, 'failed');
    },
  },
  {
    name: 'dead-user-data-reported',
    claim: 'user data that dies in its first line is reported all the same',
    play: async (stage) => {
      const start = usualGroup();
      const userData = changePart(start.userData, SCRIPT, (body) => replaceOnce(body, '\n', '\nexit 7\n'));
      const machine = await stage.boot({ ...start, userData }, { world: USUAL_WORLD });
      const { record } = await report(machine);
      stage.check('it says so', `${record.outcome} ${record.failure?.step}` === 'failed user-data', record);
      await stage.consoleShows('the console says it too', 'boot failed without a word');
      await stage.pass(4);
      onlyReports(stage, machine, 'failed');
    },
  },
  {
    name: 'waiting-reported',
    claim: 'a required container that keeps the instance waiting is reported, and the boot when it is over',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), {
        world: withRegistry({ images: { '': SICK } }),
        // three seconds for five minutes, once there is a container
        files: {
          'etc/systemd/system/ecs-groundwork-ready.service.d/lab.conf':
            `[Service]\nExecStartPre=/bin/sh -c 'until docker inspect ${COLLECTOR} >/dev/null 2>&1; do sleep 0.2; done'\n` +
            'ExecStart=\nExecStart=/bin/bash /opt/ecs-groundwork/await-ready 3\n',
        },
      });
      const { fact, record } = await report(machine);
      const { unit, state, output } = record.waiting ?? {};
      stage.check(
        'it names the unit, and what its command says',
        `${record.outcome} ${unit} ${state}` === 'waiting system-container-collector.service active' &&
          ['starting', 'unhealthy'].includes(output ?? ''),
        record,
      );
      await machine.exec('docker', 'exec', COLLECTOR, 'touch', '/tmp/healthy');
      await report(machine, fact);
      onlyReports(stage, machine, 'waiting', 'ready');
    },
  },
  {
    name: 'logs-unreachable',
    claim: 'a boot does not wait for CloudWatch Logs; the report comes when they answer again',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), { world: { ...USUAL_WORLD, silent: ['logs'] } });
      const registered = await opens(stage, machine);
      await completesLaunch(stage, machine, registered);
      const asked = await machine.history.until(wanted.request('logs', '', 0));
      stage.check('CloudWatch Logs are asked, and do not answer', asked.at > 0);
      machine.surround({ ...USUAL_WORLD, silent: [] });
      const { record } = await report(machine);
      stage.check('the report comes later', record.outcome === 'ready', record);
      onlyReports(stage, machine, 'ready');
    },
  },
];
