// Whether the server of this container lives: exit code 0 or 1. Without curl, which the image does not have.
import process from 'node:process';

const port = process.env.OSTIARY_PORT || '8000';
try {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4_000) });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
