import type { Value } from './parse';

/** What the documentation of Fluent Bit 5.0 names, as far as this library uses the plugin. */
const SERVICE = [
  'flush',
  'log_level',
  'http_server',
  'http_listen',
  'http_port',
  'scheduler.base',
  'scheduler.cap',
  'storage.path',
  'storage.type',
  'storage.inherit',
  'storage.max_chunks_up',
];
const PARSER = ['name', 'format', 'time_key', 'time_format'];
const ANY_INPUT = ['name', 'tag', 'threaded', 'storage.type', 'log_level'];
const ANY_FILTER = ['name', 'match', 'match_regex', 'log_level'];
const ANY_OUTPUT = [
  ...['name', 'match', 'match_regex', 'alias', 'log_level', 'retry_limit', 'storage.total_limit_size'],
  ...['tls', 'tls.verify', 'tls.ca_file', 'workers'],
];
const SEARCH = [
  ...['host', 'port', 'path', 'index', 'pipeline', 'http_user', 'http_passwd', 'logstash_format', 'logstash_prefix'],
  ...['generate_id', 'suppress_type_name', 'time_key_nanos', 'include_tag_key', 'tag_key', 'write_operation'],
  ...['aws_auth', 'aws_region', 'aws_service_name'],
];
const PLUGINS = {
  inputs: {
    systemd: [
      'systemd_filter',
      'systemd_filter_type',
      'db',
      'path',
      'lowercase',
      'strip_underscores',
      'read_from_tail',
    ],
    tail: ['path', 'tag_regex', 'key', 'db', 'read_from_head', 'skip_long_lines', 'buffer_max_size'],
    exec: ['command', 'interval_sec', 'parser'],
    forward: ['listen', 'port', 'tag_prefix', 'buffer_max_size'],
  },
  filters: {
    grep: ['regex', 'exclude', 'logical_op'],
    record_modifier: ['record', 'remove_key', 'allowlist_key'],
  },
  outputs: {
    cloudwatch_logs: [
      ...['region', 'log_group_name', 'log_group_template', 'log_stream_name', 'log_stream_prefix', 'log_key'],
      ...['endpoint', 'port'],
    ],
    es: SEARCH,
    opensearch: SEARCH,
  },
} as const;
const ANY = { inputs: ANY_INPUT, filters: ANY_FILTER, outputs: ANY_OUTPUT } as const;
/** May be given several times, which in YAML is a list. */
const LISTS = ['exclude', 'regex', 'record', 'remove_key', 'allowlist_key', 'systemd_filter'];
/** Closed sets and forms of values. */
const FORMS: Readonly<Record<string, RegExp>> = {
  flush: /^\d+(\.\d+)?$/,
  log_level: /^(off|error|warn|info|debug|trace)$/,
  http_port: /^\d+$/,
  port: /^\d+$/,
  interval_sec: /^\d+$/,
  retry_limit: /^(\d+|no_limits|no_retries)$/,
  'scheduler.cap': /^\d+$/,
  'storage.max_chunks_up': /^\d+$/,
  'storage.type': /^(memory|filesystem|memrb)$/,
  'storage.total_limit_size': /^\d+M$/,
  format: /^(json|regex|logfmt|ltsv)$/,
  match: /^[A-Za-z0-9._*-]+$/,
};
const SWITCHES = [
  ...['http_server', 'storage.inherit', 'threaded', 'read_from_head', 'skip_long_lines', 'tls', 'tls.verify'],
  ...['generate_id', 'suppress_type_name', 'time_key_nanos', 'include_tag_key', 'logstash_format', 'aws_auth'],
];

export type Section = Readonly<Record<string, string | readonly string[]>>;
export interface Pipeline {
  readonly inputs: readonly Section[];
  readonly filters: readonly Section[];
  readonly outputs: readonly Section[];
}

/** Everything in a configuration that the documentation does not know. */
export function complaints(configuration: Value): string[] {
  const { service, parsers, pipeline, ...others } = configuration as unknown as {
    service: Section;
    parsers: readonly Section[];
    pipeline: Pipeline;
  };
  return [
    ...Object.keys(others).map((key) => `unknown section ${key}`),
    ...sectionComplaints('service', service, SERVICE),
    ...parsers.flatMap((parser) => sectionComplaints('parser', parser, PARSER)),
    ...parsers.flatMap((parser) => missing('parser', parser, ['name', 'format'])),
    ...Object.entries(pipeline).flatMap(([kind, sections]: [string, readonly Section[]]) =>
      sections.flatMap((section) => pluginComplaints(kind, section)),
    ),
    ...references(pipeline, parsers),
  ];
}

function pluginComplaints(kind: string, section: Section): string[] {
  if (!(kind in PLUGINS)) {
    return [`unknown part ${kind} of the pipeline`];
  }
  const plugins: Readonly<Record<string, readonly string[]>> = PLUGINS[kind as keyof typeof PLUGINS];
  const name = String(section.name);
  if (!(name in plugins)) {
    return [`unknown plugin ${name} of ${kind}`];
  }
  const routed = 'match' in section || 'match_regex' in section;
  return [
    ...sectionComplaints(name, section, [...ANY[kind as keyof typeof ANY], ...plugins[name]]),
    // the first key names the plugin, as in each example of the documentation
    ...(Object.keys(section)[0] === 'name' ? [] : [`${name} does not begin with its name`]),
    ...(kind === 'inputs' ? [] : routed ? [] : [`${name} of ${kind} matches nothing`]),
  ];
}

function sectionComplaints(what: string, section: Section, known: readonly string[]): string[] {
  return Object.entries(section).flatMap(([key, value]) => {
    if (!known.includes(key)) {
      return [`${what} has an unknown key ${key}`];
    }
    if (Array.isArray(value)) {
      return LISTS.includes(key) ? [] : [`${what} has a list for ${key}`];
    }
    const form = SWITCHES.includes(key) ? /^(on|off)$/ : FORMS[key];
    return form && !form.test(String(value)) ? [`${what} has ${key}: ${String(value)}`] : [];
  });
}

function missing(what: string, section: Section, keys: readonly string[]): string[] {
  return keys.filter((key) => !(key in section)).map((key) => `${what} lacks ${key}`);
}

function references({ inputs }: Pipeline, parsers: readonly Section[]): string[] {
  return inputs
    .flatMap(({ parser }) => (parser === undefined ? [] : [String(parser)]))
    .filter((name) => !parsers.some((parser) => parser.name === name))
    .map((name) => `parser ${name} is not there`);
}

/** As Fluent Bit routes: exact, or with stars. */
export function matches(pattern: string, tag: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(tag);
}
