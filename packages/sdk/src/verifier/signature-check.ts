import { importJWK } from 'jose/key/import';
import { compactVerify } from 'jose/jws/compact/verify';
import { toDer } from './ecdsa-form.rules.ts';
import type { Native } from './native-crypto.ts';

/** What Ostiary signs with for services. Never `none`, and no secret that both sides know (RFC 8725 section 3.2). */
export const algorithms = ['ES256', 'EdDSA', 'RS256'] as const;
export type Algorithm = (typeof algorithms)[number];

export interface PublicJwk {
  kty?: unknown;
  kid?: unknown;
  alg?: unknown;
  use?: unknown;
  crv?: unknown;
  n?: unknown;
  [name: string]: unknown;
}

type PublicParameters = Partial<Record<'kty' | 'crv' | 'x' | 'y' | 'n' | 'e', string>>;

/** A token as it is checked: its three parts are canonical base64url. */
export interface SignedText {
  token: string;
  /** Where the signature begins, behind the last dot. */
  signatureAt: number;
}

/** One public key, bound to one algorithm, so that a token cannot choose how it is checked. */
export interface SignatureCheck {
  algorithm: Algorithm;
  /** At once where the runtime can. */
  isGood(text: SignedText): boolean | Promise<boolean>;
}

/** 2048 bits (RFC 7518 section 3.3), as characters of base64url. */
const minModulusLength = 342;

/** The one algorithm that a key is for; undefined for one that is none of ours, or too weak. */
function algorithmOf(jwk: PublicJwk): Algorithm | undefined {
  if (jwk.use !== undefined && jwk.use !== 'sig') return undefined;
  const fitting: Algorithm | undefined =
    jwk.kty === 'EC' && jwk.crv === 'P-256'
      ? 'ES256'
      : jwk.kty === 'OKP' && jwk.crv === 'Ed25519'
        ? 'EdDSA'
        : jwk.kty === 'RSA' && typeof jwk.n === 'string' && jwk.n.length >= minModulusLength
          ? 'RS256'
          : undefined;
  return jwk.alg === undefined || jwk.alg === fitting ? fitting : undefined;
}

/** Of a key what is public of it, whatever else was sent. */
function publicPart(jwk: PublicJwk): PublicParameters {
  const parameters = ['kty', 'crv', 'x', 'y', 'n', 'e'] as const;
  return Object.fromEntries(
    parameters.flatMap((name) => (typeof jwk[name] === 'string' ? [[name, jwk[name]]] : [])),
  );
}

function nativeCheck({ crypto, Buffer }: Native, jwk: PublicJwk, algorithm: Algorithm): SignatureCheck {
  const key = crypto.createPublicKey({ key: publicPart(jwk), format: 'jwk' });
  const hash = algorithm === 'EdDSA' ? null : 'sha256';
  return {
    algorithm,
    isGood({ token, signatureAt }) {
      const raw = Buffer.from(token.slice(signatureAt), 'base64url');
      const signature = algorithm === 'ES256' ? toDer(raw) : raw;
      if (signature === undefined) return false;
      return crypto.verify(hash, Buffer.from(token.slice(0, signatureAt - 1), 'latin1'), key, signature);
    },
  };
}

async function webCheck(jwk: PublicJwk, algorithm: Algorithm): Promise<SignatureCheck> {
  const key = await importJWK(publicPart(jwk), algorithm);
  return {
    algorithm,
    async isGood({ token }) {
      try {
        await compactVerify(token, key, { algorithms: [algorithm] });
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Undefined for a key that no token for a service is checked with, or that cannot be read. */
export async function createSignatureCheck(
  jwk: PublicJwk,
  native: Native | undefined,
): Promise<SignatureCheck | undefined> {
  const algorithm = algorithmOf(jwk);
  if (algorithm === undefined) return undefined;
  try {
    return native ? nativeCheck(native, jwk, algorithm) : await webCheck(jwk, algorithm);
  } catch {
    // It cannot be read.
  }
  return undefined;
}
