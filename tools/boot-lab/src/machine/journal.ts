import { spawn, type ChildProcess } from 'node:child_process';
import { ended } from '../support/ended';
import { onWholeLine } from '../support/whole-lines';

/** An entry of the machine's journal; what is not text is missing. */
export type JournalEntry = Readonly<Record<string, string | undefined>>;

/** Reads the journal of a machine as it is written, over all of its boots, with the machine's own journalctl. */
export class Journal {
  private readonly reader: ChildProcess;

  /** @param pid a process in the namespace in which the root file system is mounted */
  public constructor(pid: number, root: string, onEntry: (entry: JournalEntry) => void) {
    const journalctl = [
      'journalctl',
      '--directory=/var/log/journal',
      '--output=json',
      '--follow',
      '--no-tail',
      '--merge',
      '--quiet',
    ];
    // it watches files by their names below /proc
    const withProc = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"';
    this.reader = spawn(
      'setpriv',
      [
        ...['--pdeathsig', 'KILL', 'nsenter', `--target=${pid}`, '--mount', 'unshare', '--mount'],
        ...['sh', '-c', withProc, root, ...journalctl],
      ],
      { detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (this.reader.stdout) {
      // it is killed in the end, perhaps within a line
      onWholeLine(this.reader.stdout, (line) => onEntry(parse(line)));
    }
  }

  public async close(): Promise<void> {
    this.reader.kill('SIGKILL');
    await ended(this.reader);
  }
}

/** journalctl writes what is not printable text as a list of bytes, and a field that came twice as a list of texts. */
function parse(line: string): JournalEntry {
  const entry = JSON.parse(line) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return value.every((byte) => typeof byte === 'number') ? Buffer.from(value).toString('utf8') : textOf(value[0]);
  }
  return typeof value === 'string' ? value : undefined;
}
