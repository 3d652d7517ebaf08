import { resolve } from 'node:path';
import type { Kind } from './setting.types.ts';

const secondsPerUnit: Record<string, number> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 };
const bytesPerUnit: Record<string, number> = { '': 1, k: 1_024, m: 1_048_576 };
const switchWords = new Map(
  Object.entries({
    on: true,
    true: true,
    yes: true,
    '1': true,
    off: false,
    false: false,
    no: false,
    '0': false,
  }),
);

export const text: Kind<string> = {
  description: 'text',
  parse: (value) => ({ value }),
};

export const directory: Kind<string> = {
  description: 'directory, relative to the working directory',
  parse: (value, { cwd }) => ({ value: resolve(cwd, value) }),
};

export const flag: Kind<boolean> = {
  description: '`on` or `off`',
  parse(value) {
    const isOn = switchWords.get(value.toLowerCase());
    return isOn === undefined ? { expected: 'on or off' } : { value: isOn };
  },
};

export function wholeNumber(min: number, max: number): Kind<number> {
  const range = `whole number, ${min} to ${max}`;
  return {
    description: range,
    parse(value) {
      const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
      return number >= min && number <= max ? { value: number } : { expected: `a ${range}` };
    },
  };
}

/** Seconds, from `300`, `300s`, `5m`, `1h` or `1d`. */
export function duration(minSeconds: number): Kind<number> {
  return {
    description: 'duration such as `300`, `300s`, `5m`, `1h` or `1d`',
    parse(value) {
      const match = /^(\d{1,9}) ?([smhd]?)$/i.exec(value);
      const seconds = Number(match?.[1]) * (secondsPerUnit[match?.[2]?.toLowerCase() ?? ''] ?? NaN);
      if (seconds >= minSeconds) return { value: seconds };
      const atLeast = minSeconds === 1 ? ', longer than nothing' : '';
      return { expected: `a duration such as 300s, 5m, 1h or 1d${atLeast}` };
    },
  };
}

/** Milliseconds, from `2000`, `2000ms` or `2s`. */
export function milliseconds(min: number, max: number): Kind<number> {
  return {
    description: 'milliseconds such as `2000`, `2000ms` or `2s`',
    parse(value) {
      const match = /^(\d{1,9}) ?(ms|s)?$/i.exec(value);
      const number = Number(match?.[1]) * (match?.[2]?.toLowerCase() === 's' ? 1_000 : 1);
      return number >= min && number <= max
        ? { value: number }
        : { expected: `milliseconds from ${min} to ${max}, such as 2000ms or 2s` };
    },
  };
}

/** Bytes, from `262144`, `256KiB` or `1MiB`. */
export function byteSize(min: number, max: number): Kind<number> {
  return {
    description: 'size such as `262144`, `256KiB` or `1MiB`',
    parse(value) {
      const match = /^(\d{1,12}) ?([km]?)(?:i?b)?$/i.exec(value);
      const bytes = Number(match?.[1]) * (bytesPerUnit[match?.[2]?.toLowerCase() ?? ''] ?? NaN);
      return bytes >= min && bytes <= max
        ? { value: bytes }
        : { expected: `a size from ${min} to ${max} bytes, such as 256KiB` };
    },
  };
}

/** One of some words, without regard to case. */
export function choice<const Word extends string>(words: readonly Word[]): Kind<Word> {
  return {
    description: words.map((word) => `\`${word}\``).join(', '),
    parse(value) {
      const found = words.find((word) => word.toLowerCase() === value.toLowerCase());
      return found === undefined ? { expected: `one of ${words.join(', ')}` } : { value: found };
    },
  };
}

/** Several values with commas between them, each at most once. */
export function list<T>(item: Kind<T>, options: { isEmptyAllowed: boolean }): Kind<T[]> {
  return {
    description: `list with commas: ${item.description}`,
    parse(value, surroundings) {
      const items: T[] = [];
      for (const part of value
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean)) {
        const parsed = item.parse(part, surroundings);
        if ('expected' in parsed) return { expected: `a list with commas, each ${parsed.expected}` };
        if (items.includes(parsed.value))
          return { expected: `each value once, but “${part}” is there twice` };
        items.push(parsed.value);
      }
      if (items.length === 0 && !options.isEmptyAllowed) return { expected: 'at least one value' };
      return { value: items };
    },
  };
}
