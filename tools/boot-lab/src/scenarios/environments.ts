import { DEPLOYMENT } from './default-world';
import { completesLaunch, inspect, staysClosed, staysClosedAfterRestarts } from './expectations';
import { CALLS, RUN } from './usual-group';
import type { StandIn, World } from '../aws/world';
import type { Machine } from '../machine/machine';
import type { BootOptions, Scenario, Stage } from '../scenario';
import * as wanted from '../timeline/wanted';
import { instancesOfEnvironment, type Environment } from '../user-data/environments';
import { secretArn } from '../user-data/template';

export const ROUTER = 'system-container-log-router';

/** Answers where Fluent Bit answers; its image has curl. */
const FLUENT_BIT: StandIn = {
  scripts: {
    '/bin/curl': '#!/bin/sh\nfor url; do :; done\nexec wget -q -O /dev/null "$url"\n',
    '/fluent-bit/bin/fluent-bit': '#!/bin/sh\nexec httpd -f -p 127.0.0.1:2020 -h /answers\n',
    '/answers/api/v1/uptime': '{}',
  },
};

const ANYTHING: StandIn = { entrypoint: ['/bin/run'], scripts: { '/bin/run': `#!/bin/sh\n${RUN}` } };

const LOGIN = JSON.stringify({ 'registry.example.com': { username: 'lab', password: 'lab' } });
const SEARCH_LOGIN = JSON.stringify({ username: 'lab', password: 'lab' });

/** Everything there that the environments ask for. */
export const ENVIRONMENT_WORLD = {
  secrets: {
    [secretArn('registry-login', DEPLOYMENT)]: LOGIN,
    [secretArn('elasticsearch-login', DEPLOYMENT)]: SEARCH_LOGIN,
  },
  registry: {
    down: false,
    delay: 0,
    missing: [],
    logins: {},
    images: { 'aws-for-fluent-bit': FLUENT_BIT, '': ANYTHING },
  },
} satisfies Partial<World>;

export async function bootEnvironment(
  stage: Stage,
  environment: Environment,
  group: string,
  options: BootOptions,
): Promise<Machine> {
  const starts = await instancesOfEnvironment(environment, DEPLOYMENT);
  const start = starts.find(({ id }) => id.includes(`InstanceGroups${group}`));
  if (!start) {
    throw new Error(`${environment} has no group '${group}': ${starts.map(({ id }) => id).join(', ')}`);
  }
  return stage.boot(start, options);
}

const boots = (environment: Environment, group: string): Scenario => ({
  name: `${environment}-${group}`,
  claim: `the group '${group}' of the environment ${environment} takes work once its log router is healthy`,
  play: async (stage) => {
    const machine = await bootEnvironment(stage, environment, group, { world: ENVIRONMENT_WORLD });
    const { history } = machine;
    const registered = await history.until(CALLS.registered);
    stage.order(
      'the log router is healthy before the agent starts',
      // Docker's events may come late
      await history.until(wanted.container(ROUTER, 'healthy')),
      history.first(CALLS.agentStarted),
    );
    await completesLaunch(stage, machine, registered);
    const interval = await inspect(machine, ROUTER, '{{.Config.Healthcheck.StartInterval}}');
    stage.check('Docker asks for its health each second until it has started', interval === '1s', interval);
    const refused = history.all(wanted.status(403));
    stage.check('every signature is right', refused.length === 0, refused);
  },
});

export const environmentScenarios: readonly Scenario[] = [
  boots('acceptance', 'default'),
  boots('production', 'default'),
  boots('production', 'batch'),
  {
    name: 'acceptance-without-router',
    claim: 'acceptance takes no work while its log router cannot be pulled',
    play: async (stage) => {
      const registry = { ...ENVIRONMENT_WORLD.registry, missing: ['aws-for-fluent-bit'] };
      const machine = await bootEnvironment(stage, 'acceptance', 'default', {
        world: { ...ENVIRONMENT_WORLD, registry },
      });
      await staysClosed(
        stage,
        machine,
        wanted.request('registry', 'GET /v2/aws-observability/aws-for-fluent-bit/manifests', 404),
      );
      await staysClosedAfterRestarts(stage, machine);
    },
  },
];
