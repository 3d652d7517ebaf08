declare module '#platform/db/schema.ts' {
  interface Tables {
    one_time_links: {
      token_hash: string;
      purpose: string;
      subject_id: string | null;
      /** JSON: what the link confirms, such as an address. */
      data: string | null;
      created_at: number;
      expires_at: number;
      consumed_at: number | null;
    };
    account_requests: {
      id: string;
      purpose: string;
      /** Who asked, for what: an email address among it. */
      request_sealed: string;
      created_at: number;
    };
  }
}

/** What a link is good for, and nothing else. */
export type LinkPurpose =
  | 'setup'
  | 'verify-email'
  | 'change-email'
  | 'reset-password'
  | 'sign-in'
  | 'sign-in-code'
  | 'invitation'
  | 'cancel-deletion';

/** What a link is about beside its purpose and its user. */
export interface LinkData {
  /** The address that it was mailed to. */
  email: string;
  /** Where the page leads afterwards. */
  next?: string;
}

/** A link of somebody's. */
export interface OneTimeLink extends LinkData {
  userId: string;
}

export const linkColumns = ['subject_id', 'data'] as const;

/** Undefined for a link that is nobody's, as the one for setting up is. */
export function toLink(row: { subject_id: string | null; data: string | null }): OneTimeLink | undefined {
  if (row.subject_id === null || row.data === null) return undefined;
  return { userId: row.subject_id, ...(JSON.parse(row.data) as LinkData) };
}

export function toData(data: LinkData): string {
  return JSON.stringify(data);
}
