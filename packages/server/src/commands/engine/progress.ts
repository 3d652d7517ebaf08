import { systemClock } from '#platform/clock.ts';
import type { CommandIo } from '../command-io.ts';

export interface Step {
  done: number;
  /** Where it ends, when that is known. */
  total?: number | undefined;
  /** What is counted, such as `entries`. */
  unit: string;
}

export interface Progress {
  show(step: Step): void;
  /** Takes the bar away, so that what follows stands alone. */
  clear(): void;
}

const barWidth = 30;
const redrawAfterMs = 100;
const silent: Progress = { show: () => undefined, clear: () => undefined };

/** A bar of so many hundredths, and the numbers beside it. */
export function drawStep({ done, total, unit }: Step): string {
  const counted = `${done.toLocaleString('en')} ${unit}`;
  if (total === undefined || total === 0) return counted;
  const part = Math.min(1, done / total);
  const filled = Math.round(part * barWidth);
  return `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] ${Math.floor(part * 100)}%  ${counted}`;
}

/** One line that is drawn anew on a terminal; nothing at all anywhere else. */
export function createProgress(io: CommandIo): Progress {
  if (!io.isProgressShown) return silent;
  let drawnAt = -Infinity;
  return {
    show(step) {
      const now = systemClock.nowMs();
      if (now - drawnAt < redrawAfterMs) return;
      drawnAt = now;
      io.stderr.write(`\r\u001b[2K${drawStep(step)}`);
    },
    clear: () => void io.stderr.write('\r\u001b[2K'),
  };
}
