const BLOCK = 512;

export interface Entry {
  readonly path: string;
  readonly mode?: number;
  readonly content?: Buffer | string;
  /** Makes it a symbolic link. */
  readonly linkTo?: string;
  readonly folder?: boolean;
}

/** A tar archive in the ustar format, the same bytes for the same entries. */
export function tar(entries: readonly Entry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocks), Buffer.alloc(2 * BLOCK)]);
}

function blocks(entry: Entry): Buffer[] {
  const content = Buffer.from(entry.content ?? '');
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return [header(entry, content.length), content, padding];
}

function header({ path, mode, linkTo, folder }: Entry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void => {
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  };
  block.write(folder ? `${path}/` : path, 0, 100);
  octal(mode ?? (folder ? 0o755 : 0o644), 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.fill(' ', 148, 156); // the checksum is of a header with spaces in its place
  block.write(linkTo === undefined ? (folder ? '5' : '0') : '2', 156);
  block.write(linkTo ?? '', 157, 100);
  block.write('ustar\0' + '00', 257, 'latin1');
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return block;
}
