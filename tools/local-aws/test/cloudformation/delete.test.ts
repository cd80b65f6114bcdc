import { Harness, ref, thing } from './harness';

describe('deleting a stack', () => {
  const template = { Resources: { Base: thing(), User: thing({ Links: [ref('Base')] }) } };

  test('deletes dependents first', async () => {
    const aws = new Harness();
    await aws.create('app', template);
    await aws.delete('app');
    expect(aws.world.history.slice(2)).toEqual(['delete User', 'delete Base']);
  });

  test('leaves what is retained and lists it', async () => {
    const aws = new Harness();
    const id = await aws.create('app', { Resources: { Kept: thing({}, { DeletionPolicy: 'Retain' }), Gone: thing() } });
    await aws.delete('app');
    expect([...aws.world.things.keys()]).toEqual(['Kept-1']);
    const { StackResourceSummaries } = await aws.call('ListStackResources', { StackName: id });
    expect(StackResourceSummaries).toMatchObject([
      { LogicalResourceId: 'Kept', ResourceStatus: 'DELETE_SKIPPED' },
      { LogicalResourceId: 'Gone', ResourceStatus: 'DELETE_COMPLETE' },
    ]);
  });

  test('goes on without what fails, keeps what that needs, and can be tried again', async () => {
    const aws = new Harness();
    const id = await aws.create('app', { Resources: { ...template.Resources, Other: thing() } });
    aws.world.fail('delete', 'User', 'in use');
    await aws.delete('app');
    expect(await aws.stack('app')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [User]. ',
    });
    expect(aws.world.history).not.toContain('delete Base');
    expect(aws.world.history).toContain('delete Other');
    await aws.delete('app');
    expect((await aws.stack(id)).StackStatus).toBe('DELETE_COMPLETE');
  });

  test('leaves behind what it is told to after a failure', async () => {
    const aws = new Harness();
    const id = await aws.create('app', template);
    await expect(aws.call('DeleteStack', { StackName: 'app', RetainResources: ['User'] })).rejects.toThrow(
      'RetainResources can be specified only when the stack is in the DELETE_FAILED state',
    );
    aws.world.fail('delete', 'User');
    await aws.delete('app');
    await aws.call('DeleteStack', { StackName: 'app', RetainResources: ['User'] });
    await aws.engine.settled(id);
    expect((await aws.stack(id)).StackStatus).toBe('DELETE_COMPLETE');
  });

  test('is refused under termination protection', async () => {
    const aws = new Harness();
    await aws.create('app', template, { EnableTerminationProtection: 'true' });
    await expect(aws.delete('app')).rejects.toThrow(
      'Stack [app] cannot be deleted while TerminationProtection is enabled',
    );
    await aws.call('UpdateTerminationProtection', { StackName: 'app', EnableTerminationProtection: 'false' });
    await aws.delete('app');
    expect(aws.world.things.size).toBe(0);
  });

  test('turns a running create round', async () => {
    const aws = new Harness();
    const release = aws.world.hold('create', 'Base');
    const { StackId } = await aws.call('CreateStack', { StackName: 'app', TemplateBody: JSON.stringify(template) });
    await aws.call('DeleteStack', { StackName: 'app' });
    release();
    await aws.engine.settled('app');
    expect(aws.world.history).toEqual(['create Base', 'delete Base']);
    expect((await aws.stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });

  test('of a stack that does not exist succeeds', async () => {
    const aws = new Harness();
    expect(await aws.call('DeleteStack', { StackName: 'nothing' })).toEqual({});
  });
});

describe('closing', () => {
  test('ends what runs where it is', async () => {
    const aws = new Harness();
    const release = aws.world.hold('create', 'Base');
    await aws.call('CreateStack', {
      StackName: 'app',
      TemplateBody: JSON.stringify({ Resources: { Base: thing(), User: thing({ Links: [ref('Base')] }) } }),
    });
    const closed = aws.engine.close();
    release();
    await closed;
    expect(aws.world.history).toEqual(['create Base']);
  });
});
