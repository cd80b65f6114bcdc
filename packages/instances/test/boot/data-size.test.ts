import { CfnParameter, Fn, Stack } from 'aws-cdk-lib/core';
import { evaluate } from '../host/evaluate';
import { TOKEN_BYTES, dataSize } from '../../src/boot/data-size';

function sizeOf(make: (stack: Stack) => string): number {
  const stack = new Stack();
  return dataSize(stack.resolve(make(stack)));
}

describe('the size of user data', () => {
  it('is counted in bytes, not in characters', () => {
    expect(sizeOf(() => 'grüße')).toBe(7);
  });

  it.each(['', 'a', 'ab', 'abc', 'abcd', 'é'])('is exact through Fn::Base64: %j', (text) => {
    const encoded = { 'Fn::Base64': text };

    expect(dataSize(encoded)).toBe(evaluate(encoded).length);
  });

  it('is exact through nested joins with a separator', () => {
    const value = { 'Fn::Join': ['--', ['ab', { 'Fn::Base64': { 'Fn::Join': ['', ['é', 'xyz']] } }, 'c']] };

    expect(dataSize(value)).toBe(Buffer.byteLength(evaluate(value)));
  });

  it('counts a value that only the deployment knows with its bound', () => {
    expect(sizeOf((stack) => `ab${new CfnParameter(stack, 'Name').valueAsString}`)).toBe(2 + TOKEN_BYTES);
    expect(sizeOf(() => Fn.importValue('exported'))).toBe(TOKEN_BYTES);
    expect(sizeOf(() => Fn.getAtt('Thing', 'Arn').toString())).toBe(TOKEN_BYTES);
  });

  it('encodes the bound as well', () => {
    expect(sizeOf((stack) => Fn.base64(new CfnParameter(stack, 'Name').valueAsString))).toBe(
      4 * Math.ceil(TOKEN_BYTES / 3),
    );
  });

  it('knows the pseudo parameters better', () => {
    expect(sizeOf((stack) => stack.region)).toBe(32);
    expect(sizeOf((stack) => stack.stackId)).toBe(TOKEN_BYTES);
  });

  it('takes the longer side of a condition', () => {
    expect(dataSize({ 'Fn::If': ['Condition', 'short', 'much longer'] })).toBe(11);
  });

  it('counts the text of Fn::Sub and each of its variables', () => {
    expect(sizeOf(() => Fn.sub('a ${B} ${C.Arn} ${!literal}'))).toBe(
      'a ${B} ${C.Arn} ${!literal}'.length + 2 * TOKEN_BYTES,
    );
    expect(dataSize({ 'Fn::Sub': ['${X}', { X: 'y' }] })).toBe(4 + TOKEN_BYTES);
  });
});
