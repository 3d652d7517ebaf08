import Type from 'typebox';

/** One sentence; `code` only where the contract has one (contracts/simplejwt.md, "Errors"). */
export const Detail = Type.Object({ detail: Type.String(), code: Type.Optional(Type.String()) });

/** What was wrong, by field; `non_field_errors` for the whole. */
export const FieldErrors = Type.Record(Type.String(), Type.Array(Type.String()));

/** A credential that was recognised and refused (contracts/simplejwt.md, "Protected resource"). */
export const CredentialRefused = Type.Object({
  detail: Type.String(),
  code: Type.Optional(Type.String()),
  messages: Type.Optional(
    Type.Array(
      Type.Object({ token_class: Type.String(), token_type: Type.String(), message: Type.String() }),
    ),
  ),
});
