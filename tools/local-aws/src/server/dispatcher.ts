import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, PASS_ON, type Service } from '../service';
import { awsErrorOf } from './errors';
import type { Forwarder } from './forwarder';
import { headOf, readBody, type Reply, type Request, type RequestHead, type Route } from './http';
import { actionOf, errorReply, protocolOf } from './protocol';

export interface DispatcherOptions {
  readonly services: readonly Service[];
  readonly routes: readonly Route[];
  /** Where everything goes that is not ours. */
  readonly moto: Pick<Forwarder, 'forward'>;
  readonly log: (message: string) => void;
}

/** Takes each request to the service of ours that answers it, or to moto. */
export class Dispatcher {
  private readonly services: ReadonlyMap<string, Service>;

  public constructor(private readonly options: DispatcherOptions) {
    this.services = new Map(options.services.map((service) => [service.name, service]));
  }

  public readonly handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    const head = headOf(message);
    try {
      await this.dispatch(head, message, response, requestId);
    } catch (error) {
      const awsError = awsErrorOf(error, (unexpected) => this.options.log(`${head.service}: ${unexpected}`));
      if (response.headersSent) {
        throw error;
      }
      // a client that still sends its body would not read the reply
      message.resume();
      write(response, errorReply(head, awsError, requestId), requestId);
    }
  };

  private async dispatch(
    head: RequestHead,
    message: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const route = this.options.routes.find((candidate) => candidate.matches(head));
    if (route) {
      write(response, await route.handle({ ...head, body: await readBody(message) }), requestId);
      return;
    }
    if (!protocolOf(head)) {
      // REST: the body may be an upload of many megabytes, and the path says all we need
      await this.options.moto.forward(head, actionOf({ ...head, body: Buffer.alloc(0) }), message, response);
      return;
    }
    const request: Request = { ...head, body: await readBody(message) };
    const reply = await this.answer(request, requestId);
    if (reply === PASS_ON) {
      await this.options.moto.forward(head, actionOf(request), message, response, request.body);
    } else {
      write(response, reply, requestId);
    }
  }

  private async answer(request: Request, requestId: string): Promise<Reply | typeof PASS_ON> {
    const service = request.service === undefined ? undefined : this.services.get(request.service);
    const protocol = protocolOf(request);
    if (!service || !protocol) {
      return PASS_ON;
    }
    const call = protocol.read(request);
    if (call.action === '') {
      throw new AwsError('MissingAction', `A request to ${service.name} names no action`);
    }
    const output = await service.handle({ service: service.name, action: call.action, input: call.input });
    return output === PASS_ON ? PASS_ON : protocol.reply(service.name, call, output, requestId);
  }
}

function write(response: ServerResponse, reply: Reply, requestId: string): void {
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-length': Buffer.byteLength(reply.body),
    'x-amzn-requestid': requestId,
  });
  response.end(reply.body);
}
