import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('../sbom.mjs', import.meta.url));

export interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  scope: 'required' | 'optional';
  purl: string;
  hashes: { content: string }[];
  licenses: { license?: { id: string }; expression?: string }[];
  properties: { name: string; value: string }[];
}

export interface Bill {
  metadata: { component: { 'bom-ref': string } };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/** What `npm run sbom` prints. */
export async function runBill(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 2 ** 26 });
  return stdout;
}

/** What runs in production, as the lock file has it. */
export async function readBill(): Promise<Bill> {
  return JSON.parse(await runBill()) as Bill;
}
