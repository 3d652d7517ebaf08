export { createCaptcha } from './captcha/captcha.ts';
export type * from './captcha/captcha.types.ts';
export { createChallenges, type Challenges, type ReadChallenge } from './challenges/challenges.ts';
export {
  addressBucket,
  delayAfterMs,
  knownAddressMs,
  quietMs,
  secondsUntil,
  windowRefusedUntil,
  type Window,
} from './limits.rules.ts';
export { createLimitService } from './limits.service.ts';
export {
  countAttempt,
  countInWindow,
  deleteThrottles,
  findThrottles,
  takeBackAttempt,
  updateBlock,
  upsertClean,
} from './limits.store.ts';
export type * from './limits.types.ts';
