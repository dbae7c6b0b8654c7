/** OpenSSL's and Node's codes in words that continue "…: ". */
const words: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate was issued by an authority that this computer does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate was issued by an authority that this computer does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate was issued by an authority that this computer does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate was issued by an authority that this computer does not know',
  CERT_UNTRUSTED: 'its certificate is not trusted',
  CERT_REJECTED: 'its certificate was rejected',
  CERT_REVOKED: 'its certificate has been revoked',
  CERT_SIGNATURE_FAILURE: 'its certificate has been tampered with',
  CERT_CHAIN_TOO_LONG: 'its chain of certificates is too long',
  INVALID_PURPOSE: 'its certificate is not made for servers',
  INVALID_CA: 'its certificate was issued by an authority that may not issue any',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate belongs to another host name',
};

/** What is wrong with the server's certificate or handshake, in words; undefined when the code is not about TLS. */
export function tlsReason(code: string): string | undefined {
  if (Object.hasOwn(words, code)) return words[code];
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return 'it does not speak HTTPS as expected';
  if (code.startsWith('ERR_TLS_') || code.startsWith('ERR_OSSL_'))
    return 'its certificate could not be checked';
  return undefined;
}
