/** A value as Fluent Bit's YAML knows them: text, lists and blocks. */
export type Value = string | readonly Value[] | { readonly [key: string]: Value };

interface Line {
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads the part of YAML that Fluent Bit's documentation uses: blocks of two spaces, `- ` lists, plain and single-quoted
 * scalars. It is strict where YAML is lenient: whatever it could mean otherwise is an error.
 */
export function parse(text: string): Value {
  const lines = text.split('\n').map((line, number): Line => {
    const [, spaces, rest] = /^( *)(\S.*)$/.exec(line) ?? [];
    if (rest === undefined || spaces.length % 2 === 1 || /\s$/.test(rest) || /\p{Cc}/u.test(rest)) {
      throw new Error(`line ${number + 1} is not of a block: ${JSON.stringify(line)}`);
    }
    return { indent: spaces.length, text: rest };
  });
  const reader = new Reader(lines);
  const value = reader.block(0);
  reader.end();
  return value;
}

class Reader {
  private at = 0;

  public constructor(private readonly lines: readonly Line[]) {}

  public block(indent: number): Value {
    return this.peek()?.text.startsWith('- ') ? this.list(indent) : this.map(indent);
  }

  public end(): void {
    if (this.at < this.lines.length) {
      throw new Error(`line ${this.at + 1} is not indented like those before it`);
    }
  }

  private list(indent: number): Value[] {
    const items: Value[] = [];
    for (let line = this.peek(); line?.indent === indent && line.text.startsWith('- '); line = this.peek()) {
      const rest = line.text.slice(2);
      if (KEY.test(rest)) {
        // the first key of a block stands beside the dash
        items.push(this.map(indent + 2, { indent: indent + 2, text: rest }));
      } else {
        this.at += 1;
        items.push(scalar(rest));
      }
    }
    return items;
  }

  private map(indent: number, first?: Line): Record<string, Value> {
    const entries: Record<string, Value> = {};
    for (let line = first ?? this.peek(); line?.indent === indent && KEY.test(line.text); line = this.peek()) {
      this.at += 1;
      const [, key, rest] = KEY.exec(line.text) as unknown as [string, string, string | undefined];
      if (key in entries) {
        throw new Error(`line ${this.at} has a key for the second time: ${key}`);
      }
      entries[key] = rest === undefined ? this.block(indent + 2) : scalar(rest);
    }
    if (Object.keys(entries).length === 0) {
      throw new Error(`line ${this.at + 1} begins no block`);
    }
    return entries;
  }

  private peek(): Line | undefined {
    return this.lines[this.at];
  }
}

const KEY = /^([A-Za-z_][A-Za-z0-9_.]*):(?: (.+))?$/;
const QUOTED = /^'((?:[^']|'')*)'$/;

function scalar(text: string): string {
  const quoted = QUOTED.exec(text);
  if (quoted) {
    return quoted[1].replaceAll("''", "'");
  }
  // indicators of YAML, comments, keys, and the values that its readers disagree about
  if (/^[-?:,[\]{}#&*!|>'"%@`\s~]|: |:$| #|^$/.test(text)) {
    throw new Error(`this plain scalar means something to YAML: ${text}`);
  }
  return text;
}
