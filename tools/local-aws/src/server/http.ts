import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/** What is known of a request before its body has been read. */
export interface RequestHead {
  readonly method: string;
  /** Without the query string, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The signing name of the service, or undefined for a request that nobody signed. */
  readonly service: string | undefined;
}

export interface Request extends RequestHead {
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

/** Requests that are told apart by method and path instead of an action: REST APIs, and addresses of our own. */
export interface Route {
  matches(head: RequestHead): boolean;
  handle(request: Request): Promise<Reply>;
}

export function headOf(message: IncomingMessage): RequestHead {
  const url = new URL(message.url ?? '/', 'http://localhost');
  const query = url.searchParams;
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query,
    headers: message.headers,
    service: signedFor(message.headers.authorization, query),
  };
}

export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** The credential scope is `key/date/region/service/aws4_request`, in the header or, presigned, in the query. */
function signedFor(authorization: string | undefined, query: URLSearchParams): string | undefined {
  const credential = /Credential=([^,\s]+)/.exec(authorization ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? '';
  return credential.split('/').at(-2)?.toLowerCase();
}
