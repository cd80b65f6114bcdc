import fc from 'fast-check';
import { fakeHosts } from './fake-host';
import { filesOf, generationOf, parameter } from './host-of';
import type { SystemContainerProps } from '../../src';

const newHost = fakeHosts();

const HOSTILE: readonly string[] = [
  '',
  'it\'s "quoted"',
  '$(touch /tmp/owned) `touch /tmp/owned` ${HOME} $HOME $$',
  'line one\nline two\n\n\n',
  '","options":["--privileged"],"x":"',
  '\\ \\n \\\\ \\u0041 \\',
  'grüße, 日本語, 🚀, \u00a0\u2028\ufeff',
  '--privileged',
  '%s %d %% %N %n',
  '{"base64":"QQ=="}',
  '{{.State}} {{ "x" }}',
  '\ttab and \r\n carriage return\r',
  ' spaces around ',
];

interface Arrived {
  readonly command: readonly string[];
  readonly environment: readonly string[];
}

/** The values as the command and as variables of a container, and what `docker run` is told of them. */
function travel(values: readonly string[], refs: Readonly<Record<string, string>> = {}): Arrived {
  const environment = Object.fromEntries(values.map((value, index) => [`V_${index}`, value]));
  const props: Partial<SystemContainerProps> = { command: [...values], environment };
  const host = newHost(filesOf(props, refs));
  host.start();
  const { words } = host.started;
  const variables = words.filter(
    (_word, index) => words[index - 1] === '--env' && index < words.length - values.length,
  );
  return {
    command: words.slice(words.length - values.length),
    environment: variables.map((variable) => variable.replace(/^V_\d+=/, '')),
  };
}

function travelAsTokens(values: readonly string[]): Arrived {
  const parameters = values.map(() => parameter());
  const refs = Object.fromEntries(parameters.map(({ id }, index) => [id, values[index]]));
  return travel(
    parameters.map(({ value }) => value),
    refs,
  );
}

describe('a value, whatever it contains,', () => {
  it('arrives in the command and in the environment byte for byte', () => {
    expect(travel(HOSTILE)).toEqual({ command: HOSTILE, environment: HOSTILE });
  });

  it('arrives byte for byte when only the deployment knows it', () => {
    expect(travelAsTokens(HOSTILE)).toEqual({ command: HOSTILE, environment: HOSTILE });
  });

  it('arrives byte for byte, of any kind', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 24 }).map((text) => text.replaceAll('\0', ''));
    const hostileText = fc.string({ unit: fc.constantFrom(...'\'"`$(){}[]:,\\\n u0041-%'), maxLength: 24 });
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, hostileText), { minLength: 20, maxLength: 30 }), (values) => {
        expect(travel(values)).toEqual({ command: values, environment: values });
        expect(travelAsTokens(values)).toEqual({ command: values, environment: values });
      }),
      { numRuns: 5 },
    );
  });

  it('arrives in a file byte for byte', () => {
    const files = Object.fromEntries(HOSTILE.map((content, index) => [`/etc/exporter/${index}`, content]));
    const host = newHost(filesOf({ files }));
    host.start();
    const { words } = host.started;

    expect(HOSTILE.map((_content, index) => host.read(`/run/system-container-exporter/files/${index}`))).toEqual(
      HOSTILE,
    );
    expect(words).toContain('type=bind,source=/run/system-container-exporter/files/0,target=/etc/exporter/0,readonly');
  });

  it('stands in a generation as ASCII, which reads the same in whatever locale', () => {
    expect(generationOf([{ command: [...HOSTILE] }])).toMatch(/^[\x20-\x7e]*$/);
  });
});
