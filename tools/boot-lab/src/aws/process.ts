/** Runs in a network namespace of its own and plays everything that one instance talks to. Its parent says what the world is. */
import { readFileSync } from 'node:fs';
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:net';
import type { Call, Reply } from './call';
import type { ImageParts } from './image';
import { Metadata } from './metadata';
import { startNames } from './names';
import { isRegistry, Registry } from './registry';
import { answerSearch, SEARCH_PORT } from './search';
import { callService, serviceOf } from './services';
import type { World } from './world';

const ADDRESS = '10.99.0.1';
const RESOLVER = '169.254.169.253';
const METADATA = '169.254.169.254';

/** What is sent to the parent besides reports of requests. */
export interface Announcement {
  /** `started`: the network namespace is there. */
  readonly state: 'started' | 'listening';
}

/** What the parent sends. */
export interface Order {
  readonly world?: World;
  /** Begin to listen: the network is there. */
  readonly listen?: { readonly certificate: string; readonly key: string; readonly images: ImageParts };
}

let world: World;

/** Requests that nobody answers; they end when the world changes, as those to a service that is restarted do. */
const unanswered = new Set<ServerResponse>();

process.on('message', (order: Order) => {
  if (order.world) {
    world = order.world;
    unanswered.forEach((response) => response.destroy());
    unanswered.clear();
  }
  if (order.listen) {
    listen(order.listen).then(
      () => process.send?.({ state: 'listening' }),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  }
});
process.on('disconnect', () => process.exit());
process.send?.({ state: 'started' });

async function listen({ certificate, key, images }: NonNullable<Order['listen']>): Promise<void> {
  const identity = { cert: readFileSync(certificate), key: readFileSync(key) };
  const metadata = new Metadata();
  const registry = new Registry(images);
  const elsewhere = (call: Call): [string, Reply] => {
    const service = serviceOf(call.host, world);
    if (service !== undefined) {
      return [service, callService(service, call, world)];
    }
    return isRegistry(call.host, world)
      ? ['registry', registry.answer(call, world)]
      : [call.host, { action: call.url, status: 421, body: 'nobody plays this' }];
  };
  const known = (name: string): boolean =>
    serviceOf(name, world) !== undefined || isRegistry(name, world) || name === world.search.host;
  await Promise.all([
    startNames(RESOLVER, ADDRESS, known),
    started(createPlainServer(handler((call) => ['metadata', metadata.answer(call, world)])), METADATA, 80),
    started(createServer(identity, handler(elsewhere)), ADDRESS, 443),
    started(
      createServer(
        identity,
        handler((call) => ['elasticsearch', answerSearch(call, world)]),
      ),
      ADDRESS,
      SEARCH_PORT,
    ),
  ]);
}

function started(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, address, resolve);
  });
}

function handler(answer: (call: Call) => [service: string, reply: Reply]): RequestListener {
  return (request, response) => {
    const at = Date.now();
    void read(request).then((body) => {
      const { method = 'GET', url = '/', headers } = request;
      const call = { method, url, headers, body, host: (headers.host ?? '').replace(/:\d+$/, '') };
      const [service, reply] = answer(call);
      const { action, status, detail, payload } = reply;
      process.send?.({ at, service, action, status: reply.silent ? 0 : status, detail, payload });
      if (reply.silent) {
        unanswered.add(response);
      } else {
        setTimeout(() => send(response, reply), reply.delay ?? 0);
      }
    });
  };
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, headers).end(body);
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
