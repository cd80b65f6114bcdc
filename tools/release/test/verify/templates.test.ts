import { checkSame } from '../../src/verify/consumers/templates';

describe('two apps', () => {
  const templates = (range: string) => ({ network: { Resources: { Vpc: { Properties: { CidrBlock: range } } } } });

  test('may write the same in another order', () => {
    const one = { network: { Resources: { A: { Type: 'x' }, B: { Type: 'y' } } } };
    const other = { network: { Resources: { B: { Type: 'y' }, A: { Type: 'x' } } } };
    expect(() => checkSame('both', one, other)).not.toThrow();
  });

  test('fail with the place where they differ', () => {
    expect(() => checkSame('the apps', templates('10.0.0.0/16'), templates('10.1.0.0/16'))).toThrow(
      'TemplatesDiffer: the apps differ at network / Resources / Vpc / Properties / CidrBlock: expected "10.0.0.0/16", got "10.1.0.0/16"',
    );
  });

  test('fail when one has a stack that the other has not', () => {
    expect(() => checkSame('the apps', templates('10.0.0.0/16'), {})).toThrow(
      /^TemplatesDiffer: the apps differ at network: /,
    );
  });
});
