import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Functions, aFunction } from './functions';

describe('a function’s process', () => {
  const functions = new Functions();
  afterEach(() => functions.close());

  const outcome = async (code: string, options?: Parameters<Functions['start']>[1]) =>
    (await (await functions.start(code, options)).invoke({ a: 1 })).outcome;

  it('gives what the handler returns, as JSON', async () => {
    expect(await outcome('exports.handler = async (event) => ({ event });')).toEqual({ result: '{"event":{"a":1}}' });
  });

  it.each([
    ['calls back', 'exports.handler = (event, context, callback) => setTimeout(callback, 1, null, "late");', '"late"'],
    ['returns nothing', 'exports.handler = async () => {};', 'null'],
    ['is not asynchronous', 'exports.handler = () => "ignored";', 'null'],
  ])('takes a handler that %s', async (_what, code, result) => {
    expect(await outcome(code)).toEqual({ result });
  });

  it('runs ECMAScript modules', async () => {
    const code = 'export const handler = async () => import.meta.url.slice(-9);';
    expect(await outcome(code, { file: 'index.mjs' })).toEqual({ result: '"index.mjs"' });
  });

  it('finds a nested export', async () => {
    const fn = aFunction({ handler: 'index.api.get' });
    expect(await outcome('exports.api = { get: async () => 1 };', { fn })).toEqual({ result: '1' });
  });

  it('sets the variables that AWS sets, over those of the function', async () => {
    const fn = aFunction({ environment: { OWN: 'yes', AWS_REGION: 'mars', AWS_ENDPOINT_URL: 'https://example.com' } });
    const code = `exports.handler = async (event, context) => [process.env.OWN, process.env.AWS_REGION,
      process.env.AWS_ENDPOINT_URL, process.env.AWS_EXECUTION_ENV, context.invokedFunctionArn, context.awsRequestId];`;
    const { result = '' } = await outcome(code, { fn, endpoint: 'http://127.0.0.1:7' });
    expect(JSON.parse(result)).toEqual([
      'yes',
      'eu-west-1',
      'http://127.0.0.1:7',
      'AWS_Lambda_nodejs22.x',
      fn.arn,
      'request',
    ]);
  });

  it('stays warm: what the module keeps is there in the next invocation', async () => {
    const { invoke } = await functions.start('let calls = 0; exports.handler = async () => ++calls;');
    expect((await invoke()).outcome).toEqual({ result: '1' });
    expect((await invoke()).outcome).toEqual({ result: '2' });
  });

  it('writes the console’s lines as Lambda does, before the invocation ends', async () => {
    const { invoke, log } = await functions.start('exports.handler = async () => console.warn("a %s", "b", { c: 1 });');
    await invoke();
    expect(log).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z\trequest\tWARN\ta b { c: 1 }$/)]);
  });

  it('writes JSON when the function asks for it', async () => {
    const fn = aFunction({ logFormat: 'JSON' });
    const { invoke, log } = await functions.start('exports.handler = async () => console.log({ c: 1 });', { fn });
    await invoke();
    expect(log.map((line) => JSON.parse(line) as unknown)).toEqual([
      { timestamp: expect.any(String) as string, level: 'INFO', requestId: 'request', message: { c: 1 } },
    ]);
  });

  it.each([
    ['throws', 'exports.handler = async () => { throw new RangeError("boom"); };', 'RangeError', 'boom'],
    ['throws no error', 'exports.handler = async () => { throw "boom"; };', 'string', 'boom'],
    ['fails to load', 'require("nope");', 'Runtime.ImportModuleError', /^Error: Cannot find module 'nope'/],
    ['throws while loading', 'throw new RangeError("early");', 'RangeError', 'early'],
    ['is no JavaScript', 'exports.handler = => 1;', 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
    [
      'lacks the handler',
      'exports.other = 1;',
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    [
      'has a handler that is none',
      'exports.handler = 1;',
      'Runtime.HandlerNotFound',
      'index.handler is not a function',
    ],
    [
      'forgets a promise',
      'exports.handler = () => { Promise.reject(new Error("lost")); return new Promise(() => {}); };',
      'Runtime.UnhandledPromiseRejection',
      'Error: lost',
    ],
    [
      'returns what JSON cannot hold',
      'exports.handler = async () => { const a = {}; a.a = a; return a; };',
      'Runtime.MarshalError',
      /^Unable to stringify response body as json: /,
    ],
    [
      'ends its process',
      'exports.handler = async () => process.exit(3);',
      'Runtime.ExitError',
      'RequestId: request Error: Runtime exited with error: exit status 3',
    ],
  ])('reports a function that %s', async (_what, code, errorType, errorMessage) => {
    const message = errorMessage instanceof RegExp ? (expect.stringMatching(errorMessage) as string) : errorMessage;
    expect(await outcome(code)).toMatchObject({ error: { errorType, errorMessage: message } });
  });

  it('loads code that mentions a client of the SDK which is not there, and fails when it is used', async () => {
    const code = `const { SFNClient } = require('@aws-sdk/client-nothing');
      exports.handler = async ({ a }) => (a === 1 ? new SFNClient() : 'loaded');`;
    const { invoke } = await functions.start(code);
    expect((await invoke({ a: 2 })).outcome).toEqual({ result: '"loaded"' });
    expect((await invoke({ a: 1 })).outcome).toMatchObject({
      error: {
        errorMessage:
          'Local AWS brings no @aws-sdk/client-nothing, which SFNClient comes from: bundle it with the function',
      },
    });
  });

  it('reports a function without the file that its handler names', async () => {
    expect(await outcome('', { fn: aFunction({ handler: 'app.handler' }) })).toMatchObject({
      error: { errorType: 'Runtime.ImportModuleError', errorMessage: "Error: Cannot find module 'app'" },
    });
  });

  it('ends with the function’s time, and is of no more use', async () => {
    const fn = aFunction({ timeoutSeconds: 0.3 });
    const { invoke, environment } = await functions.start('exports.handler = () => new Promise(() => {});', { fn });
    expect((await invoke()).outcome).toEqual({
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: 'RequestId: request Error: Task timed out after 0.30 seconds',
      },
    });
    expect(environment.usable).toBe(false);
  });

  it('takes answers to CloudFormation to local AWS when the handler insists on HTTPS', async () => {
    const received: string[] = [];
    const server = createServer((request, response) => {
      received.push(`${request.method} ${request.url} ${String(request.headers['content-length'])}`);
      request.resume().on('end', () => response.end('thanks'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const code = `const https = require('https'); const { parse } = require('url');
      exports.handler = (event) => new Promise((resolve, reject) => {
        const { hostname, path } = parse('${endpoint}/answer?signed=yes');
        const request = https.request({ hostname, path, method: 'PUT', headers: { 'content-length': 2 } }, (response) => {
          response.resume(); resolve(response.statusCode);
        });
        request.on('error', reject); request.write('ok'); request.end();
      });`;
    try {
      expect(await outcome(code, { endpoint })).toEqual({ result: '200' });
      expect(received).toEqual(['PUT /answer?signed=yes 2']);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('leaves every other HTTPS request alone', async () => {
    const code = `const https = require('https');
      exports.handler = () => new Promise((resolve) =>
        https.get('https://127.0.0.2:9/', { timeout: 100 }, () => resolve('answered')).on('error', (error) => resolve(error.code)));`;
    expect(await outcome(code)).toEqual({ result: '"ECONNREFUSED"' });
  });
});
