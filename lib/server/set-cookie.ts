type Attributes = { httpOnly: true; sameSite: "lax"; secure: boolean; path: "/"; maxAge: number };

/** Adds a cookie to an answer (RFC 6265 4.1). `value` is base64url or empty, so nothing in it needs escaping; `maxAge` in seconds. */
export function setCookie(answer: Response, name: string, value: string, attributes: Attributes): void {
  const { path, maxAge, sameSite, secure } = attributes;
  const text = `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=${sameSite}`;
  answer.headers.append("Set-Cookie", secure ? `${text}; Secure` : text);
}
