import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { checkGeneration } from '../../src/rollout/generation-check';
import { contentOf, generationText } from '../../src/rollout/generation-text';
import { failureOf } from '../support';

describe('a generation as a parameter', () => {
  test('is base64 of gzip, the same for the same content', () => {
    const text = generationText('{"containers":[]}');
    expect(gunzipSync(Buffer.from(text, 'base64')).toString()).toBe('{"containers":[]}');
    expect(generationText('{"containers":[]}')).toBe(text);
  });

  test('gives back what was put in, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (content) => {
        expect(contentOf(generationText(content))).toBe(content);
      }),
    );
  });

  const large = randomBytes(6200).toString('base64');

  test('fails beyond what a parameter holds', () => {
    expect(failureOf(() => generationText(large))).toMatch(
      /^GenerationTooLarge: the system containers of a group must take at most 8192 characters compressed, got \d+; let a container read its configuration from S3 or from a parameter of its own$/,
    );
  });

  test('is checked at synthesis, as far as it is known then', () => {
    expect(checkGeneration('default', 'small')).toEqual([]);
    expect(checkGeneration('default', large)[0]).toMatch(/^GenerationTooLarge: group 'default': the system containers/);
    expect(checkGeneration('default', { 'Fn::Join': ['', [large, { Ref: 'X' }]] })).toHaveLength(1);
  });
});
