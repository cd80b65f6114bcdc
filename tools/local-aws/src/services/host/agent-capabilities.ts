/** What ecs-init enables where the configuration says nothing. */
const DEFAULT_LOG_DRIVERS = ['json-file', 'syslog', 'awslogs', 'fluentd', 'none'];

const PREFIX = 'com.amazonaws.ecs.capability';
const OLDEST_REMOTE_API = 17;
const NEWEST_REMOTE_API = 44;

/** Capabilities that an agent of ECS-optimised Amazon Linux 2023 registers whatever its configuration. */
const ALWAYS = [
  `${PREFIX}.privileged-container`,
  `${PREFIX}.ecr-auth`,
  `${PREFIX}.task-iam-role`,
  `${PREFIX}.task-iam-role-network-host`,
  `${PREFIX}.logging-driver.awsfirelens`,
  'ecs.capability.container-health-check',
  'ecs.capability.container-ordering',
  'ecs.capability.docker-plugin.local',
  'ecs.capability.efs',
  'ecs.capability.efsAuth',
  'ecs.capability.env-files.s3',
  'ecs.capability.execute-command',
  'ecs.capability.execution-role-awslogs',
  'ecs.capability.execution-role-ecr-pull',
  'ecs.capability.firelens.fluentbit',
  'ecs.capability.firelens.fluentd',
  'ecs.capability.firelens.options.config.file',
  'ecs.capability.firelens.options.config.s3',
  'ecs.capability.full-sync',
  'ecs.capability.logging-driver.awsfirelens',
  'ecs.capability.network.container-port-range',
  'ecs.capability.pid-ipc-namespace-sharing',
  'ecs.capability.private-registry-authentication.secretsmanager',
  'ecs.capability.secrets.asm.bootstrap.log-driver',
  'ecs.capability.secrets.asm.environment-variables',
  'ecs.capability.secrets.ssm.bootstrap.log-driver',
  'ecs.capability.secrets.ssm.environment-variables',
  'ecs.capability.service-connect-v1',
  'ecs.capability.task-cpu-mem-limit',
  'ecs.capability.task-eni',
];

/** The capabilities that an agent with these settings registers. */
export function agentCapabilities(settings: ReadonlyMap<string, string>): string[] {
  const drivers = jsonList(settings.get('ECS_AVAILABLE_LOGGING_DRIVERS')) ?? DEFAULT_LOG_DRIVERS;
  const remoteApis = Array.from(
    { length: NEWEST_REMOTE_API - OLDEST_REMOTE_API + 1 },
    (_, index) => `${PREFIX}.docker-remote-api.1.${OLDEST_REMOTE_API + index}`,
  );
  return [
    ...ALWAYS,
    ...remoteApis,
    ...drivers.map((driver) => `${PREFIX}.logging-driver.${driver}`),
    ...(settings.get('ECS_AWSVPC_BLOCK_IMDS') === 'true' ? ['ecs.capability.task-eni-block-instance-metadata'] : []),
  ];
}

/** A list as the agent's settings write them, in JSON; nothing if the setting is not there. */
export function jsonList(value: string | undefined): string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  const parsed: unknown = JSON.parse(value);
  return Array.isArray(parsed) ? parsed.map(String) : undefined;
}
