import { instancesOf } from '../../src/user-data/instances';
import { resolve, type Template } from '../../src/user-data/template';

const DEPLOYMENT = { region: 'eu-central-1', account: '123456789012' };

const template: Template = {
  Parameters: { Size: { Default: 'large' } },
  Resources: {
    Login: { Type: 'AWS::SecretsManager::Secret' },
    Images: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'lab/images' } },
    Plain: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          UserData: { 'Fn::Base64': { 'Fn::Join': ['', ['#!/bin/sh\necho ', { Ref: 'Size' }, '\n']] } },
          MetadataOptions: { HttpPutResponseHopLimit: 2 },
        },
      },
    },
    Rollout: {
      Type: 'Custom::SystemContainers',
      Properties: {
        ServiceToken: { 'Fn::Sub': 'nobody cares' },
        ParameterName: '/lab/containers',
        Content: { 'Fn::Join': ['', ['{"size":"', { Ref: 'Size' }, '"}']] },
      },
    },
    Programs: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/lab/programs', Type: 'String', Value: { Ref: 'Size' } },
    },
    Bastion: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: {} } },
  },
};

describe('a value of a template', () => {
  it.each([
    ['a region', { Ref: 'AWS::Region' }, 'eu-central-1'],
    ['a secret', { Ref: 'Login' }, 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:Login-AbCdEf'],
    ['a repository', { Ref: 'Images' }, 'lab/images'],
    [
      'a part of an ARN',
      { 'Fn::Select': [4, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Images', 'Arn'] }] }] },
      '123456789012',
    ],
    ['a resource of which nothing is known', { Ref: 'Cluster' }, 'Cluster'],
    ["another stack's export", { 'Fn::ImportValue': 'lab-network:ExportsOutputRefVpc8378EB38' }, 'Vpc8378EB38'],
    ['a structure', { a: [{ Ref: 'Size' }], b: 1 }, { a: ['large'], b: 1 }],
  ])('%s is resolved', (_, value, wanted) => {
    expect(resolve(value, template, DEPLOYMENT)).toEqual(wanted);
  });

  it('fails where nobody knows', () => {
    expect(() => resolve({ 'Fn::If': ['A', 1, 2] }, template, DEPLOYMENT)).toThrow('nobody resolves Fn::If here');
  });
});

describe('the instances of a template', () => {
  it('are those of launch templates with user data', () => {
    expect(instancesOf(template, DEPLOYMENT)).toEqual([
      {
        id: 'Plain',
        userData: '#!/bin/sh\necho large\n',
        hopLimit: 2,
        generations: { '/lab/containers': '{"size":"large"}' },
        parameters: { '/lab/programs': 'large' },
      },
    ]);
  });
});
