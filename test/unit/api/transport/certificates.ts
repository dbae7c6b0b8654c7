import { generate } from 'selfsigned';

export interface Certificate {
  key: string;
  cert: string;
}

interface Wanted {
  names?: string[];
  addresses?: string[];
  issuer?: Certificate;
  authority?: boolean;
  notBefore?: Date;
  notAfter?: Date;
}

/** A certificate made on the spot; self-signed without an issuer. */
export async function certificate(wanted: Wanted): Promise<Certificate> {
  const { names = [], addresses = [], issuer, authority = false, notBefore, notAfter } = wanted;
  const altNames = [
    ...names.map((value) => ({ type: 2 as const, value })),
    ...addresses.map((ip) => ({ type: 7 as const, ip })),
  ];
  const pems = await generate([{ name: 'commonName', value: authority ? 'Test authority' : 'Test server' }], {
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: notBefore ?? new Date(Date.now() - 86_400_000),
    notAfterDate: notAfter ?? new Date(Date.now() + 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: authority, critical: true },
      authority
        ? { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true }
        : { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      ...(altNames.length > 0 ? [{ name: 'subjectAltName' as const, altNames }] : []),
    ],
    ...(issuer ? { ca: issuer } : {}),
  });
  return { key: pems.private, cert: pems.cert };
}
