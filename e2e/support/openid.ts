import { once } from "node:events";
import { createServer } from "node:http";
import Provider, { interactionPolicy } from "oidc-provider";

type Claims = { email?: string; email_verified?: boolean; name?: string; picture?: string };

export type OpenIdServer = {
  issuer: string;
  /** Whoever signs in there under this name has these claims. */
  people: Map<string, Claims>;
  stop(): Promise<void>;
};

/**
 * A certified OpenID server on a free port of 127.0.0.1, which a browser takes for another site than localhost. Signs
 * in whoever gives a name, by its own pages.
 */
export async function startOpenIdServer(clientId: string, redirectUris: string[]): Promise<OpenIdServer> {
  const people = new Map<string, Claims>();
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const issuer = `http://127.0.0.1:${address.port}`;
  const policy = interactionPolicy.base();
  // May be asked for, as Google is, and asks nothing: whoever signs in here has one account.
  const selectAccount = new interactionPolicy.Prompt({ name: "select_account", requestable: true });
  selectAccount.checks.clear();
  policy.add(selectAccount, 0);
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: "a secret of the tests", redirect_uris: redirectUris }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "picture"] },
    // As Google does, and as OpenID Connect Core, 5.4, leaves open.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ["a key of the tests"] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    interactions: { policy },
    features: { devInteractions: { enabled: true } },
  });
  server.on("request", provider.callback());
  return {
    issuer,
    people,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
