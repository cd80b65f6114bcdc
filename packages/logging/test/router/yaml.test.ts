import fc from 'fast-check';
import { renderYaml } from '../../src/router/yaml';
import { parse } from '../fluent-bit/parse';

const scalar = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const key = fc.stringMatching(/^[a-z][a-z0-9_.]{0,12}$/);
const section = fc.dictionary(key, fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 4 })), {
  minKeys: 1,
  maxKeys: 5,
});
const sections = fc.array(section, { minLength: 1, maxLength: 3 });

describe('a configuration in YAML', () => {
  test('says what it was made of, whatever characters that has', () => {
    fc.assert(
      fc.property(section, sections, sections, sections, sections, (service, parsers, inputs, filters, outputs) => {
        const configuration = { service, parsers, pipeline: { inputs, filters, outputs } };
        expect(parse(renderYaml(configuration))).toEqual(JSON.parse(JSON.stringify(configuration)));
      }),
    );
  });

  test('leaves out lists that are empty', () => {
    const one = [{ name: 'a' }];
    expect(
      renderYaml({ service: { flush: 5 }, parsers: [], pipeline: { inputs: one, filters: [], outputs: one } }),
    ).toBe('service:\n  flush: 5\npipeline:\n  inputs:\n    - name: a\n  outputs:\n    - name: a');
  });
});
