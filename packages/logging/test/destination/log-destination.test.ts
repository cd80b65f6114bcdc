import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as serverless from 'aws-cdk-lib/aws-opensearchserverless';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { LogDestination, type ElasticsearchOptions } from '../../src';
import { containerOutput, documentOf, environmentOf, makeRouted, type Made } from '../support';

const routed = (containerLogs: (made: Made) => LogDestination) =>
  makeRouted((made) => ({ containerLogs: containerLogs(made) }));
const elasticsearch = (options: Partial<ElasticsearchOptions> = {}) =>
  routed(() => LogDestination.elasticsearch({ host: 'logs.example.com', ...options }));
const domain = ({ stack }: Made) =>
  new opensearch.Domain(stack, 'Domain', { version: opensearch.EngineVersion.OPENSEARCH_2_19 });

describe('Elasticsearch', () => {
  test('is reached encrypted, and gets a daily index', () => {
    const made = elasticsearch();
    expect(containerOutput(made)).toMatchObject({
      name: 'es',
      host: '${TO_HOST}',
      port: '9200',
      tls: 'on',
      logstash_format: 'on',
      logstash_prefix: '${TO_LOGSTASH_PREFIX}',
    });
    expect(environmentOf(made)).toMatchObject({ TO_HOST: 'logs.example.com', TO_LOGSTASH_PREFIX: 'containers' });
  });

  test('gets a record once, however often it is sent', () => {
    expect(containerOutput(elasticsearch())).toMatchObject({ generate_id: 'on', time_key_nanos: 'on' });
  });

  test('is told from which container a record is', () => {
    expect(containerOutput(elasticsearch())).toMatchObject({ include_tag_key: 'on', tag_key: 'tag' });
  });

  test('may have one index or data stream', () => {
    const made = elasticsearch({ index: 'logs-ecs-default' });
    expect(containerOutput(made)).toMatchObject({ index: '${TO_INDEX}' });
    expect(containerOutput(made)).not.toHaveProperty('logstash_format');
    expect(environmentOf(made)).toMatchObject({ TO_INDEX: 'logs-ecs-default' });
  });

  test('may stand behind a path, and have a pipeline', () => {
    const made = elasticsearch({ path: '/elastic', pipeline: 'json' });
    expect(containerOutput(made)).toMatchObject({ path: '${TO_PATH}', pipeline: '${TO_PIPELINE}' });
    expect(environmentOf(made)).toMatchObject({ TO_PATH: '/elastic', TO_PIPELINE: 'json' });
  });

  test('may be reached in clear, when that is said', () => {
    expect(containerOutput(elasticsearch({ tls: false, port: 80 }))).toMatchObject({ port: '80' });
    expect(containerOutput(elasticsearch({ tls: false }))).not.toHaveProperty('tls');
  });

  test('may have an authority of its own', () => {
    const made = routed(({ stack }) =>
      LogDestination.elasticsearch({
        host: 'logs.example.com',
        caCertificate: ssm.StringParameter.fromStringParameterName(stack, 'Authority', '/logs/ca'),
      }),
    );
    expect(containerOutput(made)).toMatchObject({ 'tls.ca_file': '/run/secrets/ca.pem' });
    expect(documentOf(made).secretFiles).toEqual({ 'ca.pem': expect.stringContaining('parameter/logs/ca') });
  });

  test('may ask who one is', () => {
    const made = routed(({ stack }) =>
      LogDestination.elasticsearch({ host: 'a.example.com', credentials: new secretsmanager.Secret(stack, 'Login') }),
    );
    expect(containerOutput(made)).toMatchObject({ http_user: '${TO_HTTP_USER}', http_passwd: '${TO_HTTP_PASSWD}' });
  });
});

describe('OpenSearch', () => {
  test('is reached with requests that are signed with the role', () => {
    const made = routed((surroundings) => LogDestination.openSearch({ domain: domain(surroundings) }));
    expect(containerOutput(made)).toMatchObject({
      name: 'opensearch',
      host: '${TO_HOST}',
      port: '443',
      tls: 'on',
      aws_auth: 'on',
      aws_region: '${REGION}',
    });
    expect(environmentOf(made).TO_HOST).toMatch(/^<\[Domain.*DomainEndpoint\]>$/);
  });

  test('is reached with a user of its own', () => {
    const made = routed((surroundings) =>
      LogDestination.openSearch({
        domain: domain(surroundings),
        credentials: new secretsmanager.Secret(surroundings.stack, 'Login'),
      }),
    );
    expect(containerOutput(made)).toMatchObject({ http_user: '${TO_HTTP_USER}' });
    expect(containerOutput(made)).not.toHaveProperty('aws_auth');
  });

  test('without servers takes no ids from its clients', () => {
    const made = routed(({ stack }) =>
      LogDestination.openSearchServerless({
        collection: new serverless.CfnCollection(stack, 'Collection', { name: 'logs' }),
      }),
    );
    expect(containerOutput(made)).toMatchObject({ aws_auth: 'on', aws_service_name: 'aoss' });
    expect(containerOutput(made)).not.toHaveProperty('generate_id');
    expect(environmentOf(made).TO_HOST).toBe('<Collection>.<AWS::Region>.aoss.amazonaws.com');
  });
});

test('CloudWatch Logs gets the line alone, in a stream of the container', () => {
  const made = routed(({ stack }) => LogDestination.cloudWatch({ logGroup: new logs.LogGroup(stack, 'Apps') }));
  expect(containerOutput(made)).toMatchObject({
    name: 'cloudwatch_logs',
    region: '${REGION}',
    log_key: 'log',
    log_group_name: '${TO_LOG_GROUP_NAME}',
    log_stream_prefix: '${INSTANCE_ID}/',
  });
});
