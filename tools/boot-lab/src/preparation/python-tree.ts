import { run } from '../support/run';

const PYTHON = 'usr/lib/python3.11';
/** Python, what reads a journal, and what asks by HTTP. */
const PROGRAMS = ['usr/bin/python3.11', 'usr/bin/journalctl', 'usr/bin/curl'];
const PACKAGES = [PYTHON, 'usr/lib/python3/dist-packages/yaml'];
const NOT_NEEDED = ['lib2to3', 'pydoc_data', 'distutils', 'ensurepip', 'config-3.11*'];
/** Besides programs, what asks for libraries. */
const MODULES = ['_ssl', '_hashlib'].map((name) => `${PYTHON}/lib-dynload/${name}.*.so`);

/** What the archive depends on besides the root file system. */
export const PYTHON_TREE_PARTS: readonly string[] = [...PROGRAMS, ...PACKAGES, ...NOT_NEEDED, ...MODULES];

const BUNDLE = 'etc/ssl/certs/ca-certificates.crt';

/**
 * An archive of what a program in Python needs in an image that is otherwise made of busybox, out of a machine's root
 * file system; what it trusts comes from another folder.
 */
export async function makePythonTree(archive: string, root: string, trusting: string): Promise<void> {
  const asked = [...PROGRAMS, ...MODULES].map((path) => `/${path}`).join(' ');
  const { output } = await run('chroot', [root, 'sh', '-c', `ldd ${asked}`]);
  const libraries = [...output.matchAll(/^\s+(?:\S+ => )?\/(\S+) \(0x/gm)].map(([, path]) => path);
  await run('tar', [
    ...['--create', `--file=${archive}`, '--dereference', '--sort=name', '--mtime=@0', '--owner=0', '--group=0'],
    ...NOT_NEEDED.map((name) => `--exclude=${PYTHON}/${name}`),
    ...[`--directory=${root}`, ...PROGRAMS, ...PACKAGES, ...new Set(libraries)],
    ...[`--directory=${trusting}`, BUNDLE],
  ]);
}
