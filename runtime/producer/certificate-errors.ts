/** Codes of OpenSSL, as Node names them (https://nodejs.org/api/tls.html#x509-certificate-error-codes), and Node's own one for a wrong host name. */
const CERTIFICATE = new Set([
  'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'CERT_SIGNATURE_FAILURE', 'CERT_CHAIN_TOO_LONG', 'CERT_REVOKED',
  'CERT_UNTRUSTED', 'CERT_REJECTED', 'INVALID_CA', 'INVALID_PURPOSE', 'HOSTNAME_MISMATCH', 'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Whether the endpoint's certificate was not accepted; the next attempt would meet the same one. */
export function blamesTheCertificate(code: string): boolean {
  return CERTIFICATE.has(code);
}
