/** Words and numbers of this library; what its users say travels in the environment, see `Output`. */
export type Scalar = string | number;
export type Section = Readonly<Record<string, Scalar | readonly string[]>>;

/** A configuration of Fluent Bit. */
export interface Configuration {
  readonly service: Section;
  readonly parsers: readonly Section[];
  readonly pipeline: {
    readonly inputs: readonly Section[];
    readonly filters: readonly Section[];
    readonly outputs: readonly Section[];
  };
}

/** No character in it, at its beginning or before its end means anything to YAML. */
const PLAIN = /^[A-Za-z0-9/$^_][A-Za-z0-9 _./,$(){}^|?!\\+-]*$/;

/**
 * In the form that Fluent Bit documents: blocks, lists and scalars. Fluent Bit takes every scalar for text.
 *
 * @see https://docs.fluentbit.io/manual/administration/configuring-fluent-bit/yaml
 */
export function renderYaml({ service, parsers, pipeline }: Configuration): string {
  return [
    'service:',
    ...section(service, 1),
    ...list('parsers', parsers, 0),
    'pipeline:',
    ...Object.entries(pipeline).flatMap(([name, sections]) => list(name, sections, 1)),
  ].join('\n');
}

function list(name: string, sections: readonly Section[], depth: number): string[] {
  const items = sections.flatMap((item) => {
    const [first, ...rest] = section(item, depth + 2);
    return [`${indent(depth + 1)}- ${first.trimStart()}`, ...rest];
  });
  return sections.length > 0 ? [`${indent(depth)}${name}:`, ...items] : [];
}

function section(content: Section, depth: number): string[] {
  return Object.entries(content).flatMap(([key, value]) =>
    typeof value === 'object'
      ? [`${indent(depth)}${key}:`, ...value.map((item) => `${indent(depth + 1)}- ${scalar(item)}`)]
      : [`${indent(depth)}${key}: ${scalar(value)}`],
  );
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}

function scalar(value: Scalar): string {
  const text = String(value);
  return PLAIN.test(text) && !text.endsWith(' ') ? text : `'${text.replaceAll("'", "''")}'`;
}
