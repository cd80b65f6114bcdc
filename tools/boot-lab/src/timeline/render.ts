import type { Lane, Look } from './lanes';

const WIDTH = 80;
const INDENT = 4;
const LABEL = 14;
const PLOT = WIDTH - INDENT - LABEL;
/** Seconds between two numbers of the axis. */
const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600];
const COLUMNS_FOR_A_NUMBER = 6;

const LOOKS: Readonly<Record<Look, string>> = { waiting: '·', up: '━', bad: '╍' };

export const LEGEND = '· starting, waiting  ━ up, healthy  ╍ unhealthy  ◆ registered  ✔ completed  ✖ failed  ↻ reboot';

/** The lanes over a common axis of seconds, in 80 columns of text. */
export function renderLanes(lanes: readonly Lane[], from: number, to: number): string {
  const seconds = Math.max((to - from) / 1000, 1);
  const column = (at: number): number =>
    Math.min(PLOT - 1, Math.max(0, Math.floor(((at - from) / 1000 / seconds) * PLOT)));
  const rows = lanes.map((lane) => `${' '.repeat(INDENT)}${label(lane.label)}${plot(lane, column)}`.trimEnd());
  return [axis(seconds), ...rows].join('\n');
}

function axis(seconds: number): string {
  const step = STEPS.find((one) => (one / seconds) * PLOT >= COLUMNS_FOR_A_NUMBER) ?? STEPS[STEPS.length - 1];
  const cells: string[] = new Array<string>(PLOT).fill(' ');
  for (let at = 0; at < seconds; at += step) {
    const text = at === 0 ? '0 s' : String(at);
    const column = Math.floor((at / seconds) * PLOT);
    if (column + text.length <= PLOT) {
      cells.splice(column, text.length, ...text);
    }
  }
  return `${' '.repeat(INDENT + LABEL)}${cells.join('')}`.trimEnd();
}

function label(text: string): string {
  return (text.length < LABEL ? text : `${text.slice(0, LABEL - 2)}…`).padEnd(LABEL);
}

function plot({ stretches, marks }: Lane, column: (at: number) => number): string {
  const cells: string[] = new Array<string>(PLOT).fill(' ');
  for (const { from, to, look } of stretches) {
    cells.fill(LOOKS[look], column(from), column(to) + 1);
  }
  for (const { at, sign } of marks) {
    cells[column(at)] = sign;
  }
  return cells.join('');
}
