import fc from 'fast-check';
import { bootFrom } from './boot-on';
import { fakeHosts } from './fake-host';
import { makeBoot, parameter, render } from './user-data';
import { BootStep } from '../../src/boot/boot-step';

const newHost = fakeHosts();

const HOSTILE: readonly string[] = [
  '',
  'it\'s "quoted"',
  '$(touch /tmp/owned) `touch /tmp/owned` ${HOME} $HOME $$',
  'line one\nline two\n\n\n',
  '\nEOF\nEOF\n',
  'EOF',
  '\\ \\n \\\\ \\',
  'grüße, 日本語, 🚀, \u00a0\u2028',
  '-n',
  '--help',
  '%s %d %% %',
  '! !! ~ * ? [a-z] {1,2} # ; & | < > ( )',
  '\ttab and \r\n carriage return\r',
  ' spaces around ',
  '--ecs-groundwork--\n',
];

/** Prints what arrived, encoded by the shell itself: no terminal, pipe or test runner has a say in it. */
const PRINT = 'for name in "${!V_@}"; do printf "%s=%s\\n" "$name" "$(printf %s "${!name}" | base64 -w0)"; done';

function environmentOf(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`V_${String(index).padStart(2, '0')}`, value]));
}

function arrived(output: string): string[] {
  return [...output.matchAll(/^V_\d+=(.*)$/gm)].map(([, encoded]) => Buffer.from(encoded, 'base64').toString('utf8'));
}

/** Boots a host whose one step has these variables, and says what they are there. */
function travel(values: readonly string[]): string[] {
  const made = makeBoot({ stepsBefore: [BootStep.text('print', PRINT, { environment: environmentOf(values) })] });
  return arrived(bootFrom(newHost(), render(made)).output);
}

/** The same for values that only the deployment knows. */
function travelAsTokens(values: readonly string[]): string[] {
  const { stack, boot } = makeBoot();
  const refs = Object.fromEntries(values.map((value, index) => [`Value${index}`, value]));
  const environment = environmentOf(Object.keys(refs).map((name) => parameter(stack, name)));
  boot.add('tokens', { steps: [BootStep.text('print', PRINT, { environment })] });
  return arrived(bootFrom(newHost(), render({ stack, boot }, refs)).output);
}

describe('a value, whatever it contains,', () => {
  it('arrives in a step byte for byte', () => {
    expect(travel(HOSTILE)).toEqual(HOSTILE);
  });

  it('arrives byte for byte when only the deployment knows it', () => {
    expect(travelAsTokens(HOSTILE)).toEqual(HOSTILE);
  });

  it('arrives byte for byte, of any kind', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 24 }).map((text) => text.replaceAll('\0', ''));
    const shellText = fc.string({ unit: fc.constantFrom(...'\'"`$(){}\\\n EOF_-%!#'), maxLength: 24 });
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, shellText), { minLength: 20, maxLength: 30 }), (values) => {
        expect(travel(values)).toEqual(values);
      }),
      { numRuns: 6 },
    );
  });

  it('arrives in a file, in a unit and in the script of a step', () => {
    const host = newHost();
    const { stack, boot } = makeBoot();
    const text = HOSTILE.join('\n');
    boot.add('hostile', {
      files: [{ path: '/etc/hostile', content: text }],
      units: [{ name: 'hostile.service', content: text, requiredForRegistration: true, readyCommand: text }],
      steps: [BootStep.text('script', `cat <<'END'\n${text}\nEND\n`)],
    });
    const { output } = bootFrom(host, render({ stack, boot }));

    expect(host.read('/etc/hostile')).toBe(text);
    expect(host.read('/etc/systemd/system/hostile.service')).toBe(text);
    expect(host.read('/var/lib/ecs-groundwork/required/hostile.service')).toBe(text);
    expect(output).toContain(text);
  });
});
