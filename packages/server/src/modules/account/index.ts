export { createAccessReviewService } from './access-review/access-review.service.ts';
export type * from './access-review/access-review.types.ts';
export { reviewToCsv } from './access-review/review-csv.ts';
export { createAccountService } from './account.service.ts';
export type * from './account.types.ts';
export { createDecisionService } from './decisions/decisions.service.ts';
export type * from './decisions/decisions.types.ts';
export { createOwnAccounts } from './own-accounts.ts';
export type * from './own-accounts.types.ts';
