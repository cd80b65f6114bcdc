import { att, fixed, Harness, ref, thing } from './harness';

describe('creating a stack', () => {
  test('creates each resource after those that it names, and gives it what they became', async () => {
    const aws = new Harness();
    await aws.create('app', {
      Resources: {
        Service: thing({ Links: [ref('Cluster'), att('Role', 'Arn')] }),
        Cluster: thing({ Size: 2 }, { DependsOn: 'Role' }),
        Role: thing(),
      },
    });
    expect(aws.world.history).toEqual(['create Role', 'create Cluster', 'create Service']);
    expect(aws.world.things.get('Service-1')?.properties).toEqual({ Links: ['Cluster-1', 'arn:test:Role-1'] });
    expect((await aws.stack('app')).StackStatus).toBe('CREATE_COMPLETE');
  });

  test('tells each step in the stack events as AWS does', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { Only: thing() } });
    expect(await aws.events('app')).toEqual([
      'app CREATE_IN_PROGRESS User Initiated',
      'Only CREATE_IN_PROGRESS',
      'Only CREATE_IN_PROGRESS Resource creation Initiated',
      'Only CREATE_COMPLETE',
      'app CREATE_COMPLETE',
    ]);
  });

  test('works on independent resources at once, as many as allowed', async () => {
    const aws = new Harness({ concurrency: 3 });
    const names = ['A', 'B', 'C', 'D', 'E'];
    await aws.create('app', { Resources: Object.fromEntries(names.map((name) => [name, thing()])) });
    expect(aws.world.mostAtOnce).toBe(3);
    expect(await aws.physicalIds('app')).toEqual({ A: 'A-1', B: 'B-1', C: 'C-1', D: 'D-1', E: 'E-1' });
  });

  test('marks what it makes with the tags of the stack and of CloudFormation', async () => {
    const aws = new Harness();
    const id = await aws.create('app', { Resources: { Only: thing() } }, { Tags: [{ Key: 'team', Value: 'a' }] });
    expect(aws.world.things.get('Only-1')?.tags).toEqual([
      { Key: 'team', Value: 'a' },
      { Key: 'aws:cloudformation:stack-name', Value: 'app' },
      { Key: 'aws:cloudformation:logical-id', Value: 'Only' },
      { Key: 'aws:cloudformation:stack-id', Value: id },
    ]);
  });

  test('fails for a name that is taken', async () => {
    const aws = new Harness();
    await aws.create('app', { Resources: { Only: thing() } });
    await expect(aws.create('app', { Resources: { Only: thing() } })).rejects.toMatchObject({
      code: 'AlreadyExistsException',
      message: 'Stack [app] already exists',
    });
  });
});

describe('a create that fails', () => {
  const template = {
    Resources: { First: thing(), Second: thing({ Links: [ref('First')] }), Third: fixed({ Links: [ref('Second')] }) },
  };

  test('is rolled back in reverse order, including what was half made', async () => {
    const aws = new Harness();
    aws.world.fail('create', 'Third', 'no room');
    await aws.create('app', template);
    expect(aws.world.history).toEqual([
      'create First',
      'create Second',
      'create Third',
      'delete Third',
      'delete Second',
      'delete First',
    ]);
    expect(aws.world.things.size).toBe(0);
    expect((await aws.stack('app')).StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  test('says why, on the resource and on the stack', async () => {
    const aws = new Harness();
    aws.world.fail('create', 'Second', 'no room');
    await aws.create('app', template);
    const events = await aws.events('app');
    expect(events).toContainEqual(
      expect.stringMatching(
        /^Second CREATE_FAILED Resource handler returned message: "no room \(Service: Test, Status Code: 400, Request ID: r-1\)" \(RequestToken: uuid-\d+, HandlerErrorCode: InvalidRequest\)$/,
      ),
    );
    expect(events).toContain(
      'app ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Second]. Rollback requested by user.',
    );
  });

  test('cancels what has not begun and says so of what has', async () => {
    const aws = new Harness({ concurrency: 2 });
    aws.world.fail('create', 'Bad');
    const release = aws.world.hold('create', 'Slow');
    const done = aws.create('app', { Resources: { Bad: thing(), Slow: thing(), Never: thing() } });
    await new Promise((resolve) => setImmediate(resolve));
    release();
    await done;
    expect(aws.world.history).not.toContain('create Never');
    expect(aws.world.things.size).toBe(0);
  });

  test('keeps everything when rollback is disabled', async () => {
    const aws = new Harness();
    aws.world.fail('create', 'Third');
    await aws.create('app', template, { DisableRollback: 'true' });
    expect(await aws.stack('app')).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'The following resource(s) failed to create: [Third].',
    });
    expect([...aws.world.things.keys()]).toEqual(['First-1', 'Second-1', 'Third-1']);
  });

  test('can then be rolled back', async () => {
    const aws = new Harness();
    aws.world.fail('create', 'Third');
    await aws.create('app', template, { OnFailure: 'DO_NOTHING' });
    await aws.call('RollbackStack', { StackName: 'app' });
    await aws.engine.settled('app');
    expect((await aws.stack('app')).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(aws.world.things.size).toBe(0);
  });

  test('can then be repaired without rollback', async () => {
    const aws = new Harness();
    aws.world.fail('create', 'Third');
    await aws.create('app', template, { DisableRollback: 'true' });
    await expect(aws.update('app', template)).rejects.toThrow('non-terminal [CREATE_FAILED] state');
    await aws.update('app', template, { DisableRollback: 'true' });
    expect((await aws.stack('app')).StackStatus).toBe('UPDATE_COMPLETE');
    expect([...aws.world.things.keys()]).toEqual(['First-1', 'Second-1', 'Third-2']);
  });

  test('leaves a stack that can only be deleted', async () => {
    const aws = new Harness();
    aws.world.fail('create', 'First');
    const id = await aws.create('app', template);
    await expect(aws.update('app', template)).rejects.toThrow(
      `Stack:${id} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
    await aws.delete('app');
    await expect(aws.stack('app')).rejects.toThrow('Stack with id app does not exist');
    expect((await aws.stack(id)).StackStatus).toBe('DELETE_COMPLETE');
  });

  test('leaves what it retains, but not what it retains except on create', async () => {
    const aws = new Harness();
    aws.world.fail('create', 'Last');
    await aws.create('app', {
      Resources: {
        Kept: thing({}, { DeletionPolicy: 'Retain' }),
        Gone: thing({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
        Last: thing({}, { DependsOn: ['Kept', 'Gone'] }),
      },
    });
    expect([...aws.world.things.keys()]).toEqual(['Kept-1']);
    expect(await aws.events('app')).toContain('Kept DELETE_SKIPPED');
  });

  test('ends in ROLLBACK_FAILED when what it made cannot be deleted', async () => {
    const aws = new Harness();
    aws.world.fail('create', 'Third');
    aws.world.fail('delete', 'Second');
    await aws.create('app', template);
    expect(await aws.stack('app')).toMatchObject({
      StackStatus: 'ROLLBACK_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Second]. ',
    });
  });
});
