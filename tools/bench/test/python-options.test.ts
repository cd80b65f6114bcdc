import { UsageError } from 'command-line/lib/command';
import { pythonOptions, USAGE } from '../src/python/options';

describe('without options, python', () => {
  it('measures both apps, with and without validation, seven times', () => {
    expect(pythonOptions([])).toEqual({
      environments: ['acceptance', 'production'],
      validations: ['off', 'on'],
      rounds: 7,
      json: undefined,
    });
  });

  it('does what its usage says', () => {
    expect(USAGE.match(/\(default: \w+\)/g)).toEqual(['(default: both)', '(default: both)', '(default: 7)']);
  });
});

describe('python', () => {
  it('measures one app in one way', () => {
    expect(pythonOptions(['--app', 'production', '--validation', 'on', '--rounds', '3'])).toMatchObject({
      environments: ['production'],
      validations: ['on'],
      rounds: 3,
    });
  });

  it.each([
    [['--app', 'staging'], "--app must be acceptance or production, got 'staging'."],
    [['--validation', 'yes'], "--validation must be off or on or both, got 'yes'."],
    [['--rounds', '0'], "--rounds must be a whole number from 1 to 1000, got '0'."],
  ])('fails on %j', (args, text) => {
    expect(() => pythonOptions(args)).toThrow(new UsageError(text));
  });

  it('fails on options that it does not have', () => {
    expect(() => pythonOptions(['--clusters', '1'])).toThrow(UsageError);
  });
});
