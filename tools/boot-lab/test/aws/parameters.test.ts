import { parameterVersion } from '../../src/aws/parameters';

const PARAMETERS = {
  '/lab/one': [
    { value: 'first', labels: ['approved'] },
    { value: 'second', labels: [] },
  ],
};
const ARN = 'arn:aws:ssm:eu-central-1:123456789012:parameter/lab/one';

describe('a parameter', () => {
  it.each([
    ['its name, the latest', '/lab/one', 2],
    ['a version', '/lab/one:1', 1],
    ['a label', '/lab/one:approved', 1],
    ['its ARN', ARN, 2],
    ['its ARN and a label', `${ARN}:approved`, 1],
  ])('is found by %s', (_by, name, version) => {
    expect(parameterVersion(PARAMETERS, name)).toMatchObject({ name: '/lab/one', version });
  });

  it.each([
    ['a name that is not there', '/lab/other', 'ParameterNotFound'],
    ['a version that is not there', '/lab/one:3', 'ParameterVersionNotFound'],
    ['a label that is not there', '/lab/one:rejected', 'ParameterVersionNotFound'],
  ])('is not found by %s', (_by, name, code) => {
    expect(parameterVersion(PARAMETERS, name)).toBe(code);
  });
});
