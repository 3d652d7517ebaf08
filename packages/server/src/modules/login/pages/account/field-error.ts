import type { ErrorCode } from '@ostiary/contract';
import { AppError, isAppError } from '#platform/errors.ts';

/** The words of a refusal stand beside the field that it is about. */
export async function sayBeside<T>(
  field: string,
  words: Readonly<Partial<Record<ErrorCode, string>>>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = isAppError(error) ? words[error.code] : undefined;
    if (message === undefined) throw error;
    throw new AppError('request.invalid', { fields: [{ path: field, message }] });
  }
}

/** AppError `request.invalid` with these words beside their fields, if there are any. */
export function requireNone(problems: Readonly<Record<string, string | false>>): void {
  const fields = Object.entries(problems).flatMap(([path, message]) =>
    message === false ? [] : [{ path, message }],
  );
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
}
