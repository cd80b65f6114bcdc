import { agentUntouched, inspect, opens, reboots, recovers } from './expectations';
import { CALLS, COLLECTOR, USUAL_WORLD, usualGroup } from './usual-group';
import type { Machine } from '../machine/machine';
import type { Scenario, Stage } from '../scenario';
import type { Fact } from '../timeline/fact';
import * as wanted from '../timeline/wanted';

/** Docker's unit allows three starts a minute, and the boot's is one. */
const MORE_KILLS_THAN_DOCKER_STARTS = 4;

async function signal(machine: Machine, unit: string, name: 'KILL' | 'STOP'): Promise<void> {
  await machine.exec('systemctl', 'kill', `--signal=${name}`, '--kill-who=main', unit);
}

/** Settles when it is started again. */
async function killDocker(machine: Machine, after: Fact): Promise<Fact> {
  await signal(machine, 'docker.service', 'KILL');
  return machine.history.until(wanted.unit('docker.service', 'started'), { after });
}

/** The required container is healthy again. */
async function returns(stage: Stage, machine: Machine, after: Fact): Promise<void> {
  await recovers(machine, after);
  stage.check('the container is healthy again', true);
}

/** The agent too, as its own unit is PartOf=docker.service. */
async function bothReturn(stage: Stage, machine: Machine, after: Fact): Promise<void> {
  await machine.history.until(CALLS.registered, { after });
  stage.check('the agent registers again', true);
  await returns(stage, machine, after);
}

/** An instance that takes work. */
async function working(stage: Stage): Promise<{ machine: Machine; registered: Fact }> {
  const machine = await stage.boot(usualGroup(), { world: USUAL_WORLD });
  return { machine, registered: await opens(stage, machine) };
}

/** The boot steps ran, but not again. */
function bootedOnce(stage: Stage, machine: Machine, after: Fact): void {
  const step = wanted.line(/ecs-groundwork: step '/);
  stage.check('the boot steps ran at the first boot', machine.history.first(step) !== undefined);
  const again = machine.history.all(step, { after });
  stage.check('the boot steps are not run again', again.length === 0, again);
}

export const liveScenarios: readonly Scenario[] = [
  {
    name: 'docker-restarted',
    claim: 'when Docker is restarted, containers and agent return; the agent is not gated again',
    play: async (stage) => {
      const { machine, registered } = await working(stage);
      await machine.exec('systemctl', 'restart', 'docker');
      await bothReturn(stage, machine, registered);
      stage.check('readiness stays', machine.history.all(CALLS.ready).length === 1);
    },
  },
  {
    name: 'docker-killed',
    claim: 'when Docker is killed, containers and agent return; the agent is not gated again',
    play: async (stage) => {
      const { machine, registered } = await working(stage);
      await killDocker(machine, registered);
      await bothReturn(stage, machine, registered);
      stage.check('readiness stays', machine.history.all(CALLS.ready).length === 1);
    },
  },
  {
    name: 'docker-killed-unnoticed',
    claim: 'a unit of a container that has not noticed that Docker was killed does not keep it from starting again',
    play: async (stage) => {
      const { machine, registered } = await working(stage);
      // as on a slow computer, or in the pause before a container that failed is tried again
      await signal(machine, `${COLLECTOR}.service`, 'STOP');
      await killDocker(machine, registered);
      await returns(stage, machine, registered);
    },
  },
  {
    name: 'docker-killed-repeatedly',
    claim: 'Docker is started again however often it is killed, and containers and agent return',
    play: async (stage) => {
      const { machine, registered } = await working(stage);
      let last = registered;
      for (let time = 0; time < MORE_KILLS_THAN_DOCKER_STARTS; time++) {
        last = await killDocker(machine, last);
      }
      const ends = machine.history.all(wanted.unit('docker.service', 'failed'), { after: registered });
      stage.check(
        'Docker has ended by being killed, and not by a limit',
        ends.length === MORE_KILLS_THAN_DOCKER_STARTS,
        ends,
      );
      await bothReturn(stage, machine, last);
    },
  },
  {
    name: 'container-killed',
    claim: 'a required container that is killed returns, and the agent is left alone',
    play: async (stage) => {
      const { machine, registered } = await working(stage);
      await machine.exec('docker', 'kill', COLLECTOR);
      await returns(stage, machine, registered);
      agentUntouched(stage, machine, registered);
    },
  },
  {
    name: 'unhealthy-and-back',
    claim: 'a required container that turns unhealthy and recovers leaves the agent alone',
    play: async (stage) => {
      const { machine, registered } = await working(stage);
      await machine.exec('docker', 'exec', COLLECTOR, 'rm', '/tmp/healthy');
      const sick = await machine.history.until(wanted.container(COLLECTOR, 'unhealthy'), { after: registered });
      await stage.pass(2);
      await machine.exec('docker', 'exec', COLLECTOR, 'touch', '/tmp/healthy');
      await returns(stage, machine, sick);
      agentUntouched(stage, machine, registered);
    },
  },
  {
    name: 'reboot',
    claim: 'after a reboot the agent waits for the required container again',
    play: async (stage) => {
      const { machine } = await working(stage);
      const rebooted = await reboots(machine);
      await opens(stage, machine, { after: rebooted });
      bootedOnce(stage, machine, rebooted);
    },
  },
  {
    name: 'stop-and-start',
    claim: 'after a stop and a start the agent waits for the required container again',
    play: async (stage) => {
      const { machine } = await working(stage);
      await machine.powerOff();
      const off = await machine.history.until(wanted.power('off'));
      await machine.powerOn();
      await opens(stage, machine, { after: off });
      bootedOnce(stage, machine, off);
    },
  },
  {
    name: 'image-of-a-host',
    claim: "an instance made from a working one's image is closed until its own boot has succeeded",
    play: async (stage) => {
      const { machine } = await working(stage);
      await machine.powerOff();
      const off = await machine.history.until(wanted.power('off'));
      machine.surround({ instanceId: 'i-0fedcba9876543210', userData: '#!/bin/sh\nexit 1\n' });
      await machine.powerOn();
      await machine.history.until(wanted.unit('cloud-final.service', 'failed'), { after: off });
      await stage.pass(4);
      const started = machine.history.first(CALLS.agentStarted, { after: off });
      stage.check('the agent does not start', started === undefined);
    },
  },
  {
    name: 'agent-lost',
    claim: 'an agent that ends for good before it registers does not complete the launch',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), {
        world: USUAL_WORLD,
        files: { 'etc/boot-lab/agent': 'exit 5\n' },
      });
      const stopped = await machine.history.until(CALLS.agentStopped);
      await stage.pass(12);
      stage.check('it is not restarted', machine.history.first(CALLS.agentStarted, { after: stopped }) === undefined);
      stage.check('the launch is not completed', machine.history.first(CALLS.launchCompleted) === undefined);
      const health = await inspect(machine, COLLECTOR, '{{.State.Health.Status}}');
      stage.check('the container runs on', health === 'healthy', health);
    },
  },
  {
    name: 'agent-crashes',
    claim: 'an agent that crashes before it registers is started again, and the launch completed',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), {
        world: USUAL_WORLD,
        files: { 'etc/boot-lab/agent': 'exit 1\n' },
      });
      const stopped = await machine.history.until(CALLS.agentStopped);
      const registered = await machine.history.until(CALLS.registered, { after: stopped });
      const completed = await machine.history.until(CALLS.launchCompleted);
      stage.order('the launch is completed after it has registered', registered, completed);
    },
  },
];
