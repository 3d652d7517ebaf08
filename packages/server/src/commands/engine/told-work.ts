import type { Readable } from 'node:stream';
import { CommandFailure } from '../command-io.ts';
import type { Json, JsonObject } from '../output.ts';
import { isObject, isProblem, linesOf } from './answers.ts';
import { ApiRefusal } from './api-refusal.ts';

/** Reads JSON Lines about long work: `progress` as it goes, then the `report`, or the `error` that is thrown. */
export async function readToldWork(
  body: Readable,
  onProgress: (progress: JsonObject) => void,
): Promise<JsonObject> {
  for await (const line of linesOf(body)) {
    if (line === '') continue;
    const told = JSON.parse(line) as Json;
    const { progress, report, error } = isObject(told) ? told : {};
    if (isObject(report)) return report;
    if (error !== undefined && isProblem(error)) {
      const { code, detail, errors = [], request_id: requestId } = error;
      throw new ApiRefusal({ status: 0, code, message: detail, fields: errors, requestId });
    }
    if (isObject(progress)) onProgress(progress);
  }
  throw new CommandFailure('The answer ended before the work did.');
}
