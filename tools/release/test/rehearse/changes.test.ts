import { harmless, replacesVpc } from '../../src/rehearse/changes';

describe('a made-up change of the network', () => {
  const source = `import { Construct } from 'constructs';
export class Network extends Construct {
  constructor(scope: Construct) {
    super(scope, 'x');
  }

  private later() {}
}
`;
  const edit = (edits: typeof harmless) => Object.values(edits)[0]?.(source) ?? '';

  test.each([
    ['is added at the end of its constructor', harmless, "vpc.tags.setTag('Rehearsed', 'yes');"],
    ['may replace every VPC', replacesVpc, "vpc.addPropertyOverride('CidrBlock', '172.20.0.0/16');"],
  ])('%s', (_, edits, statement) => {
    const text = edit(edits);
    const [constructor, rest] = text.split('  private later() {}');
    expect(constructor).toContain(statement);
    expect(constructor?.indexOf('super(')).toBeLessThan(constructor?.indexOf(statement) ?? 0);
    expect(rest).toBe('\n}\n');
  });

  test('may follow another: what both import is imported once', () => {
    const text = Object.values(replacesVpc)[0]?.(edit(harmless)) ?? '';
    expect(text.match(/^import .* RehearsedVpc /gm)).toHaveLength(1);
    expect(text.indexOf('setTag(')).toBeLessThan(text.indexOf('addPropertyOverride('));
  });

  test('fails when there is no such class any more', () => {
    expect(() => Object.values(harmless)[0]?.('export class Other {}')).toThrow(
      "packages/network/src/network.ts has no class Network with a constructor: the rehearsal's made-up change needs another place",
    );
  });
});
