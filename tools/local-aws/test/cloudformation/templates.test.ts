import { checkCapabilities } from '../../src/cloudformation/template/capabilities';
import { att, body, Harness, ref, thing } from './harness';

/** Puts one value through a stack's output. */
async function evaluated(value: unknown, template: object = {}, more: object = {}): Promise<string | undefined> {
  const aws = new Harness();
  await aws.create(
    'app',
    { Resources: { Thing: thing({ Size: 7 }) }, Outputs: { Out: { Value: value } }, ...template },
    { ...more },
  );
  const { StackStatus, StackStatusReason } = await aws.stack('app');
  if (StackStatus !== 'CREATE_COMPLETE') {
    throw new Error(
      String((await aws.events('app')).find((event) => event.includes('ROLLBACK_IN')) ?? StackStatusReason),
    );
  }
  return (await aws.outputs('app')).Out;
}

describe('intrinsic functions', () => {
  const mapping = { Mappings: { Sizes: { small: { gib: 2 } } } };
  const condition = {
    Parameters: { Stage: { Type: 'String', Default: 'prod' } },
    Conditions: { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } },
  };

  test.each<[string, unknown, string, object?]>([
    ['Ref of a resource', ref('Thing'), 'Thing-1'],
    ['Ref of a pseudo parameter', ref('AWS::Region'), 'eu-west-1'],
    ['Fn::GetAtt', att('Thing', 'Arn'), 'arn:test:Thing-1'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Thing.Size' }, '7'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', ref('Thing'), 3]] }, 'a-Thing-1-3'],
    ['Fn::Sub', { 'Fn::Sub': '${Thing}/${Thing.Size}/${AWS::Partition}/${!Literal}' }, 'Thing-1/7/aws/${Literal}'],
    [
      'Fn::Sub with values',
      { 'Fn::Sub': ['${Own}:${Thing}', { Own: { 'Fn::Join': ['', ['x', 'y']] } }] },
      'xy:Thing-1',
    ],
    ['Fn::Select and Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['Fn::GetAZs of this region', { 'Fn::Select': [2, { 'Fn::GetAZs': '' }] }, 'eu-west-1c'],
    ['Fn::Base64', { 'Fn::Base64': 'é' }, 'w6k='],
    ['Fn::Cidr', { 'Fn::Join': [',', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }] }, '10.0.0.0/24,10.0.1.0/24'],
    ['Fn::Cidr of IPv6', { 'Fn::Select': [1, { 'Fn::Cidr': ['2001:db8::/56', 2, 64] }] }, '2001:db8:0:1::/64'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'small', 'gib'] }, '2', mapping],
    ['Fn::If', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes', condition],
  ])('%s', async (_, value, expected, template = {}) => {
    expect(await evaluated(value, template)).toBe(expected);
  });

  test.each<[string, unknown, string]>([
    ['Fn::Select past the end', { 'Fn::Select': [3, ['a']] }, 'Fn::Select cannot select nonexistent value at index 3'],
    ['an unknown map', { 'Fn::FindInMap': ['No', 'a', 'b'] }, 'Template error: Unable to get mapping for No::a::b'],
    [
      'an attribute that AWS does not have',
      att('Thing', 'Nope'),
      'Template error: resource Thing does not support attribute type Nope in Fn::GetAtt',
    ],
    [
      'an attribute that only AWS has',
      att('Thing', 'Unplayed'),
      'resource Thing does not support attribute type Unplayed in Fn::GetAtt (of AWS::Test::Thing, in local AWS)',
    ],
    ['an unknown function', { 'Fn::Nope': [] }, 'unknown intrinsic function Fn::Nope'],
    ['an export that nobody has', { 'Fn::ImportValue': 'nobody' }, 'No export named nobody found'],
    [
      'too many subnets',
      { 'Fn::Cidr': ['10.0.0.0/24', 2, 8] },
      'Fn::Cidr cannot fit 2 blocks of 8 host bits into 10.0.0.0/24',
    ],
  ])('fails for %s', async (_, value, message) => {
    await expect(evaluated(value)).rejects.toThrow(message);
  });

  test('AWS::NoValue leaves out properties and list elements', async () => {
    const aws = new Harness();
    await aws.create('app', {
      Resources: { A: thing({ Size: ref('AWS::NoValue'), Links: ['x', ref('AWS::NoValue')] }) },
    });
    expect(aws.world.things.get('A-1')?.properties).toEqual({ Links: ['x'] });
  });
});

describe('conditions', () => {
  const template = {
    Parameters: { Stage: { Type: 'String' } },
    Conditions: {
      Prod: { 'Fn::Equals': [ref('Stage'), 'prod'] },
      Dev: { 'Fn::Not': [{ Condition: 'Prod' }] },
      Any: { 'Fn::Or': [{ Condition: 'Prod' }, { Condition: 'Dev' }] },
      Both: { 'Fn::And': [{ Condition: 'Prod' }, { Condition: 'Dev' }] },
    },
    Resources: {
      Prod: thing({}, { Condition: 'Prod' }),
      Dev: thing({}, { Condition: 'Dev' }),
      Any: thing({ Links: [{ 'Fn::If': ['Prod', ref('Prod'), ref('Dev')] }] }, { Condition: 'Any', DependsOn: 'Dev' }),
      Both: thing({}, { Condition: 'Both' }),
    },
    Outputs: { Only: { Value: ref('Prod'), Condition: 'Prod' } },
  };

  test.each([
    ['prod', ['Any', 'Prod'], { Only: 'Prod-1' }],
    ['dev', ['Any', 'Dev'], {}],
  ])('in %s choose %p', async (stage, resources, outputs) => {
    const aws = new Harness();
    await aws.create('app', template, { Parameters: [{ ParameterKey: 'Stage', ParameterValue: stage }] });
    expect(Object.keys(await aws.physicalIds('app')).sort()).toEqual(resources);
    expect(await aws.outputs('app')).toEqual(outputs);
  });

  test('fail when they speak of resources', async () => {
    const aws = new Harness();
    await expect(
      aws.create('app', {
        Conditions: { Bad: { 'Fn::Equals': [ref('A'), 'x'] } },
        Resources: { A: thing({}, { Condition: 'Bad' }) },
      }),
    ).rejects.toThrow(
      'Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template',
    );
  });
});

describe('a template', () => {
  test('in YAML means the same as in JSON', async () => {
    const yaml = `
      Parameters:
        Size: { Type: Number, Default: 3 }
      Conditions:
        Big: !Not [!Equals [!Ref Size, 1]]
      Resources:
        Base: { Type: AWS::Test::Thing, Properties: { Size: !Ref Size } }
        User:
          Type: AWS::Test::Thing
          Condition: Big
          Properties:
            Links:
              - !GetAtt Base.Arn
              - !Sub 'of-\${Base}'
              - !Join ['', [a, !If [Big, !Ref Base, none]]]
    `;
    const aws = new Harness();
    await aws.create('app', yaml);
    expect(aws.world.things.get('User-1')?.properties).toEqual({ Links: ['arn:test:Base-1', 'of-Base-1', 'aBase-1'] });
  });

  test('may lie behind a URL', async () => {
    const aws = new Harness();
    aws.templates.set('https://s3.test/b/k', JSON.stringify({ Resources: { A: thing() } }));
    await aws.call('CreateStack', { StackName: 'app', TemplateURL: 'https://s3.test/b/k' });
    await aws.engine.settled('app');
    expect(aws.world.things.size).toBe(1);
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{ "Resources": ', 'Template format error: JSON not well-formed.'],
    ['no YAML', 'a: [', 'Template format error: YAML not well-formed.'],
    ['no resources', { Resources: {} }, 'Template format error: At least one Resources member must be defined.'],
    [
      'an unknown section',
      { Resource: {}, Resources: { A: thing() } },
      'Template format error: Invalid template property or properties [Resource]',
    ],
    [
      'a transform',
      { Transform: 'AWS::Serverless-2016-10-31', Resources: { A: thing() } },
      'Local AWS does not support templates with a Transform section',
    ],
    [
      'a strange key on a resource',
      { Resources: { A: { ...thing(), Depends: 'B' } } },
      "Template format error: Invalid template resource property 'Depends'",
    ],
    [
      'a strange logical id',
      { Resources: { 'a-b': thing() } },
      'Template format error: Resource name a-b is non alphanumeric.',
    ],
    [
      'a snapshot policy',
      { Resources: { A: thing({}, { DeletionPolicy: 'Snapshot' }) } },
      'Local AWS does not support the policy Snapshot, which resource A asks for',
    ],
    [
      'an unresolved Ref',
      { Resources: { A: thing({ Name: ref('Nobody') }) } },
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    [
      'an unresolved Ref in an output',
      { Resources: { A: thing() }, Outputs: { O: { Value: ref('Nobody') } } },
      'Template format error: Unresolved resource dependencies [Nobody] in the Outputs block of the template',
    ],
    [
      'an unresolved Fn::GetAtt',
      { Resources: { A: thing({ Name: att('Nobody', 'Arn') }) } },
      'Template error: instance of Fn::GetAtt references undefined resource Nobody',
    ],
    [
      'an unresolved Fn::Sub',
      { Resources: { A: thing({ Name: { 'Fn::Sub': '${Nobody}' } }) } },
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    [
      'an unresolved DependsOn',
      { Resources: { A: thing({}, { DependsOn: 'Nobody' }) } },
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    ],
    [
      'an unknown condition',
      { Resources: { A: thing({}, { Condition: 'Nope' }) } },
      'Template format error: Unresolved condition dependency Nope in the Resources block of the template',
    ],
    [
      'resources that wait for each other',
      {
        Resources: {
          A: thing({ Links: [ref('B')] }),
          B: thing({}, { DependsOn: 'A' }),
          C: thing({ Links: [ref('A')] }),
        },
      },
      'Circular dependency between resources: [A, B]',
    ],
    [
      'a resource type that AWS does not have',
      { Resources: { A: { Type: 'AWS::Test::Nothing' } } },
      'Template format error: Unrecognized resource types: [AWS::Test::Nothing]',
    ],
    [
      'an unknown parameter type',
      { Parameters: { P: { Type: 'Strnig', Default: 'x' } }, Resources: { A: thing() } },
      'Template format error: Unrecognized parameter type: Strnig',
    ],
  ])('fails with %s', async (_, template, message) => {
    const aws = new Harness();
    await expect(aws.create('app', template)).rejects.toThrow(message);
    expect((await aws.call('DescribeStacks')).Stacks).toEqual([]);
  });

  test('fails when a reference is to a resource whose condition is false', async () => {
    const aws = new Harness();
    const template = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { A: thing({}, { Condition: 'Never' }), B: thing({ Links: [ref('A')] }) },
    };
    await expect(aws.create('app', template)).rejects.toThrow('Unresolved resource dependencies [A]');
  });

  test('says which IAM capability it needs', async () => {
    const template = { Resources: { Role: { Type: 'AWS::IAM::Role' } } };
    const aws = new Harness();
    expect(await aws.call('GetTemplateSummary', body(template))).toMatchObject({ Capabilities: ['CAPABILITY_IAM'] });
  });

  test.each<[Record<string, unknown>, string[], string | undefined]>([
    [{}, [], 'CAPABILITY_IAM'],
    [{}, ['CAPABILITY_IAM'], undefined],
    [{}, ['CAPABILITY_NAMED_IAM'], undefined],
    [{ RoleName: 'own' }, ['CAPABILITY_IAM'], 'CAPABILITY_NAMED_IAM'],
    [{ RoleName: 'own' }, ['CAPABILITY_NAMED_IAM'], undefined],
  ])('with a role %p and the capabilities %p lacks %p', (Properties, given, missing) => {
    const check = () => checkCapabilities([{ Type: 'AWS::IAM::Role', Properties }], given);
    if (missing === undefined) {
      expect(check).not.toThrow();
    } else {
      expect(check).toThrow(`Requires capabilities : [${missing}]`);
    }
  });
});
