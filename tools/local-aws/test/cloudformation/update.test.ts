import { att, fixed, Harness, ref, thing } from './harness';

describe('updating a stack', () => {
  test('changes in place what can be, and replaces what cannot', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }), B: thing({ Name: 'b' }), C: fixed({ Size: 1 }) } });
    await aws.update('app', { Resources: { A: thing({ Size: 2 }), B: thing({ Name: 'b2' }), C: fixed({ Size: 2 }) } });
    expect(await aws.physicalIds('app')).toEqual({ A: 'A-1', B: 'b2-1', C: 'C-2' });
    expect([...aws.world.things.keys()].sort()).toEqual(['A-1', 'C-2', 'b2-1']);
    expect((await aws.stack('app')).StackStatus).toBe('UPDATE_COMPLETE');
  });

  test('deletes the replaced and the removed last, dependents first', async () => {
    const aws = new Harness();
    await aws.create('app', {
      Resources: {
        Base: fixed({ Size: 1 }),
        User: fixed({ Links: [ref('Base')] }),
        Extra: thing({ Links: [ref('User')] }),
      },
    });
    aws.world.history.length = 0;
    await aws.update('app', { Resources: { Base: fixed({ Size: 2 }), User: fixed({ Links: [ref('Base')] }) } });
    expect(aws.world.history).toEqual(['create Base', 'create User', 'delete Extra', 'delete User', 'delete Base']);
    expect(await aws.events('app')).toEqual(
      expect.arrayContaining([
        'Base UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.',
        'app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      ]),
    );
  });

  test('leaves alone what has not changed, and reaches what depends on a changed attribute', async () => {
    const aws = new Harness();
    const template = (Size: number) => ({
      Resources: { A: thing({ Size }), B: thing({ Links: [att('A', 'Size')] }), C: thing({ Links: [ref('A')] }) },
    });
    await aws.create('app', template(1));
    aws.world.history.length = 0;
    await aws.update('app', template(2));
    expect(aws.world.history).toEqual(['update A', 'update B']);
  });

  test('does not tell numbers and booleans from their text', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }) } });
    await expect(aws.update('app', { Resources: { A: thing({ Size: '1' }) } })).rejects.toThrow(
      'No updates are to be performed.',
    );
  });

  test('carries a change of the stack tags to every resource that takes tags', async () => {
    const aws = new Harness();
    const template = { Resources: { A: thing() } };
    await aws.create('app', template);
    await aws.update('app', template, { Tags: [{ Key: 'team', Value: 'b' }] });
    expect(aws.world.things.get('A-1')?.tags).toContainEqual({ Key: 'team', Value: 'b' });
  });

  test('retains what policies say, and lists it as skipped', async () => {
    const aws = new Harness();
    const policies = { UpdateReplacePolicy: 'Retain', DeletionPolicy: 'Retain' };
    await aws.create('app', { Resources: { A: fixed({ Size: 1 }, policies), B: thing({}, policies) } });
    await aws.update('app', { Resources: { A: fixed({ Size: 2 }, policies) } });
    expect([...aws.world.things.keys()].sort()).toEqual(['A-1', 'A-2', 'B-1']);
    expect((await aws.events('app')).filter((event) => event.includes('DELETE_SKIPPED')).sort()).toEqual([
      'A DELETE_SKIPPED',
      'B DELETE_SKIPPED',
    ]);
    expect(await aws.physicalIds('app')).toEqual({ A: 'A-2' });
  });

  test('completes although something old cannot be deleted, and says so', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: fixed({ Size: 1 }) } });
    aws.world.fail('delete', 'A', 'in use');
    await aws.update('app', { Resources: { A: fixed({ Size: 2 }) } });
    expect((await aws.stack('app')).StackStatus).toBe('UPDATE_COMPLETE');
    expect(await aws.events('app')).toContainEqual(expect.stringMatching(/^A DELETE_FAILED .*in use/));
  });

  test('is refused when it changes the type of a resource', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing() } });
    await expect(aws.update('app', { Resources: { A: fixed() } })).rejects.toThrow(
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [A]',
    );
  });

  test('is refused while another operation runs', async () => {
    const aws = new Harness();
    const release = aws.world.hold('create', 'A');
    const { StackId } = await aws.call('CreateStack', {
      StackName: 'app',
      TemplateBody: JSON.stringify({ Resources: { A: thing() } }),
    });
    await expect(aws.update('app', { Resources: { A: thing({ Size: 2 }) } })).rejects.toThrow(
      `Stack:${StackId} is in CREATE_IN_PROGRESS state and can not be updated.`,
    );
    release();
    await aws.engine.settled('app');
  });
});

describe('an update that fails', () => {
  test('restores what was changed, reinstates what was replaced, deletes what was created', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }), B: fixed({ Size: 1 }), D: thing() } });
    const before = aws.world.snapshot();
    aws.world.fail('create', 'Last');
    await aws.update('app', {
      Resources: {
        A: thing({ Size: 2 }),
        B: fixed({ Size: 2 }),
        New: thing(),
        Last: thing({}, { DependsOn: ['A', 'B', 'New'] }),
      },
    });
    expect(aws.world.snapshot()).toEqual(before);
    expect(await aws.physicalIds('app')).toEqual({ A: 'A-1', B: 'B-1', D: 'D-1' });
    expect(await aws.stack('app')).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(await aws.events('app')).toEqual(
      expect.arrayContaining([
        'app UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Last].',
        'app UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      ]),
    );
  });

  test('restores what was half changed when the change itself failed', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }) } });
    const before = aws.world.snapshot();
    aws.world.fail('update', 'A');
    await aws.update('app', { Resources: { A: thing({ Size: 2 }) } });
    expect(aws.world.snapshot()).toEqual(before);
    expect(await aws.events('app')).toContain(
      'app UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [A].',
    );
  });

  test('keeps the template, parameters and outputs of before', async () => {
    const aws = new Harness();
    const template = (Size: number) => ({
      Resources: { A: thing({ Size }) },
      Outputs: { Size: { Value: att('A', 'Size') } },
    });
    await aws.create('app', template(1));
    aws.world.fail('update', 'A');
    await aws.update('app', template(2));
    expect(await aws.outputs('app')).toEqual({ Size: '1' });
    expect((await aws.call('GetTemplate', { StackName: 'app' })).TemplateBody).toBe(JSON.stringify(template(1)));
  });

  test('may be tried again', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }) } });
    aws.world.fail('update', 'A');
    await aws.update('app', { Resources: { A: thing({ Size: 2 }) } });
    await aws.update('app', { Resources: { A: thing({ Size: 2 }) } });
    expect(aws.world.things.get('A-1')?.properties).toEqual({ Size: 2 });
  });

  test('stays where it is without rollback, and goes on from there', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }), B: fixed({ Size: 1 }) } });
    aws.world.fail('update', 'A');
    const wanted = { Resources: { A: thing({ Size: 2 }, { DependsOn: 'B' }), B: fixed({ Size: 2 }) } };
    await aws.update('app', wanted, { DisableRollback: 'true' });
    expect((await aws.stack('app')).StackStatus).toBe('UPDATE_FAILED');
    await aws.update('app', wanted, { DisableRollback: 'true' });
    expect((await aws.stack('app')).StackStatus).toBe('UPDATE_COMPLETE');
    expect([...aws.world.things.keys()]).toEqual(['A-1', 'B-2']);
  });

  test('can be rolled back afterwards', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }), B: fixed({ Size: 1 }) } });
    const before = aws.world.snapshot();
    aws.world.fail('update', 'A');
    const wanted = { Resources: { A: thing({ Size: 2 }, { DependsOn: 'B' }), B: fixed({ Size: 2 }) } };
    await aws.update('app', wanted, { DisableRollback: 'true' });
    await aws.call('RollbackStack', { StackName: 'app' });
    await aws.engine.settled('app');
    expect((await aws.stack('app')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(aws.world.snapshot()).toEqual(before);
  });

  test('whose rollback fails can be continued', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }), B: thing({ Size: 1 }, { DependsOn: 'A' }) } });
    const before = aws.world.snapshot();
    const release = aws.world.hold('update', 'B');
    aws.world.fail('update', 'B');
    await aws.call('UpdateStack', {
      StackName: 'app',
      TemplateBody: JSON.stringify({ Resources: { A: thing({ Size: 2 }), B: thing({ Size: 2 }, { DependsOn: 'A' }) } }),
    });
    await new Promise((resolve) => setImmediate(resolve));
    // A has been updated by now; its way back shall fail.
    aws.world.fail('update', 'A');
    release();
    await aws.engine.settled('app');
    expect(await aws.stack('app')).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_FAILED',
      StackStatusReason: 'The following resource(s) failed to update: [A]. ',
    });
    await aws.call('ContinueUpdateRollback', { StackName: 'app' });
    await aws.engine.settled('app');
    expect((await aws.stack('app')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(aws.world.snapshot()).toEqual(before);
  });

  test('is what cancelling makes of a running one', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { A: thing({ Size: 1 }), B: thing({ Size: 1 }, { DependsOn: 'A' }) } });
    const before = aws.world.snapshot();
    const release = aws.world.hold('update', 'A');
    await aws.call('UpdateStack', {
      StackName: 'app',
      TemplateBody: JSON.stringify({ Resources: { A: thing({ Size: 2 }), B: thing({ Size: 2 }, { DependsOn: 'A' }) } }),
    });
    await aws.call('CancelUpdateStack', { StackName: 'app' });
    release();
    await aws.engine.settled('app');
    expect((await aws.stack('app')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(aws.world.snapshot()).toEqual(before);
  });
});
