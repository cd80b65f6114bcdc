import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PASS_ON } from '../../src/service';
import { fakeService, startFront, type Front } from './front';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

describe('what is not ours', () => {
  let front: Front;
  let seen: Seen[];
  /** Stands in for moto: keeps what it was asked and answers with `reply`. */
  const before = async (reply: (response: ServerResponse) => void, ...services: ReturnType<typeof fakeService>[]) => {
    seen = [];
    front = await startFront({
      services,
      moto: (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const { method, url, headers } = request;
          seen.push({ method, url, headers, body: Buffer.concat(chunks) });
          reply(response);
        });
      },
    });
  };
  afterEach(() => front.close());

  it('reaches moto byte for byte, and moto’s reply the caller', async () => {
    await before((response) => response.writeHead(200, { etag: '"tag"', 'x-amz-version-id': 'v' }).end());
    const content = randomBytes(6 * 2 ** 20);
    const reply = await front.clients.s3.putObject({ Bucket: 'bucket', Key: 'a b/ü', Body: content });
    expect(reply).toMatchObject({ ETag: '"tag"', VersionId: 'v' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'PUT', url: '/bucket/a%20b/%C3%BC?x-id=PutObject' });
    expect(seen[0]?.body.includes(content)).toBe(true);
    expect(seen[0]?.headers.host).toBe(new URL(front.url).host);
  });

  it('reaches moto when a service of ours says so', async () => {
    const service = fakeService('ssm', PASS_ON);
    await before((response) => response.end('{"Parameters":[{"Name":"n"}]}'), service);
    const reply = await front.clients.ssm.getParameters({ Names: ['n'] });
    expect(reply.Parameters).toEqual([{ Name: 'n' }]);
    expect(seen[0]?.body.toString()).toBe('{"Names":["n"]}');
    expect(service.calls).toHaveLength(1);
  });

  const failure = (report: object) => (response: ServerResponse) =>
    response.writeHead(500, { 'x-local-aws-failure': '1' }).end(JSON.stringify(report));

  it.each([
    ['JSON', 'ssm:GetParameters', (c: Front['clients']) => c.ssm.getParameters({ Names: ['n'] })],
    ['query', 'iam:GetRole', (c: Front['clients']) => c.iam.getRole({ RoleName: 'r' })],
    ['EC2', 'ec2:DescribeVpcs', (c: Front['clients']) => c.ec2.describeVpcs({})],
    ['S3', 's3:GetObject', (c: Front['clients']) => c.s3.getObject({ Bucket: 'b', Key: 'k' })],
    ['REST', 'lambda:GET /2015-03-31/functions', (c: Front['clients']) => c.lambda.listFunctions({})],
  ])('fails by name when moto breaks over it (%s)', async (_protocol, action, call) => {
    await before(failure({ error: 'KeyError', message: "'Tags'" }));
    await expect(call(front.clients)).rejects.toMatchObject({
      name: 'InternalFailure',
      message: expect.stringContaining(`Local AWS: moto failed in ${action}`) as string,
    });
  });

  it('fails by name when moto does not know the action', async () => {
    await before(failure({ error: 'NotImplementedError', message: 'not implemented' }));
    await expect(front.clients.ssm.getParameters({ Names: [] })).rejects.toMatchObject({
      name: 'UnsupportedOperation',
      message: 'Local AWS does not play ssm:GetParameters: not implemented',
    });
  });

  it('fails by name when moto does not know the path', async () => {
    await before((response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>'));
    await expect(front.clients.lambda.getAccountSettings({})).rejects.toMatchObject({
      name: 'UnsupportedOperation',
      message: 'Local AWS does not play lambda:GET /2016-08-19/account-settings',
    });
  });

  it('fails with AWS’s own error where moto raises one and trips over it', async () => {
    await before(failure({ error: 'ValueError', code: 'InvalidParameterValueException', message: 'no such key' }));
    await expect(front.clients.lambda.listFunctions({})).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'no such key',
    });
  });

  it('passes on moto’s own errors', async () => {
    const body = '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';
    await before((response) => response.writeHead(404, { 'content-type': 'application/xml' }).end(body));
    await expect(front.clients.s3.getObject({ Bucket: 'b', Key: 'k' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
