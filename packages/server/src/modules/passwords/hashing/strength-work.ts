import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import type { Strength } from './hash-work.ts';

/** zxcvbn's time grows faster than the length; what is guessable shows in the beginning. */
const analysedLength = 64;

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
const common = new Set(dictionary['passwords-common']);

export function assessPassword(password: string, words: string[]): Strength {
  const { score } = zxcvbn.check(password.slice(0, analysedLength), words);
  return { isCommon: common.has(password.toLowerCase().trim()), score };
}
