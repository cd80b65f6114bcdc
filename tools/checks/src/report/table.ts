/** The width of a terminal that nobody has widened. */
export const COLUMNS = 80;
/** What the report indents its tables by. */
const INDENT = 4;
const GAP = 2;

/**
 * Rows as lines of aligned columns. If they are too wide the widest column gives way: names that AWS made up are cut
 * in the middle, for they differ at both ends.
 */
export function table(rows: readonly (readonly string[])[], width = COLUMNS - INDENT): string[] {
  const widths = columnWidths(rows, width);
  return rows.map((row) =>
    row
      .map((cell, column) => shorten(cell, widths[column] ?? 0).padEnd(widths[column] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function columnWidths(rows: readonly (readonly string[])[], width: number): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const sum = () => widths.reduce((total, one) => total + one, GAP * (count - 1));
  while (sum() > width) {
    const widest = Math.max(...widths);
    if (widest <= 1) {
      break;
    }
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

/** The text, or its beginning and its end. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) {
    return text;
  }
  const head = Math.ceil((width - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - 1 - head))}`;
}
