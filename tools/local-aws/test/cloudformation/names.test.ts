import fc from 'fast-check';
import { s3Location } from '../../src/cloudformation';
import { physicalName } from '../../src/cloudformation/operations/resource-context';

describe('a physical name', () => {
  test('is the stack, the resource and something random', () => {
    expect(physicalName('app', 'Role', 'RANDOM', 64)).toBe('app-Role-RANDOM');
  });

  test('that is too long loses of both, but nothing of what is random', () => {
    expect(physicalName('a-long-stack-name', 'ALongLogicalId', 'RANDOM', 28)).toBe('a-long-sta-ALongLogic-RANDOM');
  });

  test('never exceeds what the service takes, and always ends in what is random', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,60}$/),
        fc.stringMatching(/^[A-Z]{1,60}$/),
        fc.integer({ min: 20, max: 255 }),
        (stack, id, most) => {
          const name = physicalName(stack, id, 'ABCDEFGHIJKL', most);
          expect(name.length).toBeLessThanOrEqual(most);
          expect(name).toMatch(/^[a-z]+-[A-Z]+-ABCDEFGHIJKL$/);
        },
      ),
    );
  });
});

describe("the bucket and key in a template's URL", () => {
  test.each([
    ['https://s3.eu-west-1.amazonaws.com/cdk-assets/a/b.json', 'cdk-assets', 'a/b.json'],
    ['https://cdk-assets.s3.eu-west-1.amazonaws.com/a/b.json', 'cdk-assets', 'a/b.json'],
    ['https://cdk-assets.s3.amazonaws.com/b.json', 'cdk-assets', 'b.json'],
    ['http://127.0.0.1:4566/cdk-assets/b%20c.json', 'cdk-assets', 'b c.json'],
  ])('%s', (url, bucket, key) => {
    expect(s3Location(url)).toEqual({ bucket, key });
  });

  test('fails when there is no bucket in it', () => {
    expect(() => s3Location('https://example.com/template.json')).toThrow('TemplateURL must be a supported URL');
  });
});
