export { createTestIssuer } from './create-test-issuer.ts';
export type {
  FeedFollower,
  NewGroup,
  NewRole,
  NewUser,
  TestIssuer,
  TestIssuerOptions,
  TokenOptions,
} from './testing.types.ts';
