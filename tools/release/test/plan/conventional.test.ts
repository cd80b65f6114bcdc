import { readMessage } from '../../src/plan/conventional';

describe('a commit message', () => {
  it.each([
    ['feat(network): a third zone', 'feature'],
    ['fix: the second zone', 'fix'],
    ['perf(instances): one call less', 'fix'],
    ['feat(network)!: zones are named', 'breaking'],
    ['refactor!: another base class', 'breaking'],
    ['fix: less\n\nBREAKING CHANGE: the prop is gone', 'breaking'],
    ['fix: less\n\nBREAKING-CHANGE: the prop is gone', 'breaking'],
    ['docs: a figure', 'none'],
    ['test(network): bounds', 'none'],
    ['build: newer jsii', 'none'],
    ['Update README', 'fix'],
    ['wip', 'fix'],
    ['', 'fix'],
  ])('%j weighs: %s', (message, weight) => {
    expect(readMessage(message).weight).toBe(weight);
  });

  it('says type, scope and subject', () => {
    expect(readMessage('feat(system-containers): on every boot (#12)\n\nLong text.')).toEqual({
      weight: 'feature',
      type: 'feat',
      scope: 'system-containers',
      subject: 'on every boot (#12)',
    });
  });

  it('says what breaks, without the footers after it', () => {
    const message =
      'feat!: zones are named\n\nBREAKING CHANGE: name each zone,\nas in the README\n\nSigned-off-by: A <a@b>';
    expect(readMessage(message).breaking).toBe('name each zone,\nas in the README');
  });

  it('breaks by its subject when no footer says more', () => {
    expect(readMessage('feat!: zones are named').breaking).toBe('zones are named');
  });

  it('names the commit that it takes back', () => {
    const message = 'revert: feat: zones\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.';
    expect(readMessage(message).reverts).toBe('0123456789abcdef0123456789abcdef01234567');
  });
});
