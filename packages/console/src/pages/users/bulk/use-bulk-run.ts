import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { askForProof } from '../../../api/proof.ts';
import {
  chunkSize,
  inChunks,
  requestFor,
  sortResults,
  type BulkAction,
  type Failure,
  type Sorted,
} from './bulk.rules.ts';

export interface BulkRun {
  total: number;
  done: number;
  failures: Failure[];
  isOver: boolean;
  error: unknown;
}

export interface Job {
  action: BulkAction;
  ids: readonly string[];
  /** Of a role or group; empty where the action takes none. */
  name: string;
}

async function send({ action, name }: Job, ids: readonly string[]): Promise<Sorted> {
  const requests = ids.map((id) => requestFor(action, id, name));
  const { items } = await answerOf(api.POST('/api/v1/bulk', { body: { requests, on_error: 'continue' } }));
  return sortResults(ids, items);
}

/** One chunk; what takes a proof is sent once more after it was given, and is refused if it was not. */
async function sendProved(job: Job, ids: readonly string[], refusal: string): Promise<Sorted> {
  const first = await send(job, ids);
  if (first.unproved.length === 0) return first;
  const second = (await askForProof())
    ? await send(job, first.unproved)
    : { done: 0, unproved: first.unproved, failures: [] };
  const refused = second.unproved.map((id) => ({ id, reason: refusal }));
  return {
    done: first.done + second.done,
    unproved: [],
    failures: [...first.failures, ...second.failures, ...refused],
  };
}

/** Does something to many users, some at a time, and tells how far it is. */
export function useBulkRun(refusal: string): {
  run: BulkRun | undefined;
  start: (job: Job) => void;
  reset: () => void;
} {
  const [run, setRun] = useState<BulkRun>();
  const client = useQueryClient();
  const work = async (job: Job): Promise<void> => {
    let state: BulkRun = { total: job.ids.length, done: 0, failures: [], isOver: false, error: null };
    setRun(state);
    try {
      for (const ids of inChunks(job.ids, chunkSize)) {
        const { done, failures } = await sendProved(job, ids, refusal);
        state = { ...state, done: state.done + done, failures: [...state.failures, ...failures] };
        setRun(state);
      }
    } catch (error) {
      state = { ...state, error };
    }
    setRun({ ...state, isOver: true });
    await client.invalidateQueries();
  };
  return { run, start: (job) => void work(job), reset: () => setRun(undefined) };
}
