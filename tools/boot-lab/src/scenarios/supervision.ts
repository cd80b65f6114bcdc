import { agentUntouched, opens, reboots, recovers } from './expectations';
import { CALLS, COLLECTOR, USUAL_WORLD, usualGroup } from './usual-group';
import type { Machine } from '../machine/machine';
import type { Scenario, Stage } from '../scenario';
import type { Fact } from '../timeline/fact';
import * as wanted from '../timeline/wanted';
import { changePart, replaceOnce } from '../user-data/message';

const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/123456789012/lab-reports';
const TOLD = wanted.request('sqs', 'SendMessage', 200);
const STARTED = 'systemctl start --no-block ecs-groundwork-watch.service';

/** As the function behind the queue gets it. */
interface Message {
  readonly version: number;
  readonly state: string;
  readonly unit: string;
  readonly since: string;
  readonly output: string;
}

/** An instance that takes work and tells a queue of required units that have not been ready for so many seconds. */
async function watched(stage: Stage, grace: number): Promise<{ machine: Machine; registered: Fact }> {
  const start = usualGroup();
  const userData = changePart(start.userData, 'ecs-groundwork-begin', (body) =>
    replaceOnce(body, STARTED, `[ -e "$here/queue" ] || printf %s '${QUEUE}' >"$here/queue"\n${STARTED}`),
  );
  const machine = await stage.boot(
    { ...start, userData },
    {
      world: USUAL_WORLD,
      // seconds for a minute
      files: {
        'etc/systemd/system/ecs-groundwork-watch.service.d/lab.conf':
          `[Service]\nExecStart=\n` +
          `ExecStart=/usr/bin/python3 /var/lib/cloud/instance/ecs-groundwork/watch.py 360 ${grace}\n`,
      },
    },
  );
  return { machine, registered: await opens(stage, machine) };
}

const messageOf = (fact: Fact): Message => (fact.kind === 'request' ? fact.payload : undefined) as Message;

function messages({ history }: Machine): readonly Message[] {
  return history.all(TOLD).map(messageOf);
}

function silence(stage: Stage, machine: Machine): void {
  stage.check('the queue is told nothing', messages(machine).length === 0, messages(machine));
}

async function sicken(machine: Machine, after: Fact): Promise<Fact> {
  await machine.exec('docker', 'exec', COLLECTOR, 'rm', '/tmp/healthy');
  return machine.history.until(wanted.container(COLLECTOR, 'unhealthy'), { after });
}

async function heal(machine: Machine, after: Fact): Promise<Fact> {
  await machine.exec('docker', 'exec', COLLECTOR, 'touch', '/tmp/healthy');
  return recovers(machine, after);
}

export const supervisionScenarios: readonly Scenario[] = [
  {
    name: 'turned-unhealthy',
    claim: 'a required container that stays unhealthy is told to the queue again and again, and once that it recovered',
    play: async (stage) => {
      const grace = 5;
      const { machine, registered } = await watched(stage, grace);
      const sick = await sicken(machine, registered);
      const first = await machine.history.until(TOLD, { after: sick });
      stage.check('not before the grace is over', first.at - sick.at >= (grace - 1) * 1000, first.at - sick.at);
      const second = await machine.history.until(TOLD, { after: first });
      stage.check('and not again before as long', second.at - first.at >= (grace - 1) * 1000, second.at - first.at);
      const recovered = await heal(machine, second);
      await machine.history.until(TOLD, { after: recovered });
      await stage.pass(grace + 2);
      const all = messages(machine);
      const states = all.map(({ state }) => state).join(' ');
      stage.check(
        'two or three times not-ready, then ready',
        /^not-ready not-ready( not-ready)? ready$/.test(states),
        all,
      );
      const { since, ...rest } = all[0];
      stage.check(
        'a message says which unit, and why',
        JSON.stringify(rest) ===
          JSON.stringify({
            version: 1,
            state: 'not-ready',
            unit: `${COLLECTOR}.service`,
            output: 'active\nunhealthy',
          }),
        all[0],
      );
      const began = Date.parse(since);
      stage.check('and since when', Math.abs(began - sick.at) < 3000 && all[1].since === since, [since, all[1].since]);
      const refused = machine.history.all(wanted.status(403));
      stage.check('every signature is right', refused.length === 0, refused);
      agentUntouched(stage, machine, registered);
    },
  },
  {
    name: 'unhealthy-for-a-moment',
    claim: 'a required container that recovers in time is told to nobody',
    play: async (stage) => {
      const { machine, registered } = await watched(stage, 8);
      await heal(machine, await sicken(machine, registered));
      stage.check('the container is healthy again', true);
      await stage.pass(10);
      silence(stage, machine);
      agentUntouched(stage, machine, registered);
    },
  },
  {
    name: 'docker-restarted-unreported',
    claim: 'a restart of Docker is told to nobody',
    play: async (stage) => {
      const { machine, registered } = await watched(stage, 20);
      await machine.exec('systemctl', 'restart', 'docker');
      await machine.history.until(CALLS.registered, { after: registered });
      await recovers(machine, registered);
      stage.check('agent and container return', true);
      await stage.pass(8);
      silence(stage, machine);
    },
  },
  {
    name: 'ready-after-reboot',
    claim: 'an instance that was told to be not ready says after a reboot that it is ready again',
    play: async (stage) => {
      const { machine, registered } = await watched(stage, 3);
      const told = await machine.history.until(TOLD, { after: await sicken(machine, registered) });
      stage.check('it is not ready', messageOf(told).state === 'not-ready', told);
      const rebooted = await reboots(machine);
      await opens(stage, machine, { after: rebooted });
      const ready = await machine.history.until(TOLD, { after: rebooted });
      stage.check('it is ready again', messageOf(ready).state === 'ready', ready);
    },
  },
];
