import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { changePart, replaceOnce } from '../../src/user-data/message';

function part(fileName: string, headers: string, body: string): string {
  return `--border\n${headers}\nContent-Disposition: attachment; filename="${fileName}"\n\n${body}\n`;
}

function message(text: string): string {
  return [
    'Content-Type: multipart/mixed; boundary="border"\nMIME-Version: 1.0\n\n',
    part('plain', 'Content-Type: text/x-shellscript', text),
    part('encoded', 'Content-Transfer-Encoding: base64', Buffer.from(text).toString('base64')),
    part('zipped', 'Content-Type: application/gzip', gzipSync(text).toString('base64')),
    '--border--\n',
  ].join('');
}

describe('a part of user data', () => {
  it('is changed in the way in which it travels', () => {
    const before = message('echo one\n\necho two\n');
    const change = (body: string): string => replaceOnce(body, 'one', 'three');
    const after = ['plain', 'encoded', 'zipped'].reduce((text, name) => changePart(text, name, change), before);
    expect(after).toContain('\n\necho three\n\necho two\n\n--border');
    expect(after).toContain(Buffer.from('echo three\n\necho two\n').toString('base64'));
    const [, zipped = ''] = /gzip[^]*?\n\n(.*)\n--border--/.exec(after) ?? [];
    expect(gunzipSync(Buffer.from(zipped, 'base64')).toString()).toBe('echo three\n\necho two\n');
  });

  it('is left as it was when nothing is changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a\n$-"') }), (text) => {
        const before = message(text);
        expect(
          changePart(
            changePart(before, 'plain', (body) => body),
            'encoded',
            (body) => body,
          ),
        ).toBe(before);
      }),
    );
  });

  it('fails when it is not there', () => {
    expect(() => changePart(message(''), 'other', (body) => body)).toThrow('the user data has no part other');
    expect(() => replaceOnce('abc', 'x', 'y')).toThrow("there is no 'x' to replace");
  });
});
