import { randomBytes } from 'node:crypto';
import type { Call, Reply } from './call';
import type { World } from './world';

const TOKEN = 'x-aws-ec2-metadata-token';
const LONGEST_TOKEN_SECONDS = 21_600;
const VERSIONS = ['1.0', '2009-04-04', '2016-09-02', '2018-09-24', '2020-10-27', '2021-03-23', 'latest'];
const MAC = '02:00:00:00:00:02';
const ADDRESS = '10.99.0.2';

/** A folder of the metadata, or what it holds. */
type Tree = string | { readonly [name: string]: Tree };

/** The instance metadata service, version 2 only, as `HttpTokens: required` makes it. */
export class Metadata {
  private readonly tokens = new Map<string, number>();

  public answer(call: Call, world: World): Reply {
    const reply = this.reply(call, world);
    return { ...reply, delay: world.metadata.delay, silent: world.metadata.silent };
  }

  private reply(call: Call, world: World): Reply {
    const path = call.url.split('?')[0];
    if (call.method === 'PUT' && path === '/latest/api/token') {
      return this.newToken(call);
    }
    if ((this.tokens.get(String(call.headers[TOKEN])) ?? 0) < Date.now()) {
      return { action: path, status: 401 };
    }
    const [version, ...names] = path.split('/').filter((name) => name !== '');
    const tree: Tree = version === undefined ? Object.fromEntries(VERSIONS.map((one) => [one, ''])) : root(world);
    const found = version === undefined || VERSIONS.includes(version) ? at(tree, names) : undefined;
    return found === undefined ? { action: path, status: 404 } : { action: path, status: 200, body: listing(found) };
  }

  private newToken(call: Call): Reply {
    const seconds = Number(call.headers[`${TOKEN}-ttl-seconds`]);
    if (!(seconds >= 1 && seconds <= LONGEST_TOKEN_SECONDS)) {
      return { action: 'token', status: 400 };
    }
    if (call.headers['x-forwarded-for'] !== undefined) {
      return { action: 'token', status: 403 };
    }
    const token = randomBytes(42).toString('base64url');
    this.tokens.set(token, Date.now() + seconds * 1000);
    return { action: 'token', status: 200, body: token, headers: { [`${TOKEN}-ttl-seconds`]: String(seconds) } };
  }
}

function at(tree: Tree, names: readonly string[]): Tree | undefined {
  return names.reduce<Tree | undefined>(
    (node, name) => (typeof node === 'object' && Object.hasOwn(node, name) ? node[name] : undefined),
    tree,
  );
}

function listing(found: Tree): string {
  return typeof found === 'string'
    ? found
    : Object.entries(found)
        .map(([name, child]) => (typeof child === 'string' ? name : `${name}/`))
        .join('\n');
}

function root(world: World): Tree {
  const { region, account, instanceId } = world;
  const zone = `${region}a`;
  const name = `ip-10-99-0-2.${region}.compute.internal`;
  return {
    dynamic: {
      'instance-identity': {
        document: JSON.stringify({
          accountId: account,
          architecture: 'x86_64',
          availabilityZone: zone,
          imageId: 'ami-0123456789abcdef0',
          instanceId,
          instanceType: 't3.medium',
          pendingTime: '2026-01-01T00:00:00Z',
          privateIp: ADDRESS,
          region,
          version: '2017-09-30',
        }),
      },
    },
    'meta-data': {
      'ami-id': 'ami-0123456789abcdef0',
      'ami-launch-index': '0',
      hostname: name,
      iam: {
        info: JSON.stringify({ Code: 'Success', InstanceProfileArn: `arn:aws:iam::${account}:instance-profile/lab` }),
        'security-credentials': { [world.role]: credentials(world) },
      },
      'instance-id': instanceId,
      'instance-life-cycle': 'on-demand',
      'instance-type': 't3.medium',
      'local-hostname': name,
      'local-ipv4': ADDRESS,
      mac: MAC,
      network: { interfaces: { macs: { [MAC]: { 'device-number': '0', 'local-ipv4s': ADDRESS, mac: MAC } } } },
      placement: { 'availability-zone': zone, region },
      'reservation-id': 'r-0123456789abcdef0',
      services: { domain: 'amazonaws.com', partition: 'aws' },
    },
    'user-data': world.userData,
  };
}

function credentials({ credentials: { accessKeyId, secretAccessKey, token } }: World): string {
  const known = {
    Code: 'Success',
    LastUpdated: '2026-01-01T00:00:00Z',
    Type: 'AWS-HMAC',
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: token,
    Expiration: '2099-01-01T00:00:00Z',
  };
  return JSON.stringify(known, undefined, 2);
}
