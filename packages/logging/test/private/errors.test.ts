import { failure } from '../../src/private/errors';

describe('a failure', () => {
  const error = failure('ZonesWrong', 'zones must be 2');

  it('has its code as its name', () => {
    expect(error.name).toBe('ZonesWrong');
  });

  it('reads the same wherever it is shown: jsii hands on the message from constructors, elsewhere the error as text', () => {
    expect([error.message, String(error)]).toEqual(Array(2).fill('ZonesWrong: zones must be 2'));
  });
});
