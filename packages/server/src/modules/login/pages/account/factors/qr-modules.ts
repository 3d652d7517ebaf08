/** Modules of a QR code (ISO/IEC 18004) by row, true for dark, with the quiet zone around. */
export type QrModules = readonly (readonly boolean[])[];

/** Loads what reckons them with the first code: most processes draw none for days. */
export async function qrModulesOf(text: string): Promise<QrModules> {
  const { encode } = await import('uqr');
  return encode(text, { border: 4 }).data;
}
