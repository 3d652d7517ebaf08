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
