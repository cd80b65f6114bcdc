import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientsFor, type Clients } from '../../src/clients';
import { Dispatcher, Forwarder, Listener, type Route } from '../../src/server';
import type { Service } from '../../src/service';

export interface Front {
  readonly url: string;
  readonly clients: Clients;
  readonly log: string[];
  close(): Promise<void>;
}

/** Our server with the given services before a stand-in for moto. */
export async function startFront(options: {
  services?: Service[];
  routes?: Route[];
  moto?: RequestListener;
}): Promise<Front> {
  const moto = await standIn(options.moto ?? ((_request, response) => response.end()));
  const listener = await Listener.bind();
  const forwarder = new Forwarder((moto.address() as AddressInfo).port);
  const log: string[] = [];
  const { services = [], routes = [] } = options;
  const dispatcher = new Dispatcher({ services, routes, moto: forwarder, log: (line) => log.push(line) });
  listener.serve(dispatcher.handle, (error) => log.push(String(error)));
  const clients = clientsFor(listener.url, 'eu-west-1');
  return {
    url: listener.url,
    clients,
    log,
    async close() {
      Object.values(clients).forEach((client) => client.destroy());
      await listener.close();
      forwarder.close();
      await new Promise((resolve) => moto.close(resolve));
    },
  };
}

async function standIn(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** A service that gives `output` for every action and keeps what it was asked. */
export function fakeService(name: string, output: Awaited<ReturnType<Service['handle']>>) {
  const calls: { action: string; input: Record<string, unknown> }[] = [];
  const handle: Service['handle'] = async ({ action, input }) => {
    calls.push({ action, input });
    return output;
  };
  return { name, handle, calls };
}
