import type { EntryProblem } from './records.types.ts';

/** Reasons why a record cannot even be taken apart. */
export const tooLong: EntryProblem = {
  code: 'request.too_large',
  path: '',
  message: 'This record is longer than 1 MiB.',
};

export const notUtf8: EntryProblem = { code: 'request.malformed', path: '', message: 'This is not UTF-8.' };

export const openQuote: EntryProblem = {
  code: 'request.malformed',
  path: '',
  message: 'A quote that is opened here is never closed: nothing after it could be read.',
};

export const badQuote: EntryProblem = {
  code: 'request.malformed',
  path: '',
  message: 'A quote stands where none may: quote the whole cell, and double the quotes in it.',
};
