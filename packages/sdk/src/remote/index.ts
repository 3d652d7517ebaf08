export { remoteBearer } from './remote-authenticator.ts';
export type { RemoteAuthenticatorOptions } from './remote-authenticator.ts';
export { createRemoteAuthService } from './remote-auth-service.ts';
export type {
  RemoteAnswer,
  RemoteAuthService,
  RemoteAuthServiceOptions,
  RemotePaths,
} from './remote-auth-service.ts';
export type { RemoteSubjectOptions } from './remote-subject.ts';
