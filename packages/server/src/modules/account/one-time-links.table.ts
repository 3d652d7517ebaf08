declare module '#platform/db/schema.ts' {
  interface Tables {
    one_time_links: {
      token_hash: string;
      purpose: string;
      subject_id: string | null;
      created_at: number;
      expires_at: number;
      consumed_at: number | null;
    };
  }
}

export type LinkPurpose = 'setup';
