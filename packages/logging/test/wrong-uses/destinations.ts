import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { WrongUse } from './wrong-use';
import { type ElasticsearchOptions, LogDestination } from '../../src';

function elasticsearch(options: Partial<ElasticsearchOptions>): WrongUse['use'] {
  return () => LogDestination.elasticsearch({ host: 'logs.example.com', ...options });
}

const HOST = "HostInvalid: host must be a host's name or IPv4 address, without a scheme, a port or a path, got ";
const INDEX = 'must be 1 to 200 lower-case letters, digits and . _ -, beginning with a letter, digit or dot, got';

/** Wrong destinations of logs. */
export const DESTINATION_USES: readonly WrongUse[] = [
  {
    name: 'a host with a scheme',
    use: elasticsearch({ host: 'https://a.example.com' }),
    text: `${HOST}"https://a.example.com"`,
  },
  {
    name: 'a host with a port',
    use: elasticsearch({ host: 'a.example.com:9200' }),
    text: `${HOST}"a.example.com:9200"`,
  },
  { name: 'no host', use: elasticsearch({ host: '' }), text: `${HOST}""` },
  {
    name: 'a host that would be configuration',
    use: elasticsearch({ host: 'a\n    - name: stdout' }),
    text: `${HOST}"a\\n    - name: stdout"`,
  },
  {
    name: 'a host that Fluent Bit would expand',
    use: elasticsearch({ host: '${HOSTNAME}' }),
    text: `${HOST}"\${HOSTNAME}"`,
  },
  {
    name: 'a port that does not exist',
    use: elasticsearch({ port: 65536 }),
    text: 'PortInvalid: port must be a whole number of 1 to 65535, known at synthesis, got 65536; leave it out for 9200',
  },
  {
    name: 'an index with capital letters',
    use: elasticsearch({ index: 'Logs' }),
    text: `IndexInvalid: index ${INDEX} "Logs"`,
  },
  {
    name: 'a prefix of indices that Fluent Bit would expand',
    use: elasticsearch({ indexPrefix: 'logs-${HOSTNAME}' }),
    text: `IndexInvalid: indexPrefix ${INDEX} "logs-\${HOSTNAME}"`,
  },
  {
    name: 'one index and daily ones',
    use: elasticsearch({ index: 'logs', indexPrefix: 'logs' }),
    text: 'IndexTwice: index and indexPrefix cannot be given together; indexPrefix is for daily indices',
  },
  {
    name: 'a path without a slash',
    use: elasticsearch({ path: 'elastic' }),
    text: 'PathInvalid: path must be a path that begins with a slash and ends without one, got "elastic"',
  },
  {
    name: 'a pipeline that is a path',
    use: elasticsearch({ pipeline: 'a/b' }),
    text: 'PipelineInvalid: pipeline must be the name of an ingest pipeline: letters, digits and . _ -, got "a/b"',
  },
  {
    name: 'a password in clear',
    use: ({ stack }) =>
      LogDestination.elasticsearch({
        host: 'a.example.com',
        tls: false,
        credentials: new secretsmanager.Secret(stack, 'Login'),
      }),
    text: 'CredentialsInClear: credentials would travel in clear with tls false; leave tls out, or credentials',
  },
  {
    name: 'an authority for no encryption',
    use: ({ stack }) =>
      LogDestination.elasticsearch({
        host: 'a.example.com',
        tls: false,
        caCertificate: ssm.StringParameter.fromStringParameterName(stack, 'Authority', '/ca'),
      }),
    text: 'CaCertificateUnused: caCertificate means nothing with tls false; leave one of them out',
  },
];
