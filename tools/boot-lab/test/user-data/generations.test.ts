import { gunzipSync } from 'node:zlib';
import { deployed, deployments } from '../../src/user-data/generations';
import type { InstanceStart } from '../../src/user-data/instances';

const start = (name: string, content: string): InstanceStart => ({
  id: 'Group',
  userData: '',
  hopLimit: 1,
  generations: { [name]: content },
  parameters: { '/programs': 'as they are' },
});
const contentOf = (value: string): string => gunzipSync(Buffer.from(value, 'base64')).toString();

describe('the parameter of a group', () => {
  it('has one generation after the first deployment, which is approved', () => {
    const { '/lab': versions, '/programs': programs } = deployed(start('/lab', 'one'), (text) => text.toUpperCase());
    expect(programs).toEqual([{ value: 'as they are', labels: [] }]);
    expect(versions.map(({ value, labels }) => [contentOf(value), labels])).toEqual([['ONE', ['approved']]]);
  });

  it('has one for each deployment, of which one is approved', () => {
    const { '/lab': versions } = deployments([start('/lab', 'one'), start('/lab', 'two')], 1);
    expect(versions.map(({ value, labels }) => [contentOf(value), labels])).toEqual([
      ['one', ['approved']],
      ['two', []],
    ]);
  });

  it('is another one for another footprint', () => {
    expect(() => deployments([start('/lab/a', 'one'), start('/lab/b', 'two')], 1)).toThrow('/lab/a, /lab/b');
  });
});
