import { AwsError } from '../service';
import type { Call, Protocol } from './protocol';

/** AWS JSON 1.0 and 1.1: the action in `X-Amz-Target`, JSON in and out. ECS, SSM and EventBridge speak it. */
export const jsonProtocol: Protocol = {
  read({ headers, body }): Call {
    const target = String(headers['x-amz-target']);
    return {
      action: target.slice(target.lastIndexOf('.') + 1),
      version: headers['content-type'] ?? 'application/x-amz-json-1.1',
      input: body.length > 0 ? parse(body) : {},
    };
  },

  reply: (_service, { version }, output) => ({
    status: 200,
    headers: { 'content-type': version },
    body: JSON.stringify(withEpochSeconds(output)),
  }),

  error: (error) => ({
    status: error.statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  }),
};

function parse(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON');
  }
}

/** The protocol writes a time as seconds since 1970. */
function withEpochSeconds(value: unknown): unknown {
  if (value instanceof Date) {
    return value.getTime() / 1000;
  }
  if (Array.isArray(value)) {
    return value.map(withEpochSeconds);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withEpochSeconds(member)]));
  }
  return value;
}
