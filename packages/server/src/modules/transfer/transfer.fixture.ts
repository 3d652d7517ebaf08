import { Readable } from 'node:stream';
import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import type { Caller, Subject } from '#modules/access';
import type { AuditEntry } from '#modules/audit';
import { wireServices, type WiredServices } from '#app/wire-services.ts';
import { loadConfig } from '#config';
import type {
  ByteSource,
  ExportOptions,
  ImportOptions,
  ImportProgress,
  ImportReport,
} from './transfer.types.ts';

const origin = { address: null, userAgent: null, requestId: null };
export const operator: Caller = {
  act: { actor: { type: 'command', id: null }, origin },
  subject: 'operator',
};

/** Hashes as they are imported; nobody signs in with them here. */
export const someHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'B'.repeat(43)}`;
export const otherHash = `pbkdf2_sha256$600000$salt$${'C'.repeat(43)}=`;

/** The real services on a test database. */
export interface TransferFixture extends WiredServices {
  clock: FakeClock;
  importText(text: string, options?: Partial<ImportOptions>, caller?: Caller): Promise<ImportReport>;
  importObjects(
    lines: readonly object[],
    options?: Partial<ImportOptions>,
    caller?: Caller,
  ): Promise<ImportReport>;
  exportText(options?: Partial<ExportOptions>): Promise<string>;
  /** As the caller of a request. */
  callerOf(login: string): Promise<Caller>;
  /** Oldest first, without those of the roles that every installation has. */
  entries(): Promise<AuditEntry[]>;
  emitted(): Promise<{ type: string; subject_id: string; data: unknown }[]>;
}

/** Bytes in chunks of a size. */
export function inChunks(text: string | Buffer, size = 1_000): ByteSource {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return Readable.from(chunks);
}

export function toLines(objects: readonly object[]): string {
  return objects.map((one) => `${JSON.stringify(one)}\n`).join('');
}

/** All that a generator yields, and what it returns. */
export async function drained(
  importing: AsyncGenerator<ImportProgress, ImportReport>,
): Promise<{ steps: ImportProgress[]; report: ImportReport }> {
  const steps: ImportProgress[] = [];
  for (;;) {
    const next = await importing.next();
    if (next.done === true) return { steps, report: next.value };
    steps.push(next.value);
  }
}

async function readEvents(database: WiredServices['database']) {
  const { rows } = await sql<{ type: string; subject_id: string; data: string }>`
    select type, subject_id, data from events order by id`.execute(database.db);
  return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as unknown }));
}

function configured() {
  const env = {
    OSTIARY_SECRET: 'a master key of at least thirty-two characters',
    OSTIARY_DATA_DIR: '/nowhere',
  };
  const { config, problems } = loadConfig({ env, cwd: '/' });
  if (!config) throw new Error(JSON.stringify(problems));
  return config;
}

export async function createTransferFixture({
  database,
}: Pick<TestDatabase, 'database'>): Promise<TransferFixture> {
  const clock = fakeClock();
  const onBackgroundError = (error: unknown): never => {
    throw error;
  };
  const services = wireServices({ config: configured(), database, clock, onBackgroundError });
  await services.access.ensureBuiltinRoles();
  const { transfer, users, access, audit } = services;
  const importText: TransferFixture['importText'] = async (text, options = {}, caller = operator) => {
    const source = inChunks(text);
    return (await drained(transfer.importAll(caller, source, { format: 'jsonl', ...options }))).report;
  };
  return {
    ...services,
    clock,
    importText,
    importObjects: (lines, options, caller) => importText(toLines(lines), options, caller),
    async exportText(options = {}) {
      let text = '';
      const pages = await transfer.exportUsers(operator, { format: 'jsonl', ...options });
      for await (const page of pages) text += page;
      return text;
    },
    async callerOf(login) {
      const user = await users.resolve(database.db, login);
      const { id, isStaff, isSuperuser } = user;
      const held = await access.accessOf(database.db, id);
      const subject: Subject = { ...held, userId: id, isStaff, isSuperuser };
      return { act: { actor: { type: 'user', id }, origin }, subject };
    },
    async entries() {
      const newestFirst = await audit.list(database.db, { limit: 200 });
      return newestFirst.reverse().filter(({ actor }) => actor.type !== 'system');
    },
    emitted: () => readEvents(database),
  };
}
