import type { IncomingHttpHeaders } from 'node:http';

/** A request to anything that is played here. */
export interface Call {
  readonly method: string;
  readonly host: string;
  /** As it came: with its query, still encoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Milliseconds until it is sent. */
  readonly delay?: number;
  /** No answer ever comes. */
  readonly silent?: boolean;
  /** What was asked for, as reports call it: `GetSecretValue`. */
  readonly action: string;
  /** What is worth knowing of it. */
  readonly detail?: string;
  /** What was delivered, for those who look at it later. */
  readonly payload?: unknown;
}

/** What a request was and what became of it. */
export interface RequestReport {
  /** Milliseconds since the epoch, when it came. */
  readonly at: number;
  /** `secretsmanager`, `registry` … */
  readonly service: string;
  readonly action: string;
  readonly status: number;
  readonly detail?: string;
  readonly payload?: unknown;
}

export function json(action: string, body: unknown, status = 200): Reply {
  return {
    action,
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  };
}

/** A refusal as the JSON services word it. */
export function refusal(action: string, code: string, message: string, status = 400): Reply {
  return { ...json(action, { __type: code, message }, status), detail: `${code}: ${message}` };
}
