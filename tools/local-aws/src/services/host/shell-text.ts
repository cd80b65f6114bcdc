/** A file that a script writes by a here-document. */
export interface WrittenFile {
  readonly path: string;
  readonly content: string;
}

export interface ShellText {
  readonly files: readonly WrittenFile[];
  /** What the script says outside of here-documents. */
  readonly rest: string;
}

const HERE_DOCUMENT = /<<(-?)\s*(['"\\]?)([\w.-]+)\2/;
const PATH = /(?:^|[\s>"'}=])(\/[\w./@:+-]+)/;

/** Takes the here-documents out of a script. The file is the absolute path that the command names. */
export function readShell(script: string): ShellText {
  const files: WrittenFile[] = [];
  const rest: string[] = [];
  const lines = script.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [operator, dash, , delimiter] = HERE_DOCUMENT.exec(line) ?? [];
    if (operator === undefined || line.trimStart().startsWith('#')) {
      rest.push(line);
      continue;
    }
    const body: string[] = [];
    const strip = (text: string) => (dash === '-' ? text.replace(/^\t+/, '') : text);
    for (at += 1; at < lines.length && strip(lines[at] ?? '') !== delimiter; at++) {
      body.push(strip(lines[at] ?? ''));
    }
    const path = PATH.exec(line.replace(operator, ' '))?.[1];
    if (path !== undefined) {
      files.push({ path, content: body.join('\n') });
    }
  }
  return { files, rest: rest.join('\n') };
}

/** The words of a script with the shell's quoting undone; comments are left out, variables stay as written. */
export function shellWords(script: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  const add = (text: string) => (word = (word ?? '') + text);
  for (let at = 0; at < script.length; at++) {
    const char = script.charAt(at);
    if (char === "'") {
      const end = closing(script, at);
      add(script.slice(at + 1, end));
      at = end;
    } else if (char === '"') {
      const end = closing(script, at);
      add(
        script.slice(at + 1, end).replace(/\\([\\"$`\n])/g, (_, escaped: string) => (escaped === '\n' ? '' : escaped)),
      );
      at = end;
    } else if (char === '\\') {
      at += 1;
      add(script.charAt(at) === '\n' ? '' : script.charAt(at));
    } else if (char === '#' && word === undefined) {
      const end = script.indexOf('\n', at);
      at = end < 0 ? script.length : end;
    } else if (/[\s;&|<>()]/.test(char)) {
      if (word !== undefined) {
        words.push(word);
      }
      word = undefined;
    } else {
      add(char);
    }
  }
  return word === undefined ? words : [...words, word];
}

/** Where the quotation that begins at `open` ends. */
function closing(script: string, open: number): number {
  const quote = script.charAt(open);
  for (let at = open + 1; at < script.length; at++) {
    if (quote === '"' && script.charAt(at) === '\\') {
      at += 1;
    } else if (script.charAt(at) === quote) {
      return at;
    }
  }
  return script.length;
}
