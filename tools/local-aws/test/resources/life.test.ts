import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Moto } from '../../src/moto';
import { resourceTypes } from '../../src/resources';
import { TEST_PYTHON } from '../support/python';
import { att, network, type Case } from './cases/case';
import { ec2InstanceCases } from './cases/ec2-instances';
import { ec2NetworkCases } from './cases/ec2-network';
import { failures } from './cases/failures';
import { identityCases } from './cases/identity';
import { loadBalancingCases } from './cases/load-balancing';
import { messageCases } from './cases/messages';
import { storageCases } from './cases/storage';
import { Life } from './life';

const account = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws' };
const cases: readonly Case[] = [
  ...ec2InstanceCases,
  ...ec2NetworkCases,
  ...identityCases,
  ...loadBalancingCases,
  ...messageCases,
  ...storageCases,
];

/** A type that is nothing at all. */
const ELSEWHERE = ['AWS::CDK::Metadata'];

describe('resource types', () => {
  let directory: string;
  let moto: Moto;
  let life: Life;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'local-aws-test-'));
    moto = await Moto.start({
      python: TEST_PYTHON,
      account,
      directory,
      front: 'http://127.0.0.1:9',
      died: () => undefined,
    });
  });
  beforeEach(() => (life = new Life(moto.url)));
  afterEach(() => life.close());
  afterAll(async () => {
    await moto?.close();
    await rm(directory, { recursive: true, force: true });
  });

  test('have each a life here', () => {
    const types = resourceTypes.map(({ type }) => type);
    expect([...new Set([...cases.map(({ type }) => type), ...ELSEWHERE])].sort()).toEqual([...types].sort());
  });

  test.each(cases.map((each) => [each.type, each] as const))('%s', async (_, each) => {
    const { type, around = {}, create, update, definition = {} } = each;
    const template = (Properties: object, more: object = {}) => ({
      Resources: { ...around, Subject: { Type: type, Properties, ...definition }, ...more },
      Outputs: Object.fromEntries(
        Object.keys(each.attributes ?? {}).map((name) => [name.replace(/\W/g, ''), { Value: att('Subject', name) }]),
      ),
    });
    const look = async () => each.look(life.clients, await life.physicalId('Subject'), await life.outputs());

    await life.deploy('CreateStack', template(create));
    const id = await life.physicalId('Subject');
    expect({ seen: await look() }).toMatchObject({ seen: each.created });
    const outputs = await life.outputs();
    for (const [name, expected] of Object.entries(each.attributes ?? {})) {
      expect(outputs[name.replace(/\W/g, '')]).toMatch(expected);
    }

    const last = update ?? create;
    if (update !== undefined) {
      await life.deploy('UpdateStack', template(update));
      expect({ seen: await look() }).toMatchObject({ seen: each.updated });
      expect((await life.physicalId('Subject')) === id).toBe(each.replaced !== true);
    }

    // Back to the beginning, with something after it that fails: the rollback must come back to here.
    const before = await look();
    const failing = {
      Type: 'AWS::IAM::InstanceProfile',
      DependsOn: 'Subject',
      Properties: { Roles: ['nobody'] },
    };
    await expect(life.deploy('UpdateStack', template(create, { Failing: failing }))).rejects.toThrow(
      /^UPDATE_ROLLBACK_COMPLETE: .*nobody/,
    );
    expect(stable(await look())).toEqual(stable(before));

    const present = await life.outputs();
    const physicalId = await life.physicalId('Subject');
    await life.deploy('UpdateStack', template(last), { Tags: [{ Key: 'team', Value: 'a' }] }).catch((error: Error) => {
      expect(error.message).toBe('No updates are to be performed.');
    });
    await life.delete();
    const gone = await each.look(life.clients, physicalId, present).catch((error: Error) => {
      expect(`${error.name} ${error.message}`).toMatch(/not ?found|NoSuch|does not exist|NonExistent|cannot find/i);
    });
    expect(gone).toEqual(each.gone);
  });

  test.each(failures.map((failure) => [failure.type, failure.because, failure] as const))(
    '%s fails when %s',
    async (_, __, { type, around = {}, properties, message }) => {
      // Last, so that the rest is there for it to collide with.
      const definition = { Type: type, Properties: properties, DependsOn: Object.keys(around) };
      await expect(life.deploy('CreateStack', { Resources: { ...around, Subject: definition } })).rejects.toThrow(
        message,
      );
      await life.delete();
    },
  );

  test('EC2 NAT gateways of a region are refused by name before anything is made', async () => {
    const template = {
      Resources: {
        Vpc: network.Vpc,
        Subject: { Type: 'AWS::EC2::NatGateway', Properties: { VpcId: { Ref: 'Vpc' }, AvailabilityMode: 'regional' } },
      },
    };
    await expect(life.deploy('CreateStack', template)).rejects.toThrow(
      'Local AWS does not support property AvailabilityMode of AWS::EC2::NatGateway',
    );
    const { Vpcs = [] } = await life.clients.ec2.describeVpcs({ Filters: [{ Name: 'cidr', Values: ['10.0.0.0/16'] }] });
    expect(Vpcs).toEqual([]);
  });
});

/** Without what every new version of a thing has anew. */
function stable(seen: unknown): unknown {
  const VOLATILE = /^(\$metadata|.*(Modified|CreateTime|RevisionId|VersionNumber|CreateDate|Timestamp|Updated.*))$/;
  return JSON.parse(JSON.stringify(seen), (key, value: unknown) => (VOLATILE.test(key) ? undefined : value)) as unknown;
}
