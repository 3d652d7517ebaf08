import { sendWithProof } from './proof.ts';
import { Refusal, type Problem } from './refusal.ts';

async function problemIn(response: Response): Promise<Problem | undefined> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  return isProblem ? ((await response.json()) as Problem) : undefined;
}

/**
 * The lines of an answer in JSON Lines, each as soon as it is there. Throws Refusal for anything but success.
 */
export async function* fetchLines<Line>(make: () => Request): AsyncGenerator<Line> {
  const response = await sendWithProof(make);
  if (!response.ok || !response.body) throw new Refusal(response, await problemIn(response));
  let rest = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Line;
    if (done) return;
  }
}
