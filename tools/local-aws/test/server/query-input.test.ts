import * as fc from 'fast-check';
import { parseQueryInput } from '../../src/server/query-input';

const parse = (text: string) => parseQueryInput(new URLSearchParams(text));

describe('the input of a query request', () => {
  it('keeps scalars as text', () => {
    expect(parse('MinSize=1&Forced=true&Name=')).toEqual({ MinSize: '1', Forced: 'true', Name: '' });
  });

  it('makes lists of numbered members, in the order of the numbers', () => {
    expect(parse('Zones.member.2=b&Zones.member.10=c&Zones.member.1=a')).toEqual({ Zones: ['a', 'b', 'c'] });
  });

  it('nests structures, lists and maps', () => {
    const text = 'Tags.member.1.Key=a&Tags.member.1.Nested.member.1=x&Map.entry.1.key=k&Map.entry.1.value=v';
    expect(parse(text)).toEqual({ Tags: [{ Key: 'a', Nested: ['x'] }], Map: { k: 'v' } });
  });

  it('takes a member that is merely called so for what it is', () => {
    expect(parse('A.member=x&B.member.name=y')).toEqual({ A: { member: 'x' }, B: { member: { name: 'y' } } });
  });

  it('cannot be led to the prototype of objects', () => {
    parse('__proto__.polluted=yes&a.__proto__.polluted=yes');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads back whatever a client writes', () => {
    const name = fc.stringMatching(/^[A-Z][a-zA-Z]{0,8}$/);
    const structure = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.array(tie('value'), { minLength: 1, maxLength: 12 }),
        fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(name, structure, { noNullPrototype: true }), (input) => {
        const parameters = new URLSearchParams(Object.entries(input).flatMap(([key, value]) => written(key, value)));
        expect(parseQueryInput(parameters)).toEqual(input);
      }),
    );
  });
});

/** What an SDK puts into the form for one member. */
function written(name: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) {
    return value.flatMap((element, index) => written(`${name}.member.${index + 1}`, element));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, member]) => written(`${name}.${key}`, member));
  }
  return [[name, String(value)]];
}
