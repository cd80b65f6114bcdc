import { BEGIN } from './boot';
import { agentUntouched, inspect, opens } from './expectations';
import { CALLS, COLLECTOR, EXPORTER, SICK, USUAL_WORLD, groupWith, usualGroup, withRegistry } from './usual-group';
import type { World } from '../aws/world';
import type { Machine } from '../machine/machine';
import type { Scenario, Stage } from '../scenario';
import type { Ran } from '../support/run';
import type { Fact } from '../timeline/fact';
import * as wanted from '../timeline/wanted';
import { deployments } from '../user-data/generations';
import type { InstanceStart } from '../user-data/instances';
import { changePart, replaceOnce } from '../user-data/message';

const BETWEEN_READS = 'sleep 5';
/** No generation is approved. */
const NONE = 0;
const PROGRAM = '/opt/system-containers/converge';
const FIRST = 'lab/collector';
const WELL = 'lab/collector-new';
const ILL = 'lab/collector-sick';
const GONE = 'lab/collector-gone';
/** A container that does not listen is killed after its time to stop; one that does stops at once. */
const LONGEST_GAP_MILLISECONDS = 10_000;

/** An instance that takes work, and the parameter of its group. */
interface Working {
  readonly machine: Machine;
  readonly registered: Fact;
  readonly parameter: string;
  readonly start: InstanceStart;
}

const { images } = USUAL_WORLD.registry;
const REGISTRY = withRegistry({
  missing: [GONE],
  // another image that does the same
  images: { ...images, [WELL]: { ...images[''], command: ['new'] }, [ILL]: SICK },
});

async function working(stage: Stage): Promise<Working> {
  const start = usualGroup();
  const machine = await stage.boot(start, { world: REGISTRY });
  const registered = await opens(stage, machine);
  await machine.history.until(wanted.container(EXPORTER, 'started'));
  return { machine, registered, start, parameter: Object.keys(start.generations)[0] };
}

/** Deploys another image as generation 2, so far without calling any host. */
function deploys(
  { machine, start }: Working,
  repository: string,
  change: Partial<World> & { approved?: number } = {},
): void {
  const { approved = 1, ...rest } = change;
  machine.surround({ ...REGISTRY, ...rest, parameters: deployments([start, groupWith(repository)], approved) });
}

/** What Run Command does. */
function updates({ machine, parameter }: Working, version = 2): Promise<Ran> {
  return machine.exec(PROGRAM, 'update', parameter, String(version));
}

function says(stage: Stage, { status, output }: Ran, good: boolean, sentence: RegExp): void {
  const last = output.trimEnd().split('\n').pop() ?? '';
  stage.check(
    `the host ${good ? 'takes' : 'refuses'} it, and says so`,
    (status === 0) === good && sentence.test(last),
    {
      status,
      output,
    },
  );
}

/** From which repository the required container is, and whether it is well. */
async function runs(stage: Stage, { machine }: Working, repository: string, when: string): Promise<void> {
  const state = await inspect(machine, COLLECTOR, '{{.Config.Image}} {{.State.Health.Status}}');
  stage.check(`${when} ${repository} runs, healthy`, state.endsWith(`/${repository}:v1 healthy`), state);
}

/** Neither the agent nor the container that was not changed. */
function othersUntouched(stage: Stage, { machine, registered }: Working): void {
  agentUntouched(stage, machine, registered);
  const ended = machine.history.first(wanted.container(EXPORTER, 'died'), { after: registered });
  stage.check('the other container runs on', ended === undefined, ended);
}

/** Somebody is in the middle of an update: the old container has ended, the new one is not healthy yet. */
async function halfWay(stage: Stage): Promise<Working & { readonly update: Promise<Ran> }> {
  const host = await working(stage);
  deploys(host, ILL);
  const update = updates(host);
  await host.machine.history.until(wanted.container(COLLECTOR, 'started'), { after: host.registered });
  return { ...host, update };
}

/** The step that reads Systems Manager gives up. */
async function unread(stage: Stage, machine: Machine, complaint: RegExp): Promise<void> {
  await machine.history.until(wanted.unit('cloud-final.service', 'failed'), { within: 240 });
  const started = machine.history.first(CALLS.agentStarted);
  stage.check('the agent does not start', started === undefined, started);
  await stage.consoleShows('the console names the step', "boot failed in step 'SystemContainers.generation'");
  await stage.consoleShows('the console says why', complaint);
}

export const generationScenarios: readonly Scenario[] = [
  {
    name: 'update',
    claim: 'a running instance takes a new image in place: pulled first, one container changed, the agent left alone',
    play: async (stage) => {
      const host = await working(stage);
      const { machine, registered } = host;
      deploys(host, WELL);
      const ran = await updates(host);
      says(stage, ran, true, /^Runs generation 2, with a new collector$/);
      const after = { after: registered };
      // Docker's events may come after the answer
      const healthy = await machine.history.until(CALLS.healthy, after);
      const died = machine.history.first(wanted.container(COLLECTOR, 'died'), after);
      const pulled = machine.history.last(wanted.request('registry', `GET /v2/${WELL}/manifests`, 200));
      stage.order('the new image is there before the old container ends', pulled, died);
      const gap = healthy.at - (died?.at ?? 0);
      stage.note(`The gap: ${Math.round(gap)} ms from the end of the old container to the health of the new one.`);
      stage.check('the gap is short', gap < LONGEST_GAP_MILLISECONDS, gap);
      await runs(stage, host, WELL, 'in the end');
      othersUntouched(stage, host);
      says(stage, await updates(host), true, /^Runs generation 2 already$/);
    },
  },
  {
    name: 'update-image-missing',
    claim: 'an update whose image cannot be pulled is refused, and the old container runs on untouched',
    play: async (stage) => {
      const host = await working(stage);
      deploys(host, GONE);
      says(
        stage,
        await updates(host),
        false,
        /^Generation 2 was refused: .* cannot be pulled: .*; nothing was touched$/,
      );
      const died = host.machine.history.first(wanted.container(COLLECTOR, 'died'), { after: host.registered });
      stage.check('the old container was not touched', died === undefined, died);
      othersUntouched(stage, host);
    },
  },
  {
    name: 'update-never-healthy',
    claim: 'an update that never becomes healthy is rolled back on the host',
    play: async (stage) => {
      const host = await working(stage);
      deploys(host, ILL);
      const sentence = /^Generation 2 was refused: collector is unhealthy.*; generation 1 runs again$/;
      says(stage, await updates(host), false, sentence);
      await runs(stage, host, FIRST, 'afterwards');
      othersUntouched(stage, host);
    },
  },
  {
    name: 'update-power-cut',
    claim: 'after a power cut in the middle of an update the instance starts with the generation that is approved',
    play: async (stage) => {
      const host = await halfWay(stage);
      const { machine } = host;
      await machine.cutPower();
      const cut = await machine.history.until(wanted.power('reboot'));
      await opens(stage, machine, { after: cut });
      await runs(stage, host, FIRST, 'after the start');
    },
  },
  {
    name: 'update-killed',
    claim: 'an update that is killed is undone, and the next one works',
    play: async (stage) => {
      const host = await halfWay(stage);
      const { machine } = host;
      await machine.exec('sh', '-c', `kill -9 $(pgrep -f '^/usr/bin/python3 ${PROGRAM} update')`);
      says(stage, await host.update, false, /^A change was interrupted; generation 1 runs again$/);
      await runs(stage, host, FIRST, 'afterwards');
      deploys(host, WELL);
      says(stage, await updates(host), true, /^Runs generation 2, with a new collector$/);
      othersUntouched(stage, host);
    },
  },
  {
    name: 'update-caller-killed',
    claim: 'an update goes on when the SSM agent that called it is gone',
    play: async (stage) => {
      const host = await working(stage);
      const { machine } = host;
      deploys(host, WELL);
      const update = updates(host);
      await machine.history.until(wanted.container(COLLECTOR, 'started'), { after: host.registered });
      await machine.exec('sh', '-c', `kill -9 $(pgrep -f '^systemd-run .*${PROGRAM}')`);
      const { status } = await update;
      stage.check('its caller learns nothing', status !== 0, status);
      await machine.history.until(CALLS.healthy, { after: host.registered });
      await stage.pass(2);
      await runs(stage, host, WELL, 'nevertheless');
      othersUntouched(stage, host);
    },
  },
  {
    name: 'update-missed',
    claim:
      'an instance that was off while a generation was approved starts with it, and one that was out of reach takes it',
    play: async (stage) => {
      const host = await working(stage);
      const { machine, start } = host;
      await machine.powerOff();
      const off = await machine.history.until(wanted.power('off'));
      deploys(host, WELL, { approved: 2 });
      await machine.powerOn();
      const registered = await opens(stage, machine, { after: off });
      await runs(stage, host, WELL, 'after the start');
      await machine.history.until(wanted.container(EXPORTER, 'started'), { after: off });
      machine.surround({ ...REGISTRY, parameters: deployments([start, groupWith(WELL), start], 3) });
      const { status, output } = await machine.exec('systemctl', 'start', 'system-containers-missed.service');
      stage.check('the timer takes what was approved later', status === 0, output);
      await runs(stage, host, FIRST, 'after the timer');
      othersUntouched(stage, { ...host, registered });
    },
  },
  {
    name: 'update-not-approved',
    claim: 'after a reboot an instance runs the generation that is approved, not the one that it was trying',
    play: async (stage) => {
      const host = await working(stage);
      const { machine } = host;
      deploys(host, WELL);
      says(stage, await updates(host), true, /^Runs generation 2/);
      await machine.powerOff();
      const off = await machine.history.until(wanted.power('off'));
      await machine.powerOn();
      await opens(stage, machine, { after: off });
      await runs(stage, host, FIRST, 'after the start');
    },
  },
  {
    name: 'update-elsewhere',
    claim: 'an instance of another footprint leaves an update to those that it is for',
    play: async (stage) => {
      const host = await working(stage);
      const { machine, parameter } = host;
      const ran = await machine.exec(PROGRAM, 'update', `${parameter.slice(0, -1)}x`, '1');
      says(stage, ran, true, /^This host is of another footprint/);
      othersUntouched(stage, host);
    },
  },
  {
    name: 'programs-missing',
    claim: 'an instance that cannot read the programs of its containers stays closed, and its console says why',
    play: async (stage) => {
      const start = usualGroup();
      const [programs] = Object.keys(start.parameters);
      const userData = changePart(start.userData, BEGIN, (body) => replaceOnce(body, BETWEEN_READS, 'sleep 0.1'));
      const machine = await stage.boot(
        { ...start, userData },
        { world: { ...REGISTRY, parameters: { [programs]: [] } } },
      );
      await unread(stage, machine, new RegExp(`the parameter ${programs} cannot be read`));
    },
  },
  {
    name: 'generation-missing',
    claim: 'an instance that cannot read its generation at its first boot stays closed, and its console says why',
    play: async (stage) => {
      const start = usualGroup();
      const machine = await stage.boot(start, { world: { ...REGISTRY, parameters: deployments([start], NONE) } });
      await unread(stage, machine, /:approved cannot be read/);
    },
  },
  {
    name: 'generation-unreachable',
    claim: 'an instance that cannot read its generation after a reboot runs the one that was approved last',
    play: async (stage) => {
      const host = await working(stage);
      const { machine } = host;
      await machine.powerOff();
      const off = await machine.history.until(wanted.power('off'));
      machine.surround({ ...REGISTRY, down: ['ssm'] });
      await machine.powerOn();
      await opens(stage, machine, { after: off });
      await runs(stage, host, FIRST, 'after the start');
    },
  },
];
