import { coerce } from '../../src/cloudformation/validation/coerce';
import { nonconformities } from '../../src/cloudformation/validation/conform';
import { unhonouredPaths } from '../../src/cloudformation/validation/honoured';
import { propertyChanges } from '../../src/cloudformation/validation/replacement';
import { awsSpecification, type Members, type Specification } from '../../src/cloudformation/validation/specification';

describe("AWS's resource specification", () => {
  let specification: Specification;
  beforeAll(async () => (specification = await awsSpecification()));
  const members = (type: string): Members => specification.resource(type)?.members ?? {};

  test('is loaded once', async () => {
    expect(await awsSpecification()).toBe(specification);
  });

  test('knows its types, their attributes and whether they take tags', () => {
    const vpc = specification.resource('AWS::EC2::VPC');
    expect(vpc?.taggable).toBe(true);
    expect(vpc?.attributes.has('DefaultSecurityGroup')).toBe(true);
    expect(specification.resource('AWS::EC2::Nothing')).toBeUndefined();
  });

  test.each([
    ['AWS::EC2::Subnet', {}, ['#: required key [VpcId] not found']],
    [
      'AWS::EC2::Subnet',
      { VpcId: 'v', MapPublicIpOnLaunch: 'yes' },
      ['#/MapPublicIpOnLaunch: expected type: Boolean, found: String'],
    ],
    [
      'AWS::EC2::LaunchTemplate',
      { LaunchTemplateData: { ImageID: 'a' } },
      ['#/LaunchTemplateData: extraneous key [ImageID] is not permitted'],
    ],
    ['AWS::IAM::Role', { AssumeRolePolicyDocument: { anything: 1 } }, []],
    [
      'AWS::S3::Bucket',
      { LifecycleConfiguration: { Rules: [{}] } },
      ['#/LifecycleConfiguration/Rules/0: required key [Status] not found'],
    ],
  ])('%s takes %p with the findings %p', (type, properties, expected) => {
    expect(nonconformities(properties, members(type)).map(({ path, message }) => `${path}: ${message}`)).toEqual(
      expected,
    );
  });

  test.each([
    ['AWS::EC2::Subnet', { CidrBlock: 'a' }, { CidrBlock: 'b' }, 'yes'],
    ['AWS::EC2::Subnet', { MapPublicIpOnLaunch: 'true' }, { MapPublicIpOnLaunch: false }, 'no'],
    ['AWS::EC2::Instance', { UserData: 'a' }, { UserData: 'b' }, 'maybe'],
  ])('%s is replaced by a change from %p to %p: %s', (type, before, after, replaces) => {
    expect(propertyChanges(after, before, members(type))).toMatchObject([{ replaces }]);
  });

  test('gives scalars their types', () => {
    const { Timeout, Environment, VpcConfig } = coerce(
      { Timeout: '30', Environment: { Variables: { A: 1 } }, VpcConfig: { Ipv6AllowedForDualStack: 'true' } },
      members('AWS::Lambda::Function'),
    );
    expect({ Timeout, Environment, VpcConfig }).toEqual({
      Timeout: 30,
      Environment: { Variables: { A: '1' } },
      VpcConfig: { Ipv6AllowedForDualStack: true },
    });
  });
});

describe('what a resource type honours', () => {
  test.each([
    [{ A: 1 }, ['A'], []],
    [{ A: { B: 1, C: 2 } }, ['A'], []],
    [{ A: { B: 1, C: 2 } }, ['A.B'], ['A.C']],
    [{ A: [{ B: 1 }, { C: 2 }, { C: 3 }] }, ['A.B'], ['A.C']],
    [{ A: 1, D: 1 }, ['A'], ['D']],
    [{ A: { B: { C: 1, D: 1 } } }, ['A.B.C'], ['A.B.D']],
  ])('of %p with %p is all but %p', (value, honours, expected) => {
    expect(unhonouredPaths(value, honours)).toEqual(expected);
  });
});
