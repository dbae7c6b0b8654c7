import * as l10n from '@vscode/l10n';

/** By the codes of OpenSSL and Node. Each continues the sentence "The connection is not secure: …". */
const reasons: Record<string, () => string> = {
  CERT_HAS_EXPIRED: () => l10n.t('its certificate has expired'),
  CERT_NOT_YET_VALID: () => l10n.t('its certificate is not valid yet'),
  DEPTH_ZERO_SELF_SIGNED_CERT: () => l10n.t('its certificate is self-signed'),
  SELF_SIGNED_CERT_IN_CHAIN: () =>
    l10n.t('its certificate was issued by an authority that this computer does not know'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: () =>
    l10n.t('its certificate was issued by an authority that this computer does not know'),
  UNABLE_TO_GET_ISSUER_CERT: () =>
    l10n.t('its certificate was issued by an authority that this computer does not know'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: () =>
    l10n.t('its certificate was issued by an authority that this computer does not know'),
  CERT_UNTRUSTED: () => l10n.t('its certificate is not trusted'),
  CERT_REJECTED: () => l10n.t('its certificate was rejected'),
  CERT_REVOKED: () => l10n.t('its certificate has been revoked'),
  CERT_SIGNATURE_FAILURE: () => l10n.t('its certificate has been tampered with'),
  CERT_CHAIN_TOO_LONG: () => l10n.t('its chain of certificates is too long'),
  INVALID_PURPOSE: () => l10n.t('its certificate is not made for servers'),
  INVALID_CA: () => l10n.t('its certificate was issued by an authority that may not issue any'),
  ERR_TLS_CERT_ALTNAME_INVALID: () => l10n.t('its certificate belongs to another host name'),
};

/** A clause that says what is wrong with the server's certificate or handshake; undefined if the code is not about TLS. */
export function tlsReason(code: string): string | undefined {
  if (Object.hasOwn(reasons, code)) return reasons[code]?.();
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return l10n.t('it does not speak HTTPS as expected');
  if (code.startsWith('ERR_TLS_') || code.startsWith('ERR_OSSL_'))
    return l10n.t('its certificate could not be checked');
  return undefined;
}
