import * as ecs from 'aws-cdk-lib/aws-ecs';
import { basicAuth } from './credentials';
import type { ElasticsearchOptions } from './elasticsearch-options';
import type { Output } from './output';
import { indexOutput } from './search-index';
import { type Bounds, matching, within } from '../private/checks';
import { failure } from '../private/errors';

export const PORT: Bounds = { min: 1, max: 65535, default: 9200 };

const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const PATH = /^(\/[A-Za-z0-9._~-]+)+$/;

export function elasticsearch(options: ElasticsearchOptions): Output {
  const { credentials, caCertificate, path, tls = true } = options;
  const index = indexOutput(options, true);
  if (!tls && credentials) {
    throw failure(
      'CredentialsInClear',
      'credentials would travel in clear with tls false; leave tls out, or credentials',
    );
  }
  if (!tls && caCertificate) {
    throw failure('CaCertificateUnused', 'caCertificate means nothing with tls false; leave one of them out');
  }
  return {
    plugin: 'es',
    settings: {
      port: String(within('PortInvalid', 'port', PORT, options.port)),
      ...index.settings,
      ...(tls ? { tls: 'on' } : {}),
    },
    values: {
      host: matching(
        'HostInvalid',
        'host',
        HOST,
        "a host's name or IPv4 address, without a scheme, a port or a path",
        options.host,
      ),
      ...index.values,
      ...(path === undefined
        ? {}
        : {
            path: matching('PathInvalid', 'path', PATH, 'a path that begins with a slash and ends without one', path),
          }),
    },
    secrets: basicAuth(credentials),
    certificate: caCertificate && ecs.Secret.fromSsmParameter(caCertificate),
    statements: [],
  };
}
