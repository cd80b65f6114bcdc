import { type Resource, allResources, everything } from '../support';

interface Rule {
  readonly Description?: string;
}

/** The rules of a template, in security groups and beside them. */
function rulesOf(all: Record<string, Resource>): [id: string, rule: Rule][] {
  return Object.entries(all).flatMap(([id, { Type, Properties }]): [string, Rule][] => {
    if (Type === 'AWS::EC2::SecurityGroupIngress' || Type === 'AWS::EC2::SecurityGroupEgress') {
      return [[id, Properties]];
    }
    const { SecurityGroupIngress = [], SecurityGroupEgress = [] } = Properties as Record<string, Rule[] | undefined>;
    return [...SecurityGroupIngress, ...SecurityGroupEgress].map((rule) => [id, rule]);
  });
}

describe('every security group rule of every construct', () => {
  const rules = rulesOf(allResources(everything()));

  test('is there to be looked at', () => {
    expect(rules.length).toBeGreaterThan(10);
  });

  test.each(rules)('says what it is for: %s', (_, { Description }) => {
    expect(Description).toMatch(/^[A-Z]/);
    // how CDK describes a rule that nobody has described: from or to an address, and a port
    expect(Description).not.toMatch(/^(from|to) /i);
  });
});
