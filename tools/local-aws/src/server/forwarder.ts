import { Agent, request as send, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../service';
import { readBody, type RequestHead } from './http';
import { LOOPBACK } from './listener';

/** moto's launcher marks with this header what moto could not answer; the body says why. */
export const FAILURE_HEADER = 'x-local-aws-failure';

/** Meaningful for one connection only. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'expect'];

/** Hands requests on to moto byte for byte. */
export class Forwarder {
  private readonly agent = new Agent({ keepAlive: true });

  public constructor(private readonly port: number) {}

  /**
   * Streams the request to moto and moto's reply to `response`.
   * `body` is given when the request has been read already.
   * Throws an `AwsError` that names `action` when moto does not know it or breaks over it.
   */
  public async forward(
    head: RequestHead,
    action: string,
    message: IncomingMessage,
    response: ServerResponse,
    body?: Buffer,
  ): Promise<void> {
    const reply = await this.ask(message, body);
    const failure = await failureOf(head, action, reply);
    if (failure) {
      throw failure;
    }
    response.writeHead(reply.statusCode ?? 502, endToEnd(reply.headers));
    await pipeline(reply, response);
  }

  public close(): void {
    this.agent.destroy();
  }

  private ask(message: IncomingMessage, body: Buffer | undefined): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = endToEnd(message.headers);
      const outgoing = send(
        {
          host: LOOPBACK,
          port: this.port,
          agent: this.agent,
          method: message.method,
          path: message.url,
          headers: body === undefined ? headers : { ...headers, 'content-length': body.length },
        },
        resolve,
      );
      outgoing.once('error', reject);
      if (body === undefined) {
        // also ends moto's side when the caller hangs up in the middle of an upload
        pipeline(message, outgoing).catch(reject);
      } else {
        outgoing.end(body);
      }
    });
  }
}

function endToEnd(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

/**
 * The reasons why moto has no answer. 501, not 500: SDKs repeat what fails with 500, and a defect stays one.
 */
async function failureOf(head: RequestHead, action: string, reply: IncomingMessage): Promise<AwsError | undefined> {
  const what = `${head.service ?? 'unsigned'}:${action}`;
  if (reply.headers[FAILURE_HEADER] !== undefined) {
    const { error, message, code } = JSON.parse((await readBody(reply)).toString('utf8')) as Failure;
    if (code) {
      return new AwsError(code, message);
    }
    return error === 'NotImplementedError'
      ? unknownAction(what, message)
      : new AwsError('InternalFailure', `Local AWS: moto failed in ${what}: ${error}: ${message}`, 501);
  }
  const noSuchPath = reply.statusCode === 404 && head.service !== 's3' && isHtml(reply);
  if (noSuchPath) {
    reply.resume();
    return unknownAction(what);
  }
  if (reply.statusCode === 500) {
    return new AwsError(
      'InternalFailure',
      `Local AWS: moto failed in ${what}: ${(await readBody(reply)).toString('utf8')}`,
      501,
    );
  }
  return undefined;
}

interface Failure {
  /** The Python class. */
  readonly error: string;
  readonly message: string;
  /** AWS's code, where moto meant to answer with an error of AWS's and did not. */
  readonly code?: string;
}

function unknownAction(what: string, detail = ''): AwsError {
  return new AwsError('UnsupportedOperation', `Local AWS does not play ${what}${detail && `: ${detail}`}`, 501);
}

function isHtml(reply: IncomingMessage): boolean {
  return reply.headers['content-type']?.startsWith('text/html') ?? false;
}
