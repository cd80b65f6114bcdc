import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ownContent } from './content';
import type { SystemContainer } from './system-containers';

const STREAMS = ['dmesg', 'docker', 'ecs-agent', 'ecs-init', 'audit', 'messages', 'router'];
const FOLDER = '/etc/log-router';
const STATE = '/var/lib/log-router';

export interface LogRouterProps {
  /** Where containers' logs go; absent, to a log group. */
  readonly elasticsearch?: { readonly host: string; readonly loginSecret: string };
  readonly removalPolicy: RemovalPolicy;
}

/** One Fluent Bit on every host: the host's logs go to CloudWatch, those of containers where the environment wants. */
export class LogRouter extends Construct {
  public readonly container: SystemContainer;
  private readonly logGroups: logs.LogGroup[];
  private readonly login?: secretsmanager.ISecret;

  public constructor(scope: Construct, id: string, { elasticsearch, removalPolicy }: LogRouterProps) {
    super(scope, id);
    const { region, stackName } = Stack.of(this);
    const prefix = `/${stackName}/host`;
    const retention = logs.RetentionDays.ONE_MONTH;
    this.logGroups = STREAMS.map(
      (stream) => new logs.LogGroup(this, stream, { logGroupName: `${prefix}/${stream}`, retention, removalPolicy }),
    );
    new logs.MetricFilter(this, 'Dropped', {
      logGroup: this.logGroups[STREAMS.indexOf('router')],
      filterPattern: logs.FilterPattern.exists('$.dropped'),
      metricNamespace: 'LogRouter',
      metricName: `DroppedRecords${prefix}`,
      metricValue: '$.dropped',
    });
    if (elasticsearch) {
      this.login = secretsmanager.Secret.fromSecretNameV2(this, 'Login', elasticsearch.loginSecret);
      const field = (name: string) => `${this.login?.secretArn}:${name}::`;
      this.container = container({
        environment: { REGION: region, LOGS: prefix, TO_HOST: elasticsearch.host, TO_LOGSTASH_PREFIX: 'containers' },
        secretFiles: { TO_HTTP_USER: field('username'), TO_HTTP_PASSWD: field('password') },
        output: 'to-elasticsearch.yaml',
      });
    } else {
      const logGroup = new logs.LogGroup(this, 'Containers', { retention, removalPolicy });
      this.logGroups.push(logGroup);
      this.container = container({
        environment: { REGION: region, LOGS: prefix, TO_REGION: region, TO_LOG_GROUP_NAME: logGroup.logGroupName },
        output: 'to-cloudwatch.yaml',
      });
    }
  }

  /** Lets instances send. */
  public grantSend(role: iam.IRole): void {
    role.addToPrincipalPolicy(
      new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: this.logGroups.map(({ logGroupArn }) => logGroupArn),
      }),
    );
    this.login?.grantRead(role);
  }
}

interface ContainerOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly secretFiles?: Readonly<Record<string, string>>;
  /** A file of the folder `content`. */
  readonly output: string;
}

function container({ environment, secretFiles, output }: ContainerOptions): SystemContainer {
  const shown = ['/etc/machine-id', '/var/log', '/run/log', FOLDER];
  return {
    name: 'log-router',
    image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15',
    memoryMiB: 192,
    ports: [2020, 24224],
    options: [
      ...shown.flatMap((path) => ['--mount', `type=bind,source=${path},target=${path},readonly`]),
      ...['--mount', `type=bind,source=${STATE},target=${STATE}`],
      ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...['--entrypoint', '/bin/sh', '--user', 'root', '--read-only', '--cap-drop', 'ALL'],
      ...['--health-cmd', 'curl -sfo /dev/null http://127.0.0.1:2020/api/v1/uptime', '--health-interval', '5s'],
    ],
    command: [`${FOLDER}/start`],
    secretFiles,
    required: true,
    files: [
      { path: `${FOLDER}/fluent-bit.yaml`, content: `${ownContent('router.yaml')}${ownContent(output)}`.trimEnd() },
    ],
  };
}
