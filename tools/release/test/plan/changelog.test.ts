import { changelog } from '../../src/plan/changelog';
import { changesOf } from '../../src/plan/changes';
import { aCommit } from '../support/facts';

const hash = 'a1b2c3d4'.padEnd(40, '0');
const written = (...messages: string[]) =>
  changelog(
    changesOf(
      'network',
      messages.map((message) => aCommit(message, { hash })),
    ),
    [],
  );

describe('a changelog', () => {
  it('begins with what breaks, and what to do about it', () => {
    expect(
      written(
        'fix: the second zone',
        'feat: a third zone',
        'feat!: zones are named\n\nBREAKING CHANGE: name each zone,\nas in the README',
      ),
    ).toBe(
      [
        '### Breaking changes',
        '',
        '- zones are named (a1b2c3d)',
        '',
        '  name each zone,',
        '  as in the README',
        '',
        '### Features',
        '',
        '- a third zone (a1b2c3d)',
        '',
        '### Fixes',
        '',
        '- the second zone (a1b2c3d)',
      ].join('\n'),
    );
  });

  it('leaves out what no user sees', () => {
    expect(written('docs: a', 'test: b', 'ci: c')).toBe('');
  });

  it('is text: it mentions nobody and is no HTML', () => {
    expect(written('fix: <img src=x> of @somebody and @ecs-groundwork/network, a@b')).toBe(
      '### Fixes\n\n- &lt;img src=x> of `@somebody` and `@ecs-groundwork/network`, a@b (a1b2c3d)',
    );
  });
});
