import { tagRelease } from '../../src/publish/tags';
import { aRelease } from '../support/released';

describe('tagging a release', () => {
  const release = aRelease('network');
  const remote = (commit?: string) => ({
    commitOf: () => Promise.resolve(commit),
    push: jest.fn(() => Promise.resolve()),
  });

  test('pushes the tag', async () => {
    const tags = remote();
    expect(await tagRelease(release, tags)).toBe(true);
    expect(tags.push).toHaveBeenCalledWith('network@0.1.0', release.commit, 'network 0.1.0\n');
  });

  test('does nothing when it was tagged', async () => {
    const tags = remote(release.commit);
    expect(await tagRelease(release, tags)).toBe(false);
    expect(tags.push).not.toHaveBeenCalled();
  });

  test('fails when the tag names another commit', async () => {
    await expect(tagRelease(release, remote('d'.repeat(40)))).rejects.toThrow(
      `TagElsewhere: network@0.1.0 names ${'d'.repeat(40)}, and was released from ${'c'.repeat(40)}: one of them is wrong, look before you move it`,
    );
  });
});
