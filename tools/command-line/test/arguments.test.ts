import { FLAG, TEXT, readArguments } from '../src/arguments';
import { UsageError } from '../src/command';

const OPTIONS = { json: TEXT, offline: FLAG };

it('reads options and what is none', () => {
  const { values, positionals } = readArguments(['network', '--json', 'plan.json', '--offline'], {
    options: OPTIONS,
    allowPositionals: true,
  });
  expect({ ...values }).toEqual({ json: 'plan.json', offline: true });
  expect(positionals).toEqual(['network']);
});

it.each([
  [['--jsn', 'plan.json'], "Unknown option '--jsn'"],
  [['--json'], "Option '--json <value>' argument missing"],
  [['network'], "Unexpected argument 'network'"],
])('refuses %j', (args, text) => {
  const read = () => readArguments(args, { options: OPTIONS });
  expect(read).toThrow(UsageError);
  expect(read).toThrow(text);
});
