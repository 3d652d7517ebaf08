interface UsageCountsTable {
  /** When it begins, in epoch milliseconds. */
  hour: number;
  name: string;
  count: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    usage_counts: UsageCountsTable;
  }
}

export type UsageCountRow = UsageCountsTable;
