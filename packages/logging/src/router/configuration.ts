import { HOST_BUFFER_MIB, RETRIES, chunksInMemory } from './defaults';
import { CA_FILE, CONFIGURATION, DOCKER_NAME, FORWARD_PORT, HTTP_PORT, SECRETS, STATE, VARIABLES } from './names';
import { destinationVariable, reference } from './variables';
import type { Configuration, Section } from './yaml';
import type { Output } from '../destination/output';

/** What the configuration of a router depends on. */
export interface RouterPlan {
  readonly memoryMiB: number;
  readonly containerLogs?: {
    readonly output: Output;
    readonly bufferMiB: number;
  };
}

/** Loopback only: nobody else is to write logs, or to read counters. */
const LISTEN = '127.0.0.1';

/**
 * Each source of host logs has a tag, `host.<source>`, and each source the log group of that name. What containers say
 * has tags that begin with `container.`, whatever they choose.
 */
export function configuration({ memoryMiB, containerLogs }: RouterPlan): Configuration {
  return {
    service: {
      log_level: 'warn',
      // fewer and larger pieces: each is a request, and each that waits is a file and a place in a table
      flush: 5,
      http_server: 'on',
      http_listen: LISTEN,
      http_port: HTTP_PORT,
      'scheduler.cap': RETRIES.longestWaitSeconds,
      'storage.path': `${STATE}/chunks`,
      'storage.type': 'filesystem',
      'storage.inherit': 'on',
      'storage.max_chunks_up': chunksInMemory(memoryMiB),
    },
    parsers: [{ name: 'json', format: 'json' }],
    pipeline: {
      inputs: [...HOST_INPUTS, ...(containerLogs ? [CONTAINER_INPUT] : [])],
      filters: [...HOST_FILTERS, ...(containerLogs ? [CONTAINER_FILTER] : [])],
      outputs: [
        HOST_OUTPUT,
        ...(containerLogs ? [containerOutput(containerLogs.output, containerLogs.bufferMiB)] : []),
      ],
    },
  };
}

const HOST_INPUTS: readonly Section[] = [
  journal('dmesg', { systemd_filter: '_TRANSPORT=kernel' }),
  journal('docker', { systemd_filter: '_SYSTEMD_UNIT=docker.service' }),
  journal('messages', {}),
  {
    name: 'tail',
    tag: 'host.<file>',
    tag_regex: '(?<file>[a-z-]+)\\.log$',
    path: ['ecs-agent', 'ecs-init', 'audit'].map((file) => `/var/log/ecs/${file}.log`).join(','),
    // as in the journal
    key: 'MESSAGE',
    db: `${STATE}/files.db`,
    read_from_head: 'on',
    // otherwise one such line ends the reading of its file
    skip_long_lines: 'on',
  },
  {
    name: 'exec',
    tag: 'host.router',
    command: `sh ${CONFIGURATION}/dropped`,
    interval_sec: 60,
    parser: 'json',
    // it asks Fluent Bit itself, which must not wait for it meanwhile
    threaded: 'on',
  },
];

function journal(source: string, filter: Section): Section {
  return { name: 'systemd', tag: `host.${source}`, ...filter, db: `${STATE}/${source}.db` };
}

const HOST_FILTERS: readonly Section[] = [
  // Its own warnings stay in the journal: each that could not be sent would give rise to another.
  { name: 'grep', match: 'host.docker', exclude: `CONTAINER_NAME ^${DOCKER_NAME}$` },
  {
    name: 'grep',
    match: 'host.messages',
    // what the other two read
    exclude: ['_TRANSPORT ^kernel$', '_SYSTEMD_UNIT ^docker\\.service$'],
  },
  {
    name: 'record_modifier',
    match: 'host.*',
    // of the many fields of the journal, those that are worth their storage
    allowlist_key: ['MESSAGE', 'PRIORITY', 'SYSLOG_IDENTIFIER', '_SYSTEMD_UNIT', 'CONTAINER_NAME', 'dropped'],
  },
];

const HOST_OUTPUT: Section = {
  name: 'cloudwatch_logs',
  match: 'host.*',
  region: reference(VARIABLES.region),
  // it wants one for tags that the template does not fit; there are none
  log_group_name: `${reference(VARIABLES.logs)}/messages`,
  log_group_template: `${reference(VARIABLES.logs)}/$TAG[1]`,
  log_stream_name: reference(VARIABLES.instanceId),
  retry_limit: RETRIES.limit,
  'storage.total_limit_size': `${HOST_BUFFER_MIB}M`,
};

const CONTAINER_INPUT: Section = { name: 'forward', listen: LISTEN, port: FORWARD_PORT, tag_prefix: 'container.' };

const CONTAINER_FILTER: Section = {
  name: 'record_modifier',
  match: 'container.*',
  record: `instance ${reference(VARIABLES.instanceId)}`,
};

function containerOutput({ plugin, settings, values, secrets, certificate }: Output, bufferMiB: number): Section {
  const given = [...Object.keys(values), ...Object.keys(secrets)].map((setting) => [
    setting,
    reference(destinationVariable(setting)),
  ]);
  return {
    name: plugin,
    match: 'container.*',
    ...settings,
    ...Object.fromEntries(given),
    ...(certificate ? { 'tls.ca_file': `${SECRETS}/${CA_FILE}` } : {}),
    retry_limit: RETRIES.limit,
    'storage.total_limit_size': `${bufferMiB}M`,
  };
}
