import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { arrivals, numbersOf, type Arrival } from './arrivals';
import { ENVIRONMENT_WORLD, ROUTER, bootEnvironment } from './environments';
import { logConfiguration, startTask, writtenBy, type WrittenLine } from './tasks';
import { CALLS } from './usual-group';
import type { Machine } from '../machine/machine';
import { IMAGES } from '../paths';
import type { Scenario, Stage } from '../scenario';
import { until } from '../support/wait';
import * as wanted from '../timeline/wanted';
import { propertiesOf } from '../user-data/environments';

const LINES = 20;
/** It sends every five seconds, and this computer may have much to do. */
const WITHIN = 120_000;
const CONTAINER = 'web';
/** What travels between Docker and the router when it stops. */
const IN_FLIGHT_MILLISECONDS = 500;
const ROUTER_UNIT = `${ROUTER}.service`;
const ROUTER_CHUNKS = '/var/lib/log-router/chunks';
/** Counted in lines, whatever its name says. */
const SMALL_BUFFER = 50;

/** A log router that takes, keeps and sends records, where other scenarios have one that is only healthy. */
export const ROUTING_WORLD = {
  ...ENVIRONMENT_WORLD,
  registry: {
    ...ENVIRONMENT_WORLD.registry,
    images: {
      ...ENVIRONMENT_WORLD.registry.images,
      'aws-for-fluent-bit': {
        python: true,
        scripts: { '/fluent-bit/bin/fluent-bit': readFileSync(join(IMAGES, 'fluent-bit.py'), 'utf8') },
      },
    },
  },
  search: { host: 'logs.example.com', busy: false, login: 'lab:lab' },
};

export const logScenarios: readonly Scenario[] = [
  {
    name: 'logs-arrive',
    claim: "records of every source of the host, and a task's lines, arrive where production says, each once",
    play: async (stage) => {
      const machine = await bootEnvironment(stage, 'production', 'default', { world: ROUTING_WORLD, kernelLog: true });
      await machine.history.until(CALLS.registered);
      for (const write of Object.values(SOURCES)) {
        await write(machine);
      }
      const log = await logConfiguration('production', CONTAINER);
      await startTask(machine, { name: 'task', log, lines: LINES });
      for (const source of [...Object.keys(SOURCES), 'task']) {
        await arrived(stage, machine, source, LINES);
      }
      await hostRecords(stage, machine);
      containerRecords(stage, machine);
      const refused = machine.history.all(wanted.status(403));
      stage.check('every signature is right', refused.length === 0, refused);
    },
  },
  {
    name: 'logs-wait',
    claim: 'what a destination does not take waits on disk, also while the router is started again, and arrives once',
    play: async (stage) => {
      const busy = { ...ROUTING_WORLD, search: { ...ROUTING_WORLD.search, busy: true } };
      const machine = await bootEnvironment(stage, 'production', 'default', { world: busy });
      const registered = await machine.history.until(CALLS.registered);
      const log = await logConfiguration('production', CONTAINER);
      await startTask(machine, { name: 'task', log, lines: LINES });
      await machine.history.until(wanted.request('elasticsearch', 'POST /_bulk', 429), { within: WITHIN / 1000 });
      stage.check('the agent is left alone', machine.history.first(CALLS.agentStopped) === undefined);
      // what is on its way to the router when it stops is another scenario's matter
      await kept(stage, machine, `task ${LINES}`);
      await machine.exec('systemctl', 'restart', ROUTER_UNIT);
      await routerHealthy(machine, registered.at);
      stage.check('nothing has arrived yet', numbersOf(machine, 'task').length === 0);
      machine.surround(ROUTING_WORLD);
      await arrived(stage, machine, 'task', LINES);
    },
  },
  {
    name: 'logs-over-restarts',
    claim: "of a task's lines only those are lost that the README of logging says, when router or Docker restart",
    play: async (stage) => {
      const machine = await bootEnvironment(stage, 'production', 'default', { world: ROUTING_WORLD });
      await machine.history.until(CALLS.registered);
      const log = await logConfiguration('production', CONTAINER);
      await startTask(machine, { name: 'first', log });
      await some(machine, 'first', 1);

      const killed = Date.now();
      await machine.exec('docker', 'kill', ROUTER);
      await routerHealthy(machine, killed);
      const returned = Date.now();
      const booted = returned - uptime() * 1000;
      const later = await until('a line after that', WITHIN, () =>
        writtenBy(machine, 'first', booted).find(({ at }) => at > returned),
      );
      await some(machine, 'first', later.number);

      const restarted = Date.now();
      await machine.exec('systemctl', 'restart', 'docker');
      // as the agent would: at once, whether the router is there or not
      await startTask(machine, { name: 'second', log, lines: 5 * LINES });
      await arrived(stage, machine, 'second', 5 * LINES);

      const [first] = machine.history.all(wanted.container('first', 'died'));
      const [stopping] = machine.history
        .all(wanted.unit(ROUTER_UNIT, 'stopping'))
        .filter(({ at }) => at > restarted - IN_FLIGHT_MILLISECONDS);
      const lines = writtenBy(machine, 'first', booted);
      const have = new Set(numbersOf(machine, 'first'));
      const lost = lines.filter(({ number }) => !have.has(number));
      const [whenKilled, whenRestarted] = [
        lost.filter(({ at }) => at < returned),
        lost.filter(({ at }) => at >= returned),
      ];
      const died = await machine.history.until(wanted.container(ROUTER, 'died'));
      stage.check(
        'a killed router costs a container what is on its way to it in that moment',
        whenKilled.every(({ at }) => Math.abs(at - died.at) <= IN_FLIGHT_MILLISECONDS),
        { lost: whenKilled, died },
      );
      const inside = ({ at }: WrittenLine): boolean =>
        at >= stopping.at - IN_FLIGHT_MILLISECONDS && at <= first.at + IN_FLIGHT_MILLISECONDS;
      stage.check(
        'a restart of Docker costs what a container writes between the stop of the router and its own',
        whenRestarted.every(inside),
        { lost: whenRestarted, stopping, first },
      );
      stage.note(
        `of ${lines.length} lines, ${whenKilled.length} lost when the router was killed, ${whenRestarted.length} when ` +
          `Docker restarted, in the ${((first.at - stopping.at) / 1000).toFixed(1)} s between its stop and the container's`,
      );
    },
  },
  {
    name: 'logs-without-router',
    claim: "while the router is away Docker keeps a container's first lines, as many as its buffer is said to have",
    play: async (stage) => {
      const machine = await bootEnvironment(stage, 'production', 'default', { world: ROUTING_WORLD });
      await machine.history.until(CALLS.registered);
      const log = await logConfiguration('production', CONTAINER);
      await machine.exec('systemctl', 'stop', ROUTER_UNIT);
      const logOptions = { 'fluentd-buffer-limit': String(SMALL_BUFFER) };
      const began = Date.now();
      await startTask(machine, { name: 'small', log, logOptions, lines: 2 * SMALL_BUFFER });
      await startTask(machine, { name: 'usual', log, lines: 2 * SMALL_BUFFER });
      stage.check('a container starts without it', true);
      await until('all lines', WITHIN, () => writtenBy(machine, 'usual', 0)[2 * SMALL_BUFFER - 1]);
      await machine.exec('systemctl', 'start', ROUTER_UNIT);
      await routerHealthy(machine, began);
      await arrived(stage, machine, 'usual', 2 * SMALL_BUFFER);
      await some(machine, 'small', SMALL_BUFFER);
      const kept = numbersOf(machine, 'small');
      stage.check(
        'the first lines are kept',
        kept.every((number, index) => number === index + 1),
        kept,
      );
      // one more is on its way out of the buffer
      stage.check(
        'as many as the buffer has',
        kept.length >= SMALL_BUFFER && kept.length <= SMALL_BUFFER + 2,
        kept.length,
      );
    },
  },
];

/** Writes numbered lines into each source of host logs that a program can write to. */
const SOURCES: Readonly<Record<string, (machine: Machine) => Promise<unknown>>> = {
  dmesg: async (machine) => {
    for (let number = 1; number <= LINES; number += 1) {
      await machine.sayAsKernel(`dmesg ${number}`);
    }
  },
  docker: (machine) =>
    machine.exec(
      ...['docker', 'run', '--rm', '--log-driver', 'journald', '--entrypoint', '/bin/sh'],
      ...['public.ecr.aws/nginx/nginx:1.29', '-c', counting('docker')],
    ),
  messages: (machine) => machine.exec('systemd-cat', 'sh', '-c', counting('messages')),
  'ecs-agent': (machine) => intoFile(machine, 'ecs-agent'),
  'ecs-init': (machine) => intoFile(machine, 'ecs-init'),
  audit: (machine) => intoFile(machine, 'audit'),
};

function counting(word: string): string {
  return `for number in $(seq ${LINES}); do echo "${word} $number"; done`;
}

/** The agent's programs write them; here they are stand-ins. */
function intoFile(machine: Machine, name: string): Promise<unknown> {
  return machine.exec('sh', '-c', `mkdir -p /var/log/ecs; ${counting(name)} >>/var/log/ecs/${name}.log`);
}

/** Waits until a line of that number or a later one has come. */
async function some(machine: Machine, word: string, number: number): Promise<void> {
  await until(`line ${number} of ${word}`, WITHIN, () => numbersOf(machine, word).find((one) => one >= number));
}

/** Waits until a line waits on the machine's disk to be sent. */
async function kept(stage: Stage, machine: Machine, line: string): Promise<void> {
  const look = `until grep --quiet --recursive --no-messages --word-regexp '${line}' ${ROUTER_CHUNKS}; do sleep 0.2; done`;
  const { status } = await machine.exec('timeout', String(WITHIN / 1000), 'sh', '-c', look);
  stage.check(`the router has '${line}' on disk`, status === 0);
}

async function arrived(stage: Stage, machine: Machine, word: string, lines: number): Promise<void> {
  await some(machine, word, lines).catch(() => undefined);
  const numbers = numbersOf(machine, word).sort((one, other) => one - other);
  const right = numbers.length === lines && numbers.every((number, index) => number === index + 1);
  stage.check(`all lines of ${word} arrive, each once`, right, numbers);
}

async function routerHealthy(machine: Machine, since: number): Promise<void> {
  const healthy = wanted.container(ROUTER, 'healthy');
  const { text } = healthy;
  const found = {
    text,
    matches: (fact: Parameters<typeof healthy.matches>[0]) => fact.at > since && healthy.matches(fact),
  };
  await machine.history.until(found, { within: WITHIN / 1000 });
}

/** Each source has the log group of its name, which the template makes, and each instance its stream. */
async function hostRecords(stage: Stage, machine: Machine): Promise<void> {
  const groups = (await propertiesOf<{ LogGroupName?: unknown }>('production', 'AWS::Logs::LogGroup')).map(
    ({ LogGroupName }) => LogGroupName,
  );
  const counts = ({ place, fields }: Arrival): boolean => place.endsWith('/router') && fields.dropped === 0;
  const counted = await until('a count', WITHIN, () => arrivals(machine).find(counts)).catch(() => undefined);
  stage.check('the router says that it has dropped nothing', counted !== undefined);
  const events = arrivals(machine).filter(({ stream }) => stream !== undefined);
  const places = new Set(events.map(({ place }) => place));
  stage.check(
    'log groups are those of the template',
    [...places].every((place) => groups.includes(place)),
    [...places],
  );
  for (const source of Object.keys(SOURCES)) {
    const mine = events.filter(({ text }) => text.startsWith(`${source} `) && /^\S+ \d+$/.test(text));
    const right = mine.every(({ place, stream }) => place.endsWith(`/${source}`) && stream === INSTANCE);
    stage.check(`${source} has a log group of its own, with the instance's stream`, right, mine[0]);
  }
  const own = events.filter(({ fields }) => fields.CONTAINER_NAME === ROUTER);
  stage.check('it does not send what it says itself', own.length === 0, own[0]);
  const boot = events.some(
    ({ place, fields }) => place.endsWith('/messages') && fields.SYSLOG_IDENTIFIER === 'cloud-init',
  );
  stage.check('what was said before it came is sent as well: cloud-init', boot);
}

function containerRecords(stage: Stage, machine: Machine): void {
  const document = arrivals(machine).find(({ text }) => text.trim() === 'task 1');
  const { tag, container_name: name, source, instance, ...labels } = document?.fields ?? {};
  stage.check(
    'a line is a document in the index of the day, with its container and its instance',
    /^containers-\d{4}\.\d\d\.\d\d$/.test(document?.place ?? '') &&
      tag === 'container.task' &&
      name === '/task' &&
      source === 'stdout' &&
      instance === INSTANCE &&
      labels['com.amazonaws.ecs.container-name'] === 'task',
    document,
  );
}

const INSTANCE = 'i-0123456789abcdef0';
