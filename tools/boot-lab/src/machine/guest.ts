import { readFileSync } from 'node:fs';

/**
 * The first process of the machine that a systemd-nspawn has started, by which others enter; nothing while it starts.
 * It is the descendant that is number 1 in a namespace of its own.
 */
export function firstProcess(nspawn: number): number | undefined {
  const children = childrenOf(nspawn);
  return [...children, ...children.flatMap(childrenOf)].find(isFirst);
}

function childrenOf(pid: number): number[] {
  return words(`/proc/${pid}/task/${pid}/children`).map(Number);
}

function isFirst(pid: number): boolean {
  const status = text(`/proc/${pid}/status`);
  return /^NSpid:(\s+\d+)*\s+\d+\s+1$/m.test(status);
}

function words(path: string): string[] {
  return text(path)
    .split(/\s+/)
    .filter((word) => word !== '');
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
