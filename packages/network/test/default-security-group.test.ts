import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { Network } from '../src';

describe("the function that closes a VPC's default security group", () => {
  const stack = new Stack(new App(), 'Stack');
  new Network(stack, 'One');
  new Network(stack, 'Other');
  const template = Template.fromStack(stack);

  it('is one for all networks of a stack', () => {
    template.resourceCountIs('Custom::VpcRestrictDefaultSG', 2);
    template.resourceCountIs('AWS::Lambda::Function', 1);
  });

  it('writes to a log group of the stack, for 30 days and as long as the stack lives', () => {
    const [[name, logGroup] = [], ...others] = Object.entries(template.findResources('AWS::Logs::LogGroup'));
    expect(others).toEqual([]);
    expect(logGroup).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: name } } });
  });
});
