import { RegistryAuth } from '@ecs-groundwork/instances';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DEPLOYMENT } from './default-world';
import { completesLaunch, opens, reboots, staysClosed } from './expectations';
import { ECR, USUAL_WORLD, smallGroup, usualGroup, withRegistry } from './usual-group';
import type { World } from '../aws/world';
import type { Machine } from '../machine/machine';
import type { Scenario, Stage } from '../scenario';
import type { Wanted } from '../timeline/history';
import * as wanted from '../timeline/wanted';
import { secretArn } from '../user-data/template';

const LOGIN_ARN = secretArn('registry-login', DEPLOYMENT);
const UNANSWERED = 0;
/** The lab puts that of its own image in its place. */
const ANY_DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** What is wrong around the instance keeps it closed, and no longer than it is wrong. */
const passing = (name: string, what: string, world: Partial<World>, seen: Wanted, said: RegExp): Scenario => ({
  name,
  claim: `${what} keeps the instance closed until that is over`,
  play: async (stage) => {
    const machine = await stage.boot(usualGroup(), { world });
    const cause = await staysClosed(stage, machine, seen);
    await explained(stage, machine, said);
    machine.surround(USUAL_WORLD);
    await completesLaunch(stage, machine, await opens(stage, machine, { after: cause }));
  },
});

/** Somebody who looks for the reason finds it in the journal. */
async function explained(stage: Stage, machine: Machine, said: RegExp): Promise<void> {
  const line = await machine.history.until(wanted.line(said), { within: 20 }).catch(() => undefined);
  stage.check(`the journal says why: ${said}`, line !== undefined);
}

/** An instance that reboots while no registry answers. */
const returning = (name: string, how: string, digest: string | undefined): Scenario => ({
  name,
  claim: `an instance that reboots while the registry is down takes work again, ${how}`,
  play: async (stage) => {
    const machine = await stage.boot(smallGroup(undefined, digest), { world: USUAL_WORLD });
    await opens(stage, machine);
    machine.surround(withRegistry({ down: true }));
    const rebooted = await reboots(machine);
    await opens(stage, machine, { after: rebooted });
    const asked = machine.history.first(wanted.request('registry', ''), { after: rebooted });
    stage.check(digest ? 'the registry is not asked' : 'the registry is asked first', !asked === !!digest, asked);
  },
});

export const surroundingScenarios: readonly Scenario[] = [
  {
    name: 'slow-image',
    claim: 'an image that takes its time opens the instance later',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), { world: withRegistry({ delay: 6000 }) });
      const asked = await machine.history.until(wanted.request('registry', 'GET /v2/lab/collector/blobs'));
      const registered = await opens(stage, machine, { after: asked });
      stage.check('it waits for the image', registered.at - asked.at > 6000);
    },
  },
  passing(
    'image-missing',
    'an image that cannot be pulled',
    withRegistry({ missing: ['lab/collector'] }),
    wanted.request('registry', 'GET /v2/lab/collector/manifests', 404),
    /manifest unknown/,
  ),
  passing(
    'login-refused',
    'a registry that refuses the login',
    withRegistry({ logins: { [ECR]: 'another password' } }),
    wanted.request('registry', 'HEAD /v2/lab/collector/manifests', 401),
    /authentication required/,
  ),
  returning('registry-down', 'with the image that it has', undefined),
  returning('image-by-digest', 'without asking the registry for an image that is named by its digest', ANY_DIGEST),
  passing(
    'secret-missing',
    'a secret that cannot be read',
    { ...USUAL_WORLD, secrets: {} },
    wanted.request('secretsmanager', 'GetSecretValue', 400),
    /Secrets Manager can't find the specified secret/,
  ),
  {
    name: 'registry-auth-missing',
    claim:
      "a login for the agent's own registries that cannot be read leaves the instance closed, and the console says so",
    play: async (stage) => {
      const machine = await bootWithLogin(stage, {});
      await staysClosed(stage, machine, wanted.unit('cloud-final.service', 'failed'));
      const complaint = `the registry login ${LOGIN_ARN} cannot be read: {"__type":"Resource`;
      await stage.consoleShows('the console names the login and the reason', complaint);
    },
  },
  {
    name: 'registry-auth',
    claim: "a login for the agent's own registries reaches the agent, and nothing that others may read",
    play: async (stage) => {
      const login = { 'registry.example.com': { username: 'lab', password: 'as secret as can be' } };
      const machine = await bootWithLogin(stage, { [LOGIN_ARN]: JSON.stringify(login) });
      const registered = await opens(stage, machine);
      const started = machine.history.first(wanted.agent('started'));
      stage.check('the agent has the login', started?.kind === 'agent' && started.login === true);
      await completesLaunch(stage, machine, registered);
      const { output: files } = await machine.exec(
        'grep',
        '-rlsF',
        'as secret as can be',
        '/etc',
        '/opt',
        '/var',
        '/tmp',
      );
      stage.check("it stands in the agent's configuration only", files.trim() === '/etc/ecs/ecs.config', files);
      const { output: mode } = await machine.exec('stat', '--format=%a', '/etc/ecs/ecs.config');
      stage.check('which only root may read', mode.trim() === '600', mode);
    },
  },
  {
    name: 'metadata-late',
    claim: 'a metadata service that is late and slow opens the instance later',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), {
        world: { ...USUAL_WORLD, metadata: { delay: 0, silent: true } },
      });
      const asked = await machine.history.until(wanted.request('metadata', 'token', UNANSWERED));
      await stage.pass(4);
      machine.surround({ metadata: { delay: 100, silent: false } });
      await completesLaunch(stage, machine, await opens(stage, machine, { after: asked, within: 90 }));
    },
  },
  {
    name: 'metadata-hop-limit',
    claim: 'a container in a network of its own gets no token of the metadata service, one in the host network does',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), { world: USUAL_WORLD });
      await opens(stage, machine);
      const ask =
        "{ printf 'PUT /latest/api/token HTTP/1.0\\r\\nX-aws-ec2-metadata-token-ttl-seconds: 60\\r\\n\\r\\n'; sleep 2; } | " +
        'nc -w 3 169.254.169.254 80';
      const from = async (network: string): Promise<string> => {
        const image = `${ECR}/lab/collector:v1`;
        return (await machine.exec('docker', 'run', '--rm', '--network', network, image, 'sh', '-c', ask)).output;
      };
      const [bridge, host] = [await from('bridge'), await from('host')];
      stage.check('not in a network of its own', !bridge.includes('200 OK'), bridge);
      stage.check('in the host network', host.includes('200 OK'), host);
    },
  },
  {
    name: 'disk-full',
    claim: 'a full disk keeps the instance closed until there is room',
    play: async (stage) => {
      const machine = await stage.boot(usualGroup(), {
        world: withRegistry({ delay: 2500 }),
        dockerMiB: 24,
      });
      const pulling = await machine.history.until(wanted.request('registry', 'GET /v2/lab/collector/blobs'));
      await machine.exec('dd', 'if=/dev/zero', 'of=/var/lib/docker/fill', 'bs=1M');
      const full = await staysClosed(stage, machine, wanted.line(/no space left on device/), { after: pulling });
      await machine.exec('rm', '/var/lib/docker/fill');
      await opens(stage, machine, { after: full });
    },
  },
];

function bootWithLogin(stage: Stage, secrets: Readonly<Record<string, string>>): Promise<Machine> {
  const start = smallGroup((stack) => ({
    registryAuth: RegistryAuth.secret(secretsmanager.Secret.fromSecretCompleteArn(stack, 'Login', LOGIN_ARN)),
  }));
  return stage.boot(start, { world: { ...USUAL_WORLD, secrets: { ...USUAL_WORLD.secrets, ...secrets } } });
}
