import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as ECS hears it, or an answer as CloudFormation does (`PUT`). */
export interface Call {
  readonly action: string;
  readonly input: Record<string, unknown>;
}

/** A text is XML, which the older APIs speak. */
export type Answer = object | string | { readonly error: string; readonly message: string };

/** AWS on loopback, for the SDK as it is: what the tests of the decisions replace. */
export class FakeApi {
  public readonly calls: Call[] = [];
  public answer: (call: Call) => Answer = () => ({});
  public url = '';
  private readonly server: Server;

  public constructor() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const target = String(request.headers['x-amz-target'] ?? request.method);
        const form = request.headers['content-type']?.includes('form') ? new URLSearchParams(body) : undefined;
        const call = {
          action: form?.get('Action') ?? target.replace(/^.*\./, ''),
          input: form ? Object.fromEntries(form) : (JSON.parse(body) as Record<string, unknown>),
        };
        this.calls.push(call);
        const answer = this.answer(call);
        if (typeof answer === 'string') {
          response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
          return;
        }
        const status = 'error' in answer ? 400 : 200;
        const text = 'error' in answer ? { __type: answer.error, message: answer.message } : answer;
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(text));
      });
    });
  }

  /** Also points the SDK here. */
  public async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
    });
  }

  public reset(): void {
    this.calls.length = 0;
    this.answer = () => ({});
  }

  public actions(): string[] {
    return this.calls.map(({ action }) => action);
  }

  public stop(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}
