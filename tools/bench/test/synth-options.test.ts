import { UsageError } from 'command-line/lib/command';
import { synthOptions, USAGE } from '../src/synth/options';

describe('without options, synth', () => {
  it('measures both apps, with and without validation, seven times', () => {
    expect(synthOptions([])).toEqual({
      environments: ['acceptance', 'production'],
      clusters: undefined,
      validations: ['off', 'on'],
      rounds: 7,
      json: undefined,
    });
  });

  it('does what its usage says', () => {
    expect(USAGE).toContain('(default: both)');
    expect(USAGE).toContain('(default: both; with --clusters off)');
    expect(USAGE).toContain('(default: 7)');
  });
});

describe('synth', () => {
  it('measures one app', () => {
    expect(synthOptions(['--app', 'production']).environments).toEqual(['production']);
  });

  it('measures numbers of clusters, ascending, each once, without validation', () => {
    expect(synthOptions(['--clusters', '100,1,10,1'])).toMatchObject({ clusters: [1, 10, 100], validations: ['off'] });
  });

  it('validates clusters when told to', () => {
    expect(synthOptions(['--clusters', '1', '--validation', 'both']).validations).toEqual(['off', 'on']);
  });

  it.each([
    [['--app', 'staging'], "--app must be acceptance or production, got 'staging'."],
    [['--validation', 'yes'], "--validation must be off or on or both, got 'yes'."],
    [['--rounds', '0'], "--rounds must be a whole number from 1 to 1000, got '0'."],
    [['--rounds', '1001'], "--rounds must be a whole number from 1 to 1000, got '1001'."],
    [['--rounds', '1.5'], "--rounds must be a whole number from 1 to 1000, got '1.5'."],
    [['--clusters', '1,'], "--clusters must be a whole number from 1 to 1000, got ''."],
    [['--clusters', '1001'], "--clusters must be a whole number from 1 to 1000, got '1001'."],
    [
      ['--clusters', '1', '--app', 'acceptance'],
      '--app and --clusters exclude each other: clusters are measured in an app of their own.',
    ],
  ])('fails on %j', (args, text) => {
    expect(() => synthOptions(args)).toThrow(new UsageError(text));
  });

  it('fails on options that it does not have', () => {
    expect(() => synthOptions(['--fast'])).toThrow(UsageError);
    expect(() => synthOptions(['production'])).toThrow(UsageError);
  });
});
