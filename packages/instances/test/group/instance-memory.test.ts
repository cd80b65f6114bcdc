import { leastMemory } from '../../src/group/instance-memory';
import { makeGroup, type } from '../support';

describe('the memory of instance types', () => {
  test.each([
    ['t3.nano', 512],
    ['t3.medium', 4096],
    ['m7g.large', 8192],
    ['g5.xlarge', 16384],
    ['x2idn.metal', 2097152],
  ])('is what AWS advertises: %s', (name, memoryMiB) => {
    expect(leastMemory([type(name)])).toEqual({ type: name, memoryMiB });
  });

  test('of a group is that of its smallest one', () => {
    expect(leastMemory(['m7i.xlarge', 'm6a.large', 'm7i-flex.2xlarge'].map(type))).toEqual({
      type: 'm6a.large',
      memoryMiB: 8192,
    });
  });

  test('is unknown for types that are newer than the table', () => {
    expect(leastMemory([type('m99i.large')])).toBeUndefined();
    expect(leastMemory([type('m7i.512xlarge')])).toBeUndefined();
    expect(leastMemory(['m99i.large', 'm7i.xlarge'].map(type))?.type).toBe('m7i.xlarge');
  });

  test('is not checked for them', () => {
    expect(() => makeGroup({ instanceTypes: [type('m99i.nano')], agent: { reservedMemoryMiB: 4000 } })).not.toThrow();
  });

  test('leaves room on the smallest types that there are', () => {
    expect(() => makeGroup({ instanceTypes: [type('t3.nano'), type('t3a.nano')] })).not.toThrow();
  });
});
