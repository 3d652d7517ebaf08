import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessSample {
  pid: number;
  rssMiB: number;
  threads: number;
  descriptors: number;
}

export function childrenOf(pid: number): number[] {
  const read = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
  return read
    .split(' ')
    .filter((one) => one.trim() !== '')
    .map(Number);
}

/** As the kernel tells it. */
export function sampleProcess(pid: number): ProcessSample {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return {
    pid,
    rssMiB: field('VmRSS') / 1024,
    threads: field('Threads'),
    descriptors: readdirSync(`/proc/${String(pid)}/fd`).length,
  };
}
