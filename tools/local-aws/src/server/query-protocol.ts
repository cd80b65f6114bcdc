import { XMLBuilder } from 'fast-xml-parser';
import type { AwsError } from '../service';
import type { Reply, Request } from './http';
import type { Call, Protocol } from './protocol';
import { parseQueryInput } from './query-input';

const builder = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: true });

/** AWS query: a form with `Action` in, XML out. CloudFormation and Auto Scaling speak it. */
export const queryProtocol: Protocol = {
  read(request: Request): Call {
    // the SDKs post a form; a presigned URL carries the same parameters in its query
    const parameters =
      request.body.length > 0 ? new URLSearchParams(request.body.toString('utf8')) : new URLSearchParams(request.query);
    const action = parameters.get('Action') ?? '';
    const version = parameters.get('Version') ?? '';
    parameters.delete('Action');
    parameters.delete('Version');
    return { action, version, input: parseQueryInput(parameters) };
  },

  reply(service, { action, version }, output, requestId) {
    return xml(200, {
      [`${action}Response`]: {
        '@_xmlns': `http://${service}.amazonaws.com/doc/${version}/`,
        [`${action}Result`]: render(output),
        ResponseMetadata: { RequestId: requestId },
      },
    });
  },

  error(error: AwsError, requestId) {
    const Type = error.statusCode < 500 ? 'Sender' : 'Receiver';
    return xml(error.statusCode, {
      ErrorResponse: { Error: { Type, Code: error.code, Message: printable(error.message) }, RequestId: requestId },
    });
  },
};

/** EC2 has a form of its own for errors. */
export function ec2Error(error: AwsError, requestId: string): Reply {
  return xml(error.statusCode, {
    Response: { Errors: { Error: { Code: error.code, Message: printable(error.message) } }, RequestID: requestId },
  });
}

export function s3Error(error: AwsError, requestId: string): Reply {
  return xml(error.statusCode, {
    Error: { Code: error.code, Message: printable(error.message), RequestId: requestId },
  });
}

function xml(status: number, document: object): Reply {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    // a bare carriage return would reach the reader as a line feed
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document).replaceAll('\r', '&#xD;')}`,
  };
}

/** Plain data in the form that the XML builder wants: lists as `<member>` elements, times in ISO 8601. */
function render(value: unknown): unknown {
  if (Array.isArray(value)) {
    return { member: value.map(render) };
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined && member !== null)
        .map(([name, member]) => [name, render(member)]),
    );
  }
  return typeof value === 'string' ? printable(value) : value;
}

/** XML 1.0 has no way to write most control characters. */
function printable(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
