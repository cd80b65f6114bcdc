import { interleaved } from '../src/measure/interleaved';

describe('interleaved measurements', () => {
  it('take every subject once a round, each round beginning with another one', async () => {
    const order: string[] = [];
    await interleaved(['a', 'b', 'c'], 4, async (subject) => order.push(subject));
    expect(order.join('')).toBe('abc' + 'bca' + 'cab' + 'abc');
  });

  it("keep each subject's in the order of the rounds", async () => {
    const measured = await interleaved(['a', 'b'], 3, async (subject, round) => `${subject}${round}`);
    expect(Object.fromEntries(measured)).toEqual({ a: ['a0', 'a1', 'a2'], b: ['b0', 'b1', 'b2'] });
  });
});
