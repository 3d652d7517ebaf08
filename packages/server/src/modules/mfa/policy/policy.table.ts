interface FactorRequirementsTable {
  user_id: string;
  /** Since when somebody is asked for a factor that they do not have. */
  since: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    factor_requirements: FactorRequirementsTable;
  }
}

export type FactorRequirementRow = FactorRequirementsTable;
