import type { Change } from './changes';

/** Markdown for a release: what breaks first. */
export function changelog(changes: readonly Change[], siblings: readonly string[]): string {
  return [
    section('Breaking changes', [
      ...changes
        .filter(({ weight }) => weight === 'breaking')
        .map(
          (change) =>
            `${item(change)}${change.breaking === change.subject ? '' : `\n\n  ${indented(change.breaking)}\n`}`,
        ),
      ...siblings.map((text) => `- ${text}`),
    ]),
    section('Features', changes.filter(({ weight }) => weight === 'feature').map(item)),
    section('Fixes', changes.filter(({ weight }) => weight === 'fix').map(item)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function section(title: string, items: readonly string[]): string {
  return items.length ? `### ${title}\n\n${items.join('\n')}`.trimEnd() : '';
}

const item = ({ subject, hash }: Change) => `- ${plain(subject)} (${hash})`;

const indented = (text = '') => plain(text).replaceAll('\n', '\n  ');

/** A message is text: it mentions nobody and is no HTML, wherever it is shown. */
const plain = (text: string) => text.replaceAll('<', '&lt;').replace(/(^|[^\w`])(@[\w/-]+)/g, '$1`$2`');
