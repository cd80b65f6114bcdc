import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Loopback only: nothing outside this machine can reach local AWS. */
export const LOOPBACK = '127.0.0.1';

export type Handler = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A bound port. What answers on it comes later, because the services need its address to come into being. */
export class Listener {
  /** Listens on `port`, or on a free one. Fails with words of its own when the port is taken. */
  public static async bind(port = 0): Promise<Listener> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
      server.listen(port, LOOPBACK, resolve);
    });
    return new Listener(server);
  }

  public readonly port: number;
  public readonly url: string;

  private constructor(private readonly server: Server) {
    this.port = (server.address() as AddressInfo).port;
    this.url = `http://${LOOPBACK}:${this.port}`;
    // CloudFormation deploys and Lambda invocations may keep a request open for long
    server.requestTimeout = 0;
    // The CDK CLI polls every five seconds, which is when Node would end an idle connection: whoever then sends first
    // meets a reset. Only clients end connections here.
    server.keepAliveTimeout = 0;
    server.on('request', unavailable);
  }

  /** From now on `handler` answers; `failed` hears what it threw. */
  public serve(handler: Handler, failed: (error: unknown) => void): void {
    this.server.removeListener('request', unavailable);
    this.server.on('request', (message, response) => {
      handler(message, response).catch((error: unknown) => {
        failed(error);
        response.destroy();
      });
    });
  }

  public async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}

function unavailable(_message: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'text/plain' }).end('Local AWS is starting');
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(`PortTaken: port ${port} is in use by another program; choose another one or leave it out`);
  }
  if (error.code === 'EACCES') {
    return new Error(`PortForbidden: port ${port} needs rights this user does not have; choose one above 1023`);
  }
  return error;
}
