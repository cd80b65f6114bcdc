/** The width that every table fits. */
export const COLUMNS = 100;

const INDENT = '  ';
const GAP = '  ';

/**
 * Rows under a heading, in columns; the last column takes what is left of the width and wraps. A cell may have several
 * lines.
 */
export function table(heading: readonly string[], rows: readonly (readonly string[])[], width = COLUMNS): string {
  const all = [heading, ...rows];
  const last = heading.length - 1;
  const widths = heading.slice(0, last).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const left = width - INDENT.length - widths.reduce((sum, one) => sum + one + GAP.length, 0);
  return all
    .flatMap((row) =>
      wrap(row[last] ?? '', left).map((line, index) => {
        const cells = widths.map((size, column) => (index === 0 ? (row[column] ?? '') : '').padEnd(size));
        return `${INDENT}${[...cells, line].join(GAP)}`.trimEnd();
      }),
    )
    .join('\n');
}

/** Lines of at most `width`, broken at spaces where there are any. */
export function wrap(text: string, width = COLUMNS): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ').flatMap((one) => chunks(one, width))) {
      const line = lines.at(-1) ?? '';
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(word);
      } else {
        lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
      }
    }
    return lines;
  });
}

function chunks(word: string, width: number): string[] {
  return word.length <= width ? [word] : [word.slice(0, width), ...chunks(word.slice(width), width)];
}
