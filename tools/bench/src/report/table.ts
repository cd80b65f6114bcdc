/** Rows under a heading, in columns: the first to the left, numbers to the right. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((_, column) => Math.max(...[heading, ...rows].map((row) => row[column].length)));
  return [heading, ...rows]
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      );
      return `  ${cells.join('  ')}`.trimEnd();
    })
    .join('\n');
}
