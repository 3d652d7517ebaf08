/** What only whoever runs Ostiary can put right: said as it is, with what to do about it. */
export class OperatorError extends Error {
  readonly hint: string;

  constructor(message: string, options: { hint: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'OperatorError';
    this.hint = options.hint;
  }
}
