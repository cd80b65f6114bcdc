import { parse, type CollectionTag, type ScalarTag, type Tags, YAMLMap, YAMLSeq } from 'yaml';

/** The short form of each function that takes a scalar, a list or a map: `!Sub`, `!GetAtt`, `!Join` … */
const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'Transform',
];

/** Functions whose long form has no `Fn::`. */
const PLAIN = ['Ref', 'Condition'];

const customTags: Tags = [...FUNCTIONS, ...PLAIN].flatMap((name) => {
  const key = PLAIN.includes(name) ? name : `Fn::${name}`;
  const wrap = (value: unknown): unknown => ({ [key]: value });
  const scalar: ScalarTag = {
    tag: `!${name}`,
    resolve: (text) => wrap(name === 'GetAtt' ? splitAttribute(text) : text),
  };
  const list: CollectionTag = {
    tag: `!${name}`,
    collection: 'seq',
    resolve: (node) => wrap((node as YAMLSeq).toJSON()),
  };
  const map: CollectionTag = {
    tag: `!${name}`,
    collection: 'map',
    resolve: (node) => wrap((node as YAMLMap).toJSON()),
  };
  return [scalar, list, map];
});

/** Reads YAML with CloudFormation's short forms into the same plain data that the JSON form gives. */
export function parseYaml(body: string): unknown {
  return parse(body, { customTags, maxAliasCount: 0, schema: 'core' }) as unknown;
}

function splitAttribute(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
