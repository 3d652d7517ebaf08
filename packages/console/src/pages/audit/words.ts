import { auditWords as de } from '@ostiary/contract/audit-words/de';
import { auditWords as en } from '@ostiary/contract/audit-words/en';
import { useText } from '../../text/text.tsx';

/** What every action means, in the language of the page. */
export function useAuditWords(): Readonly<Record<string, string>> {
  return useText().locale.startsWith('de') ? de : en;
}
