import type { Summary } from '../measure/statistics';

export const seconds = (value: number) => `${value.toFixed(2)} s`;

export const milliseconds = (value: number) => `${(value * 1000).toFixed(1)} ms`;

/** The least and the most of it. */
export const range = ({ min, max }: Summary, unit: (value: number) => string) => `${unit(min)} … ${unit(max)}`;

/** A quotient, with how far the rounds disagree. */
export const times = ({ median, min, max }: Summary) => `${median.toFixed(2)} (${min.toFixed(2)} … ${max.toFixed(2)})`;
