/** Tells a page the nonce that its own inline scripts must carry. */
export const nonceHeader = "x-nonce";
export const policyHeader = "content-security-policy";

/** For every answer, beside its policy (OWASP ASVS 5.0 3.4). Browsers ignore the last one over http. */
export const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
};

/**
 * A page's Content-Security-Policy. Scripts run only with this answer's nonce, or where such a script loads them.
 * Development needs more: Next evaluates code and opens a socket there.
 */
export function pagePolicy(nonce: string, settings: { isHttps: boolean; isDevelopment: boolean }): string {
  const { isHttps, isDevelopment } = settings;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data: https:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    // The service worker.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    // A form may lead on to a provider.
    `form-action 'self' https:${isHttps ? "" : " http:"}`,
    "frame-ancestors 'none'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** For an answer that is no page, should a browser ever show it as one. */
export const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
