import { Harness, ref, thing } from './harness';

const exporting = (value: unknown = ref('A'), name = 'shared') => ({
  Resources: { A: thing() },
  Outputs: { Out: { Value: value, Export: { Name: name } } },
});
const importing = { Resources: { B: thing({ Links: [{ 'Fn::ImportValue': 'shared' }] }) } };

describe('exports', () => {
  test('are read by other stacks', async () => {
    const aws = new Harness();
    const id = await aws.create('network', exporting());
    await aws.create('cluster', importing);
    expect(aws.world.things.get('B-1')?.properties).toEqual({ Links: ['A-1'] });
    expect(await aws.call('ListExports')).toEqual({
      Exports: [{ Name: 'shared', Value: 'A-1', ExportingStackId: id }],
    });
    expect(await aws.call('ListImports', { ExportName: 'shared' })).toEqual({ Imports: ['cluster'] });
  });

  test('have names of their own in the region', async () => {
    const aws = new Harness();
    await aws.create('one', exporting());
    await aws.create('two', exporting());
    expect((await aws.stack('two')).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await aws.events('two')).toContain(
      'two ROLLBACK_IN_PROGRESS Export with name shared is already exported by stack one Rollback requested by user.',
    );
  });

  test('keep their stack from being deleted while in use: it stays what it was, and says why', async () => {
    const aws = new Harness();
    await aws.create('network', exporting());
    await aws.create('cluster', importing);
    await aws.create('services', importing);
    await aws.delete('network');
    expect(await aws.stack('network')).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      StackStatusReason: 'Export shared cannot be deleted as it is in use by services and cluster',
    });
    await aws.delete('services');
    await aws.delete('cluster');
    const id = (await aws.stack('network')).StackId;
    await aws.delete('network');
    expect((await aws.stack(id)).StackStatus).toBe('DELETE_COMPLETE');
  });

  test.each([
    ['taken away', { Resources: { A: thing() } }, 'Export shared cannot be deleted as it is in use by cluster'],
    ['changed', exporting('other'), 'Export shared cannot be updated as it is in use by cluster'],
  ])('cannot be %s while in use', async (_, template, reason) => {
    const aws = new Harness();
    await aws.create('network', exporting());
    await aws.create('cluster', importing);
    await aws.update('network', template);
    expect((await aws.stack('network')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await aws.events('network')).toContain(`network UPDATE_ROLLBACK_IN_PROGRESS ${reason}`);
    expect(await aws.outputs('network')).toEqual({ Out: 'A-1' });
  });

  test('are free again once their last reader no longer reads them', async () => {
    const aws = new Harness();
    await aws.create('network', exporting());
    await aws.create('cluster', importing);
    await aws.update('cluster', { Resources: { B: thing() } });
    await expect(aws.call('ListImports', { ExportName: 'shared' })).rejects.toThrow(
      "Export 'shared' is not imported by any stack.",
    );
    await aws.update('network', exporting('other'));
    expect(await aws.outputs('network')).toEqual({ Out: 'other' });
  });

  test('stay in use while a failed update of their reader may still need them', async () => {
    const aws = new Harness();
    await aws.create('network', exporting());
    await aws.create('cluster', importing);
    aws.world.fail('update', 'B');
    await aws.update('cluster', { Resources: { B: thing({ Size: 2 }) } }, { DisableRollback: 'true' });
    await aws.delete('network');
    expect((await aws.stack('network')).StackStatusReason).toMatch(/in use by cluster$/);
  });

  test('fail their reader before anything is made when nobody has them', async () => {
    const aws = new Harness();
    await expect(aws.create('cluster', importing)).rejects.toThrow('No export named shared found');
    expect(aws.world.history).toEqual([]);
  });
});
