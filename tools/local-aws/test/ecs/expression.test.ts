import * as fc from 'fast-check';
import { compileExpression, type Subject } from '../../src/services/ecs/expression';

const SUBJECT: Subject = {
  attributes: new Map([
    ['ecs.instance-type', 'm7g.large'],
    ['stack', 'prod'],
    ['gpu', undefined],
  ]),
  fields: {
    ec2InstanceId: 'i-1',
    agentConnected: 'true',
    agentVersion: '1.105.1',
    runningTasksCount: '3',
    registeredAt: '2026-01-01',
  },
  taskGroups: ['service:web', 'family:job'],
};

describe('the cluster query language', () => {
  test.each([
    ['attribute:stack == prod', true],
    ['attribute:stack equals test', false],
    ['attribute:stack != test', true],
    ['attribute:missing == prod', false],
    ['attribute:missing != prod', true],
    ['attribute:gpu exists', true],
    ['attribute:missing exists', false],
    ['attribute:missing !exists', true],
    ['attribute:missing not_exists', true],
    ['attribute:stack in [dev, prod]', true],
    ['attribute:stack !in [dev, prod]', false],
    ['attribute:stack not_in [dev]', true],
    ['attribute:ecs.instance-type =~ m7g.*', true],
    ['attribute:ecs.instance-type !~ m7g.*', false],
    ['attribute:ecs.instance-type matches "c7g|m7g.large"', true],
    ['runningTasksCount > 2', true],
    ['runningTasksCount <= 2', false],
    ['runningTasksCount >= 3 and runningTasksCount < 10', true],
    ['agentConnected == true', true],
    ['ec2InstanceId in [i-1, i-2]', true],
    ['task:group == service:web', true],
    ['not(task:group == service:web)', false],
    ['!(task:group == service:api)', true],
    ['attribute:stack == prod && attribute:gpu !exists', false],
    ['attribute:stack == test || task:group == family:job', true],
    ['attribute:stack == test or attribute:stack == prod and attribute:gpu exists', true],
    ['(attribute:stack == prod or attribute:stack == test) and attribute:missing exists', false],
    ["attribute:stack == 'prod'", true],
  ])('%s is %s', (expression, expected) => {
    expect(compileExpression(expression)(SUBJECT)).toBe(expected);
  });

  test.each([
    ['', 'expected a subject, found the end'],
    ['attribute:stack', 'expected an operator, found the end'],
    ['attribute:stack = prod', "unexpected '=' at position 17"],
    ['attribute:stack == ', 'expected a value, found the end'],
    ['attribute:stack in prod', "expected '[', found 'prod' at position 20"],
    ['(attribute:stack == prod', "expected ')', found the end"],
    ['attribute:stack == prod extra', "expected the end of the expression, found 'extra' at position 25"],
    [
      'colour == blue',
      "unknown subject 'colour'; known are attribute:<name>, task:group, agentConnected, agentVersion, ec2InstanceId, registeredAt, runningTasksCount",
    ],
  ])('fails on "%s"', (expression, message) => {
    expect(() => compileExpression(expression)).toThrow(message);
  });

  test('reads any combination of and, or, not and parentheses as JavaScript would', () => {
    const leaf = fc.constantFrom('attribute:stack == prod', 'attribute:stack == test', 'attribute:gpu exists');
    const expression = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(tie('node'), fc.constantFrom('and', 'or'), tie('node'))
          .map(([one, operator, other]) => `(${one} ${operator} ${other})`),
        tie('node').map((operand) => `not (${operand})`),
      ),
    })).node;
    fc.assert(
      fc.property(expression, (text) => {
        const javascript = text
          .replaceAll('attribute:stack == prod', 'true')
          .replaceAll('attribute:stack == test', 'false')
          .replaceAll('attribute:gpu exists', 'true')
          .replaceAll('not ', '!')
          .replaceAll(' and ', '&&')
          .replaceAll(' or ', '||');
        expect(compileExpression(text)(SUBJECT)).toBe(evaluate(javascript));
      }),
    );
  });
});

/** An independent reading: reduces the innermost operation until one literal is left. */
function evaluate(text: string): boolean {
  let current = text;
  const rules: [RegExp, (match: string) => string][] = [
    [/\((true|false)\)/, (match) => match.slice(1, -1)],
    [/!(true|false)/, (match) => String(match === '!false')],
    [/\((true|false)&&(true|false)\)/, (match) => String(match === '(true&&true)')],
    [/\((true|false)\|\|(true|false)\)/, (match) => String(match !== '(false||false)')],
  ];
  while (current !== 'true' && current !== 'false') {
    const rule = rules.find(([pattern]) => pattern.test(current));
    if (rule === undefined) {
      throw new Error(`cannot reduce ${current}`);
    }
    current = current.replace(rule[0], rule[1]);
  }
  return current === 'true';
}
