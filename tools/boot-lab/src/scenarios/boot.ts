import { BootStep } from '@ecs-groundwork/instances';
import { completesLaunch, opens, staysClosed, staysClosedAfterRestarts } from './expectations';
import { CALLS, COLLECTOR, SICK, TOKEN, USUAL_WORLD, usualGroup, withRegistry } from './usual-group';
import type { Scenario } from '../scenario';
import * as wanted from '../timeline/wanted';
import { changePart, replaceOnce } from '../user-data/message';

/** With everything that travels compressed. */
export const BEGIN = 'ecs-groundwork-begin';
/** The script of the user data, which runs once. */
export const SCRIPT = 'ecs-groundwork-values';
const FINISHED = wanted.unit('cloud-final.service', 'started');
const FAILED = wanted.unit('cloud-final.service', 'failed');

export const bootScenarios: readonly Scenario[] = [
  {
    name: 'healthy',
    claim: 'the agent starts once the required container is healthy, then the launch is completed',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), { world: USUAL_WORLD });
      const registered = await opens(stage, machine);
      await completesLaunch(stage, machine, registered);
      stage.order('nothing waits in cloud-init', machine.history.first(FINISHED), machine.history.first(CALLS.healthy));
      const { output } = await machine.exec('cat', `/run/${COLLECTOR}/secrets/token`);
      stage.check('the container has its secret', output === TOKEN, output);
      const { output: files } = await machine.exec('grep', '-rlsF', TOKEN, '/etc', '/opt', '/root', '/tmp', '/var');
      stage.check('the secret lies on no disk', files === '', files);
      const refused = machine.history.all(wanted.status(403));
      stage.check('every signature is right', refused.length === 0, refused);
    },
  },
  {
    name: 'never-healthy',
    claim: 'a required container that never becomes healthy keeps the instance closed, through every restart',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), { world: withRegistry({ images: { '': SICK } }) });
      await staysClosed(stage, machine, wanted.container(COLLECTOR, 'unhealthy'));
      await staysClosedAfterRestarts(stage, machine);
    },
  },
  {
    name: 'user-data-dies',
    claim: 'user data that fails in its first line leaves the instance closed',
    play: async (stage) => {
      const start = usualGroup();
      const userData = changePart(start.userData, SCRIPT, (body) => replaceOnce(body, '\n', '\nexit 7\n'));
      const machine = await stage.boot({ ...start, userData }, { world: USUAL_WORLD });
      await staysClosed(stage, machine, FAILED);
      await staysClosedAfterRestarts(stage, machine);
    },
  },
  {
    name: 'readiness-not-started',
    claim: 'a boot that never starts the readiness unit leaves the instance closed',
    play: async (stage) => {
      const start = usualGroup();
      const userData = changePart(start.userData, BEGIN, (body) =>
        replaceOnce(body, 'systemctl start --no-block ecs-groundwork-ready', ': ecs-groundwork-ready'),
      );
      const machine = await stage.boot({ ...start, userData }, { world: USUAL_WORLD });
      await staysClosed(stage, machine, FINISHED);
    },
  },
  {
    name: 'boot-step-fails',
    claim: "a boot step of one's own that fails leaves the instance closed, and the console says where and why",
    play: async (stage) => {
      const script = 'echo before\necho "the disk is missing" >&2\nfalse\necho after\n';
      const start = usualGroup(() => ({ bootStepsBefore: [BootStep.text('mount-data', script)] }));
      const machine = await stage.boot(start, { world: USUAL_WORLD });
      await staysClosed(stage, machine, FAILED);
      const report = "boot failed in step 'mount-data', line 3, exit status 1; this instance takes no work";
      await stage.consoleShows('the console names step, line and status', report);
      await stage.consoleShows("the console shows the step's last words", 'the disk is missing');
      await staysClosedAfterRestarts(stage, machine);
    },
  },
];
